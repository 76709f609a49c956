import type { ListedKind, ProfileKind } from '../utils/extension/profiles.ts';
import type { PlaceKey } from '../utils/intake/catalogue.ts';
import { ownerOf } from '../utils/intake/owner.ts';

export const profileKinds: readonly ProfileKind[] = ['applicant', 'school', 'purpose'];

/** Under which of the person's choices the chosen profile of a kind is kept. */
export const workKeys = { applicant: 'applicantId', school: 'schoolId', purpose: 'purposeId' } as const satisfies Record<ProfileKind, string>;

/** A field on the screen: a question of the form, or something that a profile holds beside it. */
export type FieldKey = PlaceKey | 'applicant.email' | 'school.name' | 'purpose.name' | 'group.name' | 'administration.asked' | 'accounts.asked' | 'signing';

/** Where a key has no field of its own on the screen: the fields that answer it, the nearest first. */
const stands: Partial<Record<FieldKey, readonly FieldKey[]>> = {
  director: ['director.email'],
  signature: ['signature', 'signing'],
  mention: ['mention', 'signing'],
  'clientId.extend': ['clientId.new'],
  'clientId.name': ['clientId.name', 'clientId.new'],
  'administration.clientId': ['clientId.name', 'clientId.new'],
  'administration.application': ['administration.application', 'administration.asked'],
  'administration.purpose': ['administration.purpose', 'administration.asked'],
  'administration.use': ['administration.use', 'administration.asked'],
  'accounts.use': ['accounts.use', 'accounts.asked'],
  'accounts.reconcile': ['accounts.reconcile', 'accounts.asked'],
};

export function fieldId(key: FieldKey): string {
  return `field-${key.replaceAll('.', '-')}`;
}

export function pickerId(kind: ListedKind): string {
  return `picker-${kind}`;
}

/** Puts the focus in the field that answers the key, or in the picker of its profile. False where neither is on the screen. */
export function focusField(key: FieldKey): boolean {
  const owner = ownerOf(key);
  const ids = [...(stands[key] ?? [key]).map(fieldId), ...(owner === 'date' || owner === 'signing' ? [] : [pickerId(owner)])];
  const target = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
  if (!target) return false;
  target.focus();
  target.scrollIntoView?.({ block: 'center' });
  return true;
}

/** The problems that a field shows: its own, and those of the keys that it answers for. */
export function answersFor(field: FieldKey, key: PlaceKey): boolean {
  return (stands[key] ?? [key])[0] === field;
}
