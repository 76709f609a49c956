import browser from 'webextension-polyfill';
import { ask } from './ask.ts';

/** What is to change of the records in storage.local that stand outside the vault: settings, and what the person is busy with. */
export type OutsideChange = { set: Record<string, unknown>; remove: readonly string[] };

let inBackground = false;

/** Said by the background, once: it writes records itself. */
export function actAsBackground(): void {
  inBackground = true;
}

export async function writeOutside({ set, remove }: OutsideChange): Promise<void> {
  const changes: Promise<void>[] = [];
  if (Object.keys(set).length > 0) changes.push(browser.storage.local.set(set));
  if (remove.length > 0) changes.push(browser.storage.local.remove([...remove]));
  await Promise.all(changes);
}

/**
 * Changes records so that they survive the page that asks for it. Firefox drops what a closing popup is writing to storage,
 * though not the messages that it sent: so the background writes, which outlives every page, and in the order of the asking.
 */
export async function changeOutside(change: OutsideChange): Promise<void> {
  if (inBackground) return writeOutside(change);
  await ask({ type: 'remember', set: change.set, remove: [...change.remove] });
}
