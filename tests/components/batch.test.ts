// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askAgainId, batchFields, leadTo, schoolOf } from '../../components/batch/lead.ts';
import type { PlannedRow } from '../../utils/batch/plan.ts';
import { batchProblem } from '../../utils/batch/problem.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { school } from '../batch/made.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const problem = (code: string, key: Problem['key'], ...values: string[]): Problem => ({ code, severity: 'warns', key, values, source: '' });

describe('the school that a problem is about', () => {
  const schools = [school('1'), school('2', { institutionNumbers: ['40002'], accessGroups: ['VZW Noord'], director: { name: 'An', email: 'an@gmail.com' } })];

  it.each([
    ['its number as typed', problem('numberPadded', 'administration.institutionNumbers', '40002', '040002')],
    ['its number as it prints', problem('numberTwice', 'administration.institutionNumbers', '040002')],
    ['its access group', problem('x', 'accounts.accessGroups', 'VZW Noord')],
    ['its director', problem('directorConsumerMailbox', 'director.email', 'an@gmail.com')],
  ])('is known by %s', (_, about) => {
    expect(schoolOf(about, schools)?.id).toBe('2');
  });

  it('is the first where the problem quotes nothing of them', () => {
    expect(schoolOf(problem('usernameMissing', 'accounts.username'), schools)?.id).toBe('1');
    expect(schoolOf(problem('usernameMissing', 'accounts.username'), [])).toBeUndefined();
  });
});

describe('what a problem leads to', () => {
  const row = { id: '1+2' } as PlannedRow;
  const work = { signing: 'print', applicantId: 'a', purposeId: 'p' } as const;
  const put = (id: string) => {
    const field = document.createElement('input');
    field.id = id;
    document.body.append(field);
  };
  afterEach(() => {
    document.body.replaceChildren();
    location.hash = '';
  });

  it.each([
    ['batchDirectorsDiffer', batchFields.director],
    ['batchUsernamesDiffer', batchFields.username],
    ['batchLeftOut', askAgainId(row)],
    ['batchNothingLeft', askAgainId(row)],
  ] as const)('%s is answered in the batch itself', (code, id) => {
    put(id);
    expect(leadTo(batchProblem(code), row, work)).toBe(true);
    expect(document.activeElement?.id).toBe(id);
  });

  it('is the profile that answers it, or one of the row’s schools', () => {
    expect(leadTo(problem('directorEmailMissing', 'director.email'), row, work)).toBe(false);
    expect(leadTo(problem('applicantRoleMissing', 'applicant.role'), row, work)).toBe(true);
    expect(location.hash).toBe('#profiles/applicants/a/applicant.role');
    expect(leadTo(problem('useMissing', 'administration.use'), row, work)).toBe(true);
    expect(location.hash).toBe('#profiles/purposes/p/administration.use');
  });
});
