import type { Applicant, PurposeProfile, School } from '../../utils/intake/profile.ts';

/** Invented people and schools. The last school and the last purpose are wrong on purpose, to see the checks at work. */
export const applicants: readonly Applicant[] = [
  { id: 'demo-noemie', name: 'Noëmie Łukasik-Peeters', role: 'Integratiepartner', email: 'noemie@koppelwerk.example' },
  { id: 'demo-joris', name: 'Joris Van Acker', role: 'ICT-coördinator', email: 'joris.vanacker@deregenboog.example' },
];

export const schools: readonly School[] = [
  {
    id: 'demo-regenboog',
    name: 'Basisschool De Regenboog',
    institutionNumbers: ['035642'],
    director: { name: 'Françoise Şahin', email: 'directie@deregenboog.example' },
    accessGroups: ['VZW De Regenboog', 'Internaat Ter Linden'],
    username: 'F.Sahin',
  },
  {
    id: 'demo-zes-torens',
    name: 'Scholengroep Zes Torens',
    institutionNumbers: ['040428', '040436', '123456', '035501', '035519', '118802'],
    director: { name: 'Bart D’Hondt', email: 'bart.dhondt@zestorens.example' },
    accessGroups: ['VZW Zes Torens'],
    username: 'dhondtb',
  },
  {
    id: 'demo-klimop',
    name: 'Vrije School Klimop (nog niet in orde)',
    institutionNumbers: ['35642', '40428-2'],
    director: { name: 'An Claes', email: 'an.claes@gmail.com' },
    accessGroups: [],
    username: '',
  },
];

export const purposes: readonly PurposeProfile[] = [
  {
    id: 'demo-both',
    name: 'Nieuwe koppeling Leerspoor (beide API’s)',
    clientId: { kind: 'new', name: '' },
    administration: { asked: true, application: 'both', purpose: 'both', use: 'Opvragen van leerlingen en personeel voor Leerspoor' },
    accounts: { asked: true, use: 'Uitwisselen van rekeningen met Leerspoor', reconcile: true },
  },
  {
    id: 'demo-extend',
    name: 'Leerlingen toevoegen aan Leerspoor',
    clientId: { kind: 'extend', name: 'leerspoor_zestorens' },
    administration: { asked: true, application: 'students', purpose: 'read', use: 'Opvragen van leerlingen voor Leerspoor' },
    accounts: { asked: false, use: '' },
  },
  {
    id: 'demo-accounts',
    name: 'Alleen Rekeningen',
    clientId: { kind: 'new', name: '' },
    administration: { asked: false, use: '' },
    accounts: { asked: true, use: 'Uitwisselen van rekeningen met Kassaboek', reconcile: false },
  },
  {
    id: 'demo-nameless',
    name: 'Uitbreiden zonder naam (nog niet in orde)',
    clientId: { kind: 'extend', name: '' },
    administration: { asked: true, application: 'staff', purpose: 'push', use: 'Opvragen van data voor <naam partner/toepassing>' },
    accounts: { asked: true, use: '', reconcile: undefined },
  },
];

/** The same as the extension keeps them: one key a record. */
export function profileRecords(): Record<string, unknown> {
  const records = (kind: string, profiles: readonly { id: string }[]) => profiles.map((profile) => [`${kind}:${profile.id}`, profile] as const);
  return Object.fromEntries([...records('applicant', applicants), ...records('school', schools), ...records('purpose', purposes)]);
}
