import { moveAside } from './aside.ts';
import type { DataKey, Derive } from './cipher.ts';
import { newDataKey } from './cipher.ts';
import { compact, writeBase } from './compact.ts';
import type { Item } from './item.ts';
import { isSealed, openItem, printItem, readItem } from './item.ts';
import { asideNumber, baseKey, entryPosition, lockKey, lockKeys, snapshotLabel } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { checkWriter, freeSlot, vaultKeys } from './ledger.ts';
import { printLock, readLock, writeLock } from './lock.ts';
import type { Storage } from './storage.ts';
import { drop, put } from './storage.ts';

/**
 * From plain to locked and back. Whether there is a lock decides which of the two the vault is: before the lock is written (or
 * removed) all the rest stands in the old mode, after it all the rest is brought over, and a vault that was stopped in between
 * does that when it opens next. At every moment one mode is complete.
 */

/** The same item for another key: its head says what it said, with a nonce of its own. */
function reprint({ head }: Item, text: string, dataKey: DataKey | undefined): Promise<string> {
  const { magic: _magic, nonce: _nonce, ...said } = head;
  return printItem(said, text, dataKey?.key);
}

/** Brings snapshots and what was put aside over to `to`, each in its place. What is unreadable is put aside. */
async function bringOver(storage: Storage, from: DataKey | undefined, to: DataKey | undefined): Promise<void> {
  const keys = (await vaultKeys(storage)).filter((key) => snapshotLabel(key) !== undefined || asideNumber(key) !== undefined);
  for (const key of keys) {
    const stored = (await storage.get([key]))[key];
    const read = await readItem(stored);
    if (read.ok && isSealed(read.value) === (to !== undefined)) continue;
    const text = read.ok ? await openItem(read.value, from?.key) : undefined;
    if (read.ok && text !== undefined) await put(storage, key, await reprint(read.value, text, to));
    else if (asideNumber(key) === undefined || to) await moveAside(storage, [{ key, stored }], to);
  }
}

/** True where this is whole, and of the other mode. */
async function isLeftover({ storage, key }: Ledger, name: string): Promise<boolean> {
  const read = await readItem((await storage.get([name]))[name]);
  return read.ok && isSealed(read.value) !== (key !== undefined);
}

/**
 * Leaves nothing of the other mode behind. The slot comes last: as long as it is there, whoever opens the vault sees that this was
 * not finished. Encrypted snapshots in a plain vault are nobody's: what could be read was brought over before the lock went.
 */
export async function level(ledger: Ledger): Promise<void> {
  if (!ledger.uneven) return;
  const { storage, key } = ledger;
  await checkWriter(ledger);
  if (key) await bringOver(storage, undefined, key);
  for (const name of await vaultKeys(storage)) if (entryPosition(name) && (await isLeftover(ledger, name))) await drop(storage, [name]);
  if (await isLeftover(ledger, baseKey(freeSlot(ledger)))) await compact(ledger);
  ledger.uneven = false;
}

/**
 * `write` is the one write that decides. Where it fails nobody knows which mode storage is in: the presence of the lock then closes
 * the vault with its next change, or does not.
 */
async function turnTo(ledger: Ledger, dataKey: DataKey | undefined, prepare: () => Promise<void>, write: () => Promise<void>): Promise<void> {
  ledger.uneven = true;
  const base = await writeBase(ledger, dataKey);
  await prepare();
  await checkWriter(ledger);
  await write();
  ledger.key = dataKey;
  ledger.base = base;
  ledger.journal = { entries: 0, size: 0 };
}

/** Locks a plain vault. It is in force when this returns; `level` and `copyLock` finish it. */
export async function lockVault(ledger: Ledger, passphrase: string, derive: Derive): Promise<void> {
  const dataKey = await newDataKey();
  const lock = await printLock(passphrase, dataKey, 1, derive);
  await turnTo(
    ledger,
    dataKey,
    async () => undefined,
    () => put(ledger.storage, lockKey('a'), lock),
  );
}

/** Makes a locked vault plain. It is so when this returns; `level` finishes it. */
export async function unlockForGood(ledger: Ledger): Promise<void> {
  const { storage, key } = ledger;
  await turnTo(
    ledger,
    undefined,
    () => bringOver(storage, key, undefined),
    () => drop(storage, lockKeys),
  );
}

/** Both copies of the lock, as the newest whole one. */
export async function copyLock({ storage }: Ledger): Promise<void> {
  const [newest] = (await readLock(storage)).copies;
  if (newest) await writeLock(storage, newest.text);
}

/** Wraps the data key anew: nothing else changes. */
export async function rewrapLock(ledger: Ledger, passphrase: string, derive: Derive): Promise<void> {
  if (!ledger.key) throw new Error('A plain vault has no passphrase to change.');
  const [newest] = (await readLock(ledger.storage)).copies;
  const lock = await printLock(passphrase, ledger.key, (newest?.head.turn ?? 0) + 1, derive);
  await checkWriter(ledger);
  await writeLock(ledger.storage, lock);
}
