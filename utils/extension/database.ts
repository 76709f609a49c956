import type { IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import { sameBytes } from '../bytes.ts';
import type { DataKey } from '../vault/cipher.ts';
import { sameJson } from '../vault/records.ts';
import type { SealedRow } from './sealed-row.ts';
import { fileKey, isSealedRow, openRow, sealRow } from './sealed-row.ts';

/**
 * What is too large for the vault, or too many: rows of IndexedDB, plain as long as the vault is, and sealed with its key where it
 * has a passphrase. A row's key and its time stay readable, so that it can be found.
 */
const stores = {
  forms: { key: 'fingerprint', time: 'openedAt', since: 1 },
  outcomes: { key: 'id', time: 'at', since: 1 },
  placements: { key: 'fingerprint', time: 'at', since: 2 },
  submissions: { key: 'id', time: 'at', since: 3 },
  documents: { key: 'id', time: 'at', since: 3 },
  handUses: { key: 'id', time: 'at', since: 4 },
} as const;
export type StoreName = keyof typeof stores;
const storeNames = Object.keys(stores) as StoreName[];
const version = Math.max(...storeNames.map((name) => stores[name].since));

/** A row as the caller knows it: it has its key and its time, and maybe `bytes`. */
export type Row = object;

let opened: Promise<IDBPDatabase> | undefined;

function database(): Promise<IDBPDatabase> {
  opened ??= openDB('intakehulp', version, {
    upgrade(created, before) {
      for (const name of storeNames.filter((candidate) => stores[candidate].since > before))
        created.createObjectStore(name, { keyPath: stores[name].key }).createIndex('byTime', stores[name].time);
    },
    blocking() {
      // A newer version of the extension waits in another page: it goes first.
      void opened?.then((database) => database.close());
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

/** The row as it is to stand. */
async function standing(name: StoreName, row: Row, key: DataKey | undefined): Promise<Row> {
  return key ? sealRow(key, name, row, [stores[name].key, stores[name].time]) : row;
}

/** The rows as the caller knows them, in their order; undefined those that the vault's key does not open. It is asked for once, however many there are. */
async function readable(name: StoreName, stored: readonly (Row | SealedRow)[]): Promise<(Row | undefined)[]> {
  const held = stored.some(isSealedRow) ? await fileKey() : undefined;
  const key = held === 'locked' ? undefined : held;
  return Promise.all(stored.map(async (row) => (isSealedRow(row) ? key && openRow(key, name, row) : row)));
}

/** Undefined where there is none, or the vault is locked. */
async function readableOne(name: StoreName, stored: Row | SealedRow | undefined): Promise<Row | undefined> {
  return (await readable(name, stored === undefined ? [] : [stored]))[0];
}

/** Whether the vault has a passphrase that nobody gave yet: then rows can be neither read nor written. */
export async function isLocked(): Promise<boolean> {
  return (await fileKey()) === 'locked';
}

/** Whether the rows were written: all of them, or (where the vault is locked: nothing is written plain then) none. */
export async function putRows(name: StoreName, rows: readonly Row[]): Promise<boolean> {
  const key = await fileKey();
  if (key === 'locked') return false;
  const all = await Promise.all(rows.map((row) => standing(name, row, key)));
  const transaction = (await database()).transaction(name, 'readwrite');
  await Promise.all([...all.map((row) => transaction.store.put(row)), transaction.done]);
  return true;
}

export async function getRow(name: StoreName, key: string): Promise<Row | undefined> {
  return readableOne(name, await (await database()).get(name, key));
}

/** Newest first. */
export async function listRows(name: StoreName): Promise<Row[]> {
  const stored: Row[] = await (await database()).getAllFromIndex(name, 'byTime');
  const rows = await readable(name, stored.reverse());
  return rows.filter((row) => row !== undefined);
}

/** The newest row. What is to come later than now was written by a clock that ran ahead, and is older than what stands beside it. */
export async function newestRow(name: StoreName): Promise<Row | undefined> {
  const index = (await database()).transaction(name).store.index('byTime');
  const cursor = (await index.openCursor(IDBKeyRange.upperBound(Date.now()), 'prev')) ?? (await index.openCursor(null, 'prev'));
  return readableOne(name, cursor?.value);
}

/** Lets all rows but the newest `keep` go; those of a clock that ran ahead before the others, so that what was just written stays. */
export async function keepNewest(name: StoreName, keep: number): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  const index = transaction.store.index('byTime');
  const now = Date.now();
  const [past, ahead] = await Promise.all([index.getAllKeys(IDBKeyRange.upperBound(now)), index.getAllKeys(IDBKeyRange.lowerBound(now, true))]);
  const gone = [...past.reverse(), ...ahead.reverse()].slice(keep);
  await Promise.all([...gone.map((key) => transaction.store.delete(key)), transaction.done]);
}

export async function removeRows(name: StoreName, keys: readonly string[]): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
}

function samePart(a: unknown, b: unknown): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return sameJson(a, b);
  return sameBytes(a, b);
}

/** Whether two readings of a row are of one writing: each sealing of a row gives other bytes. */
function isSameWriting(a: Row, b: Row): boolean {
  const [one, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return one.size === other.size && [...one].every(([name, part]) => samePart(part, other.get(name)));
}

/** Writes `leveled` where the row is still what it was (`row`); false where somebody wrote it meanwhile, or removed it. */
async function replaceRow(name: StoreName, key: IDBValidKey, row: Row, leveled: Row): Promise<boolean> {
  const transaction = (await database()).transaction(name, 'readwrite');
  const now: Row | undefined = await transaction.store.get(key);
  const untouched = now !== undefined && isSameWriting(row, now);
  if (untouched) await transaction.store.put(leveled);
  await transaction.done;
  return untouched;
}

/** What a row becomes; undefined where it may stay as it is. */
type Leveling = (name: StoreName, row: Row) => Promise<Row | undefined>;

/** False where somebody wrote the row meanwhile: then it is to be looked at again. */
async function levelRow(name: StoreName, key: IDBValidKey, change: Leveling): Promise<boolean> {
  const row: Row | undefined = await (await database()).get(name, key);
  const leveled = row && (await change(name, row));
  return !row || !leveled || replaceRow(name, key, row, leveled);
}

/** Row after row, while a batch may go on in its page: what that writes is never written over with what stood there before. */
async function level(change: Leveling): Promise<void> {
  for (const name of storeNames) {
    for (const key of await (await database()).getAllKeys(name)) {
      let leveled = false;
      while (!leveled) leveled = await levelRow(name, key, change);
    }
  }
}

/** Seals what still stands plain in a vault that got a passphrase. To be called whenever the vault opens. */
export async function levelRows(): Promise<void> {
  const key = await fileKey();
  if (key && key !== 'locked') await level(async (name, row) => (isSealedRow(row) ? undefined : standing(name, row, key)));
}

/** Makes all rows plain that the vault's key opens; `key`: where the vault is not to have it any more. */
export function openRows(key?: DataKey): Promise<void> {
  return level(async (name, row) => {
    if (!isSealedRow(row)) return undefined;
    return key ? openRow(key, name, row) : readableOne(name, row);
  });
}

export async function eraseRows(): Promise<void> {
  const rows = await database();
  await Promise.all(storeNames.map((name) => rows.clear(name)));
}
