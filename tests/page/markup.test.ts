// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { inspectPage } from '../../utils/page/inspect.ts';
import { extendStudents, fillPage, heldBy, input, newForBoth, open, quick, snapshot, surroundings } from './support.ts';

const roleText = 'Functie aanvrager';

/** Where a page can put a question's words. */
const labelled: Readonly<Record<string, string>> = {
  'label for': `<label for="x">${roleText}</label><input id="x">`,
  'label around': `<label>${roleText} <input id="x"></label>`,
  'label for, after the field': `<div><input id="x"><label for="x">${roleText}</label></div>`,
  'numbered, starred, required': `<label for="x">2)  ${roleText.toUpperCase()}: * (verplicht)</label><input id="x">`,
  'aria-labelledby': `<div id="t"><span>${roleText}</span></div><p>Andere tekst</p><input id="x" aria-labelledby="t">`,
  'aria-labelledby with an empty answer label': `<h3 id="t">${roleText}</h3><p>Uitleg</p><input id="x" aria-labelledby="t u"><span id="u"></span>`,
  'aria-label': `<input id="x" aria-label="${roleText}">`,
  'a fieldset for one field': `<fieldset><legend>${roleText}</legend><label for="x">Jouw antwoord</label><input id="x"></fieldset>`,
  'a table row': `<table><tr><th>${roleText}</th><td><input id="x"></td></tr></table>`,
  'a table row without headers': `<table><tr><td>${roleText}</td><td><input id="x"></td></tr></table>`,
  'a table column': `<table><tr><th>Nr.</th><th>${roleText}</th></tr><tr><td>1</td><td><input id="x"></td></tr></table>`,
  'a definition list': `<dl><dt>${roleText}</dt><dd><input id="x"></dd></dl>`,
  'the text before it': `<p>${roleText}</p><p><input id="x"></p>`,
  'the text before it, in a soup of divs': `<div><div><div><span>${roleText}</span><span>*</span></div></div><div><div><input id="x"></div></div></div>`,
  'the text before it and a hint between': `<p>${roleText}</p><p>Bijvoorbeeld zaakvoerder.</p><input id="x">`,
  'a line of text and a break': `${roleText}:<br><input id="x">`,
  'a label tied to nothing': `<div><label>${roleText}</label><input id="x"></div>`,
  'a floating label': `<div class="field"><input id="x" placeholder=" "><span>${roleText}</span></div>`,
  title: `<input id="x" title="${roleText}">`,
  placeholder: `<input id="x" placeholder="${roleText}">`,
  'its name': `<input id="x" name="functie_aanvrager">`,
  'a text area': `<label for="x">${roleText}</label><textarea id="x"></textarea>`,
};

describe('the words of a question', () => {
  it.each(Object.entries(labelled))('%s', async (_, html) => {
    open(`<form>${surroundings}<div>${html}</div></form>`);
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toContain('applicant.role');
    expect(heldBy('x')).toBe('ICT-coördinator');
  });

  it('are those tied to the field, not those that stand nearer', async () => {
    open(`${surroundings}<p>${roleText}</p><input id="x" aria-label="Telefoon">`);
    await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe('');
  });

  it('are not those tied to another field', async () => {
    open(`${surroundings}<p><label for="x">${roleText}</label><input id="y"><input id="x"></p>`);
    await fillPage(document, newForBoth, quick);
    expect([heldBy('y'), heldBy('x')]).toEqual(['', 'ICT-coördinator']);
  });

  it('are not those of the question before', async () => {
    open(`${surroundings}<p>${roleText}</p><input id="y"><input id="x">`);
    await fillPage(document, newForBoth, quick);
    expect([heldBy('y'), heldBy('x')]).toEqual(['ICT-coördinator', '']);
  });

  it('are found in open shadow roots and in frames of the same origin', async () => {
    open(`${surroundings}<my-field label="${roleText}"></my-field><div id="host"></div>`);
    const field = document.querySelector('my-field')?.attachShadow({ mode: 'open' });
    const host = document.getElementById('host')?.attachShadow({ mode: 'open' });
    if (!field || !host) throw new Error('No shadow roots.');
    field.innerHTML = '<input>';
    host.innerHTML = '<label for="n">Instellingsnummer(s)</label><input id="n">';
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toEqual(expect.arrayContaining(['applicant.role', 'administration.institutionNumbers']));
    expect([field.querySelector('input')?.value, host.querySelector('input')?.value]).toEqual(['ICT-coördinator', '035642']);
  });
});

const reconcile = 'Wil je ook de rekeningen afpunten via de API?';

/** How a page can ask a choice; `yes` and `no` are the options. */
const choices: Readonly<Record<string, string>> = {
  'radios in a fieldset': `<fieldset><legend>${reconcile}</legend><input type="radio" name="q" id="yes"><label for="yes">Ja</label><input type="radio" name="q" id="no"><label for="no">Nee</label></fieldset>`,
  'radios in a radiogroup': `<div id="t">${reconcile}</div><div role="radiogroup" aria-labelledby="t"><label><input type="radio" name="q" id="yes"> Ja</label><label><input type="radio" name="q" id="no"> Nee</label></div>`,
  'radios after a paragraph': `<p>4. ${reconcile}</p><label><input type="radio" name="q" id="yes"> Ja</label> <label><input type="radio" name="q" id="no"> Nee</label>`,
  'radios with bare text': `<p>${reconcile}<br><input type="radio" name="q" id="yes"> Ja <input type="radio" name="q" id="no"> Nee</p>`,
  'radios without a name': `<p>${reconcile}</p><label><input type="radio" id="yes"> Ja</label> <label><input type="radio" id="no"> Nee</label>`,
  'the no first': `<p>${reconcile}</p><label><input type="radio" name="q" id="no"> Nee</label><label><input type="radio" name="q" id="yes"> Ja</label>`,
  'radios told by their value': `<p>${reconcile}</p><input type="radio" name="q" id="yes" value="ja"><input type="radio" name="q" id="no" value="nee">`,
  'check boxes': `<p>${reconcile}</p><label><input type="checkbox" id="yes"> Ja</label> <label><input type="checkbox" id="no"> Nee</label>`,
  'restyled radios': `<p>${reconcile}</p><label><input type="radio" name="q" id="yes" style="opacity:0"> Ja</label><label><input type="radio" name="q" id="no" style="opacity:0"> Nee</label>`,
};

describe('a choice', () => {
  it.each(Object.entries(choices))('%s', async (_, html) => {
    open(`${surroundings}<div>${html}</div>`);
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toContain('accounts.reconcile');
    expect([input('yes').checked, input('no').checked]).toEqual([true, false]);
    const other = { ...newForBoth, accounts: { accessGroups: [], username: '', use: '', reconcile: false } };
    await fillPage(document, other, quick);
    expect([input('yes').checked, input('no').checked]).toEqual([false, true]);
  });

  it('of a select', async () => {
    open(`${surroundings}<label for="x">${reconcile}</label><select id="x"><option value="">Maak een keuze</option><option value="1">Ja</option><option value="0">Nee</option></select>
      <label for="y">Voor welke applicatie wil je gegevens opvragen</label><select id="y"><option>Leerlingenadministratie</option><option>Personeelsadministratie</option><option>Beide</option></select>`);
    const heard: string[] = [];
    input('y').addEventListener('change', () => heard.push(heldBy('y')));
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.filled).toContain('administration.application');
    // The first option stood there already; the page must still hear that it was chosen.
    expect([heldBy('x'), heldBy('y'), heard]).toEqual(['', 'Leerlingenadministratie', ['Leerlingenadministratie']]);
  });

  it('of ARIA radios and boxes', async () => {
    open(`${surroundings}<div id="t">${reconcile}</div><div role="radiogroup" aria-labelledby="t"><div role="radio" aria-checked="false" id="yes" tabindex="0">Ja</div><div role="radio" aria-checked="false" id="no">Nee</div></div>
      <div role="group" aria-label="Waarvoor wil je deze API precies gebruiken"><span role="checkbox" aria-checked="false" id="push">Inschrijvingen pushen</span><span role="checkbox" aria-checked="false" id="read">Data raadplegen</span><span role="checkbox" aria-checked="false" id="both">Beide</span></div>`);
    for (const element of document.querySelectorAll('[role="radio"], [role="checkbox"]')) {
      element.addEventListener('click', () => {
        for (const other of element.getAttribute('role') === 'radio' ? (element.parentElement?.children ?? []) : [])
          other.setAttribute('aria-checked', 'false');
        element.setAttribute('aria-checked', 'true');
      });
    }
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toEqual(expect.arrayContaining(['accounts.reconcile', 'administration.purpose']));
    expect(['yes', 'no', 'push', 'read', 'both'].map((id) => input(id).getAttribute('aria-checked'))).toEqual(['true', 'false', 'false', 'true', 'false']);
  });

  it('with two boxes and no "Beide" gets both crossed', async () => {
    open(
      `${surroundings}<fieldset><legend>Voor welke applicatie wil je gegevens opvragen</legend><label><input type="checkbox" id="x"> Leerlingenadministratie</label><label><input type="checkbox" id="y"> Personeelsadministratie</label></fieldset>`,
    );
    await fillPage(document, newForBoth, quick);
    expect([input('x').checked, input('y').checked]).toEqual([true, true]);
  });

  it('keeps three pairs of Ja and Nee apart, without groups or names', async () => {
    const pair = (id: string) => `<label><input type="checkbox" id="${id}-yes"> Ja</label> <label><input type="checkbox" id="${id}-no"> Nee</label>`;
    open(
      `<p>Naam aanvrager <input id="n"></p><p>Wens je een nieuwe ClientID aan te vragen?</p>${pair('a')}<p>Wens je een bestaande ClientID uit te breiden?</p>${pair('b')}<p>${reconcile}</p>${pair('c')}`,
    );
    await fillPage(document, newForBoth, quick);
    expect(snapshot()).toEqual({ n: 'Łucja Çelik', 'a-yes': true, 'a-no': false, 'b-yes': false, 'b-no': true, 'c-yes': true, 'c-no': false });
  });

  it('never takes an option for a part of its name', async () => {
    open(
      `${surroundings}<fieldset><legend>${reconcile}</legend><label><input type="radio" name="q" id="yes"> Ja, zeker niet</label><label><input type="radio" name="q" id="no"> Meneer</label></fieldset>`,
    );
    await fillPage(document, newForBoth, quick);
    expect([input('yes').checked, input('no').checked]).toEqual([false, false]);
  });
});

describe('the director', () => {
  const whole = 'Naam en e-mailadres van de directie aan wie we deze API inloggegevens mogen bezorgen';
  it.each<[string, string, PlaceKey[]]>([
    ['one place', `<label for="x">${whole}</label><input id="x">`, ['director']],
    [
      'two labels',
      '<label for="x">Naam van de directie</label><input id="x"><label for="y">E-mailadres van de directie</label><input type="email" id="y">',
      ['director.name', 'director.email'],
    ],
    [
      'two parts in a group',
      `<fieldset><legend>${whole}</legend><label for="x">Naam</label><input id="x"><label for="y">E-mail</label><input id="y"></fieldset>`,
      ['director.name', 'director.email'],
    ],
    [
      'two parts under a text',
      `<div><p>${whole}</p><div><label for="x">Naam</label><input id="x"></div><div><label for="y">E-mailadres</label><input id="y" type="email"></div></div>`,
      ['director.name', 'director.email'],
    ],
  ])('in %s', async (_, html, found) => {
    open(`${surroundings}<div>${html}</div>`);
    expect(inspectPage(document).found.filter((key) => key.startsWith('director'))).toEqual(found);
    await fillPage(document, newForBoth, quick);
    const [name, email] = ['Zoë Maes', 'directie@school.example'];
    expect(['x', 'y'].flatMap((id) => (document.getElementById(id) ? [heldBy(id)] : []))).toEqual(found.length === 1 ? [`${name}, ${email}`] : [name, email]);
  });
});

describe('several institution numbers', () => {
  const six = ['035642', '040428', '012345', '123456', '000117', '000042'];
  it('in one field each', async () => {
    open(
      `${surroundings}${six.map((_, at) => `<p><label for="x${at}">Instellingsnummer ${at + 1}</label><input id="x${at}" name="nummer[${at}]" maxlength="6"></p>`).join('')}`,
    );
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.filled).toContain('administration.institutionNumbers');
    expect(six.map((_, at) => heldBy(`x${at}`))).toEqual(six);
  });

  it('are left when the fields are too few', async () => {
    open(
      `${surroundings}<p><label for="x0">Instellingsnummer 1</label><input id="x0" name="nummer[]"></p><p><label for="x1">Instellingsnummer 2</label><input id="x1" name="nummer[]"></p>`,
    );
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.doubted).toContain('administration.institutionNumbers');
    expect([heldBy('x0'), heldBy('x1')]).toEqual(['', '']);
  });
});

describe('the date in a text field', () => {
  it.each([
    ['dd/mm/jjjj', '03/09/2026'],
    ['DD-MM-YYYY', '03-09-2026'],
    ['jjjj-mm-dd', '2026-09-03'],
    ['mm/dd/yyyy', '09/03/2026'],
    ['', '03/09/2026'],
  ])('asked as "%s"', async (placeholder, expected) => {
    open(`${surroundings}<label for="x">Datum</label><input id="x" placeholder="${placeholder}">`);
    await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe(expected);
  });
});

describe('other languages', () => {
  it.each([
    [
      'fr',
      [
        'Nom du demandeur',
        'Fonction du demandeur',
        "Numéro(s) d'établissement pour lesquels vous voulez activer cette API",
        'Si oui, veuillez indiquer ci-dessous le nom du ClientID à étendre',
      ],
    ],
    [
      'en',
      [
        'Name of applicant',
        'Role of applicant',
        'Institution number(s) for which you want to activate this API',
        'If yes, please give the name of the ClientID that you want to extend',
      ],
    ],
  ])('%s', async (_, labels) => {
    open(labels.map((label, at) => `<p><label for="x${at}">${label}</label><input id="x${at}"></p>`).join(''));
    await fillPage(document, { ...extendStudents, administration: { institutionNumbers: ['35642'], use: '' } }, quick);
    expect(labels.map((_label, at) => heldBy(`x${at}`))).toEqual(['Łucja Çelik', 'ICT-coördinator', '035642', 'leerplatform-client']);
  });
});
