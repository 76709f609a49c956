import browser from 'webextension-polyfill';

const mark = 'vaultChange';

/** Said by the background after each change of the vault that stands, and when it was locked or unlocked. */
export async function announceVault(): Promise<void> {
  await browser.storage.session.set({ [mark]: crypto.randomUUID() });
}

/** Hears what `announceVault` says, in every view. Returns how to stop watching. */
export function watchVault(listener: () => void): () => void {
  const heard = (changes: Record<string, unknown>, area: string) => {
    if (area === 'session' && mark in changes) listener();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}
