import { failure, success, type Result } from '../result.ts';
import { contentTypes, knownExtensions } from './algorithms.ts';
import { buildChain, type Chain } from './build-chain.ts';
import { checkDates } from './check-dates.ts';
import { checkSigner, type SignerProblem } from './check-signer.ts';
import { checkStamp } from './check-stamp.ts';
import { digestOf } from './digest.ts';
import { sameBytes } from '../bytes.ts';
import { readFirst, type Item } from './der.ts';
import { readable } from './malformed.ts';
import type { CertificateFacts } from './model.ts';
import { bitLength, rsaModulus, type Certificate } from './read-certificate.ts';
import { readSignedData, type SignedData, type SignerInfo } from './read-cms.ts';

/**
 * contentChanged: the content is not what was signed. signatureWrong: the signature is not the certificate's. attributesWrong: what CMS asks to be
 * signed is not, or twice. certificateSwapped: another certificate than the one that was signed with. signerCertificateMissing, algorithmUnknown: it
 * cannot be checked. These, noSigner and stampWrong of a document time stamp leave nothing intact. The others are remarks: weakDigest (SHA-1, MD5),
 * weakKey (RSA under 2048 bits), severalSigners, contentEmbedded (the message carries its content, which is the same), certificateOutOfDate (at the
 * moment stated), certificateNoSigning, criticalUnknown (an extension that nobody may ignore), stampWrong, trailingBytes (something after the message).
 */
export type CmsProblem =
  | SignerProblem
  | 'noSigner'
  | 'severalSigners'
  | 'weakKey'
  | 'contentEmbedded'
  | 'certificateOutOfDate'
  | 'certificateNoSigning'
  | 'criticalUnknown'
  | 'stampWrong'
  | 'trailingBytes';

export type CmsReport = {
  /** A person's signature, or a time stamp over the whole document (SubFilter ETSI.RFC3161). */
  kind: 'signature' | 'stamp';
  /** Digest and signature fit, those of every signer. Says nothing of who made the certificate. */
  intact: boolean;
  /** Of the (first) signer; undefined where the message does not carry the certificate. */
  facts?: CertificateFacts;
  /** The signer's own first, then issuers as far as each link's signature verifies. */
  chain: readonly CertificateFacts[];
  /** Each link verifies up to a certificate that signed itself. No list of trusted roots is bundled: whether to trust that one is not said. */
  chainComplete: boolean;
  /** The moment that a time-stamp authority states, where its token fits. ISO. */
  stampedAt?: string;
  /** The moment that the signer claims (signing-time). Nobody else vouches for it. ISO. */
  claimedAt?: string;
  problems: readonly CmsProblem[];
};

/** Bytes. Long lists of revoked certificates may stand in a message; more than this is none. */
const mostBytes = 8 * 1024 * 1024;

/**
 * A CMS message (BER or DER, zeros after it as PDF pads /Contents) against the bytes of the PDF that it signs. Reads SubFilter ETSI.CAdES.detached,
 * adbe.pkcs7.detached, adbe.pkcs7.sha1 and ETSI.RFC3161. Whatever is wrong is reported; only bytes that are no CMS message fail.
 */
export async function verifyDetached(cms: Uint8Array, content: Uint8Array): Promise<Result<CmsReport, 'cmsUnreadable'>> {
  const read = cms.length > mostBytes ? undefined : readable(() => readMessage(cms));
  if (!read) return failure('cmsUnreadable');
  const { item, data, trailing } = read;
  const report = data.contentType === contentTypes.stamp ? await verifyStamp(item, data, content) : await verifySigners(data, content);
  if (!report) return failure('cmsUnreadable');
  return success(trailing ? { ...report, problems: [...report.problems, 'trailingBytes'] } : report);
}

function readMessage(cms: Uint8Array): { item: Item; data: SignedData; trailing: boolean } {
  const { item, length } = readFirst(cms);
  return { item, data: readSignedData(item), trailing: cms.subarray(length).some((byte) => byte !== 0) };
}

/** Undefined where the token says nothing that can be read. */
async function verifyStamp(item: Item, data: SignedData, content: Uint8Array): Promise<CmsReport | undefined> {
  const checked = await checkStamp(item, content);
  if (!checked) return undefined;
  const { fits, at, certificate, problems } = checked;
  const found: CmsProblem[] = fits ? [...problems] : [...problems, 'stampWrong'];
  return { kind: 'stamp', intact: fits, ...(await describe(certificate, data)), ...(fits ? { stampedAt: at } : {}), problems: found };
}

async function verifySigners(data: SignedData, content: Uint8Array): Promise<CmsReport> {
  const problems = new Set<CmsProblem>();
  const [first, ...others] = data.signers;
  if (!first) return { kind: 'signature', intact: false, chain: [], chainComplete: false, problems: ['noSigner'] };
  if (others.length > 0) problems.add('severalSigners');

  const { over, changed } = await whatIsSigned(data, content, problems);
  let intact = !changed;
  let certificate: Certificate | undefined;
  for (const signer of data.signers) {
    const checked = await checkSigner(signer, data, over);
    for (const problem of checked.problems) problems.add(problem);
    intact &&= checked.intact;
    if (signer === first) certificate = checked.certificate;
  }

  const stampedAt = await readStamp(first, problems);
  const claimedAt = first.stated?.signingTime;
  if (certificate) remark(certificate, stampedAt ?? claimedAt, problems);
  return {
    kind: 'signature',
    intact,
    ...(await describe(certificate, data)),
    ...(stampedAt === undefined ? {} : { stampedAt }),
    ...(claimedAt === undefined ? {} : { claimedAt }),
    problems: [...problems],
  };
}

/** Detached: the content. Embedded: the message's own content, which must be the PDF's bytes or their SHA-1 (adbe.pkcs7.sha1). */
async function whatIsSigned({ content: own }: SignedData, content: Uint8Array, problems: Set<CmsProblem>): Promise<{ over: Uint8Array; changed: boolean }> {
  if (!own) return { over: content, changed: false };
  problems.add('contentEmbedded');
  const isDigest = own.length === 20;
  if (isDigest) problems.add('weakDigest');
  const changed = !sameBytes(own, isDigest ? await digestOf('SHA-1', content) : content);
  if (changed) problems.add('contentChanged');
  return { over: own, changed };
}

async function describe(certificate: Certificate | undefined, { certificates }: SignedData): Promise<Pick<CmsReport, 'facts' | 'chain' | 'chainComplete'>> {
  if (!certificate) return { chain: [], chainComplete: false };
  const chain: Chain = await buildChain(certificate, certificates);
  return { facts: certificate.facts, chain: chain.certificates.map(({ facts }) => facts), chainComplete: chain.complete };
}

/** The time stamp over the signature value (PAdES B-T), where there is one that fits. */
async function readStamp({ stamp, signature }: SignerInfo, problems: Set<CmsProblem>): Promise<string | undefined> {
  if (!stamp) return undefined;
  const checked = await checkStamp(stamp, signature);
  if (checked?.fits) return checked.at;
  problems.add('stampWrong');
  return undefined;
}

function remark(certificate: Certificate, at: string | undefined, problems: Set<CmsProblem>): void {
  const { facts, publicKey, extensions, uses } = certificate;
  if (at !== undefined && !checkDates(facts, new Date(at)).ok) problems.add('certificateOutOfDate');
  if (!uses.sign) problems.add('certificateNoSigning');
  if (facts.key.startsWith('RSA') && bitLength(rsaModulus(publicKey.bits)) < 2048) problems.add('weakKey');
  if ([...extensions].some(([extension, { critical }]) => critical && !knownExtensions.has(extension))) problems.add('criticalUnknown');
}
