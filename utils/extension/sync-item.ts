import { isDate } from '../intake/values.ts';
import { kinds, splitKey } from '../vault/kinds.ts';
import { parseJson, recordsIn } from '../vault/records.ts';
import type { GivenSettings } from './policy-settings.ts';
import { readSettings } from './policy-settings.ts';

/** The settings that go along. Whether anything goes along at all, each machine is asked for itself. */
export type SyncedSettings = Omit<GivenSettings, 'sync'>;

export const settingsKey = 'settings';

export function isPurposeKey(key: string): boolean {
  return splitKey(key)?.kind === 'purpose';
}

/**
 * An item of storage.sync: a record in force, or that a person removed it (`removed`, yyyy-mm-dd). A later version that means
 * something else by its items gives them a higher `v`; this one leaves those alone.
 */
export type SyncedItem = { v: 1; record: unknown } | { v: 1; removed: string };

export function recordItem(text: string): SyncedItem {
  return { v: 1, record: parseJson(text) };
}

export function removalItem(today: string): SyncedItem {
  return { v: 1, removed: today };
}

/** What an item says; `text` is the record as `syncedText` prints it. */
export type ReadItem = { state: 'absent' } | { state: 'removed'; on: string } | { state: 'record'; text: string } | { state: 'newer' } | { state: 'unfit' };

export function readItem(key: string, item: unknown): ReadItem {
  if (item === undefined || item === null) return { state: 'absent' };
  const parts = recordsIn(item);
  const version = parts?.get('v');
  if (typeof version === 'number' && version > 1) return { state: 'newer' };
  if (!parts || version !== 1) return { state: 'unfit' };
  const on = parts.get('removed');
  if (typeof on === 'string' && isDate(on) && key !== settingsKey) return { state: 'removed', on };
  const text = syncedText(key, parts.get('record'));
  return text === undefined ? { state: 'unfit' } : { state: 'record', text };
}

/** Of a settings record those that go along, in one order; what can't be one is left out. Undefined where it is no record. */
export function settingsOf(record: unknown): SyncedSettings | undefined {
  const parts = recordsIn(record);
  if (!parts) return undefined;
  const { language, lockAfter } = readSettings(parts).settings;
  return { ...(language === undefined ? {} : { language }), ...(lockAfter === undefined ? {} : { lockAfter }) };
}

/**
 * A purpose, or the settings, always printed the same way, so that equal records are equal texts; what this version does not know
 * of is not in it, and so never looks like a change. Undefined where it is nothing that may go along.
 */
export function syncedText(key: string, record: unknown): string | undefined {
  if (key === settingsKey) return JSON.stringify(settingsOf(record));
  const split = splitKey(key);
  if (split?.kind !== 'purpose') return undefined;
  const parsed = kinds.purpose.schema.safeParse(record);
  return parsed.success && parsed.data.id === split.id ? JSON.stringify(parsed.data) : undefined;
}
