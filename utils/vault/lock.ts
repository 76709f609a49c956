import { fromBase64, toBase64 } from './base64.ts';
import type { DataKey, Derive } from './cipher.ts';
import { importDataKey, newDerivation } from './cipher.ts';
import type { HeadOf, Item } from './item.ts';
import { openItem, printItem, readItem } from './item.ts';
import { lockKeys } from './keys.ts';
import type { Storage } from './storage.ts';
import { put } from './storage.ts';

/** One of the two copies of the lock. They differ only while a passphrase is being changed. */
type LockCopy = { text: string; item: Item; head: HeadOf<'lock'> };

/** The copies that are whole, newest first. `present`: how many keys hold anything at all. */
export type Lock = { present: number; newer: boolean; copies: readonly LockCopy[] };

export async function readLock(storage: Storage): Promise<Lock> {
  const stored = await storage.get(lockKeys);
  const texts = lockKeys.map((key) => stored[key]).filter((text) => text !== undefined && text !== null);
  const read = await Promise.all(texts.map(async (text) => ({ text, result: await readItem(text) })));
  const copies = read.flatMap(({ text, result }): LockCopy[] => {
    if (!result.ok || typeof text !== 'string' || result.value.head.kind !== 'lock') return [];
    return [{ text, item: result.value, head: result.value.head }];
  });
  return {
    present: texts.length,
    newer: read.some(({ result }) => !result.ok && result.code === 'newer'),
    copies: copies.sort((a, b) => b.head.turn - a.head.turn),
  };
}

/** Wraps the data key with the passphrase's: another passphrase is another wrap of the same key. */
export async function printLock(passphrase: string, dataKey: DataKey, turn: number, derive: Derive): Promise<string> {
  const derivation = newDerivation();
  return printItem({ kind: 'lock', turn, keyId: dataKey.id, derivation }, toBase64(dataKey.raw), await derive(passphrase, derivation));
}

async function unwrap({ item, head }: LockCopy, passphrase: string, derive: Derive): Promise<DataKey | undefined> {
  const wrapped = await openItem(item, await derive(passphrase, head.derivation));
  const raw = wrapped === undefined ? undefined : fromBase64(wrapped);
  const dataKey = raw && (await importDataKey(raw));
  return dataKey?.id === head.keyId ? dataKey : undefined;
}

/**
 * The data key and the copy that gave it; undefined when the passphrase fits neither. Of a change that was cut off both
 * passphrases fit: the person may think of either as theirs.
 */
export async function openLock({ copies }: Lock, passphrase: string, derive: Derive): Promise<{ dataKey: DataKey; text: string } | undefined> {
  const different = copies.filter(({ text }, index) => copies.findIndex((other) => other.text === text) === index);
  for (const copy of different) {
    const dataKey = await unwrap(copy, passphrase, derive);
    if (dataKey) return { dataKey, text: copy.text };
  }
  return undefined;
}

/** Makes both copies this one. */
export async function writeLock(storage: Storage, text: string): Promise<void> {
  const stored = await storage.get(lockKeys);
  for (const key of lockKeys) if (stored[key] !== text) await put(storage, key, text);
}
