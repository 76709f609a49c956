import type { PlaceKey } from './catalogue.ts';
import type { CheckContext, Severity } from './problem.ts';
import type { AccessRequest } from './request.ts';
import { schoolYearOf } from './schoolyear.ts';
import { doubtClientId, emailDomain, isDate, isEmail, parseInstitutionNumber, printDate } from './values.ts';

/** A row of the rule table. `find` returns one entry for each breach: the values of its message, and the key where not the row's own. */
type Rule = {
  code: string;
  severity: Severity;
  key: PlaceKey;
  /** The form's sentence that the rule comes from, as printed; empty where the rule comes from elsewhere (then `why` says so). */
  source: string;
  why?: string;
  find: (request: AccessRequest, context: CheckContext) => readonly (readonly string[])[];
};

/**
 * The rule table: what makes a form come back, or a request useless. A new rule is a row here and two messages,
 * `problem_<code>` and `fix_<code>`, in each language.
 */

const once: readonly (readonly string[])[] = [[]];
const never: readonly (readonly string[])[] = [];
const when = (breached: boolean | undefined) => (breached ? once : never);
const blank = (value: string | undefined) => !value?.trim();

const consumerMailboxes = new Set([
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'hotmail.be',
  'outlook.com',
  'outlook.be',
  'live.com',
  'live.be',
  'msn.com',
  'yahoo.com',
  'yahoo.fr',
  'icloud.com',
  'me.com',
  'telenet.be',
  'skynet.be',
  'proximus.be',
  'scarlet.be',
  'pandora.be',
  'gmx.com',
  'gmx.net',
  'aol.com',
  'proton.me',
  'protonmail.com',
]);

const forNumbers = (request: AccessRequest, find: (typed: string) => readonly string[] | undefined) =>
  (request.administration?.institutionNumbers ?? []).flatMap((typed) => {
    const values = find(typed);
    return values ? [values] : [];
  });

const numberFailure = (code: string) => (request: AccessRequest) =>
  forNumbers(request, (typed) => {
    const parsed = parseInstitutionNumber(typed);
    return !parsed.ok && parsed.code === code ? [typed] : undefined;
  });

const clientIdName = (request: AccessRequest) => (request.clientId && request.clientId.kind !== 'new' ? request.clientId.name.trim() : '');

const clientIdDoubt = (code: string) => (request: AccessRequest) => {
  const name = clientIdName(request);
  // A look-alike of a secret is named, never repeated: the message may be copied into a mail.
  return name && doubtClientId(name) === code ? [code === 'clientIdSecret' ? [] : [name]] : never;
};

const uses = (request: AccessRequest) => [request.administration?.use ?? '', request.accounts?.use ?? ''].join('\n');

const sentence = {
  director: 'Naam en e-mailadres van de directie aan wie we deze API inloggegevens mogen bezorgen *',
  privacy: 'Omwille van privacyredenen kunnen we de API inloggegevens enkel aan de directie bezorgen.',
  newClientId: 'Wens je een nieuwe ClientID aan te vragen?',
  extendClientId: 'Wens je een bestaande ClientID uit te breiden?',
  clientIdName: 'Indien ja gelieve hieronder de naam van de ClientID die je wil uitbreiden op te geven.',
  application: 'Voor welke applicatie wil je gegevens opvragen (kruis aan wat van toepassing is)',
  purpose: 'Waarvoor wil je deze API precies gebruiken (kruis aan wat van toepassing is)',
  numbers: 'Instellingsnummer(s) waarvoor je deze API wilt activeren.',
  use: 'Waarvoor ga je de API gebruiken?',
  accessGroups: 'Naam van de toegangsgroep(en)* uit Rekeningen2.0 waarvoor je via de API gegevens wil opvragen',
  accessGroupsActive: 'De toegangsgroep(en) moet(en) actief zijn en blijven.',
  schoolYear:
    'Om de gebruiksrechten over te zetten naar een volgend schooljaar, moet je aan het begin van elk schooljaar inloggen op deze toegangsgroepen via de toepassing iRekeningen.',
  username: 'De gebruikersnaam van een actieve gebruiker/beheerder die toegang heeft tot Rekeningen2.0 voor de school of het internaat:',
  reconcile: 'Wil je ook de rekeningen afpunten via de API?',
  activeUser: 'minstens één actieve en geldige gebruiker gekoppeld zijn aan elke toegangsgroep waarvoor een scope werd aangevraagd.',
  journal: 'een financieel dagboek “Extern” of “Extern_Dubieus” bestaan in het deelboek van de boekhouding.',
  twikey: 'Werk je met Twikey dan adviseren we om je afpuntingen gewoon via de bankcoda te laten verlopen.',
  pdfs: 'De individuele PDF’s worden door Informat niet langer dan 1 jaar bewaard.',
};

export const rules: readonly Rule[] = [
  // ClientID
  { code: 'clientIdMissing', severity: 'blocks', key: 'clientId.new', source: sentence.newClientId, find: (request) => when(!request.clientId) },
  {
    code: 'clientIdBoth',
    severity: 'blocks',
    key: 'clientId.new',
    source: sentence.extendClientId,
    find: (request) => when(request.clientId?.kind === 'both'),
  },
  {
    code: 'clientIdNameMissing',
    severity: 'blocks',
    key: 'clientId.name',
    source: sentence.clientIdName,
    find: (request) => when(request.clientId !== undefined && request.clientId.kind !== 'new' && !clientIdName(request)),
  },
  { code: 'clientIdSpaces', severity: 'warns', key: 'clientId.name', source: '', why: 'A ClientID is one word.', find: clientIdDoubt('clientIdSpaces') },
  { code: 'clientIdEmail', severity: 'warns', key: 'clientId.name', source: '', why: 'An address was met in its place.', find: clientIdDoubt('clientIdEmail') },
  {
    code: 'clientIdNumber',
    severity: 'warns',
    key: 'clientId.name',
    source: '',
    why: 'An institution number was met in its place.',
    find: clientIdDoubt('clientIdNumber'),
  },
  {
    code: 'clientIdSecret',
    severity: 'warns',
    key: 'clientId.name',
    source: '',
    why: 'A secret never belongs on a form.',
    find: clientIdDoubt('clientIdSecret'),
  },

  // What is asked
  {
    code: 'nothingAsked',
    severity: 'blocks',
    key: 'administration.application',
    source: sentence.application,
    find: (request) => when(!request.administration && !request.accounts),
  },

  // Rekeningen API
  {
    code: 'accessGroupMissing',
    severity: 'blocks',
    key: 'accounts.accessGroups',
    source: sentence.accessGroups,
    find: (request) => when(request.accounts?.accessGroups.every(blank)),
  },
  {
    code: 'usernameMissing',
    severity: 'blocks',
    key: 'accounts.username',
    source: sentence.username,
    find: (request) => when(request.accounts !== undefined && blank(request.accounts.username)),
  },
  {
    code: 'accountsUseMissing',
    severity: 'blocks',
    key: 'accounts.use',
    source: sentence.use,
    find: (request) => when(request.accounts !== undefined && blank(request.accounts.use)),
  },
  {
    code: 'reconcileMissing',
    severity: 'blocks',
    key: 'accounts.reconcile',
    source: sentence.reconcile,
    find: (request) => when(request.accounts !== undefined && request.accounts.reconcile === undefined),
  },

  // Algemeen
  {
    code: 'applicantNameMissing',
    severity: 'blocks',
    key: 'applicant.name',
    source: 'Naam aanvrager:',
    find: (request) => when(blank(request.applicant.name)),
  },
  {
    code: 'applicantRoleMissing',
    severity: 'blocks',
    key: 'applicant.role',
    source: 'Functie aanvrager:',
    find: (request) => when(blank(request.applicant.role)),
  },
  { code: 'dateMissing', severity: 'blocks', key: 'date', source: 'Datum:', find: (request) => when(blank(request.date)) },
  {
    code: 'dateInvalid',
    severity: 'blocks',
    key: 'date',
    source: 'Datum:',
    find: (request) => (!blank(request.date) && !isDate(request.date) ? [[request.date]] : never),
  },
  {
    code: 'dateOtherYear',
    severity: 'warns',
    key: 'date',
    source: 'Datum:',
    why: 'A form dated in another school year is an old one sent again, or a slip of the year.',
    find: (request, { today }) =>
      isDate(request.date) && Math.abs(schoolYearOf(request.date) - schoolYearOf(today)) > 0 ? [[printDate(request.date) ?? request.date]] : never,
  },
  { code: 'directorNameMissing', severity: 'blocks', key: 'director.name', source: sentence.director, find: (request) => when(blank(request.director.name)) },
  {
    code: 'directorEmailMissing',
    severity: 'blocks',
    key: 'director.email',
    source: sentence.director,
    find: (request) => when(blank(request.director.email)),
  },
  {
    code: 'directorEmailInvalid',
    severity: 'blocks',
    key: 'director.email',
    source: sentence.director,
    find: (request) => (!blank(request.director.email) && !isEmail(request.director.email.trim()) ? [[request.director.email]] : never),
  },
  {
    code: 'directorIsApplicant',
    severity: 'warns',
    key: 'director.email',
    source: sentence.privacy,
    find: (request, { applicantEmail = '' }) =>
      !blank(applicantEmail) && applicantEmail.trim().toLowerCase() === request.director.email.trim().toLowerCase() ? [[request.director.email]] : never,
  },
  {
    code: 'directorSharesDomain',
    severity: 'warns',
    key: 'director.email',
    source: sentence.privacy,
    find: (request, { applicantEmail = '' }) => {
      const own = emailDomain(applicantEmail);
      const same = own && own === emailDomain(request.director.email) && !consumerMailboxes.has(own);
      return same && applicantEmail.trim().toLowerCase() !== request.director.email.trim().toLowerCase() ? [[own]] : never;
    },
  },
  {
    code: 'directorConsumerMailbox',
    severity: 'warns',
    key: 'director.email',
    source: sentence.privacy,
    find: (request) => (consumerMailboxes.has(emailDomain(request.director.email)) ? [[emailDomain(request.director.email)]] : never),
  },

  // Leerlingen- en personeelsadministratie
  {
    code: 'applicationMissing',
    severity: 'blocks',
    key: 'administration.application',
    source: sentence.application,
    find: (request) => when(request.administration !== undefined && !request.administration.application),
  },
  {
    code: 'purposeMissing',
    severity: 'blocks',
    key: 'administration.purpose',
    source: sentence.purpose,
    find: (request) => when(request.administration !== undefined && !request.administration.purpose),
  },
  {
    code: 'numberMissing',
    severity: 'blocks',
    key: 'administration.institutionNumbers',
    source: sentence.numbers,
    find: (request) => when(request.administration?.institutionNumbers.every(blank)),
  },
  { code: 'numberNotDigits', severity: 'blocks', key: 'administration.institutionNumbers', source: sentence.numbers, find: numberFailure('numberNotDigits') },
  { code: 'numberTooLong', severity: 'blocks', key: 'administration.institutionNumbers', source: sentence.numbers, find: numberFailure('numberTooLong') },
  {
    code: 'numberIsEnterprise',
    severity: 'blocks',
    key: 'administration.institutionNumbers',
    source: sentence.numbers,
    find: numberFailure('numberIsEnterprise'),
  },
  { code: 'numberHasSite', severity: 'blocks', key: 'administration.institutionNumbers', source: sentence.numbers, find: numberFailure('numberHasSite') },
  {
    code: 'numberPadded',
    severity: 'warns',
    key: 'administration.institutionNumbers',
    source: sentence.numbers,
    why: 'Spreadsheets and government exports drop the zeros. Five digits may also be a NIS code: the message says so.',
    find: (request) =>
      forNumbers(request, (typed) => {
        const parsed = parseInstitutionNumber(typed);
        return parsed.ok && parsed.value.padded ? [typed.trim(), parsed.value.number] : undefined;
      }),
  },
  {
    code: 'numberUnusual',
    severity: 'warns',
    key: 'administration.institutionNumbers',
    source: sentence.numbers,
    find: (request) =>
      forNumbers(request, (typed) => {
        const parsed = parseInstitutionNumber(typed);
        return parsed.ok && parsed.value.unusual ? [parsed.value.number] : undefined;
      }),
  },
  {
    code: 'numberTwice',
    severity: 'warns',
    key: 'administration.institutionNumbers',
    source: sentence.numbers,
    find: (request) => {
      const numbers = forNumbers(request, (typed) => {
        const parsed = parseInstitutionNumber(typed);
        return parsed.ok ? [parsed.value.number] : undefined;
      }).map(([number = '']) => number);
      return [...new Set(numbers.filter((number, at) => numbers.indexOf(number) !== at))].map((number) => [number]);
    },
  },
  {
    code: 'useMissing',
    severity: 'blocks',
    key: 'administration.use',
    source: sentence.use,
    find: (request) => when(request.administration !== undefined && blank(request.administration.use)),
  },
  {
    code: 'usePlaceholder',
    severity: 'warns',
    key: 'administration.use',
    source: 'Vb. opvragen van data voor <naam partner/toepassing>',
    find: (request) => when(/<[^>]*(naam|partner|toepassing)[^>]*>/i.test(uses(request))),
  },
  {
    code: 'pushStaffOnly',
    severity: 'warns',
    key: 'administration.purpose',
    source: sentence.purpose,
    why: 'Enrolments belong to the pupils’ administration.',
    find: ({ administration }) => when(administration?.application === 'staff' && (administration.purpose === 'push' || administration.purpose === 'both')),
  },

  // What must be so at the school before the access works
  {
    code: 'reconcileNeedsUser',
    severity: 'informs',
    key: 'accounts.reconcile',
    source: sentence.activeUser,
    find: (request) => when(request.accounts?.reconcile === true),
  },
  {
    code: 'reconcileNeedsJournal',
    severity: 'informs',
    key: 'accounts.reconcile',
    source: sentence.journal,
    find: (request) => when(request.accounts?.reconcile === true),
  },
  {
    code: 'reconcileTwikey',
    severity: 'informs',
    key: 'accounts.reconcile',
    source: sentence.twikey,
    find: (request) => when(request.accounts?.reconcile === true && /twikey/i.test(uses(request))),
  },
  {
    code: 'journalSpelling',
    severity: 'warns',
    key: 'accounts.use',
    source: sentence.journal,
    find: (request) =>
      (uses(request).match(/\bdagboek(?:en)?\s+["“'‘]?[\p{L}]+(?:[ _-]dubieus)?/giu) ?? [])
        .map((found) => found.replace(/^dagboek(?:en)?\s+["“'‘]?/i, ''))
        .filter((name) => /^extern/i.test(name) && name !== 'Extern' && name !== 'Extern_Dubieus')
        .map((name) => [name]),
  },
  {
    code: 'accessGroupsActive',
    severity: 'informs',
    key: 'accounts.accessGroups',
    source: sentence.accessGroupsActive,
    find: (request) => when(request.accounts !== undefined),
  },
  {
    code: 'accessGroupsEachYear',
    severity: 'informs',
    key: 'accounts.accessGroups',
    source: sentence.schoolYear,
    find: (request, { today }) => (request.accounts ? [[`01/09/${schoolYearOf(isDate(request.date) ? request.date : today) + 1}`]] : never),
  },
  { code: 'pdfsOneYear', severity: 'informs', key: 'accounts.use', source: sentence.pdfs, find: (request) => when(request.accounts !== undefined) },
  { code: 'credentialsToDirector', severity: 'informs', key: 'director', source: sentence.privacy, find: (request) => when(!blank(request.director.email)) },
];
