import { describe, expect, test } from 'vitest';
import { printApart } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { requestOf } from '../../utils/intake/requested.ts';

describe('what a form says, as a request', () => {
  const said = (texts: Partial<Record<PlaceKey, string>>, ...crossed: PlaceKey[]) =>
    requestOf({ texts: new Map(Object.entries(texts) as [PlaceKey, string][]), crossed: new Set(crossed) });

  test('both Ja is both, neither is nothing', () => {
    expect(said({ 'clientId.name': 'koppeling' }, 'clientId.new.yes', 'clientId.extend.yes').request.clientId).toEqual({ kind: 'both', name: 'koppeling' });
    expect(said({}, 'clientId.new.no', 'clientId.extend.no').request).not.toHaveProperty('clientId');
    expect(said({}).request).not.toHaveProperty('clientId');
  });

  test('the name of the ClientID is taken from either place; two names are doubted', () => {
    expect(said({ 'administration.clientId': 'b' }, 'clientId.extend.yes').request.clientId).toEqual({ kind: 'extend', name: 'b' });
    const two = said({ 'clientId.name': 'a', 'administration.clientId': 'b' }, 'clientId.extend.yes');
    expect(two.request.clientId).toEqual({ kind: 'extend', name: 'a' });
    expect(two.doubted).toEqual(['clientId.name', 'administration.clientId']);
  });

  test('Ja and Nee of one question, or two of its options, are doubted', () => {
    expect(said({}, 'accounts.reconcile.yes', 'accounts.reconcile.no')).toMatchObject({ doubted: ['accounts.reconcile'] });
    const two = said({}, 'administration.application.students', 'administration.application.staff');
    expect(two.request.administration?.application).toBe('both');
    expect(two.doubted).toEqual(['administration.application']);
  });

  test.each([
    ['Jan Janssens, jan@school.example', { name: 'Jan Janssens', email: 'jan@school.example' }],
    ['jan@school.example - Jan Janssens', { name: 'Jan Janssens', email: 'jan@school.example' }],
    ['Jan Janssens <jan@school.example>', { name: 'Jan Janssens', email: 'jan@school.example' }],
    ['Jan Janssens\ne-mail: jan@school.example', { name: 'Jan Janssens', email: 'jan@school.example' }],
    ['Jan Janssens, jan@sint-\njan.example', { name: 'Jan Janssens', email: 'jan@sint-jan.example' }],
    ['Jan Janssens', { name: 'Jan Janssens', email: '' }],
  ])('the director %j', (text, director) => {
    expect(said({ director: text }).request.director).toEqual(director);
  });

  test.each([
    ['3/9/2026', '2026-09-03', []],
    ['03092026', '2026-09-03', []],
    ['03 09 2026', '2026-09-03', []],
    ['2026-09-03', '2026-09-03', []],
    ['3 september 2026', '2026-09-03', []],
    ['donderdag 3 sept. 2026', '2026-09-03', []],
    ['Gent, 3/9/2026', '2026-09-03', []],
    ['Fait à Bruxelles le 1er février 2026', '2026-02-01', []],
    ['september 2026', 'september 2026', ['date']],
    ['31 september 2026', '31 september 2026', ['date']],
    ['3/9', '3/9', ['date']],
    ['volgende week', 'volgende week', ['date']],
  ])('the date %j', (text, date, doubted) => {
    expect(said({ date: text })).toMatchObject({ request: { date }, doubted });
  });

  test.each([
    ['035642 040428;\n000123', ['035642', '040428', '000123']],
    ['035642 en 040428', ['035642', '040428']],
    ['035642, 040428 en 000123', ['035642', '040428', '000123']],
    ['035642 / 040428', ['035642', '040428']],
    ['035642/040428', ['035642', '040428']],
    ['035642 - 040428 & 000123', ['035642', '040428', '000123']],
    ['040428/2', ['040428/2']],
    ['040428-2', ['040428-2']],
  ])('the numbers %j', (text, numbers) => {
    const { request, doubted } = said({ 'administration.institutionNumbers': text });
    expect(request.administration?.institutionNumbers).toEqual(numbers);
    expect(doubted).toEqual([]);
  });

  const groups = 'accounts.accessGroups' as const;
  test.each<[string, string[], string[]]>([
    ['VZW Noord, VZW Zuid\nInternaat', ['VZW Noord', 'VZW Zuid', 'Internaat'], []],
    ['VZW Noord, Gent; VZW Zuid', ['VZW Noord, Gent', 'VZW Zuid'], []],
    ['VZW Noord, Gent;', ['VZW Noord, Gent'], []],
    ['VZW Noord, Gent;\nVZW Zuid', ['VZW Noord, Gent', 'VZW Zuid'], []],
    ['1. VZW Noord\n2. VZW Zuid', ['VZW Noord', 'VZW Zuid'], []],
    ['- VZW Noord\n- VZW Zuid', ['VZW Noord', 'VZW Zuid'], []],
    ['1. Leerjaar', ['1. Leerjaar'], []],
    ['Scholen en internaten', ['Scholen en internaten'], []],
    ['VZW Noord en VZW Zuid', ['VZW Noord en VZW Zuid'], [groups]],
    ['VZW Noord, VZW Oost en VZW Zuid', ['VZW Noord', 'VZW Oost en VZW Zuid'], [groups]],
  ])('the access groups %j', (text, names, doubted) => {
    expect(said({ [groups]: text })).toMatchObject({ request: { accounts: { accessGroups: names } }, doubted });
  });

  test.each([[['VZW Noord', 'VZW Zuid']], [['VZW Noord, Gent', 'VZW Zuid']], [['VZW Noord, Gent']], [['Internaat', 'A, B en C', 'D']]])(
    'a list as we print it, in one place or one a place: %j',
    (names) => {
      for (const text of [printApart(names), names.map((name) => printApart([name], names)).join('\n')]) {
        expect(said({ [groups]: text }).request.accounts?.accessGroups).toEqual(names);
      }
    },
  );
});
