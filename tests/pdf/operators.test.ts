import { describe, expect, test } from 'vitest';
import { mendContent } from '../../utils/pdf/operators.ts';

/** As one line: where tokens part is not what is tested. */
const mended = (content: string) => mendContent(content)?.replace(/\n/g, ' ');

describe('sound content is left as it is', () => {
  test.each([
    'q 1 0 0 -1 0 842 cm BT /F1 9.5 Tf (Naam \\(voluit\\) \\\\) Tj ET Q',
    'BT [(Da) -20 <61746D> 3.5 (:)] TJ ET',
    '/Artikel <</MCID 3 /Lang (nl-BE) /Plaatsen [1 2 [3]]>> BDC EMC',
    '/Naam#20met#28haken gs % een opmerking ) > ] }',
    'BI /W 2 /H 2 /BPC 8 /CS /G ID \u0000>]}( EI Q',
    '.5 -.5 +3 4. re f\nT* \' "',
    '',
  ])('%s', (content) => expect(mendContent(content)).toBeUndefined());
});

describe('what is no token is left out, what stands around it stays', () => {
  test.each([
    ['a bracket too many', 'q ] (Naam) Tj >> Q', 'q (Naam) Tj Q'],
    ['a bracket too few', 'q [(Naam) (Datum) Tj 0 0 m', 'q Tj 0 0 m'],
    ['braces and a closing parenthesis', '{ 1 0 0 rg } ) 0 0 m', '1 0 0 rg 0 0 m'],
    ['a string in hexadecimal that is none', '<4E61 (Naam) Tj', '4E61 (Naam) Tj'],
    ['a string that never ends', '(Naam) Tj (Datum Tj', '(Naam) Tj'],
    ['a dictionary of values without keys', '/X << 1 2 /Y >> BDC', '/X << >> BDC'],
    ['a dictionary that lacks its last value', '/X << /A 1 /B >> BDC', '/X << >> BDC'],
    ['a name with a sign that means nothing', '/Naam#zz gs', '/Naam#23zz gs'],
    ['a number that no reader can hold', '99999999999999999999 0 m', '2147483647 0 m'],
    ['an inline image that never ends', '0 0 m BI /W 2 ID \u0001\u0002', '0 0 m'],
    ['arrays in arrays without end', `${'['.repeat(300)}${']'.repeat(300)} 0 d`, `${'[ '.repeat(100)}${'] '.repeat(100)}0 d`],
  ])('%s', (_, content, expected) => expect(mended(content)).toBe(expected));
});

test('what it mends, it leaves alone the second time', () => {
  const once = mendContent('q ] << 1 >> (Naam) Tj [ <zz> Q') ?? '';
  expect(once).not.toBe('');
  expect(mendContent(once)).toBeUndefined();
});
