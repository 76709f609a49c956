import type { SignatureReport } from '../../utils/certificate/report.ts';

type Verdict = { key: 'unreadable' | 'broken' | 'whole' | 'before' | 'since'; look: 'blocks' | 'warns' | 'well' };

/** What the file says and what the message shows, as one word. Content that changed since is no longer what was signed. */
export function verdictOf({ cms, coversWhole, changedSince }: SignatureReport): Verdict {
  if (!cms) return { key: 'unreadable', look: 'blocks' };
  if (!cms.intact || changedSince.includes('rangesWrong')) return { key: 'broken', look: 'blocks' };
  if (coversWhole) return { key: 'whole', look: 'well' };
  return changedSince.length === 0 ? { key: 'before', look: 'well' } : { key: 'since', look: 'warns' };
}
