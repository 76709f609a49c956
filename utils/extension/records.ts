import browser from 'webextension-polyfill';
import type { Message } from './messages.ts';

/** What is to change in storage.local: records to write and keys to remove. */
export type RecordChange = { set: Record<string, unknown>; remove: readonly string[] };

let inBackground = false;

/** Said by the background, once: it writes records itself. */
export function actAsBackground(): void {
  inBackground = true;
}

export async function writeRecords({ set, remove }: RecordChange): Promise<void> {
  const changes: Promise<void>[] = [];
  if (Object.keys(set).length > 0) changes.push(browser.storage.local.set(set));
  if (remove.length > 0) changes.push(browser.storage.local.remove([...remove]));
  await Promise.all(changes);
}

/**
 * Changes records so that they survive the page that asks for it. Firefox drops what a closing popup is writing to storage,
 * though not the messages that it sent: so the background writes, which outlives every page, and in the order of the asking.
 * Where no background answers, the page writes for itself.
 */
export async function changeRecords(change: RecordChange): Promise<void> {
  if (inBackground) return writeRecords(change);
  const message: Message = { type: 'keep', set: change.set, remove: [...change.remove] };
  const answer: unknown = await browser.runtime.sendMessage(message).catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });
  if (answer !== 'kept') await writeRecords(change);
}
