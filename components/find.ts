import type { Applicant, PurposeProfile, School } from '../utils/intake/profile.ts';

type AnyProfile = Applicant | School | PurposeProfile;

/** Without accents and capitals. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase('nl');

const words = new WeakMap<AnyProfile, string>();

/** All that somebody may know a profile by, once for each state of it. */
function wordsOf(profile: AnyProfile): string {
  const known = words.get(profile);
  if (known !== undefined) return known;
  const parts = [profile.name];
  if ('institutionNumbers' in profile) parts.push(...profile.institutionNumbers, profile.director.name, profile.director.email, ...profile.accessGroups);
  if ('email' in profile) parts.push(profile.email);
  const all = fold(parts.join('\n'));
  words.set(profile, all);
  return all;
}

/** The profiles that have every word that was typed, in their order. A number is found without its leading zeros too. */
export function findProfiles<Profile extends AnyProfile>(profiles: readonly Profile[], typed: string): readonly Profile[] {
  const asked = fold(typed).split(/\s+/).filter(Boolean);
  return asked.length === 0 ? profiles : profiles.filter((profile) => asked.every((word) => wordsOf(profile).includes(word)));
}
