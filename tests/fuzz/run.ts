import { startEngine, startThread } from '../../scripts/engine.ts';
import type { Thread } from '../../scripts/engine.ts';
import { engineLimits } from '../../utils/extension/engine.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { requestFixture, requestNames } from '../support/requests.ts';
import type { Base } from './bases.ts';
import { judge } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { mutantOf } from './mutant.ts';

export type Violation = { kind: string; words: string };

/** `answer`: `produced`, `opened` (read, but no form any more), or the code that refused it and where. */
export type Outcome = { mutant: Mutant; answer: string; milliseconds: number; violations: readonly Violation[] };

type Passed = { answer: string; output?: Uint8Array };

/** Far above the limits of starting, opening and producing together: what takes longer than this has escaped them. */
const escaped = 150_000;
/** An engine that has seen this many files starts afresh, so that one long run is no other case than many short ones. */
const filesPerEngine = 3000;

/** The extension's own, but for the start: compiling takes longer than loading what was built. */
const { start: _, ...extensionLimits } = engineLimits;

const requests: readonly AccessRequest[] = requestNames.map(requestFixture);

/** One engine, as the extension has one, and what it could not say by itself: why its thread ended, whether killing it ended it. */
class Station {
  #thread: Thread | undefined;
  #crash: unknown;
  #files = 0;
  readonly #engine = startEngine(() => {
    this.#thread = startThread((error) => {
      this.#crash = error;
    });
    return this.#thread;
  }, extensionLimits);

  async examine(mutant: Mutant): Promise<Outcome> {
    this.#crash = undefined;
    const started = performance.now();
    const { answer, output } = await within<Passed>(escaped, this.#pass(mutant), { answer: 'escaped' });
    const milliseconds = performance.now() - started;
    const violations: Violation[] = output ? await judge(output) : [];
    if (answer === 'escaped') violations.push({ kind: 'hang', words: 'no answer, long after the time limit' });
    if (answer.endsWith('engineStopped')) violations.push({ kind: 'crash', words: describe(this.#crash) });
    if (answer.endsWith('timeLimit') && (await within(5000, this.#thread?.ended, 'still there')) === 'still there')
      violations.push({ kind: 'hang', words: 'the thread outlives being killed' });
    this.#files++;
    if (this.#files % filesPerEngine === 0) this.#engine.stop();
    return { mutant, answer, milliseconds, violations };
  }

  async #pass({ bytes, index }: Mutant): Promise<Passed> {
    const opened = await this.#engine.open(bytes);
    if (!opened.ok) return { answer: `open: ${opened.code}` };
    if (!opened.value.detected) return { answer: 'opened, not the form' };
    const request = requests[index % requests.length];
    if (!request) throw new Error('There are no requests.');
    const produced = await this.#engine.produce(bytes, request, { kind: 'print' }, opened.value);
    return produced.ok ? { answer: 'produced', output: produced.value.bytes } : { answer: `produce: ${produced.code}` };
  }

  close(): void {
    this.#engine.stop();
  }
}

function describe(error: unknown): string {
  if (error === undefined) return 'ended without an error';
  // Errors of classes of pdf.js's own come out of a thread as plain objects.
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : JSON.stringify(error);
}

async function within<Value, Late = Value>(milliseconds: number, work: Promise<Value> | undefined, late: Late): Promise<Value | Late> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), milliseconds);
  });
  try {
    return await Promise.race([work, expired].flatMap((waited) => waited ?? []));
  } finally {
    clearTimeout(timer);
  }
}

export type Run = { bases: readonly Base[]; seed: string; indexes: Iterable<number>; engines: number; only?: string };

/** Examines each mutant of a run, `engines` at a time; `tell` hears each outcome as it comes. */
export async function examineAll({ bases, seed, indexes, engines, only }: Run, tell: (outcome: Outcome) => Promise<void> | void): Promise<void> {
  const waiting = indexes[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: engines }, async () => {
      const station = new Station();
      try {
        for (let next = waiting.next(); !next.done; next = waiting.next()) await tell(await station.examine(mutantOf(bases, seed, next.value, only)));
      } finally {
        station.close();
      }
    }),
  );
}
