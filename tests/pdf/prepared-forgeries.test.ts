import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Authority } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import { isIntact, penOf, signaturesOf } from '../support/signing.ts';
import type { Objects } from './written-by-hand.ts';
import { asBytes, filePdf, objectIn, streamOf, updated, updatedWithin } from './written-by-hand.ts';

/** Files that a forger prepares, has somebody sign, and then changes by an update that leaves every signed byte as it was. */

let authority: Authority;
let sign: Awaited<ReturnType<typeof penOf>>;
beforeAll(async () => {
  authority = makeAuthority();
  sign = await penOf(authority.issue({ key: 'p256', depth: 1 }));
}, 60_000);
afterAll(() => authority.close());

const print = (word: string) => streamOf(`BT /F 20 Tf 20 20 Td (${word}) Tj ET`);
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const otherFont = '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>';
const look = (word: string) =>
  streamOf(`BT /F 20 Tf 2 2 Td (${word}) Tj ET`, '/Type /XObject /Subtype /Form /BBox [0 0 100 30] /Resources << /Font << /F 5 0 R >> >>');
const stampOf = (at: number) => `<< /Type /Annot /Subtype /Stamp /Rect [100 100 200 130] /AP << /N ${at} 0 R >> >>`;
const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (NO) /Rect [10 100 90 130] /AP << /N 7 0 R >> >>';
const ownForm = '/AcroForm 8 0 R';

/** A page that says JA, with further entries of its own and of the root. */
const pageWith = (entries: string, more: Objects = {}, root = ''): Objects => ({
  1: `<< /Type /Catalog /Pages 2 0 R ${root} >>`,
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> >> >>',
  3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R ${entries} >>`,
  4: print('JA'),
  5: font,
  ...more,
});

/** An object of the file with one place changed. */
function changed(bytes: Uint8Array, number: number, from: string | RegExp, to: string): string {
  const text = objectIn(bytes, number);
  const other = text.replace(from, to);
  if (other === text) throw new Error(`Object ${number} has no ${from}.`);
  return other;
}

const cases: readonly (readonly [string, Objects, (signed: Uint8Array) => Objects, readonly string[]])[] = [
  ['a page’s content that is listed as an annotation', pageWith('/Annots [4 0 R]'), () => ({ 4: print('NO') }), ['contentChanged']],
  ['a page’s content that is listed as a field', pageWith('', {}, '/AcroForm << /Fields [4 0 R] >>'), () => ({ 4: print('NO') }), ['contentChanged']],
  ['the content of a page that is listed as an annotation', pageWith('/Annots [3 0 R]'), () => ({ 4: print('NO') }), ['contentChanged']],
  ['content under a root that is listed as an annotation', pageWith('/Annots [1 0 R]'), () => ({ 4: print('NO') }), ['contentChanged']],
  [
    'a page tree that is listed as an annotation',
    pageWith('/Annots [2 0 R]'),
    (signed) => ({ 2: changed(signed, 2, '/F 5 0 R', '/F 9 0 R'), 9: otherFont }),
    ['annotationsAdded', 'contentChanged'],
  ],
  ['a font that is listed as an annotation', pageWith('/Annots [5 0 R]'), () => ({ 5: otherFont }), ['annotationsAdded', 'contentChanged']],
  [
    'resources that are listed as a field',
    pageWith('/Resources 6 0 R /Annots [6 0 R]', { 6: '<< /Subtype /Widget /FT /Tx /Font << /F 5 0 R >> >>' }),
    () => ({ 5: otherFont }),
    ['contentChanged'],
  ],
  [
    'a page’s other parent, of which it has its fonts',
    pageWith(''),
    (signed) => ({
      3: changed(signed, 3, '/Parent 2 0 R', '/Parent 9 0 R'),
      9: '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 10 0 R >> >> >>',
      10: otherFont,
    }),
    ['contentChanged'],
  ],
  ['the look of an annotation without a number', pageWith(`/Annots [${stampOf(7)}]`, { 7: look('JA') }), () => ({ 7: look('NO') }), ['annotationsAdded']],
  [
    'a field taken off its page',
    pageWith('/Annots [6 0 R]', { 6: field, 7: look('JA') }, '/AcroForm << /Fields [6 0 R] >>'),
    (signed) => ({ 3: changed(signed, 3, '6 0 R', '') }),
    ['contentChanged'],
  ],
  [
    'of two annotations in one place the other on top',
    pageWith('/Annots [6 0 R 8 0 R]', { 6: stampOf(7), 7: look('JA'), 8: stampOf(9), 9: look('NO') }),
    (signed) => ({ 3: changed(signed, 3, '6 0 R 8 0 R', '8 0 R 6 0 R') }),
    ['contentChanged'],
  ],
  [
    'fields that are drawn anew, though they say something else than they show',
    pageWith('/Annots [6 0 R]', { 6: field, 7: look('JA'), 8: '<< /Fields [6 0 R] >>' }, ownForm),
    (signed) => ({ 8: changed(signed, 8, '/Fields', '/NeedAppearances true /Fields') }),
    ['formFilled'],
  ],
  [
    'an XFA form in other words, which is drawn instead of the pages',
    pageWith('', { 8: '<< /Fields [] /XFA [(template) 9 0 R] >>', 9: streamOf('<ja/>') }, ownForm),
    () => ({ 9: streamOf('<no/>') }),
    ['contentChanged'],
  ],
  [
    'what a reference with another generation leads to: some viewers go by the number',
    pageWith('/Resources 6 1 R', { 6: '<< /Font << /F 9 0 R >> >>', 9: font }),
    () => ({ 9: otherFont }),
    ['contentChanged'],
  ],
  ['content that was promised and came later', pageWith('/B 60 0 R'), () => ({ 60: print('NO') }), ['contentChanged']],
];

test.each(cases)('%s', async (_, objects, change, said) => {
  const signed = await sign(filePdf(objects));
  const [whole] = await signaturesOf(signed);
  expect([whole?.coversWhole, whole?.changedSince]).toEqual([true, []]);
  const [first] = await signaturesOf(updated(signed, change(signed)));
  if (!first) throw new Error('no signature');
  expect(await isIntact(first)).toBe(true);
  expect(first.changedSince).toEqual(said);
});

describe('an object stream', () => {
  test('that says another number than the chain: viewers go by one or by the other', async () => {
    const signed = await sign(filePdf(pageWith('')));
    const saidOf = async (bytes: Uint8Array) => (await signaturesOf(bytes))[0]?.changedSince;
    expect(await saidOf(updatedWithin(signed, 60, '<< /A 1 >>'))).toEqual([]);
    expect(await saidOf(updatedWithin(signed, 60, '<< /A 1 >>', { said: 61 }))).toEqual(['contentChanged']);
  });
});

test('looks for fields drawn anew change nothing where there are none but signatures', async () => {
  const signed = await sign(filePdf(pageWith('', { 8: '<< /Fields [] >>' }, ownForm)));
  const later = updated(signed, { 8: changed(signed, 8, '/Fields', '/DA (/F 0 Tf) /DR << /Font << /F 5 0 R >> >> /Fields') });
  expect((await signaturesOf(later))[0]?.changedSince).toEqual([]);
});

describe('an object that the signed state names, and that stands behind its end', () => {
  const far = 100_000;
  const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const saidOf = async (bytes: Uint8Array) => {
    const [first] = await signaturesOf(bytes);
    return [first && (await isIntact(first)), first?.changedSince];
  };

  test('was nothing when it was signed', async () => {
    const file = asText(filePdf(pageWith('/Resources 60 0 R', { 9: font }))).replace('trailer', `60 1\n0000${far} 00000 n \ntrailer`);
    const signed = await sign(asBytes(file));
    expect(await saidOf(updated(signed, { 90: '<< >>' }))).toEqual([true, []]);
    const filled = asBytes(`${asText(signed).padEnd(far)}60 0 obj\n<< /Font << /F 9 0 R >> >>\nendobj\n`);
    expect(await saidOf(updated(filled, { 90: '<< >>' }))).toEqual([true, ['contentChanged']]);
  });

  test('is a stream that is longer than what was signed of it', async () => {
    const begun = '<< /Length 61 0 R >>\nstream\nBT (JA) Tj ET\nendstream';
    const signed = await sign(filePdf(pageWith('', { 4: begun, 61: String(far) })));
    const longer = asBytes(`${asText(signed).padEnd(2 * far)}\nBT (NO) Tj ET\nendstream\nendobj\n`);
    expect(await saidOf(updated(longer, { 90: '<< >>' }))).toEqual([true, ['contentChanged']]);
  });
});
