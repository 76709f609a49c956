import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { watchArea } from './area.ts';

z.config({ jitless: true });

/** `keys`: the records that changed; absent: anything may have. `turn` makes each mark another. */
const Mark = z.object({ turn: z.string(), keys: z.optional(z.array(z.string())) });

const mark = 'vaultChange';

/** Said by the background after each change of the vault that stands, and when it was locked or unlocked. */
export async function announceVault(keys?: readonly string[]): Promise<void> {
  await browser.storage.session.set({ [mark]: { turn: crypto.randomUUID(), ...(keys && { keys }) } });
}

/** Hears what `announceVault` says, in every view. Returns how to stop watching. */
export function watchVault(listener: (keys: readonly string[] | undefined) => void): () => void {
  return watchArea('session', (changes) => {
    if (mark in changes) listener(Mark.safeParse(changes[mark]?.newValue).data?.keys);
  });
}
