import type { Handwriting, ReadForm, Signing } from './form.ts';
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

function inUrgency(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => severityRank[a.severity] - severityRank[b.severity] || urgency(a) - urgency(b));
}

/** Everything missing, contradictory or worth knowing, worst first. Pure: the same request and context give the same list. */
export function check(request: AccessRequest, context: CheckContext): Problem[] {
  const problems = rules.flatMap((rule) =>
    rule.find(request, context).map((values) => ({ code: rule.code, severity: rule.severity, key: rule.key, values, source: rule.source })),
  );
  return inUrgency(problems);
}

export function blocks(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'blocks');
}

/** Units of the drawing surface: a pen that was put down and hardly moved. */
const longestDot = 12;

function isDot(hand: Handwriting): boolean {
  if (hand.kind !== 'drawn') return false;
  const lengths = hand.strokes.flatMap((stroke) =>
    stroke.slice(2).map((_, at) => (at % 2 === 0 ? Math.hypot((stroke[at + 2] ?? 0) - (stroke[at] ?? 0), (stroke[at + 3] ?? 0) - (stroke[at + 1] ?? 0)) : 0)),
  );
  return lengths.reduce((sum, length) => sum + length, 0) <= longestDot;
}

const signatureSentence = 'Handtekening aanvrager, voorafgaand door de handgeschreven vermelding gelezen en goedgekeurd.';

/**
 * Whoever chose to sign on the screen and didn't yet hands in a form that comes back; on paper it is only to be remembered. With a certificate the
 * signature comes when the form is finished, and what it is worth without the mention is for the reader to say.
 */
export function checkSigning(signing: Signing): Problem[] {
  const problem = (code: string, severity: Severity, key: 'mention' | 'signature'): Problem => ({ code, severity, key, values: [], source: signatureSentence });
  if (signing.kind === 'print') return [problem('signOnPaper', 'informs', 'signature')];
  const judged = (key: 'mention' | 'signature', hand: Handwriting | undefined, severity: Severity): Problem[] => {
    if (!hand) return [problem(`${key}Missing`, severity, key)];
    return isDot(hand) ? [problem('handIsDot', severity, key)] : [];
  };
  if (signing.kind === 'certificate') return judged('mention', signing.mention, 'warns');
  return [...judged('mention', signing.mention, 'blocks'), ...judged('signature', signing.signature, 'blocks')];
}

/** As `check`, of a form that somebody filled: without a signature it comes back. A certificate's signature is one. */
export function checkReturned({ request, handSigned, form }: ReadForm, context: CheckContext): Problem[] {
  const unsigned = handSigned === false && !form.signed;
  const absent: Problem = { code: 'signatureAbsent', severity: 'blocks', key: 'signature', values: [], source: signatureSentence };
  return inUrgency([...check(request, context), ...(unsigned ? [absent] : [])]);
}
