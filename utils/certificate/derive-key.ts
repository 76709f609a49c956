import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { Digest } from './algorithms.ts';
import { joinBytes } from '../bytes.ts';
import type { Bytes } from './der.ts';

/** WebCrypto's digest is asked for one at a time, asynchronously: thousands of rounds of it take seconds where these take milliseconds. */
const hashes = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };

/** What the derived bytes are for (RFC 7292, B.3). */
export const purposeBytes = { key: 1, vector: 2, mac: 3 };

/** Bytes. */
export const hashLength = (digest: Digest): number => hashes[digest].outputLen;

/** The key derivation of PKCS #12 (RFC 7292, B.2). `password`: the BMPString of the password, with its two zero bytes. `length` in bytes. */
export function deriveBytes(digest: Digest, password: Bytes, salt: Bytes, purpose: number, iterations: number, length: number): Bytes {
  const hash = hashes[digest];
  const block = hash.blockLen;
  const diversifier = new Uint8Array(block).fill(purpose);
  const blocks = joinBytes([repeatTo(salt, block), repeatTo(password, block)]);
  const derived: Uint8Array[] = [];
  for (let made = 0; made < length; made += hash.outputLen) {
    let round = hash(joinBytes([diversifier, blocks]));
    for (let at = 1; at < iterations; at++) round = hash(round);
    derived.push(round);
    const increment = repeat(round, block);
    for (let at = 0; at < blocks.length; at += block) addOne(blocks.subarray(at, at + block), increment);
  }
  return joinBytes(derived).slice(0, length);
}

/** The bytes again and again, up to whole blocks; none stay none. */
const repeatTo = (bytes: Bytes, block: number): Bytes => repeat(bytes, bytes.length === 0 ? 0 : Math.ceil(bytes.length / block) * block);

const repeat = (bytes: Uint8Array, length: number): Bytes => Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length] ?? 0);

/** target + increment + 1, as big-endian numbers of the target's size. */
function addOne(target: Bytes, increment: Bytes): void {
  let carry = 1;
  for (let at = target.length - 1; at >= 0; at--) {
    const sum = (target[at] ?? 0) + (increment[at] ?? 0) + carry;
    target[at] = sum & 0xff;
    carry = sum >> 8;
  }
}
