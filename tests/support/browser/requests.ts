import { applicants, purposes, schools } from '../../../scripts/demo/profiles.ts';
import type { Choice } from './person.ts';

const byId = <Profile extends { id: string; name: string }>(profiles: readonly Profile[], id: string): Profile => {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (!profile) throw new Error(`There is no demo profile ${id}.`);
  return profile;
};

export type ExpectedForm = {
  name: string;
  choice: Choice;
  /** Key of the places file → the words that must stand there. */
  texts: Readonly<Record<string, string>>;
  /** Keys of the boxes that must be crossed; every other box must stay as it was. */
  crosses: readonly string[];
  mailbox: string;
};

const pick = (applicant: string, school: string, purpose: string): Choice => ({
  applicant: byId(applicants, applicant).name,
  school: byId(schools, school).name,
  purpose: byId(purposes, purpose).name,
});

/** The three requests, with the answers as the form must show them: written out here, not computed by the extension's code. */
export const expectedForms: readonly ExpectedForm[] = [
  {
    name: 'new, both APIs',
    choice: pick('demo-noemie', 'demo-regenboog', 'demo-both'),
    texts: {
      'applicant.name': 'Noëmie Łukasik-Peeters',
      'applicant.role': 'Integratiepartner',
      date: '03/09/2026',
      director: 'Françoise Şahin, directie@deregenboog.example',
      'administration.institutionNumbers': '035642',
      'administration.use': 'Opvragen van leerlingen en personeel voor Leerspoor',
      'accounts.accessGroups': 'VZW De Regenboog, Internaat Ter Linden',
      'accounts.username': 'F.Sahin',
      'accounts.use': 'Uitwisselen van rekeningen met Leerspoor',
    },
    crosses: ['clientId.new.yes', 'clientId.extend.no', 'administration.application.both', 'administration.purpose.both', 'accounts.reconcile.yes'],
    mailbox: 'info@informat.be',
  },
  {
    name: 'extend, students only, six institution numbers',
    choice: pick('demo-joris', 'demo-zes-torens', 'demo-extend'),
    texts: {
      'applicant.name': 'Joris Van Acker',
      'applicant.role': 'ICT-coördinator',
      date: '03/09/2026',
      director: 'Bart D’Hondt, bart.dhondt@zestorens.example',
      'clientId.name': 'leerspoor_zestorens',
      'administration.institutionNumbers': '040428, 040436, 123456, 035501, 035519, 118802',
      'administration.clientId': 'leerspoor_zestorens',
      'administration.use': 'Opvragen van leerlingen voor Leerspoor',
    },
    crosses: ['clientId.new.no', 'clientId.extend.yes', 'administration.application.students', 'administration.purpose.read'],
    mailbox: 'info@informat.be',
  },
  {
    name: 'Rekeningen only',
    choice: pick('demo-noemie', 'demo-regenboog', 'demo-accounts'),
    texts: {
      'applicant.name': 'Noëmie Łukasik-Peeters',
      'applicant.role': 'Integratiepartner',
      date: '03/09/2026',
      director: 'Françoise Şahin, directie@deregenboog.example',
      'accounts.accessGroups': 'VZW De Regenboog, Internaat Ter Linden',
      'accounts.username': 'F.Sahin',
      'accounts.use': 'Uitwisselen van rekeningen met Kassaboek',
    },
    crosses: ['clientId.new.yes', 'clientId.extend.no', 'accounts.reconcile.no'],
    mailbox: 'rekeningen@informat.be',
  },
];

/** The day on which the tests' requests are dated, as the extension stores it. */
export const requestDate = '2026-09-03';
