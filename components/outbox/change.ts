import { move } from '../../utils/batch/status.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import { changeSubmission, getPdf, listSubmissions, putPdf, putSubmissions, removeSubmissions } from '../../utils/extension/submissions.ts';

/** A change of several submissions: how many it changed, and the way back. */
export type Changed = { count: number; undo: () => Promise<void> };

type Change = { before: Submission; after: Submission };

async function changeEach(ids: readonly string[], edit: (stored: Submission) => Submission | undefined): Promise<Change[]> {
  const changes: Change[] = [];
  for (const id of ids) {
    let before: Submission | undefined;
    const after = await changeSubmission(id, (stored) => {
      before = stored;
      return edit(stored);
    });
    if (before && after) changes.push({ before, after });
  }
  return changes;
}

/** Moves those of them that may become `status`; the others stay. Back goes only what is still as it was moved. */
export async function moveEach(ids: readonly string[], status: Status, date: string): Promise<Changed> {
  const changes = await changeEach(ids, (stored) => {
    const moved = move(stored, status, date, Date.now());
    return moved.ok ? moved.value : undefined;
  });
  const moved = new Map(changes.map((change) => [change.after.id, change]));
  const undo = async () => {
    await changeEach([...moved.keys()], (stored) => {
      const change = moved.get(stored.id);
      return change && stored.status === status ? { ...stored, status: change.before.status, dates: change.before.dates, at: Date.now() } : undefined;
    });
  };
  return { count: changes.length, undo };
}

/** Deletes them with their PDFs, which are kept in memory for as long as the deletion may be undone. */
export async function removeEach(ids: readonly string[]): Promise<Changed> {
  const gone = new Set(ids);
  const submissions = (await listSubmissions()).submissions.filter(({ id }) => gone.has(id));
  const pdfs = (await Promise.all(ids.map(getPdf))).filter((pdf) => pdf !== undefined);
  await removeSubmissions(ids);
  const undo = async () => {
    for (const pdf of pdfs) await putPdf(pdf);
    await putSubmissions(submissions);
  };
  return { count: submissions.length, undo };
}
