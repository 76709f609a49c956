import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { forgetSync } from '../../utils/extension/sync.ts';
import { at } from './sync-browser.ts';
import type { Fate } from './sync-machines.ts';
import { exchange, later, meet, newMachine, purpose, put, syncOn } from './sync-machines.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./sync-browser.ts')).browser }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-09-01T10:00:00') });
});

const whose = fc.integer({ min: 0, max: 2 });
const ids = fc.constantFrom('a', 'b', 'c');
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('edit' as const), whose, id: ids, part: fc.constantFrom('use', 'name'), text: fc.constantFrom('1', '2', '3') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), whose, id: ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settings' as const), whose, language: fc.constantFrom('nl', 'fr', 'en') }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sync' as const), whose, fate: fc.constantFrom<Fate>('done', 'done', 'cutOff', 'unconfirmed', 'refused') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('exchange' as const), whose, winner: fc.constantFrom('server' as const, 'machine' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), whose, everywhere: fc.boolean() }) },
);

it('three machines that edit apart, meet, fail and go on: they end alike, and nothing is gone that nobody removed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), fc.constantFrom('server' as const, 'machine' as const), async (acts, winner) => {
      const server = new Map();
      const machines = [newMachine(server), newMachine(server), newMachine(server)];
      const [made, removed] = [new Set<string>(), new Set<string>()];
      for (const step of acts) {
        const machine = machines[step.whose];
        if (!machine) throw new Error('No such machine.');
        later(5_000);
        if (step.do === 'edit') {
          const key = `purpose:${step.id}`;
          const before = machine.purposes.get(key) ?? purpose(step.id);
          machine.purposes.set(key, step.part === 'name' ? { ...before, name: step.text } : { ...before, administration: { asked: true, use: step.text } });
          made.add(key);
        } else if (step.do === 'remove') {
          if (machine.purposes.delete(`purpose:${step.id}`)) removed.add(`purpose:${step.id}`);
        } else if (step.do === 'settings') machine.settings = { ...machine.settings, language: step.language as 'nl' };
        else if (step.do === 'sync') await syncOn(machine, step.fate);
        else if (step.do === 'exchange') exchange(machine, step.winner);
        else {
          at.hand = machine;
          await forgetSync(step);
        }
      }
      await meet(machines, winner);
      const [first, ...others] = machines.map(({ purposes, settings }) => [Object.fromEntries([...purposes].sort()), settings]);
      for (const other of others) expect(other).toEqual(first);
      for (const key of made) if (!removed.has(key)) expect(machines.map(({ purposes }) => purposes.has(key))).toEqual([true, true, true]);
    }),
    { numRuns: 2_000 },
  );
});

it('whatever their size, a browser never refuses what is sent, and nothing is gone', async () => {
  const sized = fc.record({
    id: fc.constantFrom(...Array.from({ length: 24 }, (_, index) => `p${index}`)),
    length: fc.integer({ min: 0, max: 9_000 }),
    unit: fc.constantFrom('x', 'é', '<', '\u2028', '😀'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), sized), { maxLength: 60 }), async (acts) => {
      const server = new Map();
      const machines = [newMachine(server), newMachine(server)];
      for (const [first, { id, length, unit }] of acts) {
        const machine = machines[first ? 0 : 1];
        if (machine) put(machine, purpose(id, unit.repeat(length)));
      }
      const ids = new Set(acts.map(([, { id }]) => `purpose:${id}`));
      await meet(machines);
      for (const { replica } of machines) expect(replica).toEqual(server);
      for (const id of ids) expect(machines.some(({ purposes }) => purposes.has(id))).toBe(true);
      for (const machine of machines) expect((await syncOn(machine)).problems.map(({ code }) => code)).not.toContain('notWritten');
    }),
    { numRuns: 60 },
  );
});
