import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { DataKey } from './cipher.ts';
import type { HeadOf, Item } from './item.ts';
import { isSealed, openItem, readItem } from './item.ts';
import type { Position, Slot, SnapshotLabel } from './keys.ts';
import { asideNumber, baseKey, byPosition, entryPosition, isAfter, lockKeys, origin, slots, snapshotLabel, writerKey } from './keys.ts';
import type { Ledger, Unreadable } from './ledger.ts';
import { openAs, openRead, vaultKeys, writerMark } from './ledger.ts';
import { latest, walk } from './migrations/walk.ts';
import type { VaultProblem } from './problem.ts';
import type { Edits } from './records.ts';
import { applyEdits, parseEdits, parseRecords } from './records.ts';
import type { Storage } from './storage.ts';
import { put, settle, StorageFault } from './storage.ts';

/**
 * `vaultNewer`: a later version of Intakehulp wrote this; nothing is written then. `vaultUnreadable`: none of the generations and
 * snapshots is readable. `vaultLockDamaged`: they are encrypted, and the lock that holds their key is not readable.
 */
export type LoadFailure = 'vaultNewer' | 'vaultUnreadable' | 'vaultLockDamaged';

/** `empty`: nothing was ever written. `outdated`: the records were of an older version, and are not yet written as they are now. */
export type Loaded = { ledger: Ledger; problems: VaultProblem[]; empty: boolean; outdated: boolean };

type Base = { slot: Slot | undefined; date?: string; version: number; generation: number; last: Position; records: Map<string, unknown> };
type Entry = { head: HeadOf<'entry'>; edits: Edits; size: number };
type Journal = { entries: readonly Entry[]; positions: readonly Position[]; damaged: readonly Unreadable[]; newer: boolean; leftovers: boolean };
type WholeBase = { slot: Slot; item: Item; head: HeadOf<'base'>; stored: unknown };
type Bases = { present: number; whole: WholeBase[]; damaged: Unreadable[]; newer: boolean };

/** Takes the vault over: whoever wrote it before finds so with its next change, and stops. */
async function claim(storage: Storage, above: number): Promise<{ epoch: number; writer: string }> {
  const { [writerKey]: mark } = await storage.get([writerKey]);
  const marked = typeof mark === 'string' && /^\d{1,12}:/.test(mark) ? Number.parseInt(mark, 10) : 0;
  const inEntries = (await vaultKeys(storage)).map((key) => entryPosition(key)?.epoch ?? 0);
  const owner = { epoch: inEntries.reduce((most, epoch) => Math.max(most, epoch), Math.max(marked, above)) + 1, writer: crypto.randomUUID() };
  await put(storage, writerKey, writerMark(owner.epoch, owner.writer));
  return owner;
}

async function readBases(storage: Storage): Promise<Bases> {
  const stored = await storage.get(slots.map(baseKey));
  const bases: Bases = { present: Object.keys(stored).length, whole: [], damaged: [], newer: false };
  for (const slot of slots) {
    const key = baseKey(slot);
    if (!(key in stored)) continue;
    const read = await readItem(stored[key]);
    if (read.ok && read.value.head.kind === 'base') bases.whole.push({ slot, item: read.value, head: read.value.head, stored: stored[key] });
    else if (!read.ok && read.code === 'newer') bases.newer = true;
    else bases.damaged.push({ key, stored: stored[key] });
  }
  return bases;
}

/** The newest base that opens in this mode. One that is whole but does not open has been tampered with: it joins the damaged. */
async function chooseBase(bases: Bases, dataKey: DataKey | undefined): Promise<Base | undefined> {
  const ofMode = bases.whole.filter(({ item }) => isSealed(item) === (dataKey !== undefined));
  for (const { slot, item, head, stored } of ofMode.sort((a, b) => b.head.generation - a.head.generation)) {
    const text = await openItem(item, dataKey?.key);
    const records = text === undefined ? undefined : parseRecords(text);
    if (records) return { slot, version: head.version, generation: head.generation, last: head.last, records };
    bases.damaged.push({ key: baseKey(slot), stored });
  }
  return undefined;
}

async function chooseSnapshot(keys: readonly string[], storage: Storage, dataKey: DataKey | undefined): Promise<Base | undefined> {
  const labels = keys.flatMap((key): (SnapshotLabel & { key: string })[] => {
    const label = snapshotLabel(key);
    return label ? [{ ...label, key }] : [];
  });
  for (const { key, number, date } of labels.sort((a, b) => b.number - a.number)) {
    const opened = await openAs('snapshot', (await storage.get([key]))[key], dataKey);
    if (typeof opened === 'string' || opened.head.number !== number) continue;
    const records = parseRecords(opened.text);
    if (records) return { slot: undefined, date, version: opened.head.version, generation: opened.head.generation, last: opened.head.last, records };
  }
  return undefined;
}

/** Every entry that opens in this mode, in order; what was left in the other mode is passed over. */
async function readJournal(keys: readonly string[], storage: Storage, dataKey: DataKey | undefined): Promise<Journal> {
  const positioned = keys.flatMap((key) => {
    const position = entryPosition(key);
    return position ? [{ key, position }] : [];
  });
  const stored = await storage.get(positioned.map(({ key }) => key));
  const all = await Promise.all(positioned.map(async (named) => ({ ...named, read: await readItem(stored[named.key]) })));
  const opened = await Promise.all(all.map(async (named) => ({ ...named, entry: await openRead('entry', named.read, dataKey) })));
  const entries: Entry[] = [];
  const damaged: Unreadable[] = [];
  for (const { key, position, entry } of opened) {
    if (entry === 'otherMode') continue;
    const edits = entry === 'damaged' ? undefined : parseEdits(entry.text);
    // An entry under another entry's key is as bad as an unreadable one.
    if (entry !== 'damaged' && edits && byPosition(entry.head.at, position) === 0) entries.push({ head: entry.head, edits, size: entry.text.length });
    else damaged.push({ key, stored: stored[key] });
  }
  const newer = all.some(({ read }) => !read.ok && read.code === 'newer');
  const leftovers = opened.some(({ entry }) => entry === 'otherMode');
  entries.sort((a, b) => byPosition(a.head.at, b.head.at) || (a.head.writer < b.head.writer ? -1 : 1));
  return { entries, positions: positioned.map(({ position }) => position), damaged, newer, leftovers };
}

/** How many changes after the base are known to have been made but are not there: unreadable, or named by the next and absent. */
function countLost(base: Base, { entries, positions, damaged }: Journal): number {
  const present = new Set(positions.map(({ epoch, number }) => `${epoch}.${number}`));
  const absent = entries.map(({ head }) => head.after).filter((at) => isAfter(at, base.last) && !present.has(`${at.epoch}.${at.number}`));
  const unreadable = damaged.filter(({ key }) => isAfter(entryPosition(key) ?? origin, base.last));
  return unreadable.length + new Set(absent.map(({ epoch, number }) => `${epoch}.${number}`)).size;
}

/**
 * The records with the entries after the base, of the latest version. An entry holds whole records and stands by itself: those
 * after a lost one still hold what the person last wrote.
 */
function replay(base: Base, entries: readonly Entry[]): Map<string, unknown> {
  let { records, version } = base;
  for (const { head, edits } of entries) {
    if (head.version > version) records = walk(records, version, head.version);
    version = Math.max(version, head.version);
    applyEdits(records, edits);
  }
  return walk(records, version);
}

function describe(base: Base, damagedBases: number, lost: number, useless: number): VaultProblem[] {
  const problems: VaultProblem[] = [];
  if (base.date !== undefined) problems.push({ code: 'vaultSnapshotUsed', severity: 'warns', values: [base.date] });
  else if (damagedBases > 0) problems.push({ code: 'vaultCopyUnreadable', severity: 'informs', values: [String(base.generation)] });
  if (lost > 0) problems.push({ code: 'vaultChangesLost', severity: 'warns', values: [String(lost)] });
  if (useless > 0) problems.push({ code: 'vaultItemsUnreadable', severity: 'informs', values: [String(useless)] });
  return problems;
}

function isKnown(key: string): boolean {
  const named = key === writerKey || lockKeys.includes(key) || slots.some((slot) => key === baseKey(slot));
  return named || entryPosition(key) !== undefined || snapshotLabel(key) !== undefined || asideNumber(key) !== undefined;
}

const nothingYet: Base = { slot: undefined, version: latest, generation: 0, last: origin, records: new Map() };

/** Opens what stands in storage, and claims it for this writer; its epoch comes after `above`. Unclaimed, it can only be read. */
export async function load(storage: Storage, dataKey: DataKey | undefined, above = 0): Promise<Result<Loaded, LoadFailure>> {
  const bases = await readBases(storage);
  if (bases.newer) return failure('vaultNewer');
  const claimed = await settle(() => claim(storage, above));
  const closed = claimed.ok ? undefined : new StorageFault(claimed.code, claimed.values.join());
  const owner = claimed.ok ? claimed.value : { epoch: above + 1, writer: '' };
  const keys = await vaultKeys(storage);
  // The writer before this one may have written its very first base in between.
  if (bases.present !== slots.filter((slot) => keys.includes(baseKey(slot))).length) return load(storage, dataKey, owner.epoch);
  const journal = await readJournal(keys, storage, dataKey);
  if (journal.newer) return failure('vaultNewer');
  const empty = bases.present === 0 && journal.positions.length === 0 && keys.every((key) => snapshotLabel(key) === undefined) && !dataKey;
  const base = empty ? nothingYet : ((await chooseBase(bases, dataKey)) ?? (await chooseSnapshot(keys, storage, dataKey)));
  if (!base) return failure(!dataKey && bases.whole.length > 0 ? 'vaultLockDamaged' : 'vaultUnreadable');
  // The mark was lost, and with it how far the epochs had come.
  if (!closed && base.last.epoch >= owner.epoch) return load(storage, dataKey, base.last.epoch);
  const after = journal.entries.filter(({ head }) => isAfter(head.at, base.last));
  const strange = await storage.get(keys.filter((key) => !isKnown(key)));
  const unreadable = [...bases.damaged, ...journal.damaged, ...Object.entries(strange).map(([key, stored]) => ({ key, stored }))];
  const useless = unreadable.filter(({ key }) => !bases.damaged.some((damaged) => damaged.key === key) && !isAfter(entryPosition(key) ?? origin, base.last));
  const generations = [base.generation, ...bases.whole.map(({ head }) => head.generation), ...journal.entries.map(({ head }) => head.generation)];
  const ledger: Ledger = {
    storage,
    ...owner,
    key: dataKey,
    records: replay(base, after),
    last: after.at(-1)?.head.at ?? base.last,
    base: { slot: base.slot, generation: base.generation, last: base.last },
    highest: generations.reduce((most, generation) => Math.max(most, generation)),
    journal: { entries: after.length, size: after.reduce((sum, { size }) => sum + size, 0) },
    unreadable,
    uneven: journal.leftovers || bases.whole.some(({ item }) => isSealed(item) !== (dataKey !== undefined)),
    closed,
  };
  const problems = describe(base, bases.damaged.length, countLost(base, journal), useless.length);
  const outdated = base.version < latest || after.some(({ head }) => head.version < latest);
  return success({ ledger, problems, empty, outdated });
}
