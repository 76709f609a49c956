import type { Applicant, Group, PurposeProfile, School } from '../../utils/intake/profile.ts';

export function blankApplicant(id: string): Applicant {
  return { id, name: '', role: '', email: '' };
}

export function blankSchool(id: string): School {
  return { id, name: '', institutionNumbers: [], director: { name: '', email: '' }, accessGroups: [], username: '' };
}

export function blankPurpose(id: string): PurposeProfile {
  return { id, name: '', clientId: { name: '' }, administration: { asked: false, use: '' }, accounts: { asked: false, use: '' } };
}

export function blankGroup(id: string): Group {
  return { id, name: '', schoolIds: [], director: { name: '', email: '' }, username: '' };
}
