import type { SignatureReport } from '../../utils/certificate/report.ts';

type Verdict = { key: 'unreadable' | 'broken' | 'whole' | 'before' | 'since'; look: 'blocks' | 'warns' | 'well' };

/** What leaves a signature surely wrong; what else leaves it not intact (no certificate, an algorithm that is not known here) leaves it unknown. */
const wrong: ReadonlySet<string> = new Set(['contentChanged', 'signatureWrong', 'attributesWrong', 'certificateSwapped', 'stampWrong']);

/** What the file says and what the message shows, as one word. Content that changed since is no longer what was signed. */
export function verdictOf({ cms, coversWhole, changedSince }: SignatureReport): Verdict {
  if (changedSince.includes('rangesWrong')) return { key: 'broken', look: 'blocks' };
  if (!cms) return { key: 'unreadable', look: 'blocks' };
  if (!cms.intact) return { key: cms.problems.some((problem) => wrong.has(problem)) ? 'broken' : 'unreadable', look: 'blocks' };
  if (coversWhole) return { key: 'whole', look: 'well' };
  return changedSince.length === 0 ? { key: 'before', look: 'well' } : { key: 'since', look: 'warns' };
}

/** What may come after a signature, by how its signer closed the file. */
const additions: Record<NonNullable<SignatureReport['closing']> | 'open', readonly string[]> = {
  open: ['formFilled', 'annotationsAdded', 'signed'],
  1: [],
  2: ['formFilled', 'signed'],
  3: ['formFilled', 'annotationsAdded', 'signed'],
};

/** It is right, and holds for what the file shows now. A document time stamp is nobody's signature. */
function holds(signature: SignatureReport): boolean {
  if (signature.cms?.kind !== 'signature' || verdictOf(signature).look === 'blocks') return false;
  return signature.changedSince.every((change) => additions[signature.closing ?? 'open'].includes(change));
}

/** Whether a file that came back was signed with a certificate, and whether a signature on it is amiss. */
export type CertificateWorth = { signed: boolean; broken: boolean };

/** `before`: what stood on the file as it was made. Those were put by somebody else, or for something else: they only have to be right still. */
export function certificateWorth(back: readonly SignatureReport[], before: readonly SignatureReport[]): CertificateWorth {
  const earlier = new Map(before.map((signature) => [signature.field, signature]));
  const added = back.filter(({ field }) => !earlier.has(field));
  const signed = added.some(holds);
  const broken = back.some((signature) => {
    const was = earlier.get(signature.field);
    if (was) return holds(was) && !holds(signature);
    // Who signed earlier may have let the content be changed by who signed it after.
    return verdictOf(signature).look === 'blocks' || (!signed && signature.changedSince.length > 0 && !holds(signature));
  });
  return { signed, broken };
}
