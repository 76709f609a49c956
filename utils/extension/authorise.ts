import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';

/** Newer than the polyfill's types: browsers give the sender's origin, which a page can't choose as it can its address. */
export type Sender = Runtime.MessageSender & { origin?: string };

/** `page`: a page of this extension; may send every Message. `detector`: the content script in a site's own document. */
export type Authority = { kind: 'page' } | { kind: 'detector'; tabId: number } | { kind: 'nobody' };

const nobody: Authority = { kind: 'nobody' };

/**
 * Who sent a message, and so what it may ask: the one gate before every message. Content scripts run in a process that a
 * hostile page may have taken over; they are let in for one message only, from a tab's top document with an origin.
 */
export function authorise(sender: Sender): Authority {
  if (sender.id !== browser.runtime.id) return nobody;
  const ours = browser.runtime.getURL('');
  if (sender.url?.startsWith(ours)) return isOwnPage(sender, ours) ? { kind: 'page' } : nobody;
  const tabId = sender.tab?.id;
  if (tabId === undefined || sender.frameId !== 0) return nobody;
  const origin = sender.origin ?? (sender.url ? new URL(sender.url).origin : 'null');
  return /^https?:\/\//.test(origin) ? { kind: 'detector', tabId } : nobody;
}

/** No page of ours stands in a frame: one that does was put there by somebody else. */
function isOwnPage({ origin, tab, frameId }: Sender, ours: string): boolean {
  return (origin === undefined || `${origin}/` === ours) && (tab === undefined || frameId === undefined || frameId === 0);
}
