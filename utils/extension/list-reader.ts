import type { ListAnswer, ListCall, ListCalls } from '../profiles/open-list.ts';
import type { Result } from '../result.ts';
import { failure } from '../result.ts';
import { startListsScript } from './worker-script.ts';

export type ListRequest = { id: number; call: ListCall };
export type ListReply = { id: number; answer: ListAnswer };

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

type Running = { worker: Worker; waiting: Map<number, (answer: ListAnswer | Result<never, ReaderFailure>) => void> };

/** Reads lists in a Worker, so that the page stays as quick as it is. It starts with the first question. */
export function startListReader(): ListReader {
  let running: Running | undefined;
  let lastId = 0;

  function end({ worker, waiting }: Running, code: ReaderFailure): void {
    worker.terminate();
    if (running?.worker === worker) running = undefined;
    for (const answer of waiting.values()) answer(failure(code));
  }

  function start(): Running {
    const started: Running = { worker: startListsScript(), waiting: new Map() };
    started.worker.addEventListener('message', ({ data: { id, answer } }: { data: ListReply }) => started.waiting.get(id)?.(answer));
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
        used.waiting.set(id, (answer) => {
          clearTimeout(timer);
          used.waiting.delete(id);
          resolve(answer as Answered<typeof kind>);
        });
        used.worker.postMessage({ id, call: { kind, ...asked } } as ListRequest);
      }),
    stop: () => {
      if (running) end(running, 'listStopped');
    },
  };
}
