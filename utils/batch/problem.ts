import type { Problem, Severity } from '../intake/problem.ts';

const privacy = 'Omwille van privacyredenen kunnen we de API inloggegevens enkel aan de directie bezorgen.';
const username = 'De gebruikersnaam van een actieve gebruiker/beheerder die toegang heeft tot Rekeningen2.0 voor de school of het internaat:';

/** What a batch finds beside `check`: what only shows over several forms, or against what was handed in before. As `Problem`, each has its two messages. */
const batchProblems = {
  batchNothingLeft: { severity: 'blocks', key: 'clientId.name', source: '' },
  batchAskedBefore: { severity: 'warns', key: 'clientId.new', source: '' },
  batchNumberElsewhere: { severity: 'warns', key: 'administration.institutionNumbers', source: '' },
  batchDirectorsDiffer: { severity: 'blocks', key: 'director.email', source: privacy },
  batchUsernamesDiffer: { severity: 'blocks', key: 'accounts.username', source: username },
  batchProfileOld: { severity: 'informs', key: 'director.email', source: '' },
  batchLeftOut: { severity: 'informs', key: 'clientId.name', source: '' },
} as const satisfies Record<string, { severity: Severity } & Pick<Problem, 'key' | 'source'>>;
export type BatchProblem = keyof typeof batchProblems;

export function batchProblem(code: BatchProblem, ...values: readonly string[]): Problem {
  return { code, values, ...batchProblems[code] };
}

/** So many values a sentence has room for. */
const mostListed = 5;

/** Values in a sentence: all of them, or of more the first ones and how many others there are. A group may have three hundred schools. */
export function listed(values: readonly string[]): string {
  const others = values.length - mostListed;
  return others > 0 ? `${values.slice(0, mostListed).join(', ')} … (+${others})` : values.join(', ');
}
