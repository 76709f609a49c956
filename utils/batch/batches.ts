import type { Submission } from './submission.ts';

/** The submissions that were begun together. */
export type BegunBatch = { id: string; submissions: readonly Submission[] };

/** When it was begun, in ms; of a record that does not say, the first day that it knows. */
const begunAt = ({ begun, dates }: Submission) => begun ?? (Date.parse(Object.values(dates).sort()[0] ?? '') || 0);

/** Batches, the one that was begun last first. */
export function batchesOf(submissions: readonly Submission[]): BegunBatch[] {
  const batches = new Map<string, Submission[]>();
  for (const submission of submissions) {
    const known = batches.get(submission.batchId);
    if (known) known.push(submission);
    else batches.set(submission.batchId, [submission]);
  }
  const begun = [...batches].map(([id, own]) => ({ id, submissions: own, begun: Math.max(...own.map(begunAt)) }));
  return begun.sort((a, b) => b.begun - a.begun).map(({ id, submissions: own }) => ({ id, submissions: own }));
}

/** Something of it is not made. */
export const isUnfinished = ({ submissions }: BegunBatch) => submissions.some(({ work }) => work.state !== 'made');
