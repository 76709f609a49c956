import { fold } from '../intake/kinship.ts';
import type { Group } from '../intake/profile.ts';

/** A school of a list, by its id in the vault, and the board that the list names for it; empty where it names none. */
export type OfBoard = { id: string; board: string };

/** A board as a group of its schools. `kept`: the stored group of its name, to which `added` come. */
export type BoardGroup = { name: string; kept?: Group; added: readonly string[] };

/** From so many schools on a board is a group. */
const fewest = 2;

/** What groups the boards of a list make: a new one for each board of several schools, or more schools in the stored group of its name. */
export function groupsOfBoards(schools: readonly OfBoard[], groups: readonly Group[]): BoardGroup[] {
  const boards = new Map<string, { name: string; ids: Set<string> }>();
  for (const { id, board } of schools) {
    const mark = fold(board);
    const known = boards.get(mark);
    if (known) known.ids.add(id);
    else if (mark !== '') boards.set(mark, { name: board, ids: new Set([id]) });
  }
  const stored = new Map(groups.map((group) => [fold(group.name), group]));
  return [...boards].flatMap(([mark, { name, ids }]): BoardGroup[] => {
    const kept = stored.get(mark);
    const held = new Set(kept?.schoolIds);
    const added = [...ids].filter((id) => !held.has(id));
    if (kept) return added.length > 0 ? [{ name: kept.name, kept, added }] : [];
    return ids.size >= fewest ? [{ name, added }] : [];
  });
}

/** The groups to write. */
export function takeGroups(made: readonly BoardGroup[], newId: () => string): Group[] {
  return made.map(({ name, kept, added }) =>
    kept
      ? { ...kept, schoolIds: [...kept.schoolIds, ...added] }
      : { id: newId(), name, schoolIds: [...added], director: { name: '', email: '' }, username: '' },
  );
}
