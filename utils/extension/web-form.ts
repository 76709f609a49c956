import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { answersOf } from '../intake/answers.ts';
import { type PlaceKey, questions } from '../intake/catalogue.ts';
import type { AccessRequest } from '../intake/request.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { TabFailure, WebFill, WebForm } from './messages.ts';
import type { AnswerRows, PageDoor } from './page-door.ts';
import { doorName, knock } from './page-door.ts';

z.config({ jitless: true });

// What comes out of a page is looked at before it is believed: the process it ran in also runs the site's scripts.
const keys = z.array(z.string().check(z.maxLength(60))).check(z.maxLength(100));
const InspectAnswer = z.object({ detected: z.boolean(), confidence: z.number(), found: keys, left: keys });
const FillAnswer = z.object({ filled: keys, left: keys, doubted: keys });
const UndoAnswer = z.object({ restored: z.number() });
const ShowAnswer = z.boolean();
const FramesAnswer = z.array(z.string().check(z.maxLength(300))).check(z.maxLength(50));

/** What one frame's scripts answered. */
type FrameAnswer = { frameId: number; answer: unknown };

type Frames = 'all' | readonly number[];

const inOrder = [...questions.flatMap(({ key, parts = [] }) => [key, ...parts.map((part) => part.key)])].map(String);
const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b));
const without = (keysOf: readonly string[], others: readonly string[]): string[] => keysOf.filter((key) => !others.includes(key));

/** Browsers refuse injection (no permission, their own pages, the tab is gone) with an Error and a sentence, all of them different. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error;
}

const targetOf = (tabId: number, frames: Frames) => (frames === 'all' ? { tabId, allFrames: true } : { tabId, frameIds: [...frames] });

/** Asks the scripts of each frame that has them; none answers where it is in no document of the tab (any more). */
async function callPage(tabId: number, frames: Frames, call: keyof PageDoor, value: AnswerRows | PlaceKey | null): Promise<FrameAnswer[]> {
  try {
    const answers = await browser.scripting.executeScript({ target: targetOf(tabId, frames), func: knock, args: [doorName, call, value] });
    // Chrome brings undefined back as null.
    return answers.flatMap(({ frameId, result }) => (result === undefined || result === null ? [] : [{ frameId, answer: result as unknown }]));
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

type Inspected = { frameId: number; form: WebForm };

async function inspectFrames(tabId: number): Promise<Inspected[]> {
  const answers = await callPage(tabId, 'all', 'inspect', null);
  return answers.map(({ frameId, answer }) => ({ frameId, form: InspectAnswer.parse(answer) }));
}

/** The frames that show the form: only these are given any of its answers. */
const showing = (frames: readonly Inspected[]): Inspected[] => frames.filter(({ form }) => form.detected);

/** Several frames as one form: what any of them asks is found. */
function merge(frames: readonly Inspected[]): WebForm {
  const shown = showing(frames);
  const forms = (shown.length > 0 ? shown : frames).map(({ form }) => form);
  const found = union(forms.map((form) => form.found));
  return {
    detected: shown.length > 0,
    confidence: Math.max(...forms.map((form) => form.confidence)),
    found,
    left: without(union(forms.map((form) => form.left)), found),
  };
}

/**
 * Puts a script in documents of the tab; false where the browser refuses. Documents that have it already keep what they know;
 * new frames get theirs.
 */
async function inject(tabId: number, frames: Frames, file: '/reader.js' | '/filler.js'): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: targetOf(tabId, frames), files: [file] });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/**
 * Puts the reader in the page, once a document, and asks what it sees. In every frame that the browser lets it into: those of
 * other sites where the person permits it.
 */
export async function inspectTab(tabId: number): Promise<Result<WebForm, TabFailure>> {
  if (!(await inject(tabId, 'all', '/reader.js'))) return failure('tabUnreadable');
  const frames = await inspectFrames(tabId);
  return frames.length > 0 ? success(merge(frames)) : failure('tabUnreadable');
}

/** Fills the form that `inspectTab` found, by a second script that only those frames get; `formGone` when the page was left or reloaded since. */
export async function fillTab(tabId: number, request: AccessRequest): Promise<Result<WebFill, TabFailure>> {
  const frames = showing(await inspectFrames(tabId)).map(({ frameId }) => frameId);
  if (frames.length === 0 || !(await inject(tabId, frames, '/filler.js'))) return failure('formGone');
  const answers = await callPage(tabId, frames, 'fill', [...answersOf(request)]);
  return answers.length > 0 ? success(mergeFills(answers)) : failure('formGone');
}

function mergeFills(answers: readonly FrameAnswer[]): WebFill {
  const fills = answers.map(({ answer }) => FillAnswer.parse(answer));
  const filled = union(fills.map((fill) => fill.filled));
  const doubted = without(union(fills.map((fill) => fill.doubted)), filled);
  return { filled, doubted, left: without(union(fills.map((fill) => fill.left)), [...filled, ...doubted]) };
}

/** What came of the last fill, with what the page showed since; undefined where there was none. */
export async function reportTab(tabId: number): Promise<WebFill | undefined> {
  const answers = await callPage(tabId, 'all', 'report', null);
  return answers.length > 0 ? mergeFills(answers) : undefined;
}

export async function undoTab(tabId: number): Promise<Result<{ restored: number }, TabFailure>> {
  const answers = await callPage(tabId, 'all', 'undo', null);
  if (answers.length === 0) return failure('formGone');
  return success({ restored: answers.reduce((sum, { answer }) => sum + UndoAnswer.parse(answer).restored, 0) });
}

/** Brings a question into sight in the page; false where the page shows it no more. */
export async function showInTab(tabId: number, key: PlaceKey): Promise<boolean> {
  const answers = await callPage(tabId, 'all', 'show', key);
  return answers.some(({ answer }) => ShowAnswer.parse(answer));
}

/** Origins of the tab's frames that the scripts could be let into, if the person permits it. */
export async function closedFrames(tabId: number): Promise<string[]> {
  const answers = await callPage(tabId, 'all', 'closedFrames', null);
  return [...new Set(answers.flatMap(({ answer }) => FramesAnswer.parse(answer)))];
}
