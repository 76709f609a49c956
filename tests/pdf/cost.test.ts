import { expect, test } from 'vitest';
import { costOf } from '../../utils/pdf/cost.ts';

const cost = (content: string) =>
  costOf(
    Uint8Array.from(content, (character) => character.charCodeAt(0) & 255),
    1000,
  );

test.each([
  ['operators, with or without anything between them', 'q 1 0 0 1 0 0 cm 0 0 m 9 9 l S Q qQ1Q', 9],
  ['an operator that begins like another', 'BT ET BTET b* b BDC', 7],
  ['letters that are shown', 'BT /F 9 Tf (vier) Tj [(vi) -20 (er)] TJ ET', 13],
  ['letters in hexadecimal', '<76696572> Tj', 5],
  ['strings with parentheses and backslashes', '(a (b) \\) c) Tj', 11],
  ['a string that is shown to nobody', '(q Q q Q) pdfmark <7171> zz', 0],
  ['names, comments, dictionaries', '/q /Q % q Q q\n/Span << /Q /q >> BDC EMC', 2],
  ['words that are no operators', 'twee zoals twee', 0],
  ['words that begin with one', 'formulier van', 2],
  ['a string that nothing ends', '(q Q q Q', 0],
])('%s', (_, content, expected) => {
  expect(cost(content)).toBe(expected);
});

test('past its bound it stops', () => {
  expect(costOf(new TextEncoder().encode('q '.repeat(50)), 9)).toBe(10);
});
