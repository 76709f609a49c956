import * as z from 'zod/mini';
import type { Applicant, Group, PurposeProfile, School } from '../intake/profile.ts';
import { kinds } from '../vault/kinds.ts';
import { parseJson, recordsIn } from '../vault/records.ts';
import { foldName, policyId } from './policy-id.ts';
import type { GivenSettings } from './policy-settings.ts';
import { readSettings } from './policy-settings.ts';
import type { Work } from './store.ts';

z.config({ jitless: true });

/**
 * What of a policy was left out, and why. `policy_<code>` says it; `values` fill its $1, $2 …
 * - `partUnknown`: there is no part $1. `partWrong`: $1 is not a list, or not a group, as it should be.
 * - `entryNameless`: entry $2 of $1 has no name. `entryTwice`: $2 stands twice in $1; the first counts.
 * - `entryUnfit`: in entry $2 of $1, $3 is not what it should be; the whole entry is left out. `entryTooBig`: more text than such an entry has.
 * - `fieldUnknown`: entry $2 of $1 has $3, which means nothing; the rest of the entry counts.
 * - `choiceUnfit`: $1 can't be $2. `choiceUnknown`: $1 names $2, which the policy does not have.
 */
type PolicyProblemCode =
  | 'partUnknown'
  | 'partWrong'
  | 'entryNameless'
  | 'entryTwice'
  | 'entryUnfit'
  | 'entryTooBig'
  | 'fieldUnknown'
  | 'choiceUnfit'
  | 'choiceUnknown';
export type PolicyProblem = { code: PolicyProblemCode; values: readonly string[] };

/** What an administrator laid down for everybody. All of it is read-only but `work`, which is where a person starts from. */
export type Policy = {
  /** By key (`school:policy-…`). */
  records: ReadonlyMap<string, Applicant | School | PurposeProfile | Group>;
  /** Fixed: the person can't change them. */
  settings: GivenSettings;
  /** Chosen as long as the person chose nothing. */
  work: Partial<Pick<Work, 'applicantId' | 'purposeId' | 'signing'>>;
  problems: readonly PolicyProblem[];
};

/** The lists that a policy may have, and the kind of their entries. Groups name schools, and so are read after them. */
const lists = { applicants: 'applicant', schools: 'school', purposes: 'purpose', groups: 'group' } as const;
type ListName = keyof typeof lists;
type Entry = Applicant | School | PurposeProfile | Group;

const listNames = Object.keys(lists) as ListName[];
const Signing = z.enum(['hand', 'print']);
/** The choices that name an entry of a list. */
const namingChoices = { applicant: ['applicants', 'applicantId'], purpose: ['purposes', 'purposeId'] } as const;

type Judged = { records: Map<string, Entry>; problems: PolicyProblem[] };

/** The policy as the browser gave it (`given`: whatever an administrator wrote), entry by entry. */
export function judgePolicy(given: Readonly<Record<string, unknown>>): Policy {
  const judged: Judged = { records: new Map(), problems: [] };
  const parts = partsOf(judged, given);
  for (const name of parts.keys()) if (!isPart(name)) judged.problems.push({ code: 'partUnknown', values: [name] });
  for (const list of listNames) judgeList(judged, list, parts.get(list));
  const settings = judgeSettings(judged, groupIn(judged, parts, 'settings'));
  const work = judgeDefaults(judged, groupIn(judged, parts, 'defaults'));
  return { ...judged, settings, work };
}

/**
 * A policy may come whole as one text, `json`: Chromium drops a list without a word where one value in it is of another type than its
 * schema says, and a text it leaves to us. What is given beside it goes before.
 */
function partsOf({ problems }: Judged, { json, ...beside }: Readonly<Record<string, unknown>>): Map<string, unknown> {
  if (json === undefined) return new Map(Object.entries(beside));
  const whole = typeof json === 'string' ? recordsIn(parseJson(json)) : undefined;
  if (!whole) problems.push({ code: 'partWrong', values: ['json'] });
  return new Map([...(whole ?? []), ...Object.entries(beside)]);
}

function isPart(name: string): boolean {
  return Object.hasOwn(lists, name) || name === 'settings' || name === 'defaults';
}

function groupIn({ problems }: Judged, parts: ReadonlyMap<string, unknown>, name: string): ReadonlyMap<string, unknown> {
  if (!parts.has(name)) return new Map();
  const group = recordsIn(parts.get(name));
  if (!group) problems.push({ code: 'partWrong', values: [name] });
  return group ?? new Map();
}

function judgeList(judged: Judged, list: ListName, given: unknown): void {
  if (given === undefined) return;
  if (!Array.isArray(given)) {
    judged.problems.push({ code: 'partWrong', values: [list] });
    return;
  }
  for (const [at, entry] of given.entries()) judgeEntry(judged, list, entry, `${at + 1}`);
}

/** A part of a purpose that is spelled out is asked for; whoever wants to say so all the same may. */
function spelledOut(list: ListName, entry: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const asked = [...entry].map(([name, part]): [string, unknown] => {
    const inner = list === 'purposes' && (name === 'administration' || name === 'accounts') ? recordsIn(part) : undefined;
    return [name, inner ? { asked: true, ...Object.fromEntries(inner) } : part];
  });
  return Object.fromEntries(asked);
}

/** The schools of the policy that a group names, by their ids; undefined where that is no list of names. */
function namedSchools({ records, problems }: Judged, group: string, given: unknown): string[] | undefined {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return undefined;
  const names = given.filter((name) => typeof name === 'string');
  if (names.length < given.length) return undefined;
  const ids = names.flatMap((name) => {
    const id = findEntry(records, 'schools', name);
    if (id === undefined) problems.push({ code: 'choiceUnknown', values: [`groups: ${group.slice(0, 100)}`, name.slice(0, 100)] });
    return id ?? [];
  });
  return [...new Set(ids)];
}

function judgeEntry(judged: Judged, list: ListName, given: unknown, number: string): void {
  const { records, problems } = judged;
  const entry = recordsIn(given);
  const name = entry?.get('name');
  const tell = (code: PolicyProblemCode, ...values: string[]) => problems.push({ code, values: [list, ...values.map((value) => value.slice(0, 100))] });
  if (!entry) return void tell('entryUnfit', number, '{ }');
  if (typeof name !== 'string' || name.trim() === '') return void tell('entryNameless', number);
  const ownId = entry.get('id');
  const id = ownId === undefined || typeof ownId === 'string' ? policyId(ownId, name) : undefined;
  if (id === undefined) return void tell('entryUnfit', name, 'id');
  const { schema, most } = kinds[lists[list]];
  const { schools, ...said } = spelledOut(list, entry);
  // Ids of schools are ours to make: an administrator names schools.
  if (list === 'groups' && 'schoolIds' in said) tell('fieldUnknown', name, 'schoolIds');
  const schoolIds = list === 'groups' ? namedSchools(judged, name, schools) : undefined;
  if (list === 'groups' && !schoolIds) return void tell('entryUnfit', name, 'schools');
  const written = { ...said, ...(schoolIds ? { schoolIds } : schools !== undefined && { schools }), id, name: name.trim() };
  const parsed = schema.safeParse(written);
  if (!parsed.success) return void tell('entryUnfit', name, parsed.error.issues[0]?.path.join('.') ?? '');
  if (JSON.stringify(parsed.data).length > most) return void tell('entryTooBig', name);
  const key = `${lists[list]}:${id}`;
  if (records.has(key)) return void tell('entryTwice', name);
  for (const path of strayPaths(written, parsed.data)) tell('fieldUnknown', name, path);
  records.set(key, parsed.data);
}

/** The paths in what was written that reading took nothing from. */
function strayPaths(written: unknown, read: unknown, under = ''): string[] {
  const [from, to] = [recordsIn(written), recordsIn(read)];
  if (!from || !to) return [];
  return [...from].flatMap(([name, part]) => (to.has(name) ? strayPaths(part, to.get(name), `${under}${name}.`) : [under + name]));
}

function judgeSettings({ problems }: Judged, given: ReadonlyMap<string, unknown>): GivenSettings {
  const { settings, unfit, unknown } = readSettings(given);
  for (const name of unfit) problems.push({ code: 'choiceUnfit', values: [`settings.${name}`, JSON.stringify(given.get(name))] });
  for (const name of unknown) problems.push({ code: 'partUnknown', values: [`settings.${name}`] });
  return settings;
}

function judgeDefaults({ records, problems }: Judged, given: ReadonlyMap<string, unknown>): Policy['work'] {
  let work: Policy['work'] = {};
  for (const [name, value] of given) {
    const place = `defaults.${name}`;
    if (name === 'signing') {
      const signing = Signing.safeParse(value);
      if (signing.success) work = { ...work, signing: signing.data };
      else problems.push({ code: 'choiceUnfit', values: [place, JSON.stringify(value)] });
    } else if (name === 'applicant' || name === 'purpose') {
      const [list, choice] = namingChoices[name];
      const id = typeof value === 'string' ? findEntry(records, list, value) : undefined;
      if (id !== undefined) work = { ...work, [choice]: id };
      else problems.push({ code: 'choiceUnknown', values: [place, typeof value === 'string' ? value : JSON.stringify(value)] });
    } else problems.push({ code: 'partUnknown', values: [place] });
  }
  return work;
}

/** By the administrator's own id, or by name. */
function findEntry(records: ReadonlyMap<string, Entry>, list: ListName, wanted: string): string | undefined {
  const entries = [...records].filter(([key]) => key.startsWith(`${lists[list]}:`)).map(([, entry]) => entry);
  const ownId = policyId(wanted, '');
  return (entries.find(({ id }) => id === ownId) ?? entries.find(({ name }) => foldName(name) === foldName(wanted)))?.id;
}
