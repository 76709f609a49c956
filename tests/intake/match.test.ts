import { describe, expect, test } from 'vitest';
import { questions } from '../../utils/intake/catalogue.ts';
import { align, matchOption, normalise, scoreWording, tokens, tokensOf } from '../../utils/intake/match.ts';

describe('words', () => {
  test.each([
    ['Wenst u een nieuwe client_id aan te vragen? *', ['wil', 'je', 'een', 'nieuwe', 'clientid', 'aanvragen']],
    ['Client-ID', ['clientid']],
    ['E-mailadres', ['email', 'adres']],
    ['e-mail adres', ['email', 'adres']],
    ['Instellingsnummer(s)', ['instellingsnummer']],
    ['toegangsgroep(en)', ['toegangsgroep']],
    ['Rekeningen 2.0', ['rekeningen20']],
    ['oﬃcieel', ['officieel']],
    ['Naam (verplicht)', ['naam']],
    ['één', ['een']],
  ])('%s → %j', (text, expected) => expect(tokens(text)).toEqual(expected));

  test('each knows the parts that it spans', () => {
    expect(tokensOf(['uit', 'te', 'breiden', 'nu'])).toEqual([
      { token: 'uitbreiden', part: 0, last: 2 },
      { token: 'nu', part: 3, last: 3 },
    ]);
  });
  test('normalise leaves no capitals or diacritics', () => expect(normalise(' Çà ET Là ')).toBe('ca et la'));
});

describe('wordings', () => {
  test.each(questions.flatMap((row) => row.wordings.map((wording) => [row.key, wording] as const)))('%s is said by its own wording: %s', (_, wording) => {
    expect(scoreWording(wording, wording)).toBeCloseTo(1, 5);
  });

  test.each([
    ['Naam aanvrager', 'Gebruikersnaam'],
    ['Datum', 'Geboortedatum'],
    ['Functie aanvrager', 'Naam aanvrager'],
    ['Naam directie', 'Naam'],
  ])('"%s" is not said by "%s"', (wording, text) => expect(scoreWording(wording, text)).toBeLessThan(0.72));

  test('a question may go on in the text; what follows does not count', () => {
    const text = tokens('Wens je een nieuwe ClientID aan te vragen? Ja Nee');
    expect(align(tokens('Wens je een nieuwe ClientID aan te vragen?'), text)).toMatchObject({ score: 1, end: 6 });
  });
  test('one slip of the pen in a long word is forgiven', () => expect(scoreWording('Handtekening aanvrager', 'Handtekenning aanvrager')).toBe(1));
});

describe('options', () => {
  const application = questions.find((row) => row.key === 'administration.application')?.options ?? [];
  const yesNo = questions.find((row) => row.key === 'accounts.reconcile')?.options ?? [];
  test.each([
    ['Leerlingenadministratie', 'administration.application.students'],
    ['leerlingen', 'administration.application.students'],
    ['BEIDE', 'administration.application.both'],
    ['Beide partijen', undefined],
    ['Personeelsadministratie en lonen', undefined],
  ])('%s → %s', (text, key) => expect(matchOption(application, text)).toBe(key));
  test.each([
    ['Nee', 'accounts.reconcile.no'],
    ['meneer', undefined],
    ['jaar', undefined],
    ['Ja', 'accounts.reconcile.yes'],
    ['', undefined],
  ])('%s → %s', (text, key) => expect(matchOption(yesNo, text)).toBe(key));
});
