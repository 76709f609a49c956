import type { ListedKind } from '../../utils/extension/profiles.ts';
import { profileKey } from '../../utils/extension/profiles.ts';
import type { Done, ProfileOf, Stored } from '../stored.ts';
import type { Text } from '../text.ts';
import { inPieces } from './pieces.ts';

type Of<Kind extends ListedKind> = ProfileOf[Kind];

const byKey = <Kind extends ListedKind>(kind: Kind, profiles: readonly Of<Kind>[]) =>
  Object.fromEntries(profiles.map((profile) => [profileKey(kind, profile.id), profile]));

/** Writes profiles of one kind, however many. `was`: the same ones as they were, where they are there already. */
export function writeAll<Kind extends ListedKind>(stored: Stored, kind: Kind, profiles: readonly Of<Kind>[], was: readonly Of<Kind>[] = []): void {
  const before = byKey(kind, was);
  for (const part of inPieces(profiles)) {
    const set = byKey(kind, part);
    stored.keepAll({ set, remove: [] }, Object.fromEntries(Object.entries(before).filter(([key]) => key in set)));
  }
}

/** Notes that the person looked these over today (yyyy-mm-dd) and that they still hold. */
export function sayRight<Kind extends ListedKind>(stored: Stored, kind: Kind, profiles: readonly Of<Kind>[], today: string, count: Text['count']): Done {
  const before = [...profiles];
  const after = before.map((profile) => ({ ...profile, checkedAt: today }));
  writeAll(stored, kind, after, before);
  return { text: count('age_saidRight', before.length), undo: () => writeAll(stored, kind, before, after) };
}
