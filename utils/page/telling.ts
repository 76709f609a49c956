import type { PlaceKey } from '../intake/catalogue.ts';

/**
 * Words of which a question must say at least one (in `tokens` form: synonyms by their first saying), however well the rest
 * fits: "E-mailadres" alone is not the director's, "Naam van de school" not the applicant's. Nothing is filled on a guess.
 */
export const tellingWords: Readonly<Partial<Record<PlaceKey, readonly string[]>>> = {
  'applicant.name': ['aanvrager', 'je', 'demandeur', 'applicant', 'votre', 'vous', 'your'],
  'applicant.role': ['functie', 'fonction', 'function', 'role', 'position'],
  director: ['directie', 'direction', 'director'],
  'director.name': ['directie', 'direction', 'director'],
  'director.email': ['directie', 'direction', 'director'],
  'clientId.new': ['clientid'],
  'clientId.extend': ['clientid'],
  'clientId.name': ['clientid'],
  'administration.clientId': ['clientid'],
  'administration.institutionNumbers': ['instellingsnummer', 'etablissement', 'institution'],
  'accounts.accessGroups': ['toegangsgroep', 'acces', 'access'],
  'accounts.username': ['gebruikersnaam', 'utilisateur', 'user'],
};

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
