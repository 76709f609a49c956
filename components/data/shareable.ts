import { kinds, splitKey } from '../../utils/vault/kinds.ts';
import type { Records } from '../../utils/vault/records.ts';
import { recordsIn } from '../../utils/vault/records.ts';
import type { Named } from './changes.ts';
import { namedOf } from './changes.ts';

export const shareKinds = ['applicant', 'school', 'group', 'purpose'] as const;
export type ShareKind = (typeof shareKinds)[number];

export type Shareable = Record<ShareKind, readonly Named[]> & { signatures: readonly string[] };

/** What of the records can be handed on, by name. What nobody can read stays here. */
export function shareableIn(records: Records): Shareable {
  const readable = [...records].flatMap(([key, record]) => {
    const kind = splitKey(key)?.kind;
    return kind && kinds[kind].schema.safeParse(record).success ? [namedOf(key, record)] : [];
  });
  const ofKind = (kind: ShareKind) => readable.filter((named) => named.kind === kind).sort((a, b) => a.name.localeCompare(b.name, 'nl', { numeric: true }));
  return {
    applicant: ofKind('applicant'),
    school: ofKind('school'),
    group: ofKind('group'),
    purpose: ofKind('purpose'),
    signatures: readable.filter(({ kind }) => kind === 'signature').map(({ key }) => key),
  };
}

/** Whether anybody directs one of these schools, as far as is known here. */
export function hasDirectors(records: Records, keys: readonly string[]): boolean {
  return keys.some((key) => Object.values(Object.fromEntries(recordsIn(recordsIn(records.get(key))?.get('director')) ?? [])).some(Boolean));
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose name has the words, in any order. */
export function searchNames(named: readonly Named[], words: string): readonly Named[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return wanted.length === 0 ? named : named.filter(({ name }) => wanted.every((word) => fold(name).includes(word)));
}
