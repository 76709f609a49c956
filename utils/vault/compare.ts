import { parseInstitutionNumber } from '../intake/values.ts';
import type { RecordKind } from './kinds.ts';
import { kinds, splitKey } from './kinds.ts';
import type { Change, Records } from './records.ts';
import { recordsIn, sameJson } from './records.ts';

/**
 * Why a record is not taken in. `keyUnknown`: its key names no kind of record. `keyDiffers`: it is filed under another id than its own.
 * `shapeWrong`: $1 is not what such a record holds. `recordTooBig`: more text than such a record has.
 */
type UnfitReason = 'keyUnknown' | 'keyDiffers' | 'shapeWrong' | 'recordTooBig';

/** A part by its path (`director.email`) as it is stored and as it came; lists are one part. */
type FieldDifference = { path: string; stored: unknown; incoming: unknown };

type Fit = { key: string; kind: RecordKind; name: string };

/** What a record that came in would do. `same` and `differs` look only at the parts that came: what was left out is left alone. */
export type Comparison =
  /** `resembles`: a stored record of the same name or institution number, under another key. */
  | (Fit & { state: 'new'; record: unknown; resembles?: string })
  | (Fit & { state: 'same' })
  | (Fit & { state: 'differs'; fields: readonly FieldDifference[] })
  | { state: 'unfit'; key: string; reason: UnfitReason; values: readonly string[] };

type Parts = Record<string, unknown>;

const partsOf = (record: unknown): Parts => Object.fromEntries(recordsIn(record) ?? []);

/** Leaves by path. */
function flatten(parts: Parts, whole: readonly string[], under = ''): [string, unknown][] {
  return Object.entries(parts).flatMap(([name, part]): [string, unknown][] => {
    const path = `${under}${name}`;
    return recordsIn(part) && !whole.includes(path) ? flatten(partsOf(part), whole, `${path}.`) : [[path, part]];
  });
}

/** Of the parts in `record` those that the sender's record had too; defaults that reading added are not theirs. */
function onlyGiven(record: Parts, raw: Parts): Parts {
  const given = Object.entries(record).filter(([name]) => Object.hasOwn(raw, name));
  return Object.fromEntries(given.map(([name, part]) => [name, recordsIn(part) ? onlyGiven(partsOf(part), partsOf(raw[name])) : part]));
}

function differences(kind: RecordKind, stored: Parts, incoming: Parts): FieldDifference[] {
  const { whole } = kinds[kind];
  const before = new Map(flatten(stored, whole));
  return flatten(incoming, whole).flatMap(([path, value]) => (sameJson(before.get(path), value) ? [] : [{ path, stored: before.get(path), incoming: value }]));
}

const fold = (text: unknown) => (typeof text === 'string' ? text.trim().toLocaleLowerCase('nl') : '');

/** How a record can be known again without its id. */
function marksOf(kind: RecordKind, record: unknown): string[] {
  const { name, institutionNumbers } = partsOf(record);
  const numbers: unknown[] = Array.isArray(institutionNumbers) ? institutionNumbers : [];
  const read = numbers.flatMap((number) => {
    const parsed = parseInstitutionNumber(String(number));
    return parsed.ok ? [parsed.value.number] : [];
  });
  return [fold(name), ...read].filter((mark) => mark !== '').map((mark) => `${kind}:${mark}`);
}

function readStored(kind: RecordKind, stored: unknown): Parts {
  const parsed = kinds[kind].schema.safeParse(stored);
  return partsOf(parsed.success ? parsed.data : stored);
}

/** Each record that came in against what is stored. Nothing is written: what is wanted of it goes through `take`. */
export function compare(incoming: Records, stored: Records): Comparison[] {
  const known = new Map<string, string>();
  for (const [key, record] of stored) {
    const kind = splitKey(key)?.kind;
    for (const mark of kind ? marksOf(kind, record) : []) known.set(mark, known.get(mark) ?? key);
  }
  return [...incoming].map(([key, raw]) => compareOne(key, raw, stored, known));
}

function compareOne(key: string, raw: unknown, stored: Records, known: ReadonlyMap<string, string>): Comparison {
  const unfit = (reason: UnfitReason, ...values: string[]): Comparison => ({ state: 'unfit', key, reason, values });
  const split = splitKey(key);
  if (!split) return unfit('keyUnknown');
  const { kind, id } = split;
  const { schema, most } = kinds[kind];
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return unfit('shapeWrong', parsed.error.issues[0]?.path.join('.') ?? '');
  if (parsed.data.id !== id) return unfit('keyDiffers', parsed.data.id.slice(0, 64));
  if (JSON.stringify(parsed.data).length > most) return unfit('recordTooBig');
  const fit: Fit = { key, kind, name: parsed.data.name };
  if (!stored.has(key)) {
    const resembles = marksOf(kind, parsed.data).flatMap((mark) => known.get(mark) ?? [])[0];
    return { ...fit, state: 'new', record: parsed.data, ...(resembles === undefined ? {} : { resembles }) };
  }
  const fields = differences(kind, readStored(kind, stored.get(key)), onlyGiven(partsOf(parsed.data), partsOf(raw)));
  return fields.length === 0 ? { ...fit, state: 'same' } : { ...fit, state: 'differs', fields };
}

/** What the person wants of a comparison: the record when it is new; of one that differs these parts, or all that came. */
export type Choice = { comparison: Comparison; paths?: readonly string[] };

function put(parts: Parts, [name = '', ...deeper]: readonly string[], value: unknown): Parts {
  const inner = Object.hasOwn(parts, name) ? partsOf(parts[name]) : {};
  return Object.fromEntries([...Object.entries(parts).filter(([other]) => other !== name), [name, deeper.length > 0 ? put(inner, deeper, value) : value]]);
}

/** The change that takes in what was chosen; what is the same or does not fit changes nothing. `stored`: as it is now. */
export function take(choices: readonly Choice[], stored: Records): Change {
  const set = choices.flatMap(({ comparison, paths }): [string, unknown][] => {
    if (comparison.state === 'new') return [[comparison.key, comparison.record]];
    if (comparison.state !== 'differs') return [];
    const wanted = comparison.fields.filter(({ path }) => paths?.includes(path) ?? true);
    const before = readStored(comparison.kind, stored.get(comparison.key));
    return wanted.length === 0 ? [] : [[comparison.key, wanted.reduce((record, { path, incoming }) => put(record, path.split('.'), incoming), before)]];
  });
  return { set: Object.fromEntries(set), remove: [] };
}
