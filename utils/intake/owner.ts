import type { Problem } from './problem.ts';

/** What holds an answer: one of the three profiles; the day and the hand belong to the request itself. */
export type Owner = 'applicant' | 'school' | 'purpose' | 'date' | 'signing';

/** By how the key begins; what is not here is the purpose's. */
const owners: readonly { prefix: string; owner: Owner }[] = [
  { prefix: 'applicant.', owner: 'applicant' },
  { prefix: 'date', owner: 'date' },
  { prefix: 'director', owner: 'school' },
  { prefix: 'school.', owner: 'school' },
  { prefix: 'administration.institutionNumbers', owner: 'school' },
  { prefix: 'accounts.accessGroups', owner: 'school' },
  { prefix: 'accounts.username', owner: 'school' },
  { prefix: 'signature', owner: 'signing' },
  { prefix: 'mention', owner: 'signing' },
  { prefix: 'signing', owner: 'signing' },
];

/** `key`: a question of the form, or the name of a field on the screen. */
export function ownerOf(key: string): Owner {
  return owners.find(({ prefix }) => key.startsWith(prefix))?.owner ?? 'purpose';
}

/** What is said where a profile was not chosen at all. */
export const notChosen = {
  applicant: { code: 'applicantNotChosen', severity: 'blocks', key: 'applicant.name', values: [], source: '' },
  school: { code: 'schoolNotChosen', severity: 'blocks', key: 'administration.institutionNumbers', values: [], source: '' },
  purpose: { code: 'purposeNotChosen', severity: 'blocks', key: 'administration.application', values: [], source: '' },
} as const satisfies Partial<Record<Owner, Problem>>;
