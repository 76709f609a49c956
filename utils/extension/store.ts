import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { Closing } from '../intake/seal.ts';
import { Mapping } from '../profiles/mapping.ts';
import { watchArea } from './area.ts';
import { changeOutside } from './outside.ts';

z.config({ jitless: true });

/**
 * Settings and the work at hand: what stands in storage.local beside the vault, readable by whoever reads the disk. It holds ids
 * and choices, and nothing of a person or a school. One key a record, so that two open views never write over each other's.
 */
const workSchemas = {
  applicantId: z.string(),
  schoolId: z.string(),
  purposeId: z.string(),
  /** yyyy-mm-dd; absent: today. */
  date: z.string(),
  signing: z.enum(['hand', 'print', 'certificate']),
  /** How a certificate signs; the certificate itself is kept nowhere. */
  seal: z.object({ visible: z.boolean(), closing: z.optional(z.literal([1, 2, 3])), stampServer: z.optional(z.string()) }),
  form: z.object({ fingerprint: z.string() }),
  /** What the columns of imported lists were said to be, under their `mappingKey`. */
  columns: z.record(z.string(), Mapping),
};
type WorkKey = keyof typeof workSchemas;
const workKeys = Object.keys(workSchemas) as WorkKey[];

/** What the popup and the desk are busy with, shared by both. */
export type Work = {
  applicantId?: string;
  schoolId?: string;
  purposeId?: string;
  date?: string;
  signing: 'hand' | 'print' | 'certificate';
  seal?: { visible: boolean; closing?: Closing; stampServer?: string };
  form?: { fingerprint: string };
  columns?: Readonly<Record<string, Mapping>>;
};

/** Minutes without use after which a vault with a passphrase locks; 0: only when the browser closes. */
export const lockChoices = [5, 15, 60, 0] as const;

/** What each setting may be, and is where nobody chose. */
export const settingSchemas = {
  language: z._default(z.enum(['auto', 'nl', 'fr', 'en']), 'auto'),
  lockAfter: z._default(z.literal(lockChoices), 15),
  /** Settings and purposes go along with the browser's own account. */
  sync: z._default(z.boolean(), false),
  /** A notification at each school year's start. */
  reminders: z._default(z.boolean(), false),
};
const SettingsRecord = z.object(settingSchemas);
export type Settings = z.infer<typeof SettingsRecord>;
/** The settings that only the person at this machine can choose: the browser asks them too. */
export const ownSettings = ['reminders'] as const satisfies readonly (keyof Settings)[];
export const defaultSettings: Settings = SettingsRecord.parse({});

/** The record, or undefined where it is absent or not understood: what is lost is a choice that the person makes again. */
function read<Schema extends z.ZodMiniType>(schema: Schema, stored: unknown): z.infer<Schema> | undefined {
  const parsed = schema.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

const workRecord = (key: WorkKey) => `work:${key}`;

/** `first`: what is chosen where the person chose nothing yet. */
export async function loadWork(first: Partial<Work> = {}): Promise<Work> {
  const records = await browser.storage.local.get(workKeys.map(workRecord));
  const part = <Key extends WorkKey>(key: Key) => read(workSchemas[key], records[workRecord(key)]) as Work[Key] | undefined;
  return {
    applicantId: part('applicantId') ?? first.applicantId,
    schoolId: part('schoolId') ?? first.schoolId,
    purposeId: part('purposeId') ?? first.purposeId,
    date: part('date'),
    signing: part('signing') ?? first.signing ?? 'print',
    seal: part('seal'),
    form: part('form'),
    columns: part('columns'),
  };
}

/** Changes what is given and leaves the rest; a part given as undefined is forgotten. On its way before the call returns. */
export function saveWork(work: Partial<Work>): Promise<void> {
  const given = workKeys.filter((key) => key in work);
  const chosen = given.filter((key) => work[key] !== undefined);
  const forgotten = given.filter((key) => work[key] === undefined);
  return changeOutside({ set: Object.fromEntries(chosen.map((key) => [workRecord(key), work[key]])), remove: forgotten.map(workRecord) });
}

export async function loadSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  return read(SettingsRecord, settings) ?? defaultSettings;
}

export function saveSettings(settings: Settings): Promise<void> {
  return changeOutside({ set: { settings }, remove: [] });
}

/** Hears when another view, the background or this one changed settings or work. Returns how to stop watching. */
export function watchStore(listener: () => void): () => void {
  return watchArea('local', (changes) => {
    if (Object.keys(changes).some((key) => key === 'settings' || key.startsWith('work:'))) listener();
  });
}

/** At each start of the background: keeps the records from content scripts, which need none of them. Firefox has no such setting. */
export async function closeStoreToPages(): Promise<void> {
  const local: typeof browser.storage.local & { setAccessLevel?: (access: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void> } = browser.storage.local;
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
