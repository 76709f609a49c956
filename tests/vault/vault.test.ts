import { describe, expect, it } from 'vitest';
import type { Storage } from '../../utils/vault/storage.ts';
import type { Vault } from '../../utils/vault/vault.ts';
import type { Disk } from './support.ts';
import { contents, entered, forge, opened, school, storageOn } from './support.ts';
import { changeBetween } from '../../utils/vault/records.ts';

const set = (key: string, value: unknown) => ({ set: { [key]: value }, remove: [] });
const done = { ok: true, value: undefined };

describe('a vault', () => {
  it('gives back after a restart what was saved, last word last', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    expect(await vault.save(set('school:1', school('1')))).toEqual(done);
    await Promise.all(['A', 'An', 'Ann', 'Anna'].map((name) => vault.save(set('applicant:a', { id: 'a', name }))));
    expect(await vault.save(set('school:2', school('2')))).toEqual(done);
    expect(await vault.save({ set: {}, remove: ['school:1'] })).toEqual(done);
    const again = await entered(storageOn(disk));
    expect(contents(again)).toEqual({ 'applicant:a': { id: 'a', name: 'Anna' }, 'school:2': school('2') });
    expect(again.problems).toEqual([]);
    expect(again.hasPassphrase).toBe(false);
  });

  it('keeps what it was given, not what the giver makes of it later', async () => {
    const vault = await entered(storageOn(new Map()));
    const mine = school('1');
    const saved = vault.save(set('school:1', mine));
    mine.name = 'changed';
    await saved;
    expect(contents(vault)['school:1']).toEqual(school('1'));
  });

  it('takes keys and texts of any kind', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    const strange = { __proto__: 1, constructor: 'x', 'a\nb': '\ud800 lone', '🏫': { __proto__: { polluted: true } }, '': null };
    const records = new Map(Object.entries(strange));
    await vault.save({ set: Object.fromEntries([...records, ['__proto__', 'own']]), remove: [] });
    const again = await entered(storageOn(disk));
    expect([...again.records.keys()].sort()).toEqual(['', '__proto__', 'a\nb', 'constructor', '🏫'].sort());
    expect(again.records.get('a\nb')).toBe('\ud800 lone');
    expect(again.problems).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('writes one small entry a save, however large it is', async () => {
    const disk: Disk = new Map();
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`school:${index}`, school(String(index))]));
    const vault = await entered(storageOn(disk));
    await vault.save({ set: many, remove: [] });
    await vault.tend('2026-09-01');
    const before = new Map(disk);
    await vault.save(set('school:7', school('7', 'Zeven')));
    const written = [...disk].filter(([key, value]) => before.get(key) !== value);
    expect(written.map(([key]) => key.split(':')[1])).toEqual(['entry']);
    expect(String(written[0]?.[1]).length).toBeLessThan(1000);
  });

  it('goes into a base from time to time, and needs no old entries then', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    for (let round = 0; round < 5; round += 1) {
      for (let number = 0; number < 200; number += 1) await vault.save(set(`school:${number}`, school(String(number), `${round}`)));
      expect(await vault.tend('2026-09-01')).toEqual(done);
    }
    expect([...disk.keys()].filter((key) => key.startsWith('vault:entry')).length).toBe(200);
    const again = await entered(storageOn(disk));
    expect(new Set(Object.values(contents(again)).map((record) => (record as { name: string }).name))).toEqual(new Set(['4']));
    expect(again.records.size).toBe(200);
  });

  it('saves nothing where nothing changes', async () => {
    const storage = storageOn(new Map());
    const vault = await entered(storage);
    const { steps } = storage;
    expect(await vault.save({ set: {}, remove: [] })).toEqual(done);
    expect(storage.steps).toBe(steps);
  });
});

describe('two writers', () => {
  it('the one that was there before is closed by the one that opens, and nothing acknowledged is lost', async () => {
    const disk: Disk = new Map();
    const old = await entered(storageOn(disk));
    await old.save(set('school:1', school('1')));
    const next = await entered(storageOn(disk));
    expect(await old.save(set('school:1', school('1', 'too late')))).toMatchObject({ ok: false, code: 'vaultClosed' });
    expect(await old.tend('2026-09-01')).toMatchObject({ ok: false, code: 'vaultClosed' });
    expect(await old.setPassphrase('x')).toMatchObject({ ok: false, code: 'vaultClosed' });
    expect(await next.save(set('school:2', school('2')))).toEqual(done);
    const third = await entered(storageOn(disk));
    expect(Object.keys(contents(third))).toEqual(['school:1', 'school:2']);
    expect(third.problems).toEqual([]);
  });

  it.each(['plain', 'while the old one sets a passphrase'])(
    'of which the old one is in mid-save lose nothing that was acknowledged, however their calls mix: %s',
    async (mode) => {
      for (let seed = 0; seed < 60; seed += 1) {
        const disk: Disk = new Map();
        const random = mulberry(seed);
        const acknowledged: string[] = [];
        const save = async (vault: Vault, name: string) => {
          for (let number = 0; number < 5; number += 1) {
            const key = `school:${name}${number}`;
            if ((await vault.save(set(key, name))).ok) acknowledged.push(key);
            if (number % 2 === 0) await vault.tend(`2026-09-0${number + 1}`);
            if (mode !== 'plain' && name === 'old' && number === 1) await vault.setPassphrase('x');
          }
        };
        const first = await entered(slowly(disk, random));
        const old = save(first, 'old');
        for (let turn = Math.floor(random() * 400); turn > 0; turn -= 1) await Promise.resolve();
        const second = await entered(slowly(disk, random), 'x');
        await Promise.all([old, save(second, 'new')]);
        const last = await entered(storageOn(disk), 'x');
        expect([seed, acknowledged.filter((key) => !last.records.has(key))]).toEqual([seed, []]);
        expect([seed, last.problems]).toEqual([seed, []]);
      }
    },
  );
});

/** A storage whose calls take their time, and arrive in any order among those of another. */
function slowly(disk: Disk, random: () => number): Storage {
  const storage = storageOn(disk);
  const wait = async () => {
    for (let turn = Math.floor(random() * 12); turn > 0; turn -= 1) await Promise.resolve();
  };
  return {
    get: async (keys) => wait().then(() => storage.get(keys)),
    set: async (records) => wait().then(() => storage.set(records)),
    remove: async (keys) => wait().then(() => storage.remove(keys)),
    keys: async () => wait().then(() => storage.keys()),
  };
}

/** Repeatable random numbers, 0–1. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('snapshots', () => {
  it('are one a day, five in all, and can be gone back to', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    for (let day = 1; day <= 8; day += 1) {
      await vault.save(set('school:1', school('1', `day ${day}`)));
      await vault.tend(`2026-09-0${day}`);
      await vault.save(set('school:2', day));
      await vault.tend(`2026-09-0${day}`);
    }
    const listed = await vault.snapshots();
    expect(listed).toEqual({ ok: true, value: [8, 7, 6, 5, 4].map((number) => ({ number, date: `2026-09-0${number}` })) });
    const fifth = await vault.readSnapshot({ number: 5, date: '2026-09-05' });
    if (!fifth.ok) throw new Error(fifth.code);
    expect(Object.fromEntries(fifth.value)).toEqual({ 'school:1': school('1', 'day 5'), 'school:2': 4 });
    expect(await vault.save(changeBetween(vault.records, fifth.value))).toEqual(done);
    expect(contents(await entered(storageOn(disk)))).toEqual(Object.fromEntries(fifth.value));
  });

  it('keep their order when the clock is set back', async () => {
    const vault = await entered(storageOn(new Map()));
    const days = ['2031-01-01', '2026-09-02', '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05'];
    for (const [index, day] of days.entries()) {
      await vault.save(set('school:1', index));
      await vault.tend(day);
    }
    const listed = await vault.snapshots();
    expect(listed.ok && listed.value.map(({ date }) => date)).toEqual(['2026-09-05', '2026-09-04', '2026-09-03', '2026-09-01', '2026-09-02']);
  });

  it('are not taken of what has not changed, which would push out older ones', async () => {
    const vault = await entered(storageOn(new Map()));
    await vault.save({ set: { 'school:1': 1 }, remove: [] });
    for (let day = 1; day <= 9; day += 1) await vault.tend(`2026-09-0${day}`);
    expect(await vault.snapshots()).toEqual({ ok: true, value: [{ number: 1, date: '2026-09-01' }] });
  });

  it('that are gone or damaged say so', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    await vault.tend('2026-09-01');
    disk.set('vault:snapshot:1:2026-09-01', 'x');
    expect(await vault.readSnapshot({ number: 1, date: '2026-09-01' })).toMatchObject({ ok: false, code: 'snapshotUnreadable' });
    expect(await vault.readSnapshot({ number: 9, date: '2026-09-01' })).toMatchObject({ ok: false, code: 'snapshotUnreadable' });
  });

  it('that are unreadable are put aside, not thrown away, when their time has come', async () => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    await vault.tend('2026-09-01');
    disk.set('vault:snapshot:1:2026-09-01', 'somebody may read this');
    for (let day = 2; day <= 6; day += 1) {
      await vault.save({ set: { 'school:1': day }, remove: [] });
      await vault.tend(`2026-09-0${day}`);
    }
    expect(disk.has('vault:snapshot:1:2026-09-01')).toBe(false);
    expect(await vault.unreadable()).toEqual({ ok: true, value: [{ key: 'vault:snapshot:1:2026-09-01', stored: 'somebody may read this' }] });
    await vault.discardUnreadable();
    expect(await vault.unreadable()).toEqual({ ok: true, value: [] });
  });
});

describe('a vault of a newer version', () => {
  it.each(['vault:base:a', 'vault:base:b'])('is refused and left as it is (%s)', async (key) => {
    const disk: Disk = new Map();
    const vault = await entered(storageOn(disk));
    await vault.save(set('school:1', school('1')));
    disk.set(key, await forge(String(disk.get(key)), { head: (head) => Object.assign(head, { version: 99, kind: 'something new' }) }));
    const before = new Map(disk);
    expect(await opened(storageOn(disk))).toMatchObject({ ok: false, code: 'vaultNewer' });
    expect(disk).toEqual(before);
  });
});
