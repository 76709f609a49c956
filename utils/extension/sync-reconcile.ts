import type { Change, Records } from '../vault/records.ts';
import { parseJson, recordsIn } from '../vault/records.ts';
import { shortHash } from './policy-id.ts';
import type { Step } from './sync-decide.ts';
import { decide } from './sync-decide.ts';
import type { SyncedItem, SyncedSettings } from './sync-item.ts';
import { isPurposeKey, readItem, recordItem, removalItem, settingsKey, settingsOf, syncedText } from './sync-item.ts';
import { SyncRoom } from './sync-quota.ts';

/**
 * What of a synchronisation a person should know; $1 is the purpose's name; its key where it has none here.
 * - `purposeTooBig`, `storageFull`: the purpose, or what was changed of it, stays on this machine.
 * - `itemNewer`: another machine has a later Intakehulp; the record is left as it is on both sides. `itemUnfit`: what stands there is no record.
 * - `keptBoth`: both machines had it before they met, and not the same; this machine's is kept as a copy.
 */
type ReconcileProblemCode = 'purposeTooBig' | 'storageFull' | 'itemNewer' | 'itemUnfit' | 'keptBoth';
export type ReconcileProblem = { code: ReconcileProblemCode; values: readonly string[] };

/** What this machine has. Of `purposes` (by key) those are looked at that are what their key says; the others stay where they are. */
export type Local = { purposes: Records; settings: SyncedSettings };

/** By key the text on which this machine and storage.sync last agreed: tells "removed here" from "not here yet". */
export type Known = ReadonlyMap<string, string>;

export type Reconciled = {
  toLocal: Change;
  /** The settings that change here. */
  settings?: SyncedSettings;
  toRemote: { set: Record<string, SyncedItem>; remove: string[] };
  /** On what both agree. For a key of `toRemote` or `toLocal`: once that was written. */
  known: Known;
  problems: readonly ReconcileProblem[];
};

/** How long (days) and how many removals are remembered. A machine that stays away longer brings the record back. */
const memory = { days: 180, removals: 100 } as const;

type Draft = {
  readonly today: string;
  readonly room: SyncRoom;
  readonly known: Map<string, string>;
  readonly toLocal: { set: Record<string, unknown>; remove: string[] };
  readonly toRemote: Reconciled['toRemote'];
  readonly problems: ReconcileProblem[];
  settings?: SyncedSettings;
};

type Case = { key: string; step: Step; mine: string | undefined };

/**
 * What this machine and storage.sync (`remote`: all of it) are to tell each other; nothing is written. When both have done so, to
 * reconcile them again changes nothing; when only one has, or a part, it ends the same. `today` is yyyy-mm-dd.
 */
export function reconcile(local: Local, remote: ReadonlyMap<string, unknown>, noted: Known, today: string): Reconciled {
  const known = isBegunAnew(local, noted) ? new Map<string, string>() : noted;
  const draft: Draft = {
    today,
    room: new SyncRoom(remote),
    known: new Map(known),
    toLocal: { set: {}, remove: [] },
    toRemote: { set: {}, remove: [] },
    problems: [],
  };
  const cases = findCases(local, remote, known);
  pruneRemovals(draft, cases);
  for (const one of cases.toSorted((a, b) => urgency(a, remote) - urgency(b, remote))) perform(draft, one, local.purposes);
  return draft;
}

/** Nobody removes all their purposes at once: a vault that lost all of them was begun anew, and is to be filled, not to empty the others. */
function isBegunAnew({ purposes }: Local, known: Known): boolean {
  const agreed = [...known.keys()].filter(isPurposeKey);
  return agreed.length > 1 && !agreed.some((key) => purposes.has(key));
}

function findCases(local: Local, remote: ReadonlyMap<string, unknown>, known: Known): Case[] {
  const keys = new Set([...local.purposes.keys(), ...remote.keys(), ...known.keys()].filter(isPurposeKey));
  return [settingsKey, ...[...keys].sort()].flatMap((key) => {
    const record = key === settingsKey ? local.settings : local.purposes.get(key);
    const mine = syncedText(key, record);
    if (mine === undefined && record !== undefined) return [];
    return [{ key, mine, step: decide(key, mine, readItem(key, remote.get(key)), known.get(key)) }];
  });
}

/** Where not all goes in: removals make room, what stands there already goes before what is new. */
function urgency({ key, step }: Case, remote: ReadonlyMap<string, unknown>): number {
  if (key === settingsKey) return 0;
  if (step.do === 'push' && step.text === undefined) return 1;
  return remote.has(key) ? 2 : 3;
}

function perform(draft: Draft, { key, step, mine }: Case, purposes: Records): void {
  switch (step.do) {
    case 'agree':
      agree(draft, key, step.text);
      break;
    case 'push':
      if (push(draft, key, step.text)) agree(draft, key, step.text);
      break;
    case 'take':
      take(draft, key, step.text);
      agree(draft, key, step.text);
      break;
    case 'join':
      if (!push(draft, key, step.text)) break;
      take(draft, key, step.text);
      agree(draft, key, step.text);
      break;
    case 'keepBoth': {
      const copy = copyOf(key, step.mine);
      if (!purposes.has(copy.key)) draft.toLocal.set[copy.key] = copy.record;
      tell(draft, 'keptBoth', key, step.mine);
      take(draft, key, step.theirs);
      agree(draft, key, step.theirs);
      break;
    }
    case 'forget':
      agree(draft, key, undefined);
      break;
    case 'leave':
      tell(draft, step.code, key, mine);
      break;
  }
}

function agree({ known }: Draft, key: string, text: string | undefined): void {
  if (text === undefined) known.delete(key);
  else known.set(key, text);
}

function push(draft: Draft, key: string, text: string | undefined): boolean {
  const item = text === undefined ? removalItem(draft.today) : recordItem(text);
  const taken = draft.room.take(key, item);
  if (taken === 'taken') draft.toRemote.set[key] = item;
  else tell(draft, taken === 'tooBig' ? 'purposeTooBig' : 'storageFull', key, text);
  return taken === 'taken';
}

function take(draft: Draft, key: string, text: string | undefined): void {
  if (key === settingsKey) draft.settings = settingsOf(parseJson(text ?? '{}'));
  else if (text === undefined) draft.toLocal.remove.push(key);
  else draft.toLocal.set[key] = parseJson(text);
}

function tell({ problems }: Draft, code: ReconcileProblemCode, key: string, text: string | undefined): void {
  problems.push({ code, values: [nameIn(text) || key] });
}

function nameIn(text: string | undefined): string {
  const name = recordsIn(parseJson(text ?? ''))?.get('name');
  return typeof name === 'string' ? name : '';
}

/** Its id follows from what it says: of two machines that keep the same copy there is one. */
function copyOf(key: string, text: string): { key: string; record: unknown } {
  const id = `${key.slice('purpose:'.length).slice(0, 50)}-${shortHash(text)}`;
  return { key: `purpose:${id}`, record: { ...Object.fromEntries(recordsIn(parseJson(text)) ?? []), id, name: `${nameIn(text)} (2)`.trim() } };
}

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

function pruneRemovals(draft: Draft, cases: readonly Case[]): void {
  const removals = cases.flatMap(({ key, step }) => (step.do === 'forget' ? [{ key, on: step.on }] : []));
  const newest = removals.sort((a, b) => dayOf(b.on) - dayOf(a.on));
  for (const [at, { key, on }] of newest.entries()) {
    if (at < memory.removals && Math.abs(dayOf(draft.today) - dayOf(on)) <= memory.days) continue;
    draft.toRemote.remove.push(key);
    draft.room.drop(key);
  }
}
