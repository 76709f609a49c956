import fc from 'fast-check';
import type { CDPSession, Page } from 'puppeteer-core';
import { html, serve } from '../../scripts/demo/site.ts';
import { openInTab, say, storeRecords } from '../support/browser/person.ts';
import { see } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { readVault } from './burst.ts';
import { openDesk, prepareVault } from './desk.ts';
import { forgedMessage } from './forgeries.ts';
import type { Row } from './row.ts';

const school = { id: 's1', name: 'De Eik', institutionNumbers: [], director: { name: 'An', email: '' }, accessGroups: [], username: '' };
const page = '<!doctype html><html lang="nl"><title>Nieuws</title><h1>Schoolnieuws</h1><p>Het instellingsnummer staat op de factuur.</p></html>';

/** The world of the extension's own content script in this tab, where a page that broke out of its own would be. */
async function contentWorld(devtools: CDPSession, origin: string): Promise<number> {
  const worlds: number[] = [];
  devtools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === origin && context.auxData?.type === 'isolated') worlds.push(context.id);
  });
  await devtools.send('Runtime.enable');
  const [world] = worlds;
  if (world === undefined) throw new Error('The extension has no script in this page.');
  return world;
}

async function inWorld(devtools: CDPSession, contextId: number, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function storedText(desk: Page): Promise<string> {
  return JSON.stringify([await readVault(desk), await desk.evaluate('chrome.storage.local.get()')]);
}

/** In Chromium: messages from a content script of the extension in a page of a site. */
export async function forgeInPage(session: Session, times: number, seed: number): Promise<Row> {
  const row: Row = { what: 'forged messages from a content script, chrome', times: 0, seen: '', faults: [] };
  const site = await serve({ '/nieuws.html': html(page) });
  const desk = await openDesk(session);
  await prepareVault(desk, 'plain');
  await storeRecords(session, { 'school:s1': school, settings: { language: 'nl' } });
  const { tab, popup } = await openInTab(session, `${site.origin}/nieuws.html`);
  await see(popup, say('found_notWeb'));
  await session.closePopup();
  const before = await storedText(desk);

  const devtools = await tab.createCDPSession();
  const world = await contentWorld(devtools, session.origin);
  const whole = [{ type: 'loadVault' }, { type: 'erase' }, { type: 'keep', set: { 'school:s1': { ...school, name: 'x' } }, remove: [] }];
  const generated = fc.sample(forgedMessage, { numRuns: times - whole.length, seed });
  for (const message of [...whole, ...generated]) {
    const answer = await inWorld(
      devtools,
      world,
      `chrome.runtime.sendMessage(${JSON.stringify(message) ?? 'undefined'}).then((answer) => JSON.stringify(answer) ?? 'none')`,
    );
    if (answer !== 'none') row.faults.push(`${JSON.stringify(message)?.slice(0, 200)}: ${answer}`);
    row.times += 1;
  }
  const reading = await inWorld(devtools, world, "chrome.storage.local.get().then(() => 'read', (error) => String(error))");
  if (reading === 'read') row.faults.push('a content script read the storage');
  if ((await storedText(desk)) !== before) row.faults.push('something was changed in storage');
  row.seen = 'no answer to any; storage unchanged, and closed to the script';
  await devtools.detach();
  await session.closeTabs();
  await site.close();
  return row;
}
