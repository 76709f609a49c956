import type { VaultFailure } from '../../utils/extension/messages.ts';
import { profileKey } from '../../utils/extension/profiles.ts';
import type { Group, School } from '../../utils/intake/profile.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import type { Change, Records } from '../../utils/vault/records.ts';
import { apply } from '../data/changes.ts';
import { inPieces } from '../profiles/pieces.ts';

/** A record and its key. */
type Written = readonly [key: string, record: School | Group];

/** What is to be kept, the schools before the groups of them. */
export function writtenOf(schools: readonly School[], groups: readonly Group[]): Written[] {
  return [
    ...schools.map((school) => [profileKey('school', school.id), school] as const),
    ...groups.map((group) => [profileKey('group', group.id), group] as const),
  ];
}

/** A change back, and what stands there before it: with the day (yyyy-mm-dd) that the vault wrote, so that the one before comes back too. */
type Back = { change: Change; was: Readonly<Record<string, unknown>> };

/** What takes them back, in pieces as well: to be made before they are kept. */
export function backFrom(written: readonly Written[], kept: Records, today: string): Back[] {
  return inPieces(written).map((piece) => {
    const known = piece.filter(([key]) => kept.has(key));
    return {
      change: { set: Object.fromEntries(known.map(([key]) => [key, kept.get(key)])), remove: piece.map(([key]) => key).filter((key) => !kept.has(key)) },
      was: Object.fromEntries(known.map(([key, record]) => [key, { ...record, changedAt: today }])),
    };
  });
}

/** Keeps them, and tells after each piece how many are. A failure leaves what was kept before it. */
export async function keepWritten(written: readonly Written[], kept: Records, tell: (count: number) => void): Promise<Result<void, VaultFailure>> {
  let count = 0;
  for (const part of inPieces(written)) {
    const done = await apply({ set: Object.fromEntries(part), remove: [] }, kept);
    if (!done.ok) return done;
    count += part.length;
    tell(count);
  }
  return success(undefined);
}
