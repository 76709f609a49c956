import type { Result } from '../result.ts';
import { success } from '../result.ts';
import { lastLookedAt } from '../intake/age.ts';
import { withoutGone } from '../intake/membership.ts';
import { compareNames } from '../intake/order.ts';
import { Applicant, Group, PurposeProfile, School } from '../intake/profile.ts';
import { splitKey } from '../vault/kinds.ts';
import { ask } from './ask.ts';
import type { OpenVault, VaultFailure } from './messages.ts';
import type { Policy } from './policy.ts';
import { loadPolicy } from './policy.ts';
import { stampedSince } from './stamped-since.ts';

/** The three that make a request. */
export type ProfileKind = 'applicant' | 'school' | 'purpose';
/** All that are kept, listed and edited. */
export type ListedKind = ProfileKind | 'group';

export type Profiles = {
  applicants: Applicant[];
  schools: School[];
  purposes: PurposeProfile[];
  /** Without the schools that are there no more. */
  groups: Group[];
  /** Keys of records that are stored but not understood. They are kept as they are. */
  unreadable: string[];
  /** Keys (`school:ID`) of what the organisation rolled out: to be used, not to be changed. */
  managed: ReadonlySet<string>;
};

/** The vault as the views know it. */
export type Contents = { profiles: Profiles; vault: OpenVault; policy: Policy };

export const profileKey = (kind: ListedKind, id: string) => `${kind}:${id}`;

const schemas = { applicant: Applicant, school: School, purpose: PurposeProfile, group: Group };
type AnyProfile = Applicant | School | PurposeProfile | Group;

/** A record with what it is: without a profile where it is none, or not understood. */
type Known = { record: unknown; kind: ListedKind | undefined; profile: AnyProfile | undefined };

/** A record as what its key says. `since`: the day that counts for a profile without one of its own. */
export function understand(key: string, record: unknown, since?: string): Known {
  const kind = splitKey(key)?.kind;
  const profileKind = kind === 'signature' ? undefined : kind;
  const profile = profileKind && schemas[profileKind].safeParse(record).data;
  return { record, kind: profileKind, profile: profile && since && !lastLookedAt(profile) ? { ...profile, seenAt: since } : profile };
}

/** What the policy gives stands before what is stored under the same key. */
function profilesIn(known: ReadonlyMap<string, Known>, managed: ReadonlyMap<string, AnyProfile>): Profiles {
  const all = new Map<string, Known>([...known, ...[...managed].map(([key, record]): [string, Known] => [key, understand(key, record)])]);
  const lists: Record<ListedKind, AnyProfile[]> = { applicant: [], school: [], purpose: [], group: [] };
  for (const { kind, profile } of all.values()) if (kind && profile) lists[kind].push(profile);
  for (const list of Object.values(lists)) list.sort((a, b) => compareNames(a.name, b.name));
  const schoolIds = new Set(lists.school.map(({ id }) => id));
  return {
    applicants: lists.applicant as Applicant[],
    schools: lists.school as School[],
    purposes: lists.purpose as PurposeProfile[],
    groups: (lists.group as Group[]).map((group) => withoutGone(group, (id) => schoolIds.has(id))),
    unreadable: [...known].filter(([key, { kind, profile }]) => (kind ? !profile : key.startsWith('kept:'))).map(([key]) => key),
    managed: new Set(managed.keys()),
  };
}

/** What this page knows of the vault: ten thousand records are not asked for anew at each keystroke. */
let known: ReadonlyMap<string, Known> | undefined;

/** Every profile, by name. `changed`: the only records that may be other than they were when this page last asked. */
export async function loadContents(changed?: readonly string[]): Promise<Result<Contents, VaultFailure>> {
  const before = known;
  const keys = before && changed;
  const [vault, policy, since] = await Promise.all([ask({ type: 'loadVault', ...(keys && { keys: [...keys] }) }), loadPolicy(), stampedSince()]);
  if (!vault.ok) {
    known = undefined;
    return vault;
  }
  const given = Object.entries(vault.value.records).map(([key, record]): [string, Known] => [key, understand(key, record, since)]);
  const gone = new Set(keys);
  const now = new Map([...(keys && before ? [...before].filter(([key]) => !gone.has(key)) : []), ...given]);
  known = now;
  const records = Object.fromEntries([...now].map(([key, { record }]) => [key, record]));
  return success({ profiles: profilesIn(now, policy.records), vault: { ...vault.value, records }, policy });
}

/**
 * On its way to the background before the call returns: a popup that closes on the next instant loses nothing. `was`: the profile as
 * it was shown, so that of two views that edit it neither undoes what the other changed.
 */
export function saveProfile(kind: ListedKind, profile: { id: string }, was?: unknown): Promise<Result<void, VaultFailure>> {
  const key = profileKey(kind, profile.id);
  return ask({ type: 'keep', set: { [key]: profile }, remove: [], ...(was === undefined ? {} : { was: { [key]: was } }) });
}

/** To undo it, save the profile again. */
export function removeProfile(kind: ListedKind, id: string): Promise<Result<void, VaultFailure>> {
  return ask({ type: 'keep', set: {}, remove: [profileKey(kind, id)] });
}

export function newId(): string {
  return crypto.randomUUID();
}
