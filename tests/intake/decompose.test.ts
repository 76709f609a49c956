import { describe, expect, test } from 'vitest';
import { compose } from '../../utils/intake/compose.ts';
import { decompose } from '../../utils/intake/decompose.ts';
import { contentsOf, differencesOf, findKin, merge } from '../../utils/intake/kinship.ts';
import type { School } from '../../utils/intake/profile.ts';
import { requestFixture, requestNames } from '../support/requests.ts';

const school: School = {
  id: 's1',
  name: 'De Linde',
  institutionNumbers: ['035642', '40428'],
  director: { name: 'Jan Janssens', email: 'directie@linde.example' },
  accessGroups: ['VZW De Linde'],
  username: 'Jan.J',
};
const other: School = { ...school, id: 's2', name: 'De Eik', institutionNumbers: ['123456'], director: { name: '', email: '' } };

describe('a request taken apart', () => {
  test.each(requestNames)('%s composes to the same again', (name) => {
    const request = requestFixture(name);
    const { applicant, school: said, purpose } = decompose(request);
    if (!applicant || !said || !purpose) throw new Error('The fixture says something of each.');
    const again = compose({ ...applicant, id: 'a' }, { ...said, id: 's' }, { ...purpose, id: 'p' }, request.date);
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(request)));
  });

  test('says nothing of what nobody wrote', () => {
    expect(decompose({ applicant: { name: '', role: '' }, date: '2026-09-03', director: { name: '', email: '' } })).toEqual({});
  });

  test('leaves open which of two Ja is meant, and keeps the name', () => {
    const { purpose } = decompose({ ...requestFixture('accounts-only'), clientId: { kind: 'both', name: 'koppeling' } });
    expect(purpose?.clientId).toEqual({ name: 'koppeling' });
  });
});

describe('kin', () => {
  const said = (change: Partial<School>) => ({
    ...school,
    accessGroups: [],
    username: '',
    director: { name: '', email: '' },
    institutionNumbers: [],
    ...change,
  });

  test.each<[string, Partial<School>, string | undefined]>([
    ['one number, its zeros dropped or not', { institutionNumbers: ['040428'] }, 's1'],
    ['another number, whatever else is the same', { institutionNumbers: ['111111'], accessGroups: ['VZW De Linde'] }, undefined],
    ['an access group that two schools have', { accessGroups: ['vzw de linde'] }, undefined],
    ['no number, but an access group and a director', { accessGroups: ['vzw de linde'], director: school.director }, 's1'],
    ['no number, but the director’s address', { director: { name: '', email: 'DIRECTIE@linde.example' } }, 's1'],
    ['nothing at all', {}, undefined],
  ])('a school by %s', (_, change, id) => {
    expect(findKin('school', said(change), [other, school])?.id).toBe(id);
  });

  test('the school with most numbers of the form is the nearest', () => {
    const board = { ...school, id: 's3', institutionNumbers: ['035642', '040428', '123456'] };
    expect(findKin('school', said({ institutionNumbers: ['035642', '123456'] }), [school, board, other])?.id).toBe('s3');
  });

  test('of two schools with the number, the one that shares more; with nothing between them, neither', () => {
    const asking = said({ institutionNumbers: ['035642'], director: school.director });
    expect(findKin('school', asking, [{ ...other, institutionNumbers: ['35642'] }, school])?.id).toBe('s1');
    expect(findKin('school', said({ institutionNumbers: ['035642'] }), [{ ...other, institutionNumbers: ['35642'] }, school])).toBeUndefined();
  });

  test('an applicant by name, in whatever capitals and accents', () => {
    const known = { id: 'a1', name: 'Noëmie Peeters', role: 'ICT', email: 'n@x.example' };
    expect(findKin('applicant', { name: 'NOEMIE  PEETERS', role: '', email: '' }, [known])).toBe(known);
    expect(findKin('applicant', { name: '', role: 'ICT', email: '' }, [{ ...known, name: '' }])).toBeUndefined();
  });

  test('a purpose by the ClientID that it extends, a new one by its use', () => {
    const { purpose: extend } = decompose(requestFixture('extend-students'));
    const { purpose: fresh } = decompose(requestFixture('new-both'));
    if (!extend || !fresh) throw new Error('The fixtures ask something.');
    const kept = [
      { ...fresh, id: 'p1' },
      { ...extend, id: 'p2', administration: { asked: true, use: 'iets anders' } },
    ];
    expect(findKin('purpose', extend, kept)?.id).toBe('p2');
    expect(findKin('purpose', fresh, kept)?.id).toBe('p1');
    expect(findKin('purpose', { ...extend, clientId: { kind: 'extend', name: 'ander' } }, kept)).toBeUndefined();
  });
});

describe('what a form changes', () => {
  test('lists grow by what they lack, texts give way, what it leaves empty stays, and so does the name', () => {
    const said = {
      ...school,
      name: 'VZW De Linde',
      institutionNumbers: ['040428', '111111'],
      director: { name: 'An Peeters', email: '' },
      accessGroups: [],
      username: '',
    };
    const merged = merge('school', school, said);
    expect(merged).toEqual({
      ...school,
      institutionNumbers: ['035642', '40428', '111111'],
      director: { name: 'An Peeters', email: 'directie@linde.example' },
    });
    expect(differencesOf('school', school, merged)).toEqual([
      { key: 'administration.institutionNumbers', named: false, before: ['035642', '40428'], after: ['035642', '40428', '111111'] },
      { key: 'director.name', named: false, before: ['Jan Janssens'], after: ['An Peeters'] },
    ]);
  });

  test('nothing, where it says the same', () => {
    expect(differencesOf('school', school, merge('school', school, { ...school, name: 'x' }))).toEqual([]);
  });

  test('a part that the form does not ask stays asked', () => {
    const { purpose } = decompose(requestFixture('accounts-only'));
    const { purpose: both } = decompose(requestFixture('new-both'));
    if (!purpose || !both) throw new Error('The fixtures ask something.');
    const merged = merge('purpose', { ...both, id: 'p' }, purpose);
    expect(merged.administration).toEqual(both.administration);
    expect(merged.accounts).toEqual(purpose.accounts);
  });

  test('options are named by their keys', () => {
    const { purpose } = decompose(requestFixture('accounts-only'));
    expect(purpose && contentsOf('purpose', purpose)).toEqual(
      expect.arrayContaining([
        { key: 'clientId', named: true, values: ['clientId.new'] },
        { key: 'asked', named: true, values: ['accounts.asked'] },
        { key: 'accounts.reconcile', named: true, values: ['accounts.reconcile.no'] },
      ]),
    );
  });
});
