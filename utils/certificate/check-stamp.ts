import { contentTypes, digests, timeStamping } from './algorithms.ts';
import { checkDates } from './check-dates.ts';
import { checkSigner, type SignerProblem } from './check-signer.ts';
import { digestOf } from './digest.ts';
import { sameBytes } from '../bytes.ts';
import { expect, parts, readItem, readOctets, readOid, readTime, tags, type Bytes, type Item } from './der.ts';
import { Malformed, readable } from './malformed.ts';
import type { Certificate } from './read-certificate.ts';
import { readSignedData, type SignedData, type SignerInfo } from './read-cms.ts';

/** What a time-stamp token states (TSTInfo, RFC 3161, 2.4.2). `nonce`: the INTEGER with tag and length. */
type StampInfo = { digestOid: string; imprint: Bytes; at: string; nonce: Bytes | undefined };

/**
 * A time-stamp token against what it stamps. fits: its imprint is that of `stamped`, and the authority's signature and certificate hold.
 * `at`: the moment it states, ISO.
 */
export type StampCheck = {
  fits: boolean;
  at: string;
  nonce: Bytes | undefined;
  certificate: Certificate | undefined;
  problems: readonly SignerProblem[];
};

/** Undefined where the token cannot be read, or is none. */
export async function checkStamp(token: Item, stamped: Uint8Array): Promise<StampCheck | undefined> {
  const read = readable(() => readToken(token));
  if (!read) return undefined;
  const { data, signer, content, info } = read;
  const { intact, certificate, problems } = await checkSigner(signer, data, content);
  const digest = digests[info.digestOid];
  const imprinted = digest !== undefined && sameBytes(info.imprint, await digestOf(digest, stamped));
  // RFC 3161, 2.3: the authority's certificate is for time stamps and nothing else.
  const meant = certificate?.uses.purposes?.join() === timeStamping;
  const valid = certificate !== undefined && checkDates(certificate.facts, new Date(info.at)).ok;
  const found = [...problems, ...(digest ? [] : ['algorithmUnknown' as const]), ...(digest && !imprinted ? ['contentChanged' as const] : [])];
  return { fits: intact && imprinted && meant && valid, at: info.at, nonce: info.nonce, certificate, problems: found };
}

function readToken(token: Item): { data: SignedData; signer: SignerInfo; content: Bytes; info: StampInfo } {
  const data = readSignedData(token);
  const { contentType, content, signers } = data;
  const [signer] = signers;
  if (contentType !== contentTypes.stamp || !content || !signer) throw new Malformed('no time stamp');
  return { data, signer, content, info: readStampInfo(readItem(content)) };
}

function readStampInfo(item: Item): StampInfo {
  const [, , imprint, , time, ...optional] = parts(item);
  const [digest, hash] = parts(imprint);
  return {
    digestOid: readOid(parts(digest)[0]),
    imprint: readOctets(hash),
    at: readTime(expect(time, tags.generalizedTime)),
    nonce: optional.find(({ tag }) => tag === tags.integer)?.raw,
  };
}
