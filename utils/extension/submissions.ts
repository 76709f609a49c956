import { Submission } from '../batch/submission.ts';
import { getRow, isLocked, listRows, putRows, removeRows } from './database.ts';
import { exclusively } from './exclusive.ts';
import type { KeptForm } from './files.ts';

/** What was and is to be handed in, with its PDFs: in IndexedDB, until the person deletes it. */

const channelName = 'submissions';
const lockName = 'submissions';

/** A PDF that was made for a submission, under the submission's id; `at` in ms. */
export type SubmittedPdf = { id: string; bytes: Uint8Array<ArrayBuffer>; at: number };

function tell(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}

/** Hears when submissions changed in another page; in this one the caller knows. Returns how to stop watching. */
export function watchSubmissions(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', () => listener());
  return () => channel.close();
}

/** Newest first; `unreadable`: how many stand there that are not understood. They are kept as they are. */
export async function listSubmissions(): Promise<{ submissions: Submission[]; unreadable: number }> {
  const read = (await listRows('submissions')).map((row) => Submission.safeParse(row));
  const submissions = read.flatMap((one) => (one.success ? [one.data] : []));
  return { submissions, unreadable: read.length - submissions.length };
}

/** False where the vault is locked: then nothing was written. */
export async function putSubmissions(submissions: readonly Submission[]): Promise<boolean> {
  const written = await exclusively(lockName, () => putRows('submissions', submissions));
  tell();
  return written;
}

/** A submission as it was, and as it is stored now. */
export type SubmissionChange = { before: Submission; after: Submission };

/**
 * Reads these submissions and stores what `edit` makes of each, all at once, with nobody in between and one message. Those that are gone,
 * or of which `edit` makes nothing, are left out. Throws where the vault was locked meanwhile: what can't be read is not gone.
 */
export async function changeSubmissions(ids: readonly string[], edit: (stored: Submission) => Submission | undefined): Promise<SubmissionChange[]> {
  const changes = await exclusively(lockName, async () => {
    const read = await Promise.all(ids.map(async (id) => Submission.safeParse(await getRow('submissions', id))));
    const edited = read.flatMap((stored): SubmissionChange[] => {
      const after = stored.success ? edit(stored.data) : undefined;
      return stored.success && after ? [{ before: stored.data, after }] : [];
    });
    const after = edited.map((change) => change.after);
    if (after.length > 0 ? await putRows('submissions', after) : !(await isLocked())) return edited;
    throw new Error('The vault was locked while submissions were being changed.');
  });
  if (changes.length > 0) tell();
  return changes;
}

/** As `changeSubmissions`, of one: as it is stored now, or undefined. */
export async function changeSubmission(id: string, edit: (stored: Submission) => Submission | undefined): Promise<Submission | undefined> {
  return (await changeSubmissions([id], edit))[0]?.after;
}

/** The signed form that came back for a submission stands beside the PDF that was made: see returned.ts. */
export const returnedId = (id: string) => `returned:${id}`;

/** With their PDFs. To undo it, put both again. */
export async function removeSubmissions(ids: readonly string[]): Promise<void> {
  await exclusively(lockName, async () => {
    await removeRows('submissions', ids);
    await removeRows('documents', [...ids, ...ids.map(returnedId)]);
  });
  tell();
}

/** False where the vault is locked: then nothing was written. */
export function putPdf({ id, bytes, at }: { id: string; bytes: Uint8Array; at: number }): Promise<boolean> {
  return putRows('documents', [{ id, bytes, at }]);
}

export async function getPdf(id: string): Promise<SubmittedPdf | undefined> {
  return (await getRow('documents', id)) as SubmittedPdf | undefined;
}

/** The form of a batch stays as long as its submissions may be made anew, whatever else was opened since. */
const formId = (fingerprint: string) => `form:${fingerprint}`;

export function keepFormOf(form: KeptForm, at: number): Promise<boolean> {
  return putRows('documents', [{ ...form, id: formId(form.fingerprint), at }]);
}

export async function formOf(fingerprint: string): Promise<KeptForm | undefined> {
  return (await getRow('documents', formId(fingerprint))) as KeptForm | undefined;
}

/** Everything that was or is to be handed in, with the PDFs that were made and the signed ones that came back, for whoever takes all of it along. */
export async function allSubmissions(): Promise<{ submissions: Submission[]; pdfs: { name: string; bytes: Uint8Array; at: number }[] }> {
  const { submissions } = await listSubmissions();
  const names = submissions.flatMap(({ id, fileName }) => [
    { id, fileName },
    { id: returnedId(id), fileName: fileName.replace(/(\.pdf)?$/i, '-getekend.pdf') },
  ]);
  const pdfs = await Promise.all(names.map(async ({ id, fileName }) => ({ fileName, pdf: await getPdf(id) })));
  return { submissions, pdfs: pdfs.flatMap(({ fileName, pdf }) => (pdf ? [{ name: fileName, bytes: pdf.bytes, at: pdf.at }] : [])) };
}
