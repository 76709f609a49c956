import { latin1 } from '../bytes.ts';

/** A certificate signature names the bytes that it covers, so its dictionary always stands in the file as it is. */
export function isCertified(bytes: Uint8Array): boolean {
  return /\/ByteRange\s*\[/.test(latin1(bytes));
}
