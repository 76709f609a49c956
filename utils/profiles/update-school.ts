import { fold, merge, numberOf } from '../intake/kinship.ts';
import { mayBeOnePerson } from '../intake/person.ts';
import type { School } from '../intake/profile.ts';
import type { ReadSchool } from './read-schools.ts';
import type { Doubt } from './remark.ts';

/**
 * A list against a stored school. Unlike a form that came back, it is where names come from, and it may know an address without its
 * director, or a director without the address.
 */

type Director = School['director'];

/** Letters from which on a word is known within another: `wjanssens@` is of Janssens, `jansen@` is not of An. */
const knownWithin = 4;

const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Words that are in many names. */
const particles = 'de het een den der van von ter ten en in op te t d l le la les du des et au aux the of and'.split(' ');
const isParticle = new Set(particles);

/** What of a person's name tells who it is. */
const namesOf = (name: string) => wordsOf(name).filter((word) => !isParticle.has(word));

const localOf = (email: string) => email.split('@')[0] ?? '';

/** The address is made of a word of the name. */
function isNamedAfter(email: string, name: string): boolean {
  const [local, parts] = [fold(localOf(email)), wordsOf(localOf(email))];
  return namesOf(name).some((word) => word.length > 1 && (parts.includes(word) || (word.length >= knownWithin && local.includes(word))));
}

/** An address that stays when who reads it goes. */
const ofPost = /^(directie|direction|directeur|directrice|director|dir|info|contact|school|ecole|secretariaat|secretariat|admin)(?![a-z])/;

/**
 * The stored director with what a list says. A name and an address that may be of two people never come together: the old one goes.
 * `isSchools`: the address is the school's own, which never takes the place of the director's.
 */
function updateDirector(kept: Director, { name, email }: Director, isSchools: boolean): Director {
  const given = isSchools && kept.email !== '' ? '' : email;
  if (name === '') {
    const isNew = given !== '' && fold(given) !== fold(kept.email);
    const mayBeOf = isNamedAfter(given, kept.name) || (kept.email === '' && (isSchools || ofPost.test(fold(given))));
    return { name: isNew && !mayBeOf ? '' : kept.name, email: given || kept.email };
  }
  const goes = given === '' && !mayBeOnePerson(name, kept.name) && isNamedAfter(kept.email, kept.name) && !isNamedAfter(kept.email, name);
  return { name, email: goes ? '' : given || kept.email };
}

/** Nobody named it: it has no name, or its number for one. */
const isUnnamed = ({ name }: School) => /^[\d\s.-]*$/.test(name);

/** The stored school with what the list says of it: lists grow, and what it leaves empty stays. */
export function updateSchool(kept: School, { school, isNamed, emailIsSchools }: ReadSchool): School {
  const renamed = isNamed && fold(school.name) !== fold(kept.name);
  const director = updateDirector(kept.director, school.director, emailIsSchools);
  return { ...merge('school', kept, school), name: renamed ? school.name : kept.name, director };
}

/** What names of schools have in common without being of one school. */
const ofMany = new Set([
  ...particles,
  ...'school scholen basisschool basisonderwijs lagere kleuterschool vrije gesubsidieerde gemeentelijke stedelijke gemeenschapsonderwijs'.split(' '),
  ...'go vbs gbs sbs bs vzw instituut college atheneum koninklijk lyceum academie internaat campus centrum sint st onze lieve vrouw'.split(' '),
  ...'buitengewoon buso bubao secundair onderwijs freinetschool'.split(' '),
  ...'ecole fondamentale communale libre institut athenee royal lycee saint sainte notre dame'.split(' '),
]);

/** Two names may be of one school: they share a word that tells schools apart, or any word where one of them has none that does. */
function mayBeOne(a: string, b: string): boolean {
  const telling = [a, b].map((name) => wordsOf(name).filter((word) => !ofMany.has(word)));
  const [one = [], other = []] = telling.every(({ length }) => length > 0) ? telling : [a, b].map(wordsOf);
  const meet = (word: string, second: string) =>
    word === second || (Math.min(word.length, second.length) >= knownWithin && (word.startsWith(second) || second.startsWith(word)));
  return one.some((word) => other.some((second) => meet(word, second)));
}

/** What speaks against a stored school that has a number of the list's: a number that is typed wrong finds another school. */
export function doubtsAbout(kept: School, { school, isNamed, doubts }: ReadSchool): readonly Doubt[] {
  const byNumber = school.institutionNumbers.some((number) => kept.institutionNumbers.map(numberOf).includes(numberOf(number)));
  if (!byNumber || !isNamed || isUnnamed(kept) || mayBeOne(kept.name, school.name)) return doubts;
  return [...doubts, { code: 'otherName', values: [kept.name.trim(), school.name] }];
}
