import { question } from '../intake/catalogue.ts';
import type { QuestionKey } from '../intake/catalogue.ts';
import { numberOf } from '../intake/kinship.ts';
import type { AccessRequest } from '../intake/request.ts';
import { doubtClientId } from '../intake/values.ts';

/** A mail that is ready to be sent. `to` is empty where no address is known. Lines end with LF. */
export type Letter = { to: string; subject: string; text: string };

/** Its institution numbers as they print, each once. */
export const numbersIn = ({ administration }: AccessRequest) => [
  ...new Set((administration?.institutionNumbers ?? []).map((typed) => numberOf(typed)).filter(Boolean)),
];
const groupsIn = ({ accounts }: AccessRequest) => (accounts?.accessGroups ?? []).map((group) => group.trim()).filter(Boolean);

/** A chosen option in the form's own words; of "both", each. */
function wordsOf(key: QuestionKey, choice: string | undefined): string {
  const options = (question(key).options ?? []).filter((option) => !option.key.endsWith('.both'));
  const chosen = choice === 'both' ? options : options.filter((option) => option.key === `${key}.${choice}`);
  return chosen.map(({ wordings: [first = ''] }) => first).join(' en ');
}

/** What looks like a secret is never repeated in a mail. */
function printClientId({ clientId }: AccessRequest): string {
  if (clientId?.kind === 'new') return 'een nieuwe ClientID';
  const name = clientId?.name.trim() ?? '';
  return name && doubtClientId(name) !== 'clientIdSecret'
    ? `uitbreiding van de bestaande ClientID ${name}`
    : 'uitbreiding van een bestaande ClientID, zie het formulier';
}

/** A name that holds what parts the names. */
const quoted = (name: string) => (name.includes(';') ? `“${name}”` : name);

/** `separator`: between the values of a row that is a list. */
type Row = { label: string; value: (request: AccessRequest) => string; separator?: string };

/** What a letter says of the request. A row without a value is left out. */
export const rows: readonly Row[] = [
  { label: 'Aanvraag', value: (request) => (request.clientId ? printClientId(request) : '') },
  { label: 'Instellingsnummers', value: (request) => numbersIn(request).join(', '), separator: ', ' },
  { label: 'Applicatie', value: ({ administration }) => wordsOf('administration.application', administration?.application) },
  { label: 'Gebruik', value: ({ administration }) => wordsOf('administration.purpose', administration?.purpose) },
  { label: 'Waarvoor', value: ({ administration }) => administration?.use.trim() ?? '' },
  { label: 'Toegangsgroepen in Rekeningen2.0', value: (request) => groupsIn(request).map(quoted).join('; '), separator: '; ' },
  { label: 'Waarvoor (Rekeningen API)', value: ({ accounts }) => accounts?.use.trim() ?? '' },
  { label: 'Rekeningen afpunten', value: ({ accounts }) => (accounts?.reconcile === undefined ? '' : accounts.reconcile ? 'ja' : 'nee') },
];

/** The rows of this request, one a line. */
export function printRows(request: AccessRequest): string[] {
  return rows.flatMap(({ label, value }) => {
    const printed = value(request).replace(/\s+/g, ' ');
    return printed ? [`${label}: ${printed}`] : [];
  });
}
