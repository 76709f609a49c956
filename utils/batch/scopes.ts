import type { AccessRequest } from '../intake/request.ts';
import { parseInstitutionNumber } from '../intake/values.ts';

/**
 * What the pupils' and staff administration gives, once granted, per institution number. Pushing enrolments belongs to the pupils'
 * administration alone. The Rekeningen API's scopes are not known to be printed anywhere.
 */
const scopes = [
  { name: 'students.read', application: 'students', purpose: 'read', prefix: 'api_informat_sas_leerlingen.leerlingen' },
  { name: 'students.push', application: 'students', purpose: 'push', prefix: 'api_informat_sas_leerlingen.voorinschrijvingen' },
  { name: 'staff.read', application: 'staff', purpose: 'read', prefix: 'api_informat_sas_personeel.personeel' },
] as const;
export type Scope = (typeof scopes)[number];
export type ScopeName = Scope['name'];

/** `asked` holds `one`: it is the same, or both. */
const holds = <Choice extends string>(asked: Choice | 'both' | undefined, one: Choice) => asked === one || asked === 'both';

/** What the request asks of the administrations for each of its numbers; nothing where it didn't choose, or where what it chose gives nothing. */
export function scopesAsked({ administration }: AccessRequest): readonly Scope[] {
  return scopes.filter(({ application, purpose }) => holds(administration?.application, application) && holds(administration?.purpose, purpose));
}

export type SchoolScopes = { institutionNumber: string; scopes: readonly string[] };

/** The scopes to be expected in a token request, for each institution number that is one, as they are to be copied. */
export function scopesOf(request: AccessRequest): readonly SchoolScopes[] {
  const asked = scopesAsked(request);
  const numbers = (request.administration?.institutionNumbers ?? []).flatMap((typed) => {
    const parsed = parseInstitutionNumber(typed);
    return parsed.ok ? [parsed.value.number] : [];
  });
  if (asked.length === 0) return [];
  return [...new Set(numbers)].map((institutionNumber) => ({ institutionNumber, scopes: asked.map(({ prefix }) => `${prefix}.${institutionNumber}`) }));
}
