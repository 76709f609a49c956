import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { context, der, integer, nothing, octets, oid, sequence, setOf } from '../../utils/certificate/der.ts';

/** P12 files that openssl does not make: parts in any order, other MACs, hostile numbers. */

const data = '1.2.840.113549.1.7.1';
const sha256 = '2.16.840.1.101.3.4.2.1';
const bagOids = {
  plain: '1.2.840.113549.1.12.10.1.1',
  shrouded: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  nested: '1.2.840.113549.1.12.10.1.6',
};

const bag = (kind: keyof typeof bagOids, value: Uint8Array) => sequence(oid(bagOids[kind]), context(0, value));

/** `key`: PKCS #8. */
export const plainKey = (key: Uint8Array) => bag('plain', key);
/** `encrypted`: EncryptedPrivateKeyInfo. */
export const shroudedKey = (encrypted: Uint8Array) => bag('shrouded', encrypted);
export const certificateBag = (certificate: Uint8Array) => bag('certificate', sequence(oid('1.2.840.113549.1.9.22.1'), context(0, octets(certificate))));
export const nestedBag = (...bags: Uint8Array[]) => bag('nested', sequence(...bags));
/** A list of revoked certificates, which nobody needs for signing. */
export const otherBag = () => sequence(oid('1.2.840.113549.1.12.10.1.4'), context(0, sequence(nothing)), setOf([]));

export type MakeMac = (signed: Uint8Array) => Uint8Array;

export const safeOf = (...bags: Uint8Array[]) => sequence(oid(data), context(0, octets(sequence(...bags))));

export function p12Of(safes: readonly Uint8Array[], mac?: MakeMac): Uint8Array {
  const signed = sequence(...safes);
  return sequence(integer(3), sequence(oid(data), context(0, octets(signed))), ...(mac ? [mac(signed)] : []));
}

/** PBES2 with so many rounds of PBKDF2 over bytes that are nothing. */
export function shroudedWithRounds(rounds: number): Uint8Array {
  const derivation = sequence(oid('1.2.840.113549.1.5.12'), sequence(octets(new Uint8Array(8)), whole(rounds), sequence(oid('1.2.840.113549.2.9'), nothing)));
  const cipher = sequence(oid('2.16.840.1.101.3.4.1.42'), octets(new Uint8Array(16)));
  return sequence(sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, cipher)), octets(new Uint8Array(64)));
}

const whole = (number: number) => integer(new Uint8Array([number >>> 24, (number >>> 16) & 0xff, (number >>> 8) & 0xff, number & 0xff]));
const salt = new Uint8Array(8).fill(7);

const macOf = (algorithm: Uint8Array, value: Uint8Array, rounds: number) => sequence(sequence(algorithm, octets(value)), octets(salt), whole(rounds));

/** The MAC of an empty password that is no bytes at all, after one round: the derivation is then one hash of purpose and salt. */
export const macOfNothing: MakeMac = (signed) => {
  const key = createHash('sha256').update(new Uint8Array(64).fill(3)).update(new Uint8Array(64).fill(7)).digest();
  return macOf(sequence(oid(sha256), nothing), createHmac('sha256', key).update(signed).digest(), 1);
};

export const macWithRounds =
  (rounds: number): MakeMac =>
  () =>
    macOf(sequence(oid(sha256), nothing), new Uint8Array(32), rounds);

export const macWithUnknownDigest: MakeMac = () => macOf(sequence(oid('1.2.840.113549.2.5'), nothing), new Uint8Array(16), 1);

/** PBMAC1 (RFC 9579) with PBKDF2 and HMAC, both with SHA-256. */
export const modernMac =
  (password: string): MakeMac =>
  (signed) => {
    const prf = sequence(oid('1.2.840.113549.2.9'), nothing);
    const parameters = sequence(sequence(oid('1.2.840.113549.1.5.12'), sequence(octets(salt), whole(2048), integer(32), prf)), prf);
    const key = pbkdf2Sync(password, salt, 2048, 32, 'sha256');
    return macOf(sequence(oid('1.2.840.113549.1.5.14'), parameters), createHmac('sha256', key).update(signed).digest(), 1);
  };

/**
 * The same values with indefinite lengths, and each OCTET STRING in pieces of so many bytes, as NSS and BouncyCastle write them. Values deeper than
 * `levels` stay as they are.
 */
export function indefinite(bytes: Uint8Array, piece = 100, levels = Number.POSITIVE_INFINITY): Uint8Array {
  if (levels === 0) return bytes;
  const [identifier = 0] = bytes;
  const { header, length } = lengthOf(bytes);
  const content = bytes.subarray(header, header + length);
  const end = new Uint8Array(2);
  if (identifier === 0x04) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < content.length; at += piece) pieces.push(octets(content.subarray(at, at + piece)));
    return new Uint8Array(Buffer.concat([new Uint8Array([0x24, 0x80]), ...pieces, end]));
  }
  if ((identifier & 0x20) === 0) return der(identifier, content);
  const inside: Uint8Array[] = [];
  for (let at = 0; at < content.length; ) {
    const rest = content.subarray(at);
    const child = lengthOf(rest);
    inside.push(indefinite(rest.subarray(0, child.header + child.length), piece, levels - 1));
    at += child.header + child.length;
  }
  return new Uint8Array(Buffer.concat([new Uint8Array([identifier, 0x80]), ...inside, end]));
}

function lengthOf(bytes: Uint8Array): { header: number; length: number } {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return { header: 2, length: first };
  const size = first & 0x7f;
  return { header: 2 + size, length: bytes.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0) };
}
