import type { Draft } from '../intake/decompose.ts';
import { contentsOf, fold, merge, numberOf } from '../intake/kinship.ts';
import type { School } from '../intake/profile.ts';
import { Groups } from './groups.ts';

const sixDigits = /^\d{6}$/;
const numbersOf = ({ institutionNumbers }: School) => institutionNumbers.map((number) => (sixDigits.test(number) ? number : numberOf(number))).filter(Boolean);

/**
 * Stored schools that are one school, two or more together: those that share an institution number, and one without a number that has
 * the name of them. Two schools of one name are two where both have a number of their own.
 */
export function findTwins(schools: readonly School[]): School[][] {
  const numbered = new Groups<School>();
  const without: School[] = [];
  for (const school of schools) {
    const numbers = numbersOf(school);
    if (numbers.length > 0) numbered.add(school, numbers);
    else if (fold(school.name) !== '') without.push(school);
  }
  const groups = numbered.all();
  joinByName(groups, without);
  return groups.filter(({ length }) => length > 1);
}

/** Schools without a number go to the group of their name, or are a group of their own. Of several groups of a name nothing tells which it is. */
function joinByName(groups: School[][], without: readonly School[]): void {
  if (without.length === 0) return;
  const byName = new Map<string, Set<School[]>>();
  const know = (name: string, group: School[]) => byName.set(fold(name), (byName.get(fold(name)) ?? new Set()).add(group));
  for (const group of groups) for (const { name } of group) know(name, group);
  for (const school of without) {
    const [group, other] = byName.get(fold(school.name)) ?? [];
    if (other) continue;
    if (group) group.push(school);
    else {
      const own = [school];
      groups.push(own);
      know(school.name, own);
    }
  }
}

/** What the kept school has not said itself. */
const complementOf = (kept: School, { director, username, ...other }: School): Draft<School> => ({
  ...other,
  director: { name: kept.director.name ? '' : director.name, email: kept.director.email ? '' : director.email },
  username: kept.username ? '' : username,
});

/** The kept school with what only its twins say. Nothing that it says itself is changed. */
export function mergeTwins(kept: School, twins: readonly School[]): School {
  return twins.reduce((merged, twin) => merge('school', merged, complementOf(merged, twin)), kept);
}

/** What the twins say, and the merged school doesn't. Their names count as well. */
export function lostOf(merged: School, twins: readonly School[]): string[] {
  const held = new Set([fold(merged.name), ...contentsOf('school', merged).flatMap(({ values }) => values.map(fold)), ...numbersOf(merged)]);
  const said = twins.flatMap((twin) => [twin.name, ...contentsOf('school', { ...twin, institutionNumbers: numbersOf(twin) }).flatMap(({ values }) => values)]);
  return [...new Set(said.filter((value) => value.trim() !== '' && !held.has(fold(value))))];
}
