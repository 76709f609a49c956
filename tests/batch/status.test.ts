import { describe, expect, it } from 'vitest';
import { checklist, tally, tick } from '../../utils/batch/checklist.ts';
import { expire, move, nameClientId, nextStatuses, statusKey } from '../../utils/batch/status.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import { isMessageKey } from '../../utils/i18n.ts';
import { made, request, submission } from './made.ts';

const accounts = { accessGroups: ['A'], username: 'u', use: '', reconcile: true };
const withAccounts = request({ accounts });
const unmade: readonly Submission['work'][] = [{ state: 'waiting' }, { state: 'running', startedAt: 1 }, { state: 'failed', code: 'x', values: [] }];

describe('which status may follow which', () => {
  it.each([
    ['draft', ['ready']],
    ['ready', ['draft', 'signed']],
    ['signed', ['draft', 'ready', 'sent']],
    ['sent', ['signed', 'credentials', 'refused']],
    ['credentials', ['sent', 'expired', 'refused']],
    ['refused', ['draft', 'ready', 'sent', 'credentials']],
    ['expired', ['credentials', 'ready']],
  ] as const)('%s', (status, expected) => {
    const from = submission('s', { status, request: withAccounts, work: made });
    expect(nextStatuses(from)).toEqual(expected);
    for (const next of statuses) {
      const moved = move(from, next, '2026-11-01', 7);
      if ((expected as readonly string[]).includes(next))
        expect(moved).toMatchObject({ ok: true, value: { status: next, at: 7, dates: { [next]: '2026-11-01' } } });
      else expect(moved).toEqual({ ok: false, code: 'statusImpossible', values: [status, next] });
    }
  });

  it.each([
    ['draft', []],
    ['ready', []],
    ['signed', ['ready']],
    ['sent', ['ready']],
    ['credentials', ['ready']],
    ['refused', ['ready']],
    ['expired', ['ready']],
  ] as const)('%s without a PDF goes nowhere but back', (status, expected) => {
    for (const work of unmade) {
      const from = submission('s', { status, request: withAccounts, work });
      expect(nextStatuses(from)).toEqual(expected);
      expect(move(from, 'sent', '2026-11-01', 7)).toMatchObject({ code: 'statusImpossible' });
    }
  });

  it.each([
    ['signed', '2026-09-09', undefined],
    ['signed', '2026-08-31', ['ready', '2026-09-01']],
    ['credentials', '2026-09-09', ['sent', '2026-09-10']],
    ['credentials', '2026-09-10', undefined],
    ['refused', '2026-09-09', ['sent', '2026-09-10']],
  ] as const)('%s on %s, after what is ready on the first and sent on the tenth: %j', (status, date, refused) => {
    const from = submission('s', { status: 'sent', dates: { ready: '2026-09-01', sent: '2026-09-10' } });
    const moved = move(from, status, date, 7);
    if (refused) expect(moved).toEqual({ ok: false, code: 'statusTooEarly', values: refused });
    else expect(moved).toMatchObject({ ok: true, value: { status, dates: { [status]: date } } });
  });

  it('only access groups expire', () => {
    expect(nextStatuses(submission('s', { status: 'credentials' }))).toEqual(['sent', 'refused']);
  });

  it('a step back forgets the days that lie ahead again, and changes nothing else', () => {
    const granted = submission('s', {
      status: 'credentials',
      note: 'x',
      dates: { ready: '2026-09-01', signed: '2026-09-01', sent: '2026-09-03', credentials: '2026-09-20' },
    });
    const moved = move(granted, 'sent', '2026-09-04', 1);
    expect(moved).toEqual({ ok: true, value: { ...granted, status: 'sent', at: 1, dates: { ready: '2026-09-01', signed: '2026-09-01', sent: '2026-09-04' } } });
    expect(granted.dates.credentials).toBe('2026-09-20');
  });

  it.each(statuses)('%s has a word', (status) => {
    expect(isMessageKey(statusKey(status))).toBe(true);
  });

  it('a ClientID’s name is noted, a secret is not', () => {
    expect(nameClientId(submission('s'), ' rapport ', 3)).toMatchObject({ ok: true, value: { clientId: 'rapport', at: 3 } });
    expect(nameClientId(submission('s'), 'x7Kq9ZpL2mN8vB4tR6wY1sD3', 3)).toMatchObject({ ok: false, code: 'clientIdIsSecret', values: [] });
  });
});

describe('what time does', () => {
  const granted = (id: string, credentials: string, over = {}) =>
    submission(id, { status: 'credentials', dates: { credentials }, request: withAccounts, ...over });

  it('ends access groups with their school year', () => {
    const known = [
      granted('old', '2026-06-20'),
      granted('august', '2026-08-31'),
      granted('new', '2026-09-01'),
      granted('none', '2025-10-01', { request: request() }),
    ];
    const { expired } = expire(known, '2026-09-02', 9);
    expect(expired.map(({ id, status, dates }) => [id, status, dates.expired])).toEqual([
      ['old', 'expired', '2026-09-01'],
      ['august', 'expired', '2026-09-01'],
    ]);
    expect(expire(known, '2026-08-31', 9).expired).toEqual([]);
    expect(expire(expired, '2026-09-02', 9).expired).toEqual([]);
  });

  it('tells of what waits for long, longest first', () => {
    const sent = (id: string, day: string) => submission(id, { status: 'sent', dates: { sent: day } });
    const { waiting, expired } = expire([sent('a', '2026-10-05'), sent('b', '2026-10-04'), sent('c', '2026-09-01')], '2026-11-01', 9);
    expect(waiting.map(({ submission: { id }, days }) => [id, days])).toEqual([
      ['c', 61],
      ['b', 28],
    ]);
    expect(expired).toEqual([]);
    expect(expire([{ ...sent('a', '2026-09-01'), work: { state: 'waiting' } }], '2026-11-01', 9).waiting).toEqual([]);
  });
});

describe('practical notes', () => {
  const general = ['credentialsDirector'];
  const ofAccounts = [...general, 'plusPack', 'groupsActive', 'groupsEachYear', 'pdfsLater', 'pdfsOneYear'];
  it.each([
    ['the administrations', request(), general],
    ['accounts', request({ accounts: { ...accounts, reconcile: false } }), ofAccounts],
    ['accounts, to reconcile', withAccounts, [...ofAccounts, 'activeUser', 'firstUser', 'journal', 'twikey']],
  ])('of %s', (_, asked, expected) => {
    expect(checklist(asked).map(({ code }) => code)).toEqual(expected);
    for (const { code } of checklist(asked)) expect(isMessageKey(`note_${code}`)).toBe(true);
  });

  it('are ticked by submission', () => {
    const [one, two, other] = [submission('1', { request: withAccounts }), submission('2', { request: withAccounts }), submission('3')] as const;
    const ticked = tick(one, 'journal', true, 4);
    const journal = tally([ticked, two, other]).find(({ code }) => code === 'journal');
    expect([journal?.open, journal?.done]).toEqual([[two], [ticked]]);
    expect(tick(ticked, 'journal', false, 0)).toEqual(one);
    expect(tally([other]).map(({ code }) => code)).toEqual(general);
  });
});
