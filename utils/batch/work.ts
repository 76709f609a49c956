import type { Result } from '../result.ts';
import type { SigningWay, Submission, Work } from './submission.ts';
import { move } from './status.ts';

/** What the making of one PDF yields: its hash (SHA-256, hex) once it is stored under the submission's id, and what was placed. */
export type Made = Omit<Extract<Work, { state: 'made' }>, 'state'>;

/** Ids that are to be made yet, in their order. What was running belonged to a run that was killed: making it again does nothing twice. */
export function queueOf(submissions: readonly Submission[]): string[] {
  return submissions.filter(({ work }) => work.state === 'waiting' || work.state === 'running').map(({ id }) => id);
}

/** Undefined where there is nothing to make: it was made, or failed and nobody asked to try again. */
export function begin(submission: Submission, startedAt: number): Submission | undefined {
  const { state } = submission.work;
  return state === 'waiting' || state === 'running' ? { ...submission, work: { state: 'running', startedAt }, at: startedAt } : undefined;
}

/** What is signed as it is made; on paper somebody signs, and says so. */
const signedWhenMade: Record<SigningWay, boolean> = { hand: true, print: false, certificate: true };

/**
 * The submission with what came of the making; what is signed on the screen is signed with that. `today` is yyyy-mm-dd. Undefined where
 * the submission was revised since `startedAt`: what was made is not what it asks.
 */
export function finish(submission: Submission, startedAt: number, made: Result<Made, string>, today: string, at: number): Submission | undefined {
  if (submission.work.state !== 'running' || submission.work.startedAt !== startedAt) return undefined;
  if (!made.ok) return { ...submission, work: { state: 'failed', code: made.code, values: [...made.values] }, at };
  const done: Submission = { ...submission, work: { state: 'made', ...made.value }, at };
  // A clock that was set back makes no form unsigned.
  const day = [today, done.dates.ready ?? ''].sort().at(-1) ?? today;
  const signed = signedWhenMade[done.signing] && done.status === 'ready' ? move(done, 'signed', day, at) : undefined;
  return signed?.ok ? signed.value : done;
}

/** What a form says, as it was planned. */
export type Said = Pick<Submission, 'name' | 'request' | 'fileName'>;

/**
 * Only what failed is tried again; undefined for all else. `said`: what the form is to say now; without it, what it said before. `blocked`:
 * what it is to say now cannot be handed in.
 */
export function retry(submission: Submission, at: number, said?: Said | 'blocked'): Submission | undefined {
  if (submission.work.state !== 'failed') return undefined;
  if (said === 'blocked') return { ...submission, work: { state: 'failed', code: 'profileBlocks', values: [] }, at };
  return { ...submission, ...said, work: { state: 'waiting' }, at };
}

export type Progress = Readonly<Record<Work['state'] | 'total', number>>;

export function progressOf(works: Iterable<Work['state']>): Progress {
  const progress = { waiting: 0, running: 0, made: 0, failed: 0, total: 0 };
  for (const state of works) {
    progress[state]++;
    progress.total++;
  }
  return progress;
}
