import { move } from '../../utils/batch/status.ts';
import type { Status } from '../../utils/batch/submission.ts';
import { getReturned, putReturned } from '../../utils/extension/returned.ts';
import { changeSubmissions, getPdf, listSubmissions, putPdf, putSubmissions, removeSubmissions } from '../../utils/extension/submissions.ts';

/** A change of several submissions: how many it changed, and the way back. */
export type Changed = { count: number; undo: () => Promise<void> };

/** Moves those of them that may become `status`; the others stay. Back goes only what is still as it was moved. */
export async function moveEach(ids: readonly string[], status: Status, date: string): Promise<Changed> {
  const changes = await changeSubmissions(ids, (stored) => {
    const moved = move(stored, status, date, Date.now());
    return moved.ok ? moved.value : undefined;
  });
  const moved = new Map(changes.map((change) => [change.after.id, change]));
  const undo = async () => {
    await changeSubmissions([...moved.keys()], (stored) => {
      const change = moved.get(stored.id);
      return change && stored.status === status ? { ...stored, status: change.before.status, dates: change.before.dates, at: Date.now() } : undefined;
    });
  };
  return { count: changes.length, undo };
}

/** Deletes them with their PDFs and the signed forms that came back, which are kept in memory for as long as the deletion may be undone. */
export async function removeEach(ids: readonly string[]): Promise<Changed> {
  const gone = new Set(ids);
  const submissions = (await listSubmissions()).submissions.filter(({ id }) => gone.has(id));
  const pdfs = (await Promise.all(ids.map(getPdf))).filter((pdf) => pdf !== undefined);
  const signed = await Promise.all(ids.map(async (id) => ({ id, returned: await getReturned(id) })));
  await removeSubmissions(ids);
  const undo = async () => {
    for (const pdf of pdfs) await putPdf(pdf);
    for (const { id, returned } of signed) if (returned) await putReturned(id, returned);
    await putSubmissions(submissions);
  };
  return { count: submissions.length, undo };
}
