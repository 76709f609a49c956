import { setAside } from './aside.ts';
import type { DataKey } from './cipher.ts';
import { printItem } from './item.ts';
import { baseKey, entryPosition, isAfter } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { checkWriter, freeSlot, vaultKeys } from './ledger.ts';
import { printRecords } from './records.ts';
import { drop, put } from './storage.ts';

/**
 * Writes all records as a new generation beside the one they came from, which stays readable. `dataKey` may be another than the
 * vault's: then the caller decides when the vault turns to it.
 */
export async function writeBase(ledger: Ledger, dataKey: DataKey | undefined): Promise<Ledger['base']> {
  await setAside(ledger);
  await checkWriter(ledger);
  const slot = freeSlot(ledger);
  const generation = ledger.highest + 1;
  const text = await printItem({ kind: 'base', generation, last: ledger.last }, printRecords(ledger.records), dataKey?.key);
  ledger.highest = generation;
  await put(ledger.storage, baseKey(slot), text);
  return { slot, generation, last: ledger.last };
}

/**
 * A new generation, with the journal in it. The entries that only the generation before the former needed are removed; those since
 * stay, so that the former and they are as good as the new one.
 */
export async function compact(ledger: Ledger): Promise<void> {
  const former = ledger.base;
  ledger.base = await writeBase(ledger, ledger.key);
  ledger.journal = { entries: 0, size: 0 };
  await checkWriter(ledger);
  const obsolete = (await vaultKeys(ledger.storage)).filter((key) => {
    const position = entryPosition(key);
    return position !== undefined && !isAfter(position, former.last);
  });
  await drop(ledger.storage, obsolete);
}
