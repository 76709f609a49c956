import type { Applicant, PurposeProfile, School } from './profile.ts';
import type { AccessRequest } from './request.ts';

/** A profile that is not kept (yet). */
export type Draft<Profile> = Omit<Profile, 'id'>;

/** What a request says of each profile; absent where it says nothing of it. */
export type Drafts = { applicant?: Draft<Applicant>; school?: Draft<School>; purpose?: Draft<PurposeProfile> };

/** Characters: the name of a purpose is to be recognised in a list, not to be read through. */
const longestName = 60;

function schoolOf({ director, administration, accounts }: AccessRequest): Draft<School> {
  const institutionNumbers = administration?.institutionNumbers ?? [];
  const accessGroups = accounts?.accessGroups ?? [];
  // The form asks no school's name: what it does ask serves until the person types one.
  const name = accessGroups[0] ?? institutionNumbers[0] ?? director.name;
  return { name, institutionNumbers, director, accessGroups, username: accounts?.username ?? '' };
}

function purposeOf({ clientId, administration, accounts }: AccessRequest): Draft<PurposeProfile> {
  const clientName = clientId && clientId.kind !== 'new' ? clientId.name : '';
  const use = administration?.use || accounts?.use || '';
  return {
    name: (clientName || use).slice(0, longestName).trim(),
    // Both Ja is a contradiction: which of them is meant, is for the person to choose.
    clientId: { ...(clientId && clientId.kind !== 'both' && { kind: clientId.kind }), name: clientName },
    administration: {
      asked: administration !== undefined,
      ...(administration?.application && { application: administration.application }),
      ...(administration?.purpose && { purpose: administration.purpose }),
      use: administration?.use ?? '',
    },
    accounts: {
      asked: accounts !== undefined,
      use: accounts?.use ?? '',
      ...(accounts?.reconcile !== undefined && { reconcile: accounts.reconcile }),
    },
  };
}

/** The inverse of `compose`: a request → what each of its three profiles holds. */
export function decompose(request: AccessRequest): Drafts {
  const { applicant, director, clientId, administration, accounts } = request;
  const school = schoolOf(request);
  const saysSchool = [director.name, director.email, school.username, ...school.institutionNumbers, ...school.accessGroups].some(Boolean);
  return {
    ...((applicant.name || applicant.role) && { applicant: { ...applicant, email: '' } }),
    ...(saysSchool && { school }),
    ...((clientId || administration || accounts) && { purpose: purposeOf(request) }),
  };
}
