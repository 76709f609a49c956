import type { VaultFailure } from '../../utils/extension/messages.ts';
import { profileKey } from '../../utils/extension/profiles.ts';
import type { School } from '../../utils/intake/profile.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import type { Change, Records } from '../../utils/vault/records.ts';
import { apply } from '../data/changes.ts';
import { inPieces } from '../profiles/pieces.ts';

/** What takes the schools back, in pieces as well: to be made before they are kept. */
export function backFrom(schools: readonly School[], kept: Records): Change[] {
  return inPieces(schools.map(({ id }) => profileKey('school', id))).map((keys) => ({
    set: Object.fromEntries(keys.filter((key) => kept.has(key)).map((key) => [key, kept.get(key)])),
    remove: keys.filter((key) => !kept.has(key)),
  }));
}

/** Keeps the schools, and tells after each piece how many are. A failure leaves what was kept before it. */
export async function keepSchools(schools: readonly School[], kept: Records, tell: (count: number) => void): Promise<Result<void, VaultFailure>> {
  let count = 0;
  for (const part of inPieces(schools)) {
    const done = await apply({ set: Object.fromEntries(part.map((school) => [profileKey('school', school.id), school])), remove: [] }, kept);
    if (!done.ok) return done;
    count += part.length;
    tell(count);
  }
  return success(undefined);
}
