import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageDoor } from '../../utils/extension/page-door.ts';
import { doorName, hangDoor } from '../../utils/extension/page-door.ts';
import { fillTab, inspectTab, undoTab } from '../../utils/extension/web-form.ts';
import { failure, success } from '../../utils/result.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

type Injection = { func?: (...args: unknown[]) => unknown; args?: unknown[]; files?: string[] };

const form = { detected: true, confidence: 0.9, found: ['date'], left: [] };
const filled = { filled: ['date'], left: [], doubted: [] };
const request = { applicant: { name: '', role: '' }, date: '2026-09-01', director: { name: '', email: '' } };
const door = {
  inspect: vi.fn<PageDoor['inspect']>(() => form),
  fill: vi.fn<PageDoor['fill']>(async () => filled),
  undo: vi.fn<PageDoor['undo']>(() => ({ restored: 1 })),
};
const injected: string[] = [];

/** As a browser: arguments cross as JSON, the function loses its surroundings, undefined comes back as null (Chrome). */
const executeScript = vi.fn(async ({ func, args = [], files = [] }: Injection) => {
  injected.push(...files);
  if (files.includes('/filler.js')) hangDoor(door);
  if (!func) return [{}];
  const alone = new Function(`return (${func.toString()})`)() as (...all: unknown[]) => unknown;
  return [{ result: (await alone(...(JSON.parse(JSON.stringify(args)) as unknown[]))) ?? null }];
});

beforeEach(() => {
  injected.length = 0;
  vi.clearAllMocks();
  Object.assign(fakeBrowser, { scripting: { executeScript } });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for(doorName));
});

it('puts the filler in a document once, and asks what it sees', async () => {
  expect(await inspectTab(1)).toEqual(success(form));
  expect(await inspectTab(1)).toEqual(success(form));
  expect(injected).toEqual(['/filler.js']);
});

it('fills and undoes through the same door', async () => {
  await inspectTab(1);
  expect(await fillTab(1, request)).toEqual(success(filled));
  expect(door.fill).toHaveBeenCalledWith(request);
  expect(await undoTab(1)).toEqual(success({ restored: 1 }));
});

it('fills nothing in a document that was left or reloaded since', async () => {
  expect(await fillTab(1, request)).toEqual(failure('formGone'));
  expect(await undoTab(1)).toEqual(failure('formGone'));
  expect(injected).toEqual([]);
});

it('says so when the browser lets nothing in', async () => {
  executeScript.mockRejectedValueOnce(new Error('Cannot access contents')).mockRejectedValueOnce(new Error('Cannot access contents'));
  expect(await inspectTab(1)).toEqual(failure('tabUnreadable'));
});

it('believes no answer of another shape', async () => {
  await inspectTab(1);
  door.inspect.mockReturnValueOnce({ ...form, found: Array.from({ length: 1000 }, () => 'x') });
  await expect(inspectTab(1)).rejects.toThrow();
});
