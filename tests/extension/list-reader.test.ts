import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inMessages } from '../../utils/extension/list-messages.ts';
import type { ListAnswer } from '../../utils/profiles/open-list.ts';
import { startListReader } from '../../utils/extension/list-reader.ts';

type Listener = (event: unknown) => void;

/** A Worker that says what it is told to say. */
class Told {
  asked: { id: number; call: { kind: string } }[] = [];
  ended = false;
  readonly listeners = new Map<string, Listener>();
  addEventListener(type: string, listener: Listener) {
    this.listeners.set(type, listener);
  }
  postMessage(request: { id: number; call: { kind: string } }) {
    this.asked.push(request);
  }
  answer(id: number | undefined, answer: unknown) {
    this.listeners.get('message')?.({ data: { id, answer } });
  }
  terminate() {
    this.ended = true;
  }
}

const { workers } = vi.hoisted(() => ({ workers: [] as unknown[] }));
vi.mock('../../utils/extension/worker-script.ts', () => ({
  startListsScript: () => {
    const worker = new Told();
    workers.push(worker);
    return worker;
  },
}));

const worker = (at: number) => workers[at] as Told;

beforeEach(() => {
  workers.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the reader of lists', () => {
  it('starts its Worker with the first question, and gives each answer to who asked', async () => {
    const reader = startListReader();
    expect(workers).toHaveLength(0);
    const first = reader.ask('read', { source: 'a;b' });
    const second = reader.ask('printBad', { language: 'nl' });
    const [one, two] = worker(0).asked;
    worker(0).answer(two?.id, { ok: true, value: 'text' });
    worker(0).answer(one?.id, { ok: false, code: 'tableEmpty', values: [] });
    expect(await first).toMatchObject({ ok: false, code: 'tableEmpty' });
    expect(await second).toEqual({ ok: true, value: 'text' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker(0).ended).toBe(false);
  });

  it('ends a Worker that takes too long, with everything that waits for it; the next question gets a new one', async () => {
    const reader = startListReader();
    const both = Promise.all([reader.ask('read', { source: '' }), reader.ask('printBad', { language: 'nl' })]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await both).map((answer) => !answer.ok && answer.code)).toEqual(['listTimeLimit', 'listTimeLimit']);
    expect(worker(0).ended).toBe(true);
    void reader.ask('read', { source: '' });
    expect(workers).toHaveLength(2);
  });

  it('tells that its Worker failed, or was stopped', async () => {
    const reader = startListReader();
    const failed = reader.ask('read', { source: '' });
    worker(0).listeners.get('error')?.({});
    expect(await failed).toMatchObject({ ok: false, code: 'listStopped' });
    const stopped = reader.ask('read', { source: '' });
    reader.stop();
    expect(await stopped).toMatchObject({ ok: false, code: 'listStopped' });
    expect([worker(0).ended, worker(1).ended]).toEqual([true, true]);
  });

  it('puts together what crosses in pieces', async () => {
    const remarks = Array.from({ length: 2_500 }, (_, at) => ({ code: 'numberPadded', row: at, values: [] }));
    const plan = { ok: true, value: { fresh: [1, 2], remarks, same: 3 } };
    const reader = startListReader();
    const asked = reader.ask('plan', { mapping: { roles: [], mergeByName: false }, stored: [] });
    const messages = inMessages(worker(0).asked[0]?.id ?? 0, plan as unknown as ListAnswer);
    expect(messages).toHaveLength(4);
    for (const data of messages) worker(0).listeners.get('message')?.({ data });
    expect(await asked).toEqual(plan);
  });
});
