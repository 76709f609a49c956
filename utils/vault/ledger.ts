import type { Result } from '../result.ts';
import type { DataKey } from './cipher.ts';
import type { HeadOf, Item, ItemFailure, Kind } from './item.ts';
import { isSealed, openItem, readItem } from './item.ts';
import type { Position, Slot } from './keys.ts';
import { isVaultKey, lockKeys, slots, writerKey } from './keys.ts';
import type { Storage } from './storage.ts';
import { StorageFault } from './storage.ts';

/** What stands in storage and cannot be read: it is kept until the person throws it away. */
export type Unreadable = { key: string; stored: unknown };

/** An open vault: its records, and where it stands in its storage. Whoever takes a step brings it up to date. */
export type Ledger = {
  readonly storage: Storage;
  readonly writer: string;
  readonly epoch: number;
  /** Absent: the vault is plain. */
  key: DataKey | undefined;
  readonly records: Map<string, unknown>;
  /** The last change in `records`. */
  last: Position;
  /** What `records` was read from, or written to since; without a slot it was a snapshot. */
  base: { slot: Slot | undefined; generation: number; last: Position };
  /** The highest generation that was seen, also of what is no use. */
  highest: number;
  /** What came after the base: entries, and characters in them. */
  journal: { entries: number; size: number };
  /** Set aside with the next writing of a base. */
  unreadable: Unreadable[];
  /** Something of the other mode, plain or locked, is still there. */
  uneven: boolean;
  /** Why nothing can be written, from the start or since storage may no longer be what this says. */
  closed: StorageFault | undefined;
};

export const writerMark = (epoch: number, writer: string) => `${epoch}:${writer}`;

/**
 * Throws `vaultClosed` where another writer has opened the vault since, or has locked it or made it plain: `marks` is what storage
 * gives for `markKeys`.
 */
export function judgeMarks({ key, epoch, writer, closed }: Ledger, marks: Record<string, unknown>): void {
  if (closed) throw closed;
  const locked = lockKeys.some((name) => name in marks);
  if (marks[writerKey] !== writerMark(epoch, writer) || locked !== (key !== undefined)) throw new StorageFault('vaultClosed', writer);
}

export const markKeys: readonly string[] = [writerKey, ...lockKeys];

export async function checkWriter(ledger: Ledger): Promise<void> {
  judgeMarks(ledger, await ledger.storage.get(markKeys));
}

export async function vaultKeys(storage: Storage): Promise<string[]> {
  return (await storage.keys()).filter(isVaultKey);
}

/** The slot that the next base goes into. */
export function freeSlot({ base }: Ledger): Slot {
  return slots.find((slot) => slot !== base.slot) ?? 'a';
}

/**
 * An item of this kind with its text. `otherMode`: whole, but plain in a vault with a passphrase, or encrypted in one without:
 * something that a move between the two left behind.
 */
export async function openAs<Name extends Kind>(kind: Name, stored: unknown, dataKey: DataKey | undefined): Promise<Opened<Name>> {
  return openRead(kind, await readItem(stored), dataKey);
}

type Opened<Name extends Kind> = { head: HeadOf<Name>; text: string } | 'damaged' | 'otherMode';

export async function openRead<Name extends Kind>(kind: Name, read: Result<Item, ItemFailure>, dataKey: DataKey | undefined): Promise<Opened<Name>> {
  if (!read.ok || read.value.head.kind !== kind) return 'damaged';
  if (isSealed(read.value) !== (dataKey !== undefined)) return 'otherMode';
  const text = await openItem(read.value, dataKey?.key);
  return text === undefined ? 'damaged' : { head: read.value.head as HeadOf<Name>, text };
}
