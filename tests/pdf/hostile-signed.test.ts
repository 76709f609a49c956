import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { openUpdate } from '../../utils/pdf/revision.ts';
import { readSignatures } from '../../utils/pdf/signatures.ts';
import type { Objects } from './written-by-hand.ts';
import { asBytes, filePdf, streamOf, updatedWithin } from './written-by-hand.ts';

/** Files with a signature of which everything is wrong that can be. Whatever they are, reading them ends in a sentence. */

const signedWith = (entries: string, more: Objects = {}) =>
  filePdf({
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /SigFlags 3 >> >>',
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Annots [6 0 R] >>',
    4: streamOf('0 0 9 9 re f'),
    6: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (een) /Rect [0 0 90 90] /F 132 /V 7 0 R >>',
    7: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3000> ${entries} >>`,
    ...more,
  });
const plain = signedWith('');

/** Sections hidden in another stream's data, each of which says where the one before it stands. */
function hiddenSections(count: number, entries: number): Uint8Array {
  const data = deflateSync(Buffer.alloc(31 * 1024 * 1024, 1)).toString('latin1');
  let text = `${Buffer.from(plain).toString('latin1')}300 0 obj\n<< /Length 0 >>\nstream\n`;
  let last = Number(/startxref\s+(\d+)/.exec(text)?.[1]);
  for (let number = 301; number < 301 + count; number++) {
    const at = text.length;
    const dictionary = `<< /Type /XRef /Size 150 /Root 1 0 R /W [1 0 0] /Index [1000 ${entries}] /Prev ${last} /Filter /FlateDecode >>`;
    text += `${number} 0 obj\n${dictionary}\nstream\n${data}\n`;
    last = at;
  }
  return asBytes(`${text}endstream\nendobj\nstartxref\n${last}\n%%EOF\n`);
}

const deep = (open: string, close: string, depth: number) => updatedWithin(plain, 60, open.repeat(depth) + close.repeat(depth));

/** `listed`: how many signatures are told; each of them is wrong. */
const cases: readonly (readonly [string, () => Uint8Array, { listed: number } | 'fileDamaged'])[] = [
  ['megabytes of spaces', () => signedWith(' '.repeat(18_000_000)), { listed: 1 }],
  ['megabytes of comments', () => signedWith('%\n'.repeat(9_000_000)), { listed: 1 }],
  [
    'comments before the trailer’s entries',
    () =>
      asBytes(
        Buffer.from(plain)
          .toString('latin1')
          .replace('trailer\n', `trailer\n${'%\n'.repeat(9_000_000)}`),
      ),
    { listed: 1 },
  ],
  ['arrays in arrays', () => deep('[', ']', 100_000), { listed: 1 }],
  ['dictionaries in dictionaries', () => deep('<< /A ', '>>', 5000), { listed: 1 }],
  ['a section of millions of entries', () => hiddenSections(1, 31 * 1024 * 1024), 'fileDamaged'],
  ['hundreds of large sections', () => hiddenSections(250, 199_000), 'fileDamaged'],
  ['a field that is its own parent and child', () => signedWith('', { 6: '<< /Subtype /Widget /T (een) /Parent 6 0 R /Kids [6 0 R] >>' }), { listed: 0 }],
  [
    'a widget of which every entry is of another kind',
    () => signedWith('', { 6: '<< /FT /Sig /V 7 0 R /T 5 /Rect (x) /Parent (y) /AP 4 /Lock 4 /F (s) >>' }),
    { listed: 1 },
  ],
  ['a signature that is a stream', () => signedWith('', { 7: streamOf('x', '/Type /Sig') }), { listed: 0 }],
  ['fields that are no list', () => signedWith('', { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields 6 0 R >> /Perms [1] >>' }), { listed: 1 }],
  ...['[-1 4 1]', '[1.5 4 1]', '[1 4]', '[0 0 0]', '[1 (x) 4 1]'].map(
    (widths) => [`numbers ${widths} wide`, () => updatedWithin(plain, 60, '1', { widths }), 'fileDamaged'] as const,
  ),
  ...['[60 1 190 -2]', '[60.5 1 190 2]', '[-60 1 190 2]', '5'].map(
    (index) => [`sections ${index}`, () => updatedWithin(plain, 60, '1', { index }), 'fileDamaged'] as const,
  ),
  ...['/Prev -5', '/Prev 9.5', '/Prev (9)', '/Prev 4 0 R', '/Prev 99999999999999999999'].map(
    (entries) => [`a chain that goes on at ${entries}`, () => updatedWithin(plain, 60, '1', { entries }), 'fileDamaged'] as const,
  ),
  ['rows that are predicted of half a byte', () => updatedWithin(plain, 60, '1', { entries: '/DecodeParms << /Predictor 12 /Columns 2.5 >>' }), 'fileDamaged'],
];

describe('a file with a signature and', () => {
  test.each(cases)(
    '%s',
    async (_, make, said) => {
      const bytes = make();
      const [read, opened] = [await readSignatures(bytes), await openUpdate(bytes, 1)];
      if (said === 'fileDamaged') expect([read, opened].map((result) => !result.ok && result.code)).toEqual([said, said]);
      else expect(read).toMatchObject({ ok: true, value: Array(said.listed).fill({ coversWhole: false, changedSince: ['rangesWrong'] }) });
    },
    30_000,
  );
});
