import browser from 'webextension-polyfill';

/** The permission to show notifications, asked for only by who wants to be reminded. */
const notifications = { permissions: ['notifications' as const] };

/** To be called first thing in a click handler, before any await: browsers refuse it elsewhere. False where the person refuses. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request(notifications);
}

export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(notifications);
}

export function giveUpNotifications(): Promise<boolean> {
  return browser.permissions.remove(notifications);
}
