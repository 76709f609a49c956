// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { question, questions } from '../../utils/intake/catalogue.ts';
import { inspectPage } from '../../utils/page/inspect.ts';
import { fillPage, newForBoth, open, quick, snapshot } from './support.ts';

const wholeText = questions.map(({ wordings, options }) => `<li>${wordings[0]} ${(options ?? []).map((option) => option.wordings[0]).join(' ')}</li>`).join('');

/** Pages that are not the form; in none may a question be so sure that the page is taken for it. */
const pages: Readonly<Record<string, string>> = {
  login: `<h1>Aanmelden</h1><form><label for="a">Gebruikersnaam</label><input id="a" name="username"><label for="b">Wachtwoord</label><input id="b" type="password"><button>Aanmelden</button></form>`,
  contact: `<h1>Contact</h1><form><label for="a">Uw naam</label><input id="a"><label for="b">E-mailadres</label><input id="b" type="email"><label for="c">Uw bericht</label><textarea id="c"></textarea><button>Verstuur</button></form>`,
  'pupil enrolment': `<h1>Leerling inschrijven</h1><form><label for="a">Naam aanvrager</label><input id="a"><label for="b">Datum</label><input id="b" type="date"><label for="c">Instellingsnummer</label><input id="c">
    <label for="d">Naam van de directie</label><input id="d"><label for="e">Functie aanvrager</label><input id="e"><fieldset><legend>Is de leerling nieuw in deze school?</legend><label><input type="radio" name="n" id="f"> Ja</label><label><input type="radio" name="n" id="g"> Nee</label></fieldset></form>`,
  newsletter: `<form><input type="email" id="a" placeholder="E-mailadres"><label><input type="checkbox" id="b"> Ik wil de nieuwsbrief ontvangen</label><button>Schrijf me in</button></form>`,
  'API documentation that quotes the form': `<h1>Documentatie</h1><form role="search"><input type="search" id="a" aria-label="Zoek"></form><ol>${wholeText}</ol><form><label for="b">Was dit nuttig?</label><textarea id="b"></textarea></form>`,
  'the form as text, with one comment field': `<ol>${wholeText}</ol><label for="a">Commentaar</label><textarea id="a"></textarea>`,
  'OAuth client registration': `<h1>Register a client</h1><form><label for="a">Client ID</label><input id="a"><label for="b">Client secret</label><input id="b" type="password"><label for="c">Redirect URI</label><input id="c"><label for="d">Application</label><select id="d"><option>Web</option><option>Native</option></select></form>`,
  'webshop checkout': `<form><label for="a">Naam</label><input id="a"><label for="b">Gemeente</label><input id="b"><label for="c">Datum van levering</label><input id="c" type="date"><fieldset><legend>Factuur gewenst?</legend><label><input type="radio" name="f" id="d"> Ja</label><label><input type="radio" name="f" id="e"> Nee</label></fieldset></form>`,
  'helpdesk ticket': `<form><label for="a">Naam aanvrager</label><input id="a"><label for="b">Functie aanvrager</label><input id="b"><label for="c">Datum</label><input id="c"><label for="d">Waarvoor heb je hulp nodig?</label><textarea id="d"></textarea></form>`,
  'staff leave': `<form><label for="a">Naam aanvrager</label><input id="a"><label for="b">Datum aanvraag</label><input id="b"><label for="c">Naam directie</label><input id="c"><label for="d">E-mailadres directie</label><input id="d" type="email"><label for="e">Instellingsnummer</label><input id="e"></form>`,
  survey: `<form><fieldset><legend>Gebruik je de API?</legend><label><input type="radio" name="a" id="a"> Ja</label><label><input type="radio" name="a" id="b"> Nee</label></fieldset><fieldset><legend>Welke toepassing gebruik je?</legend><label><input type="checkbox" id="c"> Leerlingen</label><label><input type="checkbox" id="d"> Personeel</label><label><input type="checkbox" id="e"> Boekhouding</label></fieldset></form>`,
  'no controls at all': `<h1>${question('accounts.accessGroups').wordings[0]}</h1>`,
  'controls nobody sees': `<div style="display:none"><form><label for="a">Naam aanvrager</label><input id="a"><label for="b">Naam van de ClientID die je wil uitbreiden</label><input id="b"><label for="c">Naam van de toegangsgroep(en)</label><input id="c">
    <label for="d">Gebruikersnaam van een actieve gebruiker of beheerder</label><input id="d"><label for="e">Uw client_id indien u hier reeds over beschikt en u de scopes wilt uitbreiden.</label><input id="e"></form></div>`,
};

describe('a page that is not the form', () => {
  it.each(Object.entries(pages))('%s is not detected', (_, html) => {
    open(html);
    expect(inspectPage(document).detected).toBe(false);
  });

  it.each(['login', 'contact', 'newsletter', 'webshop checkout', 'survey', 'controls nobody sees', 'OAuth client registration'])(
    '%s keeps its own values even if it were filled',
    async (name) => {
      open(pages[name] ?? '');
      const before = snapshot();
      const { filled } = await fillPage(document, newForBoth, quick);
      // "Uw naam" is the applicant's in any form; nothing else is anybody's.
      expect(filled.filter((key) => key !== 'applicant.name')).toEqual([]);
      expect(Object.keys(snapshot()).filter((id) => snapshot()[id] !== before[id])).toEqual(name === 'contact' ? ['a'] : []);
    },
  );
});
