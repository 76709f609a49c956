import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNull, PDFRef, PDFStream, PDFString } from 'pdf-lib';
import type { PDFDocument, PDFObject } from 'pdf-lib';
import { name, namesOf } from './lookup.ts';

/** Entries that make a viewer do something, carry files along, or lead to other files: a filled form needs none. */
const active = namesOf(
  'OpenAction AA PA JS JavaScript Launch URLS IDS Renditions XFA Collection PieceInfo SpiderInfo',
  'AF EF RF FS EmbeddedFiles RichMediaContent RichMediaSettings OPI Ref Alternates FFilter FDecodeParms',
);

/** Actions that do more than lead to a place in this document. */
const actions = namesOf(
  'JavaScript Launch URI GoToR GoToE GoToDp Thread Sound Movie Hide SubmitForm ResetForm ImportData SetOCGState Rendition Trans GoTo3DView RichMediaExecute',
);
const harmlessActions = namesOf('GoTo Named');
/** A link that the person who reads the form may click. */
const addresses = /^(https?|mailto):/i;

/** Objects that play, run or hold files: annotations, and a program as a picture. */
const playing = namesOf('FileAttachment RichMedia Screen Movie Sound 3D PS');
const carrying = namesOf('Filespec F EmbeddedFile Rendition MediaClip');
const drawable = namesOf('Font XObject ExtGState Pattern');
/** Entries that nothing drawable has: what calls itself a font and has one is none. */
const undrawable = ['S', 'JS', 'F', 'UF', 'EF', 'Names', 'Kids', 'Win', 'Assets'].map(name);

/** An annotation of this /Subtype is taken out, and with it the icon that it shows. */
export const isTakenOut = (subtype: string) => playing.has(name(subtype));

function dictionaryOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : undefined;
}

function nameIn(dictionary: PDFDict, key: string): PDFName | undefined {
  const value = dictionary.lookup(name(key));
  return value instanceof PDFName ? value : undefined;
}

const isOneOf = (names: ReadonlySet<PDFName>, value: PDFName | undefined) => value !== undefined && names.has(value);

/** A dictionary's /URI is an address in an action, and in the document's root what addresses are relative to. */
function isAddress(value: PDFObject | undefined): boolean {
  return (value instanceof PDFString || value instanceof PDFHexString) && addresses.test(value.decodeText());
}

const isLink = (action: PDFDict) => nameIn(action, 'S') === name('URI') && isAddress(action.lookup(name('URI')));

function isHarmful(object: PDFObject | undefined): boolean {
  const dictionary = dictionaryOf(object);
  if (!dictionary) return false;
  if (isOneOf(playing, nameIn(dictionary, 'Subtype')) || isOneOf(carrying, nameIn(dictionary, 'Type'))) return true;
  return isOneOf(actions, nameIn(dictionary, 'S')) && !isLink(dictionary);
}

/** A font or a picture may be named like anything in a page's resources. */
const isDrawable = (object: PDFObject | undefined) => {
  const dictionary = dictionaryOf(object);
  return dictionary !== undefined && isOneOf(drawable, nameIn(dictionary, 'Type')) && !undrawable.some((key) => dictionary.has(key));
};

/** /F is a number of flags, or a file. */
function isFile(object: PDFObject | undefined): boolean {
  const isText = object instanceof PDFString || object instanceof PDFHexString;
  return isText || (object instanceof PDFDict && !isDrawable(object) && (object.has(name('F')) || object.has(name('UF'))));
}

/** What an annotation or a bookmark does when it is clicked. */
function isUnwantedAction(holder: PDFDict, key: PDFName, value: PDFObject | undefined): boolean {
  const clicked = key === name('A') && (holder.has(name('Subtype')) || holder.has(name('Title')));
  return clicked && !(value instanceof PDFDict && (isOneOf(harmlessActions, nameIn(value, 'S')) || isLink(value)));
}

function cleanDictionary(dictionary: PDFDict, isStream: boolean): void {
  // It is here although nothing that holds it was left it: it is the root itself, and no action or annotation.
  if (isHarmful(dictionary)) for (const key of ['S', 'Subtype']) dictionary.delete(name(key));
  const leads = isOneOf(harmlessActions, nameIn(dictionary, 'S')) || isLink(dictionary);
  for (const [key, written] of dictionary.entries()) {
    const value = written instanceof PDFRef ? dictionary.context.lookup(written) : written;
    const isActive = (active.has(key) && !isDrawable(value)) || (leads && key === name('Next'));
    const refersOut = (key === name('F') && (isStream || isFile(value))) || (key === name('URI') && !isAddress(value) && !isDrawable(value));
    if (isActive || refersOut || isHarmful(value) || isUnwantedAction(dictionary, key, value)) dictionary.delete(key);
    else if (key === name('Annots') && value instanceof PDFArray) dropHarmful(value);
  }
}

/** Elements go by their position in most arrays: what is harmful becomes nothing there. */
function cleanArray(array: PDFArray): void {
  for (let at = 0; at < array.size(); at++) if (isHarmful(array.lookup(at))) array.set(at, PDFNull);
}

function dropHarmful(annotations: PDFArray): void {
  for (let at = annotations.size() - 1; at >= 0; at--) if (isHarmful(annotations.lookup(at))) annotations.remove(at);
}

/** Every object that the document's root leads to, each once; `visit` may change an object's entries before they are followed. */
export function walk(document: PDFDocument, visit: (object: PDFObject) => void): Set<PDFRef> {
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
    visit(next);
    if (next instanceof PDFArray) for (const element of next.asArray()) pending.push(element);
    const dictionary = dictionaryOf(next);
    if (dictionary) for (const value of dictionary.values()) pending.push(value);
  }
  return reached;
}

/** Takes scripts, actions, embedded files and references to other files out of the document, so that none of it reaches the output. */
export function sanitize(document: PDFDocument): void {
  walk(document, (object) => {
    if (object instanceof PDFArray) cleanArray(object);
    const dictionary = dictionaryOf(object);
    if (dictionary) cleanDictionary(dictionary, object instanceof PDFStream);
  });
}

/** Takes out everything that nothing refers to. */
export function dropUnreached(document: PDFDocument): void {
  const reached = walk(document, () => undefined);
  for (const [ref] of document.context.enumerateIndirectObjects()) if (!reached.has(ref)) document.context.delete(ref);
}
