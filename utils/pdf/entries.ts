import type { PDFDocument, PDFObject } from 'pdf-lib';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFStream, PDFString } from 'pdf-lib';
import { dictIn, name } from './lookup.ts';

/** What may stand under an entry, where pdf-lib or we rely on it. */
type Expected = Readonly<Record<string, (value: PDFObject) => boolean>>;

const dictionary = (value: PDFObject) => value instanceof PDFDict;
const array = (value: PDFObject) => value instanceof PDFArray;
const number = (value: PDFObject) => value instanceof PDFNumber;
const named = (value: PDFObject) => value instanceof PDFName;
const text = (value: PDFObject) => value instanceof PDFString || value instanceof PDFHexString;

const catalog: Expected = { AcroForm: dictionary, Names: dictionary, ViewerPreferences: dictionary, Pages: dictionary };
const form: Expected = { Fields: array, DR: dictionary, DA: text };
const page: Expected = {
  Resources: dictionary,
  Annots: array,
  Contents: (value) => value instanceof PDFStream || array(value),
  MediaBox: array,
  CropBox: array,
  Rotate: number,
};
const resources: Expected = { Font: dictionary, XObject: dictionary, ExtGState: dictionary };
const field: Expected = {
  Parent: dictionary,
  Kids: array,
  AP: dictionary,
  MK: dictionary,
  BS: dictionary,
  AS: named,
  FT: named,
  T: text,
  TU: text,
  DA: text,
  Ff: number,
  MaxLen: number,
};
const look: Expected = { BG: array, BC: array };
const border: Expected = { W: number };

/** How far a field's parents are followed. */
const generations = 16;

/** Drops entries that are not what they must be. */
function settle(holder: PDFDict | undefined, expected: Expected): void {
  if (!holder) return;
  for (const [key, isExpected] of Object.entries(expected)) {
    const value = holder.lookup(name(key));
    if (value && !isExpected(value)) holder.delete(name(key));
  }
}

/** What the file's trailer leads to, and the document's root. */
export function settleDocument({ context, catalog: root }: PDFDocument): void {
  const { trailerInfo } = context;
  const identity = context.lookup(trailerInfo.ID);
  const isIdentity = identity instanceof PDFArray && identity.size() === 2 && identity.asArray().every(text);
  if (!isIdentity) trailerInfo.ID = undefined;
  if (!(context.lookup(trailerInfo.Info) instanceof PDFDict)) trailerInfo.Info = undefined;
  settle(root, catalog);
  settle(dictIn(root, 'AcroForm'), form);
}

/** A page, or a node of the page tree that pages inherit from. */
export function settlePage(node: PDFDict): void {
  settle(node, page);
  settle(dictIn(node, 'Resources'), resources);
}

/** An annotation, and the fields whose part it is. */
export function settleAnnotation(annotation: PDFObject | undefined): void {
  if (!(annotation instanceof PDFDict)) return;
  let owner: PDFDict | undefined = annotation;
  for (let depth = 0; owner && depth < generations; depth++) {
    settle(owner, field);
    owner = dictIn(owner, 'Parent');
  }
  settle(dictIn(annotation, 'MK'), look);
  settle(dictIn(annotation, 'BS'), border);
}
