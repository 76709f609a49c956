import { readFileSync } from 'node:fs';
import { AccessRequest } from '../../utils/intake/request.ts';

export const requestNames = ['new-both', 'extend-students', 'accounts-only'] as const;
export type RequestName = (typeof requestNames)[number];

/** A complete request of tests/fixtures/requests. */
export function requestFixture(name: RequestName): AccessRequest {
  return AccessRequest.parse(JSON.parse(readFileSync(new URL(`../fixtures/requests/${name}.json`, import.meta.url), 'utf8')));
}
