import type { AccessRequest } from '../utils/intake/request.ts';

/** Rekeningen alone goes to its own desk, everything else to the general one. */
export function mailboxOf(request: AccessRequest): string {
  return request.accounts && !request.administration ? 'rekeningen@informat.be' : 'info@informat.be';
}
