import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { listAside } from './aside.ts';
import type { Derive } from './cipher.ts';
import { compact } from './compact.ts';
import { append, isLong } from './journal.ts';
import type { SnapshotLabel } from './keys.ts';
import { asideNumber } from './keys.ts';
import type { Ledger, Unreadable } from './ledger.ts';
import { checkWriter, vaultKeys } from './ledger.ts';
import { openLock, readLock } from './lock.ts';
import { copyLock, level, lockVault, rewrapLock, unlockForGood } from './mode.ts';
import type { VaultProblem } from './problem.ts';
import type { Change, Records } from './records.ts';
import { editsOf } from './records.ts';
import { listSnapshots, readSnapshot, takeSnapshot } from './snapshots.ts';
import type { StorageFailure } from './storage.ts';
import { drop, settle } from './storage.ts';

/**
 * `passphraseWrong`: it does not open this lock. `passphraseEmpty`: no passphrase at all. `vaultLeftovers`: the new state is in force,
 * but what the old one left could not all be rewritten; the next `tend` or opening goes on with it.
 */
export type PassphraseFailure = StorageFailure | 'passphraseWrong' | 'passphraseEmpty' | 'vaultLeftovers';

/**
 * An open vault. Calls may overlap: each waits for those before it. After `vaultClosed` this one is of no use any more, and the
 * vault must be opened anew.
 */
export class Vault {
  /** What opening found amiss. */
  readonly problems: readonly VaultProblem[];
  readonly #ledger: Ledger;
  readonly #derive: Derive;
  #before: Promise<unknown> = Promise.resolve();

  constructor(ledger: Ledger, problems: readonly VaultProblem[], derive: Derive) {
    this.#ledger = ledger;
    this.problems = problems;
    this.#derive = derive;
  }

  /** As of the last save that succeeded. Not to be changed by whoever reads them. */
  get records(): Records {
    return this.#ledger.records;
  }

  get hasPassphrase(): boolean {
    return this.#ledger.key !== undefined;
  }

  /** The raw data key, for storage.session: it opens this vault until the lock is removed. Undefined where the vault is plain. */
  exportKey(): Uint8Array | undefined {
    return this.#ledger.key?.raw.slice();
  }

  /** The records when all saves before this call have ended. */
  async read(): Promise<Records> {
    await this.#before;
    return new Map(this.#ledger.records);
  }

  /**
   * Saved when it succeeds: written, read back, and still this writer's. Its cost does not grow with the vault. A function is asked
   * for the change when it is its turn, and sees the records as they then are.
   */
  async save(change: Change | ((records: Records) => Change)): Promise<Result<void, StorageFailure>> {
    if (typeof change === 'function') return this.#inTurn(() => append(this.#ledger, editsOf(change(this.#ledger.records))));
    const edits = editsOf(change);
    return this.#inTurn(() => append(this.#ledger, edits));
  }

  /** To be called after saves that were answered: keeps the day's snapshot (`today` is yyyy-mm-dd), the journal short, and one mode. */
  tend(today: string): Promise<Result<void, StorageFailure>> {
    return this.#inTurn(async () => {
      await level(this.#ledger);
      if (isLong(this.#ledger) || this.#ledger.unreadable.length > 0) await compact(this.#ledger);
      await takeSnapshot(this.#ledger, today);
    });
  }

  /** Newest first. To go back to one: `save(changeBetween(vault.records, snapshot))`. */
  snapshots(): Promise<Result<readonly SnapshotLabel[], StorageFailure>> {
    return this.#inTurn(() => listSnapshots(this.#ledger.storage));
  }

  async readSnapshot(label: SnapshotLabel): Promise<Result<Records, StorageFailure | 'snapshotUnreadable'>> {
    const read = await this.#inTurn(() => readSnapshot(this.#ledger, label));
    if (!read.ok) return read;
    return read.value ? success(read.value) : failure('snapshotUnreadable', label.date);
  }

  /** Everything that was found unreadable, as it stood, for export. */
  unreadable(): Promise<Result<readonly Unreadable[], StorageFailure>> {
    return this.#inTurn(async () => [...this.#ledger.unreadable, ...(await listAside(this.#ledger.storage, this.#ledger.key))]);
  }

  /** Throws away what was unreadable. Only ever when the person asks for it. */
  discardUnreadable(): Promise<Result<void, StorageFailure>> {
    return this.#inTurn(async () => {
      const { storage, unreadable } = this.#ledger;
      await checkWriter(this.#ledger);
      await drop(storage, [...unreadable.map(({ key }) => key), ...(await vaultKeys(storage)).filter((key) => asideNumber(key) !== undefined)]);
      this.#ledger.unreadable = [];
    });
  }

  /** Encrypts a plain vault, and all that was plain of it. */
  async setPassphrase(passphrase: string): Promise<Result<void, PassphraseFailure>> {
    if (passphrase === '') return failure('passphraseEmpty');
    const locked = await this.#inTurn(() => lockVault(this.#ledger, passphrase, this.#derive));
    return locked.ok ? this.#finish(() => copyLock(this.#ledger)) : locked;
  }

  /** From here on only the new passphrase opens the vault. The data stays encrypted as it is. */
  async changePassphrase(old: string, passphrase: string): Promise<Result<void, PassphraseFailure>> {
    if (passphrase === '') return failure('passphraseEmpty');
    return (await this.#refuse(old)) ?? this.#inTurn(() => rewrapLock(this.#ledger, passphrase, this.#derive));
  }

  /** Makes the vault plain. */
  async removePassphrase(passphrase: string): Promise<Result<void, PassphraseFailure>> {
    const refused = await this.#refuse(passphrase);
    if (refused) return refused;
    const unlocked = await this.#inTurn(() => unlockForGood(this.#ledger));
    return unlocked.ok ? this.#finish(async () => undefined) : unlocked;
  }

  async #finish(last: () => Promise<void>): Promise<Result<void, PassphraseFailure>> {
    const finished = await this.#inTurn(async () => {
      await last();
      await level(this.#ledger);
    });
    return finished.ok ? finished : failure('vaultLeftovers', ...finished.values);
  }

  async #refuse(passphrase: string): Promise<Result<void, PassphraseFailure> | undefined> {
    const lock = await this.#inTurn(async () => openLock(await readLock(this.#ledger.storage), passphrase, this.#derive));
    if (!lock.ok) return lock;
    return lock.value?.dataKey.id === this.#ledger.key?.id && lock.value ? undefined : failure('passphraseWrong');
  }

  #inTurn<Value>(step: () => Promise<Value>): Promise<Result<Value, StorageFailure>> {
    const turn = this.#before.then(() => settle(step));
    // A bug reaches whoever waits for this turn; the next turn only waits for its end.
    this.#before = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }
}
