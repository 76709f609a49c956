import type { PlaceKey, SectionKey } from '../intake/catalogue.ts';
import { matchOption, tokens } from '../intake/match.ts';

/**
 * Words of which a question must say at least one (in `tokens` form: synonyms by their first saying), however well the rest
 * fits: "E-mailadres" alone is not the director's, "Naam van de school" not the applicant's. Nothing is filled on a guess.
 */
export const tellingWords: Readonly<Partial<Record<PlaceKey, string>>> = {
  'applicant.name': 'aanvrager je demandeur applicant votre vous your',
  'applicant.role': 'functie fonction function role position',
  director: 'directie direction director',
  'director.name': 'directie direction director',
  'director.email': 'directie direction director',
  'clientId.new': 'clientid',
  'clientId.extend': 'clientid',
  'clientId.name': 'clientid',
  'administration.clientId': 'clientid',
  'administration.institutionNumbers': 'instellingsnummer etablissement institution',
  'accounts.accessGroups': 'toegangsgroep acces access',
  'accounts.username': 'gebruikersnaam utilisateur user',
};

const director = 'directie direction director directrice principal schoolhoofd schoolleider';
const name = 'naam nom name heet';
const email = 'email courriel';
const extending = 'bestaande uitbreiden uitgebreid uitbreiding breid existant etendre etendu extension existing extend extended';
const starting = 'nieuwe aanvragen aanvraag nouveau nouvel demander demandez demande new request';
const owning = 'hebt heb beschikt beschik scope avez disposez have already reeds deja';
const using = 'gebruiken gebruik utiliser utiliserez utilisez utilisation utilise use using doen gebeuren faire do';
const purpose = 'waarvoor waartoe doel quoi but what purpose why';
const requester = 'aanvrager aanvraagt demandeur requerant applicant requester';
const own = 'je votre vous your';
const accounts = 'rekeningen20 rekeningen rekening irekeningen comptes accounts actieve actief actif active';
const elsewhere =
  'leerling leerlingen eleve eleves pupil student vorige oude precedent previous scholengemeenschap schoolbestuur wachtwoord password passe secret';

/**
 * The same questions in words of one's own: a text that says one word of each of `all`, and none of `none`, can be no other
 * question of this form. In `tokens` form; words apart by spaces say the same here.
 */
const concepts: readonly { key: PlaceKey; all: readonly string[]; none?: string }[] = [
  {
    key: 'applicant.name',
    all: [`${requester} ${own}`, name],
    none: `${director} functie fonction function role position ${email} telefoon school ecole clientid gebruikersnaam utilisateur user toegangsgroep ${elsewhere}`,
  },
  { key: 'applicant.role', all: [`${requester} ${own}`, 'functie fonction function role rol position job'], none: `${director} ${elsewhere}` },
  {
    key: 'date',
    all: ['datum date', 'vandaag aanvraag aanvragen ondertekening invullen indienen demande jour signature request today submission'],
    none: elsewhere,
  },
  { key: 'date', all: ['aanvraagdatum invuldatum'] },
  { key: 'director', all: [director, name, email] },
  { key: 'director.name', all: [director, name], none: `${email} functie telefoon` },
  { key: 'director.email', all: [director, email], none: name },
  { key: 'clientId.new', all: ['clientid', starting], none: `${extending} ${owning} ${elsewhere}` },
  { key: 'clientId.new', all: ['clientid', 'nieuwe nouveau nouvel new', 'nodig besoin need'], none: elsewhere },
  { key: 'clientId.extend', all: ['clientid', `${extending} ${owning}`], none: `nieuwe nouveau nouvel new welke quel which ${elsewhere}` },
  { key: 'clientId.name', all: ['clientid', extending, `${name} welke quel which`], none: `scope ${elsewhere}` },
  { key: 'administration.clientId', all: ['clientid', owning], none: `${name} nieuwe nouveau nouvel new nodig besoin need ${elsewhere}` },
  { key: 'administration.application', all: ['applicatie application programma module domein domaine', 'gegevens donnees data api'] },
  { key: 'administration.application', all: ['administratie administraties administration administrations', 'bevragen opvragen ophalen interroger query'] },
  { key: 'administration.purpose', all: [`${using} ${purpose}`, 'api'] },
  { key: 'administration.institutionNumbers', all: ['instellingsnummer'], none: elsewhere },
  {
    key: 'administration.institutionNumbers',
    all: ['numero numeros number numbers', 'etablissement etablissements institution institutions'],
    none: elsewhere,
  },
  { key: 'administration.use', all: [purpose, using, 'api'], none: elsewhere },
  { key: 'accounts.use', all: [purpose, using, 'api'], none: elsewhere },
  { key: 'accounts.accessGroups', all: ['toegangsgroep'], none: elsewhere },
  { key: 'accounts.accessGroups', all: ['groupe groupes group groups', 'acces access'], none: elsewhere },
  { key: 'accounts.username', all: ['gebruikersnaam utilisateur username', accounts], none: elsewhere },
  { key: 'accounts.username', all: ['user', name, accounts], none: elsewhere },
  { key: 'accounts.reconcile', all: ['afpunten afpunt pointer pointage lettrer reconcile reconciling reconciliation'], none: elsewhere },
];

const longestParaphrase = 30;
/** As many texts as are remembered: pages are read again and again. */
const mostHeard = 4000;

type Concept = { key: PlaceKey; all: readonly ReadonlySet<string>[]; none: ReadonlySet<string> };
let compiled: readonly Concept[] | undefined;
const heardBefore = new Map<string, readonly PlaceKey[]>();

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

function hearConcepts(text: string): readonly PlaceKey[] {
  compiled ??= concepts.map(({ key, all, none = '' }) => ({ key, all: all.map(setOf), none: setOf(none) }));
  const words = tokens(text);
  if (words.length > longestParaphrase) return [];
  const says = (one: ReadonlySet<string>) => words.some((word) => one.has(word));
  const short = matchOption(shortLabels, text);
  return [...(short ? [short] : []), ...compiled.filter(({ all, none }) => all.every(says) && !says(none)).map(({ key }) => key)];
}

/** The question that these words can only be, or the two that ask the same; empty for none. */
export function conceptsIn(text: string): readonly PlaceKey[] {
  const known = heardBefore.get(text);
  if (known) return known;
  if (heardBefore.size > mostHeard) heardBefore.clear();
  const found = hearConcepts(text);
  heardBefore.set(text, found);
  return found;
}

/** What a part of a question is called where the question stands over it: "Naam" and "E-mail" under "… van de directie". */
export const partNames: readonly { key: PlaceKey; wordings: readonly string[] }[] = [
  { key: 'director.name', wordings: ['Naam', 'Naam en voornaam', 'Voornaam en naam', 'Volledige naam', 'Nom', 'Nom et prénom', 'Name', 'Full name'] },
  { key: 'director.email', wordings: ['E-mail', 'E-mailadres', 'Mail', 'Adresse e-mail', 'E-mail address', 'Email'] },
];

/**
 * How much a question on a page says that the page is this form, 0–1: anybody asks a name and a date, only this form asks
 * for a ClientID to extend.
 */
export const tellingWeight: Readonly<Record<string, number>> = {
  'applicant.name': 0.2,
  'applicant.role': 0.3,
  date: 0.1,
  director: 0.4,
  'administration.institutionNumbers': 0.4,
  'administration.application': 0.8,
};

/** Labels of one word that on this form leave no doubt. */
const shortLabels: readonly { key: PlaceKey; wordings: readonly string[] }[] = [
  { key: 'applicant.name', wordings: ['Aanvrager', 'Demandeur', 'Applicant', 'Requester'] },
  { key: 'applicant.role', wordings: ['Functie', 'Fonction', 'Function', 'Role', 'Rol', 'Position'] },
  { key: 'director', wordings: ['Directie', 'Directeur', 'Direction', 'Director', 'Principal'] },
];

/** Shorter names of the form's sections, as pages head their parts. */
export const shortSections: Readonly<Partial<Record<SectionKey, readonly string[]>>> = {
  general: ['Over jou', 'Over jou en je school', 'Jouw gegevens', 'Gegevens van de aanvrager', 'Informations générales', 'General information', 'About you'],
  administration: ['Leerlingen en personeel', 'Leerlingen & personeel', 'Administratie', 'Élèves et personnel', 'Students and staff', 'Pupils and staff'],
  accounts: ['Rekeningen', 'Schoolrekeningen', 'Rekeningen2.0', 'Comptes', 'Comptes scolaires', 'Accounts', 'School accounts'],
};

/** Words for what only this form says of the director: that they get the API's credentials. */
export const credentialWords = ['inloggegevens', 'connexion', 'identifiants', 'credentials', 'login'];

/** What a page calls itself that is this form: one of each row. */
export const titleWords = [
  ['api', 'apis'],
  ['intakeformulier', 'intake', 'informat', 'aanvraagformulier'],
];
