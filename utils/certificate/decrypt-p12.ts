import des from 'node-forge/lib/des.js';
import rc2 from 'node-forge/lib/rc2.js';
import util, { type Decipher } from 'node-forge/lib/util.js';
import { failure, success, type Result } from '../result.ts';
import { digests, type Digest } from './algorithms.ts';
import { deriveBytes, hashLength, purposeBytes } from './derive-key.ts';
import { sameBytes } from '../bytes.ts';
import { parts, readCount, readOctets, readOid, tags, type Bytes, type Item } from './der.ts';
import type { Mac } from './read-p12.ts';
import type { Spelling } from './spell-password.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * Rounds of key derivation that one file may still ask for, all its parts together. A file states its own number of rounds, up to 2^31: without a
 * limit, opening it would take hours. Programs ask for 1 to 600 000. `web` counts PBKDF2 in WebCrypto, `own` the derivation of PKCS #12 here.
 */
export type Budget = { web: number; own: number };

export const newBudget = (): Budget => ({ web: 4_000_000, own: 2_000_000 });

function spend(budget: Budget, kind: keyof Budget, rounds: number): boolean {
  budget[kind] -= rounds;
  return budget[kind] >= 0;
}

/** p12Password: what comes out is nothing that was ever encrypted. */
export type DecryptFailure = 'p12Password' | 'p12TooCostly' | 'p12CipherUnsupported';

type Decrypted = Result<Bytes, DecryptFailure>;

type OldCipher = { keyLength: number; decipher: (key: string) => Decipher };

/** PBE of PKCS #12 with SHA-1 (RFC 7292, appendix C), as Windows and OpenSSL 1 use them. Its RC4 is not read: nobody made such files. */
const oldCiphers: Readonly<Record<string, OldCipher>> = {
  '1.2.840.113549.1.12.1.3': { keyLength: 24, decipher: (key) => des.createDecryptionCipher(key) },
  '1.2.840.113549.1.12.1.4': { keyLength: 16, decipher: (key) => des.createDecryptionCipher(key + key.slice(0, 8)) },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, decipher: (key) => rc2.createDecryptionCipher(key, 128) },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, decipher: (key) => rc2.createDecryptionCipher(key, 40) },
};

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const pbmac1 = '1.2.840.113549.1.5.14';

const aesKeyLengths: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.2': 16,
  '2.16.840.1.101.3.4.1.22': 24,
  '2.16.840.1.101.3.4.1.42': 32,
};
const tripleDesCbc = '1.2.840.113549.3.7';

const hmacs: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};

/** What the password opens: a DER or BER value. Throws Malformed where the algorithm's parameters cannot be read. */
export async function decrypt(algorithm: Item, content: Bytes, spelling: Spelling, budget: Budget): Promise<Decrypted> {
  const [identifier, parameters] = parts(algorithm);
  const named = readOid(identifier);
  const old = oldCiphers[named];
  const opened = old
    ? decryptOld(old, parameters, content, spelling, budget)
    : named === pbes2
      ? await decryptModern(parameters, content, spelling, budget)
      : undefined;
  if (!opened) return failure('p12CipherUnsupported');
  return opened.ok && !looksWhole(opened.value) ? failure('p12Password') : opened;
}

/** Whether a SEQUENCE fills the bytes. A wrong key gets past the padding once in 256 times, past this as good as never. */
function looksWhole(bytes: Bytes): boolean {
  const [tag, first = 0] = bytes;
  if (tag !== 0x30) return false;
  if (first <= 0x80) return first === 0x80 || first === bytes.length - 2;
  const content = 2 + (first & 0x7f);
  return bytes.subarray(2, content).reduce((sum, byte) => sum * 256 + byte, 0) === bytes.length - content;
}

function decryptOld({ keyLength, decipher }: OldCipher, parameters: Item | undefined, content: Bytes, { bmp }: Spelling, budget: Budget): Decrypted {
  const [saltItem, rounds] = parts(parameters);
  const salt = readOctets(saltItem);
  const iterations = readCount(rounds);
  const hashings = Math.ceil(keyLength / hashLength('SHA-1')) + 1;
  if (!spend(budget, 'own', hashings * iterations)) return failure('p12TooCostly');
  const key = deriveBytes('SHA-1', bmp, salt, purposeBytes.key, iterations, keyLength);
  const vector = deriveBytes('SHA-1', bmp, salt, purposeBytes.vector, iterations, 8);
  return runOld(decipher(toBinary(key)), vector, content);
}

const toBinary = (bytes: Bytes): string => util.binary.raw.encode(bytes);

function runOld(decipher: Decipher, vector: Bytes, content: Bytes): Decrypted {
  if (content.length === 0 || content.length % 8 !== 0) return failure('p12Password');
  decipher.start(toBinary(vector));
  decipher.update(util.createBuffer(toBinary(content)));
  return decipher.finish() ? success(util.binary.raw.decode(decipher.output.getBytes()).slice()) : failure('p12Password');
}

async function decryptModern(parameters: Item | undefined, content: Bytes, spelling: Spelling, budget: Budget): Promise<Decrypted> {
  const [derivation, cipher] = parts(parameters);
  const [cipherOid, vectorItem] = parts(cipher);
  const named = readOid(cipherOid);
  const keyLength = named === tripleDesCbc ? 24 : aesKeyLengths[named];
  if (keyLength === undefined) return failure('p12CipherUnsupported');
  const vector = readOctets(vectorItem);
  const key = await deriveModern(derivation, keyLength, spelling, budget);
  if (!key.ok) return key;
  if (named === tripleDesCbc)
    return vector.length === 8 ? runOld(des.createDecryptionCipher(toBinary(key.value)), vector, content) : failure('p12CipherUnsupported');
  return vector.length === 16 ? decryptAes(key.value, vector, content) : failure('p12CipherUnsupported');
}

async function decryptAes(key: Bytes, iv: Bytes, content: Bytes): Promise<Decrypted> {
  const imported = await unlessRefused(crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['decrypt']));
  // Chromium has no AES of 192 bits.
  if (!imported) return failure('p12CipherUnsupported');
  const plain = await unlessRefused(crypto.subtle.decrypt({ name: 'AES-CBC', iv }, imported, content));
  return plain ? success(new Uint8Array(plain)) : failure('p12Password');
}

/** PBKDF2 (RFC 8018, A.2) for so many bytes. */
async function deriveModern(derivation: Item | undefined, length: number, { plain }: Spelling, budget: Budget): Promise<Decrypted> {
  const [kind, parameters] = parts(derivation);
  if (readOid(kind) !== pbkdf2) return failure('p12CipherUnsupported');
  const [saltItem, rounds, ...optional] = parts(parameters);
  const prf = optional.find(({ tag }) => tag === tags.sequence);
  const hash = prf ? hmacs[readOid(parts(prf)[0])] : 'SHA-1';
  if (!hash || saltItem?.tag !== tags.octetString) return failure('p12CipherUnsupported');
  const iterations = readCount(rounds);
  if (!spend(budget, 'web', Math.ceil(length / hashLength(hash)) * iterations)) return failure('p12TooCostly');
  // No browser derives with no rounds at all, and no program asks for it.
  if (iterations === 0) return failure('p12CipherUnsupported');
  const material = await crypto.subtle.importKey('raw', plain, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt: readOctets(saltItem), iterations }, material, length * 8);
  return success(new Uint8Array(bits));
}

/** Whether the MAC fits the password; 'p12CipherUnsupported' where it is one that cannot be computed here. Throws Malformed. */
export async function checkMac(
  { algorithm, value, salt, iterations }: Mac,
  signed: Bytes,
  spelling: Spelling,
  budget: Budget,
): Promise<Result<boolean, DecryptFailure>> {
  const [identifier, parameters] = parts(algorithm);
  const named = readOid(identifier);
  if (named === pbmac1) return checkModernMac(parameters, value, signed, spelling, budget);
  const digest = digests[named];
  if (!digest) return failure('p12CipherUnsupported');
  if (!spend(budget, 'own', iterations)) return failure('p12TooCostly');
  const key = deriveBytes(digest, spelling.bmp, salt, purposeBytes.mac, iterations, hashLength(digest));
  return success(await macFits(key, digest, value, signed));
}

/** PBMAC1 (RFC 9579): PBKDF2 and HMAC instead of the derivation of PKCS #12. */
async function checkModernMac(
  parameters: Item | undefined,
  value: Bytes,
  signed: Bytes,
  spelling: Spelling,
  budget: Budget,
): Promise<Result<boolean, DecryptFailure>> {
  const [derivation, scheme] = parts(parameters);
  const digest = hmacs[readOid(parts(scheme)[0])];
  const lengthItem = parts(parts(derivation)[1]).filter(({ tag }) => tag === tags.integer)[1];
  const length = lengthItem ? readCount(lengthItem) : value.length;
  if (!digest || length === 0 || length > 64) return failure('p12CipherUnsupported');
  const key = await deriveModern(derivation, length, spelling, budget);
  return key.ok ? success(await macFits(key.value, digest, value, signed)) : key;
}

async function macFits(key: Bytes, hash: Digest, value: Bytes, signed: Bytes): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return sameBytes(new Uint8Array(await crypto.subtle.sign('HMAC', imported, signed)), value);
}
