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

test('a pen that was put down and not moved is no signature; a short stroke is', () => {
  const drawn = (...strokes: number[][]): Handwriting => ({ kind: 'drawn', width: 300, height: 100, strokes });
  const [dot, trembled, stroke] = [drawn([40, 40]), drawn([40, 40, 42, 41], [41, 40]), drawn([40, 40, 60, 45])];
  expect(said({ kind: 'hand', mention: stroke, signature: dot })).toEqual(['handIsDot blocks']);
  expect(said({ kind: 'hand', mention: trembled, signature: stroke })).toEqual(['handIsDot blocks']);
  expect(said({ kind: 'certificate', mention: dot })).toEqual(['handIsDot warns']);
  expect(said({ kind: 'hand', mention: stroke, signature: stroke })).toEqual([]);
});

test('with a certificate no drawn signature is asked, and the mention’s absence is said without holding anything back', () => {
  expect(said({ kind: 'certificate', mention: hand })).toEqual([]);
  expect(said({ kind: 'certificate' })).toEqual(['mentionMissing warns']);
  expect(blocks(checkSigning({ kind: 'certificate' }))).toBe(false);
});
