import browser from 'webextension-polyfill';
import type { FormFailure } from '../intake/form.ts';
import { failure } from '../result.ts';
import type { Result } from '../result.ts';
import { watchArea } from './area.ts';
import type { Answers } from './messages.ts';

/**
 * How far the background is with a tab, and with making a PDF. Kept in storage.session, so that work begun in the popup is
 * shown when the popup is opened again, also where the background died meanwhile.
 */
type Progress<Answer> = { state: 'running'; startedAt: number } | { state: 'done'; startedAt: number; answer: Answer };

export type TabProgress = Progress<Answers['openTab']>;
export type JobProgress = Progress<Answers['produce']>;

/**
 * Milliseconds. Longer than reading a tab or making a PDF can take: the background died over what still runs then. What is to begin so much later
 * began before the clock was set back.
 */
const staleAfter = 40_000;

const jobKey = 'job';
const tabKey = (tabId: number) => `tab:${tabId}`;

type AnyResult = Result<unknown, FormFailure>;

function freshen<Answer>(stored: unknown, now: number): Progress<Answer> | undefined {
  // Only this module writes these keys, and the browser forgets them at each restart: no older shape can turn up.
  const progress = (stored ?? undefined) as Progress<Answer> | undefined;
  if (progress?.state !== 'running' || Math.abs(now - progress.startedAt) <= staleAfter) return progress;
  const stopped: AnyResult = failure('engineStopped');
  return { state: 'done', startedAt: progress.startedAt, answer: stopped as Answer };
}

async function load<Answer>(key: string): Promise<Progress<Answer> | undefined> {
  const stored = await browser.storage.session.get(key);
  return freshen<Answer>(stored[key], Date.now());
}

function watchKey<Answer>(key: string, listener: (progress: Progress<Answer> | undefined) => void): () => void {
  return watchArea('session', (changes) => {
    const change = changes[key];
    if (change) listener(freshen<Answer>(change.newValue, Date.now()));
  });
}

/** Undefined: nothing was begun for this tab since it last navigated. */
export function loadTab(tabId: number): Promise<TabProgress | undefined> {
  return load(tabKey(tabId));
}

export function saveTab(tabId: number, progress: TabProgress): Promise<void> {
  return browser.storage.session.set({ [tabKey(tabId)]: progress });
}

export function clearTab(tabId: number): Promise<void> {
  return browser.storage.session.remove(tabKey(tabId));
}

export function watchTab(tabId: number, listener: (progress: TabProgress | undefined) => void): () => void {
  return watchKey(tabKey(tabId), listener);
}

/** The PDF that is being made, or the last one that was. */
export function loadJob(): Promise<JobProgress | undefined> {
  return load(jobKey);
}

export function saveJob(progress: JobProgress): Promise<void> {
  return browser.storage.session.set({ [jobKey]: progress });
}

/** To be called when the outcome was shown. */
export function clearJob(): Promise<void> {
  return browser.storage.session.remove(jobKey);
}

export function watchJob(listener: (progress: JobProgress | undefined) => void): () => void {
  return watchKey(jobKey, listener);
}
