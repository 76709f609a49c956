import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineAnswer, EngineRequest, EngineWorker, OpenResult } from '../../utils/extension/engine.ts';
import { createEngine } from '../../utils/extension/engine.ts';
import { failure } from '../../utils/result.ts';

const answerOf = (name: string): OpenResult => failure('notPdf', name);
const limits = { start: 1000, open: 5000, read: 15_000, produce: 20_000 };

/** A worker whose answers the test gives by hand. */
class HandWorker implements EngineWorker {
  requests: EngineRequest[] = [];
  terminated = false;
  private listeners = new Map<string, ((event: never) => void)[]>();

  postMessage(request: EngineRequest): void {
    this.requests.push(request);
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: EngineAnswer): void {
    for (const listener of this.listeners.get('message') ?? []) listener({ data } as never);
  }
  ready(): void {
    this.say({ kind: 'ready' });
  }
  answer(name: string, id = this.requests.at(-1)?.id ?? -1): void {
    this.say({ kind: 'answer', id, result: answerOf(name) });
  }
  crash(): void {
    for (const listener of this.listeners.get('error') ?? []) listener({ preventDefault: () => undefined } as never);
  }
}

let workers: HandWorker[];
const worker = (index: number): HandWorker => {
  const found = workers[index];
  if (!found) throw new Error(`Worker ${index} was never started.`);
  return found;
};

function engine() {
  return createEngine(() => {
    const started = new HandWorker();
    workers.push(started);
    return started;
  }, limits);
}

const bytes = new Uint8Array([1]);
const request = { applicant: { name: '', role: '' }, date: '', director: { name: '', email: '' } };

beforeEach(() => {
  workers = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks the worker once it is ready, and gives its answer', async () => {
  const opened = engine().open(bytes);
  await vi.advanceTimersByTimeAsync(10);
  expect(worker(0).requests).toEqual([]);
  worker(0).ready();
  expect(worker(0).requests[0]?.call).toEqual({ kind: 'open', bytes });
  worker(0).answer('first');
  expect(await opened).toEqual(answerOf('first'));
});

it('does one request at a time, in one worker', async () => {
  const asked = engine();
  const first = asked.open(bytes);
  const second = asked.produce(bytes, request, { kind: 'print' });
  await vi.advanceTimersByTimeAsync(0);
  worker(0).ready();
  await vi.advanceTimersByTimeAsync(0);
  expect(worker(0).requests.map(({ call }) => call.kind)).toEqual(['open']);
  worker(0).answer('first');
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(worker(0).requests.map(({ call }) => call.kind)).toEqual(['open', 'produce']);
  worker(0).answer('second');
  expect(await second).toEqual(answerOf('second'));
  expect(workers).toHaveLength(1);
});

it.each([
  ['open', limits.open],
  ['read', limits.read],
  ['produce', limits.produce],
] as const)('kills a worker that is late with %s, and starts another for the next request', async (kind, limit) => {
  const asked = engine();
  const calls = { open: () => asked.open(bytes), read: () => asked.read(bytes), produce: () => asked.produce(bytes, request, { kind: 'print' }) };
  const late = calls[kind]();
  await vi.advanceTimersByTimeAsync(900);
  worker(0).ready();
  await vi.advanceTimersByTimeAsync(limit - 1);
  expect(worker(0).terminated).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(worker(0).terminated).toBe(true);
  expect(await late).toEqual(failure('timeLimit'));

  const next = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(1).ready();
  worker(1).answer('fresh');
  expect(await next).toEqual(answerOf('fresh'));
});

it('ignores what a killed worker still says, and answers to other requests', async () => {
  const asked = engine();
  const late = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(0).ready();
  await vi.advanceTimersByTimeAsync(limits.open);
  await late;
  const next = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(1).ready();
  const lateId = worker(0).requests[0]?.id;
  worker(0).answer('late', lateId);
  worker(0).answer('late', worker(1).requests[0]?.id);
  worker(1).answer('late', lateId);
  worker(1).answer('right');
  expect(await next).toEqual(answerOf('right'));
});

it('answers engineStopped when the worker crashes, and goes on with a new one', async () => {
  const asked = engine();
  const first = asked.open(bytes);
  const second = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(0).ready();
  worker(0).crash();
  expect(await first).toEqual(failure('engineStopped'));
  await vi.advanceTimersByTimeAsync(0);
  expect(worker(0).terminated).toBe(true);
  worker(1).ready();
  worker(1).answer('second');
  expect(await second).toEqual(answerOf('second'));
});

it('does not wait for ever for a worker that never gets ready', async () => {
  const opened = engine().open(bytes);
  await vi.advanceTimersByTimeAsync(limits.start);
  expect(await opened).toEqual(failure('engineStopped'));
  expect(worker(0).terminated).toBe(true);
});

it('stops on request: what runs answers engineStopped', async () => {
  const asked = engine();
  const opened = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(0).ready();
  asked.stop();
  expect(await opened).toEqual(failure('engineStopped'));
  expect(worker(0).terminated).toBe(true);
});

it('passes on that no worker can be started, and tries again at the next request', async () => {
  let refuse = true;
  const asked = createEngine(() => {
    if (refuse) throw new Error('refused');
    const started = new HandWorker();
    workers.push(started);
    return started;
  }, limits);
  await expect(asked.open(bytes)).rejects.toThrow('refused');
  refuse = false;
  const opened = asked.open(bytes);
  await vi.advanceTimersByTimeAsync(0);
  worker(0).ready();
  worker(0).answer('now');
  expect(await opened).toEqual(answerOf('now'));
});
