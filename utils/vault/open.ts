import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { moveAside } from './aside.ts';
import type { DataKey, Derive } from './cipher.ts';
import { deriveKey, importDataKey } from './cipher.ts';
import { compact } from './compact.ts';
import { append } from './journal.ts';
import { asideNumber } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { vaultKeys } from './ledger.ts';
import type { LoadFailure } from './load.ts';
import { load } from './load.ts';
import type { Lock } from './lock.ts';
import { openLock, readLock, writeLock } from './lock.ts';
import { belongsToVersion1 } from './migrations/to-2.ts';
import { walk } from './migrations/walk.ts';
import { level } from './mode.ts';
import { changeBetween, editsOf } from './records.ts';
import type { Storage, StorageFailure } from './storage.ts';
import { drop, StorageFault, settle, withFaults } from './storage.ts';
import { Vault } from './vault.ts';

export type OpenFailure = LoadFailure | StorageFailure;
export type UnlockFailure = OpenFailure | 'passphraseWrong';

/** A vault whose records need its passphrase, or the data key that `Vault.exportKey` gave before. */
export type LockedVault = { locked: true; unlock(passphrase: string): Promise<Result<Vault, UnlockFailure>> };
export type OpenedVault = { locked: false; vault: Vault } | LockedVault;

/** `key`: the raw data key of an unlocked vault, as kept for the session. `derive`: PBKDF2 unless a test has many to do. */
export type OpenOptions = { key?: Uint8Array; derive?: Derive };

/**
 * Opens the vault that stands in this storage, makes one where there is none, and brings what an older version left to the latest.
 * Whoever had it open before is closed. A vault that cannot be opened is left as it is.
 */
export async function openVault(storage: Storage, { key, derive = deriveKey }: OpenOptions = {}): Promise<Result<OpenedVault, OpenFailure>> {
  const opened = await settle(() => open(withFaults(storage), key, derive));
  return opened.ok ? opened.value : opened;
}

async function open(storage: Storage, key: Uint8Array | undefined, derive: Derive): Promise<Result<OpenedVault, OpenFailure>> {
  const lock = await readLock(storage);
  if (lock.newer) return failure('vaultNewer');
  if (lock.present === 0) return opened(await enter(storage, undefined, derive));
  const [newest] = lock.copies;
  if (!newest) return failure('vaultLockDamaged');
  const dataKey = key && (await importDataKey(key));
  if (dataKey?.id === newest.head.keyId) return opened(await enter(storage, dataKey, derive, { lock, text: newest.text }));
  return success({ locked: true, unlock: (passphrase) => unlock(storage, passphrase, derive) });
}

function opened(entered: Result<Vault, OpenFailure>): Result<OpenedVault, OpenFailure> {
  return entered.ok ? success({ locked: false, vault: entered.value }) : entered;
}

async function unlock(storage: Storage, passphrase: string, derive: Derive): Promise<Result<Vault, UnlockFailure>> {
  const unlocked = await settle(async () => {
    const lock = await readLock(storage);
    const open = await openLock(lock, passphrase, derive);
    return open ? enter(storage, open.dataKey, derive, { lock, text: open.text }) : failure('passphraseWrong');
  });
  return unlocked.ok ? unlocked.value : unlocked;
}

/** `by`: the copy of the lock that was opened; both become as it is. */
async function enter(storage: Storage, dataKey: DataKey | undefined, derive: Derive, by?: { lock: Lock; text: string }): Promise<Result<Vault, LoadFailure>> {
  const loaded = await load(storage, dataKey);
  if (!loaded.ok) return loaded;
  const { ledger, problems, empty, outdated } = loaded.value;
  const prepared = await settle(async () => {
    await adoptVersion1(ledger, empty);
    if (by) await writeLock(storage, by.text);
    if (outdated) await compact(ledger);
    await level(ledger);
    if (ledger.closed) throw ledger.closed;
  });
  // What could not be brought in order is not to be built on.
  if (!prepared.ok) ledger.closed = new StorageFault(prepared.code, prepared.values.join());
  if (!prepared.ok) problems.push({ code: 'vaultReadOnly', severity: 'warns', values: prepared.values });
  else if (by && by.lock.copies.length < by.lock.present) problems.push({ code: 'vaultLockRepaired', severity: 'informs', values: [] });
  return success(new Vault(ledger, problems, derive));
}

/**
 * Takes in what version 1 left: written beside first, and removed only when it stands in the vault. What it leaves when cut off is
 * the same as what the vault has by then; what differs, version 1 has written since.
 */
async function adoptVersion1(ledger: Ledger, empty: boolean): Promise<void> {
  const { storage } = ledger;
  const keys = (await storage.keys()).filter(belongsToVersion1);
  const adopted = walk(new Map(Object.entries(await storage.get(keys))), 1);
  if (empty) {
    for (const [key, record] of adopted) ledger.records.set(key, record);
    // Both slots, so that no record ever stands in one place only.
    await compact(ledger);
    await compact(ledger);
  } else {
    await append(ledger, editsOf({ set: changeBetween(ledger.records, adopted).set, remove: [] }));
  }
  await drop(storage, keys);
}

/**
 * For a vault that is unreadable, or whose lock is: puts all of it aside, for export, so that the next opening makes a new one.
 * Only ever when the person asks for it.
 */
export function beginAnew(given: Storage): Promise<Result<void, StorageFailure>> {
  const storage = withFaults(given);
  return settle(async () => {
    const keys = (await vaultKeys(storage)).filter((key) => asideNumber(key) === undefined);
    const stored = Object.entries(await storage.get(keys)).map(([key, value]) => ({ key, stored: value }));
    await moveAside(storage, stored, undefined);
  });
}
