import { describe, expect, it } from 'vitest';
import { isVaultKey } from '../../utils/vault/keys.ts';
import type { Vault } from '../../utils/vault/vault.ts';
import type { Disk, Fate, Step } from './support.ts';
import { contents, entered, opened, school, storageOn } from './support.ts';

/** A life of a vault: it begins as version 1, and is saved, tended, locked, changed, closed, opened and made plain. */
type Act =
  | { do: 'save'; set: Record<string, unknown>; remove: string[] }
  | { do: 'tend'; day: string }
  | { do: 'passphrase'; to: string | undefined }
  | { do: 'reopen' };

const tooLong = 'x'.repeat(250_000);
const save = (set: Record<string, unknown>, ...remove: string[]): Act => ({ do: 'save', set, remove });
const life: readonly Act[] = [
  save({ 'school:1': school('1', 'een') }),
  save({ 'school:2': school('2') }, 'school:0'),
  { do: 'tend', day: '2026-09-01' },
  save({ 'school:1': school('1', 'twee'), 'purpose:long': tooLong }),
  { do: 'tend', day: '2026-09-02' },
  save({ 'school:3': school('3') }, 'purpose:long'),
  { do: 'passphrase', to: 'één' },
  save({ 'school:1': school('1', 'drie'), 'school:4': school('4') }),
  { do: 'tend', day: '2026-09-03' },
  { do: 'passphrase', to: 'twee' },
  save({ 'purpose:long': tooLong }, 'school:4'),
  { do: 'tend', day: '2026-09-04' },
  { do: 'reopen' },
  save({ 'school:1': school('1', 'vier') }, 'purpose:long'),
  { do: 'passphrase', to: undefined },
  save({ 'school:5': school('5') }),
  { do: 'tend', day: '2026-09-05' },
  { do: 'reopen' },
  save({ 'school:6': school('6') }),
];

const version1 = () =>
  new Map<string, unknown>([
    ['schema', 1],
    ['school:0', school('0')],
    ['applicant:a', { id: 'a', name: 'An', role: '', email: '' }],
    ['settings', { language: 'fr' }],
  ]);

type Records = Record<string, unknown>;
type Course = { acknowledged: Records; underway: Records; passphrases: (string | undefined)[] };

type Entered = { vault: Vault; by: string | undefined };

const outside = (disk: Disk) => [...disk.keys()].filter((key) => !isVaultKey(key)).sort();

async function enterBy(disk: Disk, passphrases: readonly (string | undefined)[], storage = storageOn(disk)): Promise<Entered | undefined> {
  for (const by of passphrases) {
    const result = await opened(storage);
    if (!result.ok) return undefined;
    if (!result.value.locked) return { vault: result.value.vault, by: undefined };
    const unlocked = by === undefined ? undefined : await result.value.unlock(by);
    if (unlocked?.ok) return { vault: unlocked.value, by };
  }
  return undefined;
}

function change(vault: Vault, by: string | undefined, to: string | undefined) {
  if (to === undefined) return vault.removePassphrase(by ?? '');
  return by === undefined ? vault.setPassphrase(to) : vault.changePassphrase(by, to);
}

/** Does one act, and keeps count of what was acknowledged. `closed`: the vault must be opened anew. */
async function perform(act: Act, open: Entered, course: Course): Promise<'open' | 'closed'> {
  switch (act.do) {
    case 'reopen':
      return 'open';
    case 'tend':
      return closedBy(await open.vault.tend(act.day));
    case 'save': {
      course.underway = { ...course.acknowledged, ...act.set };
      for (const key of act.remove) delete course.underway[key];
      const saved = await open.vault.save(act);
      if (saved.ok) course.acknowledged = course.underway;
      return closedBy(saved);
    }
    case 'passphrase': {
      const changed = await change(open.vault, open.by, act.to);
      const inForce = changed.ok || changed.code === 'vaultLeftovers';
      course.passphrases = inForce ? [act.to] : [act.to, ...course.passphrases];
      open.by = act.to;
      return inForce ? 'open' : 'closed';
    }
  }
}

const closedBy = (result: Awaited<ReturnType<Vault['save']>>) => (!result.ok && result.code === 'vaultClosed' ? 'closed' : 'open');

/** Lives that life over storage whose steps meet these fates. */
async function live(disk: Disk, fate: (step: Step, number: number) => Fate): Promise<Course> {
  const storage = storageOn(disk, fate);
  const begun = { 'applicant:a': disk.get('applicant:a'), 'school:0': disk.get('school:0') };
  const course: Course = { acknowledged: begun, underway: begun, passphrases: [undefined] };
  let open = await enterBy(disk, course.passphrases, storage);
  for (const act of life) {
    if (act.do === 'reopen' || !open) open = await enterBy(disk, course.passphrases, storage);
    if (open && (await perform(act, open, course)) === 'closed') open = undefined;
  }
  return course;
}

const sealed = (stored: unknown) => /^[^\n]*"nonce"/.test(String(stored));

/** Whether the disk is as a vault of one mode is: nothing readable in a locked one, nothing locked in a plain one, and no version 1. */
function inOneMode(disk: Disk, locked: boolean): string[] {
  const wrong = [...disk].filter(([key, stored]) => isVaultKey(key) && key !== 'vault:writer' && sealed(stored) !== locked).map(([key]) => key);
  return [...wrong, ...outside(disk).filter((key) => key !== 'settings')];
}

const steps = await (async () => {
  const disk = version1();
  let count = 0;
  await live(disk, () => {
    count += 1;
    return 'done';
  });
  return Array.from({ length: count }, (_, index) => index);
})();

async function judge(disk: Disk, course: Course, allowed: readonly Records[]): Promise<void> {
  const found = await enterBy(disk, course.passphrases);
  if (!found) throw new Error('nothing opens it');
  expect(found.vault.problems).toEqual([]);
  expect(allowed).toContainEqual(contents(found.vault));
  expect(await found.vault.tend('2026-10-01')).toEqual({ ok: true, value: undefined });
  expect(inOneMode(disk, found.by !== undefined)).toEqual([]);
  expect(await found.vault.unreadable()).toEqual({ ok: true, value: [] });
  expect(await found.vault.save({ set: { 'school:after': 1 }, remove: [] })).toEqual({ ok: true, value: undefined });
  const again = await entered(storageOn(disk), found.by);
  expect(contents(again)).toEqual({ ...contents(found.vault), 'school:after': 1 });
  expect(disk.get('settings')).toEqual({ language: 'fr' });
}

it('this life takes every kind of step, and ends as it should', async () => {
  const disk = version1();
  const course = await live(disk, () => 'done');
  expect(steps.length).toBeGreaterThan(40);
  await judge(disk, course, [course.acknowledged]);
  expect(course.passphrases).toEqual([undefined]);
});

describe('nothing acknowledged is lost, and what was begun is finished', () => {
  it.each(steps)('killed at step %i', async (at) => {
    const disk = version1();
    const course = await live(disk, (_, number) => (number === at ? 'kill' : 'done'));
    await judge(disk, course, [course.acknowledged, course.underway]);
  });

  it.each(steps)('killed at step %i, and again at each step of the next opening', async (at) => {
    const killed = version1();
    const course = await live(killed, (_, number) => (number === at ? 'kill' : 'done'));
    for (let next = 0; next < 60; next += 1) {
      const disk = new Map(killed);
      const storage = storageOn(disk, (_, number) => (number === next ? 'kill' : 'done'));
      const found = await enterBy(disk, course.passphrases, storage);
      if (found) await found.vault.tend('2026-10-02');
      await judge(disk, course, [course.acknowledged, course.underway]);
      if (storage.steps <= next) break;
    }
  });

  it.each(steps)('refused at step %i', async (at) => {
    const disk = version1();
    const course = await live(disk, (_, number) => (number === at ? 'refused' : 'done'));
    await judge(disk, course, [course.acknowledged]);
  });

  it.each(steps)('refused from step %i on: the disk is full', async (at) => {
    const disk = version1();
    const course = await live(disk, ({ kind }, number) => (number >= at && kind === 'set' ? 'refused' : 'done'));
    await judge(disk, course, [course.acknowledged]);
  });

  it.each(steps)('the write of step %i is lost', async (at) => {
    const disk = version1();
    const course = await live(disk, (_, number) => (number === at ? 'lost' : 'done'));
    await judge(disk, course, [course.acknowledged]);
  });
});

describe('storage that does not work', () => {
  it('that cannot be read ends in a sentence', async () => {
    const broken = { ...storageOn(new Map()), get: () => Promise.reject(new Error('IO error')) };
    expect(await opened(broken)).toEqual({ ok: false, code: 'vaultStorageFailed', values: ['IO error'] });
  });

  it('that cannot be written shows what is there, and says so with each save', async () => {
    const disk: Disk = new Map();
    await (await entered(storageOn(disk))).save({ set: { 'school:1': school('1') }, remove: [] });
    const before = new Map(disk);
    const vault = await entered(storageOn(disk, () => 'refused'));
    expect(contents(vault)).toEqual({ 'school:1': school('1') });
    expect(vault.problems.map(({ code }) => code)).toEqual(['vaultReadOnly']);
    expect(await vault.save({ set: { 'school:1': 1 }, remove: [] })).toMatchObject({ ok: false, code: 'vaultFull' });
    expect(disk).toEqual(before);
  });

  it('that cannot be written still shows what version 1 left', async () => {
    const disk = version1();
    const vault = await entered(storageOn(disk, () => 'refused'));
    expect(Object.keys(contents(vault))).toEqual(['applicant:a', 'school:0']);
    expect(disk).toEqual(version1());
  });

  it('does not hide a bug', async () => {
    const vault = await entered(storageOn(new Map()));
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    await expect(vault.save({ set: { 'school:1': circle }, remove: [] })).rejects.toThrow(TypeError);
    expect(await vault.save({ set: { 'school:1': 1 }, remove: [] })).toEqual({ ok: true, value: undefined });
  });
});
