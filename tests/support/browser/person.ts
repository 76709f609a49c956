import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { translate } from '../../../utils/i18n.ts';
import { choose, draw, isShown, press, see, shownText, tick } from './screen.ts';
import type { Session } from './session.ts';
import { extensionTab } from './session.ts';
import { pause, settle } from './wait.ts';

/** What a person does with the extension, in its own words: each step goes through the real popup and desk. */

export const say = (...[key, ...values]: Parameters<typeof translate> extends [unknown, ...infer Rest] ? Rest : never) => translate('nl', key, ...values);

type Answer = { ok: boolean; code?: string; value?: { records?: Record<string, unknown> } };
type ExtensionScope = Partial<
  Record<
    'browser' | 'chrome',
    {
      storage: { local: { get(): Promise<Record<string, unknown>>; set(records: object): Promise<void> } };
      runtime: { sendMessage(message: object): Promise<Answer | undefined> };
    }
  >
>;

async function inExtension<Value>(session: Session, act: (page: Page) => Promise<Value>): Promise<Value> {
  const page = await session.open(`${session.origin}/desk.html#settings`);
  const answer = await act(page);
  await page.close();
  return answer;
}

/** Sends a message to the background as the extension's own pages do. Fails where it refuses. */
export function tell(page: Page, message: { type: string } & Record<string, unknown>): Promise<Answer> {
  return page.evaluate(async (given) => {
    const scope = globalThis as ExtensionScope;
    const answer = await (scope.browser ?? scope.chrome)?.runtime.sendMessage(given);
    if (!answer?.ok) throw new Error(`${given.type}: ${answer?.code ?? 'no answer'}`);
    return answer;
  }, message);
}

const besideVault = /^(settings$|work:)/;

async function write(page: Page, records: Record<string, unknown>): Promise<void> {
  const part = (beside: boolean) => Object.fromEntries(Object.entries(records).filter(([key]) => besideVault.test(key) === beside));
  await page.evaluate(async (given) => {
    const scope = globalThis as ExtensionScope;
    await (scope.browser ?? scope.chrome)?.storage.local.set(given);
  }, part(true));
  await tell(page, { type: 'keep', set: part(false), remove: [] });
}

/** Adds to what is stored, as the extension's own pages do: profiles into the vault, settings and work beside it. */
export function storeRecords(session: Session, records: Record<string, unknown>): Promise<void> {
  return inExtension(session, (page) => write(page, records));
}

/** What is stored in an unlocked vault, and beside it. */
export function readRecords(session: Session): Promise<Record<string, unknown>> {
  return inExtension(session, async (page) => {
    const beside = await page.evaluate(async () => {
      const scope = globalThis as ExtensionScope;
      return (await (scope.browser ?? scope.chrome)?.storage.local.get()) ?? {};
    });
    const { value } = await tell(page, { type: 'loadVault' });
    return { ...beside, ...value?.records };
  });
}

/** All tabs gone, these records and nothing else stored. */
export async function resetRecords(session: Session, records: Record<string, unknown>): Promise<void> {
  await session.closeTabs();
  await inExtension(session, async (page) => {
    await tell(page, { type: 'erase' });
    await write(page, records);
  });
}

/**
 * Opens the address in a tab and clicks the icon; where the browser keeps its PDF viewer to itself (Firefox) the popup asks
 * for the site first, once.
 */
export async function openInTab(session: Session, address: string): Promise<{ tab: Page; popup: Page }> {
  const tab = await session.open(address);
  const popup = await session.clickIcon(tab);
  await allowReading(popup);
  return { tab, popup };
}

export async function allowReading(popup: Page): Promise<void> {
  await settle('the popup to know the tab', async () => {
    const text = await shownText(popup);
    return text.length > 0 && !text.includes(say('found_looking')) && !text.includes(say('loading')) ? true : undefined;
  });
  if (await isShown(popup, 'button', say('found_read'))) await press(popup, say('found_read'));
}

export type Choice = { applicant: string; school: string; purpose: string };

export async function chooseProfiles(page: Page, { applicant, school, purpose }: Choice): Promise<void> {
  await choose(page, say('kind_applicant'), applicant);
  await choose(page, say('kind_school'), school);
  await choose(page, say('kind_purpose'), purpose);
}

/** From the popup to the desk, where the preview and the signing are. */
export async function goToDesk(session: Session, popup: Page): Promise<Page> {
  await press(popup, say('preview_open'));
  const desk = await extensionTab(session, 'desk.html', '#request');
  await desk.bringToFront();
  await see(desk, say('request_title'));
  return desk;
}

/** A row of loops, like a line of joined writing. */
function loops(count: number): [number, number][][] {
  return Array.from({ length: count }, (_, word): [number, number][] =>
    Array.from({ length: 13 }, (_, at): [number, number] => {
      const turn = (at / 12) * 3 * Math.PI;
      return [0.06 + (word + at / 15) * (0.88 / count), 0.55 - 0.3 * Math.sin(turn)];
    }),
  );
}

/** Ticks signing here, and draws; a hand that is there from another request is drawn anew. */
export async function signByHand(desk: Page): Promise<void> {
  await tick(desk, say('sign_hand'));
  const pads = `canvas[aria-label="${say('sign_drawHere_mention')}"]`;
  await desk.waitForSelector(`${pads}, img.scan, #field-signature[aria-describedby]`);
  if (await desk.$('#field-signature[aria-describedby]')) await press(desk, say('sign_anew'));
  for (const [part, strokes] of [
    ['mention', loops(3)],
    ['signature', loops(2)],
  ] as const) {
    const pad = await desk.waitForSelector(`canvas[aria-label="${say(`sign_drawHere_${part}`)}"]`);
    if (!pad) throw new Error(`There is nowhere to draw the ${part}.`);
    const clear = `${say('sign_clear')}: ${say(`field_${part}`)}`;
    if (await desk.$(`button[aria-label="${clear}"]:enabled`)) await press(desk, clear);
    await draw(desk, pad, strokes);
  }
}

export async function signOnPaper(desk: Page): Promise<void> {
  await tick(desk, say('sign_print'));
}

/** The file that the action made the browser download, once it is whole. */
export async function downloaded(session: Session, action: () => Promise<void>, ending = /\.pdf$/i): Promise<string> {
  const before = new Set(readdirSync(session.downloadFolder));
  await action();
  return settle(
    'the download',
    async () => {
      const fresh = readdirSync(session.downloadFolder).filter((name) => !before.has(name));
      const [name] = fresh.filter((candidate) => ending.test(candidate));
      if (!name || fresh.some((candidate) => /\.(part|crdownload|tmp)$/i.test(candidate))) return undefined;
      const path = join(session.downloadFolder, name);
      const { size } = statSync(path);
      await pause(150);
      return size > 0 && statSync(path).size === size ? path : undefined;
    },
    30_000,
  );
}

/** Exports from the desk or the popup; with something blocking the button offers a draft. */
export function exportPdf(session: Session, page: Page, draft = false): Promise<string> {
  return downloaded(session, () => press(page, say(draft ? 'export_draft' : 'export_do')));
}

/** Opens a file as a person does with the desk's file button. */
export async function openFile(session: Session, path: string): Promise<Page> {
  const desk = await session.open(`${session.origin}/desk.html#open`);
  await giveFile(desk, path);
  return desk;
}

async function giveFile(desk: Page, path: string): Promise<void> {
  const input = await desk.waitForSelector('input[type=file]');
  if (!input) throw new Error('The desk takes no file.');
  await input.uploadFile(path);
}
