/** Every key under which the vault keeps something in its storage. */

const prefix = 'vault:';

export const isVaultKey = (key: string) => key.startsWith(prefix);

/** The base of the records is written to the two slots in turn. */
export type Slot = 'a' | 'b';
export const slots = ['a', 'b'] as const;

export const baseKey = (slot: Slot) => `${prefix}base:${slot}`;

/** Two equal copies, because without the wrapped key nothing can be read; present as long as there is a passphrase. */
export const lockKey = (slot: Slot) => `${prefix}lock:${slot}`;
export const lockKeys: readonly string[] = slots.map(lockKey);

/** Which writer the vault belongs to: whoever opened it last. */
export const writerKey = `${prefix}writer`;

/** Where an entry stands in the order of changes. Each writer has an epoch of its own, above those before it. */
export type Position = { epoch: number; number: number };

export const origin: Position = { epoch: 0, number: 0 };

/** Negative where `a` comes first. */
export const byPosition = (a: Position, b: Position) => a.epoch - b.epoch || a.number - b.number;
export const isAfter = (a: Position, b: Position) => byPosition(a, b) > 0;

export const entryKey = ({ epoch, number }: Position, writer: string) => `${prefix}entry:${epoch}:${number}:${writer}`;
export const snapshotKey = (number: number, date: string) => `${prefix}snapshot:${number}:${date}`;
export const asideKey = (number: number) => `${prefix}aside:${number}`;

const entryPattern = /^vault:entry:(\d{1,15}):(\d{1,15}):[\w-]+$/;
const snapshotPattern = /^vault:snapshot:(\d{1,15}):(\d{4}-\d\d-\d\d)$/;
const asidePattern = /^vault:aside:(\d{1,15})$/;

/** The position that the key of an entry names; undefined for other keys. */
export function entryPosition(key: string): Position | undefined {
  const [, epoch, number] = entryPattern.exec(key) ?? [];
  return epoch === undefined || number === undefined ? undefined : { epoch: Number(epoch), number: Number(number) };
}

/** A snapshot as its key names it: `number` is its order, `date` (yyyy-mm-dd) only what the clock said. */
export type SnapshotLabel = { number: number; date: string };

export function snapshotLabel(key: string): SnapshotLabel | undefined {
  const [, number, date] = snapshotPattern.exec(key) ?? [];
  return number === undefined || date === undefined ? undefined : { number: Number(number), date };
}

export function asideNumber(key: string): number | undefined {
  const [, number] = asidePattern.exec(key) ?? [];
  return number === undefined ? undefined : Number(number);
}
