import { describe, expect, test } from 'vitest';
import { blocks, check } from '../../utils/intake/check.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { rules } from '../../utils/intake/rules.ts';
import { requestFixture, requestNames } from '../support/requests.ts';

const today = '2026-11-23';
type Change = (request: AccessRequest) => void;

function codesOf(change: Change, applicantEmail = '', base: 'new-both' | 'extend-students' | 'accounts-only' = 'new-both'): string[] {
  const request = requestFixture(base);
  change(request);
  return check(request, { today, applicantEmail }).map((problem) => problem.code);
}

const administration = (request: AccessRequest) => {
  if (!request.administration) throw new Error('fixture without administration');
  return request.administration;
};
const accounts = (request: AccessRequest) => {
  if (!request.accounts) throw new Error('fixture without accounts');
  return request.accounts;
};

/** Each rule: what breaches it, and (by the untouched fixture) that it is silent otherwise. */
const breaches: Record<string, Change | [Change, string]> = {
  clientIdMissing: (request) => delete request.clientId,
  clientIdBoth: (request) => (request.clientId = { kind: 'both', name: 'x' }),
  clientIdNameMissing: (request) => (request.clientId = { kind: 'extend', name: '  ' }),
  clientIdSpaces: (request) => (request.clientId = { kind: 'extend', name: 'rapport platform' }),
  clientIdEmail: (request) => (request.clientId = { kind: 'extend', name: 'it@partner.example' }),
  clientIdNumber: (request) => (request.clientId = { kind: 'extend', name: '035642' }),
  clientIdSecret: (request) => (request.clientId = { kind: 'extend', name: 'k8Jd92LmQp01XzVb77TtYw3e' }),
  nothingAsked: (request) => {
    delete request.administration;
    delete request.accounts;
  },
  accessGroupMissing: (request) => (accounts(request).accessGroups = ['', ' ']),
  usernameMissing: (request) => (accounts(request).username = ''),
  accountsUseMissing: (request) => (accounts(request).use = ' '),
  reconcileMissing: (request) => delete accounts(request).reconcile,
  applicantNameMissing: (request) => (request.applicant.name = ''),
  applicantRoleMissing: (request) => (request.applicant.role = ''),
  dateMissing: (request) => (request.date = ''),
  dateInvalid: (request) => (request.date = '2026-02-30'),
  dateOtherYear: (request) => (request.date = '2025-09-03'),
  directorNameMissing: (request) => (request.director.name = ''),
  directorEmailMissing: (request) => (request.director.email = ''),
  directorEmailInvalid: (request) => (request.director.email = 'directie at school'),
  directorIsApplicant: [(request) => (request.director.email = 'Ik@partner.example'), 'ik@partner.example'],
  directorSharesDomain: [(request) => (request.director.email = 'directie@partner.example'), 'ik@partner.example'],
  directorConsumerMailbox: (request) => (request.director.email = 'school@gmail.com'),
  applicationMissing: (request) => delete administration(request).application,
  purposeMissing: (request) => delete administration(request).purpose,
  numberMissing: (request) => (administration(request).institutionNumbers = []),
  numberNotDigits: (request) => (administration(request).institutionNumbers = ['abc']),
  numberTooLong: (request) => (administration(request).institutionNumbers = ['1234567']),
  numberIsEnterprise: (request) => (administration(request).institutionNumbers = ['0800000075']),
  numberHasSite: (request) => (administration(request).institutionNumbers = ['40428-2']),
  numberPadded: (request) => (administration(request).institutionNumbers = ['35642']),
  numberUnusual: (request) => (administration(request).institutionNumbers = ['235642']),
  numberTwice: (request) => (administration(request).institutionNumbers = ['035642', '35642']),
  useMissing: (request) => (administration(request).use = ''),
  usePlaceholder: (request) => (administration(request).use = 'opvragen van data voor <naam partner/toepassing>'),
  pushStaffOnly: (request) => Object.assign(administration(request), { application: 'staff', purpose: 'push' }),
  reconcileTwikey: (request) => (accounts(request).use = 'Uitwisselen rekeningen met Twikey'),
  journalSpelling: (request) => (accounts(request).use = 'Betalingen afpunten op dagboek extern dubieus'),
};

describe('each rule', () => {
  test.each(Object.entries(breaches))('%s is found when breached, and not otherwise', (code, breach) => {
    const [change, applicantEmail] = Array.isArray(breach) ? breach : [breach, ''];
    expect(codesOf(change, applicantEmail)).toContain(code);
    expect(codesOf(() => undefined, 'someone@partner.example')).not.toContain(code);
  });

  const told: Record<string, Change> = {
    reconcileNeedsUser: (request) => (accounts(request).reconcile = false),
    reconcileNeedsJournal: (request) => (accounts(request).reconcile = false),
    accessGroupsActive: (request) => delete request.accounts,
    accessGroupsEachYear: (request) => delete request.accounts,
    pdfsOneYear: (request) => delete request.accounts,
    credentialsToDirector: (request) => (request.director.email = ''),
  };
  test.each(Object.entries(told))('%s is told of a full request, and not where it does not apply', (code, change) => {
    expect(codesOf(() => undefined)).toContain(code);
    expect(codesOf(change)).not.toContain(code);
  });

  test('has a breach in this table', () => {
    expect(rules.map((rule) => rule.code).sort()).toEqual([...Object.keys(breaches), ...Object.keys(told)].sort());
  });
});

describe('the list', () => {
  test.each(requestNames)('nothing blocks %s', (name) => {
    expect(blocks(check(requestFixture(name), { today }))).toBe(false);
  });

  test('worst first, and ClientID and access groups first among them', () => {
    const request = requestFixture('new-both');
    request.applicant.name = '';
    request.clientId = { kind: 'extend', name: '' };
    accounts(request).accessGroups = [];
    const found = check(request, { today });
    expect(found.slice(0, 3).map((problem) => problem.code)).toEqual(['clientIdNameMissing', 'accessGroupMissing', 'applicantNameMissing']);
    const ranks = found.map((problem) => ['blocks', 'warns', 'informs'].indexOf(problem.severity));
    expect(ranks).toEqual([...ranks].sort());
  });

  test('a look-alike of a secret is never repeated in the message', () => {
    const request = requestFixture('extend-students');
    request.clientId = { kind: 'extend', name: 'k8Jd92LmQp01XzVb77TtYw3e' };
    expect(check(request, { today }).find((problem) => problem.code === 'clientIdSecret')?.values).toEqual([]);
  });

  test('each rule names the form’s sentence, or says why it has none', () => {
    for (const rule of rules) expect(rule.source || rule.why, rule.code).toBeTruthy();
  });
});
