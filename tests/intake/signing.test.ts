import { expect, test } from 'vitest';
import { blocks, checkSigning } from '../../utils/intake/check.ts';
import type { Handwriting, Signing } from '../../utils/intake/form.ts';

const hand: Handwriting = { kind: 'drawn', width: 100, height: 40, strokes: [[1, 1, 20, 20]] };
const said = (signing: Signing) => checkSigning(signing).map(({ code, severity }) => `${code} ${severity}`);

test('on the screen nothing may be missing; on paper it is only remembered', () => {
  expect(said({ kind: 'hand' })).toEqual(['mentionMissing blocks', 'signatureMissing blocks']);
  expect(said({ kind: 'hand', mention: hand, signature: hand })).toEqual([]);
  expect(said({ kind: 'print' })).toEqual(['signOnPaper informs']);
});

test('with a certificate no drawn signature is asked, and the mention’s absence is said without holding anything back', () => {
  expect(said({ kind: 'certificate', mention: hand })).toEqual([]);
  expect(said({ kind: 'certificate' })).toEqual(['mentionMissing warns']);
  expect(blocks(checkSigning({ kind: 'certificate' }))).toBe(false);
});
