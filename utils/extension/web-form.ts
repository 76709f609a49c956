import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { AccessRequest } from '../intake/request.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { TabFailure, WebFill, WebForm } from './messages.ts';
import type { PageDoor } from './page-door.ts';
import { doorName, knock } from './page-door.ts';

z.config({ jitless: true });

// What comes out of a page is looked at before it is believed: the process it ran in also runs the site's scripts.
const keys = z.array(z.string().check(z.maxLength(60))).check(z.maxLength(100));
const InspectAnswer = z.object({ detected: z.boolean(), confidence: z.number(), found: keys, left: keys });
const FillAnswer = z.object({ filled: keys, left: keys, doubted: keys });
const UndoAnswer = z.object({ restored: z.number() });

/** Undefined: the tab has no such document any more, or the browser lets nothing into it. */
async function callPage(tabId: number, call: keyof PageDoor, request: AccessRequest | null): Promise<unknown> {
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: knock, args: [doorName, call, request] });
    // Chrome brings undefined back as null.
    return frame?.result ?? undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** Browsers refuse injection (no permission, their own pages, the tab is gone) with an Error and a sentence, all of them different. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error;
}

/** Puts the filler in the page, once a document, and asks what it sees. */
export async function inspectTab(tabId: number): Promise<Result<WebForm, TabFailure>> {
  const first = await callPage(tabId, 'inspect', null);
  if (first !== undefined) return success(InspectAnswer.parse(first));
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: ['/filler.js'] });
  } catch (error) {
    if (isRefusal(error)) return failure('tabUnreadable');
    throw error;
  }
  const answer = await callPage(tabId, 'inspect', null);
  return answer === undefined ? failure('tabUnreadable') : success(InspectAnswer.parse(answer));
}

/** Fills the form that `inspectTab` found; `formGone` when the page was left or reloaded since. */
export async function fillTab(tabId: number, request: AccessRequest): Promise<Result<WebFill, TabFailure>> {
  const answer = await callPage(tabId, 'fill', request);
  return answer === undefined ? failure('formGone') : success(FillAnswer.parse(answer));
}

export async function undoTab(tabId: number): Promise<Result<{ restored: number }, TabFailure>> {
  const answer = await callPage(tabId, 'undo', null);
  return answer === undefined ? failure('formGone') : success(UndoAnswer.parse(answer));
}
