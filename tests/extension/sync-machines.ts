import { vi } from 'vitest';
import type { Result } from '../../utils/result.ts';
import type { SyncedSettings } from '../../utils/extension/sync-item.ts';
import { syncedBytes, syncQuota } from '../../utils/extension/sync-quota.ts';
import type { Synced } from '../../utils/extension/sync.ts';
import { sync } from '../../utils/extension/sync.ts';
import type { PurposeProfile } from '../../utils/intake/profile.ts';
import { at } from './sync-browser.ts';

type Items = Map<string, unknown>;
const copy = <Value>(value: Value): Value => structuredClone(value);

/** A storage area of one machine, with the quota of the real one where it is `sync`. */
function area(items: Items, beforeWrite: () => void = () => undefined) {
  return {
    async get(keys: string | null) {
      return copy(Object.fromEntries(keys === null ? items : [...items].filter(([key]) => key === keys)));
    },
    async set(given: Record<string, unknown>) {
      beforeWrite();
      for (const [key, value] of Object.entries(given)) items.set(key, copy(value));
    },
    async remove(keys: string | string[]) {
      beforeWrite();
      for (const key of [keys].flat()) items.delete(key);
    },
    async clear() {
      beforeWrite();
      items.clear();
    },
  };
}

/** A machine with purposes of its own, its notes, and its replica of what the browser's account holds. */
export type Machine = {
  purposes: Map<string, PurposeProfile>;
  settings: SyncedSettings;
  /** What the browser's account holds, the same for all machines. */
  server: Items;
  replica: Items;
  local: Items;
  /** The replica as it last was at the server: what differs is still to be sent. */
  sent: Items;
  /** How many times storage.sync was written. */
  writes: number;
  refuses: boolean;
  storage: { sync: ReturnType<typeof area>; local: ReturnType<typeof area> };
};

export function newMachine(server: Items): Machine {
  const items = { server, replica: new Map<string, unknown>(), local: new Map<string, unknown>(), sent: new Map<string, unknown>() };
  const made = { ...items, purposes: new Map(), settings: { language: 'auto' as const, lockAfter: 15 as const }, writes: 0, refuses: false };
  const count = () => {
    if (made.refuses) throw new Error('The browser refuses.');
    made.writes += 1;
  };
  const sync = area(made.replica, count);
  const set = async (given: Record<string, unknown>) => {
    const sizes = [...new Map([...made.replica, ...Object.entries(given)])].map(([key, value]) => syncedBytes(key, value));
    const grows = Object.entries(given).some(([key, value]) => syncedBytes(key, value) > syncedBytes(key, made.replica.get(key) ?? ''));
    // As Firefox counts the whole: its JSON.
    const total = sizes.reduce((sum, size) => sum + size + 4, 1);
    if (sizes.some((size) => size > syncQuota.item) || (grows && total > syncQuota.total) || sizes.length > syncQuota.items) throw new Error('quota exceeded');
    await sync.set(given);
  };
  return Object.assign(made, { storage: { sync: { ...sync, set }, local: area(made.local) } });
}

/** What the browser's own account does: this machine's replica and the server meet, and of a conflict one side wins. */
export function exchange(machine: Machine, winner: 'server' | 'machine' = 'server'): void {
  const { server } = machine;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  for (const key of new Set([...machine.replica.keys(), ...server.keys(), ...machine.sent.keys()])) {
    const [mine, theirs, before] = [machine.replica.get(key), server.get(key), machine.sent.get(key)];
    const mineWins = !same(mine, before) && (same(theirs, before) || winner === 'machine');
    const value = mineWins ? mine : theirs;
    for (const items of [machine.replica, server, machine.sent]) {
      if (value === undefined) items.delete(key);
      else items.set(key, copy(value));
    }
  }
}

/** What becomes of a synchronisation: done, or cut off before the change was saved, or before that was confirmed, or the browser refused. */
export type Fate = 'done' | 'cutOff' | 'unconfirmed' | 'refused';

/** As the background does it. `meanwhile`: what the person does while it is under way. */
async function finish(machine: Machine, synced: Result<Synced, 'syncFailed'>, fate: Fate): Promise<void> {
  if (!synced.ok) throw new Error(synced.values.join());
  if (fate === 'cutOff') return;
  const { change, settings, confirm } = synced.value;
  for (const key of change.remove) machine.purposes.delete(key);
  for (const [key, record] of Object.entries(change.set)) machine.purposes.set(key, copy(record) as PurposeProfile);
  machine.settings = { ...machine.settings, ...settings };
  if (fate !== 'unconfirmed') await confirm(change);
}

export async function syncOn(machine: Machine, fate: Fate = 'done'): Promise<Synced> {
  at.hand = machine;
  machine.refuses = fate === 'refused';
  const synced = await sync({ purposes: new Map(machine.purposes), settings: machine.settings });
  machine.refuses = false;
  await finish(machine, synced, fate);
  if (!synced.ok) throw new Error(synced.values.join());
  return synced.value;
}

/** Time passes; the tests' clock stands still by itself. */
export function later(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

/** They meet until nobody has anything to say any more. */
export async function meet(machines: readonly Machine[], winner: 'server' | 'machine' = 'server'): Promise<void> {
  const state = () =>
    JSON.stringify(
      machines.map(({ writes, purposes, settings, replica, sent, server }) => [writes, [...purposes], settings, [...replica], [...sent], [...server]]),
    );
  for (let round = 1; round <= 12; round += 1) {
    const before = state();
    for (const machine of machines) {
      exchange(machine, winner);
      await syncOn(machine);
      exchange(machine, winner);
      later(120_000);
    }
    if (state() === before) return;
  }
  throw new Error('They never come to an end.');
}

export function purpose(id: string, use = '', name = id): PurposeProfile {
  return { id, name, clientId: { kind: 'new', name: '' }, administration: { asked: true, use }, accounts: { asked: false, use: '' } };
}

export function put(machine: Machine, ...purposes: readonly PurposeProfile[]): void {
  for (const one of purposes) machine.purposes.set(`purpose:${one.id}`, one);
}
