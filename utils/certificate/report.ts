import type { Closing } from '../intake/seal.ts';
import type { CmsReport } from './verify-cms.ts';

/** A certificate signature of a PDF: where it stands and what it covers, as the file says, and what it is worth, as its message shows. */
export type SignatureReport = {
  field: string;
  /** Absent where it shows nowhere. */
  page?: number;
  /** What the signature's dictionary claims: by whom, when (ISO), why. Nobody vouches for it. */
  name?: string;
  at?: string;
  reason?: string;
  closing?: Closing;
  coversWhole: boolean;
  /** Codes of what was added after it: `signature_since_<code>`. */
  changedSince: readonly string[];
  /** Undefined where the message cannot be read. */
  cms: CmsReport | undefined;
};
