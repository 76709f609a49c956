import { describe, expect, it } from 'vitest';
import type { Known } from '../../utils/batch/again.ts';
import { sayAgain } from '../../utils/batch/again.ts';
import { batchesOf, isUnfinished } from '../../utils/batch/batches.ts';
import type { PlanInput } from '../../utils/batch/draft.ts';
import { plan } from '../../utils/batch/plan.ts';
import { prepare } from '../../utils/batch/prepare.ts';
import type { Choices, Submission } from '../../utils/batch/submission.ts';
import { retry } from '../../utils/batch/work.ts';
import type { School } from '../../utils/intake/profile.ts';
import { applicant, extendAll, made, readBoth, request, school, submission } from './made.ts';

const batch = { batchId: 'b', form: { fingerprint: 'f', name: 'form.pdf' }, signing: 'print' as const, today: '2026-10-01', at: 5 };
const failedFor: Submission['work'] = { state: 'failed', code: 'charactersUnprintable', values: ['😀'] };

/** A form that was planned and prepared as a batch does, and then failed. */
function failedOf(schools: readonly School[], over: Partial<PlanInput> = {}, choices: Partial<Choices> = {}): Submission {
  const input: PlanInput = { applicant, purpose: readBoth, schools, mode: 'each', date: '2026-10-01', today: '2026-10-01', history: [], ...over };
  const [row] = plan(input).rows;
  if (!row) throw new Error('Nothing was planned.');
  const kept = { applicantId: applicant.id, purposeId: input.purpose?.id ?? '', ...(over.mode === 'group' && { group: over.group ?? {} }), ...choices };
  return { ...prepare(row, 's', { ...batch, choices: kept }), note: 'gebeld', work: failedFor };
}

const known = (over: Partial<Known> = {}): Known => ({
  applicants: [applicant],
  purposes: [readBoth],
  schools: [],
  groups: [],
  submissions: [],
  today: '2026-10-05',
  ...over,
});

describe('a form that failed', () => {
  const wrong = school('1', { director: { name: 'An 😀', email: 'an@school1.example' } });
  const mended = school('1', { name: 'School Een', director: { name: 'An', email: 'an@school1.example' } });

  it('is made again of the profiles as they are now, and stays the same submission', () => {
    const failed = failedOf([wrong]);
    const said = sayAgain(failed, known({ schools: [mended] }));
    expect(retry(failed, 9, said)).toEqual({
      ...failed,
      name: 'School Een',
      fileName: 'intake-school-een-2026-10-01.pdf',
      request: { ...failed.request, director: mended.director },
      work: { state: 'waiting' },
      at: 9,
    });
  });

  it('takes the applicant and the purpose of now as well', () => {
    const failed = failedOf([wrong]);
    const said = sayAgain(
      failed,
      known({
        schools: [mended],
        applicants: [{ ...applicant, role: 'ICT' }],
        purposes: [{ ...readBoth, administration: { ...readBoth.administration, use: 'Nieuw' } }],
      }),
    );
    expect(said).toMatchObject({ request: { date: '2026-10-01', applicant: { role: 'ICT' }, administration: { use: 'Nieuw' } } });
  });

  it.each([
    ['its school', { schools: [] }],
    ['its applicant', { applicants: [], schools: [mended] }],
    ['its purpose', { purposes: [], schools: [mended] }],
  ])('says what it said where %s is gone', (_, gone) => {
    const failed = failedOf([wrong]);
    expect(sayAgain(failed, known(gone))).toBeUndefined();
    expect(retry(failed, 9, undefined)).toEqual({ ...failed, work: { state: 'waiting' }, at: 9 });
  });

  it('says what it said where nobody noted of what it was composed', () => {
    const { choices: _, ...before } = failedOf([wrong]);
    expect(sayAgain(before, known({ schools: [mended] }))).toBeUndefined();
  });

  it('is not made of a profile that cannot be handed in, and says so', () => {
    const failed = failedOf([wrong]);
    const said = sayAgain(failed, known({ schools: [school('1', { institutionNumbers: [] })] }));
    expect(said).toBe('blocked');
    expect(retry(failed, 9, said)).toEqual({ ...failed, work: { state: 'failed', code: 'profileBlocks', values: [] }, at: 9 });
  });

  it('for a group takes its schools of now, and the director that was chosen as that stands now', () => {
    const director = { name: 'An 😀', email: 'an@school1.example' };
    const failed = failedOf([wrong, school('2')], { mode: 'group', group: { name: 'Noord', director } });
    const said = sayAgain(failed, known({ schools: [mended, school('2', { institutionNumbers: ['040099'] })] }));
    expect(said).toMatchObject({ name: 'Noord', request: { director: mended.director, administration: { institutionNumbers: ['040099', '040001'] } } });
    expect(sayAgain(failed, known({ schools: [school('1'), school('2')] }))).toBe('blocked');
    const own = { id: 'g', name: 'Noord', schoolIds: ['1', '2'], director: { name: 'Bestuur', email: 'an@school1.example' }, username: '' };
    const ofGroup = { ...failed, choices: { ...failed.choices, groupId: 'g' } } as Submission;
    expect(sayAgain(ofGroup, known({ schools: [mended, school('2')], groups: [own] }))).toMatchObject({ request: { director: { name: 'Bestuur' } } });
  });

  it('asks again what its ClientID has only where that was chosen', () => {
    const purpose = { ...extendAll, accounts: { asked: false, use: '' } };
    const granted = submission('before', {
      request: request({ administration: { application: 'both', purpose: 'both', institutionNumbers: ['040001'], use: '' } }),
      status: 'credentials',
    });
    const failed = (again: boolean) => failedOf([wrong], { purpose }, { again, purposeId: purpose.id });
    const now = known({ schools: [mended], purposes: [purpose], submissions: [granted] });
    const chosen = { ...failed(false), choices: { applicantId: applicant.id, purposeId: purpose.id, again: true } };
    expect(sayAgain(failed(false), now)).toBe('blocked');
    expect(sayAgain(chosen, now)).toMatchObject({ request: { administration: { institutionNumbers: ['040001'] } } });
  });

  it('keeps a file name apart from those of its batch', () => {
    const failed = failedOf([wrong]);
    const other = submission('o', { fileName: 'intake-school-een-2026-10-01.pdf' });
    expect(sayAgain(failed, known({ schools: [mended], submissions: [failed, other] }))).toMatchObject({ fileName: 'intake-school-een-2026-10-01-2.pdf' });
  });

  it('only it is made again', () => {
    for (const work of [made, { state: 'waiting' }, { state: 'running', startedAt: 1 }] as const)
      expect(retry(submission('s', { work }), 9, { name: 'x', request: request(), fileName: 'x' })).toBeUndefined();
  });
});

it('the batch that was begun last comes first, whatever was changed since', () => {
  const of = (batchId: string, over: Partial<Submission>) => submission(`${batchId}${over.at}`, { batchId, ...over });
  const listed = [
    of('old', { at: 900, begun: 100 }),
    of('new', { at: 300, begun: 200, status: 'signed' }),
    of('old', { at: 800, begun: 100 }),
    of('before', { at: 950, dates: { ready: '1969-12-31' } }),
  ];
  expect(batchesOf(listed).map(({ id, submissions }) => [id, submissions.length])).toEqual([
    ['new', 1],
    ['old', 2],
    ['before', 1],
  ]);
  expect(batchesOf(listed).map(isUnfinished)).toEqual([false, true, true]);
});
