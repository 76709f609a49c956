import { moveAside } from './aside.ts';
import { printItem, readItem } from './item.ts';
import type { SnapshotLabel } from './keys.ts';
import { byPosition, snapshotKey, snapshotLabel } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { checkWriter, openAs, vaultKeys } from './ledger.ts';
import { walk } from './migrations/walk.ts';
import type { Records } from './records.ts';
import { parseRecords, printRecords } from './records.ts';
import type { Storage } from './storage.ts';
import { drop, put } from './storage.ts';

const keep = 5;

/** Newest first, by their order and not by their dates. */
export async function listSnapshots(storage: Storage): Promise<SnapshotLabel[]> {
  const labels = (await vaultKeys(storage)).flatMap((key) => snapshotLabel(key) ?? []);
  return labels.sort((a, b) => b.number - a.number);
}

/** The records as they were; undefined where the snapshot is gone or unreadable. */
export async function readSnapshot({ storage, key }: Ledger, { number, date }: SnapshotLabel): Promise<Records | undefined> {
  const name = snapshotKey(number, date);
  const opened = await openAs('snapshot', (await storage.get([name]))[name], key);
  const records = typeof opened === 'string' || opened.head.number !== number ? undefined : parseRecords(opened.text);
  return records && typeof opened !== 'string' ? walk(records, opened.head.version) : undefined;
}

/** Whether the snapshot holds what the records are now. */
async function isUpToDate({ storage, last }: Ledger, { number, date }: SnapshotLabel): Promise<boolean> {
  const key = snapshotKey(number, date);
  const read = await readItem((await storage.get([key]))[key]);
  return read.ok && read.value.head.kind === 'snapshot' && byPosition(read.value.head.last, last) === 0;
}

/** Keeps the records under today's date (yyyy-mm-dd), once a day and when they changed, and lets the oldest beyond the fifth go. */
export async function takeSnapshot(ledger: Ledger, today: string): Promise<void> {
  const { storage, key, base, last, records } = ledger;
  const before = await listSnapshots(storage);
  const [newest] = before;
  if (before.some(({ date }) => date === today) || (newest && (await isUpToDate(ledger, newest)))) return;
  await checkWriter(ledger);
  const number = (newest?.number ?? 0) + 1;
  const text = await printItem({ kind: 'snapshot', number, date: today, generation: base.generation, last }, printRecords(records), key?.key);
  await put(storage, snapshotKey(number, today), text);
  for (const oldest of before.slice(keep - 1)) await dropSnapshot(ledger, oldest);
}

/** One that is unreadable may still hold something that somebody can read. */
async function dropSnapshot(ledger: Ledger, label: SnapshotLabel): Promise<void> {
  const key = snapshotKey(label.number, label.date);
  if (await readSnapshot(ledger, label)) await drop(ledger.storage, [key]);
  else await moveAside(ledger.storage, [{ key, stored: (await ledger.storage.get([key]))[key] }], ledger.key);
}
