import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import { openDB } from 'idb';
import type { FillReport, FormMap } from '../intake/form.ts';

/** A form file that was opened, under its fingerprint; `openedAt` in milliseconds since 1970. */
export type StoredForm = { fingerprint: string; name: string; bytes: Uint8Array; map: FormMap; openedAt: number };

/** A PDF that `produce` made and verified; `at` in milliseconds since 1970, `fingerprint` that of the form it was made from. */
export type StoredOutcome = { id: string; fileName: string; bytes: Uint8Array; draft: boolean; report: FillReport; at: number; fingerprint: string };

interface Files extends DBSchema {
  forms: { key: string; value: StoredForm; indexes: { byTime: number } };
  outcomes: { key: string; value: StoredOutcome; indexes: { byTime: number } };
}

/** Files are large and can be made again: of each kind only the last are kept. */
const keep = 5;

let opened: Promise<IDBPDatabase<Files>> | undefined;

function database(): Promise<IDBPDatabase<Files>> {
  opened ??= openDB<Files>('intakehulp', 1, {
    upgrade(created) {
      created.createObjectStore('forms', { keyPath: 'fingerprint' }).createIndex('byTime', 'openedAt');
      created.createObjectStore('outcomes', { keyPath: 'id' }).createIndex('byTime', 'at');
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

async function putNewest<Name extends StoreNames<Files>>(name: Name, file: Files[Name]['value']): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  const written = transaction.store.put(file);
  let cursor = await transaction.store.index('byTime').openCursor(null, 'prev');
  for (let place = 0; cursor; place += 1) {
    if (place >= keep) await cursor.delete();
    cursor = await cursor.continue();
  }
  await Promise.all([written, transaction.done]);
}

async function newest<Name extends StoreNames<Files>>(name: Name): Promise<Files[Name]['value'] | undefined> {
  const cursor = await (await database()).transaction(name).store.index('byTime').openCursor(null, 'prev');
  return cursor?.value;
}

export function putForm(form: StoredForm): Promise<void> {
  return putNewest('forms', form);
}

export async function getForm(fingerprint: string): Promise<StoredForm | undefined> {
  return (await database()).get('forms', fingerprint);
}

/** The form opened last, from a tab or from a file. */
export function latestForm(): Promise<StoredForm | undefined> {
  return newest('forms');
}

export function putOutcome(outcome: StoredOutcome): Promise<void> {
  return putNewest('outcomes', outcome);
}

export async function getOutcome(id: string): Promise<StoredOutcome | undefined> {
  return (await database()).get('outcomes', id);
}

/** How many files are kept, for whoever wants to know what is stored. */
export async function countFiles(): Promise<{ forms: number; outcomes: number }> {
  const files = await database();
  const [forms, outcomes] = await Promise.all([files.count('forms'), files.count('outcomes')]);
  return { forms, outcomes };
}

export async function eraseFiles(): Promise<void> {
  const files = await database();
  await Promise.all([files.clear('forms'), files.clear('outcomes')]);
}
