import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Messages from '../../utils/extension/vault-messages.ts';
import type { Message, OpenVault } from '../../utils/extension/messages.ts';
import { localDate } from '../../utils/intake/values.ts';
import { watchVault } from '../../utils/extension/vault-mark.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
const { leveled, rowsOpened } = vi.hoisted(() => ({ leveled: vi.fn(async () => undefined), rowsOpened: vi.fn<(key?: { id: string }) => Promise<void>>() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: leveled, openRows: rowsOpened, eraseRows: async () => undefined }));

const { local, session } = fakeBrowser.storage;
const school = {
  id: 's1',
  name: 'De Wijzer',
  institutionNumbers: ['035642'],
  director: { name: 'An', email: 'an@school.example' },
  accessGroups: ['GO 1'],
  username: 'An.B',
  // As kept today: what the vault says of its own accord stands in stamps.test.ts.
  changedAt: localDate(new Date()),
};
let background: typeof Messages;

/** The background started anew, as after an update or a while of rest: nothing in memory. */
async function restart(): Promise<void> {
  vi.resetModules();
  background = await import('../../utils/extension/vault-messages.ts');
  (await import('../../utils/extension/vault.ts')).lockInTime();
}

async function asked<Type extends Messages.VaultMessage['type']>(message: Extract<Message, { type: Type }>) {
  return background.answerVault(message as Messages.VaultMessage);
}

async function records(): Promise<OpenVault['records']> {
  const loaded = await background.answerVault({ type: 'loadVault' });
  if (!loaded.ok) throw new Error(loaded.code);
  return (loaded.value as OpenVault).records;
}

const keep = (set: Record<string, unknown>, was?: Record<string, unknown>, remove: string[] = []) => asked({ type: 'keep', set, remove, was });
const stored = async () => JSON.stringify(await local.get(null));

beforeEach(async () => {
  fakeBrowser.reset();
  await restart();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a plain vault', () => {
  it('gives back after a restart what was kept', async () => {
    expect(await keep({ 'school:s1': school })).toEqual({ ok: true, value: undefined });
    await restart();
    expect(await records()).toEqual({ 'school:s1': school });
  });

  it('takes in what version 1 left, and takes it away from where it stood', async () => {
    await local.set({ 'school:s1': school, 'kept:school:s0': 'old', schema: 1, settings: { language: 'fr' }, 'work:schoolId': 's1' });
    expect(await records()).toEqual({ 'school:s1': school, 'kept:school:s0': 'old' });
    expect(Object.keys(await local.get(null)).filter((key) => !key.startsWith('vault:'))).toEqual(['settings', 'work:schoolId']);
  });

  it('tells every view of each change', async () => {
    const heard = vi.fn();
    const stop = watchVault(heard);
    await keep({ 'school:s1': school });
    await keep({}, undefined, ['school:s1']);
    stop();
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('refuses with the storage’s own words, and shows nothing that was not written', async () => {
    await records();
    const full = vi.spyOn(local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    expect(await keep({ 'school:s1': school })).toMatchObject({ ok: false, code: 'vaultFull' });
    full.mockRestore();
    expect(await records()).toEqual({});
    expect(await keep({ 'school:s1': school })).toMatchObject({ ok: true });
  });

  it('says that storage is unavailable, and opens when it is back', async () => {
    const broken = vi.spyOn(local, 'get').mockRejectedValue(new Error('An unexpected error occurred'));
    expect(await asked({ type: 'loadVault' })).toEqual({ ok: false, code: 'vaultStorageFailed', values: ['An unexpected error occurred'] });
    broken.mockRestore();
    expect(await records()).toEqual({});
  });

  it('keeps an unreadable record beside the one that is written over it', async () => {
    await keep({ 'school:s1': { id: 's1', name: 42 } });
    await keep({ 'school:s1': school }, { 'school:s1': school });
    expect(await records()).toEqual({ 'school:s1': school, 'kept:school:s1': { id: 's1', name: 42 } });
  });
});

describe('two views on one profile', () => {
  it('change different parts: both stand', async () => {
    await keep({ 'school:s1': school });
    const [one, two] = [
      { ...school, name: 'De Zon' },
      { ...school, director: { ...school.director, email: 'nieuw@school.example' } },
    ];
    await Promise.all([keep({ 'school:s1': one }, { 'school:s1': school }), keep({ 'school:s1': two }, { 'school:s1': school })]);
    expect(await records()).toEqual({ 'school:s1': { ...two, name: 'De Zon' } });
  });

  it('change the same part: the last one stands', async () => {
    await keep({ 'school:s1': school });
    for (const name of ['A', 'B']) await keep({ 'school:s1': { ...school, name } }, { 'school:s1': school });
    expect(await records()).toEqual({ 'school:s1': { ...school, name: 'B' } });
  });

  it('that remove and type: the typed profile is there, whole', async () => {
    await keep({ 'school:s1': school });
    await keep({}, undefined, ['school:s1']);
    await keep({ 'school:s1': { ...school, name: 'B' } }, { 'school:s1': school });
    expect(await records()).toEqual({ 'school:s1': { ...school, name: 'B' } });
  });
});

describe('two backgrounds, as while the extension is updated', () => {
  it('lose nothing of what either was told', async () => {
    await keep({ 'school:s1': school });
    const old = background;
    await restart();
    await keep({ 'school:s2': { ...school, id: 's2' } });
    expect(await old.answerVault({ type: 'keep', set: { 'school:s3': { ...school, id: 's3' } }, remove: [] })).toMatchObject({ ok: true });
    await keep({ 'school:s4': { ...school, id: 's4' } });
    expect(Object.keys(await records()).sort()).toEqual(['school:s1', 'school:s2', 'school:s3', 'school:s4']);
  });
});

describe('a vault with a passphrase', { timeout: 60_000 }, () => {
  const passphrase = 'de rode fiets rijdt traag';
  beforeEach(async () => {
    await keep({ 'school:s1': school });
    expect(await asked({ type: 'setPassphrase', passphrase })).toEqual({ ok: true, value: undefined });
  });

  it('leaves nothing readable on the disk, and goes on working', async () => {
    expect(await stored()).not.toMatch(/De Wijzer|an@school|035642/);
    await keep({ 'school:s2': { ...school, id: 's2', name: 'Klimop' } });
    expect(await stored()).not.toMatch(/De Wijzer|Klimop/);
    expect(Object.keys(await records())).toHaveLength(2);
  });

  it('stays open for the session, also where the background rests meanwhile', async () => {
    leveled.mockClear();
    await restart();
    expect(await records()).toEqual({ 'school:s1': school });
    // Every PDF was brought to the passphrase when it was set: not again at each start of the background.
    expect(leveled).not.toHaveBeenCalled();
    await session.remove('rowsLeveled');
    await restart();
    await records();
    expect(leveled).toHaveBeenCalledTimes(1);
  });

  it('is locked when the browser was closed, and opens with the passphrase only', async () => {
    await session.clear();
    await restart();
    expect(await asked({ type: 'loadVault' })).toMatchObject({ ok: false, code: 'vaultLocked' });
    expect(await keep({ 'school:s1': { ...school, name: 'x' } })).toMatchObject({ ok: false, code: 'vaultLocked' });
    expect(await asked({ type: 'unlock', passphrase: 'de rode fiets' })).toMatchObject({ ok: false, code: 'passphraseWrong' });
    expect(await asked({ type: 'unlock', passphrase })).toMatchObject({ ok: true });
    expect(await records()).toEqual({ 'school:s1': school });
  });

  it('locks by itself: at the alarm, and without one where the machine slept over it', async () => {
    expect(await fakeBrowser.alarms.get('lockVault')).toBeDefined();
    await session.set({ handwriting: { signature: 'x' } });
    await fakeBrowser.alarms.onAlarm.trigger({ name: 'lockVault', scheduledTime: 0 } as never);
    await vi.waitFor(async () => expect(await asked({ type: 'loadVault' })).toMatchObject({ code: 'vaultLocked' }));
    expect(Object.keys(await session.get(null))).toEqual(['vaultChange']);

    await asked({ type: 'unlock', passphrase });
    vi.useFakeTimers({ now: Date.now() + 14 * 60_000, toFake: ['Date'] });
    expect(await asked({ type: 'loadVault' })).toMatchObject({ ok: true });
    vi.setSystemTime(Date.now() + 16 * 60_000);
    expect(await asked({ type: 'loadVault' })).toMatchObject({ code: 'vaultLocked' });
  });

  it('locks when the clock was set back, since nobody knows how long ago it was used', async () => {
    vi.useFakeTimers({ now: Date.now() - 60 * 60_000, toFake: ['Date'] });
    expect(await asked({ type: 'loadVault' })).toMatchObject({ code: 'vaultLocked' });
  });

  it('stays open until the browser closes where that was chosen', async () => {
    await local.set({ settings: { lockAfter: 0 } });
    vi.useFakeTimers({ now: Date.now() + 24 * 60 * 60_000, toFake: ['Date'] });
    expect(await asked({ type: 'loadVault' })).toMatchObject({ ok: true });
  });

  it('takes another passphrase for the old one only', async () => {
    expect(await asked({ type: 'changePassphrase', old: 'mis', passphrase: 'nieuw' })).toMatchObject({ code: 'passphraseWrong' });
    expect(await asked({ type: 'changePassphrase', old: passphrase, passphrase: 'nieuw' })).toMatchObject({ ok: true });
    await asked({ type: 'lock' });
    expect(await asked({ type: 'unlock', passphrase })).toMatchObject({ code: 'passphraseWrong' });
    expect(await asked({ type: 'unlock', passphrase: 'nieuw' })).toMatchObject({ ok: true });
  });

  it('is plain again when it is removed, with what a page sealed until then', async () => {
    expect(await asked({ type: 'removePassphrase', passphrase: 'mis' })).toMatchObject({ code: 'passphraseWrong' });
    rowsOpened.mockClear();
    expect(await asked({ type: 'removePassphrase', passphrase })).toMatchObject({ ok: true });
    // First by the key that is there, then by the one that was.
    expect(rowsOpened.mock.calls).toEqual([[], [expect.objectContaining({ id: expect.stringMatching(/^[0-9a-f]{32}$/) })]]);
    await session.clear();
    await restart();
    expect(await records()).toEqual({ 'school:s1': school });
  });

  it('forgotten, is erased, and begins anew without one', async () => {
    await asked({ type: 'lock' });
    expect(await asked({ type: 'erase' })).toMatchObject({ ok: true });
    expect(await records()).toEqual({});
    expect(await asked({ type: 'loadVault' })).toMatchObject({ value: { hasPassphrase: false } });
  });
});

describe('snapshots', () => {
  it('tell what going back would change, and are gone back to by that change', async () => {
    await keep({ 'school:s1': school });
    await vi.waitFor(async () => expect(await asked({ type: 'listSnapshots' })).toMatchObject({ value: [{ number: 1 }] }));
    await keep({ 'school:s1': { ...school, name: 'x' }, 'school:s2': { ...school, id: 's2' } });
    const listed = await asked({ type: 'listSnapshots' });
    const [label] = listed.ok ? (listed.value as { number: number; date: string }[]) : [];
    const change = await asked({ type: 'readSnapshot', number: label?.number ?? 0, date: label?.date ?? '' });
    expect(change).toEqual({ ok: true, value: { set: { 'school:s1': school }, remove: ['school:s2'] } });
    if (change.ok) await keep((change.value as { set: Record<string, unknown> }).set, undefined, ['school:s2']);
    expect(await records()).toEqual({ 'school:s1': school });
    expect(await asked({ type: 'readSnapshot', number: 9, date: '2020-01-01' })).toMatchObject({ code: 'snapshotUnreadable', values: ['2020-01-01'] });
  });
});

describe('a vault that nobody can read', () => {
  it('is left as it is until the person begins anew, and can be taken along then too', async () => {
    await keep({ 'school:s1': school });
    await vi.waitFor(async () => expect(await asked({ type: 'listSnapshots' })).toMatchObject({ value: [{ number: 1 }] }));
    for (const key of Object.keys(await local.get(null)).filter((name) => /base|entry|snapshot/.test(name))) await local.set({ [key]: 'rubbish' });
    await restart();
    const before = await stored();
    expect(await asked({ type: 'loadVault' })).toMatchObject({ ok: false, code: 'vaultUnreadable' });
    expect((await stored()).length).toBeGreaterThanOrEqual(before.length);
    expect(await asked({ type: 'beginAnew' })).toMatchObject({ ok: true });
    expect(await records()).toEqual({});
    const unreadable = await asked({ type: 'listUnreadable' });
    expect(JSON.stringify(unreadable)).toContain('rubbish');
    expect(await asked({ type: 'discardUnreadable' })).toMatchObject({ ok: true });
    expect(await stored()).not.toContain('rubbish');
  });
});
