import type { IDBPDatabase } from 'idb';
import { openDB } from 'idb';
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

/** The row as it is to stand. Undefined where the vault is locked: nothing is written plain then. */
async function standing(name: StoreName, row: Row): Promise<Row | undefined> {
  const key = await fileKey();
  if (key === 'locked') return undefined;
  return key ? sealRow(key, name, row, [stores[name].key, stores[name].time]) : row;
}

/** Undefined where there is none, or the vault is locked. */
async function readable(name: StoreName, stored: Row | SealedRow | undefined): Promise<Row | undefined> {
  if (stored === undefined || !isSealedRow(stored)) return stored;
  const key = await fileKey();
  return key && key !== 'locked' ? openRow(key, name, stored) : undefined;
}

/** Whether the vault has a passphrase that nobody gave yet: then rows can be neither read nor written. */
export async function isLocked(): Promise<boolean> {
  return (await fileKey()) === 'locked';
}

/** Whether the rows were written: all of them, or (where the vault is locked) none. */
export async function putRows(name: StoreName, rows: readonly Row[]): Promise<boolean> {
  const all = await Promise.all(rows.map((row) => standing(name, row)));
  if (all.some((row) => row === undefined)) return false;
  const transaction = (await database()).transaction(name, 'readwrite');
  await Promise.all([...all.map((row) => transaction.store.put(row)), transaction.done]);
  return true;
}

export async function getRow(name: StoreName, key: string): Promise<Row | undefined> {
  return readable(name, await (await database()).get(name, key));
}

/** Newest first. */
export async function listRows(name: StoreName): Promise<Row[]> {
  const stored: Row[] = await (await database()).getAllFromIndex(name, 'byTime');
  const rows = await Promise.all(stored.reverse().map((row) => readable(name, row)));
  return rows.filter((row) => row !== undefined);
}

export async function newestRow(name: StoreName): Promise<Row | undefined> {
  const cursor = await (await database()).transaction(name).store.index('byTime').openCursor(null, 'prev');
  return readable(name, cursor?.value);
}

/** Lets all rows but the newest `keep` go. */
export async function keepNewest(name: StoreName, keep: number): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  let cursor = await transaction.store.index('byTime').openKeyCursor(null, 'prev');
  const gone: IDBValidKey[] = [];
  for (let place = 0; cursor; place += 1) {
    if (place >= keep) gone.push(cursor.primaryKey);
    cursor = await cursor.continue();
  }
  await Promise.all([...gone.map((key) => transaction.store.delete(key)), transaction.done]);
}

export async function removeRows(name: StoreName, keys: readonly string[]): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
}

async function level(change: (name: StoreName, row: Row) => Promise<Row | undefined>): Promise<void> {
  const rows = await database();
  for (const name of storeNames) {
    for (const key of await rows.getAllKeys(name)) {
      const row: Row | undefined = await rows.get(name, key);
      const leveled = row && (await change(name, row));
      if (leveled) await rows.put(name, leveled);
    }
  }
}

/** Seals what still stands plain in a vault that got a passphrase. To be called whenever the vault opens. */
export async function levelRows(): Promise<void> {
  const key = await fileKey();
  if (key && key !== 'locked') await level(async (name, row) => (isSealedRow(row) ? undefined : standing(name, row)));
}

/** Makes all rows plain, before the passphrase goes. */
export function openRows(): Promise<void> {
  return level(async (name, row) => (isSealedRow(row) ? readable(name, row) : undefined));
}

export async function eraseRows(): Promise<void> {
  const rows = await database();
  await Promise.all(storeNames.map((name) => rows.clear(name)));
}
