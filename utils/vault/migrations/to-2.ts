import type { Records } from '../records.ts';

/** Version 1 kept each record under a plain key of the extension's storage; what it could not read it renamed to `kept:…`. */
const profile = /^(kept:)?(applicant|school|purpose):/;

/** Whether version 1 left this key where the vault now is: profiles, and the number of the layout. */
export function belongsToVersion1(key: string): boolean {
  return key === 'schema' || profile.test(key);
}

/** Version 2 is the vault: the profiles move into it, as they are; settings and the work at hand stay outside. */
export function to2(records: Records): Map<string, unknown> {
  return new Map([...records].filter(([key, value]) => profile.test(key) && value !== undefined && value !== null));
}
