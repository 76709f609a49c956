import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { printIcs } from '../../utils/batch/ics.ts';
import type { OutboxColumn } from '../../utils/batch/outbox.ts';
import { columnKey, printOutbox } from '../../utils/batch/outbox.ts';
import { renewalKey, renewals, renewalWhyKey } from '../../utils/batch/renewals.ts';
import { isMessageKey } from '../../utils/i18n.ts';
import { request, submission } from './made.ts';

const asking = (...accessGroups: string[]) => request({ accounts: { accessGroups, username: 'u', use: '', reconcile: false } });

describe('renewals', () => {
  const told = (found: ReturnType<typeof renewals>) =>
    found.map(({ kind, date, name, accessGroup, overdue, yearly }) => [kind, date, name, accessGroup, overdue, yearly]);

  it('comes at each school year’s start, for each group and each profile', () => {
    const granted = submission('s', { status: 'credentials', dates: { credentials: '2026-09-20' }, request: asking('Noord', 'Zuid') });
    expect(told(renewals([granted], '2026-11-01'))).toEqual([
      ['recheck', '2027-09-01', 'School 1', '', false, true],
      ['openGroup', '2027-09-01', 'School 1', 'Noord', false, true],
      ['openGroup', '2027-09-01', 'School 1', 'Zuid', false, true],
    ]);
  });

  it('is due today where the school year has begun without it', () => {
    const expired = submission('s', { status: 'expired', dates: { credentials: '2026-06-20' }, request: asking('Noord') });
    expect(told(renewals([expired], '2026-10-05'))).toEqual([
      ['openGroup', '2026-10-05', 'School 1', 'Noord', true, false],
      ['recheck', '2027-09-01', 'School 1', '', false, true],
      ['openGroup', '2027-09-01', 'School 1', 'Noord', false, true],
    ]);
    const again = submission('t', { status: 'credentials', dates: { credentials: '2026-09-20' }, request: asking('noord') });
    for (const known of [
      [expired, again],
      [again, expired],
    ])
      expect(renewals(known, '2026-10-05').filter(({ overdue }) => overdue)).toEqual([]);
  });

  it.each(['sent', 'credentials', 'expired'] as const)('comes for nothing that is %s and was never made', (status) => {
    const unmade = submission('s', { status, dates: { credentials: '2026-06-20' }, request: asking('Noord'), work: { state: 'waiting' } });
    expect(renewals([unmade], '2026-10-05')).toEqual([]);
  });

  describe('a group that ended with its school year is open', () => {
    const ended = (...schoolIds: string[]) =>
      submission('old', { status: 'expired', dates: { credentials: '2026-06-20' }, request: asking('Noord'), schoolIds });
    const granted = (id: string, ...schoolIds: string[]) =>
      submission(id, { status: 'credentials', dates: { credentials: '2026-09-20' }, request: asking('NOORD '), schoolIds });
    it.each([
      ['where a form for several schools opened it', [ended('1'), granted('s', '1', '2')], false],
      ['where each school of the form opened it', [ended('1', '2'), granted('s', '1'), granted('t', '2')], false],
      ['not where only one of them did', [ended('1', '2'), granted('s', '1')], true],
      ['not where another school did', [ended('1'), granted('s', '2')], true],
      ['by a record without its schools, for such a record', [ended(), granted('s')], false],
    ] as const)('%s', (_, known, due) => {
      for (const order of [known, known.toReversed()]) expect(renewals(order, '2026-10-05').some(({ overdue }) => overdue)).toBe(due);
    });
  });

  it('comes once for the same group of the same school, under the same name at each planning', () => {
    const one = submission('s', { status: 'sent', request: asking('Noord') });
    const same = submission('t', { status: 'credentials', dates: { credentials: '2026-09-20' }, request: asking('NOORD') });
    const other = submission('u', { status: 'sent', request: asking('Noord'), schoolIds: ['2'] });
    const found = renewals([one, same, other], '2026-11-01');
    expect(found.length).toBe(4);
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(4);
    expect(renewals([other, same, one], '2027-10-01').map(({ uid }) => uid)).toEqual(expect.arrayContaining(found.map(({ uid }) => uid)));
  });

  it('has the name in a calendar that it had in earlier versions', () => {
    const [granted] = [submission('s', { status: 'credentials', dates: { credentials: '2026-09-20' }, request: asking('Noord') })];
    expect(renewals([granted], '2026-11-01').find(({ kind }) => kind === 'openGroup')?.uid).toBe('f892a6e3dbc8947c@intakehulp.invalid');
  });

  it.each(['draft', 'ready', 'signed', 'refused'] as const)('nothing comes of what is %s', (status) => {
    expect(renewals([submission('s', { status, request: asking('Noord') })], '2026-11-01')).toEqual([]);
  });

  it('has its texts', () => {
    for (const kind of ['openGroup', 'recheck'] as const) expect([renewalKey(kind), renewalWhyKey(kind)].every(isMessageKey)).toBe(true);
  });
});

describe('printIcs', () => {
  const at = new Date('2026-11-01T08:30:15.123Z');
  const entry = { uid: 'a@intakehulp.invalid', date: '2026-12-31', yearly: false, summary: 'Groep; "Noord", \\ 1', description: 'een\ntwee' };

  it('is a calendar of whole days, each with an alarm', () => {
    expect(printIcs([entry, { ...entry, uid: 'b@intakehulp.invalid', yearly: true }], at).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Intakehulp//Intakehulp//NL',
      'CALSCALE:GREGORIAN',
      ...[
        ['a', []],
        ['b', ['RRULE:FREQ=YEARLY']],
      ].flatMap(([uid, rule = []]) => [
        'BEGIN:VEVENT',
        `UID:${uid}@intakehulp.invalid`,
        'DTSTAMP:20261101T083015Z',
        'DTSTART;VALUE=DATE:20261231',
        'DTEND;VALUE=DATE:20270101',
        ...rule,
        'SUMMARY:Groep\\; "Noord"\\, \\\\ 1',
        'DESCRIPTION:een\\ntwee',
        'TRANSP:TRANSPARENT',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'DESCRIPTION:Groep\\; "Noord"\\, \\\\ 1',
        'TRIGGER:PT9H',
        'END:VALARM',
        'END:VEVENT',
      ]),
      'END:VCALENDAR',
      '',
    ]);
  });

  it('folds at 75 octets between characters, and no text can end its line', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('x\r\nEND:VEVENT', 'x'.repeat(300), 'é'.repeat(200), '😀'.repeat(60), '\u2028', '\ud800'),
    );
    fc.assert(
      fc.property(nasty, nasty, (summary, description) => {
        const lines = printIcs([{ ...entry, summary, description }], at).split('\r\n');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
        expect(unfolded.length).toBe(20);
        const read = (unfolded[10] ?? '').replace(/^DESCRIPTION:/, '').replace(/\\(.)/g, (_, mark: string) => (mark === 'n' ? '\n' : mark));
        expect(read).toBe(
          description
            .toWellFormed()
            .replace(/\r\n|[\r\n\u2028\u2029]/g, '\n')
            .replace(/[^\P{Cc}\n]/gu, ' '),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('printOutbox', () => {
  const words = { column: (column: OutboxColumn) => columnKey(column), status: (status: string) => `<${status}>` };
  const read = (csv: string) => Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), { header: true, delimiter: ';' }).data;

  it('has a row for each submission, in a spreadsheet’s own encoding', () => {
    const csv = printOutbox(
      [submission('s', { status: 'sent', dates: { ready: '2026-10-01', sent: '2026-10-02' }, note: 'één; "twee"', request: asking('Noord', 'Zuid') })],
      words,
    );
    expect(csv.startsWith('\ufeffoutboxColumn_name;')).toBe(true);
    expect(csv.split('\r\n').length).toBe(2);
    expect(read(csv)).toEqual([
      {
        outboxColumn_name: 'School 1',
        outboxColumn_numbers: '040001',
        outboxColumn_accessGroups: 'Noord, Zuid',
        outboxColumn_clientId: 'rapport',
        outboxColumn_director: 'Jan Janssens',
        outboxColumn_directorEmail: 'directie@school1.example',
        outboxColumn_mailedTo: 'info@informat.be',
        outboxColumn_status: '<sent>',
        outboxColumn_made: '2026-10-01',
        outboxColumn_sent: '2026-10-02',
        outboxColumn_credentials: '',
        outboxColumn_refused: '',
        outboxColumn_expired: '',
        outboxColumn_fileName: 'intake-school-s.pdf',
        outboxColumn_note: 'één; "twee"',
      },
    ]);
    for (const column of Object.keys(read(csv)[0] ?? {})) expect([column, isMessageKey(column)]).toEqual([column, true]);
  });

  it.each(['=1+1', '+32', '-1', '@SUM(A1)', '\t=1', '\r=1', '=1\n+2', ' =1', '＝1', "=cmd|' /C calc'!A0"])('%j is no formula', (note) => {
    expect(read(printOutbox([submission('s', { note })], words))[0]?.outboxColumn_note).toBe(`'${note}`);
  });
});
