import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { watchArea } from './area.ts';

z.config({ jitless: true });

/** How the last synchronisation went, for the views: `sync_<code>` says it. Kept for the session. */
const SyncReport = z.object({ problems: z.array(z.object({ code: z.string(), values: z.array(z.string()) })) });
export type SyncReport = z.infer<typeof SyncReport>;

const key = 'syncReport';

export async function loadSyncReport(): Promise<SyncReport> {
  const { [key]: stored } = await browser.storage.session.get(key);
  return stored === undefined || stored === null ? { problems: [] } : SyncReport.parse(stored);
}

export async function saveSyncReport(problems: readonly { code: string; values: readonly string[] }[]): Promise<void> {
  await browser.storage.session.set({ [key]: { problems } });
}

/** Hears of the next report. Returns how to stop watching. */
export function watchSyncReport(listener: () => void): () => void {
  return watchArea('session', (changes) => {
    if (key in changes) listener();
  });
}
