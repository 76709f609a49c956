import { move, nextStatuses } from '../../utils/batch/status.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import type { ReturnedPdf } from '../../utils/extension/returned.ts';
import { getReturned, putReturned, removeReturned } from '../../utils/extension/returned.ts';
import type { SubmissionChange } from '../../utils/extension/submissions.ts';
import { changeSubmissions, getPdf, listSubmissions, putPdf, putSubmissions, removeSubmissions } from '../../utils/extension/submissions.ts';
import { localDate } from '../../utils/intake/values.ts';

/** A change of several submissions: how many it changed, and the way back. */
export type Changed = { count: number; undo: () => Promise<void> };

/** Gives each its former status, where it still has the one that the change gave it. */
async function undoEach(changes: readonly SubmissionChange[]): Promise<void> {
  const changed = new Map(changes.map((change) => [change.after.id, change]));
  await changeSubmissions([...changed.keys()], (stored) => {
    const change = changed.get(stored.id);
    if (!change || stored.status !== change.after.status) return undefined;
    return { ...stored, status: change.before.status, dates: change.before.dates, at: Date.now() };
  });
}

/** Moves those of them that may become `status`; the others stay. Back goes only what is still as it was moved. */
export async function moveEach(ids: readonly string[], status: Status, date: string): Promise<Changed> {
  const changes = await changeSubmissions(ids, (stored) => {
    const moved = move(stored, status, date, Date.now());
    return moved.ok ? moved.value : undefined;
  });
  return { count: changes.length, undo: () => undoEach(changes) };
}

/** A scan makes a form signed only where that is a step ahead: what was sent stays so. */
const becomesSigned = (submission: Submission) =>
  statuses.indexOf(submission.status) < statuses.indexOf('signed') && nextStatuses(submission).includes('signed');

/** Keeps the signed form that came back, which makes its submission signed: the way back is that of the status. Undefined where the vault is locked. */
export async function keepSigned(submission: Submission, returned: ReturnedPdf): Promise<Changed | undefined> {
  if (!(await putReturned(submission.id, returned))) return undefined;
  return moveEach(becomesSigned(submission) ? [submission.id] : [], 'signed', dayOf(returned));
}

const dayOf = ({ at }: ReturnedPdf) => localDate(new Date(at));

/** Whether it is signed since this scan was kept, and by that. */
const isSignedBy = (returned: ReturnedPdf, { signing, status, dates }: Submission) =>
  signing === 'print' && status === 'signed' && dates.signed === dayOf(returned);

/** Removes the signed form that came back. A submission that it made signed is ready again, as it was. */
export async function removeSigned({ id }: Submission): Promise<Changed> {
  const returned = await getReturned(id);
  if (!returned) return { count: 0, undo: async () => undefined };
  await removeReturned(id);
  const changes = await changeSubmissions([id], (stored) => {
    const back = isSignedBy(returned, stored) ? move(stored, 'ready', stored.dates.ready ?? dayOf(returned), Date.now()) : undefined;
    return back?.ok ? back.value : undefined;
  });
  const undo = async () => {
    // Another one may have come meanwhile.
    if (!(await getReturned(id))) await putReturned(id, returned);
    await undoEach(changes);
  };
  return { count: 1, undo };
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
