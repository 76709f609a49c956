import type { Derive } from '../../utils/vault/cipher.ts';
import { checksum } from '../../utils/vault/cipher.ts';
import { fromBase64, toBase64 } from '../../utils/vault/base64.ts';
import type { OpenedVault } from '../../utils/vault/open.ts';
import { openVault } from '../../utils/vault/open.ts';
import type { Result } from '../../utils/result.ts';
import type { Storage } from '../../utils/vault/storage.ts';
import type { Vault } from '../../utils/vault/vault.ts';

/** What outlives a killed background. */
export type Disk = Map<string, unknown>;

/** One key written or removed: the smallest thing that storage does. */
export type Step = { kind: 'set' | 'remove'; key: string };

/** What becomes of a step: done, refused, or said to be done but lost; `kill`: neither this one nor any after it happens. */
export type Fate = 'done' | 'refused' | 'lost' | 'kill';

class Killed extends Error {}

/** A storage over a disk, whose steps meet the fate that `fate` gives them. */
export function storageOn(disk: Disk, fate: (step: Step, number: number) => Fate = () => 'done'): Storage & { readonly steps: number } {
  let steps = 0;
  let dead = false;
  const take = (kind: Step['kind'], key: string, doIt: () => void) => {
    if (dead) throw new Killed();
    const outcome = fate({ kind, key }, steps);
    steps += 1;
    if (outcome === 'kill') {
      dead = true;
      throw new Killed();
    }
    if (outcome === 'refused') throw new Error('QUOTA_BYTES quota exceeded');
    if (outcome === 'done') doIt();
  };
  const alive = async () => {
    await Promise.resolve();
    if (dead) throw new Killed();
  };
  return {
    async get(keys) {
      await alive();
      return structuredClone(Object.fromEntries(keys.filter((key) => disk.has(key)).map((key) => [key, disk.get(key)])));
    },
    async set(records) {
      await alive();
      for (const [key, value] of Object.entries(records)) take('set', key, () => disk.set(key, structuredClone(value)));
    },
    async remove(keys) {
      await alive();
      for (const key of keys) if (disk.has(key)) take('remove', key, () => disk.delete(key));
    },
    async keys() {
      await alive();
      return [...disk.keys()];
    },
    get steps() {
      return steps;
    },
  };
}

/** The key of a passphrase without the 600,000 rounds; the real derivation has tests of its own. */
export const quickly: Derive = async (passphrase, { salt }) => {
  const bytes = (await checksum(`${salt} ${passphrase.normalize('NFC')}`)).match(/../g) ?? [];
  const raw = Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16));
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
};

export async function opened(storage: Storage, key?: Uint8Array): Promise<Result<OpenedVault, string>> {
  return openVault(storage, { key, derive: quickly });
}

/** Opens what must open; `secret` is a passphrase or a raw key. */
export async function entered(storage: Storage, secret?: string | Uint8Array): Promise<Vault> {
  const result = await opened(storage, typeof secret === 'string' ? undefined : secret);
  if (!result.ok) throw new Error(`${result.code}: ${result.values.join()}`);
  if (!result.value.locked) return result.value.vault;
  if (typeof secret !== 'string') throw new Error('locked');
  const unlocked = await result.value.unlock(secret);
  if (!unlocked.ok) throw new Error(`${unlocked.code}: ${unlocked.values.join()}`);
  return unlocked.value;
}

export const contents = (vault: Vault) => Object.fromEntries([...vault.records].sort(([a], [b]) => (a < b ? -1 : 1)));

export function school(id: string, name = `School ${id}`) {
  return {
    id,
    name,
    institutionNumbers: [id.padStart(6, '0')],
    director: { name: 'Łucja Ça', email: 'directie@school.example' },
    accessGroups: ['GO 1'],
    username: 'An.B',
  };
}

/** The same character with one bit turned. */
export function flipAt(text: string, index: number, bit: number): string {
  return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);
}

/** A text of the vault with another head or body, and the checksum that belongs to it: what a forger would write. */
export async function forge(text: string, change: { head?: (head: Record<string, unknown>) => void; body?: (body: string) => string }): Promise<string> {
  const [head = '', , ...rest] = text.split('\n');
  const given: Record<string, unknown> = JSON.parse(head);
  change.head?.(given);
  const forgedHead = JSON.stringify(given);
  const forgedBody = change.body?.(rest.join('\n')) ?? rest.join('\n');
  return `${forgedHead}\n${await checksum(`${forgedHead}\n${forgedBody}`)}\n${forgedBody}`;
}

/** Cipher text with one bit turned, still base64. */
export function turnBit(body: string): string {
  const bytes = fromBase64(body) ?? new Uint8Array();
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return toBase64(bytes);
}
