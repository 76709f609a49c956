import browser from 'webextension-polyfill';
import * as z from 'zod/mini';

z.config({ jitless: true });

/** Where this machine notes since when (yyyy-mm-dd) it stamps profiles: what has no stamp is at least as old. */
const sinceKey = 'stampedSince';

/** At each start of the background; the first one stays. */
export async function noteStampedSince(today: string): Promise<void> {
  if ((await stampedSince()) === undefined) await browser.storage.local.set({ [sinceKey]: today });
}

export async function stampedSince(): Promise<string | undefined> {
  const stored = await browser.storage.local.get(sinceKey);
  return z.string().safeParse(stored[sinceKey]).data;
}
