import type { PDFDict, PDFDocument, PDFFont } from 'pdf-lib';
import { PDFHexString, PDFString } from 'pdf-lib';
import type { Box, FormFailure } from '../intake/form.ts';
import type { Wordings } from '../intake/seal.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { fromLatin1, hexOf, latin1 } from '../bytes.ts';
import { appearanceOf, emptyInk, inkText } from './content.ts';
import { turnOf } from './fields.ts';
import { embedFont, unprintable } from './font.ts';
import { invert, transformBox } from './geometry.ts';
import { guard } from './guard.ts';
import type { Layout } from './layout.ts';
import { dictIn, name } from './lookup.ts';
import { layoutOf, paintedOf } from './open.ts';
import { openUpdate, writeUpdate } from './revision.ts';
import type { Certification } from './signature-field.ts';
import { addField, fieldAt, grantedBy, setSignature } from './signature-field.ts';
import type { SetLine } from './text.ts';
import { fitLines } from './text.ts';
import { verify } from './verify.ts';

/** Codes of what signing may end in besides the form's own failures; each is the message `error_<code>`. */
export type CertifyFailure =
  | FormFailure
  | 'certificationNotFirst'
  | 'signaturePlaceTaken'
  | 'signaturePlaceSmall'
  /** A visible one was asked for, and nobody knows where: see entrypoints/engine.ts. */
  | 'signaturePlaceMissing'
  | 'signatureNameUnprintable'
  | 'signatureTooLong';

export type CertifyOptions = {
  /** Where it shows, on the page as it is read; absent: nowhere. */
  at?: { page: number; box: Box };
  /** What stands there, already translated, in the font of the answers. Absent: an empty frame. */
  wordings?: Wordings;
  signedAt: Date;
  name: string;
  reason?: string;
  /** What may change after it: 1 nothing, 2 form fields and signatures, 3 annotations as well. Only the first signature of a file may say so. */
  certify?: Certification;
};

/** As wide as any number that comes in its place. */
const numberToCome = 9_999_999_999;

function dateOf(at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `D:${day.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}+00'00'`;
}

/** The signature's dictionary, with room for the ranges and for `room` bytes of CMS. */
function signatureOf(
  document: PDFDocument,
  { signedAt, name: signer, reason, certify: level }: CertifyOptions,
  room: number,
  lock: PDFDict | undefined,
): PDFDict {
  const { context } = document;
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, numberToCome, numberToCome, numberToCome],
    Contents: PDFHexString.of('0'.repeat(2 * room)),
    M: PDFString.of(dateOf(signedAt)),
    Name: PDFHexString.fromText(signer),
  });
  if (reason) signature.set(name('Reason'), PDFHexString.fromText(reason));
  const references = [
    ...(level ? [{ Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: { Type: 'TransformParams', P: level, V: name('1.2') } }] : []),
    ...(lock ? [{ Type: 'SigRef', TransformMethod: 'FieldMDP', TransformParams: { ...lockEntries(lock), Type: 'TransformParams', V: name('1.2') } }] : []),
  ];
  if (references.length > 0) signature.set(name('Reference'), context.obj(references));
  return signature;
}

/** A field may say which fields its signature locks: the signature then has to say it again. */
function lockEntries(lock: PDFDict) {
  const entries = ['Action', 'Fields'].flatMap((key) => {
    const value = lock.lookup(name(key));
    return value ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Draws the first of the wordings that fits where the signature is to show, in the form's own empty field for it or in one made for it. */
async function show(
  document: PDFDocument,
  layout: Layout,
  { page: index, box }: { page: number; box: Box },
  wordings: Wordings,
): Promise<Result<{ field: PDFDict; widget: PDFDict }, 'signaturePlaceTaken' | 'signaturePlaceSmall'>> {
  const page = document.getPages()[index];
  const seen = layout.pages[index];
  if (!page || !seen) throw new Error(`The signature is to show on page ${index}, which the document lacks.`);
  const toUser = invert(seen.fromUser);
  const known = fieldAt(document, page, transformBox(toUser, box));
  if (known?.signature) return failure('signaturePlaceTaken');
  const whole = known ? transformBox(seen.fromUser, known.rect) : box;
  const ink = emptyInk();
  if (wordings.length > 0) {
    const font = await embedFont(document);
    const set = firstFit(wordings, box, font);
    if (!set) return failure('signaturePlaceSmall');
    inkText(ink, set, font);
  }
  const made = known ?? addField(document, page, transformBox(toUser, box));
  made.widget.set(name('AP'), document.context.obj({ N: appearanceOf(document, whole, turnOf(toUser), ink, []) }));
  made.widget.delete(name('AS'));
  return success(made);
}

function firstFit(wordings: Wordings, box: Box, font: PDFFont): readonly SetLine[] | undefined {
  for (const lines of wordings) {
    const set = fitLines(lines, box, font);
    if (set) return set;
  }
  return undefined;
}

/** Where the placeholders stand in the written dictionary. */
function holesOf(bytes: Uint8Array, from: number, room: number): { ranges: number; rangesEnd: number; contents: number; contentsEnd: number } {
  const text = latin1(bytes.subarray(from));
  const array = /\/ByteRange (\[[^\]]*\])/.exec(text);
  const contents = text.indexOf(`<${'0'.repeat(2 * room)}>`);
  if (!array || contents < 0) throw new Error('The signature’s dictionary was written without its placeholders.');
  const ranges = from + array.index + '/ByteRange '.length;
  return { ranges, rangesEnd: ranges + (array[1]?.length ?? 0), contents: from + contents, contentsEnd: from + contents + 2 * room + 2 };
}

/** Names the ranges, has them signed, and puts the signature in its room. */
async function seal<C extends string>(
  bytes: Uint8Array,
  from: number,
  room: number,
  signWith: (content: Uint8Array) => Promise<Result<Uint8Array, C>>,
): Promise<Result<Uint8Array, C | 'signatureTooLong'>> {
  const { ranges, rangesEnd, contents, contentsEnd } = holesOf(bytes, from, room);
  const sealed = bytes.slice();
  const named = `[ 0 ${contents} ${contentsEnd} ${bytes.length - contentsEnd}`;
  sealed.set(fromLatin1(`${named.padEnd(rangesEnd - ranges - 1)}]`), ranges);
  const content = new Uint8Array(contents + bytes.length - contentsEnd);
  content.set(sealed.subarray(0, contents));
  content.set(sealed.subarray(contentsEnd), contents);
  const signed = await signWith(content);
  if (!signed.ok) return signed;
  if (signed.value.length > room) return failure('signatureTooLong');
  sealed.set(fromLatin1(hexOf(signed.value)), contents + 1);
  return success(sealed);
}

/**
 * Signs a PDF with a certificate, as an incremental update: the bytes given are the beginning of the bytes returned. `room`: bytes to keep
 * for the CMS that `signWith` makes of the covered bytes. The form's own empty signature field is used where one stands in the place.
 * `certifiedClosed`: an earlier signature forbids another; `certificationNotFirst`: only the first may say what others may do;
 * `signaturePlaceTaken`: another signature shows there; `signaturePlaceSmall`: not even the shortest wording fits at 6 pt;
 * `signatureNameUnprintable`: the font has not all characters of the wordings, which its values name.
 */
export async function certify<C extends string>(
  bytes: Uint8Array,
  options: CertifyOptions,
  room: number,
  signWith: (content: Uint8Array) => Promise<Result<Uint8Array, C>>,
): Promise<Result<Uint8Array, CertifyFailure | C>> {
  const safe = await guard(bytes);
  if (!safe.ok) return safe;
  const missing = await unprintable((options.wordings ?? []).flat());
  if (missing.length > 0) return failure('signatureNameUnprintable', missing.join(' '));
  const before = options.at ? await layoutOf(bytes) : undefined;
  if (before && !before.ok) return before;
  const update = await openUpdate(bytes, 1);
  if (!update.ok) return update;
  const { document } = update.value;
  const granted = grantedBy(document);
  if (granted.certified === 1) return failure('certifiedClosed');
  if (granted.signed && options.certify) return failure('certificationNotFirst');

  const layout = before?.value;
  const made =
    options.at && layout ? await show(document, layout, options.at, options.wordings ?? []) : success(addField(document, document.getPage(0), [0, 0, 0, 0]));
  if (!made.ok) return made;
  const signature = document.context.register(signatureOf(document, options, room, dictIn(made.value.field, 'Lock')));
  setSignature(document, made.value, signature);
  if (options.certify) document.catalog.set(name('Perms'), document.context.obj({ DocMDP: signature }));

  const written = await writeUpdate(update.value);
  if (!written.ok) return written;
  const from = written.value.offsets.get(signature);
  if (from === undefined) throw new Error('The signature’s dictionary was not written.');
  if (layout) {
    const after = await paintedOf(written.value.bytes);
    if (!after.ok || verify(layout, after.value, [], 0).length > 0) return failure('verifyFailed');
  }
  return seal(written.value.bytes, from, room, signWith);
}
