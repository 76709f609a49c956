import { digestOids, type Digest } from './algorithms.ts';
import { oid, sequence, type Bytes } from './der.ts';

/** The AlgorithmIdentifier of a digest. */
export const digestAlgorithm = (digest: Digest): Bytes => sequence(oid(digestOids[digest]));

export async function digestOf(digest: Digest, bytes: Uint8Array): Promise<Bytes> {
  // slice: WebCrypto takes no shared memory, and the types hold us to it.
  return new Uint8Array(await crypto.subtle.digest(digest, bytes.slice()));
}
