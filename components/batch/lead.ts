import type { PlannedRow } from '../../utils/batch/plan.ts';
import { numberOf } from '../../utils/intake/kinship.ts';
import { ownerOf } from '../../utils/intake/owner.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import type { School } from '../../utils/intake/profile.ts';
import { focusField } from '../fields.ts';
import { searchId } from '../profiles/SchoolChoice.tsx';
import { printRoute } from '../routes.ts';
import type { ShownWork } from '../stored.ts';

/** Where what only a batch asks is answered, by the id of its field. */
export const batchFields = { find: searchId, director: 'batch-director', username: 'batch-username', sign: 'batch-sign' } as const;
/** Where a batch that was begun says how far it is. */
export const runTitleId = 'batch-run';
export const askAgainId = (row: Pick<PlannedRow, 'id'>) => `batch-again-${row.id}`;

const answeredIn: Readonly<Record<string, (row: PlannedRow | undefined) => string>> = {
  schoolNotChosen: () => batchFields.find,
  batchDirectorsDiffer: () => batchFields.director,
  batchUsernamesDiffer: () => batchFields.username,
  batchLeftOut: (row) => (row ? askAgainId(row) : batchFields.find),
  batchNothingLeft: (row) => (row ? askAgainId(row) : batchFields.find),
};

/** Brings the person to the element with this id. False where there is none. */
export function focusOn(id: string): boolean {
  const target = document.getElementById(id);
  target?.focus();
  target?.scrollIntoView?.({ block: 'center' });
  return target !== null;
}

/** Brings the person to where the problem is mended. False where that is in the form of one of the row's schools. */
export function leadTo(problem: Problem, row: PlannedRow | undefined, work: ShownWork): boolean {
  const id = answeredIn[problem.code]?.(row);
  if (id && focusOn(id)) return true;
  const owner = ownerOf(problem.key);
  if (owner === 'school') return false;
  if (owner === 'date' || owner === 'signing') return focusField(problem.key) || focusOn(batchFields.sign);
  const chosen = owner === 'applicant' ? work.applicantId : work.purposeId;
  if (!chosen) return focusField(problem.key);
  location.hash = printRoute({ view: 'profiles', kind: owner, id: chosen, field: problem.key });
  return true;
}

/** Of a row's schools the one that the problem is about: the one that says what it quotes, else the first. */
export function schoolOf(problem: Problem, schools: readonly School[]): School | undefined {
  const quoted = new Set(problem.values.flatMap((value) => [value, numberOf(value)]));
  const says = ({ name, institutionNumbers, accessGroups, director, username }: School) =>
    [name, ...institutionNumbers, ...institutionNumbers.map(numberOf), ...accessGroups, director.email, director.name, username].some((said) =>
      quoted.has(said.trim()),
    );
  return schools.find(says) ?? schools[0];
}
