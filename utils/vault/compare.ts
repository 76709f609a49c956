import type { Difference, Facet } from '../intake/kinship.ts';
import { facets as facetsOfProfiles, fold, numberOf } from '../intake/kinship.ts';
import { followSchools } from '../intake/membership.ts';
import type { RecordKind } from './kinds.ts';
import { kinds, splitKey } from './kinds.ts';
import type { Change, Records } from './records.ts';
import { recordsIn, sameJson } from './records.ts';

/**
 * Why a record is not taken in. `keyUnknown`: its key names no kind of record. `keyDiffers`: it is filed under another id than its own.
 * `shapeWrong`: $1 is not what such a record holds. `recordTooBig`: more text than such a record has.
 */
type UnfitReason = 'keyUnknown' | 'keyDiffers' | 'shapeWrong' | 'recordTooBig';

/** Something that differs as a person sees it, and the parts (path → value as it came) that taking it in would write. */
export type FieldDifference = Difference & { parts: readonly (readonly [path: string, value: unknown])[] };

/** A stored record, by its key, and what the one that came would change of it. */
type Target = { key: string; fields: readonly FieldDifference[] };

type Fit = { key: string; kind: RecordKind; name: string };

/** What a record that came in would do. `same` and `differs` look only at the parts that came: what was left out is left alone. */
export type Comparison =
  /** `resembles`: a stored record of the same name or institution number, under another key. */
  | (Fit & { state: 'new'; record: unknown; resembles?: Target })
  | (Fit & { state: 'same' })
  | (Fit & Target & { state: 'differs' })
  /** `field`: the key of what $1 is on the screen, where it is anything there. */
  | { state: 'unfit'; key: string; reason: UnfitReason; values: readonly string[]; field?: string };

type Parts = Record<string, unknown>;

const partsOf = (record: unknown): Parts => Object.fromEntries(recordsIn(record) ?? []);

/** What stands at the path in the record; undefined where nothing does. */
const at = (record: unknown, path: string): unknown => path.split('.').reduce((inner, name) => recordsIn(inner)?.get(name), record);

function put(parts: Parts, [name = '', ...deeper]: readonly string[], value: unknown): Parts {
  const inner = Object.hasOwn(parts, name) ? partsOf(parts[name]) : {};
  return Object.fromEntries([...Object.entries(parts).filter(([other]) => other !== name), [name, deeper.length > 0 ? put(inner, deeper, value) : value]]);
}

const putAll = (record: unknown, parts: FieldDifference['parts']): Parts =>
  parts.reduce((written, [path, value]) => put(written, path.split('.'), value), partsOf(record));

/** A hand is one part: half of one drawing with half of another is nobody's. */
function hand(key: 'mention' | 'signature'): Facet<Parts> {
  return { key, paths: [key], named: true, of: (record) => (record[key] ? [`hand.${at(record, `${key}.kind`)}`] : []) };
}

const text = (record: Parts, path: string) => [at(record, path)].filter((value): value is string => typeof value === 'string' && value !== '');

/** Ids of schools tell a person nothing: of a group's schools their number is shown. */
const facetsOfGroup: readonly Facet<Parts>[] = [
  { key: 'group.name', paths: ['name'], isName: true, of: (record) => text(record, 'name') },
  { key: 'group.schools', paths: ['schoolIds'], of: ({ schoolIds }) => (Array.isArray(schoolIds) && schoolIds.length > 0 ? [String(schoolIds.length)] : []) },
  { key: 'director.name', paths: ['director.name'], of: (record) => text(record, 'director.name') },
  { key: 'director.email', paths: ['director.email'], of: (record) => text(record, 'director.email') },
  { key: 'accounts.username', paths: ['username'], of: (record) => text(record, 'username') },
];

const facets: Record<RecordKind, readonly Facet<never>[]> = {
  ...facetsOfProfiles,
  group: facetsOfGroup,
  signature: [{ key: 'signature.name', paths: ['name'], isName: true, of: ({ name }: Parts) => [String(name)] }, hand('mention'), hand('signature')],
};

const membersIn = (schoolIds: unknown) => (Array.isArray(schoolIds) ? [...new Set(schoolIds)].sort() : schoolIds);

/** A group has its schools in no order, and each once. */
const isSamePart = (path: string, a: unknown, b: unknown) => sameJson(a, b) || (path === 'schoolIds' && sameJson(membersIn(a), membersIn(b)));

/** `raw`: the record as it came. Defaults that reading added to it are not its sender's. */
function differences(kind: RecordKind, stored: unknown, incoming: unknown, raw: unknown): FieldDifference[] {
  return facets[kind].flatMap(({ key, named = false, paths, of }) => {
    const given = paths.filter((path) => at(raw, path) !== undefined && !isSamePart(path, at(stored, path), at(incoming, path)));
    if (given.length === 0) return [];
    const parts = given.map((path) => [path, at(incoming, path)] as const);
    return [{ key, named, before: of(stored as never), after: of(putAll(stored, parts) as never), parts }];
  });
}

/** How a record can be known again without its id. */
function marksOf(kind: RecordKind, record: unknown): string[] {
  const { name, institutionNumbers } = partsOf(record);
  const numbers: unknown[] = Array.isArray(institutionNumbers) ? institutionNumbers : [];
  return [fold(String(name)), ...numbers.map((number) => numberOf(String(number)))].filter((mark) => mark !== '').map((mark) => `${kind}:${mark}`);
}

/** The stored records that can be read, and the first of them under each mark. */
function readStored(stored: Records): { read: Records; known: ReadonlyMap<string, string> } {
  const read = new Map<string, unknown>();
  const known = new Map<string, string>();
  for (const [key, record] of stored) {
    const kind = splitKey(key)?.kind;
    const parsed = kind && kinds[kind].schema.safeParse(record);
    if (!kind || !parsed?.success) continue;
    read.set(key, parsed.data);
    for (const mark of marksOf(kind, parsed.data)) known.set(mark, known.get(mark) ?? key);
  }
  return { read, known };
}

/** Each record that came in against what is stored. Nothing is written: what is wanted of it goes through `take`. */
export function compare(incoming: Records, stored: Records): Comparison[] {
  const { read, known } = readStored(stored);
  return [...incoming].map(([key, raw]) => compareOne(key, raw, read, known));
}

function compareOne(key: string, raw: unknown, stored: Records, known: ReadonlyMap<string, string>): Comparison {
  const unfit = (reason: UnfitReason, ...values: string[]): Comparison => ({ state: 'unfit', key, reason, values });
  const split = splitKey(key);
  if (!split) return unfit('keyUnknown');
  const { kind, id } = split;
  const { schema, most } = kinds[kind];
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    const field = facets[kind].find(({ paths }) => paths.some((part) => `${part}.`.startsWith(`${path}.`) || path.startsWith(`${part}.`)))?.key;
    return { state: 'unfit', key, reason: 'shapeWrong', values: [path], field };
  }
  if (parsed.data.id !== id) return unfit('keyDiffers', parsed.data.id.slice(0, 64));
  if (JSON.stringify(parsed.data).length > most) return unfit('recordTooBig');
  const fit: Fit = { key, kind, name: parsed.data.name };
  const against = (target: string): Target => ({ key: target, fields: differences(kind, stored.get(target), parsed.data, raw) });
  if (stored.has(key)) {
    const target = against(key);
    return target.fields.length === 0 ? { ...fit, state: 'same' } : { ...fit, ...target, state: 'differs' };
  }
  const alike = marksOf(kind, parsed.data).flatMap((mark) => known.get(mark) ?? [])[0];
  return { ...fit, state: 'new', record: parsed.data, ...(alike === undefined ? {} : { resembles: against(alike) }) };
}

/**
 * What the person wants of a comparison: a new record, or what a record changes. `fields`: only those, by their keys. `join`: what is
 * new is the same as the record that it resembles.
 */
export type Choice = { comparison: Comparison; fields?: readonly string[]; join?: boolean };

/** Of the schools that came those that are taken for a stored one: id → the stored one's. */
function joinedSchools(choices: readonly Choice[]): ReadonlyMap<string, string> {
  const pairs = choices.flatMap(({ comparison, join = false }): [string, string][] => {
    const target = join && comparison.state === 'new' && comparison.kind === 'school' ? splitKey(comparison.resembles?.key ?? '') : undefined;
    return target && comparison.state === 'new' ? [[splitKey(comparison.key)?.id ?? '', target.id]] : [];
  });
  return new Map(pairs);
}

/** A group that came names the stored schools where its own were taken for them. */
function following(key: string, record: unknown, becomes: ReadonlyMap<string, string>): unknown {
  const group = splitKey(key)?.kind === 'group' ? kinds.group.schema.safeParse(record).data : undefined;
  const [followed] = group ? followSchools([group], becomes) : [];
  return followed ? putAll(record, [['schoolIds', followed.schoolIds]]) : record;
}

/** The change that takes in what was chosen; what is the same or does not fit changes nothing. `stored`: as it was compared with. */
export function take(choices: readonly Choice[], stored: Records): Change {
  const set = new Map<string, unknown>();
  for (const { comparison, fields, join = false } of choices) {
    if (comparison.state === 'new' && !join) set.set(comparison.key, comparison.record);
    const target = comparison.state === 'differs' ? comparison : comparison.state === 'new' && join ? comparison.resembles : undefined;
    const parts = target?.fields.filter(({ key }) => fields?.includes(key) ?? true).flatMap((field) => field.parts) ?? [];
    if (target && parts.length > 0) set.set(target.key, putAll(set.get(target.key) ?? stored.get(target.key), parts));
  }
  const becomes = joinedSchools(choices);
  return { set: Object.fromEntries([...set].map(([key, record]) => [key, following(key, record, becomes)])), remove: [] };
}
