import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { readCapped } from './read-capped.ts';

/** Milliseconds. */
const patience = 20_000;

/** Bytes. A token with its chain is a few kilobytes. */
const largestAnswer = 256 * 1024;

/**
 * Brings a time-stamp query (RFC 3161 over HTTP) to the server that the person gave, and its answer back. Without their leave for that origin the
 * browser lets nothing through: `stampUnreachable`. No cookies go along. `stampRefused`: it answered with something else, or with more than a time
 * stamp is; its value is the HTTP status.
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
    const refused = failure('stampRefused', String(answer.status));
    if (!answer.ok) {
      await answer.body?.cancel();
      return refused;
    }
    const body = await readCapped(answer, largestAnswer);
    return body ? success(body) : refused;
  } catch (error) {
    // fetch rejects with TypeError, an abort with DOMException: no connection, no leave, or too slow.
    if (error instanceof TypeError || error instanceof DOMException) return failure('stampUnreachable', address);
    throw error;
  }
}
