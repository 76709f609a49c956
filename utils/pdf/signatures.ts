import type { PDFDict } from 'pdf-lib';
import { PDFName, PDFRef } from 'pdf-lib';
import type { Box, FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { pagesOf, rootOf } from './anatomy.ts';
import { latin1 } from '../bytes.ts';
import type { SignatureChange } from './changes.ts';
import { changesSince } from './changes.ts';
import { guard } from './guard.ts';
import type { Layout } from './layout.ts';
import { name, objectName, textIn } from './lookup.ts';
import { layoutOf } from './open.ts';
import type { Covered } from './ranges.ts';
import { coveredBy, entriesAt } from './ranges.ts';
import type { Certification, SignatureField } from './signature-field.ts';
import { certificationOf, fullNameOf, isShown, signatureFieldsOf } from './signature-field.ts';
import type { Revision } from './xref.ts';
import { readRevision, valueAt } from './xref.ts';

/** A certificate signature of a file, as the file says it: what its CMS is worth is for another to find out. */
export type PdfSignature = {
  /** The field's full name. */
  field: string;
  subFilter: string;
  cms: Uint8Array;
  /** The covered bytes, joined. Empty, as the CMS is, where the ranges are wrong: nothing can then pass for signed. */
  content: Uint8Array;
  coversWhole: boolean;
  /** Empty where the whole file is covered, or nothing that shows or acts changed since. */
  changedSince: readonly SignatureChange[];
  /** What the signer's program says of it, which no certificate vouches for: when (as PDF writes a date), who, why. */
  at?: string;
  name?: string;
  reason?: string;
  /** Of a certifying signature: what may change after it. 1 nothing, 2 form fields and signatures, 3 annotations as well. */
  certifies?: Certification;
  /** Where it shows, on the page as it is read; absent where it doesn't. */
  page?: number;
  box?: Box;
};

/** Each costs a reading of the file as it was then. */
const mostSignatures = 64;

/** How a state of a file ends, with what fills a block of a disk or a mail up. Readers look for it in the last kilobyte. */
const endOfRevision = /startxref\s+\d+\s+%%EOF[\s\0]{0,512}$/;
const endLength = 1024;

/** Where the signature's dictionary begins: its own object's value, or an entry of the field's. */
function beginningOf({ ref, widget, signature }: SignatureField, revision: Revision, text: string): number | undefined {
  const begin = (object: PDFRef) => {
    const place = revision.where.get(object.objectNumber);
    return place?.kind === 'at' ? valueAt(revision.bytes, place.offset + revision.shift, object.objectNumber) : undefined;
  };
  const held = widget.get(name('V')) ?? revision.context.getObjectRef(signature ?? widget);
  if (held instanceof PDFRef) return begin(held);
  const field = begin(ref);
  return field === undefined ? undefined : entriesAt(text, field)?.findLast(({ key }) => key === 'V')?.from;
}

const isEnd = (text: string, end: number) => endOfRevision.test(text.slice(Math.max(0, end - endLength), end));

async function changesAfter(covered: Covered, begin: number, field: SignatureField, now: Revision, text: string): Promise<SignatureChange[]> {
  if (!isEnd(text, covered.end)) return ['rangesWrong'];
  if (covered.end === now.bytes.length) return [];
  const signed = await readRevision(now.bytes.subarray(0, covered.end));
  // The signature itself is part of what was signed, where it stands now.
  if (!signed || beginningOf(field, signed, text) !== begin) return ['rangesWrong'];
  const changes = changesSince(signed, now);
  const isCleanEnd = isEnd(text, text.length);
  return isCleanEnd || changes.includes('contentChanged') ? changes : [...changes, 'contentChanged'];
}

const nothing = new Uint8Array();

function whereShown(layout: Layout, { ref }: SignatureField): { page: number; box: Box } | undefined {
  const object = objectName(ref);
  for (const { index, widgets } of layout.pages) {
    const widget = widgets.find((candidate) => candidate.object === object);
    if (widget) return { page: index, box: widget.box };
  }
  return undefined;
}

async function readOne(found: SignatureField & { signature: PDFDict }, now: Revision, text: string, layout: Layout | undefined): Promise<PdfSignature> {
  const { signature, widget } = found;
  const begin = beginningOf(found, now, text);
  const covered = begin === undefined ? undefined : coveredBy(now.bytes, text, begin);
  const coversWhole = covered?.end === now.bytes.length;
  const changedSince: SignatureChange[] = covered && begin !== undefined ? await changesAfter(covered, begin, found, now, text) : ['rangesWrong'];
  const isSound = !changedSince.includes('rangesWrong');
  const kind = signature.lookup(name('SubFilter'));
  const [at, signer, reason] = ['M', 'Name', 'Reason'].map((key) => textIn(signature, key));
  const certifies = certificationOf(signature);
  return {
    field: fullNameOf(widget),
    subFilter: kind instanceof PDFName ? kind.decodeText() : '',
    cms: isSound && covered ? covered.cms : nothing,
    content: isSound && covered ? covered.content : nothing,
    coversWhole: isSound && coversWhole,
    changedSince,
    ...(at !== undefined && { at }),
    ...(signer !== undefined && { name: signer }),
    ...(reason !== undefined && { reason }),
    ...(certifies && { certifies }),
    ...(layout && whereShown(layout, found)),
  };
}

/** The certificate signatures of a file, in the order in which they were put. Empty where there are none. */
export async function readSignatures(bytes: Uint8Array): Promise<Result<readonly PdfSignature[], FormFailure>> {
  const safe = await guard(bytes);
  if (!safe.ok) return safe;
  const now = await readRevision(bytes);
  const root = now && rootOf(now);
  if (!now || !root) return failure('fileDamaged');
  if (now.trailer.has(name('Encrypt'))) return failure('encryptionInTheWay');
  const fields = signatureFieldsOf({ context: now.context, root, pages: [...pagesOf(now).values()] });
  const signed = fields.flatMap((field) => (field.signature ? [{ ...field, signature: field.signature }] : []));
  // One signature may be the value of several fields: it was put once.
  const own = signed.filter(({ signature }, at) => signed.findIndex((other) => other.signature === signature) === at);
  if (own.length > mostSignatures) return failure('fileBomb');
  const layout = own.some(({ widget }) => isShown(widget)) ? await layoutOf(bytes) : undefined;
  if (layout && !layout.ok) return layout;
  const text = latin1(bytes);
  const signatures: PdfSignature[] = [];
  for (const field of own) signatures.push(await readOne(field, now, text, layout?.value));
  return success(signatures.sort((a, b) => a.content.length - b.content.length));
}
