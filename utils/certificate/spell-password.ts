import type { Bytes } from './der.ts';

/** A password as bytes: `bmp` for the key derivation of PKCS #12, `plain` for PBKDF2. */
export type Spelling = { bmp: Bytes; plain: Bytes };

const utf8 = new TextEncoder();

/**
 * The ways in which programs turn a password into bytes, the right one (RFC 7292, B.1; RFC 8018) first. An empty password is two zero bytes or none at
 * all; OpenSSL up to 1.0 took the bytes of UTF-8 for characters; and keyboards compose accents differently.
 */
export function spellPassword(password: string): Spelling[] {
  const spellings = [spell(password, toBmp(password))];
  if (password === '') spellings.push(spell(password, new Uint8Array()));
  const composed = password.normalize('NFC');
  if (composed !== password) spellings.push(spell(composed, toBmp(composed)));
  const bytewise = Array.from(utf8.encode(password), (byte) => String.fromCharCode(byte)).join('');
  if (bytewise !== password) spellings.push(spell(password, toBmp(bytewise)));
  return spellings;
}

const spell = (password: string, bmp: Bytes): Spelling => ({ plain: utf8.encode(password).slice(), bmp });

/** UTF-16, the higher byte first, with two zero bytes at the end. */
function toBmp(text: string): Bytes {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return Uint8Array.from([...units, 0].flatMap((unit) => [unit >> 8, unit & 0xff]));
}
