import type { PDFName, PDFObject } from 'pdf-lib';
import { PDFDict, PDFDocument, PDFHexString, PDFNumber, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { collect, fromLatin1, hexOf } from '../bytes.ts';
import { settleAnnotation, settleDocument, settlePage } from './entries.ts';
import { itemsIn, name, numberIn, textOf } from './lookup.ts';
import type { Revision } from './xref.ts';
import { readRevision } from './xref.ts';

/**
 * An incremental update: the file as it was, byte by byte, and behind it the objects that changed. Written here and not by pdf-lib's
 * `saveIncremental`, which (2.11.1) takes each object's last writing in the file for the current one, whatever the cross-reference chain says; writes a
 * stream where the file has tables, and object streams, in which no signature may stand; and always writes the catalog, changed or not.
 */

/** A document about to be added to. `before`: each object as it was. */
export type Update = { bytes: Uint8Array; revision: Revision; document: PDFDocument; before: ReadonlyMap<PDFRef, string> };

/** Streams by their dictionary and length: nothing of ours changes a stream's data, it makes a new one. */
function written(object: PDFObject): string {
  return object instanceof PDFRawStream ? `${object.dict} ${object.contents.length}` : object instanceof PDFStream ? `${object.dict}` : String(object);
}

/** As `mend` does where a file is written anew, but only what pdf-lib relies on: what is mended here is not written unless it changes further. */
function settle(document: PDFDocument): void {
  settleDocument(document);
  for (const { node } of document.getPages()) {
    settlePage(node);
    for (const annotation of node.Annots()?.asArray() ?? []) settleAnnotation(document.context.lookup(annotation));
  }
}

async function load(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    settle(document);
    return document;
  } catch (error) {
    // pdf-lib is stricter than viewers: what it refuses can't be added to.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Opens a guarded file of so many pages to be added to. */
export async function openUpdate(bytes: Uint8Array, pages: number): Promise<Result<Update, 'fileDamaged' | 'encryptionInTheWay'>> {
  const revision = await readRevision(bytes);
  if (!revision) return failure('fileDamaged');
  if (revision.trailer.has(name('Encrypt'))) return failure('encryptionInTheWay');
  const document = await load(bytes);
  // Where something stands before the header, readers don't agree on what offsets count from.
  if (!document || revision.shift > 0 || document.getPageCount() < pages) return failure('fileDamaged');
  const { context } = document;
  const taken = [...revision.where.keys(), (numberIn(revision.trailer, 'Size') ?? 1) - 1];
  context.largestObjectNumber = taken.reduce((most, number) => Math.max(most, number), context.largestObjectNumber);
  return success({ bytes, revision, document, before: new Map(context.enumerateIndirectObjects().map(([ref, object]) => [ref, written(object)])) });
}

/** What is new or changed. Undefined where pdf-lib had another object in hand than the one that viewers see under its number. */
function changedObjects({ revision, document, before }: Update): [PDFRef, PDFObject][] | undefined {
  const changed = document.context.enumerateIndirectObjects().filter(([ref, object]) => before.get(ref) !== written(object));
  const stale = changed.some(([ref]) => {
    const held = before.get(ref);
    const seen = revision.context.lookup(ref);
    return held !== undefined && (!seen || written(seen) !== held);
  });
  return stale ? undefined : changed.sort(([a], [b]) => a.objectNumber - b.objectNumber);
}

function bytesOf(object: PDFObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

/** Runs of numbers that follow each other. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** The trailer's own entries; the second half of /ID says which state of the file it is. */
async function trailerOf({ revision, document }: Update, size: number, body: Uint8Array): Promise<Map<PDFName, PDFObject>> {
  const { trailer } = revision;
  const entries = new Map<PDFName, PDFObject>([
    [name('Size'), PDFNumber.of(size)],
    [name('Prev'), PDFNumber.of(revision.startxref)],
  ]);
  for (const key of ['Root', 'Info'].map(name)) {
    const value = trailer.get(key);
    if (value) entries.set(key, value);
  }
  const [first] = itemsIn(trailer, 'ID');
  if (textOf(first) !== undefined) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body.slice()));
    const second = PDFHexString.of(hexOf(digest.subarray(0, 16)));
    entries.set(name('ID'), document.context.obj([first, second]));
  }
  return entries;
}

const entryWidths = [1, 4, 2];

function tableOf(places: readonly (readonly [PDFRef, number])[]): string {
  const byNumber = new Map(places.map(([ref, offset]) => [ref.objectNumber, { ref, offset }]));
  const rows = runsOf([...byNumber.keys()]).map((run) => {
    const lines = run.map((number) => {
      const { ref, offset } = byNumber.get(number) ?? { ref: PDFRef.of(number), offset: 0 };
      return `${String(offset).padStart(10, '0')} ${String(ref.generationNumber).padStart(5, '0')} n \n`;
    });
    return `${run[0]} ${run.length}\n${lines.join('')}`;
  });
  return `xref\n${rows.join('')}`;
}

function entriesOf(places: readonly (readonly [PDFRef, number])[]): Uint8Array {
  const values = places.map(([ref, offset]) => [1, offset, ref.generationNumber]);
  return Uint8Array.from(
    values.flatMap((row) =>
      row.flatMap((value, column) => {
        const width = entryWidths[column] ?? 0;
        return Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)) % 256);
      }),
    ),
  );
}

/** `offsets`: where each written object begins. */
export type Written = { bytes: Uint8Array; offsets: ReadonlyMap<PDFRef, number> };

/**
 * The file and what changed in its document since `openUpdate`. The new section is of the kind that the file's last one is: readers refuse, or
 * mistrust, a mixture. Without any change the file stays as it is. `fileDamaged`: an object that changed is not the one that viewers see.
 */
export async function writeUpdate(update: Update): Promise<Result<Written, 'fileDamaged'>> {
  const { revision, document } = update;
  await document.flush();
  const changed = changedObjects(update);
  if (!changed) return failure('fileDamaged');
  if (changed.length === 0) return success({ bytes: update.bytes, offsets: new Map() });
  const out = collect();
  let length = out.add(update.bytes);
  const add = (part: Uint8Array | string) => {
    length = out.add(typeof part === 'string' ? fromLatin1(part) : part);
  };
  const places: [PDFRef, number][] = [];
  const addObject = (ref: PDFRef, object: PDFObject) => {
    add(`${ref.objectNumber} ${ref.generationNumber} obj\n`);
    add(bytesOf(object));
    add('\nendobj\n');
  };
  if (update.bytes.at(-1) !== 0x0a) add('\n');
  for (const [ref, object] of changed) {
    places.push([ref, length]);
    addObject(ref, object);
  }
  const startxref = length;
  const { context } = document;
  if (revision.isStream) {
    const ref = context.nextRef();
    places.push([ref, startxref]);
    const entries = await trailerOf(update, ref.objectNumber + 1, out.whole());
    const index = runsOf(places.map(([{ objectNumber }]) => objectNumber)).flatMap((run) => [run[0] ?? 0, run.length]);
    const stream = context.flateStream(entriesOf(places), { Type: 'XRef', W: entryWidths, Index: index });
    for (const [key, value] of entries) stream.dict.set(key, value);
    addObject(ref, stream);
  } else {
    const entries = await trailerOf(update, context.largestObjectNumber + 1, out.whole());
    add(tableOf(places));
    add(`trailer\n${PDFDict.fromMapWithContext(entries, context)}\n`);
  }
  add(`startxref\n${startxref}\n%%EOF\n`);
  return success({ bytes: out.whole(), offsets: new Map(places) });
}
