import { failure, success, type Result } from '../result.ts';
import { checkStamp } from './check-stamp.ts';
import { digestAlgorithm, digestOf } from './digest.ts';
import { sameBytes } from '../bytes.ts';
import { der, integer, octets, parts, readCount, readItem, sequence, tags, type Bytes, type Item } from './der.ts';
import { readable } from './malformed.ts';

/** Brings a TimeStampReq (application/timestamp-query) to the authority and its answer back. The caller owns the connection and its permission. */
export type StampRequest = (request: Uint8Array) => Promise<Result<Uint8Array, 'stampUnreachable' | 'stampRefused'>>;

/** stampWrong: an answer that is none, or that belongs to another request. */
export type StampFailure = 'stampUnreachable' | 'stampRefused' | 'stampWrong';

/** Bytes of a token, the authority's chain with it: those in use take 4 to 10 KB. A larger one is refused. */
export const roomForStamp = 24 * 1024;

/** RFC 3161, 2.4.2: granted, and granted with modifications. */
const mostGranted = 1;

/** A time stamp over `stamped` from an RFC 3161 authority. The token in DER, as it came; `at`: the moment it states, ISO. */
export async function requestStamp(stamped: Bytes, stamp: StampRequest): Promise<Result<{ token: Bytes; at: string }, StampFailure>> {
  const nonce = integer(crypto.getRandomValues(new Uint8Array(8)));
  const imprint = sequence(digestAlgorithm('SHA-256'), octets(await digestOf('SHA-256', stamped)));
  const certificateWanted = der(tags.boolean, Uint8Array.of(0xff));
  const answered = await stamp(sequence(integer(1), imprint, nonce, certificateWanted));
  if (!answered.ok) return answered;
  const answer = readable(() => readAnswer(answered.value));
  if (answer && !answer.granted) return failure('stampRefused');
  if (!answer?.token || answer.token.raw.length > roomForStamp) return failure('stampWrong');
  const checked = await checkStamp(answer.token, stamped);
  if (!checked?.fits || !checked.nonce || !sameBytes(checked.nonce, nonce)) return failure('stampWrong');
  return success({ token: answer.token.raw, at: checked.at });
}

function readAnswer(answer: Uint8Array): { granted: boolean; token: Item | undefined } {
  const [status, token] = parts(readItem(answer));
  return { granted: readCount(parts(status)[0]) <= mostGranted, token };
}
