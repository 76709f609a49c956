import { describe, expect, it } from 'vitest';
import { deriveKey, newDerivation } from '../../utils/vault/cipher.ts';
import { openVault } from '../../utils/vault/open.ts';
import type { Disk } from './support.ts';
import { contents, entered, flipAt, forge, opened, school, storageOn } from './support.ts';

const done = { ok: true, value: undefined };

async function locked(passphrase: string): Promise<Disk> {
  const disk: Disk = new Map();
  const vault = await entered(storageOn(disk));
  await vault.save({ set: { 'school:1': school('1') }, remove: [] });
  await vault.tend('2026-09-01');
  await vault.setPassphrase(passphrase);
  return disk;
}

async function unlock(disk: Disk, passphrase: string) {
  const result = await opened(storageOn(disk));
  if (!result.ok || !result.value.locked) throw new Error('not locked');
  return result.value.unlock(passphrase);
}

describe('a passphrase', () => {
  it('with the real key derivation: sets, opens, changes, is refused when wrong, and goes', async () => {
    const disk: Disk = new Map();
    const first = await openVault(storageOn(disk));
    if (!first.ok || first.value.locked) throw new Error('not open');
    await first.value.vault.save({ set: { 'school:1': school('1') }, remove: [] });
    expect(await first.value.vault.setPassphrase('een lange zin')).toEqual(done);
    expect(first.value.vault.hasPassphrase).toBe(true);

    const second = await openVault(storageOn(disk));
    if (!second.ok || !second.value.locked) throw new Error('not locked');
    expect(await second.value.unlock('een korte zin')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    const unlocked = await second.value.unlock('een lange zin');
    if (!unlocked.ok) throw new Error(unlocked.code);
    expect(contents(unlocked.value)).toEqual({ 'school:1': school('1') });
    expect(await unlocked.value.changePassphrase('fout', 'nieuw')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    expect(await unlocked.value.changePassphrase('een lange zin', 'nieuw')).toEqual(done);
    expect(await unlocked.value.removePassphrase('een lange zin')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    expect(await unlocked.value.removePassphrase('nieuw')).toEqual(done);
    expect(unlocked.value.hasPassphrase).toBe(false);
    const plain = await openVault(storageOn(disk));
    expect(plain.ok && !plain.value.locked && contents(plain.value.vault)).toEqual({ 'school:1': school('1') });
  });

  it('derives with 600,000 rounds, a salt of its own each time, and the same key for the same accents', async () => {
    const [one, two] = [newDerivation(), newDerivation()];
    expect([one.iterations, one.name]).toEqual([600_000, 'PBKDF2-SHA-256']);
    expect(one.salt).not.toBe(two.salt);
    const iv = new Uint8Array(12);
    const secret = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await deriveKey('\u00e9\u00e9n', one), new Uint8Array([1, 2, 3]));
    const decomposed = await deriveKey('e\u0301e\u0301n', one);
    expect(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, decomposed, secret))).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('that is empty is none', async () => {
    const vault = await entered(storageOn(new Map()));
    expect(await vault.setPassphrase('')).toMatchObject({ ok: false, code: 'passphraseEmpty' });
    await vault.setPassphrase('x');
    expect(await vault.changePassphrase('x', '')).toMatchObject({ ok: false, code: 'passphraseEmpty' });
  });

  it('leaves nothing readable behind, also of what was damaged or old', async () => {
    const disk: Disk = new Map();
    disk.set('vault:nothing known', 'School 1');
    const vault = await entered(storageOn(disk));
    for (let day = 1; day < 9; day += 1) {
      await vault.save({ set: { [`school:${day}`]: school(String(day)) }, remove: [] });
      await vault.tend(`2026-09-0${day}`);
    }
    disk.set('vault:snapshot:6:2026-09-06', `${disk.get('vault:snapshot:6:2026-09-06')} `);
    disk.set('vault:nothing known either', 'School 2');
    const again = await entered(storageOn(disk));
    await again.save({ set: { 'school:9': school('9') }, remove: [] });
    expect(await again.setPassphrase('x')).toEqual(done);
    await again.save({ set: { 'school:10': school('10') }, remove: [] });
    await again.tend('2026-09-10');
    const readable = [...disk].filter(([, stored]) => /School|school|Łucja|directie/.test(JSON.stringify(stored)));
    expect(readable).toEqual([]);
    const kept = await again.unreadable();
    expect(kept.ok && kept.value.map(({ key }) => key).sort()).toEqual(['vault:nothing known', 'vault:nothing known either', 'vault:snapshot:6:2026-09-06']);
    const snapshots = await again.snapshots();
    expect(snapshots.ok && snapshots.value.length).toBe(5);
    expect(await again.removePassphrase('x')).toEqual(done);
    expect([...disk].filter(([, stored]) => /"nonce"/.test(String(stored)))).toEqual([]);
    const seventh = await again.readSnapshot({ number: 7, date: '2026-09-07' });
    expect(seventh.ok && seventh.value.size).toBe(7);
  });

  it('changed, wraps the same key anew and touches nothing else', async () => {
    const disk = await locked('oud');
    const vault = await entered(storageOn(disk), 'oud');
    const before = new Map(disk);
    expect(await vault.changePassphrase('oud', 'nieuw')).toEqual(done);
    expect([...disk].filter(([key, stored]) => before.get(key) !== stored).map(([key]) => key)).toEqual(['vault:lock:a', 'vault:lock:b']);
    expect(await unlock(disk, 'oud')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    expect((await unlock(disk, 'nieuw')).ok).toBe(true);
  });

  it('never writes the same twice: nonces are fresh', async () => {
    const disk = await locked('x');
    const vault = await entered(storageOn(disk), 'x');
    const nonces = new Set<string>();
    for (let number = 0; number < 50; number += 1) await vault.save({ set: { 'school:1': 1 }, remove: [] });
    for (const stored of disk.values()) nonces.add(/"nonce":"([^"]+)"/.exec(String(stored))?.[1] ?? '');
    // The mark has none; the two copies of the lock share one.
    expect(nonces.size).toBe(disk.size - 1);
  });
});

describe('a passphrase of which nobody knows whether it is in force', () => {
  it('closes the vault: what it saved on would not be found again', async () => {
    const disk: Disk = new Map();
    const whole = storageOn(disk);
    const vault = await entered({
      ...whole,
      set: async (records) => {
        await whole.set(records);
        if ('vault:lock:a' in records) throw new Error('the answer never came');
      },
    });
    await vault.save({ set: { 'school:1': school('1') }, remove: [] });
    expect(await vault.setPassphrase('x')).toMatchObject({ ok: false, code: 'vaultStorageFailed' });
    expect(await vault.save({ set: { 'school:2': school('2') }, remove: [] })).toMatchObject({ ok: false, code: 'vaultClosed' });
    expect(contents(await entered(storageOn(disk), 'x'))).toEqual({ 'school:1': school('1') });
  });

  it('closes also the vault of a writer that opened just before the lock arrived', async () => {
    const disk = await locked('x');
    const lock = disk.get('vault:lock:a');
    const before: Disk = new Map();
    const vault = await entered(storageOn(before));
    before.set('vault:lock:a', lock);
    expect(await vault.save({ set: { 'school:2': school('2') }, remove: [] })).toMatchObject({ ok: false, code: 'vaultClosed' });
  });
});

describe('the key for the session', () => {
  it('opens the vault without the passphrase, as long as it is this vault’s', async () => {
    const disk = await locked('x');
    const key = (await entered(storageOn(disk), 'x')).exportKey();
    expect(key?.length).toBe(32);
    expect(contents(await entered(storageOn(disk), key))).toEqual({ 'school:1': school('1') });
    for (const wrong of [new Uint8Array(32), new Uint8Array(5), new Uint8Array()])
      expect(await opened(storageOn(disk), wrong)).toMatchObject({ ok: true, value: { locked: true } });
    const vault = await entered(storageOn(disk), key);
    await vault.removePassphrase('x');
    expect(vault.exportKey()).toBeUndefined();
    expect(await opened(storageOn(disk), key)).toMatchObject({ ok: true, value: { locked: false } });
  });
});

describe('the lock', () => {
  it('with one damaged copy opens by the other, which is then made again; every flipped byte is seen', async () => {
    const whole = await locked('x');
    const text = String(whole.get('vault:lock:a'));
    for (let index = 0; index < text.length; index += 1) {
      const disk = new Map(whole).set('vault:lock:a', flipAt(text, index, index % 7));
      const vault = await entered(storageOn(disk), 'x');
      expect([index, vault.problems.map(({ code }) => code)]).toEqual([index, ['vaultLockRepaired']]);
      expect(disk.get('vault:lock:a')).toBe(text);
    }
  });

  it('with both copies damaged is said to be so, and nothing is written', async () => {
    const disk = await locked('x');
    for (const key of ['vault:lock:a', 'vault:lock:b']) disk.set(key, flipAt(String(disk.get(key)), 40, 1));
    const before = new Map(disk);
    expect(await opened(storageOn(disk))).toMatchObject({ ok: false, code: 'vaultLockDamaged' });
    expect(disk).toEqual(before);
  });

  it('that is gone altogether is said to be so: the vault is not taken for an empty one', async () => {
    const disk = await locked('x');
    for (const key of ['vault:lock:a', 'vault:lock:b']) disk.delete(key);
    expect(await opened(storageOn(disk))).toMatchObject({ ok: false, code: 'vaultLockDamaged' });
  });

  it('takes no altered header: neither fewer rounds nor another salt', async () => {
    const whole = await locked('x');
    const text = String(whole.get('vault:lock:a'));
    const alter = async (derivation: object) => {
      const forged = await forge(text, { head: (head) => Object.assign(head, { derivation: { ...(head.derivation as object), ...derivation } }) });
      return new Map(whole).set('vault:lock:a', forged).set('vault:lock:b', forged);
    };
    for (const derivation of [{ iterations: 1 }, { iterations: 599_999 }, { iterations: 1e9 }, { name: 'none' }, { salt: '' }])
      expect([derivation, await opened(storageOn(await alter(derivation)))]).toMatchObject([derivation, { ok: false, code: 'vaultLockDamaged' }]);
    for (const derivation of [{ iterations: 600_001 }, { salt: 'AAAAAAAAAAAAAAAAAAAAAA==' }])
      expect(await unlock(await alter(derivation), 'x')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    const turned = await forge(text, { head: (head) => Object.assign(head, { turn: 7 }) });
    expect(await unlock(new Map(whole).set('vault:lock:a', turned).set('vault:lock:b', turned), 'x')).toMatchObject({ ok: false, code: 'passphraseWrong' });
  });

  it('of which a change was cut off opens by either passphrase, and is then one again', async () => {
    for (const passphrase of ['oud', 'nieuw']) {
      const disk = await locked('oud');
      const vault = await entered(storageOn(disk), 'oud');
      const old = disk.get('vault:lock:b');
      await vault.changePassphrase('oud', 'nieuw');
      disk.set('vault:lock:b', old);
      expect((await unlock(disk, passphrase)).ok).toBe(true);
      expect(disk.get('vault:lock:a')).toBe(disk.get('vault:lock:b'));
      expect(await unlock(disk, passphrase === 'oud' ? 'nieuw' : 'oud')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    }
  });

  it('of a newer version is refused', async () => {
    const disk = await locked('x');
    disk.set('vault:lock:a', await forge(String(disk.get('vault:lock:a')), { head: (head) => Object.assign(head, { version: 3 }) }));
    expect(await opened(storageOn(disk))).toMatchObject({ ok: false, code: 'vaultNewer' });
  });
});
