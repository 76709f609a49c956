import { downloadZip } from 'client-zip';
import { sameBytes } from '../../utils/bytes.ts';
import { setApart } from '../../utils/batch/filenames.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { handedPdf } from '../../utils/extension/returned.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import type { NoteFile } from '../signing/coverNote.ts';
import type { MailKind } from './mails.ts';
import { mailFileName, printMail } from './mails.ts';

/** What is to be handed over: the forms of these submissions, with these mails of each, and the note for those that a pen is to sign. */
export type Handing = { submissions: readonly Submission[]; mails: readonly MailKind[]; note?: NoteFile };

/** A pen is yet to sign it, as far as anybody said. */
export const awaitsPen = ({ signing, status, work }: Submission) => signing === 'print' && work.state === 'made' && (status === 'draft' || status === 'ready');

/** A file to be handed over; `lastModified`: when its PDF was made. */
type HandedFile = { name: string; bytes: Uint8Array<ArrayBuffer>; lastModified: Date };

/**
 * What was handed over: `forms` of the submissions have their PDF there, `files` is that with the mails. `left`: the names of those
 * without a PDF, or with an address that no mail can have.
 */
export type Handover = { files: number; forms: number; left: readonly string[] };

type Planned = { submission: Submission; pdfName: string; mails: readonly { kind: MailKind; name: string }[] };
type Plan = { forms: readonly Planned[]; noteName: string };

/** Each file's own name, before anything is read. */
function planFiles({ submissions, mails, note }: Handing): Plan {
  const made = submissions.filter(({ work }) => work.state === 'made');
  const pdfNames = setApart(made.map(({ fileName }) => fileName));
  const names = setApart([...pdfNames, ...pdfNames.flatMap((name) => mails.map((kind) => mailFileName(name, kind))), note?.fileName ?? '']);
  const forms = made.map((submission, at) => ({
    submission,
    pdfName: pdfNames[at] ?? submission.fileName,
    mails: mails.map((kind, nth) => ({ kind, name: names[made.length + at * mails.length + nth] ?? mailFileName(submission.fileName, kind) })),
  }));
  return { forms, noteName: names.at(-1) ?? '' };
}

/** Reads one PDF after another, so that no more than one is in hand. What came of it is noted in `tally`. */
async function* filesOf(handing: Handing, tally: { files: number; forms: number; left: string[] }) {
  tally.left.push(...handing.submissions.filter(({ work }) => work.state !== 'made').map(({ name }) => name));
  const { forms, noteName } = planFiles(handing);
  for (const { submission, pdfName, mails: planned } of forms) {
    const pdf = await handedPdf(submission.id);
    if (!pdf) {
      tally.left.push(submission.name);
      continue;
    }
    const lastModified = new Date(pdf.at);
    yield { name: pdfName, bytes: pdf.bytes, lastModified } satisfies HandedFile;
    tally.forms += 1;
    tally.files += 1;
    for (const { kind, name } of planned) {
      // Of the same day each time, so that handing over twice gives the same file.
      const mail = printMail({ ...submission, fileName: pdfName }, kind, pdf.bytes, lastModified);
      if (!mail.ok) {
        tally.left.push(`${submission.name} (${mail.values.join(', ')})`);
        continue;
      }
      yield { name, bytes: mail.value, lastModified } satisfies HandedFile;
      tally.files += 1;
    }
  }
  if (!handing.note || tally.forms === 0) return;
  yield { name: noteName, bytes: new Uint8Array(handing.note.bytes), lastModified: new Date() } satisfies HandedFile;
  tally.files += 1;
}

async function* asEntries(files: AsyncIterable<HandedFile>) {
  for await (const { name, bytes, lastModified } of files) yield { name, lastModified, input: bytes };
}

/** All of it as one ZIP. */
export async function zipOf(handing: Handing): Promise<Result<Handover & { zip: Blob }, 'nothingMade'>> {
  const tally = { files: 0, forms: 0, left: [] };
  const zip = await downloadZip(asEntries(filesOf(handing, tally))).blob();
  return tally.forms > 0 ? success({ ...tally, zip }) : failure('nothingMade');
}

type FolderWindow = { showDirectoryPicker?: (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle> };

export const canPickFolder = () => 'showDirectoryPicker' in globalThis;

/** Asks for a folder; to be called straight in the click. Undefined where the person chose none. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (globalThis as FolderWindow).showDirectoryPicker?.({ id: 'intakehulp', mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** The file that stands under this name; undefined where none does. */
async function standing(folder: FileSystemDirectoryHandle, name: string): Promise<Uint8Array | undefined> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

/** The first name that is free; undefined where these bytes stand in the folder already. */
async function freeName(folder: FileSystemDirectoryHandle, { name, bytes }: HandedFile): Promise<string | undefined> {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : name.replace(/(\.[^.]*)?$/, (extension) => `-${count}${extension}`);
    const found = await standing(folder, candidate);
    if (!found) return candidate;
    if (sameBytes(found, bytes)) return undefined;
  }
}

/**
 * Writes each file once, straight into the folder: what stands there already is not written again, and nothing is overwritten.
 * `folderRefused`: the browser would not write on; its value is how many were written by then.
 */
export async function saveInFolder(
  folder: FileSystemDirectoryHandle,
  handing: Handing,
): Promise<Result<Handover & { stood: number }, 'nothingMade' | 'folderRefused'>> {
  const tally = { files: 0, forms: 0, left: [] };
  let stood = 0;
  let written = 0;
  try {
    for await (const file of filesOf(handing, tally)) {
      const name = await freeName(folder, file);
      if (name === undefined) {
        stood += 1;
        continue;
      }
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(file.bytes);
      await stream.close();
      written += 1;
    }
  } catch (error) {
    if (error instanceof DOMException) return failure('folderRefused', String(written));
    throw error;
  }
  return tally.forms > 0 ? success({ ...tally, files: written, stood }) : failure('nothingMade');
}
