import { joinBytes } from '../bytes.ts';
import type { Bytes } from './base64.ts';
import type { DataKey } from './cipher.ts';
import { isMismatch } from './cipher.ts';

/** Bytes. */
const nonceLength = 12;

const parametersFor = (nonce: Bytes, label: string) => ({ name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(label) });

/** A file under the vault's key: nonce, then AES-GCM. It opens under the same `label` only, so that no file stands for another. */
export async function seal({ key }: DataKey, bytes: Bytes, label: string): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parametersFor(nonce, label), key, bytes));
  return joinBytes([nonce, sealed]);
}

/** Undefined where key, label and bytes do not belong together. */
export async function unseal({ key }: DataKey, sealed: Bytes, label: string): Promise<Bytes | undefined> {
  try {
    const opened = await crypto.subtle.decrypt(parametersFor(sealed.slice(0, nonceLength), label), key, sealed.slice(nonceLength));
    return new Uint8Array(opened);
  } catch (error) {
    if (isMismatch(error)) return undefined;
    throw error;
  }
}
