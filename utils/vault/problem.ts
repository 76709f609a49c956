import type { Severity } from '../intake/problem.ts';

/** What opening a vault found amiss. What could be read is there; what could not is kept aside for export. */
type VaultProblemCode =
  /** A copy of the records is unreadable; the other copy and the changes since ($1: its generation) stood in. */
  | 'vaultCopyUnreadable'
  /** $1 changes that were made are unreadable or gone: records may be as they were before. */
  | 'vaultChangesLost'
  /** No copy was readable: these are the records as of the snapshot of $1 (yyyy-mm-dd), and what came after where it was readable. */
  | 'vaultSnapshotUsed'
  /** One of the two copies of the lock was unreadable, and has been made again from the other. */
  | 'vaultLockRepaired'
  /** Storage refuses to be written ($1 says why): what stands there can be read and exported. */
  | 'vaultReadOnly'
  /** $1 items are unreadable, or nothing that the vault knows; no record is missing for it. */
  | 'vaultItemsUnreadable';

/** `problem_<code>` says what, `fix_<code>` what to do; `values` fill their $1, $2 … */
export type VaultProblem = { code: VaultProblemCode; severity: Severity; values: readonly string[] };
