import type { Page } from 'puppeteer-core';
import type { Applicant, PurposeProfile, School } from '../../utils/intake/profile.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { allowReading, chooseProfiles, say } from '../support/browser/person.ts';
import { press, see } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { pause, settle } from '../support/browser/wait.ts';
import { notPutBack, type Outcome } from './judge.ts';
import type { Held, WebPage } from './page.ts';

/** What a page did with one request, and what stood there after undo. */
export type Run = Outcome & { undone: Held; failure?: string };

/** A page with which nothing could be done, and why. */
export const undoable = (before: Held, failure: string): Run => ({
  before,
  after: before,
  undone: before,
  filled: [],
  doubted: [],
  sent: 0,
  pressed: [],
  failure,
});

type PageScope = { state: () => Held; sent: number; pressed: string[] };

/** The document that the form is in: the tab's own, or a frame's. */
async function formDocument(tab: Page): Promise<{ evaluate: Page['evaluate'] }> {
  return settle('the form to be drawn', async () => {
    for (const frame of tab.frames()) if (await frame.evaluate(() => document.documentElement.dataset.ready === 'yes')) return frame;
    return undefined;
  });
}

/** The page's own state, and what was sent and pressed. */
async function readState(form: { evaluate: Page['evaluate'] }): Promise<{ held: Held; sent: number; pressed: string[] }> {
  return form.evaluate(() => {
    const scope = globalThis as unknown as PageScope;
    return { held: scope.state(), sent: scope.sent, pressed: scope.pressed };
  });
}

/** Milliseconds without a change after which a page is taken to stand still, and that are waited at most. */
const still = 2200;
const patience = 8000;

async function standStill(form: { evaluate: Page['evaluate'] }): Promise<void> {
  const end = Date.now() + patience;
  let held = JSON.stringify((await readState(form)).held);
  for (let since = Date.now(); Date.now() - since < still && Date.now() < end; ) {
    await pause(100);
    const now = JSON.stringify((await readState(form)).held);
    if (now !== held) since = Date.now();
    held = now;
  }
}

/** Presses the page's own "next", as the person does, until its last step; each time the page is given time to be filled. */
async function turnPages(page: WebPage, form: { evaluate: Page['evaluate'] }): Promise<void> {
  for (let step = 2; step <= page.steps; step++) {
    await form.evaluate((id) => {
      (document.getElementById(id) as HTMLElement).click();
    }, `verder-${step}`);
    await standStill(form);
  }
}

async function outcomeOf(
  page: WebPage,
  form: { evaluate: Page['evaluate'] },
  before: Held,
  said: { filled: readonly string[]; doubted: readonly string[] },
  undo: () => Promise<unknown>,
): Promise<Run> {
  const pressedBefore = (await readState(form)).pressed.length;
  await turnPages(page, form);
  const { held: after, sent, pressed } = await readState(form);
  await undo();
  let undone = (await readState(form)).held;
  for (const end = Date.now() + 1500; notPutBack(page, before, undone).length > 0 && Date.now() < end; undone = (await readState(form)).held) await pause(100);
  return {
    before,
    after,
    ...said,
    sent,
    pressed: pressed.filter((id, at) => at < pressedBefore || !id.startsWith('verder-')),
    undone,
  };
}

type Answer<Value> = { ok: true; value: Value } | { ok: false; code: string };
type ExtensionScope = Record<
  'browser' | 'chrome',
  { runtime: { sendMessage(message: object): Promise<unknown> }; tabs: { query(of: object): Promise<{ id: number; url?: string }[]> } } | undefined
>;

/** Asks the background what the popup would ask, from one of the extension's own pages. `address`: of the tab that it is about. */
async function ask<Value>(panel: Page, address: string, message: object): Promise<Answer<Value>> {
  return panel.evaluate(
    async (url, sent) => {
      const scope = globalThis as unknown as ExtensionScope;
      const api = scope.browser ?? scope.chrome;
      const tab = (await api?.tabs.query({}))?.find((one) => one.url === url);
      if (!tab) return { ok: false, code: `there is no tab with ${url}` };
      return api?.runtime.sendMessage({ ...sent, tabId: tab.id });
    },
    address,
    message,
  ) as Promise<Answer<Value>>;
}

/** Fills a page over the extension's own messages: the same background and filler as a click, without the popup's views. */
export async function fillOverMessages(panel: Page, tab: Page, address: string, page: WebPage, request: AccessRequest): Promise<Run> {
  await tab.goto(address);
  const form = await formDocument(tab);
  const { held: before } = await readState(form);
  const opened = await ask<{ form: { detected: boolean } }>(panel, address, { type: 'openTab' });
  if (!opened.ok) return undoable(before, opened.code);
  if (!opened.value.form.detected) return undoable(before, 'not detected');
  const filled = await ask<{ filled: string[]; doubted: string[] }>(panel, address, { type: 'fillTab', request });
  if (!filled.ok) return undoable(before, filled.code);
  return outcomeOf(page, form, before, filled.value, () => ask(panel, address, { type: 'undoTab' }));
}

/** Whether the extension takes the page for the form. Throws where it could not look at it: that is no "no". */
export async function isDetected(panel: Page, tab: Page, address: string): Promise<boolean> {
  await tab.goto(address);
  const opened = await ask<{ form: { detected: boolean } }>(panel, address, { type: 'openTab' });
  if (!opened.ok) throw new Error(`${address} could not be looked at: ${opened.code}`);
  return opened.value.form.detected;
}

const profileName = 'Proefaanvraag';

/** The profiles from which the popup composes the request. */
export function profilesOf({ applicant, director, clientId, administration, accounts, date }: AccessRequest): Record<string, unknown> {
  const who: Applicant = { id: 'web', name: applicant.name, role: applicant.role, email: '' };
  const school: School = {
    id: 'web',
    name: profileName,
    institutionNumbers: administration?.institutionNumbers ?? [],
    director,
    accessGroups: accounts?.accessGroups ?? [],
    username: accounts?.username ?? '',
  };
  const purpose: PurposeProfile = {
    id: 'web',
    name: profileName,
    clientId: { kind: clientId?.kind === 'extend' ? 'extend' : 'new', name: clientId?.kind === 'extend' ? clientId.name : '' },
    administration: {
      asked: administration !== undefined,
      application: administration?.application,
      purpose: administration?.purpose,
      use: administration?.use ?? '',
    },
    accounts: { asked: accounts !== undefined, use: accounts?.use ?? '', reconcile: accounts?.reconcile },
  };
  return { 'applicant:web': who, 'school:web': school, 'purpose:web': purpose, 'work:date': date, settings: { language: 'nl' } };
}

/** Fills a page as a person does: icon, popup, profiles, button; and undoes it there. The profiles of `request` are stored. */
export async function fillInPopup(session: Session, address: string, page: WebPage, request: AccessRequest): Promise<Run> {
  const tab = await session.open(address);
  try {
    const form = await formDocument(tab);
    const { held: before } = await readState(form);
    const popup = await session.clickIcon(tab);
    await allowReading(popup);
    await see(popup, say('found_web'));
    await chooseProfiles(popup, { applicant: request.applicant.name, school: profileName, purpose: profileName });
    await press(popup, say('web_fill'));
    await see(popup, say('web_check'));
    const run = await outcomeOf(page, form, before, { filled: [], doubted: [] }, () => press(popup, say('undo')));
    await session.closePopup();
    return run;
  } finally {
    await tab.close();
  }
}
