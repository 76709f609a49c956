import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { endProcess, installOrEnd } from './process.ts';
import type { LaunchOptions, Session } from './session.ts';
import { settle } from './wait.ts';

/** The part of puppeteer's BiDi browser that its types keep to themselves: raw commands, and events as if they came in. */
type BidiBrowser = Browser & {
  connection: {
    send(method: string, params: object): Promise<{ result: unknown }>;
    emit(event: string, params: object): unknown;
  };
};

type Context = { context: string; url: string; clientWindow: string };

const preferences = (downloadFolder: string) => ({
  // The prompt is the browser's own window, out of reach; everything up to it, and the need of a click, stays as it is.
  'extensions.webextOptionalPermissionPrompts': false,
  // The extension is installed for one run of the browser only; a restart must find what a person's own would find.
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
  'browser.download.folderList': 2,
  'browser.download.dir': downloadFolder,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
  'browser.download.open_pdf_attachments_inline': false,
  'browser.helperApps.neverAsk.saveToDisk': 'application/pdf',
});

function through(proxy: string): Record<string, string | number | boolean> {
  const [host = '', port = ''] = proxy.split(':');
  const kinds = ['http', 'ssl'].flatMap((kind) => [
    [`network.proxy.${kind}`, host],
    [`network.proxy.${kind}_port`, Number(port)],
  ]);
  return { 'network.proxy.type': 1, 'network.proxy.no_proxies_on': '', 'network.proxy.allow_hijacking_localhost': true, ...Object.fromEntries(kinds) };
}

const hidePopup = `[...document.querySelectorAll('browser[webextension-view-type=popup]')].forEach((popup) => popup.closest('panel')?.hidePopup())`;

/** Lets the remote protocol see the popup's panel, which is no tab, and gives its context id; '' while there is none. */
const revealPopup = `(() => {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const popups = () => [...document.querySelectorAll('browser[webextension-view-type=popup]')];
  const popup = popups().find((candidate) => candidate.currentURI?.spec.includes('/popup.html'));
  // While the panel opens, the popup moves from a preloading browser to the one that stays.
  if (popup?.closest('panel')?.state !== 'open') return '';
  popup.permanentKey ??= {};
  if (!NavigableManager.seesPopups) {
    const tabById = NavigableManager.getBrowserById.bind(NavigableManager);
    NavigableManager.getBrowserById = (id) => tabById(id) ?? popups().find((candidate) => NavigableManager.getIdForBrowser(candidate) === id) ?? null;
    NavigableManager.seesPopups = true;
  }
  return NavigableManager.getIdForBrowsingContext(popup.browsingContext) ?? '';
})()`;

const clickToolbarIcon = (id: string) => `(async () => {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
  await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
  return '';
})()`;

const badgeText = (id: string) => `(() => {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
  const action = ExtensionParent.apiManager.global.browserActionFor(extension);
  return action.action.getContextData(gBrowser.selectedTab).badgeText ?? '';
})()`;

export async function startFirefox({ found, extensionFolder, headless, profileFolder, downloadFolder, proxy }: LaunchOptions): Promise<Session> {
  const browser = (await puppeteer.launch({
    browser: 'firefox',
    executablePath: found.path,
    headless,
    userDataDir: profileFolder,
    defaultViewport: null,
    args: ['--remote-allow-system-access', '--width=1280', '--height=900'],
    extraPrefsFirefox: { ...preferences(downloadFolder), ...(proxy ? through(proxy) : {}) },
  })) as BidiBrowser;
  const id = await installOrEnd(browser, extensionFolder);

  const send = async <Answer>(method: string, params: object) => (await browser.connection.send(method, params)).result as Answer;
  const { contexts } = await send<{ contexts: Context[] }>('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const window = contexts.find(({ url }) => url.endsWith('/browser.xhtml'));
  if (!window) throw new Error('Firefox shows no window.');
  /** Runs in the browser's own window, where the toolbar is. */
  const inWindow = async (expression: string): Promise<string> => {
    type Answer = { type: 'success'; result: { value?: unknown } } | { type: 'exception'; exceptionDetails: { text: string } };
    const answer = await send<Answer>('script.evaluate', { expression, target: { context: window.context }, awaitPromise: true, userActivation: true });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return String(answer.result.value ?? '');
  };
  const origin = new URL(await inWindow(`WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.baseURL`)).href.replace(/\/$/, '');
  // The extension's internal address must outlive a kill.
  await inWindow('Services.prefs.savePrefFile(null)');

  const contentContexts = async () => (await send<{ contexts: Context[] }>('browsingContext.getTree', {})).contexts;
  const contextOf = (page: Page) => (page.mainFrame() as unknown as { _id: string })._id;
  const pageOf = async (context: string) => (await browser.pages()).find((page) => contextOf(page) === context);

  /** Puppeteer's page of a context it was not told about. */
  const adopt = async (context: string, url: string): Promise<Page> => {
    const known = await pageOf(context);
    if (known) return known;
    const announced = { context, url, children: null, parent: null, userContext: 'default', originalOpener: null, clientWindow: window.clientWindow };
    browser.connection.emit('browsingContext.contextCreated', announced);
    const page = await pageOf(context);
    if (!page) throw new Error(`Firefox has no page for ${url}.`);
    return page;
  };

  const closePopup = async () => {
    await inWindow(hidePopup);
    await settle('the popup to close', async () => ((await inWindow(revealPopup)) ? undefined : true));
  };

  return {
    kind: 'firefox',
    browser,
    origin,
    downloadFolder,
    async open(url) {
      const page = await browser.newPage();
      // Waiting is our own: the change of process to an extension's page ends without the event that puppeteer waits for.
      await send('browsingContext.navigate', { context: contextOf(page), url, wait: 'none' });
      await settle(`${url} to load`, async () =>
        // Not 'complete': a PDF that asks for its password never gets there.
        (await page.evaluate(() => document.readyState !== 'loading' && location.href)).toString().startsWith(url.split('#')[0] ?? url) ? true : undefined,
      );
      await page.bringToFront();
      return page;
    },
    async clickIcon(tab) {
      await closePopup();
      await tab.bringToFront();
      await inWindow(clickToolbarIcon(id));
      return settle('the popup to load', async () => {
        const context = await inWindow(revealPopup);
        const page = context ? await adopt(context, `${origin}/popup.html`) : undefined;
        return (await page?.evaluate(() => document.readyState)) === 'complete' ? page : undefined;
      });
    },
    closePopup,
    async tabs(address) {
      const matching = (await contentContexts()).filter(({ url }) => url.startsWith(address));
      return Promise.all(matching.map(({ context, url }) => adopt(context, url)));
    },
    async closeTabs() {
      await closePopup();
      const former = await contentContexts();
      await browser.newPage();
      for (const { context } of former) await send('browsingContext.close', { context });
    },
    async colours(_page, scheme) {
      await inWindow(`Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${scheme === 'dark' ? 0 : 1})`);
    },
    async badge(tab) {
      await tab.bringToFront();
      return inWindow(badgeText(id));
    },
    async stopBackground() {
      // As when it was idle for long, but also in the middle of an answer.
      await inWindow(
        `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
      );
    },
    async updateExtension() {
      await browser.installExtension(extensionFolder);
    },
    close: () => browser.close(),
    kill: () => endProcess(browser),
  };
}
