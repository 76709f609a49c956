import browser from 'webextension-polyfill';

/** Origin (`https://host:port`) → match pattern. Without the port: Firefox's match patterns have none. */
export function sitePattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

export function maySeeSite(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [sitePattern(origin)] });
}

/**
 * Asks the person to let Intakehulp read one site; `origin` is the first value of the failure `tabNeedsPermission`.
 * To be called first thing in a click handler, before any await: browsers refuse it elsewhere. The prompt may close the popup.
 */
export function requestSite(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [sitePattern(origin)] });
}
