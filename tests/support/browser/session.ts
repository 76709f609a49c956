import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import type { BrowserKind, FoundBrowser } from '../../../scripts/browsers.ts';
import { toolCache } from '../../../scripts/browsers.ts';
import { startChromium } from './chromium.ts';
import { startFirefox } from './firefox.ts';
import { settle } from './wait.ts';

export type LaunchOptions = {
  found: FoundBrowser;
  /** The built extension. */
  extensionFolder: string;
  headless: boolean;
  /** Kept over `kill` and a second launch with the same folder. */
  profileFolder: string;
  downloadFolder: string;
  /** host:port through which every request goes, those to this machine too. */
  proxy?: string;
};

/** A browser that runs the extension: what Chromium and Firefox do in their own way, under one name. */
export type Session = {
  kind: BrowserKind;
  browser: Browser;
  /** chrome-extension://… or moz-extension://…, without a slash at the end. */
  origin: string;
  downloadFolder: string;
  /** A tab in front that shows this address. Extension pages too. */
  open(url: string): Promise<Page>;
  /** Brings the tab to the front and clicks the extension's icon in the toolbar: a fresh, real popup, with activeTab granted. */
  clickIcon(tab: Page): Promise<Page>;
  /** As a click elsewhere does. Nothing happens when it is closed already. */
  closePopup(): Promise<void>;
  /** Tabs (not the popup) whose present address starts with this. */
  tabs(address: string): Promise<Page[]>;
  /** Every tab gone but a blank one, so that the browser stays; the popup goes with them. */
  closeTabs(): Promise<void>;
  /** Light or dark, as the person's system would have it. */
  colours(page: Page, scheme: 'light' | 'dark'): Promise<void>;
  /** What the icon's badge says for this tab. */
  badge(tab: Page): Promise<string>;
  /** Ends the background at once, in the middle of what it does; the next message or event starts it anew. */
  stopBackground(): Promise<void>;
  /** Installs the extension over itself, as an update does: its pages close, and the former background ends. */
  updateExtension(): Promise<void>;
  close(): Promise<void>;
  /** The power cut: nothing gets a chance to be saved. */
  kill(): Promise<void>;
};

/** A fresh folder for one browser's profile or downloads. The caller removes it. */
export function freshFolder(name: string): string {
  const parent = join(toolCache, 'run');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

export function launch(options: LaunchOptions): Promise<Session> {
  return options.found.kind === 'chrome' ? startChromium(options) : startFirefox(options);
}

/** Waits for the extension's own tab (opened by a click somewhere) and gives it. `hash` is what its address must contain. */
export function extensionTab(session: Session, path: string, hash = ''): Promise<Page> {
  return settle(`a tab with ${path}${hash}`, async () => {
    const tabs = await session.tabs(`${session.origin}/${path}`);
    for (const tab of tabs.reverse()) {
      if (!hash || (await tab.evaluate(() => location.hash)).includes(hash)) return tab;
    }
    return undefined;
  });
}
