import { brokenDigests, type Digest } from './algorithms.ts';
import { checkSignature } from './check-signature.ts';
import { digestOf } from './digest.ts';
import { sameBytes } from '../bytes.ts';
import type { Certificate } from './read-certificate.ts';
import type { SignedData, SignerInfo } from './read-cms.ts';

/** What can be wrong with one signer's part of a CMS message. */
export type SignerProblem =
  | 'contentChanged'
  | 'signatureWrong'
  | 'attributesWrong'
  | 'certificateSwapped'
  | 'signerCertificateMissing'
  | 'algorithmUnknown'
  | 'weakDigest';

/** intact: the digest is the content's, and the signature is the certificate's key's. */
export type SignerCheck = { intact: boolean; certificate: Certificate | undefined; problems: readonly SignerProblem[] };

/** Everything but a weak digest leaves nothing to rely on. */
const harmless: ReadonlySet<SignerProblem> = new Set(['weakDigest']);

/** Checks one signer against what is signed: `content` as it stood in the file or in the message. */
export async function checkSigner(signer: SignerInfo, { contentType, certificates }: SignedData, content: Uint8Array): Promise<SignerCheck> {
  const certificate = certificates.find((candidate) => isNamed(candidate, signer));
  const problems = new Set<SignerProblem>();
  if (brokenDigests.has(signer.digestOid) || signer.digest === 'SHA-1') problems.add('weakDigest');
  if (!signer.digest) problems.add('algorithmUnknown');
  else for (const problem of await checkStated(signer, signer.digest, contentType, content)) problems.add(problem);
  if (certificate) for (const problem of await checkValue(signer, certificate, content)) problems.add(problem);
  else problems.add('signerCertificateMissing');
  return { intact: [...problems].every((problem) => harmless.has(problem)), certificate, problems: [...problems] };
}

function isNamed(candidate: Certificate, { named }: SignerInfo): boolean {
  if (!('keyIdentifier' in named)) return sameBytes(candidate.issuer, named.issuer) && sameBytes(candidate.serial, named.serial);
  const { keyIdentifier } = candidate.uses;
  return keyIdentifier !== undefined && sameBytes(keyIdentifier, named.keyIdentifier);
}

async function checkStated({ signedEncodings, stated }: SignerInfo, digest: Digest, contentType: string, content: Uint8Array): Promise<SignerProblem[]> {
  if (signedEncodings.length === 0) return [];
  if (stated?.contentType !== contentType) return ['attributesWrong'];
  return sameBytes(stated.digest, await digestOf(digest, content)) ? [] : ['contentChanged'];
}

async function checkValue(signer: SignerInfo, certificate: Certificate, content: Uint8Array): Promise<SignerProblem[]> {
  const problems: SignerProblem[] = [];
  const over = signer.signedEncodings.length > 0 ? signer.signedEncodings : [content.slice()];
  let verdict = 'wrong';
  for (const encoding of over) {
    const judged = await checkSignature(certificate.publicKey, signer.algorithm, signer.signature, encoding, signer.digest);
    if (judged.weak) problems.push('weakDigest');
    verdict = judged.verdict;
    if (verdict !== 'wrong') break;
  }
  if (verdict === 'unknown') problems.push('algorithmUnknown');
  if (verdict === 'wrong') problems.push(signer.signedEncodings.length > 0 ? 'signatureWrong' : 'contentChanged');
  if (!(await isStated(signer, certificate))) problems.push('certificateSwapped');
  return problems;
}

/** Whether the certificate is the one that was signed with; where the attributes do not say, any fits. */
async function isStated({ stated }: SignerInfo, { raw }: Certificate): Promise<boolean> {
  for (const { digest, value } of stated?.certificates ?? []) {
    if (!digest || !sameBytes(value, await digestOf(digest, raw))) return false;
  }
  return true;
}
