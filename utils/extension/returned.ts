import { getRow, putRows, removeRows } from './database.ts';
import type { SubmittedPdf } from './submissions.ts';
import { getPdf, returnedId } from './submissions.ts';

/**
 * The signed form that came back for a submission, as a PDF; `at` in ms. `doubts`: codes of what was found amiss and kept all the same.
 */
export type ReturnedPdf = { bytes: Uint8Array<ArrayBuffer>; at: number; name: string; doubts: readonly string[] };

/** False where the vault is locked: then nothing was written. */
export function putReturned(submissionId: string, { bytes, at, name, doubts }: ReturnedPdf): Promise<boolean> {
  return putRows('documents', [{ id: returnedId(submissionId), bytes, at, name, doubts }]);
}

export async function getReturned(submissionId: string): Promise<ReturnedPdf | undefined> {
  return (await getRow('documents', returnedId(submissionId))) as ReturnedPdf | undefined;
}

export function removeReturned(submissionId: string): Promise<void> {
  return removeRows('documents', [returnedId(submissionId)]);
}

/** What is to be handed in: the signed form that came back, else the PDF that was made. */
export async function handedPdf(submissionId: string): Promise<SubmittedPdf | undefined> {
  const returned = await getReturned(submissionId);
  return returned ? { id: submissionId, bytes: returned.bytes, at: returned.at } : getPdf(submissionId);
}
