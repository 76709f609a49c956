import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../tests/support/browser/build.ts';
import { freshFolder, launch, removeFolder } from '../tests/support/browser/session.ts';
import type { Result } from '../utils/result.ts';
import { success } from '../utils/result.ts';
import type { BrowserKind, FoundBrowser } from './browsers.ts';
import { findBrowser, findOrInstallBrowser, projectFolder } from './browsers.ts';
import { demoFiles } from './demo/page.ts';
import { profileRecords } from './demo/profiles.ts';
import { serve } from './demo/site.ts';
import { doTheJob, loadDemo } from './demo/story.ts';

/** Builds the extension, opens it in a browser with a demo page; without a screen does the whole job by itself. */

const usage = `npm start -- [--headless] [--browser=chrome|firefox]

  --headless   needs no screen: fills, signs and exports the demo forms by itself into demo-output/
  --browser    which browser; without it the first that is found`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The one asked for; else what the machine has; else what can be installed. */
async function chooseBrowser(asked: BrowserKind | undefined): Promise<Result<FoundBrowser, 'browserMissing'>> {
  if (asked) return findOrInstallBrowser(asked, say);
  for (const kind of ['chrome', 'firefox'] as const) {
    const found = await findBrowser(kind);
    if (found.ok) return success(found.value);
  }
  const chrome = await findOrInstallBrowser('chrome', say);
  return chrome.ok ? chrome : findOrInstallBrowser('firefox', say);
}

function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function start(headless: boolean, asked: BrowserKind | undefined): Promise<void> {
  const found = await chooseBrowser(asked);
  if (!found.ok) throw new Error(found.values.join('\n'));
  const browser = found.value;
  say(`Browser: ${browser.version || browser.path} (${browser.from})`);
  say(`Building the extension for ${browser.kind} …`);
  const extensionFolder = await buildExtension(browser.kind);
  const site = await serve(await demoFiles());
  const [profileFolder, downloadFolder] = [freshFolder('profile'), freshFolder('downloads')];
  try {
    const session = await launch({ found: browser, extensionFolder, headless, profileFolder, downloadFolder });
    try {
      await loadDemo(session, headless ? { ...profileRecords(), settings: { language: 'nl' } } : profileRecords());
      say('The demo profiles are loaded.');
      if (headless) {
        const output = join(projectFolder, 'demo-output');
        mkdirSync(output, { recursive: true });
        await doTheJob({ session, origin: site.origin, output, say });
      } else {
        const closed = new Promise<void>((resolve) => session.browser.once('disconnected', () => resolve()));
        await session.open(`${site.origin}/`);
        say(`The demo page is ${site.origin}/. Close the browser to end.`);
        await closed;
      }
    } finally {
      if (session.browser.connected) await session.close();
    }
  } finally {
    await site.close();
    removeFolder(profileFolder);
    removeFolder(downloadFolder);
  }
}

function readFlags(): { headless: boolean; browser: BrowserKind | undefined } {
  const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false }, browser: { type: 'string' } } });
  const { browser } = values;
  if (browser !== undefined && browser !== 'chrome' && browser !== 'firefox') throw new Error(`--browser=${browser}: chrome or firefox.`);
  return { headless: values.headless || !hasScreen(), browser };
}

try {
  const { headless, browser } = readFlags();
  await start(headless, browser);
} catch (error) {
  const reasons: unknown[] = [];
  for (let reason: unknown = error; reason !== undefined; reason = reason instanceof Error ? reason.cause : undefined) reasons.push(reason);
  process.stderr.write(`${reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('\nbecause: ')}\n\n${usage}\n`);
  process.exitCode = 1;
}
