import { fold } from '../../utils/intake/kinship.ts';
import type { Applicant, Group, PurposeProfile, School } from '../../utils/intake/profile.ts';

type AnyProfile = Applicant | School | PurposeProfile | Group;

const words = new WeakMap<object, string>();

/** The things that have every word that was typed, in their order. `partsOf`: all that somebody may know one by, read once for each. */
export function findAmong<Thing extends object>(things: readonly Thing[], typed: string, partsOf: (thing: Thing) => readonly string[]): readonly Thing[] {
  const asked = fold(typed).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return things;
  const wordsOf = (thing: Thing): string => {
    const known = words.get(thing);
    if (known !== undefined) return known;
    const all = fold(partsOf(thing).join('\n'));
    words.set(thing, all);
    return all;
  };
  return things.filter((thing) => {
    const all = wordsOf(thing);
    return asked.every((word) => all.includes(word));
  });
}

function partsOf(profile: AnyProfile): string[] {
  const parts = [profile.name];
  if ('institutionNumbers' in profile) parts.push(...profile.institutionNumbers, ...profile.accessGroups);
  if ('director' in profile) parts.push(profile.director.name, profile.director.email);
  if ('email' in profile) parts.push(profile.email);
  return parts;
}

/** The profiles that have every word that was typed. A number is found without its leading zeros too. */
export function findProfiles<Profile extends AnyProfile>(profiles: readonly Profile[], typed: string): readonly Profile[] {
  return findAmong(profiles, typed, partsOf);
}
