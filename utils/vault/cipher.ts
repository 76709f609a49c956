import * as z from 'zod/mini';
import { fingerprintOf } from '../fingerprint.ts';
import type { Bytes } from './base64.ts';
import { fromBase64, toBase64 } from './base64.ts';

z.config({ jitless: true });

/** Rounds of PBKDF2: what OWASP asks for SHA-256. More is accepted up to what would look like a hang (about 3 s a million on a slow machine). */
const leastIterations = 600_000;
const mostIterations = 5_000_000;

/** Bytes. */
const saltLength = 16;
const nonceLength = 12;
const keyLength = 32;

/** How a key comes from a passphrase: stated in the header that it protects. `salt` in base64. */
export const Derivation = z.object({
  name: z.literal('PBKDF2-SHA-256'),
  iterations: z.int().check(z.minimum(leastIterations), z.maximum(mostIterations)),
  salt: z.string().check(z.regex(/^[A-Za-z0-9+/]{22}==$/)),
});
export type Derivation = z.infer<typeof Derivation>;

export type Derive = (passphrase: string, derivation: Derivation) => Promise<CryptoKey>;

export function newDerivation(): Derivation {
  return { name: 'PBKDF2-SHA-256', iterations: leastIterations, salt: toBase64(crypto.getRandomValues(new Uint8Array(saltLength))) };
}

const utf8 = new TextEncoder();
const readUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The AES-GCM-256 key that a passphrase gives. Keyboards compose accents differently: NFC makes them the same. */
export const deriveKey: Derive = async (passphrase, { iterations, salt }) => {
  const material = await crypto.subtle.importKey('raw', utf8.encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt) ?? new Uint8Array(), iterations };
  return crypto.subtle.deriveKey(parameters, material, { name: 'AES-GCM', length: keyLength * 8 }, false, ['encrypt', 'decrypt']);
};

/** What the records are encrypted with. The raw bytes are for wrapping, and for storage.session while the vault is unlocked. */
export type DataKey = { key: CryptoKey; raw: Bytes; id: string };

/** Undefined where the bytes are no such key. */
export async function importDataKey(raw: Uint8Array): Promise<DataKey | undefined> {
  if (raw.length !== keyLength) return undefined;
  const own = raw.slice();
  const key = await crypto.subtle.importKey('raw', own, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, raw: own, id: (await fingerprintOf(own)).slice(0, 32) };
}

export async function newDataKey(): Promise<DataKey> {
  const made = await importDataKey(crypto.getRandomValues(new Uint8Array(keyLength)));
  if (!made) throw new Error('A key of the right length was refused.');
  return made;
}

/**
 * A fresh one for each write, in base64. 96 random bits: under one key 2^32 writes keep the chance that two are ever alike under
 * 2^-32 (NIST SP 800-38D, 8.3); that is a save a second for 136 years.
 */
export function newNonce(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(nonceLength)));
}

/** AES-GCM in base64; `head` is authenticated with it. */
export async function encrypt(key: CryptoKey, nonce: string, head: string, text: string): Promise<string> {
  const parameters = { name: 'AES-GCM', iv: fromBase64(nonce) ?? new Uint8Array(), additionalData: utf8.encode(head) };
  return toBase64(new Uint8Array(await crypto.subtle.encrypt(parameters, key, utf8.encode(text))));
}

/** What WebCrypto throws where key, nonce, additional data and cipher text do not belong together. */
export const isMismatch = (error: unknown) => error instanceof Error && error.name === 'OperationError';

/** Undefined where key, nonce, head and cipher text do not belong together. */
export async function decrypt(key: CryptoKey, nonce: string, head: string, body: string): Promise<string | undefined> {
  const iv = fromBase64(nonce);
  const sealed = fromBase64(body);
  if (iv?.length !== nonceLength || !sealed) return undefined;
  try {
    const parameters = { name: 'AES-GCM', iv, additionalData: utf8.encode(head) };
    return readUtf8.decode(await crypto.subtle.decrypt(parameters, key, sealed));
  } catch (error) {
    if (isMismatch(error)) return undefined;
    throw error;
  }
}

/** SHA-256 of a text, hex. */
export function checksum(text: string): Promise<string> {
  return fingerprintOf(utf8.encode(text));
}
