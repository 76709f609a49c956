import type { Draft } from './decompose.ts';
import type { Applicant, PurposeProfile, School } from './profile.ts';
import { parseInstitutionNumber } from './values.ts';

/** What a kept profile and what a form says have to do with each other: are they of the same, and what would the form change? */

type ProfileOf = { applicant: Applicant; school: School; purpose: PurposeProfile };
type Kind = keyof ProfileOf;

/** What Unicode takes for letters and signs of their own, as they are typed where a keyboard lacks them. */
const plainly: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '‐': '-',
  '–': '-',
};
const special = new RegExp(`[${Object.keys(plainly).join('')}]`, 'g');

/** Capitals, accents and spaces tell no two people or schools apart. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();
  return bare.replace(special, (sign) => plainly[sign] ?? sign);
}

/** An institution number as it prints, or else what was typed. */
export function numberOf(typed: string): string {
  const parsed = parseInstitutionNumber(typed);
  return parsed.ok ? parsed.value.number : fold(typed);
}

/** How many of the one list are in the other. */
function shared(a: readonly string[], b: readonly string[], same: (value: string) => string): number {
  const known = new Set(a.map(same));
  return b.filter((value) => known.has(same(value))).length;
}

/** Both are filled in, and the same. */
const alike = (a: string, b: string) => fold(a) !== '' && fold(a) === fold(b);

/** More is nearer; 0 is not of the same. */
const nearness: { [K in Kind]: (kept: ProfileOf[K], said: Draft<ProfileOf[K]>) => number } = {
  applicant: (kept, said) => Number(alike(kept.name, said.name)),
  school: (kept, said) => {
    const numbers = shared(kept.institutionNumbers, said.institutionNumbers, numberOf);
    // Two schools of one board may share their director and their access groups: a number, where both have one, comes first.
    if (numbers === 0 && kept.institutionNumbers.length > 0 && said.institutionNumbers.length > 0) return 0;
    return 100 * numbers + shared(kept.accessGroups, said.accessGroups, fold) + Number(alike(kept.director.email, said.director.email));
  },
  purpose: (kept, said) => {
    const sameKind = kept.clientId.kind === said.clientId.kind;
    if (!sameKind) return 0;
    if (said.clientId.kind === 'extend') return Number(alike(kept.clientId.name, said.clientId.name));
    return Number(alike(kept.administration.use, said.administration.use)) + Number(alike(kept.accounts.use, said.accounts.use));
  },
};

/** The kept profile that is of the same person, school or purpose as what a form says; undefined where none is, or where two are as near. */
export function findKin<K extends Kind>(kind: K, said: Draft<ProfileOf[K]>, profiles: readonly ProfileOf[K][]): ProfileOf[K] | undefined {
  const near = profiles.map((profile) => ({ profile, by: nearness[kind](profile, said) })).filter(({ by }) => by > 0);
  const [first, second] = near.sort((a, b) => b.by - a.by);
  return first && first.by !== second?.by ? first.profile : undefined;
}

/** The kept list with what it lacks at its end: a form often asks for some of a school's numbers only. */
function joined(kept: readonly string[], said: readonly string[], same: (value: string) => string): string[] {
  const known = new Set(kept.map(same));
  return [...kept, ...said.filter((value) => !known.has(same(value)))];
}

const mergers: { [K in Kind]: (kept: ProfileOf[K], said: Draft<ProfileOf[K]>) => ProfileOf[K] } = {
  applicant: (kept, said) => ({ ...kept, role: said.role || kept.role }),
  school: (kept, said) => ({
    ...kept,
    institutionNumbers: joined(kept.institutionNumbers, said.institutionNumbers, numberOf),
    director: { name: said.director.name || kept.director.name, email: said.director.email || kept.director.email },
    accessGroups: joined(kept.accessGroups, said.accessGroups, fold),
    username: said.username || kept.username,
  }),
  purpose: (kept, said) => ({
    ...kept,
    clientId: { kind: said.clientId.kind ?? kept.clientId.kind, name: said.clientId.name || kept.clientId.name },
    administration: said.administration.asked
      ? { ...kept.administration, ...said.administration, use: said.administration.use || kept.administration.use }
      : kept.administration,
    accounts: said.accounts.asked ? { ...kept.accounts, ...said.accounts, use: said.accounts.use || kept.accounts.use } : kept.accounts,
  }),
};

/** The kept profile with what the form says. Its name stays, lists grow, and what the form leaves empty stays as it was. */
export function merge<K extends Kind>(kind: K, kept: ProfileOf[K], said: Draft<ProfileOf[K]>): ProfileOf[K] {
  return mergers[kind](kept, said);
}

/**
 * One thing that a profile says. `key` names it on the screen; `named`: its values are such keys as well. `paths`: the parts of the
 * profile that say it. `isName`: it stands as the profile's name wherever the profile is shown.
 */
export type Facet<Profile> = {
  key: string;
  paths: readonly string[];
  named?: true;
  isName?: true;
  of: (profile: Profile) => readonly string[];
};

const some = (...values: readonly (string | false | undefined)[]) => values.filter((value): value is string => typeof value === 'string' && value !== '');

/** Every part of every profile is in one of them. */
export const facets: { [K in Kind]: readonly Facet<Draft<ProfileOf[K]>>[] } = {
  applicant: [
    { key: 'applicant.name', paths: ['name'], of: ({ name }) => some(name) },
    { key: 'applicant.role', paths: ['role'], of: ({ role }) => some(role) },
    { key: 'applicant.email', paths: ['email'], of: ({ email }) => some(email) },
  ],
  school: [
    { key: 'school.name', paths: ['name'], isName: true, of: ({ name }) => some(name) },
    { key: 'administration.institutionNumbers', paths: ['institutionNumbers'], of: ({ institutionNumbers }) => institutionNumbers },
    { key: 'director.name', paths: ['director.name'], of: ({ director }) => some(director.name) },
    { key: 'director.email', paths: ['director.email'], of: ({ director }) => some(director.email) },
    { key: 'accounts.accessGroups', paths: ['accessGroups'], of: ({ accessGroups }) => accessGroups },
    { key: 'accounts.username', paths: ['username'], of: ({ username }) => some(username) },
  ],
  purpose: [
    { key: 'purpose.name', paths: ['name'], isName: true, of: ({ name }) => some(name) },
    { key: 'clientId', paths: ['clientId.kind'], named: true, of: ({ clientId }) => some(clientId.kind && `clientId.${clientId.kind}`) },
    { key: 'clientId.name', paths: ['clientId.name'], of: ({ clientId }) => some(clientId.name) },
    {
      key: 'asked',
      paths: ['administration.asked', 'accounts.asked'],
      named: true,
      of: ({ administration, accounts }) => some(administration.asked && 'administration.asked', accounts.asked && 'accounts.asked'),
    },
    {
      key: 'administration.application',
      paths: ['administration.application'],
      named: true,
      of: ({ administration: { application } }) => some(application && `administration.application.${application}`),
    },
    {
      key: 'administration.purpose',
      paths: ['administration.purpose'],
      named: true,
      of: ({ administration: { purpose } }) => some(purpose && `administration.purpose.${purpose}`),
    },
    { key: 'administration.use', paths: ['administration.use'], of: ({ administration }) => some(administration.use) },
    { key: 'accounts.use', paths: ['accounts.use'], of: ({ accounts }) => some(accounts.use) },
    {
      key: 'accounts.reconcile',
      paths: ['accounts.reconcile'],
      named: true,
      of: ({ accounts: { reconcile } }) => (reconcile === undefined ? [] : [reconcile ? 'accounts.reconcile.yes' : 'accounts.reconcile.no']),
    },
  ],
};

export type Content = { key: string; named: boolean; values: readonly string[] };
export type Difference = { key: string; named: boolean; before: readonly string[]; after: readonly string[] };

/** What a profile says beside its name, for who is to look at it before it is kept. What it doesn't say is left out. */
export function contentsOf<K extends Kind>(kind: K, profile: Draft<ProfileOf[K]>): Content[] {
  const rows = facets[kind].filter(({ isName }) => !isName).map(({ key, named = false, of }) => ({ key, named, values: of(profile) }));
  return rows.filter(({ values }) => values.length > 0);
}

/** Where two states of a profile differ. */
export function differencesOf<K extends Kind>(kind: K, before: ProfileOf[K], after: ProfileOf[K]): Difference[] {
  const rows = facets[kind].map(({ key, named = false, of }) => ({ key, named, before: of(before), after: of(after) }));
  return rows.filter((row) => row.before.join('\n') !== row.after.join('\n'));
}
