import type { Result } from '../result.ts';
import { success } from '../result.ts';
import { Applicant, PurposeProfile, School } from '../intake/profile.ts';
import { splitKey } from '../vault/kinds.ts';
import { ask } from './ask.ts';
import type { OpenVault, VaultFailure } from './messages.ts';
import type { Policy } from './policy.ts';
import { loadPolicy } from './policy.ts';

export type ProfileKind = 'applicant' | 'school' | 'purpose';

export type Profiles = {
  applicants: Applicant[];
  schools: School[];
  purposes: PurposeProfile[];
  /** Keys of records that are stored but not understood. They are kept as they are. */
  unreadable: string[];
  /** Keys (`school:ID`) of what the organisation rolled out: to be used, not to be changed. */
  managed: ReadonlySet<string>;
};

/** The vault as the views know it. */
export type Contents = { profiles: Profiles; vault: OpenVault; policy: Policy };

export const profileKey = (kind: ProfileKind, id: string) => `${kind}:${id}`;

const schemas = { applicant: Applicant, school: School, purpose: PurposeProfile };
type AnyProfile = Applicant | School | PurposeProfile;

/** A record with what it is: without a profile where it is none, or not understood. */
type Known = { record: unknown; kind: ProfileKind | undefined; profile: AnyProfile | undefined };

function understand(key: string, record: unknown): Known {
  const kind = splitKey(key)?.kind;
  const profileKind = kind === 'signature' ? undefined : kind;
  return { record, kind: profileKind, profile: profileKind && schemas[profileKind].safeParse(record).data };
}

const byName = new Intl.Collator('nl', { numeric: true });

/** What the policy gives stands before what is stored under the same key. */
function profilesIn(known: ReadonlyMap<string, Known>, managed: ReadonlyMap<string, AnyProfile>): Profiles {
  const all = new Map<string, Known>([...known, ...[...managed].map(([key, record]): [string, Known] => [key, understand(key, record)])]);
  const lists: Record<ProfileKind, AnyProfile[]> = { applicant: [], school: [], purpose: [] };
  for (const { kind, profile } of all.values()) if (kind && profile) lists[kind].push(profile);
  for (const list of Object.values(lists)) list.sort((a, b) => byName.compare(a.name, b.name));
  return {
    applicants: lists.applicant as Applicant[],
    schools: lists.school as School[],
    purposes: lists.purpose as PurposeProfile[],
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
  const [vault, policy] = await Promise.all([ask({ type: 'loadVault', ...(keys && { keys: [...keys] }) }), loadPolicy()]);
  if (!vault.ok) {
    known = undefined;
    return vault;
  }
  const given = Object.entries(vault.value.records).map(([key, record]): [string, Known] => [key, understand(key, record)]);
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
export function saveProfile(kind: ProfileKind, profile: { id: string }, was?: unknown): Promise<Result<void, VaultFailure>> {
  const key = profileKey(kind, profile.id);
  return ask({ type: 'keep', set: { [key]: profile }, remove: [], ...(was === undefined ? {} : { was: { [key]: was } }) });
}

/** To undo it, save the profile again. */
export function removeProfile(kind: ProfileKind, id: string): Promise<Result<void, VaultFailure>> {
  return ask({ type: 'keep', set: {}, remove: [profileKey(kind, id)] });
}

export function newId(): string {
  return crypto.randomUUID();
}
