export const applicant = { id: 'a1', name: 'Joris Van Acker', role: 'ICT-coördinator', email: 'joris@deregenboog.example', changedAt: '2026-09-03' };
export const school = {
  id: 's1',
  name: 'De Regenboog',
  institutionNumbers: ['035642'],
  director: { name: 'Françoise Şahin', email: 'directie@school.example' },
  accessGroups: ['VZW De Regenboog'],
  username: 'F.Sahin',
  changedAt: '2026-09-03',
};
export const purpose = {
  id: 'p1',
  name: 'Leerspoor',
  clientId: { kind: 'new' as const, name: '' },
  administration: { asked: true, application: 'both' as const, purpose: 'both' as const, use: 'Opvragen van data voor Leerspoor' },
  accounts: { asked: true, use: 'Uitwisselen van rekeningen met Leerspoor', reconcile: false },
  changedAt: '2026-09-03',
};
export const records = {
  'applicant:a1': applicant,
  'school:s1': school,
  'purpose:p1': purpose,
  'work:applicantId': 'a1',
  'work:schoolId': 's1',
  'work:purposeId': 'p1',
  settings: { language: 'nl' },
};
