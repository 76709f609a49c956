import { success, type Result } from '../result.ts';
import { attributes, contentTypes, ecdsaSignatures, rsaEncryption, type Digest } from './algorithms.ts';
import { splitSignature } from './check-signature.ts';
import { digestAlgorithm, digestOf } from './digest.ts';
import { context, integer, nothing, octets, oid, sequence, setOf, sorted, type Bytes } from './der.ts';
import { checkDates, type DateFailure } from './check-dates.ts';
import type { Signer } from './model.ts';
import { readCertificate, type Certificate } from './read-certificate.ts';
import { requestStamp, roomForStamp, type StampFailure, type StampRequest } from './request-stamp.ts';

export type CmsFailure = StampFailure | DateFailure;

/**
 * How each kind of key signs. RSA with PKCS #1 v1.5: openssl, poppler and Adobe check PSS as well, but mutool and older readers do not know it, and in a
 * signature PKCS #1 v1.5 has no known weakness. The digest is as strong as the curve (RFC 5754; ETSI TS 119 312): with SHA-256 on P-384 the digest would
 * be what breaks first.
 */
function schemeOf({ algorithm }: CryptoKey): { digest: Digest; identifier: Bytes; parameters: AlgorithmIdentifier | EcdsaParams } {
  if (algorithm.name !== 'ECDSA') return { digest: 'SHA-256', identifier: sequence(oid(rsaEncryption), nothing), parameters: { name: algorithm.name } };
  const digest = curveDigests[(algorithm as EcKeyAlgorithm).namedCurve] ?? 'SHA-256';
  const [identifier = ''] = Object.entries(ecdsaSignatures).find(([, used]) => used === digest) ?? [];
  return { digest, identifier: sequence(oid(identifier)), parameters: { name: 'ECDSA', hash: digest } };
}

const curveDigests: Readonly<Record<string, Digest>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' };

/**
 * A detached CMS signature over `content` as PAdES baseline asks (ETSI EN 319 142-1, 6.3): DER of the ContentInfo. Level B-B; B-T with a time stamp.
 * Signed are exactly content-type, message-digest and signing-certificate-v2; the time of signing stands in the PDF's dictionary (/M) and not here,
 * where PAdES forbids it. The whole chain goes along.
 */
export async function signDetached(signer: Signer, content: Uint8Array, stamp?: StampRequest, now: Date = new Date()): Promise<Result<Uint8Array, CmsFailure>> {
  const dates = checkDates(signer.facts, now);
  if (!dates.ok) return dates;
  const [certificate] = signer.chain.map(readCertificate);
  if (!certificate) throw new Error('A signer without a certificate.');
  const { digest, identifier, parameters } = schemeOf(signer.key);

  const signed = [
    sequence(oid(attributes.contentType), setOf([oid(contentTypes.data)])),
    sequence(oid(attributes.messageDigest), setOf([octets(await digestOf(digest, content))])),
    sequence(oid(attributes.signingCertificateV2), setOf([await signingCertificate(certificate)])),
  ];
  // RFC 5652, 5.4: what is signed is the SET itself, though the message carries it under [0].
  const value = new Uint8Array(await crypto.subtle.sign(parameters, signer.key, setOf(signed)));
  const signature = signer.key.algorithm.name === 'ECDSA' ? splitSignature(value) : value;

  const unsigned: Bytes[] = [];
  if (stamp) {
    const stamped = await requestStamp(signature, stamp);
    if (!stamped.ok) return stamped;
    const then = checkDates(signer.facts, new Date(stamped.value.at));
    if (!then.ok) return then;
    unsigned.push(context(1, sequence(oid(attributes.signatureTimeStamp), setOf([stamped.value.token]))));
  }

  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer, certificate.serial),
    digestAlgorithm(digest),
    context(0, ...sorted(signed)),
    identifier,
    octets(signature),
    ...unsigned,
  );
  const signedData = sequence(
    integer(1),
    setOf([digestAlgorithm(digest)]),
    sequence(oid(contentTypes.data)),
    context(0, ...sorted(signer.chain)),
    setOf([signerInfo]),
  );
  return success(sequence(oid(contentTypes.signedData), context(0, signedData)));
}

/** SigningCertificateV2 (RFC 5035): which certificate signs, so that no other one of the same key can be put in its place. SHA-256 is the default and left out. */
async function signingCertificate({ raw, issuer, serial }: Certificate): Promise<Bytes> {
  const issuerSerial = sequence(sequence(context(4, issuer)), serial);
  return sequence(sequence(sequence(octets(await digestOf('SHA-256', raw)), issuerSerial)));
}

/**
 * Bytes that the signature takes at most, for the space that a PDF must leave in /Contents before it is made (as hexadecimal it takes twice that).
 * The chain, the issuer's name twice (each shorter than the certificate that it stands in), the longest signature (RSA 8192: 1 KiB) and what is always
 * the same.
 */
export function roomFor({ chain }: Signer, stamped: boolean): number {
  const certificates = chain.reduce((sum, { length }) => sum + length, 0);
  const names = 2 * (chain[0]?.length ?? 0);
  return certificates + names + 2048 + (stamped ? roomForStamp : 0);
}
