import { beforeEach, describe, expect, it, vi } from 'vitest';
import { syncedBytes, syncQuota } from '../../utils/extension/sync-quota.ts';
import { forgetSync, stillFitting, sync, watchSync, whenQuiet } from '../../utils/extension/sync.ts';
import type { PurposeProfile } from '../../utils/intake/profile.ts';
import { at } from './sync-browser.ts';
import type { Machine } from './sync-machines.ts';
import { exchange, later, meet, newMachine, purpose, put, syncOn } from './sync-machines.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./sync-browser.ts')).browser }));

let server: Map<string, unknown>;
beforeEach(() => {
  server = new Map();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-09-01T10:00:00') });
});

const uses = ({ purposes }: Machine) => Object.fromEntries([...purposes.values()].map(({ id, administration }) => [id, administration.use]));

async function pair(...shared: PurposeProfile[]): Promise<[Machine, Machine]> {
  const [one, other] = [newMachine(server), newMachine(server)];
  put(one, ...shared);
  await meet([one, other]);
  return [one, other];
}

describe('two machines', () => {
  it('have each other’s purposes once they met', async () => {
    const [one, other] = await pair(purpose('a', 'x'));
    put(other, purpose('b', 'y'));
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([
      { a: 'x', b: 'y' },
      { a: 'x', b: 'y' },
    ]);
  });

  it('switching on at the second merges and removes nothing', async () => {
    const [one, other] = [newMachine(server), newMachine(server)];
    put(one, purpose('a'), purpose('b'));
    put(other, purpose('c'));
    await meet([one]);
    await meet([one, other]);
    expect([Object.keys(uses(one)).sort(), Object.keys(uses(other)).sort()]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('that say the same of a purpose, changed on other days, keep no copy', async () => {
    const [one, other] = [newMachine(server), newMachine(server)];
    put(one, { ...purpose('a', 'x'), changedAt: '2026-01-02' });
    put(other, { ...purpose('a', 'x'), changedAt: '2026-03-04', checkedAt: '2026-05-06' });
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([{ a: 'x' }, { a: 'x' }]);
    const latest = { changedAt: '2026-03-04', checkedAt: '2026-05-06' };
    expect([one, other].map(({ purposes }) => [...purposes.values()])).toMatchObject([[latest], [latest]]);
  });

  it('that have another purpose of the same id when they meet first keep both', async () => {
    const [one, other] = [newMachine(server), newMachine(server)];
    put(one, purpose('a', 'one'));
    put(other, purpose('a', 'other'));
    await meet([one]);
    exchange(other);
    expect((await syncOn(other)).problems).toEqual([{ code: 'keptBoth', values: ['a'] }]);
    await meet([one, other]);
    for (const machine of [one, other]) {
      expect([...machine.purposes.values()].map(({ name, administration }) => [name, administration.use])).toEqual([
        ['a', 'one'],
        ['a (2)', 'other'],
      ]);
    }
  });

  it.each([
    ['a removal takes effect elsewhere', { a: '1' }, null, undefined, {}],
    ['an edit takes effect elsewhere', { a: '1' }, '2', undefined, { a: '2' }],
    ['an edit wins over a removal', { a: '1' }, '2', null, { a: '2' }],
    ['a removal loses to an edit', { a: '1' }, null, '2', { a: '2' }],
    ['two removals are one', { a: '1' }, null, null, {}],
    ['of two edits of the same part the last to come stands', { a: '1' }, '2', '3', { a: '3' }],
  ])('%s', async (_, shared, first, second, end) => {
    const [one, other] = await pair(...Object.entries(shared).map(([id, use]) => purpose(id, use)));
    const edit = (machine: Machine, use: string | null | undefined) => {
      if (use === null) machine.purposes.delete('purpose:a');
      else if (use !== undefined) put(machine, purpose('a', use));
    };
    edit(one, first);
    edit(other, second);
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([end, end]);
  });

  it('that edit different parts of a purpose keep both edits', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    put(one, purpose('a', '2'));
    put(other, purpose('a', '1', 'Nieuwe naam'));
    await meet([one, other]);
    expect(one.purposes.get('purpose:a')).toMatchObject({ name: 'Nieuwe naam', administration: { use: '2' } });
    expect(other.purposes).toEqual(one.purposes);
  });

  it('what came in and is edited at once goes back as an edit', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    put(one, purpose('a', '2'), purpose('b'));
    await meet([one]);
    exchange(other);
    await syncOn(other);
    put(other, purpose('b', 'edited'));
    await meet([one, other]);
    expect(uses(one)).toEqual({ a: '2', b: 'edited' });
  });

  it('a purpose that was removed can be put back', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    one.purposes.clear();
    await meet([one, other]);
    put(one, purpose('a', '1'));
    await meet([one, other]);
    expect(uses(other)).toEqual({ a: '1' });
  });

  it('storage.sync that was emptied removes nothing and fills again', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    for (const items of [server, one.replica, one.sent, other.replica, other.sent]) items.clear();
    await meet([one, other]);
    expect([uses(one), uses(other), [...server.keys()].sort()]).toEqual([{ a: '1' }, { a: '1' }, ['purpose:a', 'settings']]);
  });

  it('settings: those that stand there win at the first meeting, later each change', async () => {
    const [one, other] = [newMachine(server), newMachine(server)];
    one.settings = { language: 'fr', lockAfter: 60 };
    await meet([one]);
    await meet([one, other]);
    expect(other.settings).toEqual({ language: 'fr', lockAfter: 60 });
    one.settings = { ...one.settings, language: 'nl' };
    other.settings = { ...other.settings, lockAfter: 5 };
    await meet([one, other]);
    expect([one.settings, other.settings]).toEqual([
      { language: 'nl', lockAfter: 5 },
      { language: 'nl', lockAfter: 5 },
    ]);
  });

  it('that a purpose is on neither side any more is forgotten in time', async () => {
    const [one, other] = await pair(purpose('a'), purpose('b'));
    one.purposes.delete('purpose:a');
    await meet([one, other]);
    expect(server.get('purpose:a')).toEqual({ v: 1, removed: '2026-09-01' });
    later(181 * 86_400_000);
    await meet([one, other]);
    expect([...server.keys()].sort()).toEqual(['purpose:b', 'settings']);
  });
});

describe('what stays here', () => {
  it('applicants and schools, and `sync` itself', async () => {
    const machine = newMachine(server);
    machine.purposes.set('school:s', purpose('s'));
    machine.purposes.set('applicant:s', purpose('s'));
    machine.settings = { language: 'nl', lockAfter: 15, sync: true } as Machine['settings'];
    await syncOn(machine);
    expect(Object.fromEntries(machine.replica)).toEqual({ settings: { v: 1, record: { language: 'nl', lockAfter: 15 } } });
  });

  it('a purpose that nobody can read: not sent, and not taken for removed', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    one.purposes.set('purpose:a', { id: 'a', name: 7 } as never);
    await meet([one, other]);
    expect([one.purposes.get('purpose:a'), uses(other)]).toEqual([{ id: 'a', name: 7 }, { a: '1' }]);
  });

  it('a purpose that is too big for an item', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    put(one, purpose('a', 'x'.repeat(syncQuota.item)), purpose('b', '<'.repeat(2_000)), purpose('c', 'x'.repeat(2_000)));
    expect((await syncOn(one)).problems).toEqual([
      { code: 'purposeTooBig', values: ['a'] },
      { code: 'purposeTooBig', values: ['b'] },
    ]);
    await meet([one, other]);
    expect([one.purposes.size, uses(other)]).toEqual([3, { a: '1', c: 'x'.repeat(2_000) }]);
  });

  it('an edit that makes it too big, also where the other edited it too', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    const big = purpose('a', 'x'.repeat(syncQuota.item));
    put(one, big);
    put(other, purpose('a', '1', 'Andere naam'));
    await meet([other, one]);
    expect([one.purposes.get('purpose:a'), other.purposes.get('purpose:a')?.name]).toEqual([big, 'Andere naam']);
  });

  it('purposes beyond the quota; those that fit go in one write', async () => {
    const machine = newMachine(server);
    put(machine, ...Array.from({ length: 40 }, (_, index) => purpose(`p${10 + index}`, 'é'.repeat(3_000))));
    const { problems } = await syncOn(machine);
    expect([machine.writes, machine.replica.size, problems.length]).toEqual([1, 17, 24]);
    expect(problems[0]).toEqual({ code: 'storageFull', values: ['p26'] });
    machine.purposes.delete('purpose:p10');
    machine.purposes.delete('purpose:p11');
    await syncOn(machine);
    expect(machine.replica.has('purpose:p27')).toBe(true);
  });

  it('items beyond their number', async () => {
    const machine = newMachine(server);
    put(machine, ...Array.from({ length: 520 }, (_, index) => ({ id: `p${index}` }) as PurposeProfile));
    await syncOn(machine);
    expect(machine.replica.size).toBeLessThanOrEqual(512);
    expect(machine.writes).toBe(1);
  });

  it.each([
    ['a later version’s', { v: 2, record: {} }, 'itemNewer'],
    ['what is no record', { v: 1, record: { id: 'b', name: 'b' } }, 'itemUnfit'],
    ['nonsense', 'x', 'itemUnfit'],
  ] as const)('%s: left alone on both sides, and told', async (_, item, code) => {
    const machine = newMachine(server);
    put(machine, purpose('a', 'mine', 'Leerspoor'));
    machine.replica.set('purpose:a', item);
    expect((await syncOn(machine)).problems).toEqual([{ code, values: ['Leerspoor'] }]);
    expect([uses(machine), machine.replica.get('purpose:a')]).toEqual([{ a: 'mine' }, item]);
  });
});

describe('when it goes wrong', () => {
  it('the browser refuses to write: what came in stands, the rest goes the next time', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    put(other, purpose('b', '2'));
    await meet([other]);
    put(one, purpose('a', '3'));
    exchange(one);
    expect((await syncOn(one, 'refused')).problems).toEqual([{ code: 'notWritten', values: ['The browser refuses.'] }]);
    expect(uses(one)).toEqual({ a: '3', b: '2' });
    await meet([one, other]);
    expect(uses(other)).toEqual({ a: '3', b: '2' });
  });

  it('cut off before the change was saved: it comes again', async () => {
    const [one, other] = await pair();
    put(other, purpose('a', '1'));
    await meet([other]);
    exchange(one);
    await syncOn(one, 'cutOff');
    expect(uses(one)).toEqual({});
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([{ a: '1' }, { a: '1' }]);
  });

  it('storage.sync can’t be read', async () => {
    const machine = newMachine(server);
    vi.spyOn(machine.storage.sync, 'get').mockRejectedValue(new Error('Switched off.'));
    at.hand = machine;
    expect(await sync({ purposes: new Map(), settings: {} })).toEqual({ ok: false, code: 'syncFailed', values: ['Switched off.'] });
  });

  it('a note that can’t be read is no note: nothing is removed', async () => {
    const [one, other] = await pair(purpose('a', '1'));
    one.local.set('synced', { known: [1] });
    one.purposes.clear();
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([{ a: '1' }, { a: '1' }]);
  });

  it('a vault that was begun anew fills again, and empties no other', async () => {
    const [one, other] = await pair(purpose('a', '1'), purpose('b', '2'));
    one.purposes.clear();
    await meet([one, other]);
    expect([uses(one), uses(other)]).toEqual([
      { a: '1', b: '2' },
      { a: '1', b: '2' },
    ]);
  });

  it('an edit while a change comes in is kept', () => {
    const [before, edited] = [purpose('a', '1'), purpose('a', 'edited')];
    const change = { set: { 'purpose:a': purpose('a', '2'), 'purpose:b': purpose('b') }, remove: ['purpose:c', 'purpose:d'] };
    const seen = new Map([before, purpose('c'), purpose('d')].map((one) => [`purpose:${one.id}`, one]));
    const now = new Map([edited, purpose('c'), purpose('d', 'edited')].map((one) => [`purpose:${one.id}`, one]));
    expect(stillFitting(change, seen, now)).toEqual({ set: { 'purpose:b': purpose('b') }, remove: ['purpose:c'] });
  });
});

it('more writes than a browser takes wait', async () => {
  const machine = newMachine(server);
  const told: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    put(machine, purpose('a', `${index}`));
    told.push(...(await syncOn(machine)).problems.map(({ code }) => code));
    later(1_000);
  }
  expect([machine.writes, told]).toEqual([20, Array(10).fill('writesLater')]);
  later(60_000);
  expect((await syncOn(machine)).problems).toEqual([]);
  expect(machine.replica.get('purpose:a')).toMatchObject({ record: { administration: { use: '29' } } });
  const writes = machine.writes;
  await syncOn(machine);
  expect(machine.writes).toBe(writes);
});

it('who types is waited for', () => {
  vi.useFakeTimers();
  const act = vi.fn();
  const ask = whenQuiet(act);
  for (let index = 0; index < 10; index += 1) {
    ask();
    vi.advanceTimersByTime(3_000);
  }
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  ask();
  vi.advanceTimersByTime(60_000);
  expect(act).toHaveBeenCalledTimes(2);
});

it('what comes in is heard, and nothing else, until one stops', () => {
  type Heard = (changes: object, area: string) => void;
  const listeners = new Set<Heard>();
  at.hand = { storage: { onChanged: { addListener: (one: Heard) => listeners.add(one), removeListener: (one: Heard) => listeners.delete(one) } } };
  const tell = (area: string) => {
    for (const one of listeners) one({}, area);
  };
  const heard = vi.fn();
  const stop = watchSync(heard);
  tell('local');
  expect(heard).not.toHaveBeenCalled();
  tell('sync');
  stop();
  tell('sync');
  expect(heard).toHaveBeenCalledOnce();
});

it('switched off, it forgets; where they say so, everywhere', async () => {
  const [one, other] = await pair(purpose('a', '1'));
  at.hand = one;
  await forgetSync({ everywhere: false });
  expect([one.local.size, one.replica.size, uses(one)]).toEqual([0, 2, { a: '1' }]);
  // Removed while it is off: that is nobody else's business, and it comes back when it is on again.
  one.purposes.clear();
  await meet([one, other]);
  expect([uses(one), uses(other)]).toEqual([{ a: '1' }, { a: '1' }]);
  at.hand = one;
  await forgetSync({ everywhere: true });
  expect([one.local.size, one.replica.size, uses(one)]).toEqual([0, 0, { a: '1' }]);
});

it('bytes are counted as browsers count them', () => {
  // As measured in Chromium 156, which escapes the first two.
  expect([syncedBytes('lt', '<'.repeat(10)), syncedBytes('u2028', '\u2028'.repeat(10)), syncedBytes('ééé', 1), syncedBytes('q', '""')]).toEqual([64, 67, 7, 7]);
});
