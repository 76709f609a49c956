import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/**
 * Where the vault keeps its items: storage.local, or a map in the tests. One key's value is written whole or not at all; of
 * several keys some may be written and others not. Calls take effect in the order in which they were made.
 */
export type Storage = {
  get(keys: readonly string[]): Promise<Record<string, unknown>>;
  set(records: Record<string, unknown>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<readonly string[]>;
};

/**
 * `vaultFull`: no room left. `vaultStorageFailed`: the browser's storage refused, $1 says why. `vaultNotWritten`: it said that it
 * wrote, but what it gives back is something else. `vaultClosed`: this vault was opened elsewhere since, and must be opened anew.
 */
export type StorageFailure = 'vaultFull' | 'vaultStorageFailed' | 'vaultNotWritten' | 'vaultClosed';

/** Carries a storage's failure from deep in a step to the vault's border, where `settle` makes a Result of it. */
export class StorageFault extends Error {
  readonly code: StorageFailure;

  constructor(code: StorageFailure, message: string) {
    super(message);
    this.name = 'StorageFault';
    this.code = code;
  }
}

function asFault(error: unknown): StorageFault {
  const { name = '', message = String(error) } = error instanceof Error ? error : {};
  // Chrome says "QUOTA_BYTES quota exceeded", Firefox throws a QuotaExceededError, both say no more than that when the disk is full.
  return new StorageFault(/quota|no space|disk.*full/i.test(`${name} ${message}`) ? 'vaultFull' : 'vaultStorageFailed', message);
}

/** A call of the browser's storage, whose rejection is a StorageFault. */
export async function faulty<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw asFault(error);
  }
}

/** The same storage, whose rejections are all StorageFaults. */
export function withFaults(storage: Storage): Storage {
  return {
    get: (keys) => faulty(() => storage.get(keys)),
    set: (records) => faulty(() => storage.set(records)),
    remove: (keys) => faulty(() => storage.remove(keys)),
    keys: () => faulty(() => storage.keys()),
  };
}

/** The step's value, or the storage's failure. Bugs go on as they are. */
export async function settle<Value>(step: () => Promise<Value>): Promise<Result<Value, StorageFailure>> {
  try {
    return success(await step());
  } catch (error) {
    if (error instanceof StorageFault) return failure(error.code, error.message);
    throw error;
  }
}

/** Removes, and sees that they are gone. */
export async function drop(storage: Storage, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await storage.remove(keys);
  const [left] = Object.keys(await storage.get(keys));
  if (left !== undefined) throw new StorageFault('vaultNotWritten', left);
}

/** Writes and reads back: only what storage gives back is written. */
export async function put(storage: Storage, key: string, text: string): Promise<void> {
  await storage.set({ [key]: text });
  if ((await storage.get([key]))[key] !== text) throw new StorageFault('vaultNotWritten', key);
}
