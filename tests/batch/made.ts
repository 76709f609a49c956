import type { Applicant, PurposeProfile, School } from '../../utils/intake/profile.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { Submission } from '../../utils/batch/submission.ts';

export const applicant: Applicant = { id: 'a', name: 'An Peeters', role: 'Integratiearchitect', email: 'an@platform.example' };

export const readBoth: PurposeProfile = {
  id: 'p',
  name: 'Lezen',
  clientId: { kind: 'new', name: '' },
  administration: { asked: true, application: 'both', purpose: 'read', use: 'Opvragen van data voor Rapportplatform' },
  accounts: { asked: false, use: '' },
};

export const extendAll: PurposeProfile = {
  ...readBoth,
  clientId: { kind: 'extend', name: 'rapport' },
  administration: { asked: true, application: 'both', purpose: 'both', use: 'Opvragen van data voor Rapportplatform' },
  accounts: { asked: true, use: 'Uitwisselen rekeningen', reconcile: false },
};

export function school(id: string, over: Partial<School> = {}): School {
  return {
    id,
    name: `School ${id}`,
    institutionNumbers: [`0${40_000 + (Number(id.replace(/\D/g, '')) || 0)}`],
    director: { name: `Directie ${id}`, email: `directie@school${id}.example` },
    accessGroups: [`Groep ${id}`],
    username: 'boekhouding',
    ...over,
  };
}

export function request(over: Partial<AccessRequest> = {}): AccessRequest {
  return {
    applicant: { name: 'An Peeters', role: 'Integratiearchitect' },
    date: '2026-10-01',
    director: { name: 'Jan Janssens', email: 'directie@school1.example' },
    clientId: { kind: 'extend', name: 'rapport' },
    administration: { application: 'students', purpose: 'read', institutionNumbers: ['040001'], use: 'Opvragen' },
    ...over,
  };
}

export const made: Submission['work'] = { state: 'made', hash: 'h', report: { placed: [], left: [], kept: [], annexed: [] } };

/** Its PDF is made where its status says so, unless `over` says otherwise. */
export function submission(id: string, over: Partial<Submission> = {}): Submission {
  return {
    id,
    batchId: 'b',
    schoolIds: ['1'],
    name: 'School 1',
    request: request(),
    fileName: `intake-school-${id}.pdf`,
    form: { fingerprint: 'f', name: 'form.pdf' },
    signing: 'hand',
    status: 'ready',
    dates: { ready: '2026-10-01' },
    clientId: '',
    ticked: [],
    note: '',
    work: over.status && over.status !== 'draft' && over.status !== 'ready' ? made : { state: 'waiting' },
    at: 0,
    ...over,
  };
}
