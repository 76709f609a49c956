import type { Page, Target } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { needsNoSandbox } from '../../../scripts/browsers.ts';
import { endProcess, installOrEnd } from './process.ts';
import type { LaunchOptions, Session } from './session.ts';
import { settle } from './wait.ts';

const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-search-engine-choice-screen'];

const through = (proxy: string) => [`--proxy-server=http://${proxy}`, '--proxy-bypass-list=<-loopback>'];

export async function startChromium({ found, extensionFolder, headless, profileFolder, downloadFolder, proxy }: LaunchOptions): Promise<Session> {
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless,
    // Chrome takes an extension from the outside over the pipe only; branded builds since 137 ignore --load-extension.
    pipe: true,
    enableExtensions: true,
    userDataDir: profileFolder,
    defaultViewport: null,
    args: [...quiet, '--window-size=1280,900', ...(needsNoSandbox() ? ['--no-sandbox'] : []), ...(proxy ? through(proxy) : [])],
  });
  const id = await installOrEnd(browser, extensionFolder);
  const extension = (await browser.extensions()).get(id);
  if (!extension) throw new Error(`Chromium did not keep the extension ${id}.`);
  const origin = `chrome-extension://${id}`;
  const root = await browser.target().createCDPSession();
  await root.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloadFolder });

  const isPopup = (target: Target) => target.url().startsWith(`${origin}/popup.html`);
  const open = async (url: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.bringToFront();
    return page;
  };

  const closePopup = async () => {
    const popup = browser.targets().find(isPopup);
    if (!popup) return;
    await root.send('Target.closeTarget', { targetId: (popup as Target & { _targetId: string })._targetId });
    await settle('the popup to close', () => (browser.targets().some(isPopup) ? undefined : true));
  };

  return {
    kind: 'chrome',
    browser,
    origin,
    downloadFolder,
    open,
    async clickIcon(tab) {
      await closePopup();
      await tab.bringToFront();
      await extension.triggerAction(tab);
      const target = await browser.waitForTarget(isPopup, { timeout: 20_000 });
      return target.asPage();
    },
    closePopup,
    async tabs(address) {
      const targets = browser.targets().filter((target) => target.type() === 'page' && target.url().startsWith(address) && !isPopup(target));
      return Promise.all(targets.map((target) => target.asPage()));
    },
    async closeTabs() {
      await closePopup();
      const former = browser.targets().filter((target) => target.type() === 'page');
      await browser.newPage();
      for (const target of former) await (await target.asPage()).close();
    },
    colours: (page, value) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]),
    async badge(tab) {
      const address = await tab.evaluate(() => location.href);
      const worker = (await extension.workers())[0];
      if (!worker) throw new Error('The background is not running.');
      // A string: the worker's own globals are no names here.
      const ask = `chrome.tabs.query({}).then((tabs) => chrome.action.getBadgeText({ tabId: tabs.find((tab) => tab.url === ${JSON.stringify(address)} || tab.active).id }))`;
      return String(await worker.evaluate(ask));
    },
    async stopBackground() {
      const page = browser.targets().find((target) => target.type() === 'page' && target.url().startsWith(origin));
      if (!page) throw new Error('Only a page of the extension reaches its background.');
      const devtools = await page.createCDPSession();
      await devtools.send('ServiceWorker.enable');
      await devtools.send('ServiceWorker.stopAllWorkers');
      await devtools.detach();
    },
    async updateExtension() {
      await browser.installExtension(extensionFolder);
    },
    close: () => browser.close(),
    kill: () => endProcess(browser),
  };
}
