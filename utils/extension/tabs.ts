import browser from 'webextension-polyfill';

/** The tab that the popup was opened on; undefined where there is none (a window without tabs). */
export async function findActiveTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Shows the desk at a route such as `#request`: in the desk's own tab if one is open, else in a new one. */
export async function openDesk(route: `#${string}`): Promise<void> {
  const desk = browser.runtime.getURL('desk.html');
  // Of its own pages an extension sees the address without the tabs permission.
  const open = (await browser.tabs.query({})).find((tab) => tab.url?.split('#')[0] === desk);
  if (open?.id === undefined) {
    await browser.tabs.create({ url: desk + route });
    return;
  }
  await browser.tabs.update(open.id, { active: true, url: desk + route });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}
