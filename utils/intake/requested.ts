import type { PlaceKey } from './catalogue.ts';
import type { AccessRequest, Application, ClientId, Purpose } from './request.ts';
import { isEmail, readDate, splitInstitutionNumbers } from './values.ts';

/** What a form says: the text in each place, and the boxes that are crossed. */
export type Said = { texts: ReadonlyMap<PlaceKey, string>; crossed: ReadonlySet<PlaceKey> };

export type Requested = {
  request: AccessRequest;
  /** Places of which what stands there does not surely mean what the request now says. */
  doubted: PlaceKey[];
};

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * As `readDate`, of what stands in the date's place: a comb's cells have no room for separators, and before the day people write
 * where they are or which day of the week it is.
 */
function readDay(written: string): string | undefined {
  const spaced = written.replace(/^\s*(\d{2})(\d{2})(\d{4})\s*$/, '$1/$2/$3').replace(/[.\s]+$/, '');
  return readDate(spaced) ?? readDate(spaced.replace(/^[^\d]+(?=\d)/, ''));
}

/** "Naam, e-mail", in any order and with whatever stands between. An address may be broken after a hyphen. */
function splitDirector(written: string): { name: string; email: string } {
  const text = written.replace(/(@\S*-)\s+(?=[\w-]+\.)/, '$1');
  const email = oneLine(text)
    .split(/[\s,;()<>]+/)
    .find(isEmail);
  if (!email) return { name: oneLine(text), email: '' };
  const name = oneLine(text)
    .replace(email, ' ')
    .replace(/[<(]\s*[>)]/g, ' ')
    .replace(/\be-?mail(adres)?\s*:/gi, ' ');
  return { name: oneLine(name).replace(/^[\s,;:/|–-]+|[\s,;:/|–-]+$/g, ''), email };
}

/** What people put before each name of a list below one another: a number, a dash, a dot. */
const bullet = /^(?:[•▪*–-]\s*|\(?\d{1,2}[.)]\s+)/;
/** "en" between two names, rather than within one. */
const betweenNames = /\s(?:en|et|and|&)\s+(?=[\p{Lu}\d])/u;

/**
 * Access groups. A semicolon anywhere parts them, and commas then belong to the names (`printApart` writes them so). `sure` is
 * false where "en" may part two names as well as belong to one.
 */
function splitNames(text: string): { names: string[]; sure: boolean } {
  const names = text
    .split(text.includes(';') ? /[;\n\r\t]+/ : /[,\n\r\t]+/)
    .map(oneLine)
    .filter(Boolean);
  const bulleted = names.length > 1 && names.every((name) => bullet.test(name));
  return { names: bulleted ? names.map((name) => name.replace(bullet, '')) : names, sure: !names.some((name) => betweenNames.test(name)) };
}

class Reading {
  readonly doubted = new Set<PlaceKey>();
  readonly #said: Said;

  constructor(said: Said) {
    this.#said = said;
  }

  raw(key: PlaceKey): string {
    return this.#said.texts.get(key)?.trim() ?? '';
  }

  line(key: PlaceKey): string {
    return oneLine(this.raw(key));
  }

  /** Undefined where nothing is crossed, or both; both is doubted. */
  yesNo(question: 'clientId.new' | 'clientId.extend' | 'accounts.reconcile'): boolean | undefined {
    const [yes, no] = [this.#said.crossed.has(`${question}.yes`), this.#said.crossed.has(`${question}.no`)];
    if (yes && no) this.doubted.add(question);
    return yes === no ? undefined : yes;
  }

  /** The one option that is crossed. Two apart are "both" in all but the cross: read so, and doubted. */
  choice<Name extends Application | Purpose>(question: 'administration.application' | 'administration.purpose', names: readonly Name[]): Name | undefined {
    const crossed = names.filter((name) => this.#said.crossed.has(`${question}.${name}` as PlaceKey));
    if (crossed.length <= 1) return crossed[0];
    this.doubted.add(question);
    return names.find((name) => name === 'both');
  }
}

function readDirector(reading: Reading): AccessRequest['director'] {
  const whole = reading.raw('director');
  if (whole) {
    const director = splitDirector(whole);
    if (director.name.includes('@')) reading.doubted.add('director');
    return director;
  }
  const [name, email] = [reading.line('director.name'), reading.raw('director.email').replace(/\s/g, '')];
  return { name, email };
}

/** The name is asked in two places; where they differ the first stands, doubted. */
function readClientName(reading: Reading): string {
  const [first, second] = [reading.line('clientId.name'), reading.line('administration.clientId')];
  if (first && second && first !== second) for (const key of ['clientId.name', 'administration.clientId'] as const) reading.doubted.add(key);
  return first || second;
}

function readClientId(reading: Reading): ClientId | undefined {
  const [isNew, extend] = [reading.yesNo('clientId.new'), reading.yesNo('clientId.extend')];
  const name = readClientName(reading);
  if (isNew && extend) return { kind: 'both', name };
  if (extend) return { kind: 'extend', name };
  if (isNew) {
    // A name where nothing is to be extended contradicts the cross.
    if (name) reading.doubted.add(reading.line('clientId.name') ? 'clientId.name' : 'administration.clientId');
    return { kind: 'new' };
  }
  if (!name) return undefined;
  // Who names a ClientID and crosses nothing means to extend it.
  reading.doubted.add('clientId.extend');
  return { kind: 'extend', name };
}

function readAdministration(reading: Reading): AccessRequest['administration'] {
  const application = reading.choice('administration.application', ['students', 'staff', 'both']);
  const purpose = reading.choice('administration.purpose', ['push', 'read', 'both']);
  const institutionNumbers = splitInstitutionNumbers(reading.raw('administration.institutionNumbers'));
  const use = reading.raw('administration.use');
  const asked = application || purpose || institutionNumbers.length > 0 || use || reading.line('administration.clientId');
  return asked ? { ...(application && { application }), ...(purpose && { purpose }), institutionNumbers, use } : undefined;
}

function readAccounts(reading: Reading): AccessRequest['accounts'] {
  const { names: accessGroups, sure } = splitNames(reading.raw('accounts.accessGroups'));
  if (!sure) reading.doubted.add('accounts.accessGroups');
  const username = reading.line('accounts.username');
  const use = reading.raw('accounts.use');
  const reconcile = reading.yesNo('accounts.reconcile');
  const asked = accessGroups.length > 0 || username || use || reconcile !== undefined;
  return asked ? { accessGroups, username, use, ...(reconcile !== undefined && { reconcile }) } : undefined;
}

/**
 * The inverse of `answersOf`: what stands on a form → what it asks. Loses nothing: a date that is none stays as written, for
 * `check` to refuse. new Ja → new, uitbreiden Ja → extend, both Ja → both, neither → no clientId.
 */
export function requestOf(said: Said): Requested {
  const reading = new Reading(said);
  const written = reading.line('date');
  const date = readDay(written);
  if (written && !date) reading.doubted.add('date');
  const clientId = readClientId(reading);
  const administration = readAdministration(reading);
  const accounts = readAccounts(reading);
  const request: AccessRequest = {
    applicant: { name: reading.line('applicant.name'), role: reading.line('applicant.role') },
    date: date ?? written,
    director: readDirector(reading),
    ...(clientId && { clientId }),
    ...(administration && { administration }),
    ...(accounts && { accounts }),
  };
  return { request, doubted: [...reading.doubted] };
}
