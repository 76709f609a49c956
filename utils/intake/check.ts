import type { CheckContext, Problem, Severity } from './problem.ts';
import { rules } from './rules.ts';
import type { AccessRequest } from './request.ts';

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
