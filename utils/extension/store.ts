import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { Applicant, PurposeProfile, School } from '../intake/profile.ts';
import { changeRecords } from './records.ts';

z.config({ jitless: true });

/**
 * Profiles and the work at hand, in storage.local, one key a record, so that two open views never write over each other's
 * records. Each save is on its way before the call returns: a popup that closes on the next instant loses nothing.
 */
const schemaVersion = 1;

const profileSchemas = { applicant: Applicant, school: School, purpose: PurposeProfile };
export type ProfileKind = keyof typeof profileSchemas;

export type Profiles = {
  applicants: Applicant[];
  schools: School[];
  purposes: PurposeProfile[];
  /** Keys of records that are stored but not understood. They are kept as they are. */
  unreadable: string[];
};

const workSchemas = {
  applicantId: z.string(),
  schoolId: z.string(),
  purposeId: z.string(),
  /** yyyy-mm-dd; absent: today. */
  date: z.string(),
  signing: z.enum(['hand', 'print']),
  form: z.object({ fingerprint: z.string(), name: z.string() }),
};
type WorkKey = keyof typeof workSchemas;
const workKeys = Object.keys(workSchemas) as WorkKey[];

/** What the popup and the desk are busy with, shared by both. */
export type Work = {
  applicantId?: string;
  schoolId?: string;
  purposeId?: string;
  date?: string;
  signing: 'hand' | 'print';
  form?: { fingerprint: string; name: string };
};

const SettingsRecord = z.object({ language: z._default(z.enum(['auto', 'nl', 'fr', 'en']), 'auto') });
export type Settings = z.infer<typeof SettingsRecord>;

/** Where an unreadable record goes when its key is written again. */
const keptPrefix = 'kept:';

/** Raw values, by key, of the records that reading could not understand. */
const unreadableRecords = new Map<string, unknown>();
const underway = new Set<Promise<void>>();
let profilesRead: Promise<Profiles> | undefined;

function follow(change: Promise<void>): Promise<void> {
  underway.add(change);
  const forget = () => underway.delete(change);
  change.then(forget, forget);
  return change;
}

function write(records: Record<string, unknown>): Promise<void> {
  const kept = Object.keys(records).flatMap((key) => (unreadableRecords.has(key) ? [[keptPrefix + key, unreadableRecords.get(key)] as const] : []));
  for (const key of Object.keys(records)) unreadableRecords.delete(key);
  return follow(changeRecords({ set: { ...records, ...Object.fromEntries(kept) }, remove: [] }));
}

/** The record, or undefined where it is absent or not understood; in the latter case it is remembered as unreadable. */
function read<Schema extends z.ZodMiniType>(key: string, schema: Schema, stored: unknown): z.infer<Schema> | undefined {
  if (stored === undefined || stored === null) return undefined;
  const parsed = schema.safeParse(stored);
  if (parsed.success) {
    unreadableRecords.delete(key);
    return parsed.data;
  }
  unreadableRecords.set(key, stored);
  return undefined;
}

async function readProfiles(): Promise<Profiles> {
  const records = await browser.storage.local.get(null);
  const readAll = <Schema extends z.ZodMiniType>(kind: ProfileKind, schema: Schema) =>
    Object.entries(records).flatMap(([key, stored]) => {
      const profile = key.startsWith(`${kind}:`) ? read(key, schema, stored) : undefined;
      return profile === undefined ? [] : [profile];
    });
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'nl', { numeric: true });
  const profiles = {
    applicants: readAll('applicant', Applicant).sort(byName),
    schools: readAll('school', School).sort(byName),
    purposes: readAll('purpose', PurposeProfile).sort(byName),
  };
  const isProfile = (key: string) => Object.keys(profileSchemas).some((kind) => key.startsWith(`${kind}:`));
  const unreadable = Object.keys(records).filter((key) => key.startsWith(keptPrefix) || (isProfile(key) && unreadableRecords.has(key)));
  return { ...profiles, unreadable };
}

/** Every stored profile, by name. */
export function loadAll(): Promise<Profiles> {
  profilesRead = readProfiles();
  return profilesRead;
}

/** An unreadable record under the same key is known only after reading; a view has read long before anyone types. */
async function save(key: string, profile: unknown): Promise<void> {
  if (!profilesRead) await loadAll();
  await write({ [key]: profile });
}

export function saveApplicant(applicant: Applicant): Promise<void> {
  return save(`applicant:${applicant.id}`, applicant);
}

export function saveSchool(school: School): Promise<void> {
  return save(`school:${school.id}`, school);
}

export function savePurpose(purpose: PurposeProfile): Promise<void> {
  return save(`purpose:${purpose.id}`, purpose);
}

/** To undo it, save the profile again. */
export function removeProfile(kind: ProfileKind, id: string): Promise<void> {
  return follow(changeRecords({ set: {}, remove: [`${kind}:${id}`] }));
}

export function newId(): string {
  return crypto.randomUUID();
}

const workRecord = (key: WorkKey) => `work:${key}`;

export async function loadWork(): Promise<Work> {
  const records = await browser.storage.local.get(workKeys.map(workRecord));
  const part = <Key extends WorkKey>(key: Key) => read(workRecord(key), workSchemas[key], records[workRecord(key)]) as Work[Key] | undefined;
  return {
    applicantId: part('applicantId'),
    schoolId: part('schoolId'),
    purposeId: part('purposeId'),
    date: part('date'),
    signing: part('signing') ?? 'print',
    form: part('form'),
  };
}

/** Changes what is given and leaves the rest; a part given as undefined is forgotten. */
export async function saveWork(work: Partial<Work>): Promise<void> {
  const given = workKeys.filter((key) => key in work);
  const chosen = given.filter((key) => work[key] !== undefined);
  const forgotten = given.filter((key) => work[key] === undefined);
  const changes: Promise<void>[] = [];
  if (chosen.length > 0) changes.push(write(Object.fromEntries(chosen.map((key) => [workRecord(key), work[key]]))));
  if (forgotten.length > 0) changes.push(follow(changeRecords({ set: {}, remove: forgotten.map(workRecord) })));
  await Promise.all(changes);
}

export async function loadSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  return read('settings', SettingsRecord, settings) ?? { language: 'auto' };
}

export function saveSettings(settings: Settings): Promise<void> {
  return write({ settings });
}

/** Resolves when every save that was begun here has been written, or has failed (its own promise says which). */
export async function settled(): Promise<void> {
  await Promise.allSettled(underway);
}

/** Which records another view, the background or this one changed: `profiles`, `work`, `settings`. Returns how to stop watching. */
export type StorePart = 'profiles' | 'work' | 'settings';

export function watch(listener: (parts: ReadonlySet<StorePart>) => void): () => void {
  const heard = (changes: Record<string, unknown>, area: string) => {
    if (area !== 'local') return;
    const parts = new Set(Object.keys(changes).flatMap((key): StorePart[] => partOf(key)));
    if (parts.size > 0) listener(parts);
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

function partOf(key: string): StorePart[] {
  if (key === 'settings') return ['settings'];
  const [head = ''] = key.split(':');
  if (head === 'work') return ['work'];
  return head in profileSchemas || key.startsWith(keptPrefix) ? ['profiles'] : [];
}

/** At installation: names the layout of the records, so that a later version knows what it finds. */
export async function prepareStore(): Promise<void> {
  const { schema } = await browser.storage.local.get('schema');
  if (schema === undefined || schema === null) await browser.storage.local.set({ schema: schemaVersion });
}

/** At each start of the background: keeps the records from content scripts, which need none of them. Firefox has no such setting. */
export async function closeStoreToPages(): Promise<void> {
  const local: typeof browser.storage.local & { setAccessLevel?: (access: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void> } = browser.storage.local;
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** Everything that was kept on this machine for good: profiles, choices, settings, unreadable records. */
export async function eraseStore(): Promise<void> {
  await settled();
  await browser.storage.local.clear();
  unreadableRecords.clear();
  await prepareStore();
}
