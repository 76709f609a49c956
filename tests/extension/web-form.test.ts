import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageDoor } from '../../utils/extension/page-door.ts';
import { doorName, hangDoor, isDoorHung } from '../../utils/extension/page-door.ts';
import { closedFrames, fillTab, inspectTab, reportTab, showInTab, undoTab } from '../../utils/extension/web-form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { failure, success } from '../../utils/result.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const form = { detected: true, confidence: 0.9, found: ['date'], left: [] };
const filled = { filled: ['date'], left: [], doubted: [] };
const request: AccessRequest = { applicant: { name: '', role: '' }, date: '2026-09-01', director: { name: '', email: '' } };
type FillAct = NonNullable<PageDoor['fill']>;
const door = {
  inspect: vi.fn<PageDoor['inspect']>(() => form),
  fill: vi.fn<FillAct>(async () => filled),
  report: vi.fn<PageDoor['report']>(() => null),
  undo: vi.fn<PageDoor['undo']>(async () => ({ restored: 1 })),
  show: vi.fn<PageDoor['show']>(() => true),
  closedFrames: vi.fn<PageDoor['closedFrames']>(() => []),
};
let injected = 0;
/** Frames that the filling script was put in. */
let fillersIn: (number | 'all')[] = [];
/** The tab's further frames that the filler is let into, each with what it sees; empty once the script's own door is asked. */
let frames: { frameId: number; door: PageDoor }[] = [];

type Injection = { target: { frameIds?: number[] }; func?: (...args: unknown[]) => unknown; args?: unknown[]; files?: string[] };

/** As a browser: arguments cross as JSON, the function loses its surroundings, undefined comes back as null (Chrome). */
const executeScript = vi.fn(async ({ target, func, args = [], files = [] }: Injection) => {
  if (files.includes('/reader.js')) {
    injected++;
    if (!isDoorHung()) hangDoor(door);
  }
  if (files.includes('/filler.js')) fillersIn.push(...(target.frameIds ?? ['all' as const]));
  if (!func) return [{ frameId: 0 }];
  const alone = new Function(`return (${func.toString()})`)() as (...all: unknown[]) => unknown;
  const call = async () => (await alone(...(JSON.parse(JSON.stringify(args)) as unknown[]))) ?? null;
  const asked = (frameId: number) => target.frameIds?.includes(frameId) ?? true;
  const answers = asked(0) ? [{ frameId: 0, result: await call() }] : [];
  for (const frame of frames.filter(({ frameId }) => asked(frameId))) {
    const own = Reflect.get(globalThis, Symbol.for(doorName));
    Reflect.set(globalThis, Symbol.for(doorName), frame.door);
    answers.push({ frameId: frame.frameId, result: await call() });
    Reflect.set(globalThis, Symbol.for(doorName), own);
  }
  return answers;
});

beforeEach(() => {
  injected = 0;
  fillersIn = [];
  frames = [];
  vi.clearAllMocks();
  Object.assign(fakeBrowser, { scripting: { executeScript } });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for(doorName));
});

it('puts the filler in the tab, where a document that has it keeps its own, and asks what it sees', async () => {
  expect(await inspectTab(1)).toEqual(success(form));
  expect(await inspectTab(1)).toEqual(success(form));
  expect(injected).toBe(2);
  expect(door.inspect).toHaveBeenCalledTimes(2);
});

it('fills and undoes through the same door', async () => {
  await inspectTab(1);
  expect(await fillTab(1, request)).toEqual(success(filled));
  expect(door.fill).toHaveBeenCalledWith([['date', { kind: 'text', text: '01/09/2026' }]]);
  expect(await undoTab(1)).toEqual(success({ restored: 1 }));
});

it('fills nothing in a document that was left or reloaded since', async () => {
  expect(await fillTab(1, request)).toEqual(failure('formGone'));
  expect(await undoTab(1)).toEqual(failure('formGone'));
  expect(injected).toBe(0);
});

it('says so when the browser lets nothing in', async () => {
  executeScript.mockRejectedValueOnce(new Error('Cannot access contents'));
  expect(await inspectTab(1)).toEqual(failure('tabUnreadable'));
});

it('believes no answer of another shape', async () => {
  await inspectTab(1);
  door.inspect.mockReturnValueOnce({ ...form, found: Array.from({ length: 1000 }, () => 'x') });
  await expect(inspectTab(1)).rejects.toThrow();
});

describe('a form in a frame', () => {
  const empty = { detected: false, confidence: 0, found: [], left: ['date', 'applicant.role'] };
  const framed: PageDoor = { ...door, fill: vi.fn<FillAct>(async () => ({ filled: ['applicant.role'], left: ['date'], doubted: [] })) };

  beforeEach(() => {
    frames = [{ frameId: 4, door: framed }];
  });

  it('is the form, and only that frame gets the answers', async () => {
    door.inspect.mockReturnValue(empty);
    framed.inspect = () => form;
    expect(await inspectTab(1)).toEqual(success(form));
    expect(await fillTab(1, request)).toEqual(success({ filled: ['applicant.role'], left: ['date'], doubted: [] }));
    expect(door.fill).not.toHaveBeenCalled();
    expect(fillersIn).toEqual([4]);
    door.inspect.mockReturnValue(form);
  });

  it('and another in the page are one', async () => {
    framed.inspect = () => ({ detected: true, confidence: 0.4, found: ['applicant.role'], left: ['date'] });
    expect(await inspectTab(1)).toEqual(success({ detected: true, confidence: 0.9, found: ['applicant.role', 'date'], left: [] }));
    expect(await fillTab(1, request)).toEqual(success({ filled: ['applicant.role', 'date'], left: [], doubted: [] }));
    expect(await undoTab(1)).toEqual(success({ restored: 2 }));
  });
});

it('tells what was filled, shows it, and which frames it could not read', async () => {
  await inspectTab(1);
  expect(await reportTab(1)).toBeUndefined();
  door.report.mockReturnValueOnce(filled);
  expect(await reportTab(1)).toEqual(filled);
  expect(await showInTab(1, 'date')).toBe(true);
  expect(door.show).toHaveBeenCalledWith('date');
  door.closedFrames.mockReturnValueOnce(['https://formulier.example']);
  expect(await closedFrames(1)).toEqual(['https://formulier.example']);
});
