import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { createOffscreenEngine, isOffscreenCall } from '../../utils/extension/engine-host.ts';
import { failure } from '../../utils/result.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const createDocument = vi.fn<() => Promise<void>>();
const getContexts = vi.fn<() => Promise<unknown[]>>();
const sendMessage = vi.fn<(message: unknown) => Promise<unknown>>();
const bytes = new Uint8Array([1]);
let open: unknown[];

beforeEach(() => {
  open = [];
  createDocument.mockReset().mockImplementation(async () => {
    await Promise.resolve();
    if (open.length > 0) throw new Error('Only a single offscreen document may be created.');
    open.push({});
  });
  getContexts.mockReset().mockImplementation(async () => [...open]);
  sendMessage.mockReset().mockResolvedValue(failure('notPdf'));
  Object.assign(fakeBrowser, { offscreen: { createDocument } });
  Object.assign(fakeBrowser.runtime, { getContexts, sendMessage });
});

it('creates one offscreen document for requests that come at the same time', async () => {
  const engine = createOffscreenEngine();
  const answers = await Promise.all([engine.open(bytes), engine.open(bytes), createOffscreenEngine().open(bytes)]);
  expect(answers).toEqual([failure('notPdf'), failure('notPdf'), failure('notPdf')]);
  expect(createDocument).toHaveBeenCalledTimes(1);
  expect(createDocument).toHaveBeenCalledWith(expect.objectContaining({ url: 'offscreen.html', reasons: ['WORKERS'] }));
});

it('uses the document that an earlier life of the background made', async () => {
  open.push({});
  await createOffscreenEngine().open(bytes);
  expect(createDocument).not.toHaveBeenCalled();
});

it('sends what only the offscreen document takes for its own', async () => {
  await createOffscreenEngine().open(bytes);
  const [message] = sendMessage.mock.calls[0] ?? [];
  expect(message).toEqual({ target: 'offscreen', call: { kind: 'open', bytes } });
  expect(isOffscreenCall(message)).toBe(true);
  for (const other of [undefined, null, 'offscreen', { type: 'openTab', tabId: 1 }, { target: 'offscreen' }]) expect(isOffscreenCall(other)).toBe(false);
});

it('sends each kind of call as it was asked', async () => {
  const engine = createOffscreenEngine();
  const request = { applicant: { name: '', role: '' }, date: '', director: { name: '', email: '' } };
  await engine.open(bytes, true);
  await engine.read(bytes);
  await engine.produce(bytes, request, { kind: 'print' });
  expect(sendMessage.mock.calls.map(([message]) => isOffscreenCall(message) && message.call)).toEqual([
    { kind: 'open', bytes, asScan: true },
    { kind: 'read', bytes },
    { kind: 'produce', bytes, request, signing: { kind: 'print' } },
  ]);
});

it('asks again when the idle document had just closed itself', async () => {
  sendMessage.mockImplementationOnce(async () => {
    open = [];
    throw new Error('Could not establish connection. Receiving end does not exist.');
  });
  expect(await createOffscreenEngine().open(bytes)).toEqual(failure('notPdf'));
  expect(createDocument).toHaveBeenCalledTimes(2);
});

it.each([
  ['it gives no answer', () => Promise.resolve(undefined)],
  ['its channel closes', () => Promise.reject(new Error('The message port closed before a response was received.'))],
  ['nobody is there twice', () => Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'))],
])('answers engineStopped when the document is closed at work: %s', async (_how, send) => {
  sendMessage.mockImplementation(send);
  expect(await createOffscreenEngine().open(bytes)).toEqual(failure('engineStopped'));
});

it('passes a bug on', async () => {
  sendMessage.mockRejectedValue(new Error('Could not serialize message.'));
  await expect(createOffscreenEngine().open(bytes)).rejects.toThrow('serialize');
});
