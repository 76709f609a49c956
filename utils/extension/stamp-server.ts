import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/** Milliseconds. */
const patience = 20_000;

/** Bytes. A token with its chain is a few kilobytes. */
const largestAnswer = 256 * 1024;

/** What was read of the answer; undefined where it is longer than any time stamp. */
async function readBody(answer: Response): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > largestAnswer ? undefined : bytes;
}

/**
 * Brings a time-stamp query (RFC 3161 over HTTP) to the server that the person gave, and its answer back. Without their leave for that origin the
 * browser lets nothing through: `stampUnreachable`. No cookies go along. `stampRefused`: it answered with something else, its value is the HTTP status.
 */
export async function fetchStamp(address: string, query: Uint8Array): Promise<Result<Uint8Array, 'stampUnreachable' | 'stampRefused'>> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
      body: new Uint8Array(query),
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const body = answer.ok ? await readBody(answer) : undefined;
    return body ? success(body) : failure('stampRefused', String(answer.status));
  } catch (error) {
    // fetch rejects with TypeError, an abort with DOMException: no connection, no leave, or too slow.
    if (error instanceof TypeError || error instanceof DOMException) return failure('stampUnreachable', address);
    throw error;
  }
}
