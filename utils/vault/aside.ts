import { asideKey, asideNumber } from './keys.ts';
import type { Ledger, Unreadable } from './ledger.ts';
import { openAs, vaultKeys } from './ledger.ts';
import { parseJson } from './records.ts';
import { printItem } from './item.ts';
import type { DataKey } from './cipher.ts';
import type { Storage } from './storage.ts';
import { drop, put } from './storage.ts';

/** What was put aside, as it stood under its key. One that cannot be opened any more is given as it is itself. */
export async function listAside(storage: Storage, dataKey: DataKey | undefined): Promise<Unreadable[]> {
  const keys = (await vaultKeys(storage)).filter((key) => asideNumber(key) !== undefined);
  const stored = await storage.get(keys);
  return Promise.all(keys.map((key) => openAside(key, stored[key], dataKey)));
}

async function openAside(key: string, stored: unknown, dataKey: DataKey | undefined): Promise<Unreadable> {
  const opened = await openAs('aside', stored, dataKey);
  const content = typeof opened === 'string' ? undefined : parseJson(opened.text);
  const [was, text] = Array.isArray(content) ? content : [];
  return typeof was === 'string' ? { key: was, stored: text } : { key, stored };
}

/** Copies each to a key of its own, and only then takes it from where it stood. What stands there twice is copied once. */
export async function moveAside(storage: Storage, items: readonly Unreadable[], dataKey: DataKey | undefined): Promise<void> {
  if (items.length === 0) return;
  const numbers = (await vaultKeys(storage)).flatMap((key) => asideNumber(key) ?? []);
  let number = numbers.reduce((most, used) => Math.max(most, used), 0);
  const there = new Set((await listAside(storage, dataKey)).map(({ key, stored }) => JSON.stringify([key, stored])));
  for (const { key, stored } of items) {
    const text = JSON.stringify([key, stored]);
    if (there.has(text)) continue;
    number += 1;
    await put(storage, asideKey(number), await printItem({ kind: 'aside', number }, text, dataKey?.key));
  }
  await drop(
    storage,
    items.map(({ key }) => key),
  );
}

/** Makes room where something unreadable stands in the way. */
export async function setAside(ledger: Ledger): Promise<void> {
  await moveAside(ledger.storage, ledger.unreadable, ledger.key);
  ledger.unreadable = [];
}
