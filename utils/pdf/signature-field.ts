import type { PDFArray, PDFDocument, PDFPage } from 'pdf-lib';
import { PDFDict, PDFHexString, PDFNumber, PDFRef } from 'pdf-lib';
import type { Box } from '../intake/form.ts';
import { append } from './append.ts';
import { height, overlapX, overlapY, width } from './geometry.ts';
import { arrayIn, dictIn, dictionaryOf, inherited, itemsIn, lineOf, name, numberIn, numbersIn, objectName, textIn, textOf } from './lookup.ts';

/** Fields for certificate signatures: which a document has, what its signers allow, and how a field is made or taken out. */

/** What a document's fields begin with; the names are the form's language. */
const fieldName = 'Handtekening';

/** There is a signature; and the file is only ever to be added to. */
const signatureFlags = 3;
/** Annotation flags: an invisible signature is printed too (as nothing), and neither is to be moved. */
const printedAndLocked = 4 | 128;

/** A signature's field: the dictionary that has the /V, and the widget that shows it (often the same one). */
export type SignatureField = { ref: PDFRef; field: PDFDict; widget: PDFDict; signature?: PDFDict };

export type Certification = 1 | 2 | 3;

/** A field's full name: its own part and its parents', dots between. */
export function fullNameOf(widget: PDFDict): string {
  return lineOf(widget)
    .flatMap((holder) => textIn(holder, 'T') ?? [])
    .toReversed()
    .join('.');
}

/** Every signature field, those missing from /Fields too; each widget once, in the pages' order, and then what stands on no page. */
export function signatureFieldsOf(document: { context: PDFDocument['context']; root: PDFDict; pages: readonly PDFDict[] }): SignatureField[] {
  const { context, root, pages } = document;
  const refs = new Set<PDFRef>();
  for (const page of pages) for (const ref of itemsIn(page, 'Annots')) if (ref instanceof PDFRef) refs.add(ref);
  const pending = [...itemsIn(dictIn(root, 'AcroForm'), 'Fields')];
  const seen = new Set<PDFRef>();
  for (let ref = pending.pop(); ref; ref = pending.pop()) {
    if (!(ref instanceof PDFRef) || seen.has(ref)) continue;
    seen.add(ref);
    const field = context.lookup(ref);
    if (!(field instanceof PDFDict)) continue;
    const kids = itemsIn(field, 'Kids');
    if (kids.length > 0) pending.push(...kids);
    else refs.add(ref);
  }
  return [...refs].flatMap((ref): SignatureField[] => {
    const widget = context.lookup(ref);
    if (!(widget instanceof PDFDict)) return [];
    if (inherited(widget, 'FT') !== name('Sig')) return [];
    const signature = inherited(widget, 'V');
    const field = lineOf(widget).find((holder) => holder.has(name('T'))) ?? widget;
    return [{ ref, field, widget, ...(signature instanceof PDFDict && { signature }) }];
  });
}

const partsOf = (document: PDFDocument) => ({ context: document.context, root: document.catalog, pages: document.getPages().map(({ node }) => node) });

/** What a signature's /Reference says of one transform: DocMDP (what may change) or FieldMDP (which fields may not). */
function transformOf(signature: PDFDict, method: 'DocMDP' | 'FieldMDP'): PDFDict | undefined {
  const references = itemsIn(signature, 'Reference').flatMap((item) => dictionaryOf(signature.context.lookup(item)) ?? []);
  const own = references.find((reference) => reference.lookup(name('TransformMethod')) === name(method));
  return dictIn(own, 'TransformParams');
}

function levelIn(holder: PDFDict | undefined): Certification | undefined {
  const level = numberIn(holder, 'P');
  return level === 1 || level === 2 || level === 3 ? level : undefined;
}

/** What a certifying signature allows: 2 where it doesn't say. */
export function certificationOf(signature: PDFDict): Certification | undefined {
  const parameters = transformOf(signature, 'DocMDP');
  return parameters && (levelIn(parameters) ?? 2);
}

/** What signers before left to whoever comes after. */
export type Granted = { signed: boolean; certified?: Certification; isLocked: (fullName: string) => boolean };

export function grantedBy(document: PDFDocument): Granted {
  const signed = signatureFieldsOf(partsOf(document)).flatMap(({ field, signature }) => (signature ? [{ field, signature }] : []));
  const permitted = dictIn(dictIn(document.catalog, 'Perms'), 'DocMDP');
  const locks = signed.flatMap(({ signature }) => transformOf(signature, 'FieldMDP') ?? []);
  const levels = [
    ...[...(permitted ? [permitted] : []), ...signed.map(({ signature }) => signature)].map(certificationOf),
    // Any signer may close the document behind a signature, by the lock of its field (PDF 2.0; "lock after signing" in Acrobat).
    ...[...locks, ...signed.map(({ field }) => dictIn(field, 'Lock'))].map(levelIn),
  ].filter((level) => level !== undefined);
  return {
    signed: signed.length > 0 || permitted !== undefined,
    ...(levels.length > 0 && { certified: Math.min(...levels) as Certification }),
    isLocked: (fullName) => locks.some((lock) => isUnder(lock, fullName)),
  };
}

/** A lock names its fields; a name stands for all fields below it. */
function isUnder(lock: PDFDict, fullName: string): boolean {
  const names = itemsIn(lock, 'Fields').flatMap((item) => textOf(item) ?? []);
  const isNamed = names.some((own) => fullName === own || fullName.startsWith(`${own}.`));
  const action = lock.lookup(name('Action'));
  return action === name('All') || (action === name('Include') && isNamed) || (action === name('Exclude') && !isNamed);
}

function formOf(document: PDFDocument): PDFDict {
  const { catalog, context } = document;
  const known = dictIn(catalog, 'AcroForm');
  if (known) return known;
  const form = context.obj({ Fields: [] });
  catalog.set(name('AcroForm'), context.register(form));
  return form;
}

/** Handtekening1, or the first number that no field has. */
function freeName(document: PDFDocument): string {
  const taken = new Set<string>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const own = object instanceof PDFDict ? textIn(object, 'T') : undefined;
    if (own !== undefined) taken.add(own);
  }
  let number = 1;
  while (taken.has(`${fieldName}${number}`)) number++;
  return `${fieldName}${number}`;
}

const boxIn = (widget: PDFDict): Box | undefined => {
  const [a, b, c, d] = numbersIn(widget, 'Rect');
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
};

/** A signature that isn't to be seen has a widget without extent. */
export function isShown(widget: PDFDict): boolean {
  const rect = boxIn(widget);
  return rect !== undefined && width(rect) > 0 && height(rect) > 0;
}

/** At least half of the smaller one. */
function covers(a: Box, b: Box): boolean {
  const shared = Math.max(0, overlapX(a, b)) * Math.max(0, overlapY(a, b));
  return shared > 0.5 * Math.min(width(a) * height(a), width(b) * height(b));
}

/** The signature field that stands in this place of the page (user space), empty or signed. */
export function fieldAt(document: PDFDocument, page: PDFPage, place: Box): (SignatureField & { rect: Box }) | undefined {
  const here = new Set(itemsIn(page.node, 'Annots'));
  for (const found of signatureFieldsOf(partsOf(document))) {
    const rect = boxIn(found.widget);
    if (rect && here.has(found.ref) && covers(rect, place)) return { ...found, rect };
  }
  return undefined;
}

/** A new field with a widget on the page. `rect` in user space; [0, 0, 0, 0] for a signature that isn't shown. */
export function addField(document: PDFDocument, page: PDFPage, rect: Box): { field: PDFDict; widget: PDFDict } {
  const { context } = document;
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFHexString.fromText(freeName(document)),
    Rect: [...rect],
    F: printedAndLocked,
    P: page.ref,
  });
  const ref = context.register(widget);
  append(formOf(document), 'Fields', ref);
  append(page.node, 'Annots', ref);
  return { field: widget, widget };
}

/** The field's value becomes the signature; viewers are told that there is one, and not to draw the fields anew. */
export function setSignature(document: PDFDocument, { field, widget }: { field: PDFDict; widget: PDFDict }, signature: PDFRef): void {
  field.set(name('V'), signature);
  widget.set(name('F'), PDFNumber.of(printedAndLocked));
  const form = formOf(document);
  form.set(name('SigFlags'), PDFNumber.of(signatureFlags));
  form.delete(name('NeedAppearances'));
}

/**
 * Takes out the signatures of a document that is written anew: it breaks them, and a viewer would show them as broken. A field
 * that is a place of the form (`kept`, its object as pdf.js names it) is emptied; others go with their widgets.
 */
export function dropSignatures(document: PDFDocument, kept: ReadonlySet<string>): void {
  const { catalog, context } = document;
  const signed = signatureFieldsOf(partsOf(document)).filter(({ signature }) => signature !== undefined);
  catalog.delete(name('Perms'));
  if (signed.length === 0) return;
  const gone = new Set<PDFRef>();
  for (const { ref, field, widget } of signed) {
    for (const key of ['V', 'Lock']) field.delete(name(key));
    for (const key of ['V', 'AP', 'AS']) widget.delete(name(key));
    if (!kept.has(objectName(ref))) gone.add(ref);
  }
  const take = (list: PDFArray | undefined) => {
    for (let at = (list?.size() ?? 0) - 1; at >= 0; at--) if (gone.has(list?.get(at) as PDFRef)) list?.remove(at);
  };
  for (const { node } of document.getPages()) take(arrayIn(node, 'Annots'));
  const form = dictIn(catalog, 'AcroForm');
  take(arrayIn(form, 'Fields'));
  for (const [, object] of context.enumerateIndirectObjects()) if (object instanceof PDFDict && object.has(name('T'))) take(arrayIn(object, 'Kids'));
  form?.delete(name('SigFlags'));
}
