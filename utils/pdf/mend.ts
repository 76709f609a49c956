import type { PDFContext, PDFDocument, PDFObject, PDFPageLeaf } from 'pdf-lib';
import { PDFArray, PDFDict, PDFHexString, PDFInvalidObject, PDFNull, PDFNumber, PDFRawStream, PDFRef, PDFStream, PDFString } from 'pdf-lib';
import { fromLatin1, hexOf } from '../bytes.ts';
import { settleAnnotation, settleDocument } from './entries.ts';
import { name } from './lookup.ts';
import { mendContent } from './operators.ts';
import { flattenPages } from './pages.ts';
import { walk } from './sanitize.ts';
import { contentOf, isContent, mendStream } from './streams.ts';

/**
 * Readers mend a damaged file each in its own way, and pdf-lib writes damage out as it found it. What is written anew must be
 * sound: damage that can be left out is left out here, and `verify` sees to it that nothing went with it that a person could see.
 * What can't be mended throws.
 */

const largestNumber = 2 ** 31 - 1;
const deepest = 100;

/** A value as it may be written; the same object where it is sound. A reference to nothing would refer to whatever is added under its number. */
function soundValue(value: PDFObject, context: PDFContext): PDFObject {
  if (value instanceof PDFInvalidObject) return PDFNull;
  if (value instanceof PDFRef) return context.lookup(value) ? value : PDFNull;
  if (value instanceof PDFNumber) {
    const number = value.asNumber();
    if (Number.isNaN(number)) return PDFNumber.of(0);
    return Math.abs(number) > largestNumber ? PDFNumber.of(Math.sign(number) * largestNumber) : value;
  }
  if (value instanceof PDFHexString) {
    const digits = value.asString();
    return /^[\da-fA-F\s]*$/.test(digits) ? value : PDFHexString.of(digits.replace(/[^\da-fA-F]/g, ''));
  }
  if (value instanceof PDFString && !isBalanced(value.asString())) return PDFHexString.of(hexOf(fromLatin1(value.asString())));
  return value;
}

/** Decrypted strings come without the backslashes that they need. */
function isBalanced(written: string): boolean {
  let depth = 0;
  for (let at = 0; at < written.length; at++) {
    if (written[at] === '\\') at++;
    else if (written[at] === '(') depth++;
    else if (written[at] === ')') depth--;
    if (depth < 0 || at >= written.length) return false;
  }
  return depth === 0;
}

/** `depths`: how deep an object stands in others without a reference between. */
function mendEntries(object: PDFObject, depths: WeakMap<PDFObject, number>, context: PDFContext): void {
  const depth = (depths.get(object) ?? 0) + 1;
  const sound = (value: PDFObject) => {
    const isNested = value instanceof PDFArray || value instanceof PDFDict;
    if (isNested) depths.set(value, depth);
    return isNested && depth > deepest ? PDFNull : soundValue(value, context);
  };
  const dictionary = object instanceof PDFStream ? object.dict : object;
  if (dictionary instanceof PDFArray) {
    for (const [at, value] of dictionary.asArray().entries()) if (sound(value) !== value) dictionary.set(at, sound(value));
  } else if (dictionary instanceof PDFDict) {
    for (const [key, value] of dictionary.entries()) if (sound(value) !== value) dictionary.set(key, sound(value));
  }
}

/** A page's content: streams only, and tokens only. */
async function mendContents(document: PDFDocument, leaf: PDFPageLeaf): Promise<void> {
  const { context } = document;
  const written = leaf.get(name('Contents'));
  const contents = context.lookup(written);
  const parts = contents instanceof PDFArray ? contents.asArray() : [written];
  const refs = parts.flatMap((part) => (part && isContent(context.lookup(part)) ? [part] : []));
  const streams = refs.flatMap((ref) => {
    const stream = context.lookup(ref);
    return isContent(stream) ? [stream] : [];
  });
  if (streams.length === 0) {
    leaf.delete(name('Contents'));
    return;
  }
  const content = await contentOf(streams);
  const mended = content === undefined ? undefined : mendContent(content);
  if (mended !== undefined) leaf.set(name('Contents'), context.register(context.flateStream(fromLatin1(mended))));
  else if (refs.length < parts.length) leaf.set(name('Contents'), context.obj(refs));
}

/** Makes a document that was just loaded one that can be written: see above. Throws where its pages can't be told. */
export async function mend(document: PDFDocument): Promise<void> {
  const { context } = document;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const sound = soundValue(object, context);
    if (sound !== object) context.assign(ref, sound);
  }
  const depths = new WeakMap<PDFObject, number>();
  settleDocument(document);
  flattenPages(document);
  const reached = walk(document, (object) => mendEntries(object, depths, context));
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || !reached.has(ref)) continue;
    const mended = await mendStream(context, object);
    if (mended !== object) context.assign(ref, mended);
  }
  for (const { node } of document.getPages()) {
    for (const annotation of node.Annots()?.asArray() ?? []) settleAnnotation(context.lookup(annotation));
    await mendContents(document, node);
  }
}
