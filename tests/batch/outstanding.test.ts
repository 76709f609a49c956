import { describe, expect, it } from 'vitest';
import { clientIdOf, holdingsOf } from '../../utils/batch/holdings.ts';
import { outstanding } from '../../utils/batch/outstanding.ts';
import { scopesOf } from '../../utils/batch/scopes.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import type { AccessRequest, Application, Purpose } from '../../utils/intake/request.ts';
import { request, submission } from './made.ts';

const administration = (application: Application, purpose: Purpose, ...institutionNumbers: string[]): AccessRequest['administration'] => ({
  application,
  purpose,
  institutionNumbers,
  use: 'Opvragen',
});
const accounts = (reconcile: boolean, ...accessGroups: string[]): AccessRequest['accounts'] => ({ accessGroups, username: 'u', use: 'Rekeningen', reconcile });

const handedIn = (status: Status, over: Partial<AccessRequest>, schoolIds = ['1']): Submission =>
  submission('s', {
    status,
    request: request({ administration: undefined, ...over }),
    schoolIds,
    dates: { sent: '2026-09-03', ...(status === 'credentials' ? { credentials: '2026-09-20' } : {}) },
  });

const left = (history: readonly Submission[], over: Partial<AccessRequest>, schoolIds = ['1']) =>
  outstanding(request({ administration: undefined, ...over }), holdingsOf(history), schoolIds);

describe('numbers and their scopes', () => {
  // had: application, purpose; asked: application, purpose; what is still to ask.
  it.each([
    ['students', 'read', 'students', 'read', undefined],
    ['both', 'both', 'students', 'push', undefined],
    ['students', 'read', 'both', 'read', ['staff', 'read']],
    ['students', 'read', 'students', 'both', ['students', 'push']],
    ['students', 'both', 'both', 'both', ['staff', 'read']],
    ['staff', 'read', 'both', 'both', ['students', 'both']],
    ['students', 'read', 'both', 'both', ['both', 'both']],
    ['staff', 'read', 'students', 'push', ['students', 'push']],
    // Pushing with staff gives nothing: it stays what the person chose, for the check to judge.
    ['both', 'both', 'staff', 'push', ['staff', 'push']],
    ['students', 'read', 'staff', 'both', ['staff', 'both']],
  ] as const)('has %s/%s, asks %s/%s: still asks %s', (hadApplication, hadPurpose, application, purpose, expected) => {
    const { request: asked, nothingLeft } = left([handedIn('credentials', { administration: administration(hadApplication, hadPurpose, '40001') })], {
      administration: administration(application, purpose, '040001'),
    });
    expect(asked.administration && [asked.administration.application, asked.administration.purpose]).toEqual(expected);
    expect(nothingLeft).toBe(expected === undefined);
  });

  it('asks only for the numbers that lack something, and says what the others have', () => {
    const { request: asked, alreadyHad } = left([handedIn('credentials', { administration: administration('both', 'read', '040001', '040002') })], {
      administration: administration('both', 'read', '040001', '040003', '40002'),
    });
    expect(asked.administration?.institutionNumbers).toEqual(['040003']);
    expect(alreadyHad).toEqual([
      { kind: 'number', value: '040001', scopes: ['students.read', 'staff.read'], whole: true, state: 'had', since: '2026-09-20' },
      { kind: 'number', value: '40002', scopes: ['students.read', 'staff.read'], whole: true, state: 'had', since: '2026-09-20' },
    ]);
  });

  it('says of a part that it is left out only where the form no longer asks it', () => {
    const history = [handedIn('credentials', { administration: administration('students', 'read', '040001') })];
    expect(left(history, { administration: administration('both', 'read', '040001') }).alreadyHad).toMatchObject([{ scopes: ['students.read'], whole: false }]);
    expect(left(history, { administration: administration('both', 'both', '040001') }).alreadyHad).toEqual([]);
    expect(left(history, {}).nothingLeft).toBe(false);
  });

  it('tells apart what is granted and what is waited for', () => {
    const waiting = handedIn('sent', { administration: administration('students', 'read', '040001') });
    const granted = handedIn('credentials', { administration: administration('students', 'read', '040001') });
    const asked = { administration: administration('students', 'read', '040001') };
    expect(left([waiting], asked).alreadyHad).toMatchObject([{ state: 'waiting', since: '2026-09-03' }]);
    for (const history of [
      [waiting, granted],
      [granted, waiting],
    ])
      expect(left(history, asked).alreadyHad).toMatchObject([{ state: 'had', since: '2026-09-20' }]);
  });

  it.each(['draft', 'ready', 'signed', 'refused'] as const)('what is %s counts for nothing', (status) => {
    const asked = { administration: administration('students', 'read', '040001'), accounts: accounts(true, 'A') };
    expect(left([handedIn(status, asked)], asked)).toEqual({ request: request(asked), alreadyHad: [], nothingLeft: false });
  });

  it.each(['sent', 'credentials', 'expired'] as const)('what is %s and was never made counts for nothing', (status) => {
    const asked = { administration: administration('students', 'read', '040001'), accounts: accounts(true, 'A') };
    const unmade: Submission = { ...handedIn(status, asked), work: { state: 'failed', code: 'charactersUnprintable', values: ['😀'] } };
    expect(left([unmade], asked)).toEqual({ request: request(asked), alreadyHad: [], nothingLeft: false });
  });

  it('leaves to the check what is missing or no number', () => {
    const history = [handedIn('credentials', { administration: administration('students', 'read', '040001') })];
    const none = { administration: administration('students', 'read') };
    expect(left(history, none).request.administration).toEqual(none.administration);
    const typed = left(history, { administration: administration('students', 'read', '040001', 'abc') });
    expect([typed.request.administration?.institutionNumbers, typed.nothingLeft]).toEqual([['abc'], false]);
    const unchosen = { administration: { institutionNumbers: ['040001'], use: '' } };
    expect(left(history, unchosen).request.administration).toEqual(unchosen.administration);
  });
});

describe('access groups', () => {
  const granted = handedIn('credentials', { accounts: accounts(false, 'Internaat Zuid') });

  it('falls away as a whole, and leaves the administration', () => {
    const { request: asked, nothingLeft } = left([granted], {
      administration: administration('students', 'read', '040001'),
      accounts: accounts(false, 'internaat  zuid'),
    });
    expect([asked.accounts, asked.administration?.institutionNumbers, nothingLeft]).toEqual([undefined, ['040001'], false]);
    expect(left([granted], { accounts: accounts(false, 'Internaat Zuid') }).nothingLeft).toBe(true);
  });

  it('is asked again to reconcile', () => {
    expect(left([granted], { accounts: accounts(true, 'Internaat Zuid', 'VZW') }).request.accounts?.accessGroups).toEqual(['Internaat Zuid', 'VZW']);
  });

  it('of another school with the same name is another group', () => {
    expect(left([granted], { accounts: accounts(false, 'Internaat Zuid') }, ['2']).request.accounts?.accessGroups).toEqual(['Internaat Zuid']);
    expect(left([granted], { accounts: accounts(false, 'Internaat Zuid') }, ['1', '2']).request.accounts?.accessGroups).toEqual(['Internaat Zuid']);
    const other = handedIn('sent', { accounts: accounts(false, 'Internaat Zuid') }, ['2']);
    expect(left([granted, other], { accounts: accounts(false, 'Internaat Zuid') }, ['1', '2']).alreadyHad).toMatchObject([{ state: 'waiting' }]);
  });

  it('that several schools wait for stands as the one that waits longest', () => {
    const [late, early] = ['2026-09-30', '2026-09-10'].map((sent, at) => ({
      ...handedIn('sent', { accounts: accounts(false, 'A') }, [String(at + 1)]),
      dates: { sent },
    }));
    if (!late || !early) throw new Error('Two were made.');
    for (const history of [
      [late, early],
      [early, late],
    ])
      expect(left(history, { accounts: accounts(false, 'A') }, ['1', '2']).alreadyHad).toMatchObject([{ state: 'waiting', since: '2026-09-10' }]);
  });

  it('ends with its school year; a number’s scopes don’t', () => {
    const asked = { administration: administration('students', 'read', '040001'), accounts: accounts(false, 'A') };
    const { request: kept } = left([handedIn('expired', asked)], asked);
    expect([kept.administration, kept.accounts?.accessGroups]).toEqual([undefined, ['A']]);
  });
});

it('a ClientID that came of a request is known by the name that was noted', () => {
  expect(clientIdOf(submission('s', { request: request({ clientId: { kind: 'new' } }), clientId: ' rapport ' }))).toBe('rapport');
  expect(clientIdOf(submission('s', { request: request({ clientId: { kind: 'new' } }) }))).toBe('');
  expect(clientIdOf(submission('s'))).toBe('rapport');
});

describe('expected scopes', () => {
  it.each([
    [
      'both',
      'both',
      ['api_informat_sas_leerlingen.leerlingen.040428', 'api_informat_sas_leerlingen.voorinschrijvingen.040428', 'api_informat_sas_personeel.personeel.040428'],
    ],
    ['students', 'push', ['api_informat_sas_leerlingen.voorinschrijvingen.040428']],
    ['staff', 'read', ['api_informat_sas_personeel.personeel.040428']],
  ] as const)('of %s, %s', (application, purpose, scopes) => {
    expect(scopesOf(request({ administration: administration(application, purpose, '40428', '040428', 'geen') }))).toEqual([
      { institutionNumber: '040428', scopes },
    ]);
  });

  it('are none where nothing can be granted', () => {
    expect(scopesOf(request({ administration: administration('staff', 'push', '040428') }))).toEqual([]);
    expect(scopesOf(request({ administration: undefined, accounts: accounts(true, 'A') }))).toEqual([]);
  });
});
