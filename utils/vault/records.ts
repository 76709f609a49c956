import * as z from 'zod/mini';

z.config({ jitless: true });

/** The records by key (`school:ID`), as plain JSON values. A Map, so that no key can mean more than a key. */
export type Records = ReadonlyMap<string, unknown>;

/** What is to change: whole records to write, and keys to remove. A key in both is written. */
export type Change = { set: Readonly<Record<string, unknown>>; remove: readonly string[] };

const StoredChange = z.object({ set: z.array(z.tuple([z.string(), z.unknown()])), remove: z.array(z.string()) });

export type Edits = { set: ReadonlyMap<string, unknown>; remove: readonly string[] };

/** The change as storage will give it back, on its own and no longer the caller's. */
export function editsOf({ set, remove }: Change): Edits {
  const kept = Object.entries(set).flatMap(([key, value]) => {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? [] : [[key, JSON.parse(text)] as const];
  });
  return { set: new Map(kept), remove: [...remove] };
}

export function printEdits({ set, remove }: Edits): string {
  return JSON.stringify({ set: [...set], remove });
}

/** Undefined where the text is no change. */
export function parseEdits(text: string): Edits | undefined {
  const parsed = StoredChange.safeParse(parseJson(text));
  return parsed.success ? { set: new Map(parsed.data.set), remove: parsed.data.remove } : undefined;
}

/** Changes `records` itself. */
export function applyEdits(records: Map<string, unknown>, { set, remove }: Edits): void {
  for (const key of remove) records.delete(key);
  for (const [key, value] of set) records.set(key, value);
}

export function printRecords(records: Records): string {
  return JSON.stringify(Object.fromEntries(records));
}

/** Undefined where the text is no object. */
export function parseRecords(text: string): Map<string, unknown> | undefined {
  return recordsIn(parseJson(text));
}

export function recordsIn(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : undefined;
}

/** Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Equal as JSON, whatever the order of an object's keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const entries = Object.entries(a);
  return entries.length === Object.keys(b).length && entries.every(([key, value]) => Object.hasOwn(b, key) && sameJson(value, Reflect.get(b, key)));
}

/** What makes `to` of `from`: for going back to a snapshot. */
export function changeBetween(from: Records, to: Records): Change {
  const set = [...to].filter(([key, value]) => !from.has(key) || !sameJson(from.get(key), value));
  return { set: Object.fromEntries(set), remove: [...from.keys()].filter((key) => !to.has(key)) };
}
