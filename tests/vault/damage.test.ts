import { describe, expect, it } from 'vitest';
import { beginAnew } from '../../utils/vault/open.ts';
import type { Vault } from '../../utils/vault/vault.ts';
import type { Disk } from './support.ts';
import { contents, entered, flipAt, forge, opened, school, storageOn, turnBit } from './support.ts';

type Before = { disk: Disk; secret: Uint8Array | undefined; records: Record<string, unknown>; newest: string; oldest: string };

/** Whatever is in the way makes the vault write a new base. */
async function compacted(disk: Disk, secret: Uint8Array | undefined, day: string): Promise<Vault> {
  disk.set('vault:nothing known', 1);
  const vault = await entered(storageOn(disk), secret);
  await vault.tend(day);
  await vault.discardUnreadable();
  for (const key of [...disk.keys()]) if (key.startsWith('vault:snapshot:')) disk.delete(key);
  return vault;
}

const entriesOf = (disk: Disk) => [...disk.keys()].filter((key) => key.startsWith('vault:entry:'));

/** Two bases of different generations, two entries that only the older one lacks, and two that both lack. */
async function vaultWith(passphrase: string | undefined): Promise<Before> {
  const disk: Disk = new Map();
  const first = await entered(storageOn(disk));
  if (passphrase !== undefined) await first.setPassphrase(passphrase);
  const secret = first.exportKey();
  await first.save({ set: { 'school:1': school('1', 'één'), 'school:0': school('0') }, remove: [] });
  const second = await compacted(disk, secret, '2026-09-01');
  await second.save({ set: { 'school:2': school('2') }, remove: [] });
  await second.save({ set: { 'school:3': school('3') }, remove: ['school:0'] });
  const third = await compacted(disk, secret, '2026-09-02');
  await third.save({ set: { 'school:1': school('1', 'uno') }, remove: ['school:2'] });
  await third.save({ set: { 'school:5': school('5') }, remove: [] });
  const generation = (key: string) => Number(/"generation":(\d+)/.exec(String(disk.get(key)))?.[1]);
  const [newest = '', oldest = ''] = ['vault:base:a', 'vault:base:b'].sort((a, b) => generation(b) - generation(a));
  expect([generation(newest) - generation(oldest), entriesOf(disk).length]).toEqual([1, 4]);
  return { disk, secret, records: contents(third), newest, oldest };
}

const copyWith = (disk: Disk, key: string, stored: unknown): Disk => new Map(disk).set(key, stored);
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

/** Repeatable, spread over the whole text. */
const spread = (count: number, length: number) => Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));

for (const [mode, passphrase] of [
  ['plain', undefined],
  ['locked', 'geheim'],
] as const) {
  const prepared = vaultWith(passphrase);

  describe(`a ${mode} vault of which one record is damaged`, () => {
    it('loses nothing to any flipped byte of the newest base: the older one and the journal have it all', async () => {
      const { disk, secret, records, newest } = await prepared;
      const text = String(disk.get(newest));
      for (let index = 0; index < text.length; index += 1) {
        const damaged = copyWith(disk, newest, flipAt(text, index, index % 7));
        const vault = await entered(storageOn(damaged), secret);
        expect([index, codes(vault.problems)]).toEqual([index, ['vaultCopyUnreadable']]);
        expect(contents(vault)).toEqual(records);
      }
    });

    it('keeps what was unreadable, and is whole again after the next tending', async () => {
      const { disk, secret, records, newest } = await prepared;
      const bad = flipAt(String(disk.get(newest)), 300, 0);
      const damaged = copyWith(disk, newest, bad);
      const vault = await entered(storageOn(damaged), secret);
      expect(await vault.unreadable()).toEqual({ ok: true, value: [{ key: newest, stored: bad }] });
      await vault.tend('2026-09-09');
      expect(damaged.get(newest)).not.toBe(bad);
      const again = await entered(storageOn(damaged), secret);
      expect([again.problems, contents(again)]).toEqual([[], records]);
      expect(await again.unreadable()).toEqual({ ok: true, value: [{ key: newest, stored: bad }] });
    });

    it('says so of a flipped byte of the older base', async () => {
      const { disk, secret, records, oldest } = await prepared;
      const text = String(disk.get(oldest));
      for (const index of spread(400, text.length)) {
        const vault = await entered(storageOn(copyWith(disk, oldest, flipAt(text, index, index % 16))), secret);
        expect([index, codes(vault.problems), contents(vault)]).toEqual([index, ['vaultCopyUnreadable'], records]);
      }
    });

    it('loses only that change to any flipped byte of an entry, and says so', async () => {
      const { disk, secret, records } = await prepared;
      const key = entriesOf(disk).at(-2) ?? '';
      const text = String(disk.get(key));
      for (let index = 0; index < text.length; index += 1) {
        const vault = await entered(storageOn(copyWith(disk, key, flipAt(text, index, index % 7))), secret);
        expect([index, codes(vault.problems)]).toEqual([index, ['vaultChangesLost']]);
        expect(contents(vault)).toEqual({ ...records, 'school:1': school('1', 'één'), 'school:2': school('2') });
      }
    });

    it('sees a damaged entry that nothing needs any more', async () => {
      const { disk, secret, records } = await prepared;
      const key = entriesOf(disk)[0] ?? '';
      const vault = await entered(storageOn(copyWith(disk, key, flipAt(String(disk.get(key)), 10, 0))), secret);
      expect([codes(vault.problems), contents(vault)]).toEqual([['vaultItemsUnreadable'], records]);
    });

    it('sees every truncation', async () => {
      const { disk, secret, records, newest } = await prepared;
      for (const key of disk.keys()) {
        if (key.startsWith('vault:lock') || key === 'vault:writer') continue;
        const text = String(disk.get(key));
        for (const length of spread(260, text.length)) {
          const vault = await entered(storageOn(copyWith(disk, key, text.slice(0, length))), secret);
          expect([key, length, vault.problems.length]).toEqual([key, length, 1]);
          if (key === newest) expect(contents(vault)).toEqual(records);
        }
      }
    });

    it('sees an entry that is gone, by the one after it', async () => {
      const { disk, secret, records } = await prepared;
      const damaged = new Map(disk);
      damaged.delete(entriesOf(disk).at(-2) ?? '');
      const vault = await entered(storageOn(damaged), secret);
      expect(vault.problems).toEqual([{ code: 'vaultChangesLost', severity: 'warns', values: ['1'] }]);
      expect(contents(vault)).toMatchObject({ 'school:5': records['school:5'] });
    });

    it('sees records under each other’s keys', async () => {
      const { disk, secret } = await prepared;
      const [one = '', two = ''] = entriesOf(disk).slice(-2);
      const swapped = copyWith(copyWith(disk, one, disk.get(two)), two, disk.get(one));
      expect(codes((await entered(storageOn(swapped), secret)).problems)).toEqual(['vaultChangesLost']);
    });

    it('takes no value for a text that is none', async () => {
      const { disk, secret, newest } = await prepared;
      for (const value of [0, null, true, [], {}, '', '\n\n', 'x\ny\nz', { toString: 'x' }]) {
        const vault = await entered(storageOn(copyWith(disk, newest, value)), secret);
        expect(codes(vault.problems)).toEqual(['vaultCopyUnreadable']);
      }
    });

    it('goes back to the newest readable snapshot when both bases are unreadable', async () => {
      const { disk: whole, secret, newest, oldest, records } = await prepared;
      const disk = new Map(whole);
      await (await entered(storageOn(disk), secret)).tend('2026-09-03');
      await (await entered(storageOn(disk), secret)).save({ set: { 'school:6': school('6') }, remove: [] });
      for (const key of [newest, oldest]) disk.set(key, 'damaged');
      const vault = await entered(storageOn(disk), secret);
      expect(vault.problems).toEqual([{ code: 'vaultSnapshotUsed', severity: 'warns', values: ['2026-09-03'] }]);
      expect(contents(vault)).toEqual({ ...records, 'school:6': school('6') });
      await vault.tend('2026-09-04');
      const again = await entered(storageOn(disk), secret);
      expect([again.problems, contents(again)]).toEqual([[], contents(vault)]);
      const kept = await again.unreadable();
      expect(kept.ok && kept.value.map(({ key, stored }) => [key, stored]).sort()).toEqual([newest, oldest].sort().map((key) => [key, 'damaged']));
    });

    it('is refused, untouched, when nothing is readable, and can begin anew with all of it kept', async () => {
      const { disk: whole, secret, newest, oldest } = await prepared;
      const disk = copyWith(copyWith(whole, newest, 'damaged'), oldest, 'damaged too');
      const before = [...disk].filter(([key]) => key !== 'vault:writer');
      expect(await opened(storageOn(disk), secret)).toMatchObject({ ok: false, code: 'vaultUnreadable' });
      expect([...disk].filter(([key]) => key !== 'vault:writer')).toEqual(before);
      expect(await beginAnew(storageOn(disk))).toEqual({ ok: true, value: undefined });
      const vault = await entered(storageOn(disk));
      expect([vault.records.size, vault.problems, vault.hasPassphrase]).toEqual([0, [], false]);
      const kept = await vault.unreadable();
      if (!kept.ok) throw new Error(kept.code);
      for (const [key, stored] of before) expect(kept.value).toContainEqual({ key, stored });
    });
  });
}

it('characters that have no UTF-8 of their own are not taken for others', async () => {
  const disk: Disk = new Map();
  await (await entered(storageOn(disk))).save({ set: { 'school:1': '\ufffd' }, remove: [] });
  const [key = ''] = entriesOf(disk);
  const text = String(disk.get(key));
  expect(text).toContain('\ufffd');
  const vault = await entered(storageOn(copyWith(disk, key, flipAt(text, text.indexOf('\ufffd'), 13))));
  expect([codes(vault.problems), contents(vault)]).toEqual([['vaultChangesLost'], {}]);
});

it('beginning anew, killed at any step and done again, keeps everything', async () => {
  const whole: Disk = new Map(['base:a', 'base:b', 'entry:1:1:x', 'lock:a', 'odd'].map((key) => [`vault:${key}`, `damaged ${key}`]));
  for (let at = 0; at < 12; at += 1) {
    const disk = new Map(whole);
    await beginAnew(storageOn(disk, (_, number) => (number === at ? 'kill' : 'done')));
    expect(await beginAnew(storageOn(disk))).toEqual({ ok: true, value: undefined });
    const kept = await (await entered(storageOn(disk))).unreadable();
    expect(kept.ok && kept.value.map(({ key, stored }) => [key, stored]).sort()).toEqual([...whole].sort());
  }
});

describe('a locked vault that somebody forged, with the right checksums', () => {
  it('takes no altered head or body of the newest base', async () => {
    const { disk, secret, newest, records } = await vaultWith('geheim');
    const text = String(disk.get(newest));
    const forgeries = [
      { head: (head: Record<string, unknown>) => Object.assign(head, { generation: 900 }) },
      { head: (head: Record<string, unknown>) => Object.assign(head, { last: { epoch: 1, number: 1 } }) },
      { head: (head: Record<string, unknown>) => Object.assign(head, { version: 1 }) },
      { head: (head: Record<string, unknown>) => Object.assign(head, { nonce: 'AAAAAAAAAAAAAAAA' }) },
      { head: (head: Record<string, unknown>) => Object.assign(head, { more: 1 }) },
      { body: turnBit },
      { body: () => '' },
      { body: (body: string) => `${body.slice(0, -4)}` },
    ];
    for (const forgery of forgeries) {
      const vault = await entered(storageOn(copyWith(disk, newest, await forge(text, forgery))), secret);
      expect([codes(vault.problems), contents(vault)]).toEqual([['vaultCopyUnreadable'], records]);
    }
  });

  it('takes no plain entry and no plain base', async () => {
    const { disk, secret, newest, records } = await vaultWith('geheim');
    const other: Disk = new Map();
    const plain = await entered(storageOn(other));
    await plain.save({ set: { 'school:evil': 1 }, remove: [] });
    const entry = [...other].find(([key]) => key.startsWith('vault:entry:'));
    const planted = copyWith(
      disk,
      'vault:entry:999:1:x',
      await forge(String(entry?.[1]), { head: (head) => Object.assign(head, { at: { epoch: 999, number: 1 } }) }),
    );
    expect(contents(await entered(storageOn(planted), secret))).toEqual(records);
    const base = await forge(String(other.get('vault:base:a')), { head: (head) => Object.assign(head, { generation: 999 }), body: () => '{"school:evil":1}' });
    expect(contents(await entered(storageOn(copyWith(disk, newest, base)), secret))).toEqual(records);
  });
});
