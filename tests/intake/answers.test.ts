import { describe, expect, test } from 'vitest';
import { answersFor, answersOf } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { questionOf, questions } from '../../utils/intake/catalogue.ts';
import { compose } from '../../utils/intake/compose.ts';
import { requestFixture } from '../support/requests.ts';

const marks = (answers: ReadonlyMap<PlaceKey, { kind: string }>) => [...answers].filter(([, answer]) => answer.kind === 'mark').map(([key]) => key);

describe('answers', () => {
  test('new: nieuw Ja, uitbreiden Nee, and no name', () => {
    const answers = answersOf(requestFixture('new-both'));
    expect(marks(answers)).toEqual([
      'clientId.new.yes',
      'clientId.extend.no',
      'administration.application.both',
      'administration.purpose.both',
      'accounts.reconcile.yes',
    ]);
    expect(answers.has('clientId.name')).toBe(false);
    expect(answers.get('date')).toEqual({ kind: 'text', text: '03/09/2026' });
    expect(answers.get('director')).toEqual({ kind: 'text', text: 'Greet Şahin-Černá, directie@school1.example' });
  });

  test('extend: nieuw Nee, uitbreiden Ja, and the name in both places', () => {
    const answers = answersOf(requestFixture('extend-students'));
    expect(marks(answers).slice(0, 2)).toEqual(['clientId.new.no', 'clientId.extend.yes']);
    const name = { kind: 'text', text: 'rapportplatform-scholengroep' };
    expect([answers.get('clientId.name'), answers.get('administration.clientId')]).toEqual([name, name]);
  });

  test('Rekeningen alone answers nothing of the administration', () => {
    const keys = [...answersOf(requestFixture('accounts-only')).keys()];
    expect(keys.some((key) => key.startsWith('administration'))).toBe(false);
    expect(keys).toContain('accounts.reconcile.no');
  });

  test('numbers get their zeros back; what can be no number stays as typed', () => {
    const request = requestFixture('extend-students');
    if (request.administration) request.administration.institutionNumbers = ['35642', 'abc'];
    expect(answersOf(request).get('administration.institutionNumbers')).toEqual({ kind: 'list', values: ['035642', 'abc'] });
  });

  test('the director is one answer or two, as the form asks', () => {
    const request = requestFixture('new-both');
    const inParts = answersFor(request, new Set<PlaceKey>(['director.name', 'director.email']));
    const whole = answersFor(request, new Set<PlaceKey>(['director']));
    expect([inParts.has('director'), inParts.has('director.name')]).toEqual([false, true]);
    expect([whole.has('director'), whole.has('director.name')]).toEqual([true, false]);
  });
});

test('every place of the catalogue belongs to a question', () => {
  const places = questions.flatMap((row) => [row.key, ...(row.options ?? []).map((option) => option.key), ...(row.parts ?? []).map((part) => part.key)]);
  for (const place of places) expect(questions.map((row) => row.key)).toContain(questionOf(place));
});

describe('compose', () => {
  const applicant = { id: 'a', name: ' An ', role: 'ICT', email: 'an@partner.example' };
  const school = {
    id: 's',
    name: 'De Linde',
    institutionNumbers: [' 35642 ', ''],
    director: { name: 'Jan', email: ' jan@linde.example ' },
    accessGroups: ['VZW', ' '],
    username: 'Jan.J',
  };
  const purpose = {
    id: 'p',
    name: 'Rapport',
    clientId: { kind: 'extend' as const, name: ' rapport ' },
    administration: { asked: true, application: 'both' as const, purpose: 'read' as const, use: 'Rapporten' },
    accounts: { asked: false, use: '' },
  };

  test('joins the three profiles, trimmed', () => {
    expect(compose(applicant, school, purpose, '2026-11-23')).toEqual({
      applicant: { name: 'An', role: 'ICT' },
      date: '2026-11-23',
      director: { name: 'Jan', email: 'jan@linde.example' },
      clientId: { kind: 'extend', name: 'rapport' },
      administration: { application: 'both', purpose: 'read', institutionNumbers: ['35642'], use: 'Rapporten' },
      accounts: undefined,
    });
  });

  test('what is not chosen stays absent, for the check to say', () => {
    const request = compose(
      applicant,
      school,
      { ...purpose, clientId: { kind: undefined, name: '' }, administration: { asked: false, use: '' } },
      '2026-11-23',
    );
    expect([request.clientId, request.administration, request.accounts]).toEqual([undefined, undefined, undefined]);
  });
});
