import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOf } from '../../utils/intake/answers.ts';
import type { WebFill } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { Pace } from '../../utils/page/fill.ts';
import { offerReading } from '../../utils/page/offered.ts';
import { fillPage as fillWithAnswers } from '../../utils/page/perform.ts';

// As the reading script does, which is always there first.
offerReading();

/** No page under test needs longer to settle. */
export const quick: Pace = { settle: 0, patience: 1, recheck: 5 };

export const newForBoth: AccessRequest = {
  applicant: { name: 'Łucja Çelik', role: 'ICT-coördinator' },
  date: '2026-09-03',
  director: { name: 'Zoë Maes', email: 'directie@school.example' },
  clientId: { kind: 'new' },
  administration: { application: 'both', purpose: 'read', institutionNumbers: ['035642'], use: 'Data voor Leerplatform' },
  accounts: { accessGroups: ['VZW Noord', 'VZW Zuid'], username: 'J.Maes', use: 'Rekeningen uitwisselen met Boekhoud', reconcile: true },
};

export const extendStudents: AccessRequest = {
  ...newForBoth,
  clientId: { kind: 'extend', name: 'leerplatform-client' },
  administration: {
    application: 'students',
    purpose: 'push',
    institutionNumbers: ['035642', '040428', '012345', '123456', '000117', '042'],
    use: 'Inschrijvingen van Leerplatform',
  },
  accounts: undefined,
};

export const accountsOnly: AccessRequest = { ...newForBoth, clientId: { kind: 'extend', name: 'boek-client' }, administration: undefined };

/** As the background asks it: the request's answers. */
export const fillPage = (page: Document, request: AccessRequest, pace: Pace): Promise<WebFill> => fillWithAnswers(page, answersOf(request), pace);

export function openFixture(name: string): void {
  open(readFileSync(join(import.meta.dirname, '../fixtures/web', name), 'utf8'));
}

/** Replaces the page under test. */
export function open(html: string): void {
  document.open();
  document.write(html.includes('<html') ? html : `<!doctype html><html lang="nl"><body>${html}</body></html>`);
  document.close();
}

const element = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
};

export const input = (id: string): HTMLInputElement => element(`[id="${id}"]`) as HTMLInputElement;
export const heldBy = (id: string): string => input(id).value;

/** Every control of the page by id: its value, or whether it is checked. */
export function snapshot(): Record<string, string | boolean> {
  return Object.fromEntries(
    [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map((control) => [
      control.id,
      control.type === 'radio' || control.type === 'checkbox' ? control.checked : control.value,
    ]),
  );
}

/** A form of four questions that are surely Informat's, before or after what a test is about. */
export const surroundings = `
  <p><label for="s1">Naam aanvrager</label> <input id="s1"></p>
  <fieldset><legend>Wens je een nieuwe ClientID aan te vragen?</legend><label><input type="radio" name="s2" id="s2-yes"> Ja</label><label><input type="radio" name="s2" id="s2-no"> Nee</label></fieldset>
  <fieldset><legend>Wens je een bestaande ClientID uit te breiden?</legend><label><input type="radio" name="s3" id="s3-yes"> Ja</label><label><input type="radio" name="s3" id="s3-no"> Nee</label></fieldset>
  <p><label for="s4">De gebruikersnaam van een actieve gebruiker/beheerder die toegang heeft tot Rekeningen2.0</label> <input id="s4"></p>`;
