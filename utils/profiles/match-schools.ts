import type { Draft } from '../intake/decompose.ts';
import type { Difference } from '../intake/kinship.ts';
import { differencesOf, fold, numberOf } from '../intake/kinship.ts';
import type { School } from '../intake/profile.ts';
import type { ReadSchool } from './read-schools.ts';
import type { Doubt } from './remark.ts';
import { doubtsAbout, updateSchool } from './update-school.ts';

/**
 * What a school of a list is to the stored ones. `differs`: the stored one, and what the list would change of it; lists grow, and what
 * the list leaves empty stays. `twins`: several stored schools that it could be, for the person to choose from, or to merge first.
 * `doubts`: why it is not taken over unless the person says so.
 */
export type Match =
  | { state: 'new'; read: ReadSchool; doubts: readonly Doubt[] }
  | { state: 'same'; read: ReadSchool; stored: School }
  | { state: 'differs'; read: ReadSchool; stored: School; fields: readonly Difference[]; doubts: readonly Doubt[] }
  | { state: 'twins'; read: ReadSchool; stored: readonly School[] };

/** The stored schools under their numbers, and those without a number under their names. */
type Known = { byNumber: ReadonlyMap<string, readonly School[]>; byName: ReadonlyMap<string, readonly School[]> };

function add(map: Map<string, School[]>, mark: string, school: School): void {
  const others = map.get(mark);
  if (!others) map.set(mark, [school]);
  else if (!others.includes(school)) others.push(school);
}

function index(stored: readonly School[]): Known {
  const byNumber = new Map<string, School[]>();
  const byName = new Map<string, School[]>();
  for (const school of stored) {
    for (const number of school.institutionNumbers) add(byNumber, numberOf(number), school);
    add(byName, fold(school.name), school);
  }
  return { byNumber, byName };
}

function kinOf({ institutionNumbers, name }: Draft<School>, { byNumber, byName }: Known): readonly School[] {
  const numbered = new Set(institutionNumbers.flatMap((number) => byNumber.get(numberOf(number)) ?? []));
  if (numbered.size > 0) return [...numbered];
  // Two schools of one name are two where both have a number.
  const named = fold(name) === '' ? [] : (byName.get(fold(name)) ?? []);
  return named.filter((school) => institutionNumbers.length === 0 || school.institutionNumbers.length === 0);
}

function matchOne(read: ReadSchool, known: Known): Match {
  const [stored, ...others] = kinOf(read.school, known);
  if (!stored) return { state: 'new', read, doubts: read.doubts };
  if (others.length > 0) return { state: 'twins', read, stored: [stored, ...others] };
  const fields = differencesOf('school', stored, updateSchool(stored, read));
  return fields.length === 0 ? { state: 'same', read, stored } : { state: 'differs', read, stored, fields, doubts: doubtsAbout(stored, read) };
}

/** Each school of a list against the stored ones. Nothing is written: what is wanted of it goes through `takeSchools`. */
export function matchSchools(read: readonly ReadSchool[], stored: readonly School[]): Match[] {
  const known = index(stored);
  return read.map((school) => matchOne(school, known));
}

/**
 * The schools to write for what was chosen, each once: new ones, and stored ones as updated. Several of a list may be one stored school:
 * each is merged with what came of those before it. `idOf` gives a new one its id. Of twins and what is the same nothing is written.
 */
export function takeSchools(chosen: readonly Match[], idOf: (read: ReadSchool) => string): School[] {
  const written = new Map<string, School>();
  for (const match of chosen) {
    if (match.state === 'new') {
      const school = { id: idOf(match.read), ...match.read.school };
      written.set(school.id, school);
    }
    if (match.state === 'differs') written.set(match.stored.id, updateSchool(written.get(match.stored.id) ?? match.stored, match.read));
  }
  return [...written.values()];
}
