import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Since from '../../utils/extension/stamped-since.ts';
import { saysTheSame, stampChange, withLatestStamps } from '../../utils/vault/stamps.ts';
import type * as Messages from '../../utils/extension/vault-messages.ts';
import type { OpenVault } from '../../utils/extension/messages.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));

const applicant = { id: 'a1', name: 'An', role: 'ICT', email: '' };
let background: typeof Messages;
let since: typeof Since;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['Date'] });
  on('2026-03-01');
  background = await import('../../utils/extension/vault-messages.ts');
  since = await import('../../utils/extension/stamped-since.ts');
});
afterEach(() => {
  vi.useRealTimers();
});

const on = (day: string) => vi.setSystemTime(new Date(`${day}T12:00:00`));
const keep = (record: object, was?: object) =>
  background.answerVault({ type: 'keep', set: { 'applicant:a1': record }, remove: [], ...(was && { was: { 'applicant:a1': was } }) });
const remove = () => background.answerVault({ type: 'keep', set: {}, remove: ['applicant:a1'] });
async function kept(): Promise<unknown> {
  const loaded = await background.answerVault({ type: 'loadVault' });
  return loaded.ok ? (loaded.value as OpenVault).records['applicant:a1'] : loaded;
}

describe('the day of a change', () => {
  it('is written when a profile comes, and when it says something else', async () => {
    await keep(applicant);
    expect(await kept()).toEqual({ ...applicant, changedAt: '2026-03-01' });
    on('2026-04-02');
    const shown = await kept();
    await keep({ ...(shown as object), role: 'Directie' }, shown as object);
    expect(await kept()).toEqual({ ...applicant, role: 'Directie', changedAt: '2026-04-02' });
  });

  it('is not written by a mere check, nor where nothing changes', async () => {
    await keep(applicant);
    on('2026-04-02');
    const shown = { ...applicant, changedAt: '2026-03-01' };
    await keep({ ...shown, checkedAt: '2026-04-02' }, shown);
    await keep({ ...shown, checkedAt: '2026-04-02' });
    expect(await kept()).toEqual({ ...shown, checkedAt: '2026-04-02' });
  });

  it('comes back as it was with what is undone', async () => {
    const before = { ...applicant, changedAt: '2025-01-01', checkedAt: '2025-09-01' };
    await keep(before);
    on('2026-04-02');
    await keep({ ...before, role: 'Directie' }, before);
    await keep(before);
    expect(await kept()).toEqual(before);
    await remove();
    await keep(before);
    expect(await kept()).toEqual(before);
  });

  it('does not part two views: one changes, the other checks', async () => {
    const before = { ...applicant, changedAt: '2025-01-01' };
    await keep(before);
    await keep({ ...before, checkedAt: '2026-03-01' }, before);
    await keep({ ...before, role: 'Directie' }, before);
    expect(await kept()).toEqual({ ...applicant, role: 'Directie', changedAt: '2026-03-01', checkedAt: '2026-03-01' });
  });

  it('is not put on what is no profile', () => {
    const hand = { id: 'h', name: 'Mijn hand' };
    expect(stampChange('signature:h', hand, undefined, '2026-03-01')).toBe(hand);
    const odd = { id: 'a', name: 42 };
    expect(stampChange('applicant:a', odd, undefined, '2026-03-01')).toBe(odd);
  });
});

describe('profiles from before the stamps', () => {
  it('count from the day that this machine first knew of stamps', async () => {
    expect(await since.stampedSince()).toBeUndefined();
    await since.noteStampedSince('2026-03-01');
    await since.noteStampedSince('2026-05-01');
    expect(await since.stampedSince()).toBe('2026-03-01');
    const { understand } = await import('../../utils/extension/profiles.ts');
    expect(understand('applicant:a1', applicant, '2026-03-01').profile).toEqual({ ...applicant, seenAt: '2026-03-01' });
    expect(understand('applicant:a1', { ...applicant, checkedAt: '2026-04-01' }, '2026-03-01').profile).not.toHaveProperty('seenAt');
  });

  it('lose nothing by being shown: what a view adds is not stored with the next edit', async () => {
    await keep(applicant);
    const seen = { ...applicant, changedAt: '2026-03-01', seenAt: '2026-02-01' };
    await keep({ ...seen, role: 'Directie' }, seen);
    expect(await kept()).not.toHaveProperty('seenAt');
  });
});

it('two records that differ by their days only say the same', () => {
  expect(saysTheSame({ ...applicant, changedAt: '2026-03-01' }, { ...applicant, checkedAt: '2026-03-02' })).toBe(true);
  expect(saysTheSame(applicant, { ...applicant, role: '' })).toBe(false);
});

it('of two records that say the same the latest days stay, and what is no day counts for none', () => {
  const one = { ...applicant, changedAt: '2026-03-01', checkedAt: 'onbekend' };
  const other = { ...applicant, changedAt: '2026-02-01', checkedAt: '2025-09-01' };
  for (const latest of [withLatestStamps(one, other), withLatestStamps(other, one)])
    expect(latest).toEqual({ ...applicant, changedAt: '2026-03-01', checkedAt: '2025-09-01' });
});
