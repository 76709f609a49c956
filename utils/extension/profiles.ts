import type { Result } from '../result.ts';
import { success } from '../result.ts';
import { Applicant, PurposeProfile, School } from '../intake/profile.ts';
import { isReadable } from '../vault/kinds.ts';
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

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'nl', { numeric: true });

/** What the policy gives stands before what is stored under the same key. */
function profilesIn(records: ReadonlyMap<string, unknown>, managed: ReadonlyMap<string, unknown>): Profiles {
  const all = [...new Map([...records, ...managed])];
  const ofKind = <Schema extends { safeParse(value: unknown): { success: boolean; data?: unknown } }>(kind: ProfileKind, schema: Schema) =>
    all.flatMap(([key, record]) => {
      const parsed = key.startsWith(`${kind}:`) ? schema.safeParse(record) : undefined;
      return parsed?.success ? [parsed.data] : [];
    });
  return {
    applicants: (ofKind('applicant', Applicant) as Applicant[]).sort(byName),
    schools: (ofKind('school', School) as School[]).sort(byName),
    purposes: (ofKind('purpose', PurposeProfile) as PurposeProfile[]).sort(byName),
    unreadable: [...records].filter(([key, record]) => key.startsWith('kept:') || !isReadable(key, record)).map(([key]) => key),
    managed: new Set(managed.keys()),
  };
}

/** Every profile, by name. */
export async function loadContents(): Promise<Result<Contents, VaultFailure>> {
  const [vault, policy] = await Promise.all([ask({ type: 'loadVault' }), loadPolicy()]);
  if (!vault.ok) return vault;
  return success({ profiles: profilesIn(new Map(Object.entries(vault.value.records)), policy.records), vault: vault.value, policy });
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
