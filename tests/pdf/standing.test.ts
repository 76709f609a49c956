import { expect, test } from 'vitest';
import type { Box, Place } from '../../utils/intake/form.ts';
import type { Page } from '../../utils/pdf/layout.ts';
import type { Glyph } from '../../utils/pdf/paint.ts';
import { readPlaces } from '../../utils/pdf/standing.ts';

const cell = 12;
const cells = 14;
const left = 100;
const comb: Place = {
  key: 'applicant.name',
  page: 0,
  box: [left, 500, left + cells * cell, 516],
  slot: { kind: 'print' },
  cells: Array.from({ length: cells - 1 }, (_, at) => left + (at + 1) * cell),
  confidence: 1,
};

const glyph = (text: string, x: number): Glyph => {
  const box: Box = [x, 503, x + 6, 511];
  return { text, box, baseline: 504, size: 9, font: 'Hand' };
};

function readComb(glyphs: readonly Glyph[]): string | undefined {
  const page: Page = {
    index: 0,
    width: 600,
    height: 800,
    turn: 0,
    fromUser: [1, 0, 0, 1, 0, 0],
    glyphs,
    lines: [],
    leaders: [],
    glyphMarks: [],
    shapes: [],
    images: [],
    widgets: [],
    annotations: new Map(),
  };
  return readPlaces(page, [comb], glyphs, () => false).texts[0]?.text;
}

const oneACell = (text: string) => [...text].flatMap((letter, at) => (letter === ' ' ? [] : [glyph(letter, left + at * cell + 3)]));

test.each([
  ['AN PEETERS', 'AN PEETERS'],
  ['AN  PEETERS', 'AN PEETERS'],
  ['  AN', 'AN'],
  ['03 09 2026', '03 09 2026'],
  ['03092026', '03092026'],
])('one letter a cell, an empty cell for a space: %j', (written, read) => {
  expect(readComb(oneACell(written))).toBe(read);
});

test('letters that don’t keep to the cells are read as they stand', () => {
  const close = [...'AN'].map((letter, at) => glyph(letter, left + 2 + at * 6.2));
  const after = [...'PEETERS'].map((letter, at) => glyph(letter, left + 24 + at * 6.2));
  expect(readComb([...close, ...after])).toBe('AN PEETERS');
});
