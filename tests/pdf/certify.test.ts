import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Box, FormMap, Signing } from '../../utils/intake/form.ts';
import { sealWordings } from '../../utils/intake/seal.ts';
import { certify } from '../../utils/pdf/certify.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { signatureShare } from '../../utils/pdf/sign.ts';
import { failure, success } from '../../utils/result.ts';
import type { Authority, Issued, KeyKind, P12Kind } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import { drawForms } from '../fixtures/generate/drawn.ts';
import { withFields } from '../fixtures/generate/form-fields.ts';
import { cropped, moved, rotated, scaledUnits } from '../fixtures/generate/geometry.ts';
import { savedOnTop } from '../fixtures/generate/states.ts';
import type { Variant } from '../fixtures/generate/truth.ts';
import { formBytes, formNames, truePlaces } from '../support/forms.ts';
import { changedPoints, checkWithQpdf, renderPage, runQpdf, textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';
import { isIntact, penOf, signaturesOf, signedAt } from '../support/signing.ts';
import { mutoolSign, pdfsig } from '../support/validators.ts';

type Pen = Awaited<ReturnType<typeof penOf>>;

let authority: Authority;
let ann: Issued;
let sign: Pen;
beforeAll(async () => {
  authority = makeAuthority();
  ann = authority.issue({ key: 'p256', depth: 3 });
  sign = await penOf(ann);
}, 60_000);
afterAll(() => authority.close());

const dpi = 100;
const wave = [10, 60, 40, 10, 80, 90, 120, 20, 160, 60, 220, 50];
const withMention: Signing = { kind: 'certificate', mention: { kind: 'drawn', width: 300, height: 60, strokes: [wave] } };
const lines = ['Digitaal ondertekend door Şükran Łukasiewicz', '23/11/2026, 21.30 uur'];
const wordings = [lines];

async function mapOf(bytes: Uint8Array): Promise<FormMap> {
  const map = await openForm(bytes);
  if (!map.ok) throw new Error(map.code);
  return map.value;
}

async function filled(bytes: Uint8Array, signing: Signing = withMention): Promise<{ bytes: Uint8Array; at: { page: number; box: Box } }> {
  const map = await mapOf(bytes);
  const produced = await produce(bytes, requestFixture('new-both'), signing, map);
  const at = signatureShare(map, signing);
  if (!produced.ok || !at) throw new Error('no form to sign');
  return { bytes: produced.value.bytes, at };
}

const inside = ([x, y]: readonly [number, number], [left, bottom, right, top]: Box) => x >= left - 2 && x <= right + 2 && y >= bottom - 2 && y <= top + 2;

/** Everything that must hold of a signed file, whatever it was made of. */
async function expectSigned(bytes: Uint8Array, before: Uint8Array, fields: readonly string[] = ['Handtekening1']): Promise<void> {
  expect(bytes.subarray(0, before.length)).toEqual(before);
  expect(pdfsig(bytes)).toEqual(fields.map((field, at) => ({ field, subFilter: 'ETSI.CAdES.detached', valid: true, total: at === fields.length - 1 })));
  expect(mutoolSign(bytes)).toEqual(fields.map((_, at) => (at === fields.length - 1 ? 'unchanged' : 'edited')));
  expect(checkWithQpdf(bytes)).toContain('No syntax or stream encoding errors');
  const signatures = await signaturesOf(bytes);
  expect(signatures.map(({ field, coversWhole }) => [field, coversWhole])).toEqual(fields.map((field, at) => [field, at === fields.length - 1]));
  for (const signature of signatures) expect(await isIntact(signature)).toBe(true);
}

describe.each(formNames)('%s', (form) => {
  test('a signature in its place, under the mention: text of ours, upright, nothing else moved', async () => {
    const { bytes, at } = await filled(formBytes(form));
    const signed = await sign(bytes, { at, wordings, reason: 'Gelezen en goedgekeurd', certify: 2 });
    await expectSigned(signed, bytes);
    const place = truePlaces(form).signature;
    if (!place) throw new Error('no place');
    expect(at.page).toBe(place.page);
    expect(textIn(wordsOf(signed), at.page, at.box)).toBe(lines.join(' '));
    const changed = changedPoints(renderPage(bytes, at.page, dpi), renderPage(signed, at.page, dpi), dpi);
    expect(changed.length).toBeGreaterThan(50);
    expect(changed.filter((point) => !inside(point, at.box))).toEqual([]);
    const [signature] = await signaturesOf(signed);
    expect(signature).toMatchObject({ name: 'Ann Peeters', reason: 'Gelezen en goedgekeurd', at: "D:20261123203000+00'00'", certifies: 2, page: at.page });
  });

  test('an invisible one changes no pixel', async () => {
    const { bytes } = await filled(formBytes(form), { kind: 'print' });
    const signed = await sign(bytes);
    await expectSigned(signed, bytes);
    for (const page of [0, 1]) expect(changedPoints(renderPage(bytes, page, dpi), renderPage(signed, page, dpi), dpi)).toEqual([]);
    const [signature] = await signaturesOf(signed);
    expect(signature).not.toHaveProperty('page');
    expect(signature).not.toHaveProperty('certifies');
  });

  test('openssl verifies the CMS over the covered bytes, and over no others', async () => {
    const signed = await sign((await filled(formBytes(form), { kind: 'print' })).bytes);
    const [signature] = await signaturesOf(signed);
    if (!signature) throw new Error('no signature');
    expect(authority.verifyCms(signature.cms, signature.content, ann.caFile)).toMatchObject({ ok: true });
    const other = signature.content.slice();
    other[1000] = (other[1000] ?? 0) ^ 1;
    expect(authority.verifyCms(signature.cms, other, ann.caFile)).toMatchObject({ ok: false });
  });
});

describe('every kind of certificate, in every validator', () => {
  const keys: readonly (readonly [KeyKind, 1 | 2 | 3])[] = [
    ['rsa2048', 1],
    ['rsa2048', 3],
    ['rsa4096', 2],
    ['p256', 2],
    ['p384', 3],
  ];
  test.each(keys)(
    '%s, a chain of %d',
    async (key, depth) => {
      const issued = authority.issue({ key, depth });
      const form = formBytes('intake-flat');
      const signed = await (await penOf(issued))(form);
      await expectSigned(signed, form);
      const [signature] = await signaturesOf(signed);
      expect(authority.verifyCms(signature?.cms ?? form, signature?.content ?? form, issued.caFile)).toMatchObject({ ok: true });
    },
    120_000,
  );

  test('out of every kind of P12', async () => {
    const kinds: readonly P12Kind[] = ['modern', 'aes128', 'tripleDes', 'rc2Bits40', 'rc2Bits128', 'legacy', 'noMac', 'plain'];
    const form = formBytes('intake-flat');
    for (const p12 of kinds) {
      const signed = await (await penOf(authority.issue({ key: 'p256', p12 })))(form);
      expect([p12, pdfsig(signed).map(({ valid, total }) => valid && total)]).toEqual([p12, [true]]);
    }
  }, 120_000);
});

/** Tables, streams, object streams, linearised, turned, moved, enlarged, with and without fields: made here, and signed as they are. */
const writings: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'turned on its side': () => madeForm((flat, name) => rotated(flat, name, 90)),
  'fields turned on their side': () => madeForm(async (flat, name) => rotated(await withFields(flat, name, '', {}), name, 90)),
  'in larger units': () => madeForm((flat, name) => scaledUnits(flat, name, 2)),
  'cropped, with fields': () => madeForm(async (flat, name) => cropped(await withFields(flat, name, '', {}), name, 18)),
  'moved from its origin, with fields': () => madeForm(async (flat, name) => moved(await withFields(flat, name, '', {}), name, 200, -40)),
  'in object streams': async () => runQpdf(formBytes('intake-acroform'), '--object-streams=generate', '--compress-streams=y'),
  linearised: async () => runQpdf(formBytes('intake-flat'), '--linearize'),
  'with XFA': () => madeForm((flat, name) => withFields(flat, name, '', { xfa: true, signature: 'text' })),
  'with widgets outside of /Fields': () => madeForm((flat, name) => withFields(flat, name, '', { orphaned: true, reversed: true })),
  'saved on top of itself': () => madeForm(async (flat, name) => savedOnTop(await withFields(flat, name, '', {}), name)),
};

async function madeForm(make: (flat: Variant, name: string) => Promise<Variant>): Promise<Uint8Array> {
  const [flat] = await drawForms();
  if (!flat) throw new Error('No form was drawn.');
  return (await make(flat, 'made')).bytes;
}

test.each(Object.keys(writings))('a form %s is signed visibly, and its signature is upright in its place', async (name) => {
  const bytes = (await writings[name]?.()) ?? new Uint8Array();
  const at = signatureShare(await mapOf(bytes), { kind: 'certificate' });
  if (!at) throw new Error('no place');
  const signed = await sign(bytes, { at, wordings });
  await expectSigned(signed, bytes);
  const [signature] = await signaturesOf(signed);
  const [left, bottom, right, top] = signature?.box ?? [0, 0, 0, 0];
  expect(left - 1 <= at.box[0] && bottom - 1 <= at.box[1] && right + 1 >= at.box[2] && top + 1 >= at.box[3]).toBe(true);
  const again = await mapOf(signed);
  expect(again.signed).toBe(true);
});

/** A file with a table for old readers and a stream, beside it, of what stands in an object stream. */
function hybrid(): Uint8Array {
  const offsets: number[] = [];
  let text = '%PDF-1.5\n';
  const add = (number: number, body: string) => {
    offsets[number] = text.length;
    text += `${number} 0 obj\n${body}\nendobj\n`;
  };
  add(1, '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>');
  add(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  add(3, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << >> >>');
  add(4, '<< /Length 19 >>\nstream\n10 10 80 40 re f   \nendstream');
  const within = '<< /Fields [] /NeedAppearances true >>';
  add(5, `<< /Type /ObjStm /N 1 /First 4 /Length ${within.length + 4} >>\nstream\n6 0 ${within}\nendstream`);
  offsets[7] = text.length;
  const hexOf = (rows: readonly (readonly [number, number, number])[]) =>
    rows.map(([kind, b, c]) => [kind, b >> 8, b & 255, c].map((byte) => byte.toString(16).padStart(2, '0')).join('')).join('');
  const entries = hexOf([
    [1, offsets[5] ?? 0, 0],
    [2, 5, 0],
    [1, offsets[7], 0],
  ]);
  text += `7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] /Index [5 3] /Filter /ASCIIHexDecode /Length ${entries.length + 1} >>\nstream\n${entries}>\nendstream\nendobj\n`;
  const startxref = text.length;
  const row = (number: number) => `${String(offsets[number]).padStart(10, '0')} 00000 n \n`;
  text += `xref\n0 8\n0000000000 65535 f \n${[1, 2, 3, 4].map(row).join('')}0000000000 00000 f \n0000000000 00000 f \n0000000000 00000 f \n`;
  text += `trailer\n<< /Size 8 /Root 1 0 R /XRefStm ${offsets[7]} >>\nstartxref\n${startxref}\n%%EOF`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

test('a hybrid file is signed, and viewers are not asked to draw its fields anew', async () => {
  const bytes = hybrid();
  const signed = await sign(bytes);
  await expectSigned(signed, bytes);
  const document = await PDFDocument.load(signed);
  const form = document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);
  expect(form.has(PDFName.of('NeedAppearances'))).toBe(false);
  expect(String(form.get(PDFName.of('SigFlags')))).toBe('3');
  const widget = form.lookup(PDFName.of('Fields'), PDFArray).lookup(0, PDFDict);
  expect([String(widget.get(PDFName.of('Rect'))), String(widget.get(PDFName.of('F')))]).toEqual(['[ 0 0 0 0 ]', '132']);
});

test('the form’s own empty signature field is the one that is signed', async () => {
  const document = await PDFDocument.load(formBytes('intake-flat'));
  const place = truePlaces('intake-flat').signature;
  if (!place) throw new Error('no place');
  const page = document.getPage(place.page);
  const { context } = document;
  const lock = { Type: 'SigFieldLock', Action: 'All' };
  const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of('Krabbel'), Rect: [...place.box], F: 4, P: page.ref, Lock: lock };
  const widget = context.register(context.obj(field));
  page.node.set(PDFName.of('Annots'), context.obj([widget]));
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [widget], SigFlags: 1 }));
  const { bytes, at } = await filled(await document.save());
  const signed = await sign(bytes, { at, wordings });
  await expectSigned(signed, bytes, ['Krabbel']);
  expect(textIn(wordsOf(signed), at.page, at.box)).toBe(lines.join(' '));
  // What the field's lock says, its signature says again.
  const { context: written } = await PDFDocument.load(signed);
  const transforms = written.enumerateIndirectObjects().filter(([, object]) => /FieldMDP.*\/Action \/All/s.test(String(object)));
  expect(transforms).toHaveLength(1);
});

describe('a second signature', () => {
  test('leaves the first valid, and says so in both validators', async () => {
    const { bytes, at } = await filled(formBytes('intake-flat'));
    const first = await sign(bytes, { certify: 2 });
    const second = await sign(first, { at, wordings });
    await expectSigned(second, first, ['Handtekening1', 'Handtekening2']);
    expect((await signaturesOf(second)).map(({ changedSince }) => changedSince)).toEqual([['signed'], []]);
  });

  test('comes not over the first, not under a closing certification, and certifies nothing any more', async () => {
    const { bytes, at } = await filled(formBytes('intake-flat'));
    const shown = await sign(bytes, { at, wordings });
    await expect(sign(shown, { at, wordings })).rejects.toThrow('signaturePlaceTaken');
    await expect(sign(shown, { certify: 3 })).rejects.toThrow('certificationNotFirst');
    const closed = await sign(bytes, { certify: 1 });
    expect((await signaturesOf(closed))[0]?.certifies).toBe(1);
    await expect(sign(closed)).rejects.toThrow('certifiedClosed');
  });
});

describe('refused, with nothing signed', () => {
  const options = { signedAt, name: 'Ann' };
  const never = () => Promise.reject(new Error('asked to sign'));

  test.each([
    ['AES', ['--encrypt', '', 'eigenaar', '256', '--']],
    ['RC4', ['--allow-weak-crypto', '--encrypt', '', 'eigenaar', '40', '--']],
  ] as const)('a file encrypted with %s', async (_, how) => {
    expect(await certify(runQpdf(formBytes('intake-flat'), ...how), options, 4000, never)).toMatchObject({ code: 'encryptionInTheWay' });
  });

  test('what is no PDF, and one whose chain is broken', async () => {
    expect(await certify(new Uint8Array(3000), options, 4000, never)).toMatchObject({ code: 'notPdf' });
    const cut = formBytes('intake-flat').slice(0, -40);
    expect(await certify(cut, options, 4000, never)).toMatchObject({ code: 'fileDamaged' });
  });

  test.each([
    [[50, 50, 250, 90], 'Digitaal ondertekend door Şükran Łukasiewicz op 23/11/2026 om 21:30'],
    [[50, 50, 250, 71], 'Digitaal ondertekend door Şükran Łukasiewicz op 23/11/2026 om 21:30'],
    [[50, 50, 170, 67], 'Şükran Łukasiewicz 23/11/2026 21:30'],
    [[50, 50, 190, 60], 'Şükran Łukasiewicz, 23/11/2026'],
    [[50, 50, 120, 60], 'Şükran Łukasiewicz'],
    [[50, 50, 70, 60], undefined],
    [[50, 50, 250, 54], undefined],
  ] as const)('in %j the fullest wording that fits stands whole, or it says that none does', async (box, said) => {
    const at = { page: 0, box };
    const whole = { ...options, at, wordings: sealWordings('Şükran Łukasiewicz', new Date(2026, 10, 23, 21, 30)) };
    if (!said) return expect(await certify(formBytes('intake-flat'), whole, 4000, never)).toMatchObject({ code: 'signaturePlaceSmall' });
    expect(textIn(wordsOf(await sign(formBytes('intake-flat'), whole)), 0, box)).toContain(said);
  });

  test('letters that the font lacks', async () => {
    const at = { page: 0, box: [50, 50, 250, 90] as const };
    expect(await certify(formBytes('intake-flat'), { ...options, at, wordings: [['中']] }, 4000, never)).toMatchObject({
      code: 'signatureNameUnprintable',
      values: ['中'],
    });
  });

  test('a signature longer than its room, and a signer that fails', async () => {
    expect(await certify(formBytes('intake-flat'), options, 100, () => Promise.resolve(success(new Uint8Array(101))))).toMatchObject({
      code: 'signatureTooLong',
    });
    expect(await certify(formBytes('intake-flat'), options, 100, () => Promise.resolve(failure('cardGone')))).toMatchObject({ code: 'cardGone' });
  });
});

test('fifty in a row', async () => {
  const { bytes, at } = await filled(formBytes('intake-flat'));
  let intact = 0;
  for (let count = 0; count < 50; count++) {
    const signed = await sign(bytes, count % 5 === 0 ? { at, wordings: [[`Nummer ${count}`]] } : {});
    const [signature] = await signaturesOf(signed);
    if (signature?.coversWhole && (await isIntact(signature))) intact++;
  }
  expect(intact).toBe(50);
}, 120_000);
