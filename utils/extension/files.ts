import type { FillReport, FormMap } from '../intake/form.ts';
import type { Placement } from '../intake/placing.ts';
import { getRow, keepNewest, listRows, newestRow, putRows, removeRows } from './database.ts';

/** A form file that was opened, under its fingerprint; `openedAt` in milliseconds since 1970. */
export type StoredForm = { fingerprint: string; name: string; bytes: Uint8Array; map: FormMap; openedAt: number };

/** A stored form with what the person placed on it by hand, if anything. Its `map` is as located, without those. */
export type KeptForm = StoredForm & { placements?: readonly Placement[] };

/** What the person placed by hand on the form with this fingerprint; `at` in milliseconds since 1970. */
type StoredPlacements = { fingerprint: string; placements: readonly Placement[]; at: number };

/** A PDF that `produce` made and verified; `at` in milliseconds since 1970, `fingerprint` that of the form it was made from. */
export type StoredOutcome = { id: string; fileName: string; bytes: Uint8Array; draft: boolean; report: FillReport; at: number; fingerprint: string };

type Rows = { forms: StoredForm; outcomes: StoredOutcome; placements: StoredPlacements };
type FileStore = keyof Rows;

/** Files are large and can be made again: only the last are kept. Placements are small, and a person's work: they outlive their form. */
const keep: Record<FileStore, number> = { forms: 5, outcomes: 5, placements: 100 };

async function putNewest<Name extends FileStore>(name: Name, file: Rows[Name]): Promise<void> {
  if (await putRows(name, [file])) await keepNewest(name, keep[name]);
}

const getFile = <Name extends FileStore>(name: Name, key: string) => getRow(name, key) as Promise<Rows[Name] | undefined>;
const listFiles = <Name extends FileStore>(name: Name) => listRows(name) as Promise<Rows[Name][]>;

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
  return withPlacements((await newestRow('forms')) as StoredForm | undefined);
}

export async function getPlacements(fingerprint: string): Promise<readonly Placement[]> {
  return (await getFile('placements', fingerprint))?.placements ?? [];
}

/** Keeps what the person placed, for each time that this form is opened. None at all is nothing to keep. */
export async function putPlacements(fingerprint: string, placements: readonly Placement[]): Promise<void> {
  if (placements.length === 0) await removeRows('placements', [fingerprint]);
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
