import type { Applicant, PurposeProfile, School } from './profile.ts';
import type { AccessRequest, ClientId } from './request.ts';

function composeClientId(purpose: PurposeProfile): ClientId | undefined {
  const { kind, name } = purpose.clientId;
  if (kind === 'new') return { kind: 'new' };
  if (kind === 'extend') return { kind: 'extend', name: name.trim() };
  return undefined;
}

/** Profiles + day (yyyy-mm-dd) → the request. Loses nothing and invents nothing: what is missing stays missing for `check`. */
export function compose(applicant: Applicant, school: School, purpose: PurposeProfile, date: string): AccessRequest {
  const { administration, accounts } = purpose;
  return {
    applicant: { name: applicant.name.trim(), role: applicant.role.trim() },
    date,
    director: { name: school.director.name.trim(), email: school.director.email.trim() },
    clientId: composeClientId(purpose),
    administration: administration.asked
      ? {
          application: administration.application,
          purpose: administration.purpose,
          institutionNumbers: school.institutionNumbers.map((number) => number.trim()).filter(Boolean),
          use: administration.use.trim(),
        }
      : undefined,
    accounts: accounts.asked
      ? {
          accessGroups: school.accessGroups.map((group) => group.trim()).filter(Boolean),
          username: school.username.trim(),
          use: accounts.use.trim(),
          reconcile: accounts.reconcile,
        }
      : undefined,
  };
}
