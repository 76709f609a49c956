import { hexOf } from './bytes.ts';

/** A file's name in storage: SHA-256 of its bytes, as FormMap.fingerprint has it. */
export async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice());
  return hexOf(new Uint8Array(digest));
}
