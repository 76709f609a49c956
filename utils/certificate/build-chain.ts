import { sameBytes } from '../bytes.ts';
import { checkSignature } from './check-signature.ts';
import type { Certificate } from './read-certificate.ts';

/**
 * The signer's certificate and its issuers in order. complete: each link's signature verifies, up to a certificate that signed itself. That is all it
 * means: no list of trusted roots is bundled, so that whoever made the root could have made it this morning. Whether the root is to be trusted, a
 * reader of the PDF decides with its own list.
 */
export type Chain = { certificates: readonly Certificate[]; complete: boolean };

const mostLinks = 8;
/** Signatures that are tried for one chain: a file with thousands of issuers of one name costs no more. */
const mostTries = 24;

export async function buildChain(leaf: Certificate, among: readonly Certificate[]): Promise<Chain> {
  const certificates = [leaf];
  let tries = 0;
  for (let last = leaf; certificates.length <= mostLinks; ) {
    if (last.facts.selfSigned && tries++ < mostTries && (await issued(last, last))) return { certificates, complete: true };
    let issuer: Certificate | undefined;
    for (const candidate of among) {
      if (!sameBytes(candidate.subject, last.issuer) || !candidate.uses.issue || certificates.some(({ raw }) => sameBytes(raw, candidate.raw))) continue;
      if (tries++ >= mostTries) break;
      if (!(await issued(candidate, last))) continue;
      issuer = candidate;
      break;
    }
    if (!issuer) break;
    certificates.push(issuer);
    last = issuer;
  }
  return { certificates, complete: false };
}

async function issued(issuer: Certificate, subject: Certificate): Promise<boolean> {
  return (await checkSignature(issuer.publicKey, subject.signatureAlgorithm, subject.signature, subject.signed)).verdict === 'fits';
}
