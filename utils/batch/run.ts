import type { Result } from '../result.ts';
import { failure } from '../result.ts';
import type { Submission, Work } from './submission.ts';
import type { Made, Progress } from './work.ts';
import { begin, finish, progressOf, queueOf } from './work.ts';

/** What the runner needs of the world. At any moment the world may end; what was stored by then is all that is left. */
export type Seams = {
  /** The batch's submissions as they are stored. */
  list(): Promise<readonly Submission[]>;
  /**
   * Reads one submission, and stores what `edit` makes of it, in one transaction: what the person changed meanwhile is not overwritten.
   * Answers what was stored; undefined where the submission is gone or `edit` makes nothing of it.
   */
  change(id: string, edit: (stored: Submission) => Submission | undefined): Promise<Submission | undefined>;
  /** Fills, signs, verifies, and stores the PDF under the submission's own id, before it answers. Again is as once. */
  make(submission: Submission): Promise<Result<Made, string>>;
  /** Nothing new is begun any more. */
  paused(): boolean;
  /** ms since 1970. */
  now(): number;
  /** yyyy-mm-dd. */
  today(): string;
  report?(progress: Progress): void;
};

/** `done`: nothing waits any more. `paused`: what was begun is finished; running again goes on. */
export type RunEnd = { end: 'done' | 'paused'; progress: Progress };

/**
 * Makes whatever is waiting, `concurrency` at a time, each step journalled before it is taken: killed at any moment and started again,
 * nothing is lost and nothing is made under another's id. One failure stops no other, and neither does a bug in making one: that is
 * noted as `engineStopped` and thrown at the end. Where storing fails nothing more is begun. Only one run at a time: the caller locks.
 */
export async function runBatch(seams: Seams, concurrency: number): Promise<RunEnd> {
  const listed = await seams.list();
  const states = new Map<string, Work['state']>(listed.map(({ id, work }) => [id, work.state === 'running' ? 'waiting' : work.state]));
  const queue = queueOf(listed);
  const bugs: unknown[] = [];
  let stopped = false;

  const note = (id: string, state: Work['state'] | undefined) => {
    if (state) states.set(id, state);
    else states.delete(id);
    seams.report?.(progressOf(states.values()));
  };

  const attempt = async (submission: Submission): Promise<Result<Made, string>> => {
    try {
      return await seams.make(submission);
    } catch (error) {
      bugs.push(error);
      return failure('engineStopped');
    }
  };

  const makeOne = async (id: string) => {
    const startedAt = seams.now();
    const begun = await seams.change(id, (stored) => begin(stored, startedAt));
    if (!begun) return note(id, undefined);
    note(id, 'running');
    const made = await attempt(begun);
    const finished = await seams.change(id, (stored) => finish(stored, startedAt, made, seams.today(), seams.now()));
    if (finished) return note(id, finished.work.state);
    note(id, 'waiting');
    // Revised or deleted meanwhile: if it is still there, it is made as it is now.
    queue.push(id);
  };

  const work = async () => {
    while (!stopped && !seams.paused()) {
      const id = queue.shift();
      if (id === undefined) return;
      await makeOne(id);
    }
  };

  const ends = await Promise.allSettled(
    Array.from({ length: Math.max(1, concurrency) }, () =>
      work().catch((error: unknown) => {
        stopped = true;
        throw error;
      }),
    ),
  );
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  if (bugs.length > 0) throw bugs.length === 1 ? bugs[0] : new AggregateError(bugs, `${bugs.length} PDFs could not be made.`);
  return { end: queue.length > 0 ? 'paused' : 'done', progress: progressOf(states.values()) };
}
