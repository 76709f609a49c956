import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setApart } from '../../utils/batch/filenames.ts';
import type { PlanInput } from '../../utils/batch/draft.ts';
import { plan } from '../../utils/batch/plan.ts';
import { choiceAmong, offersOf } from '../../utils/batch/group.ts';
import { prepare } from '../../utils/batch/prepare.ts';
import { Submission } from '../../utils/batch/submission.ts';
import type { BatchProblem } from '../../utils/batch/problem.ts';
import type { School } from '../../utils/intake/profile.ts';
import { isMessageKey } from '../../utils/i18n.ts';
import { applicant, extendAll, readBoth, request, school, submission } from './made.ts';

const input = (over: Partial<PlanInput> = {}): PlanInput => ({
  applicant,
  purpose: readBoth,
  schools: [school('1'), school('2')],
  mode: 'each',
  date: '2026-10-01',
  today: '2026-10-01',
  history: [],
  ...over,
});

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);
const numbers = ({ request: { administration } }: { request: Submission['request'] }) => administration?.institutionNumbers;

describe('one form for each school', () => {
  it('composes each school’s own request, and nothing of another’s', () => {
    const { rows, counts } = plan(input());
    expect(rows.map(({ name, schoolIds, ready }) => [name, schoolIds, ready])).toEqual([
      ['School 1', ['1'], true],
      ['School 2', ['2'], true],
    ]);
    expect(rows.map(numbers)).toEqual([['040001'], ['040002']]);
    expect(rows.map((row) => row.request.director.email)).toEqual(['directie@school1.example', 'directie@school2.example']);
    expect(counts).toEqual({ blocks: 0, warns: 0, clear: 2 });
  });

  it('puts those that need attention first, and names equal ones in one order', () => {
    const schools = [
      school('1'),
      school('2', { institutionNumbers: ['40002'] }),
      school('3', { institutionNumbers: [] }),
      school('10', { director: { name: '', email: '' } }),
    ];
    const { rows, counts } = plan(input({ schools }));
    expect(rows.map(({ name }) => name)).toEqual(['School 10', 'School 3', 'School 2', 'School 1']);
    expect(rows.map(({ ready }) => ready)).toEqual([false, false, true, true]);
    expect(rows[0]?.counts).toEqual({ blocks: 2, warns: 0, informs: 0 });
    expect(rows[2]?.problems[0]).toMatchObject({ code: 'numberPadded', values: ['40002', '040002'] });
    expect(counts).toEqual({ blocks: 2, warns: 1, clear: 1 });
    fc.assert(
      fc.property(fc.shuffledSubarray(schools, { minLength: 4 }), fc.constantFrom('each' as const, 'group' as const), (shuffled, mode) => {
        expect(plan(input({ schools: shuffled, mode }))).toEqual(plan(input({ schools, mode })));
      }),
      { numRuns: 30 },
    );
  });

  it('says once what is the same everywhere, and in each row what is mended there', () => {
    const schools = [school('1', { institutionNumbers: [] }), school('2', { institutionNumbers: [] })];
    const { problems, rows } = plan(input({ schools, applicant: { ...applicant, role: '' } }));
    expect(codes(problems)).toEqual(['applicantRoleMissing', 'credentialsToDirector']);
    expect(rows.map((row) => codes(row.problems))).toEqual([['numberMissing'], ['numberMissing']]);
    expect(rows.some(({ ready }) => ready)).toBe(false);
    const complete = plan(input({ applicant: { ...applicant, role: '' } }));
    expect(complete.rows.map((row) => [row.problems, row.ready])).toEqual([
      [[], false],
      [[], false],
    ]);
  });

  it('says what is not chosen, and not what is missing in it', () => {
    const none = plan(input({ applicant: undefined, purpose: undefined, schools: [], signing: { kind: 'hand' } }));
    expect(codes(none.problems)).toEqual(['applicantNotChosen', 'purposeNotChosen', 'schoolNotChosen', 'mentionMissing', 'signatureMissing']);
    expect(none.rows).toEqual([]);
    const { problems, rows } = plan(input({ applicant: undefined, purpose: undefined }));
    expect(codes(problems)).toEqual(['applicantNotChosen', 'purposeNotChosen', 'credentialsToDirector']);
    expect(rows.map((row) => codes(row.problems))).toEqual([[], []]);
  });

  it('warns of a number that two forms have, zeros or not', () => {
    const { rows } = plan(input({ schools: [school('1', { institutionNumbers: ['40009'] }), school('2', { institutionNumbers: ['040009'] })] }));
    expect(rows.map((row) => row.problems.filter(({ code }) => code === 'batchNumberElsewhere').map(({ values }) => values))).toEqual([
      [['040009', 'School 2']],
      [['040009', 'School 1']],
    ]);
  });

  it('gives every form a file name of its own', () => {
    const same = { name: 'Sint-Jozef' };
    const { rows } = plan(
      input({
        schools: [school('1', same), school('2', same), school('3', { ...same, institutionNumbers: [] }), school('4', { ...same, institutionNumbers: [] })],
      }),
    );
    expect(rows.map(({ fileName }) => fileName).sort()).toEqual([
      'KLAD-intake-sint-jozef-2026-10-01-2.pdf',
      'KLAD-intake-sint-jozef-2026-10-01.pdf',
      'intake-sint-jozef-040001-2026-10-01.pdf',
      'intake-sint-jozef-040002-2026-10-01.pdf',
    ]);
  });

  it('warns where a new ClientID is asked again for what was asked before', () => {
    const asked = (day: string, ...institutionNumbers: string[]) =>
      submission(day, {
        request: request({ clientId: { kind: 'new' }, administration: { application: 'students', purpose: 'read', institutionNumbers, use: '' } }),
        status: 'sent',
        dates: { sent: day },
      });
    const before = asked('2026-09-20', '040001');
    const { rows } = plan(input({ history: [before] }));
    expect(rows[0]).toMatchObject({ name: 'School 1', problems: [{ code: 'batchAskedBefore', values: ['040001', '20/09/2026'] }] });
    expect(numbers(rows[0] ?? before)).toEqual(['040001']);
    expect(codes(rows[1]?.problems ?? [])).toEqual([]);
    // Of numbers that were asked on several days, no day of one is said of all.
    const schools = [school('1', { institutionNumbers: ['040001', '040002', '040003'] })];
    const [both] = plan(input({ schools, history: [before, asked('2025-10-01', '040002'), asked('2025-11-01', '040003')] })).rows;
    expect(both?.problems).toMatchObject([{ code: 'batchAskedBefore', values: ['040001, 040002, 040003', '01/10/2025 – 20/09/2026'] }]);
  });
});

describe('one form for a group', () => {
  const schools = [
    school('1', { institutionNumbers: ['040001', '40003'], accessGroups: ['VZW', 'Internaat'] }),
    school('2', { institutionNumbers: ['040003', '040002'], accessGroups: ['vzw'], username: 'ander' }),
  ];
  const group = (over: Partial<PlanInput> = {}) => plan(input({ schools, mode: 'group', purpose: extendAll, ...over })).rows[0];

  it('asks all numbers and groups once', () => {
    expect(group()).toMatchObject({
      schoolIds: ['1', '2'],
      name: 'School 1',
      request: {
        director: { email: 'directie@school1.example' },
        administration: { institutionNumbers: ['040001', '40003', '040002'] },
        accounts: { accessGroups: ['VZW', 'Internaat'], username: 'boekhouding' },
      },
    });
  });

  it.each([
    ['nothing', {}, ['batchDirectorsDiffer', 'batchUsernamesDiffer'], false],
    ['only a name', { name: 'G' }, ['batchDirectorsDiffer', 'batchUsernamesDiffer'], false],
    ['the director', { director: { name: 'B', email: 'b@vzw.example' } }, ['batchUsernamesDiffer'], false],
    ['the username', { username: 'ander' }, ['batchDirectorsDiffer'], false],
    ['both', { director: { name: 'B', email: 'b@vzw.example' }, username: 'ander' }, [], true],
  ] as const)('is not made where its schools differ and the person chose %s: %j', (_, choice, expected, ready) => {
    const row = group({ group: choice });
    expect(row?.problems.filter(({ severity }) => severity === 'blocks').map(({ code }) => code)).toEqual(expected);
    expect(row?.ready).toBe(ready);
  });

  it('offers each director and username once, what is the group’s own first, and forgets a choice that is offered no more', () => {
    const [first, second] = schools as [School, School];
    const nameless = { ...first, id: '3', director: { name: '', email: 'DIRECTIE@school1.example ' } };
    const own = { director: { name: 'Bestuur', email: 'bestuur@vzw.example' }, username: 'ander' };
    const offers = offersOf([nameless, first, second, school('4', { director: { name: 'Zonder adres', email: '' }, username: ' ' })], own);
    expect(offers.directors.map(({ name }) => name)).toEqual(['Bestuur', 'Directie 1', 'Directie 2']);
    expect(offers.usernames).toEqual(['ander', 'boekhouding']);
    expect(choiceAmong({ name: 'G', ...own }, offers)).toEqual({ name: 'G', ...own });
    expect(choiceAmong({ name: 'G', ...own }, offersOf([first]))).toEqual({ name: 'G' });
  });

  it('asks no choice where the schools say the same', () => {
    const same = schools.map((one) => ({ ...one, director: { name: 'Bestuur', email: 'bestuur@vzw.example' }, username: 'een' }));
    const row = group({ schools: same });
    expect(codes(row?.problems ?? []).filter((code) => code.startsWith('batch'))).toEqual([]);
    expect(row?.request.director.email).toBe('bestuur@vzw.example');
  });

  it('takes what the person chose, and then says nothing of it', () => {
    const director = { name: 'Bestuur', email: 'bestuur@vzw.example' };
    const chosen = group({ group: { name: 'Scholengroep', director, username: 'ander' } });
    expect(chosen).toMatchObject({ name: 'Scholengroep', request: { director, accounts: { username: 'ander' } } });
    expect(codes(chosen?.problems ?? []).filter((code) => code.startsWith('batch'))).toEqual([]);
  });
});

it('informs of the schools that nobody looked at this school year', () => {
  const old = { ...school('1'), changedAt: '2026-03-04', checkedAt: '2026-08-31' };
  const looked = { ...school('2'), changedAt: '2025-03-04', checkedAt: '2026-09-01' };
  const { rows, counts } = plan(input({ schools: [old, looked] }));
  expect(rows.map(({ problems }) => problems.map(({ code, severity, values }) => [code, severity, ...values]))).toEqual([
    [['batchProfileOld', 'informs', 'School 1', '31/08/2026']],
    [],
  ]);
  expect(counts.clear).toBe(2);
  expect(codes(plan(input({ schools: [old, looked], mode: 'group' })).rows[0]?.problems ?? [])).toContain('batchProfileOld');
});

it('names a few of three hundred, and counts the others', () => {
  const schools = Array.from({ length: 300 }, (_, at) => ({ ...school(String(at + 1)), changedAt: '2020-01-01' }));
  const [row] = plan(input({ schools, mode: 'group' })).rows;
  expect(row?.problems.find(({ code }) => code === 'batchProfileOld')?.values).toEqual([
    'School 1, School 2, School 3, School 4, School 5 … (+295)',
    '01/01/2020',
  ]);
});

describe('extending a ClientID', () => {
  const granted = submission('s', {
    request: request({ administration: { application: 'both', purpose: 'both', institutionNumbers: ['040001'], use: '' } }),
    status: 'credentials',
    dates: { credentials: '2026-09-10' },
  });
  const purpose = { ...extendAll, accounts: { asked: false, use: '' } };

  it('blocks a form that would ask nothing, and says of another what it leaves out', () => {
    const { rows } = plan(input({ purpose, history: [granted] }));
    expect(rows[0]).toMatchObject({ name: 'School 1', ready: false, problems: [{ code: 'batchNothingLeft', values: ['040001'] }] });
    expect(rows[1]).toMatchObject({ name: 'School 2', ready: true, alreadyHad: [] });
    const grouped = plan(input({ purpose, mode: 'group', history: [granted] }));
    expect(grouped.rows[0]?.request.administration?.institutionNumbers).toEqual(['040002']);
    expect(codes(grouped.rows[0]?.problems ?? [])).toContain('batchLeftOut');
  });

  it('asks everything again of the school of which the person says so', () => {
    const { rows } = plan(input({ purpose, history: [granted], askAgain: new Set(['1', '2']) }));
    expect(rows.map((row) => [row.name, numbers(row), row.askedAgain, codes(row.problems), row.ready])).toEqual([
      ['School 1', ['040001'], true, [], true],
      ['School 2', ['040002'], false, [], true],
    ]);
    expect(rows[0]?.alreadyHad).toMatchObject([{ value: '040001', state: 'had', since: '2026-09-10' }]);
    const others = plan(input({ purpose, history: [granted], askAgain: new Set(['2']) }));
    expect(others.rows.map(({ name, ready, askedAgain }) => [name, ready, askedAgain])).toEqual([
      ['School 1', false, false],
      ['School 2', true, false],
    ]);
  });
});

describe('a submission', () => {
  const batch = { batchId: 'b', form: { fingerprint: 'f', name: 'form.pdf' }, signing: 'hand' as const, today: '2026-10-01', at: 5 };

  it('is prepared of a row, and is what its schema says', () => {
    const [row] = plan(input()).rows;
    if (!row) throw new Error('No row was planned.');
    const prepared = prepare(row, 'x', batch);
    expect(prepared).toMatchObject({ id: 'x', status: 'ready', dates: { ready: '2026-10-01' }, work: { state: 'waiting' } });
    expect(Submission.parse(structuredClone(prepared))).toEqual(prepared);
  });

  it('takes what an older version left out, and refuses what is none', () => {
    const bare = { id: 'x', batchId: 'b', request: {}, form: { fingerprint: 'f' }, signing: 'print', status: 'sent', work: { state: 'waiting' }, at: 1 };
    expect(Submission.parse(bare)).toMatchObject({ schoolIds: [], dates: {}, note: '', ticked: [] });
    for (const wrong of [null, {}, { ...bare, status: 'lost' }, { ...bare, work: { state: 'made' } }, { ...bare, dates: { lost: '2026-01-01' } }])
      expect(Submission.safeParse(wrong).success).toBe(false);
  });
});

it('file names are set apart whatever they are', () => {
  expect(setApart(['a.pdf', 'A.pdf', 'a-2.pdf', 'b', 'b'])).toEqual(['a.pdf', 'A-3.pdf', 'a-2.pdf', 'b', 'b-2']);
  // Some file systems take the two ways of writing é for one, and others do not.
  expect(setApart(['\u00e9.pdf', 'E\u0301.pdf'])).toEqual(['\u00e9.pdf', 'E\u0301-2.pdf']);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a.pdf', 'A.pdf', 'a-2.pdf', 'a-3.pdf', 'b'), { maxLength: 12 }), (names) => {
      const apart = setApart(names).map((name) => name.toLowerCase());
      expect(new Set(apart).size).toBe(names.length);
    }),
  );
});

it('three hundred schools against ten thousand submissions are planned at once', () => {
  const history = Array.from({ length: 10_000 }, (_, at) =>
    submission(`s${at}`, {
      schoolIds: [String(at)],
      status: 'credentials',
      request: request({ administration: { application: 'students', purpose: 'read', institutionNumbers: [String(40_000 + at)], use: '' } }),
    }),
  );
  const schools = Array.from({ length: 300 }, (_, at) => school(String(at)));
  const start = performance.now();
  const { rows } = plan(input({ schools, purpose: extendAll, history }));
  expect(rows.length).toBe(300);
  expect(performance.now() - start).toBeLessThan(3000);
});

// Typed so that a code added to the table and not here does not compile.
const batchCodes: Record<BatchProblem, true> = {
  batchNothingLeft: true,
  batchAskedBefore: true,
  batchNumberElsewhere: true,
  batchDirectorsDiffer: true,
  batchUsernamesDiffer: true,
  batchProfileOld: true,
  batchLeftOut: true,
};

it.each(Object.keys(batchCodes))('%s says what is wrong and what to do', (code) => {
  expect([isMessageKey(`problem_${code}`), isMessageKey(`fix_${code}`)]).toEqual([true, true]);
});
