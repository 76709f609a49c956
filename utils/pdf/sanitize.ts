import type { PDFDocument, PDFObject } from 'pdf-lib';
import { PDFArray, PDFDict, PDFName, PDFRef, PDFStream } from 'pdf-lib';

/** Entries that make a viewer do something, or carry files along: a filled form needs none. */
const active = ['OpenAction', 'AA', 'JS', 'JavaScript', 'EmbeddedFiles', 'AF', 'Collection', 'Launch', 'RichMediaContent'];
/** Actions that stay: they lead to a place in the document, or to an address that the person clicks. */
const harmlessActions = new Set(['GoTo', 'URI', 'Named']);

const name = (value: string) => PDFName.of(value);

function isHarmful(action: PDFObject | undefined): boolean {
  if (!(action instanceof PDFDict)) return false;
  const kind = action.lookupMaybe(name('S'), PDFName)?.decodeText();
  return kind === undefined || !harmlessActions.has(kind) || action.has(name('Next'));
}

function cleanDictionary(dictionary: PDFDict): void {
  for (const entry of active) dictionary.delete(name(entry));
  const action = dictionary.has(name('A')) && dictionary.has(name('Subtype')) ? dictionary.lookup(name('A')) : undefined;
  if (isHarmful(action)) dictionary.delete(name('A'));
  // A stream kept in another file (/F on a stream) is an external reference.
  if (dictionary.lookupMaybe(name('Type'), PDFName)?.decodeText() === 'Filespec') dictionary.delete(name('EF'));
}

/**
 * Takes scripts, launch actions, embedded files and everything that nothing refers to out of the document, so that none of
 * it reaches the output.
 */
export function sanitize(document: PDFDocument): void {
  const { context } = document;
  const reached = new Set<PDFRef>();
  const seen = new Set<PDFObject>();
  const { Root, Info, ID } = context.trailerInfo;
  const pending: (PDFObject | undefined)[] = [Root, Info, ID];
  while (pending.length > 0) {
    const next = pending.pop();
    if (!next) continue;
    if (next instanceof PDFRef) {
      if (reached.has(next)) continue;
      reached.add(next);
      pending.push(context.lookup(next));
      continue;
    }
    if (seen.has(next)) continue;
    seen.add(next);
    if (next instanceof PDFArray) pending.push(...next.asArray());
    else if (next instanceof PDFDict || next instanceof PDFStream) {
      const dictionary = next instanceof PDFStream ? next.dict : next;
      cleanDictionary(dictionary);
      pending.push(...dictionary.values());
    }
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
