import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Applicant, PurposeProfile, School } from '../../utils/intake/profile.ts';
import { latest, walk } from '../../utils/vault/migrations/walk.ts';
import { openVault } from '../../utils/vault/open.ts';
import type * as Open from '../../utils/vault/open.ts';
import type { Disk } from './support.ts';
import { contents, entered, storageOn } from './support.ts';

const fixture = (name: string): Disk => new Map(Object.entries(JSON.parse(readFileSync(new URL(`../fixtures/vault/${name}.json`, import.meta.url), 'utf8'))));
const version1 = fixture('version-1');

/** What every released version's fixture holds, read as the latest: the profiles of version 1. */
const profiles = (records: Iterable<readonly [string, unknown]>) =>
  Object.fromEntries([...records].filter(([key]) => /^(kept:)?(applicant|school|purpose):/.test(key)));

describe('version 1', () => {
  it('walks to the latest without losing a record, and without changing one', () => {
    expect(Object.fromEntries(walk(version1, 1))).toEqual(profiles(version1));
    for (const [key, record] of walk(version1, 1)) {
      if (key.startsWith('applicant:')) expect(Applicant.parse(record)).toEqual(record);
      if (key.startsWith('purpose:')) expect(PurposeProfile.parse(record)).toEqual(record);
      if (key.startsWith('school:')) expect(School.parse(record)).toMatchObject(record as object);
    }
  });

  it('becomes a vault; settings and the work at hand stay where they are', async () => {
    const disk = new Map(version1);
    const vault = await entered(storageOn(disk));
    expect(contents(vault)).toEqual(profiles(version1));
    expect(vault.problems).toEqual([]);
    expect([...disk.keys()].filter((key) => !key.startsWith('vault:')).sort()).toEqual(['kept:settings', 'settings', 'work:applicantId', 'work:signing']);
    expect(contents(await entered(storageOn(disk)))).toEqual(profiles(version1));
  });

  it('stands in two places from the first moment: one damaged base loses nothing', async () => {
    for (const key of ['vault:base:a', 'vault:base:b']) {
      const disk = new Map(version1);
      await entered(storageOn(disk));
      disk.set(key, 'damaged');
      expect(contents(await entered(storageOn(disk)))).toEqual(profiles(version1));
    }
  });

  it('that went on writing during the update is heard too', async () => {
    const disk = new Map(version1);
    const vault = await entered(storageOn(disk));
    await vault.save({ set: { 'school:half': { id: 'half', name: 'Nieuw' } }, remove: [] });
    disk.set('school:late', { id: 'late', name: 'Laat' });
    disk.set('schema', 1);
    const again = await entered(storageOn(disk));
    expect(contents(again)).toEqual({ ...profiles(version1), 'school:half': { id: 'half', name: 'Nieuw' }, 'school:late': { id: 'late', name: 'Laat' } });
    expect([disk.has('school:late'), disk.has('schema')]).toEqual([false, false]);
  });

  it('of any shape is walked without a fall', () => {
    const odd = new Map<string, unknown>([
      ['school:', null],
      ['school:x', 7],
      ['__proto__', {}],
      ['applicant:y', undefined],
    ]);
    expect([...walk(odd, 1)]).toEqual([['school:x', 7]]);
  });
});

describe.each([
  ['version-2-plain', undefined],
  ['version-2-locked', 'een lange zin'],
])('%s, as it was released', (name, passphrase) => {
  it('opens with what it held', async () => {
    const result = await openVault(storageOn(fixture(name)));
    if (!result.ok) throw new Error(result.code);
    const vault = result.value.locked ? await result.value.unlock(passphrase ?? '') : { ok: true as const, value: result.value.vault };
    if (!vault.ok) throw new Error(vault.code);
    const { 'kept:school:broken': _removed, ...kept } = profiles(version1);
    expect(vault.value.problems).toEqual([]);
    expect(contents(vault.value)).toEqual({ ...kept, 'school:half': { id: 'half', name: 'Nieuw' }, 'school:more': { id: 'more', name: 'École' } });
    expect(await vault.value.readSnapshot({ number: 1, date: '2026-09-01' })).toEqual({ ok: true, value: new Map(Object.entries(profiles(version1))) });
  });
});

describe('a later version', () => {
  afterEach(() => {
    vi.doUnmock('../../utils/vault/migrations/walk.ts');
    vi.resetModules();
  });

  /** The vault as the version after this one would be: it gives each record a `since`. */
  async function nextVersion(): Promise<typeof Open> {
    vi.resetModules();
    const next = latest + 1;
    const step = (records: ReadonlyMap<string, unknown>) => new Map([...records].map(([key, record]) => [key, { ...(record as object), since: next }]));
    vi.doMock('../../utils/vault/migrations/walk.ts', () => ({
      latest: next,
      walk: (records: ReadonlyMap<string, unknown>, from: number, to = next) =>
        from < next && to >= next ? step(walk(records, from, latest)) : walk(records, from, to),
    }));
    return import('../../utils/vault/open.ts');
  }

  it('takes over base and journal, written beside first, killed at any step', async () => {
    const { openVault: openNext } = await nextVersion();
    const before = fixture('version-2-plain');
    const expected = Object.fromEntries(
      Object.entries(contents(await entered(storageOn(new Map(before))))).map(([key, record]) => [key, { ...(record as object), since: latest + 1 }]),
    );
    for (let at = 0; at < 20; at += 1) {
      const disk = new Map(before);
      await openNext(storageOn(disk, (_, number) => (number === at ? 'kill' : 'done')));
      const result = await openNext(storageOn(disk));
      if (!result.ok || result.value.locked) throw new Error('not open');
      expect(contents(result.value.vault as never)).toEqual(expected);
      expect(result.value.vault.problems).toEqual([]);
      await result.value.vault.save({ set: { 'school:new': { since: 'own' } }, remove: [] });
      const [a, b] = ['vault:base:a', 'vault:base:b'].sort((one) => (String(disk.get(one)).includes(`"version":${latest + 1}`) ? -1 : 1));
      // Its own base damaged: the older one is walked again, and its own entries are not.
      const damaged = new Map(disk).set(a ?? '', 'damaged');
      expect(damaged.get(b ?? '')).toContain(`"version":${latest}`);
      const fallen = await openNext(storageOn(damaged));
      if (!fallen.ok || fallen.value.locked) throw new Error('not open');
      expect(contents(fallen.value.vault as never)).toEqual({ ...expected, 'school:new': { since: 'own' } });
    }
  });

  it('is refused by this one, which writes nothing', async () => {
    const disk = fixture('version-2-plain');
    const { openVault: openNext } = await nextVersion();
    await openNext(storageOn(disk));
    const after = new Map(disk);
    expect(await openVault(storageOn(disk))).toMatchObject({ ok: false, code: 'vaultNewer' });
    expect(disk).toEqual(after);
  });
});
