import browser from 'webextension-polyfill';

/** What the background hears of the browser. Each is to be called while its script first runs: later would miss the event that woke it. */
type Work = () => Promise<void>;

/**
 * The person gave or took back a permission: for a site, or for notifications. Also at each start of browser and extension, when it may have
 * changed unheard.
 */
export function whenSitesChange(work: Work): void {
  browser.permissions.onAdded.addListener(() => void work());
  browser.permissions.onRemoved.addListener(() => void work());
  browser.runtime.onStartup.addListener(() => void work());
  browser.runtime.onInstalled.addListener(() => void work());
}

/** A tab was closed, or its document is being replaced. */
export function whenTabIsLeft(work: (tabId: number) => Promise<void>): void {
  browser.tabs.onRemoved.addListener((tabId) => void work(tabId));
  browser.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status === 'loading') void work(tabId);
  });
}
