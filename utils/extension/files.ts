import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import { openDB } from 'idb';
import type { FillReport, FormMap } from '../intake/form.ts';
import type { Placement } from '../intake/placing.ts';
import type { SealedRow } from './sealed-row.ts';
import { fileKey, isSealedRow, openRow, sealRow } from './sealed-row.ts';

/** A form file that was opened, under its fingerprint; `openedAt` in milliseconds since 1970. */
export type StoredForm = { fingerprint: string; name: string; bytes: Uint8Array; map: FormMap; openedAt: number };

/** A stored form with what the person placed on it by hand, if anything. Its `map` is as located, without those. */
export type KeptForm = StoredForm & { placements?: readonly Placement[] };

/** What the person placed by hand on the form with this fingerprint; `at` in milliseconds since 1970. */
type StoredPlacements = { fingerprint: string; placements: readonly Placement[]; at: number };

/** A PDF that `produce` made and verified; `at` in milliseconds since 1970, `fingerprint` that of the form it was made from. */
export type StoredOutcome = { id: string; fileName: string; bytes: Uint8Array; draft: boolean; report: FillReport; at: number; fingerprint: string };

/** As they are in a plain vault; where it has a passphrase each row is sealed, with its key and its time left readable. */
type Rows = { forms: StoredForm; outcomes: StoredOutcome; placements: StoredPlacements };

interface Files extends DBSchema {
  forms: { key: string; value: Rows['forms'] | SealedRow; indexes: { byTime: number } };
  outcomes: { key: string; value: Rows['outcomes'] | SealedRow; indexes: { byTime: number } };
  placements: { key: string; value: Rows['placements'] | SealedRow; indexes: { byTime: number } };
}
type FileStore = StoreNames<Files>;

/** Files are large and can be made again: only the last are kept. Placements are small, and a person's work: they outlive their form. */
const stores: Record<FileStore, { keep: number; left: readonly string[] }> = {
  forms: { keep: 5, left: ['fingerprint', 'openedAt'] },
  outcomes: { keep: 5, left: ['id', 'at'] },
  placements: { keep: 100, left: ['fingerprint', 'at'] },
};
const storeNames = Object.keys(stores) as FileStore[];

let opened: Promise<IDBPDatabase<Files>> | undefined;

function database(): Promise<IDBPDatabase<Files>> {
  opened ??= openDB<Files>('intakehulp', 2, {
    upgrade(created, version) {
      if (version < 1) {
        created.createObjectStore('forms', { keyPath: 'fingerprint' }).createIndex('byTime', 'openedAt');
        created.createObjectStore('outcomes', { keyPath: 'id' }).createIndex('byTime', 'at');
      }
      if (version < 2) created.createObjectStore('placements', { keyPath: 'fingerprint' }).createIndex('byTime', 'at');
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

/** The row as it is to stand: sealed where the vault has a passphrase. Undefined where it is locked: nothing is written plain then. */
async function rowOf<Name extends FileStore>(name: Name, file: Rows[Name]): Promise<Files[Name]['value'] | undefined> {
  const key = await fileKey();
  if (key === 'locked') return undefined;
  return key ? sealRow(key, name, file, stores[name].left) : file;
}

/** Undefined where the vault is locked. */
async function fileOf<Name extends FileStore>(name: Name, row: Files[Name]['value'] | undefined): Promise<Rows[Name] | undefined> {
  if (row === undefined || !isSealedRow(row)) return row as Rows[Name] | undefined;
  const key = await fileKey();
  return key && key !== 'locked' ? ((await openRow(key, name, row)) as Rows[Name] | undefined) : undefined;
}

async function putNewest<Name extends FileStore>(name: Name, file: Rows[Name]): Promise<void> {
  const row = await rowOf(name, file);
  if (!row) return;
  const transaction = (await database()).transaction(name, 'readwrite');
  const written = transaction.store.put(row);
  let cursor = await transaction.store.index('byTime').openCursor(null, 'prev');
  for (let place = 0; cursor; place += 1) {
    if (place >= stores[name].keep) await cursor.delete();
    cursor = await cursor.continue();
  }
  await Promise.all([written, transaction.done]);
}

async function getFile<Name extends FileStore>(name: Name, key: string): Promise<Rows[Name] | undefined> {
  return fileOf(name, await (await database()).get(name, key));
}

/** Newest first. */
async function listFiles<Name extends FileStore>(name: Name, most = Number.POSITIVE_INFINITY): Promise<Rows[Name][]> {
  const rows: Files[Name]['value'][] = [];
  let cursor = await (await database()).transaction(name).store.index('byTime').openCursor(null, 'prev');
  for (; cursor && rows.length < most; cursor = await cursor.continue()) rows.push(cursor.value);
  const files = await Promise.all(rows.map((row) => fileOf(name, row)));
  return files.filter((file) => file !== undefined);
}

export function putForm({ fingerprint, name, bytes, map, openedAt }: StoredForm): Promise<void> {
  return putNewest('forms', { fingerprint, name, bytes, map, openedAt });
}

async function withPlacements(form: StoredForm | undefined): Promise<KeptForm | undefined> {
  return form && { ...form, placements: await getPlacements(form.fingerprint) };
}

export async function getForm(fingerprint: string): Promise<KeptForm | undefined> {
  return withPlacements(await getFile('forms', fingerprint));
}

/** The form opened last, from a tab or from a file. */
export async function latestForm(): Promise<KeptForm | undefined> {
  const [latest] = await listFiles('forms', 1);
  return withPlacements(latest);
}

export async function getPlacements(fingerprint: string): Promise<readonly Placement[]> {
  return (await getFile('placements', fingerprint))?.placements ?? [];
}

/** Keeps what the person placed, for each time that this form is opened. None at all is nothing to keep. */
export async function putPlacements(fingerprint: string, placements: readonly Placement[]): Promise<void> {
  if (placements.length === 0) await (await database()).delete('placements', fingerprint);
  else await putNewest('placements', { fingerprint, placements, at: Date.now() });
}

export function putOutcome(outcome: StoredOutcome): Promise<void> {
  return putNewest('outcomes', outcome);
}

export function getOutcome(id: string): Promise<StoredOutcome | undefined> {
  return getFile('outcomes', id);
}

/** Everything that is kept, newest first, for whoever wants to know or to take it along. */
export async function allFiles(): Promise<{ forms: StoredForm[]; outcomes: StoredOutcome[]; placements: StoredPlacements[] }> {
  const [forms, outcomes, placements] = await Promise.all([listFiles('forms'), listFiles('outcomes'), listFiles('placements')]);
  return { forms, outcomes, placements };
}

async function levelStore<Name extends FileStore>(name: Name, level: (row: Files[Name]['value']) => Promise<Files[Name]['value'] | undefined>): Promise<void> {
  const files = await database();
  for (const row of await files.getAll(name)) {
    const leveled = await level(row);
    if (leveled) await files.put(name, leveled);
  }
}

/** Seals what still stands plain in a vault that got a passphrase. To be called whenever the vault opens. */
export async function levelFiles(): Promise<void> {
  const key = await fileKey();
  if (!key || key === 'locked') return;
  for (const name of storeNames) {
    await levelStore(name, async (row) => (isSealedRow(row) ? undefined : sealRow(key, name, row, stores[name].left)));
  }
}

/** Makes all files plain, before the passphrase goes. */
export async function openFiles(): Promise<void> {
  for (const name of storeNames) await levelStore(name, async (row) => (isSealedRow(row) ? fileOf(name, row) : undefined));
}

export async function eraseFiles(): Promise<void> {
  const files = await database();
  await Promise.all(storeNames.map((name) => files.clear(name)));
}
