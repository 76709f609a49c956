import { curveBytes, curves, ecPublicKey, rsaEncryption, type Curve } from './algorithms.ts';
import { joinBytes, sameBytes } from '../bytes.ts';
import { expect, parts, readItem, readOctets, readOid, tags, withoutLeadingZeros, type Bytes, type Item } from './der.ts';
import { bitLength, rsaModulus, type Certificate } from './read-certificate.ts';
import { unlessRefused } from './unless-refused.ts';

/** A private key (PKCS #8) that can sign here. */
export type PrivateKey = { kind: 'rsa'; raw: Bytes; modulus: Bytes } | { kind: 'ecdsa'; curve: Curve; scalar: Bytes };

/** What validators still take: shorter keys are refused by them and can be broken. Longer ones than 8192 bits no browser signs with. */
const [fewestBits, mostBits] = [2048, 8192];

/** Undefined where it is of another kind: DSA, Ed25519, another curve, RSA under 2048 bits. Throws Malformed. */
export function readPrivateKey(bytes: Bytes): PrivateKey | undefined {
  const whole = readItem(bytes);
  const [, algorithm, content] = parts(whole);
  const [identifier, parameters] = parts(algorithm);
  const named = readOid(identifier);
  if (named === rsaEncryption) return readRsa(whole, readOctets(content));
  const curve = named === ecPublicKey && parameters?.tag === tags.oid ? curves[readOid(parameters)] : undefined;
  if (!curve) return undefined;
  const scalar = withoutLeadingZeros(readOctets(parts(readItem(readOctets(content)))[1]));
  return scalar.length <= curveBytes[curve] ? { kind: 'ecdsa', curve, scalar } : undefined;
}

function readRsa({ raw }: Item, key: Bytes): PrivateKey | undefined {
  const modulus = withoutLeadingZeros(expect(parts(readItem(key))[1], tags.integer).content);
  const size = bitLength(modulus);
  return size >= fewestBits && size <= mostBits ? { kind: 'rsa', raw, modulus } : undefined;
}

/** The key for signing with this certificate, non-extractable; undefined where the certificate is another key's. */
export async function importFor(key: PrivateKey, certificate: Certificate): Promise<CryptoKey | undefined> {
  const imported = key.kind === 'rsa' ? await importRsa(key, certificate) : await importEc(key, certificate);
  return imported && (await belongs(imported, certificate)) ? imported : undefined;
}

async function importRsa({ raw, modulus }: PrivateKey & { kind: 'rsa' }, { publicKey }: Certificate): Promise<CryptoKey | undefined> {
  if (publicKey.algorithm !== rsaEncryption || !sameBytes(rsaModulus(publicKey.bits), modulus)) return undefined;
  return unlessRefused(crypto.subtle.importKey('pkcs8', raw, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']));
}

/** With the public point of the certificate, as a JWK: Firefox wants the point, which PKCS #8 may leave out. */
async function importEc({ curve, scalar }: PrivateKey & { kind: 'ecdsa' }, { publicKey }: Certificate): Promise<CryptoKey | undefined> {
  const size = curveBytes[curve];
  const { algorithm, parameters = '', bits } = publicKey;
  // 4: both coordinates follow. No certificate in use has the point compressed.
  if (algorithm !== ecPublicKey || curves[parameters] !== curve || bits.length !== 1 + 2 * size || bits[0] !== 4) return undefined;
  const padded = joinBytes([new Uint8Array(size - scalar.length), scalar]);
  const jwk = { kty: 'EC', crv: curve, x: toBase64Url(bits.subarray(1, 1 + size)), y: toBase64Url(bits.subarray(1 + size)), d: toBase64Url(padded) };
  return unlessRefused(crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: curve }, false, ['sign']));
}

const toBase64Url = (bytes: Bytes): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** A signature of one that the other checks: the one proof that holds for every kind of key. */
async function belongs(key: CryptoKey, { publicKey }: Certificate): Promise<boolean> {
  const algorithm = key.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: key.algorithm.name };
  const verifier = await unlessRefused(crypto.subtle.importKey('spki', publicKey.raw, key.algorithm, false, ['verify']));
  const sample = crypto.getRandomValues(new Uint8Array(32));
  const signature = verifier && (await unlessRefused(crypto.subtle.sign(algorithm, key, sample)));
  return verifier !== undefined && signature !== undefined && (await crypto.subtle.verify(algorithm, verifier, signature, sample));
}
