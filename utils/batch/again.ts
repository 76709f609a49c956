import { ownOf } from '../intake/membership.ts';
import type { Applicant, Group, PurposeProfile, School } from '../intake/profile.ts';
import { setApart } from './filenames.ts';
import { choiceAmong, offersOf } from './group.ts';
import type { PlannedRow } from './plan.ts';
import { plan } from './plan.ts';
import type { Submission } from './submission.ts';
import type { Said } from './work.ts';

/** The profiles as they are now, and everything that was handed in. `today` is yyyy-mm-dd. */
export type Known = {
  applicants: readonly Applicant[];
  purposes: readonly PurposeProfile[];
  schools: readonly School[];
  groups: readonly Group[];
  submissions: readonly Submission[];
  today: string;
};

const byId = <Item extends { id: string }>(items: readonly Item[], id: string) => items.find((item) => item.id === id);

/** The form planned anew; undefined where a profile that it was composed of is gone, or nobody noted which those were. */
function planned({ choices, request, schoolIds, id }: Submission, known: Known): PlannedRow | undefined {
  const applicant = choices && byId(known.applicants, choices.applicantId);
  const purpose = choices && byId(known.purposes, choices.purposeId);
  const schools = schoolIds.flatMap((schoolId) => byId(known.schools, schoolId) ?? []);
  if (!applicant || !purpose || schools.length === 0 || schools.length < schoolIds.length) return undefined;
  const group = byId(known.groups, choices.groupId ?? '');
  const input = {
    applicant,
    purpose,
    schools,
    mode: choices.group ? ('group' as const) : ('each' as const),
    group: choiceAmong(choices.group ?? {}, offersOf(schools, group && ownOf(group))),
    date: request.date,
    today: known.today,
    history: known.submissions.filter((other) => other.id !== id),
  };
  const [row] = plan(input).rows;
  return row && choices.again ? plan({ ...input, askAgain: new Set([row.id]) }).rows[0] : row;
}

/**
 * What a form that failed is to say when it is made again: what the profiles say now. `blocked`: something in them stands in its way.
 * Undefined where it can only say what it said.
 */
export function sayAgain(submission: Submission, known: Known): Said | 'blocked' | undefined {
  const row = planned(submission, known);
  if (!row) return undefined;
  if (!row.ready) return 'blocked';
  const { name, request } = row;
  const others = known.submissions.filter(({ id, batchId }) => batchId === submission.batchId && id !== submission.id).map(({ fileName }) => fileName);
  return { name, request, fileName: setApart([...others, row.fileName]).at(-1) ?? row.fileName };
}
