import { hashOf } from '../hash.ts';

/** The end of an id that follows from a text: its hash, in base 36. */
export const shortHash = (text: string): string => hashOf(text).toString(36);

/** Names that people take for the same: neither capitals nor the way an accent is written part them. */
export function foldName(name: string): string {
  return name.normalize('NFC').trim().toLocaleLowerCase('nl');
}

const prefix = 'policy-';

/**
 * The id of an entry of the policy: the administrator's own, or one that follows from its name and so stays what it is when the
 * policy is read again or its entries change places. The prefix keeps both apart from ids that are made here. Undefined where the
 * administrator's can't be an id: 1 to 50 letters, digits, `-` and `_`.
 */
export function policyId(given: string | undefined, name: string): string | undefined {
  if (given !== undefined) return /^[A-Za-z0-9_-]{1,50}$/.test(given) ? prefix + given : undefined;
  const folded = foldName(name);
  const plain = folded
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-');
  return `${prefix}${plain.slice(0, 40)}-${shortHash(folded)}`;
}
