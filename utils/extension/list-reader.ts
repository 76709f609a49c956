import type { ListAnswer, ListCalls } from '../profiles/open-list.ts';
import type { Result } from '../result.ts';
import { failure } from '../result.ts';
import type { ListReply, ListRequest } from './list-messages.ts';
import { whole } from './list-messages.ts';
import { startListsScript } from './worker-script.ts';

/** Why a list's Worker gave no answer. The list is then to be given again. */
type ReaderFailure = 'listTimeLimit' | 'listStopped';

type FailureOf<Kind extends keyof ListCalls> = Extract<ListCalls[Kind]['answer'], { ok: false }>['code'] | ReaderFailure;
type ValueOf<Kind extends keyof ListCalls> = Extract<ListCalls[Kind]['answer'], { ok: true }>['value'];
type Answered<Kind extends keyof ListCalls> = Result<ValueOf<Kind>, FailureOf<Kind>>;

export type ListReader = {
  ask<Kind extends keyof ListCalls>(kind: Kind, asked: ListCalls[Kind]['ask']): Promise<Answered<Kind>>;
  /** What is being asked is not answered any more. */
  stop(): void;
};

/** Milliseconds for one answer; a list of ten thousand schools takes one or two seconds. */
const limit = 30_000;

/** `lists`: the pieces that came of an answer that is on its way. */
type Waiting = { answer: (answer: ListAnswer | Result<never, ReaderFailure>) => void; lists: Map<string, unknown[]> };
type Running = { worker: Worker; waiting: Map<number, Waiting> };

/** Reads lists in a Worker, so that the page stays as quick as it is. It starts with the first question. */
export function startListReader(): ListReader {
  let running: Running | undefined;
  let lastId = 0;

  function end({ worker, waiting }: Running, code: ReaderFailure): void {
    worker.terminate();
    if (running?.worker === worker) running = undefined;
    for (const { answer } of waiting.values()) answer(failure(code));
  }

  function start(): Running {
    const started: Running = { worker: startListsScript(), waiting: new Map() };
    started.worker.addEventListener('message', ({ data }: { data: ListReply }) => {
      const waiting = started.waiting.get(data.id);
      if (!waiting) return;
      if ('answer' in data) waiting.answer(whole(data.answer, waiting.lists));
      else {
        const before = waiting.lists.get(data.list);
        if (before) before.push(...data.piece);
        else waiting.lists.set(data.list, [...data.piece]);
      }
    });
    started.worker.addEventListener('error', () => end(started, 'listStopped'));
    running = started;
    return started;
  }

  return {
    ask: (kind, asked) =>
      new Promise((resolve) => {
        lastId += 1;
        const id = lastId;
        running ??= start();
        const used = running;
        const timer = setTimeout(() => end(used, 'listTimeLimit'), limit);
        const answer: Waiting['answer'] = (answered) => {
          clearTimeout(timer);
          used.waiting.delete(id);
          resolve(answered as Answered<typeof kind>);
        };
        used.waiting.set(id, { answer, lists: new Map() });
        used.worker.postMessage({ id, call: { kind, ...asked } } as ListRequest);
      }),
    stop: () => {
      if (running) end(running, 'listStopped');
    },
  };
}
