/**
 * The form as a table: every question, its wordings, section, kind and options. The PDF mapping, the web mapping, the
 * checks, the desk's form and the e-mail text all read it: a new version of the form, or a new question, is an edit here.
 * The first wording is the form's own (2026); the others were met on rebuilt forms, or say the same in fr and en. What differs
 * only in a synonym or a spelling of `words.ts` is no further wording.
 */

export type SectionKey = 'general' | 'administration' | 'accounts' | 'closing';

export type Section = { key: SectionKey; wordings: readonly string[] };

export const sections: readonly Section[] = [
  { key: 'general', wordings: ['Algemeen', 'Algemene gegevens', 'Général'] },
  {
    key: 'administration',
    wordings: [
      'Leerlingen- en personeelsadministratie',
      'Leerlingenadministratie en personeelsadministratie',
      'Leerlingen- & personeelsadministratie',
      'Administration des élèves et du personnel',
      'Student and staff administration',
    ],
  },
  { key: 'accounts', wordings: ['Rekeningen API', 'API Rekeningen', 'API Comptes', 'Accounts API'] },
  { key: 'closing', wordings: [] },
];

const questionKeys = [
  'applicant.name',
  'applicant.role',
  'date',
  'director',
  'clientId.new',
  'clientId.extend',
  'clientId.name',
  'administration.application',
  'administration.purpose',
  'administration.institutionNumbers',
  'administration.clientId',
  'administration.use',
  'accounts.accessGroups',
  'accounts.username',
  'accounts.use',
  'accounts.reconcile',
  'signature',
] as const;
export type QuestionKey = (typeof questionKeys)[number];

/** A place on the form: a question's own, one of its options', or a part that some forms ask apart. */
export type PlaceKey =
  | QuestionKey
  | 'director.name'
  | 'director.email'
  | 'clientId.new.yes'
  | 'clientId.new.no'
  | 'clientId.extend.yes'
  | 'clientId.extend.no'
  | `administration.application.${'students' | 'staff' | 'both'}`
  | `administration.purpose.${'push' | 'read' | 'both'}`
  | 'accounts.reconcile.yes'
  | 'accounts.reconcile.no'
  | 'mention';

export type Option = { key: PlaceKey; wordings: readonly string[] };

/** `lines`: a text that may take several lines. `list`: several values, in one place or several. */
export type QuestionKind = 'line' | 'lines' | 'list' | 'date' | 'options' | 'signature';

export type Question = {
  key: QuestionKey;
  section: SectionKey;
  kind: QuestionKind;
  wordings: readonly string[];
  /** Printed with the question but part of no answer: an example, a footnote. It may stand between question and place. */
  hints?: readonly string[];
  options?: readonly Option[];
  /** Wordings of a form that asks this in parts: each part has a place of its own. */
  parts?: readonly { key: PlaceKey; wordings: readonly string[] }[];
};

const yesNo = (question: 'clientId.new' | 'clientId.extend' | 'accounts.reconcile'): Option[] => [
  { key: `${question}.yes`, wordings: ['Ja', 'Oui', 'Yes'] },
  { key: `${question}.no`, wordings: ['Nee', 'Neen', 'Non', 'No'] },
];
const both = ['Beide', 'Allebei', 'Alle twee', 'Les deux', 'Both'];
const use = ['Waarvoor ga je de API gebruiken?', "Pour quoi allez-vous utiliser l'API ?", 'What will you use the API for?'];

/** All that a person answers by typing or choosing. */
export const typedQuestions: readonly Question[] = [
  {
    key: 'applicant.name',
    section: 'general',
    kind: 'line',
    wordings: [
      'Naam aanvrager',
      'Naam van de aanvrager',
      'Voornaam en naam aanvrager',
      'Naam en voornaam van de aanvrager',
      'Uw naam',
      'Nom du demandeur',
      'Name of applicant',
      'Naam van de persoon die de aanvraag doet',
      'Nom de la personne qui fait la demande',
      'Name of the person making the request',
      'Applicant name',
    ],
  },
  {
    key: 'applicant.role',
    section: 'general',
    kind: 'line',
    wordings: [
      'Functie aanvrager',
      'Functie van de aanvrager',
      'Functie van de persoon die aanvraagt',
      'Uw functie',
      'Fonction du demandeur',
      'Role of applicant',
      'Welke functie heeft de aanvrager?',
      'Fonction de la personne qui fait la demande',
      'Function of the applicant',
      'Position of applicant',
    ],
  },
  {
    key: 'date',
    section: 'general',
    kind: 'date',
    wordings: ['Datum', 'Datum van de aanvraag', 'Datum aanvraag', 'Date', 'Date de la demande', 'Date of the request'],
  },
  {
    key: 'director',
    section: 'general',
    kind: 'lines',
    wordings: [
      'Naam en e-mailadres van de directie aan wie we deze API inloggegevens mogen bezorgen',
      'Naam en e-mailadres van de directeur aan wie wij de inloggegevens van deze API mogen bezorgen',
      'Naam en e-mailadres van de directie',
      'Aan welke directie mogen we de inloggegevens bezorgen (naam en e-mailadres)',
      'Naam en e-mailadres van de directie die de inloggegevens ontvangt',
      "Nom et adresse e-mail du directeur à qui les identifiants de l'API peuvent être transmis",
      'Name and e-mail address of the principal who will receive the API credentials',
      'Nom et adresse e-mail de la direction à qui nous pouvons remettre les données de connexion',
      'Name and e-mail address of the director to whom we may send the API credentials',
    ],
    hints: ['Omwille van privacyredenen kunnen we de API inloggegevens enkel aan de directie bezorgen. Gelieve deze bij deze persoon op te vragen.'],
    parts: [
      {
        key: 'director.name',
        wordings: [
          'Naam van de directie aan wie we deze API inloggegevens mogen bezorgen',
          'Naam directie',
          'Naam van de directie',
          'Naam van de directie die de inloggegevens ontvangt',
          'Nom de la direction',
          'Nom du directeur',
          'Name of the director',
          'Director name',
        ],
      },
      {
        key: 'director.email',
        wordings: [
          'E-mailadres van de directie aan wie we deze API inloggegevens mogen bezorgen',
          'E-mailadres directie',
          'E-mailadres van de directie',
          'E-mailadres van de directie die de inloggegevens ontvangt',
          'Adresse e-mail de la direction',
          'E-mail address of the director',
          'Director e-mail address',
        ],
      },
    ],
  },
  {
    key: 'clientId.new',
    section: 'general',
    kind: 'options',
    wordings: [
      'Wens je een nieuwe ClientID aan te vragen?',
      'Vraag je een nieuwe ClientID aan?',
      'Nieuwe ClientID aanvragen',
      'Heb je een nieuwe ClientID nodig?',
      'Moet er een nieuwe ClientID aangemaakt worden?',
      'Demandez-vous un nouveau ClientID ?',
      'Do you need a new ClientID?',
      'Souhaitez-vous demander un nouveau ClientID ?',
      'Do you wish to request a new ClientID?',
    ],
    options: yesNo('clientId.new'),
  },
  {
    key: 'clientId.extend',
    section: 'general',
    kind: 'options',
    wordings: [
      'Wens je een bestaande ClientID uit te breiden?',
      'Bestaande ClientID uitbreiden',
      'Moet een bestaande ClientID uitgebreid worden?',
      'Voulez-vous étendre un ClientID existant ?',
      'Do you want to extend an existing ClientID?',
      'Souhaitez-vous étendre un ClientID existant ?',
      'Do you wish to extend an existing ClientID?',
    ],
    options: yesNo('clientId.extend'),
  },
  {
    key: 'clientId.name',
    section: 'general',
    kind: 'line',
    wordings: [
      'Indien ja gelieve hieronder de naam van de ClientID die je wil uitbreiden op te geven.',
      'Zo ja, geef hieronder de naam van de ClientID die je wil uitbreiden',
      'Naam van de ClientID die je wil uitbreiden',
      'Naam van de bestaande ClientID',
      'Welke ClientID wil je uitbreiden?',
      'Nom du ClientID à étendre',
      'Name of the ClientID to extend',
      'Si oui, veuillez indiquer ci-dessous le nom du ClientID à étendre',
      'If yes, please give the name of the ClientID that you want to extend',
    ],
  },
  {
    key: 'administration.application',
    section: 'administration',
    kind: 'options',
    wordings: [
      'Voor welke applicatie wil je gegevens opvragen (kruis aan wat van toepassing is)',
      'Voor welke toepassing wil je gegevens opvragen',
      'Uit welke toepassing wil je gegevens opvragen',
      'De quelle application souhaitez-vous obtenir des données',
      'Which application do you want data from',
      'Pour quelle application souhaitez-vous demander des données',
      'For which application do you want to request data',
    ],
    options: [
      {
        key: 'administration.application.students',
        wordings: [
          'Leerlingenadministratie',
          'Leerlingen',
          'Administration des élèves',
          'Élèves',
          'Student administration',
          'Pupil administration',
          'Students',
          'Pupils',
        ],
      },
      {
        key: 'administration.application.staff',
        wordings: ['Personeelsadministratie', 'Personeel', 'Administration du personnel', 'Personnel', 'Staff administration', 'Staff'],
      },
      { key: 'administration.application.both', wordings: both },
    ],
  },
  {
    key: 'administration.purpose',
    section: 'administration',
    kind: 'options',
    wordings: [
      'Waarvoor wil je deze API precies gebruiken (kruis aan wat van toepassing is)',
      'Waarvoor wil je deze API precies gebruiken',
      'Waarvoor wil je de API precies gebruiken',
      'Wat wil je precies met deze API doen',
      'Quel usage précis ferez-vous de cette API',
      'What exactly will you do with this API',
      'À quoi voulez-vous utiliser précisément cette API',
      'What exactly do you want to use this API for',
    ],
    options: [
      {
        key: 'administration.purpose.push',
        wordings: [
          'Inschrijvingen pushen',
          'Inschrijvingen doorsturen',
          'Inschrijvingen versturen',
          'Pousser des inscriptions',
          'Push enrollments',
          'Push registrations',
          'Envoyer des inscriptions',
          'Push enrolments',
        ],
      },
      {
        key: 'administration.purpose.read',
        wordings: [
          'Data raadplegen',
          'Gegevens opvragen',
          'Gegevens lezen',
          'Consulter les données',
          'Consulter des données',
          'Read data',
          'Consult data',
          'Retrieve data',
        ],
      },
      { key: 'administration.purpose.both', wordings: both },
    ],
  },
  {
    key: 'administration.institutionNumbers',
    section: 'administration',
    kind: 'list',
    wordings: [
      'Instellingsnummer(s) waarvoor je deze API wilt activeren.',
      'Instellingsnummers waarvoor je de API wil activeren',
      'Voor welke instellingsnummers wil je deze API activeren?',
      "Pour quels numéros d'établissement voulez-vous activer cette API ?",
      'For which institution numbers do you want to activate this API?',
      'Instellingsnummer(s)',
      "Numéro(s) d'établissement pour lesquels vous voulez activer cette API",
      'Institution number(s) for which you want to activate this API',
    ],
  },
  {
    key: 'administration.clientId',
    section: 'administration',
    kind: 'line',
    wordings: [
      'Uw client_id indien u hier reeds over beschikt en u de scopes wilt uitbreiden.',
      'Huidige client_id, als je de scopes daarvan wil uitbreiden',
      'Client_id actuel, si vous voulez en étendre les scopes',
      'Current client_id, if you want to extend its scopes',
      'Votre client_id si vous en disposez déjà et souhaitez étendre les scopes',
      'Your client_id if you already have one and want to extend the scopes',
    ],
  },
  {
    key: 'administration.use',
    section: 'administration',
    kind: 'lines',
    wordings: use,
    hints: [
      'Vb. opvragen van data voor <naam partner/toepassing>',
      'Bijvoorbeeld opvragen van data voor',
      'Ex. demande de données pour',
      'E.g. requesting data for',
    ],
  },
  {
    key: 'accounts.accessGroups',
    section: 'accounts',
    kind: 'list',
    wordings: [
      'Naam van de toegangsgroep(en)* uit Rekeningen2.0 waarvoor je via de API gegevens wil opvragen (De naam van de toegangsgroep(en) vind je in Rekeningen2.0 naast de schooljaarselectie.)',
      'Naam van de toegangsgroep(en) uit Rekeningen2.0 waarvoor je via de API gegevens wil opvragen',
      'Naam van de toegangsgroep(en)',
      'Voor welke toegangsgroep(en) uit Rekeningen2.0 wil je gegevens opvragen?',
      "Nom du ou des groupes d'accès",
      'Name of the access group(s)',
      "Nom du ou des groupes d'accès de Rekeningen2.0 pour lesquels vous voulez demander des données",
      'Name of the access group(s) of Rekeningen2.0 for which you want to request data',
    ],
    hints: ['De naam van de toegangsgroep(en) vind je in Rekeningen2.0 naast de schooljaarselectie.'],
  },
  {
    key: 'accounts.username',
    section: 'accounts',
    kind: 'line',
    wordings: [
      'De gebruikersnaam van een actieve gebruiker/beheerder die toegang heeft tot Rekeningen2.0 voor de school of het internaat:',
      'Gebruikersnaam van een actieve gebruiker die toegang heeft tot Rekeningen2.0',
      'Gebruikersnaam van een actieve gebruiker of beheerder',
      'Gebruikersnaam in Rekeningen2.0',
      "Nom d'utilisateur d'un utilisateur actif de Rekeningen2.0",
      'User name of an active user of Rekeningen2.0',
      "Le nom d'utilisateur d'un utilisateur actif ayant accès à Rekeningen2.0",
      'The user name of an active user who has access to Rekeningen2.0',
    ],
  },
  {
    key: 'accounts.use',
    section: 'accounts',
    kind: 'lines',
    wordings: use,
    hints: [
      'Vb. Uitwisselen rekeningen met <naam partner/toepassing>,….',
      'Bijvoorbeeld uitwisselen van rekeningen met',
      'Ex. échange des comptes avec',
      'E.g. exchanging accounts with',
    ],
  },
  {
    key: 'accounts.reconcile',
    section: 'accounts',
    kind: 'options',
    wordings: [
      'Wil je ook de rekeningen afpunten via de API?',
      'Rekeningen ook afpunten via de API?',
      "Souhaitez-vous aussi pointer les comptes via l'API ?",
      'Should the accounts also be reconciled through the API?',
      "Voulez-vous aussi pointer les comptes via l'API ?",
      'Do you also want to reconcile the accounts through the API?',
    ],
    options: yesNo('accounts.reconcile'),
  },
];

const signature: Question = {
  key: 'signature',
  section: 'closing',
  kind: 'signature',
  wordings: [
    'Handtekening aanvrager, voorafgaand door de handgeschreven vermelding gelezen en goedgekeurd.',
    'Handtekening van de aanvrager, voorafgegaan door de handgeschreven vermelding "gelezen en goedgekeurd"',
    'Handtekening aanvrager',
    'Handtekening van de aanvrager',
    'Signature du demandeur, précédée de la mention manuscrite lu et approuvé',
    'Signature of the applicant, preceded by the handwritten words read and approved',
  ],
};

export const questions: readonly Question[] = [...typedQuestions, signature];

export function question(key: QuestionKey): Question {
  const found = questions.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`The catalogue has no question ${key}: add its row to questions in utils/intake/catalogue.ts.`);
  return found;
}

/** The question that a place belongs to: `clientId.new.yes` → `clientId.new`, `mention` → `signature`. */
export function questionOf(place: PlaceKey): QuestionKey {
  if (place === 'mention') return 'signature';
  const owner = questions.find(
    (candidate) => candidate.key === place || candidate.options?.some((option) => option.key === place) || candidate.parts?.some((part) => part.key === place),
  );
  if (!owner) throw new Error(`No question of the catalogue has the place ${place}.`);
  return owner.key;
}
