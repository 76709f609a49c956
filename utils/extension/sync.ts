import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { localDate } from '../intake/values.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { Change, Records } from '../vault/records.ts';
import { sameJson } from '../vault/records.ts';
import { watchArea } from './area.ts';
import type { SyncedSettings } from './sync-item.ts';
import { settingsKey } from './sync-item.ts';
import { mayWrite, recentWrites } from './sync-quota.ts';
import type { Known, Local, Reconciled, ReconcileProblem } from './sync-reconcile.ts';
import { reconcile } from './sync-reconcile.ts';

z.config({ jitless: true });

/**
 * Settings and purposes go along with the browser's own account, on request; nothing else ever does. They stand in storage.sync as
 * they are, without the vault's passphrase. The caller asks for `sync` only while the setting is on.
 */

/**
 * `sync_<code>` says what it is. `notWritten`: the browser did not take what changed here ($1: its words); what changed elsewhere came
 * in. `writesLater`: so much was written lately that the rest waits for the next `sync`.
 */
export type SyncProblem = ReconcileProblem | { code: 'notWritten' | 'writesLater'; values: readonly string[] };

export type Synced = {
  /** For the vault: purposes that came in, and those that were removed elsewhere. */
  change: Change;
  /** The settings that change here; the others stay. */
  settings?: SyncedSettings;
  problems: readonly SyncProblem[];
  /**
   * To be called once `settings` and `change` are saved (`saved`: as much of it as was, see `stillFitting`). Never before: what came in
   * and was not saved would look like removed here. Left out, the next `sync` finds out by itself.
   */
  confirm(saved: Change): Promise<void>;
};

/** Where this machine notes on what it and storage.sync agreed, and when it wrote lately. */
const noteKey = 'synced';
const Note = z.object({ known: z._default(z.record(z.string(), z.string()), {}), writes: z._default(z.array(z.number()), []) });
type Note = { known: Known; writes: readonly number[] };

async function readNote(): Promise<Note> {
  const stored = await browser.storage.local.get(noteKey);
  // A note that can't be read is no note: then both sides meet as for the first time, and nothing is removed.
  const { known, writes } = Note.safeParse(stored[noteKey] ?? {}).data ?? { known: {}, writes: [] };
  return { known: new Map(Object.entries(known)), writes };
}

function writeNote({ known, writes }: Note): Promise<void> {
  return browser.storage.local.set({ [noteKey]: { known: Object.fromEntries(known), writes } });
}

let before: Promise<unknown> = Promise.resolve();

/** One after the other, also where one fails. */
function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
  const turn = before.then(step);
  before = turn.catch(() => undefined);
  return turn;
}

const settle = async <Value>(step: () => Promise<Value>): Promise<Result<Value, 'syncFailed'>> => {
  try {
    return success(await step());
  } catch (error) {
    // The browser's refusals come as errors; anything else is a bug.
    if (error instanceof Error && !(error instanceof TypeError)) return failure('syncFailed', error.message);
    throw error;
  }
};

/** `known`, but of these keys what `other` knows. */
function knownAs(known: Known, other: Known, keys: readonly string[]): Known {
  const others = keys.flatMap((key): [string, string][] => {
    const text = other.get(key);
    return text === undefined ? [] : [[key, text]];
  });
  return new Map([...[...known].filter(([key]) => !keys.includes(key)), ...others]);
}

const keysOf = ({ set, remove }: Change): string[] => [...Object.keys(set), ...remove];

/** In two writes at most, whatever changed. */
async function pushAll({ set, remove }: Reconciled['toRemote']): Promise<void> {
  if (remove.length > 0) await browser.storage.sync.remove(remove);
  if (Object.keys(set).length > 0) await browser.storage.sync.set(set);
}

/**
 * Tells storage.sync what changed here, and gives what changed elsewhere. `local`: all purposes and settings as they are now. May be
 * called as often as one likes, for instance at the start, after `watchSync`'s call and (once the person pauses) after a save.
 */
export function sync(local: Local): Promise<Result<Synced, 'syncFailed'>> {
  return inTurn(() => settle(() => syncNow(local, new Date())));
}

async function syncNow(local: Local, now: Date): Promise<Synced> {
  const note = await readNote();
  const remote = new Map(Object.entries(await browser.storage.sync.get(null)));
  const { toLocal, settings, toRemote, known, problems } = reconcile(local, remote, note.known, localDate(now));
  const pushed = await push(toRemote, note.writes, now.getTime());
  const agreed = pushed.problem ? knownAs(known, note.known, keysOf(toRemote)) : known;
  const settingsTaken = settings ? [settingsKey] : [];
  await writeNote({ known: knownAs(agreed, note.known, [...keysOf(toLocal), ...settingsTaken]), writes: pushed.writes });
  const confirm = (saved: Change) =>
    inTurn(async () => {
      const latest = await readNote();
      await writeNote({ ...latest, known: knownAs(latest.known, agreed, [...keysOf(saved), ...settingsTaken]) });
    });
  return { change: toLocal, settings, problems: [...problems, ...(pushed.problem ? [pushed.problem] : [])], confirm };
}

async function push(toRemote: Reconciled['toRemote'], writes: readonly number[], now: number): Promise<{ writes: number[]; problem?: SyncProblem }> {
  const recent = recentWrites(writes, now);
  if (Object.keys(toRemote.set).length === 0 && toRemote.remove.length === 0) return { writes: recent };
  if (!mayWrite(recent, now)) return { writes: recent, problem: { code: 'writesLater', values: [] } };
  const pushed = await settle(() => pushAll(toRemote));
  return { writes: [...recent, now], ...(pushed.ok ? {} : { problem: { code: 'notWritten', values: pushed.values } }) };
}

/**
 * Of a change what still fits: records that were edited here while it was on its way (`seen`: as they were given to `sync`) are
 * left as they are, and go along the next time.
 */
export function stillFitting({ set, remove }: Change, seen: Records, now: Records): Change {
  const untouched = (key: string) => sameJson(seen.get(key), now.get(key));
  return { set: Object.fromEntries(Object.entries(set).filter(([key]) => untouched(key))), remove: remove.filter(untouched) };
}

/** How long (milliseconds) nothing is changed before a change goes on its way: whoever types pauses less. */
const pause = 4_000;

/** Asked for `act` as often as one likes, it is done once, as soon as nobody asks any more. */
export function whenQuiet(act: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, pause);
  };
}

/** Hears when something came in from another machine, or was written here. Returns how to stop watching. */
export function watchSync(listener: () => void): () => void {
  return watchArea('sync', () => listener());
}

/**
 * When the person switches it off, and at "erase everything". Everything that is here stays. `everywhere`: what stands in storage.sync
 * goes as well; another machine that still has it on puts its own there again.
 */
export function forgetSync({ everywhere }: { everywhere: boolean }): Promise<Result<void, 'syncFailed'>> {
  return inTurn(() =>
    settle(async () => {
      await browser.storage.local.remove(noteKey);
      if (everywhere) await browser.storage.sync.clear();
    }),
  );
}
