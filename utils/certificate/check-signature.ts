import {
  brokenDigests,
  curveBytes,
  curveOids,
  curves,
  digests,
  ecdsaSignatures,
  ecPublicKey,
  mgf1,
  rsaEncryption,
  rsaPss,
  rsaSignatures,
  type Curve,
  type Digest,
} from './algorithms.ts';
import { joinBytes } from '../bytes.ts';
import { der, expect, integer, nothing, oid, parts, readCount, readItem, readOid, sequence, tags, unwrap, withoutLeadingZeros } from './der.ts';
import type { Bytes, Item } from './der.ts';
import { readable } from './malformed.ts';
import { bitLength, rsaModulus, type PublicKey } from './read-certificate.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * fits: the key made this signature. wrong: it did not. unknown: no browser can tell, for want of the algorithm or the curve.
 * weak: whether the digest is one that can be forged (SHA-1, MD5).
 */
export type Judgement = { verdict: 'fits' | 'wrong' | 'unknown'; weak: boolean };

/** How a signature was made, as its AlgorithmIdentifier says. */
type Scheme = { kind: 'rsa' | 'ecdsa'; digest: Digest } | { kind: 'pss'; digest: Digest; saltLength: number };

/**
 * The scheme of an AlgorithmIdentifier; undefined where WebCrypto has none. `digest`: what the digest is where the identifier names only the kind
 * of key, as CMS allows. Throws Malformed.
 */
function readScheme(algorithm: Item, digest?: Digest): Scheme | undefined {
  const [identifier, parameters] = parts(algorithm);
  const named = readOid(identifier);
  if (named === rsaPss) return readPss(parameters);
  const rsa = rsaSignatures[named] ?? (named === rsaEncryption ? digest : undefined);
  if (rsa) return { kind: 'rsa', digest: rsa };
  const ecdsa = ecdsaSignatures[named] ?? (named === ecPublicKey ? digest : undefined);
  return ecdsa && { kind: 'ecdsa', digest: ecdsa };
}

/** RSASSA-PSS-params (RFC 4055, 3.1). WebCrypto takes the same digest for the mask as for the content, and no other trailer. */
function readPss(parameters: Item | undefined): Scheme | undefined {
  const fields = new Map((parameters?.tag === tags.sequence ? parameters.children : []).map((field) => [field.tag & 0x1f, field]));
  const digestOf = (algorithm: Item) => digests[readOid(parts(algorithm)[0])];
  const hash = fields.get(0);
  const digest = hash ? digestOf(unwrap(hash, 0)) : 'SHA-1';
  const mask = fields.get(1);
  const [generator, generatorDigest] = mask ? parts(unwrap(mask, 1)) : [];
  if (mask && readOid(generator) !== mgf1) return undefined;
  const maskDigest = generatorDigest ? digestOf(generatorDigest) : 'SHA-1';
  const salt = fields.get(2);
  const saltLength = salt ? readCount(unwrap(salt, 2)) : 20;
  const trailer = fields.get(3);
  if (!digest || digest !== maskDigest || saltLength > 512 || (trailer && readCount(unwrap(trailer, 3)) !== 1)) return undefined;
  return { kind: 'pss', digest, saltLength };
}

/** The public key for WebCrypto; undefined where it has no such key. */
async function importPublicKey({ algorithm, parameters = '', bits }: PublicKey, scheme: Scheme): Promise<CryptoKey | undefined> {
  if (scheme.kind === 'ecdsa') {
    const namedCurve = curves[parameters];
    if (algorithm !== ecPublicKey || !namedCurve) return undefined;
    return imported(ecKey(bits, namedCurve), { name: 'ECDSA', namedCurve });
  }
  if (algorithm !== rsaEncryption && algorithm !== rsaPss) return undefined;
  if (bitLength(rsaModulus(bits)) > mostRsaBits) return undefined;
  return imported(rsaKey(bits), { name: scheme.kind === 'pss' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: scheme.digest });
}

/** A larger modulus takes seconds a signature, and no issuer has one. */
const mostRsaBits = 8192;

/** SubjectPublicKeyInfo with the key's plain identifier: WebCrypto refuses the identifier of RSASSA-PSS, though the key is the same. */
const rsaKey = (bits: Bytes) => sequence(sequence(oid(rsaEncryption), nothing), der(tags.bitString, Uint8Array.of(0), bits));
const ecKey = (bits: Bytes, curve: Curve) => sequence(sequence(oid(ecPublicKey), oid(curveOids[curve])), der(tags.bitString, Uint8Array.of(0), bits));

const imported = (spki: Bytes, algorithm: RsaHashedImportParams | EcKeyImportParams): Promise<CryptoKey | undefined> =>
  unlessRefused(crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']));

/** Whether `signature` is the key's over `signed`. An algorithm that cannot be read is unknown like one that nobody here computes. */
export async function checkSignature(key: PublicKey, algorithm: Item, signature: Bytes, signed: Bytes, digest?: Digest): Promise<Judgement> {
  const scheme = readable(() => readScheme(algorithm, digest));
  if (!scheme) return { verdict: 'unknown', weak: brokenDigests.has(readable(() => readOid(parts(algorithm)[0])) ?? '') };
  const weak = scheme.digest === 'SHA-1';
  const verifier = await importPublicKey(key, scheme);
  if (!verifier) return { verdict: 'unknown', weak };
  const value = scheme.kind === 'ecdsa' ? joinedSignature(signature, curves[key.parameters ?? '']) : signature;
  // Some browsers refuse what no key can have made, as a salt that is longer than the modulus.
  const fits = value && (await unlessRefused(crypto.subtle.verify(parametersOf(scheme), verifier, value, signed)));
  return { verdict: fits ? 'fits' : 'wrong', weak };
}

function parametersOf(scheme: Scheme): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  if (scheme.kind === 'pss') return { name: 'RSA-PSS', saltLength: scheme.saltLength };
  return scheme.kind === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'ECDSA', hash: scheme.digest };
}

/** r and s side by side, as WebCrypto has them, of the DER that certificates and CMS have. */
function joinedSignature(signature: Bytes, curve: Curve | undefined): Bytes | undefined {
  if (!curve) return undefined;
  const size = curveBytes[curve];
  const numbers = readable(() => parts(readItem(signature)).map((number) => withoutLeadingZeros(expect(number, tags.integer).content)));
  if (numbers?.length !== 2 || numbers.some(({ length }) => length > size)) return undefined;
  return joinBytes(numbers.map((number) => joinBytes([new Uint8Array(size - number.length), number])));
}

/** The other way: DER of r and s. */
export function splitSignature(joined: Bytes): Bytes {
  const size = joined.length / 2;
  return sequence(integer(joined.subarray(0, size)), integer(joined.subarray(size)));
}
