import browser from 'webextension-polyfill';

const sign = '✓';
const colour = '#0f766e';

/** Marks the tab whose page is, or shows, the form. The browser takes the mark away when the tab navigates. */
export async function showBadge(tabId: number): Promise<void> {
  await Promise.all([browser.action.setBadgeText({ tabId, text: sign }), browser.action.setBadgeBackgroundColor({ tabId, color: colour })]);
}

export async function hideBadge(tabId: number): Promise<void> {
  await browser.action.setBadgeText({ tabId, text: '' });
}
