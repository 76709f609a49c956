import type { DetectorMessage } from './messages.ts';

type Runtime = { sendMessage(message: DetectorMessage): Promise<unknown> };

/**
 * The detector's one message. It goes through the browser's own API instead of the polyfill, which is several times as large
 * as the detector itself; there is no answer to wait for. An error means that the extension was reloaded under the page: the
 * page's console is no place to tell of it, and nobody is waiting.
 */
export function reportDetected(message: DetectorMessage): void {
  const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', { runtime?: Runtime } | undefined>;
  void (browser ?? chrome)?.runtime?.sendMessage(message).catch(() => undefined);
}
