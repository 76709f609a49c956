import type { PlaceKey } from './catalogue.ts';
import type { Problem, Severity } from './problem.ts';
import { rules } from './rules.ts';
import type { AccessRequest } from './request.ts';

/** What the request does not hold but a rule may weigh. */
export type CheckContext = {
  /** The applicant's own address, from the profile. */
  applicantEmail?: string;
  /** yyyy-mm-dd, for rules that compare with today. */
  today: string;
};

/** A row of the rule table. `find` returns one entry for each breach: the values of its message, and the key where not the row's own. */
export type Rule = {
  code: string;
  severity: Severity;
  key: PlaceKey;
  /** The form's sentence that the rule comes from, as printed; empty where the rule comes from elsewhere (then `why` says so). */
  source: string;
  why?: string;
  find: (request: AccessRequest, context: CheckContext) => readonly (readonly string[])[];
};

const severityRank: Record<Severity, number> = { blocks: 0, warns: 1, informs: 2 };

/** ClientID and access groups are what forms come back for: they stand first among their equals. */
function urgency(problem: Problem): number {
  if (problem.key.startsWith('clientId') || problem.key === 'administration.clientId') return 0;
  if (problem.key === 'accounts.accessGroups' || problem.key === 'accounts.username') return 1;
  return 2;
}

/** Everything missing, contradictory or worth knowing, worst first. Pure: the same request and context give the same list. */
export function check(request: AccessRequest, context: CheckContext): Problem[] {
  const problems = rules.flatMap((rule) =>
    rule.find(request, context).map((values) => ({ code: rule.code, severity: rule.severity, key: rule.key, values, source: rule.source })),
  );
  return problems.sort((a, b) => severityRank[a.severity] - severityRank[b.severity] || urgency(a) - urgency(b));
}

export function blocks(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'blocks');
}
