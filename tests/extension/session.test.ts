import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearHandwriting, loadHandwriting, saveHandwriting, watchHandwriting } from '../../utils/extension/handwriting.ts';
import { currentLanguage } from '../../utils/extension/language.ts';
import { defaultSettings } from '../../utils/extension/store.ts';
import { clearJob, clearTab, loadJob, loadTab, saveJob, saveTab, watchTab } from '../../utils/extension/tab-state.ts';
import { failure } from '../../utils/result.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

beforeEach(() => fakeBrowser.reset());
afterEach(() => {
  vi.useRealTimers();
});

describe('handwriting', () => {
  const drawn = { kind: 'drawn' as const, width: 300, height: 100, strokes: [[1, 2, 3.5, 4]] };
  // Larger than one chunk of the packing, and with every byte value.
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  const image = { kind: 'image' as const, type: 'image/png' as const, bytes };

  it('comes back stroke for stroke and byte for byte', async () => {
    const use = { fingerprint: 'f1', schoolId: 's1', name: 'intake.pdf, De Linde' };
    await saveHandwriting({ mention: drawn, signature: image, use });
    expect(await loadHandwriting()).toEqual({ mention: drawn, signature: image, use });
  });

  it('never touches the disk, and is gone when cleared', async () => {
    await saveHandwriting({ signature: drawn });
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    await clearHandwriting();
    expect(await loadHandwriting()).toEqual({});
  });

  it('tells the other view', async () => {
    const heard = vi.fn();
    const stop = watchHandwriting(heard);
    await saveHandwriting({ signature: drawn });
    stop();
    await clearHandwriting();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('a tab', () => {
  const answer = failure('notPdf');

  it('shows what runs and what came of it, each tab its own', async () => {
    expect(await loadTab(7)).toBeUndefined();
    const startedAt = Date.now();
    await saveTab(7, { state: 'running', startedAt });
    expect(await loadTab(7)).toEqual({ state: 'running', startedAt });
    await saveTab(7, { state: 'done', startedAt, answer });
    expect(await loadTab(7)).toEqual({ state: 'done', startedAt, answer });
    expect(await loadTab(8)).toBeUndefined();
    await clearTab(7);
    expect(await loadTab(7)).toBeUndefined();
  });

  it('that still runs after 40 seconds has stopped: its background died', async () => {
    vi.useFakeTimers();
    const startedAt = Date.now();
    await saveTab(7, { state: 'running', startedAt });
    vi.advanceTimersByTime(40_000);
    expect(await loadTab(7)).toEqual({ state: 'running', startedAt });
    vi.advanceTimersByTime(1);
    expect(await loadTab(7)).toEqual({ state: 'done', startedAt, answer: failure('engineStopped') });
  });

  it('that is to begin later has stopped too: the clock was set back since', async () => {
    await saveTab(7, { state: 'running', startedAt: Date.now() + 3_600_000 });
    expect(await loadTab(7)).toMatchObject({ state: 'done', answer: failure('engineStopped') });
  });

  it('tells a watching popup, of its own tab only', async () => {
    const heard = vi.fn();
    const stop = watchTab(7, heard);
    const progress = { state: 'running', startedAt: Date.now() } as const;
    await saveTab(8, progress);
    await saveTab(7, progress);
    stop();
    await clearTab(7);
    expect(heard.mock.calls).toEqual([[progress]]);
  });
});

it('a job is kept likewise', async () => {
  await saveJob({ state: 'running', startedAt: Date.now() - 60_000 });
  expect(await loadJob()).toMatchObject({ state: 'done', answer: failure('engineStopped') });
  await clearJob();
  expect(await loadJob()).toBeUndefined();
});

it.each([
  ['nl-BE', 'nl'],
  ['fr', 'fr'],
  ['en_US', 'en'],
  ['FR-be', 'fr'],
  ['de', 'nl'],
  ['nds', 'nl'],
])('with language auto, a browser in %s shows %s', (own, shown) => {
  Object.assign(fakeBrowser.i18n, { getUILanguage: () => own });
  expect(currentLanguage(defaultSettings)).toBe(shown);
  expect(currentLanguage({ ...defaultSettings, language: 'en' })).toBe('en');
});
