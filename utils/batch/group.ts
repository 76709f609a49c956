import { fold, numberOf } from '../intake/kinship.ts';
import type { Problem } from '../intake/problem.ts';
import type { School } from '../intake/profile.ts';
import { batchProblem } from './problem.ts';

/** The first of each that are the same. */
function distinct(values: readonly string[], same: (value: string) => string): string[] {
  const first = new Map<string, string>();
  for (const value of values.map((typed) => typed.trim()).filter(Boolean)) {
    const key = same(value);
    if (!first.has(key)) first.set(key, value);
  }
  return [...first.values()];
}

type Director = School['director'];
export type GroupChoice = { name?: string; director?: Director; username?: string };

/**
 * Several schools as the one that their form is for: all numbers and access groups, each once, and the director and username that the
 * person chose, or else the first that there are: where those differ, `checkGroup` blocks until somebody chose.
 */
export function gather(schools: readonly School[], { name = '', director, username = '' }: GroupChoice): School {
  const known = schools.find((school) => school.director.email.trim() && school.director.name.trim()) ?? schools.find((school) => school.director.email.trim());
  return {
    id: schools.map(({ id }) => id).join('+'),
    name: name.trim() || (schools[0]?.name ?? ''),
    institutionNumbers: distinct(
      schools.flatMap((school) => school.institutionNumbers),
      numberOf,
    ),
    director: director ?? known?.director ?? schools[0]?.director ?? { name: '', email: '' },
    accessGroups: distinct(
      schools.flatMap((school) => school.accessGroups),
      fold,
    ),
    username: username.trim() || (schools.map((school) => school.username.trim()).find(Boolean) ?? ''),
  };
}

/** What may stand on a form for these schools: each director (told apart by the address) and each username once. */
export type Offers = { directors: readonly Director[]; usernames: readonly string[] };

/** What the schools say of themselves, after what is the group's own. */
export function offersOf(schools: readonly School[], own: GroupChoice = {}): Offers {
  const said = [...(own.director ? [own.director] : []), ...schools.map(({ director }) => director)].filter(({ email }) => email.trim());
  const directors = new Map<string, Director>();
  for (const director of said) {
    const key = fold(director.email);
    const known = directors.get(key);
    if (!known || (!known.name.trim() && director.name.trim())) directors.set(key, director);
  }
  return { directors: [...directors.values()], usernames: distinct([own.username ?? '', ...schools.map(({ username }) => username)], (username) => username) };
}

/** The choice without what is not offered (any more): its schools may have changed since it was made. */
export function choiceAmong({ name, director, username }: GroupChoice, { directors, usernames }: Offers): GroupChoice {
  const same = director && directors.find(({ email }) => fold(email) === fold(director.email));
  return { name, ...(same && { director: same }), ...(username && usernames.includes(username.trim()) && { username }) };
}

/** What a form for several schools can say only once, where the schools say it differently and nobody chose. */
export function checkGroup(schools: readonly School[], choice: GroupChoice, asksAccounts: boolean): Problem[] {
  const { directors, usernames } = offersOf(schools);
  return [
    ...(!choice.director && directors.length > 1 ? [batchProblem('batchDirectorsDiffer', String(directors.length))] : []),
    ...(asksAccounts && !choice.username && usernames.length > 1 ? [batchProblem('batchUsernamesDiffer', String(usernames.length))] : []),
  ];
}
