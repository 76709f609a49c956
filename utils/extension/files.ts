import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import { openDB } from 'idb';
import type { FillReport, FormMap } from '../intake/form.ts';
import type { Placement } from '../intake/placing.ts';

/** A form file that was opened, under its fingerprint; `openedAt` in milliseconds since 1970. */
export type StoredForm = { fingerprint: string; name: string; bytes: Uint8Array; map: FormMap; openedAt: number };

/** A stored form with what the person placed on it by hand, if anything. Its `map` is as located, without those. */
export type KeptForm = StoredForm & { placements?: readonly Placement[] };

/** What the person placed by hand on the form with this fingerprint; `at` in milliseconds since 1970. */
type StoredPlacements = { fingerprint: string; placements: readonly Placement[]; at: number };

/** A PDF that `produce` made and verified; `at` in milliseconds since 1970, `fingerprint` that of the form it was made from. */
export type StoredOutcome = { id: string; fileName: string; bytes: Uint8Array; draft: boolean; report: FillReport; at: number; fingerprint: string };

interface Files extends DBSchema {
  forms: { key: string; value: StoredForm; indexes: { byTime: number } };
  outcomes: { key: string; value: StoredOutcome; indexes: { byTime: number } };
  placements: { key: string; value: StoredPlacements; indexes: { byTime: number } };
}

/** Files are large and can be made again: only the last are kept. Placements are small, and a person's work: they outlive their form. */
const keep: Record<StoreNames<Files>, number> = { forms: 5, outcomes: 5, placements: 100 };

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

async function putNewest<Name extends StoreNames<Files>>(name: Name, file: Files[Name]['value']): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite');
  const written = transaction.store.put(file);
  let cursor = await transaction.store.index('byTime').openCursor(null, 'prev');
  for (let place = 0; cursor; place += 1) {
    if (place >= keep[name]) await cursor.delete();
    cursor = await cursor.continue();
  }
  await Promise.all([written, transaction.done]);
}

async function newest<Name extends StoreNames<Files>>(name: Name): Promise<Files[Name]['value'] | undefined> {
  const cursor = await (await database()).transaction(name).store.index('byTime').openCursor(null, 'prev');
  return cursor?.value;
}

export function putForm({ fingerprint, name, bytes, map, openedAt }: StoredForm): Promise<void> {
  return putNewest('forms', { fingerprint, name, bytes, map, openedAt });
}

async function withPlacements(form: StoredForm | undefined): Promise<KeptForm | undefined> {
  return form && { ...form, placements: await getPlacements(form.fingerprint) };
}

export async function getForm(fingerprint: string): Promise<KeptForm | undefined> {
  return withPlacements(await (await database()).get('forms', fingerprint));
}

/** The form opened last, from a tab or from a file. */
export async function latestForm(): Promise<KeptForm | undefined> {
  return withPlacements(await newest('forms'));
}

export async function getPlacements(fingerprint: string): Promise<readonly Placement[]> {
  return (await (await database()).get('placements', fingerprint))?.placements ?? [];
}

/** Keeps what the person placed, for each time that this form is opened. None at all is nothing to keep. */
export async function putPlacements(fingerprint: string, placements: readonly Placement[]): Promise<void> {
  if (placements.length === 0) await (await database()).delete('placements', fingerprint);
  else await putNewest('placements', { fingerprint, placements, at: Date.now() });
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
  await Promise.all([files.clear('forms'), files.clear('outcomes'), files.clear('placements')]);
}
