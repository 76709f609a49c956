import { expect, it } from 'vitest';
import { isMessageKey } from '../../utils/i18n.ts';
import { doubtsOf, namesOthers, scanDoubtCodes } from '../../utils/paper/doubts.ts';

const seen = [
  { page: 0, turns: 0, score: 1 },
  { page: 1, turns: 0, score: 1 },
];
const fine = { made: 2, seen, findings: [{ differing: [] }, { differing: [], signed: true }], asksInk: true, otherNumbers: false };

it('every doubt has its sentence', () => {
  for (const code of scanDoubtCodes) expect(isMessageKey(`scan_${code}`), code).toBe(true);
});

it('there is none where all is as it was made', () => expect(doubtsOf(fine)).toEqual([]));

it('a certificate stands in the stead of ink', () => {
  const unsigned = { ...fine, findings: [{ differing: [] }, { differing: [], signed: false }] };
  expect(doubtsOf(unsigned).map(({ code }) => code)).toEqual(['unsigned']);
  expect(doubtsOf({ ...unsigned, asksInk: false })).toEqual([]);
});

it('where the signature’s place is not known the person is to look', () => {
  expect(doubtsOf({ ...fine, findings: [{ differing: [] }, { differing: [] }] })).toMatchObject([{ code: 'signatureUnseen', severity: 'informs' }]);
});

it('tells pages as a person counts them, worst first', () => {
  const odd = [
    { page: 2, turns: 1, score: 1 },
    { turns: 0, score: 0 },
    { page: 0, turns: 0, score: 1 },
  ];
  expect(doubtsOf({ ...fine, made: 3, seen: odd, findings: [{ differing: [] }, undefined, { differing: [], signed: true }] })).toEqual([
    { code: 'pagesMissing', severity: 'blocks', values: ['2'], keys: [] },
    { code: 'outOfOrder', severity: 'warns', values: [], keys: [] },
    { code: 'extraPages', severity: 'warns', values: ['2'], keys: [] },
    { code: 'turned', severity: 'informs', values: ['1'], keys: [] },
  ]);
});

it('an own page that comes twice is told apart from another’s', () => {
  const more = [...seen, { turns: 0, score: 0.9 }, { turns: 0, score: 0.9 }];
  expect(doubtsOf({ ...fine, seen: more, repeated: [3] })).toEqual([
    { code: 'extraPages', severity: 'warns', values: ['3'], keys: [] },
    { code: 'repeatedPages', severity: 'warns', values: ['4'], keys: [] },
  ]);
});

it('a certificate signature that is wrong blocks, with ink and without', () => {
  expect(doubtsOf({ ...fine, brokenSignature: true })).toMatchObject([{ code: 'brokenSignature', severity: 'blocks' }]);
  const bare = { ...fine, findings: [{ differing: [] }, { differing: [], signed: false }], brokenSignature: true };
  expect(doubtsOf(bare).map(({ code }) => code)).toEqual(['brokenSignature', 'unsigned']);
});

it('the text layer speaks where the picture said nothing', () => {
  const numbers = 'administration.institutionNumbers';
  expect(doubtsOf({ ...fine, otherNumbers: true })).toMatchObject([{ code: 'otherRequest', keys: [numbers] }]);
  const both = { ...fine, otherNumbers: true, findings: [{ differing: [numbers] }, { differing: [], signed: true }] };
  expect(doubtsOf(both)).toMatchObject([{ code: 'otherRequest', keys: [numbers] }]);
});

it.each([
  ['Instellingsnummer 040428', ['040428'], false],
  ['Instellingsnummer 040436', ['040428'], true],
  ['040436, 040428', ['040428'], false],
  ['gescand op 03/09/2026, tel. 0471234567', ['040428'], false],
  ['niets', ['040428'], false],
  ['040436', [], false],
])('“%s” for %o: another request’s is %s', (text, numbers, others) => expect(namesOthers(text, numbers)).toBe(others));
