import { joinBytes } from '../bytes.ts';
import type { DataKey } from '../vault/cipher.ts';
import { importDataKey } from '../vault/cipher.ts';
import { seal, unseal } from '../vault/seal.ts';
import { hasLock, sessionKey } from './vault-key.ts';

/** A row of IndexedDB whose parts, but for its key and its time, only the vault's key opens. */
export type SealedRow = { sealed: Uint8Array };

type Row = Record<string, unknown>;

/** Bytes, little-endian: how long the JSON before the file's own bytes is. */
const lengthSize = 4;

/** The key of a vault with a passphrase; undefined where it has none. */
export async function fileKey(): Promise<DataKey | 'locked' | undefined> {
  const raw = await sessionKey();
  if (raw) return importDataKey(raw);
  return (await hasLock()) ? 'locked' : undefined;
}

export function isSealedRow(row: object): row is SealedRow {
  return 'sealed' in row && row.sealed instanceof Uint8Array;
}

/** The row's own key is part of the label, so that no row can stand in another's place. */
const labelOf = (store: string, row: Row) => `${store}:${String(row.id ?? row.fingerprint)}`;

/** `left`: the parts that stay readable, which the database needs to find the row. `bytes`, where there are any, go in as they are. */
export async function sealRow(key: DataKey, store: string, row: object, left: readonly string[]): Promise<SealedRow & { fingerprint: string; id: string }> {
  const parts = row as Row;
  const { bytes, ...rest } = parts;
  const json = new TextEncoder().encode(JSON.stringify(rest));
  const body = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  const length = new Uint8Array(lengthSize);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const readable = Object.fromEntries(left.map((name) => [name, parts[name]]));
  return { ...readable, sealed: await seal(key, joinBytes([length, json, body]), labelOf(store, parts)) } as SealedRow & { fingerprint: string; id: string };
}

/** Undefined where this key does not open it. */
export async function openRow(key: DataKey, store: string, row: SealedRow): Promise<object | undefined> {
  const packed = await unseal(key, row.sealed.slice(), labelOf(store, row as SealedRow & Row));
  if (!packed) return undefined;
  const length = new DataView(packed.buffer).getUint32(0, true);
  const rest: unknown = JSON.parse(new TextDecoder().decode(packed.subarray(lengthSize, lengthSize + length)));
  const bytes = packed.slice(lengthSize + length);
  return { ...(rest as object), ...(bytes.length > 0 ? { bytes } : {}) };
}
