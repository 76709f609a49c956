import { checkSigning } from '../intake/check.ts';
import { notChosen } from '../intake/owner.ts';
import type { Problem, Severity } from '../intake/problem.ts';
import { numbersElsewhere, sameness, sharedBy } from './across.ts';
import type { Draft, PlanInput } from './draft.ts';
import { draftsOf } from './draft.ts';
import { fileNamesOf } from './filenames.ts';

export type PlannedRow = Pick<Draft, 'id' | 'schoolIds' | 'name' | 'request' | 'alreadyHad' | 'askedAgain'> & {
  fileName: string;
  /** Its own problems, worst first; those of all rows stand in the plan. */
  problems: readonly Problem[];
  counts: Readonly<Record<Severity, number>>;
  /** Nothing blocks, here or in what all rows share. */
  ready: boolean;
};

export type Plan = {
  /** What is not chosen, and what is the same on every form and is mended in one place; worst first. */
  problems: readonly Problem[];
  /** Those that need attention first, the worst before all, then by name. */
  rows: readonly PlannedRow[];
  /** Rows by the worst of their own problems; one that only informs needs no attention. */
  counts: Readonly<Record<'blocks' | 'warns' | 'clear', number>>;
};

const severities = ['blocks', 'warns', 'informs'] as const satisfies readonly Severity[];
const rankOf = ({ severity }: Problem) => severities.indexOf(severity);
const worstFirst = (problems: readonly Problem[]) => [...problems].sort((a, b) => rankOf(a) - rankOf(b));

const countOf = (problems: readonly Problem[], severity: Severity) => problems.filter((one) => one.severity === severity).length;

/** 0: blocks, 1: warns, 2: needs no attention. */
function needOf({ counts }: Pick<PlannedRow, 'counts'>): 0 | 1 | 2 {
  if (counts.blocks > 0) return 0;
  return counts.warns > 0 ? 1 : 2;
}

/** Those in need first, and of equal need the one with more to mend; the sort keeps the names' order of the others. */
const byNeed = (a: PlannedRow, b: PlannedRow) => needOf(a) - needOf(b) || b.counts.blocks - a.counts.blocks || b.counts.warns - a.counts.warns;

/** What is yet to be chosen, and signed with. */
function checkChoices({ applicant, purpose, schools, signing }: PlanInput): Problem[] {
  return [
    ...(applicant ? [] : [notChosen.applicant]),
    ...(purpose ? [] : [notChosen.purpose]),
    ...(schools.length > 0 ? [] : [notChosen.school]),
    ...(signing ? checkSigning(signing) : []),
  ];
}

/** What will be handed in for these choices, and what stands in its way. The same choices give the same plan, in whatever order the schools come. */
export function plan(input: PlanInput): Plan {
  const drafts = draftsOf(input);
  const elsewhere = numbersElsewhere(drafts);
  const shared = sharedBy(drafts);
  const problems = worstFirst([...checkChoices(input), ...shared]);
  const everywhere = new Set(shared.map(sameness));
  const blocked = countOf(problems, 'blocks') > 0;
  const judged = drafts.map((draft) => {
    const own = worstFirst([...draft.checked.filter((one) => !everywhere.has(sameness(one))), ...draft.problems, ...(elsewhere.get(draft) ?? [])]);
    const counts = { blocks: countOf(own, 'blocks'), warns: countOf(own, 'warns'), informs: countOf(own, 'informs') };
    return { draft, own, counts, ready: !blocked && counts.blocks === 0 };
  });
  const fileNames = fileNamesOf(
    judged.map(({ draft, ready }) => ({ school: draft.school, draft: !ready })),
    input.date,
  );
  const rows = judged.map(
    ({ draft: { id, schoolIds, name, request, alreadyHad, askedAgain }, own, counts, ready }, at): PlannedRow => ({
      id,
      schoolIds,
      name,
      request,
      alreadyHad,
      askedAgain,
      fileName: fileNames[at] ?? '',
      problems: own,
      counts,
      ready,
    }),
  );
  const count = (need: 0 | 1 | 2) => rows.filter((row) => needOf(row) === need).length;
  return { problems, rows: rows.sort(byNeed), counts: { blocks: count(0), warns: count(1), clear: count(2) } };
}
