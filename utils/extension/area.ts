import browser from 'webextension-polyfill';

type Changes = Record<string, { newValue?: unknown }>;

/** Hears what changes in one area of the browser's storage, in this context or another. Returns how to stop. */
export function watchArea(area: 'local' | 'session' | 'sync' | 'managed', listener: (changes: Changes) => void): () => void {
  const heard = (changes: Changes, changed: string) => {
    if (changed === area) listener(changes);
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}
