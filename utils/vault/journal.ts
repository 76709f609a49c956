import { printItem } from './item.ts';
import type { Position } from './keys.ts';
import { entryKey } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { judgeMarks, markKeys } from './ledger.ts';
import type { Edits } from './records.ts';
import { applyEdits, printEdits } from './records.ts';
import { StorageFault } from './storage.ts';

/** How far the journal may grow before it goes into a base: entries, and characters in them. */
const mostEntries = 200;
const mostSize = 250_000;

export const isLong = ({ journal }: Ledger) => journal.entries >= mostEntries || journal.size >= mostSize;

/**
 * Writes one change as one entry. When it returns, the change stands in storage, this writer still held the vault after it stood
 * there, and `records` has it. A failed entry's position is used again, so that what half succeeded is overwritten.
 */
export async function append(ledger: Ledger, edits: Edits): Promise<void> {
  if (edits.set.size === 0 && edits.remove.length === 0) return;
  const { storage, epoch, writer, last, base } = ledger;
  if (ledger.closed) throw ledger.closed;
  const at: Position = { epoch, number: last.epoch === epoch ? last.number + 1 : 1 };
  const key = entryKey(at, writer);
  const text = printEdits(edits);
  const item = await printItem({ kind: 'entry', generation: base.generation, at, after: last, writer }, text, ledger.key?.key);
  await storage.set({ [key]: item });
  const stored = await storage.get([key, ...markKeys]);
  if (stored[key] !== item) throw new StorageFault('vaultNotWritten', key);
  judgeMarks(ledger, stored);
  applyEdits(ledger.records, edits);
  ledger.last = at;
  ledger.journal = { entries: ledger.journal.entries + 1, size: ledger.journal.size + text.length };
}
