// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { inspectPage } from '../../utils/page/inspect.ts';
import { reportPage, undoPage } from '../../utils/page/perform.ts';
import { showOnPage } from '../../utils/page/show.ts';
import { extendStudents, fillPage, heldBy, input, newForBoth, open, quick, surroundings } from './support.ts';

const element = (id: string): HTMLElement => input(id);
const waitFor = async (isSo: () => boolean) => {
  for (let turn = 0; turn < 200 && !isSo(); turn++) await new Promise((done) => setTimeout(done, 10));
  expect(isSo()).toBe(true);
};

/** A list that opens on a click and has no options before. */
function combobox(id: string, words: string, options: readonly string[]): void {
  const button = element(id);
  const show = (text: string) => {
    button.textContent = text;
  };
  button.addEventListener('click', () => {
    if (document.getElementById(`${id}-list`)) return document.getElementById(`${id}-list`)?.remove();
    const list = document.createElement('ul');
    list.id = `${id}-list`;
    list.setAttribute('role', 'listbox');
    for (const name of [words, ...options]) {
      const item = document.createElement('li');
      item.setAttribute('role', 'option');
      item.textContent = name;
      item.addEventListener('click', () => {
        show(name);
        list.remove();
      });
      list.append(item);
    }
    document.body.append(list);
  });
  show(words);
}

const application = 'Voor welke applicatie wil je gegevens opvragen';

describe('a list that opens', () => {
  it('is opened, chosen from, and put back', async () => {
    open(`${surroundings}<span id="t">${application}</span><div role="combobox" id="x" tabindex="0" aria-labelledby="t" aria-haspopup="listbox"></div>`);
    combobox('x', 'Maak een keuze', ['Leerlingenadministratie', 'Personeelsadministratie', 'Allebei']);
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toContain('administration.application');
    expect(element('x').textContent).toBe('Allebei');
    expect(document.querySelector('[role="listbox"]')).toBeNull();
    await undoPage(document, quick);
    expect(element('x').textContent).toBe('Maak een keuze');
  });

  it('without the right option is left as it was, and doubted', async () => {
    open(`${surroundings}<span id="t">${application}</span><button role="combobox" id="x" aria-labelledby="t" aria-haspopup="listbox"></button>`);
    combobox('x', 'Kies…', ['Smartschool', 'Ander pakket']);
    expect((await fillPage(document, newForBoth, quick)).doubted).toContain('administration.application');
    expect(element('x').textContent).toBe('Kies…');
  });

  it('in which the person chose something else is left', async () => {
    open(`${surroundings}<span id="t">${application}</span><div role="combobox" id="x" aria-labelledby="t" aria-haspopup="listbox"></div>`);
    combobox('x', 'Leerlingenadministratie', ['Personeelsadministratie', 'Beide']);
    expect((await fillPage(document, newForBoth, quick)).doubted).toContain('administration.application');
    expect(element('x').textContent).toBe('Leerlingenadministratie');
  });
});

describe('a box with the question as its label', () => {
  it.each([true, false])('is crossed for yes only: %s', async (reconcile) => {
    open(`${surroundings}<label><input type="checkbox" id="x"> Wil je ook de rekeningen afpunten via de API?</label>`);
    const accounts = { accessGroups: ['VZW Noord'], username: 'J.Maes', use: 'Rekeningen', reconcile };
    const fill = await fillPage(document, { ...newForBoth, accounts }, quick);
    expect(fill.filled).toContain('accounts.reconcile');
    expect(input('x').checked).toBe(reconcile);
  });
});

describe('the date in three controls', () => {
  const days = Array.from({ length: 31 }, (_, at) => `<option>${at + 1}</option>`).join('');
  const months = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];

  it('as lists, the month by its name', async () => {
    open(
      `${surroundings}<fieldset><legend>Datum</legend><select id="d"><option value="">Dag</option>${days}</select><select id="m"><option value="">Maand</option>${months.map((name, at) => `<option value="${at}">${name}</option>`).join('')}</select><select id="y"><option value="">Jaar</option><option>2025</option><option>2026</option></select></fieldset>`,
    );
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toContain('date');
    expect([heldBy('d'), heldBy('m'), heldBy('y')]).toEqual(['3', '8', '2026']);
    await undoPage(document, quick);
    expect([heldBy('d'), heldBy('m'), heldBy('y')]).toEqual(['', '', '']);
  });

  it('without the year is left', async () => {
    open(
      `${surroundings}<fieldset><legend>Datum</legend><select id="d"><option value="">Dag</option>${days}</select><select id="m"><option value="">Maand</option>${months.map((name) => `<option>${name}</option>`).join('')}</select><select id="y"><option value="">Jaar</option><option>2019</option></select></fieldset>`,
    );
    expect((await fillPage(document, newForBoth, quick)).doubted).toContain('date');
    expect(heldBy('d')).toBe('');
  });

  it('as text', async () => {
    open(
      `${surroundings}<fieldset><legend>Datum</legend><label>Dag <input id="d" maxlength="2"></label><label>Maand <input id="m" maxlength="2"></label><label>Jaar <input id="y" maxlength="4"></label></fieldset>`,
    );
    await fillPage(document, newForBoth, quick);
    expect([heldBy('d'), heldBy('m'), heldBy('y')]).toEqual(['03', '09', '2026']);
  });
});

const numbers = ['035642', '040428', '012345', '123456', '000117', '000042'];

describe('a list given value by value', () => {
  it('gets an input for each from the button that adds one, and loses them again', async () => {
    open(
      `${surroundings}<label id="t" for="x0">Instellingsnummer(s)</label><div id="rows"></div><button type="button" id="add">Nog een nummer toevoegen</button><button>Versturen</button>`,
    );
    const rows = element('rows');
    const addRow = () => {
      const row = document.createElement('div');
      row.innerHTML = `<input id="x${rows.children.length}" name="nr[]" aria-labelledby="t"><button type="button" aria-label="Verwijder">–</button>`;
      row.querySelector('button')?.addEventListener('click', () => row.remove());
      rows.append(row);
    };
    addRow();
    element('add').addEventListener('click', addRow);
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.filled).toContain('administration.institutionNumbers');
    expect([...rows.querySelectorAll('input')].map(({ value }) => value)).toEqual(numbers);
    await undoPage(document, quick);
    expect([...rows.querySelectorAll('input')].map(({ value }) => value)).toEqual(['']);
  });

  it('never presses a button that sends the form', async () => {
    let pressed = 0;
    open(`<form id="f">${surroundings}<label for="x">Instellingsnummer(s)</label><input id="x"><button id="b">+ Toevoegen</button></form>`);
    element('b').addEventListener('click', () => pressed++);
    await fillPage(document, extendStudents, quick);
    expect([pressed, heldBy('x')]).toEqual([0, numbers.join(', ')]);
  });

  it('becomes tags, which are taken away again', async () => {
    open(
      `${surroundings}<div><label for="x">Instellingsnummer(s)</label><div class="tags"><span id="chips"></span><input id="x" placeholder="Typ en druk op Enter"></div></div>`,
    );
    input('x').addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const chip = document.createElement('span');
      chip.className = 'chip';
      chip.append(heldBy('x'));
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = '×';
      remove.addEventListener('click', () => chip.remove());
      chip.append(remove);
      element('chips').append(chip);
      input('x').value = '';
    });
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.filled).toContain('administration.institutionNumbers');
    expect([...document.querySelectorAll('.chip')].map((chip) => chip.firstChild?.textContent)).toEqual(numbers);
    await undoPage(document, quick);
    expect(document.querySelectorAll('.chip')).toHaveLength(0);
  });
});

describe('a form in steps', () => {
  const steps = () =>
    open(
      `<div id="one">${surroundings}</div><div id="two" style="display:none"><label for="x">Instellingsnummer(s)</label><input id="x"><label for="y">Naam van de toegangsgroep(en)</label><input id="y"></div>`,
    );

  it('is filled where the person gets, and not before', async () => {
    steps();
    const fill = await fillPage(document, newForBoth, quick);
    expect([heldBy('x'), fill.left.includes('accounts.accessGroups')]).toEqual(['', true]);
    element('two').style.display = 'block';
    await waitFor(() => heldBy('x') === '035642' && reportPage(document)?.filled.includes('accounts.accessGroups') === true);
    await undoPage(document, quick);
    expect([heldBy('x'), heldBy('s1')]).toEqual(['', '']);
  });

  it('is not filled any more once it was taken back', async () => {
    steps();
    await fillPage(document, newForBoth, quick);
    await undoPage(document, quick);
    element('two').style.display = 'block';
    await new Promise((done) => setTimeout(done, 400));
    expect([heldBy('x'), reportPage(document)]).toEqual(['', undefined]);
  });

  it('counts its hidden steps as evidence, not as places', () => {
    steps();
    const { detected, confidence, found } = inspectPage(document);
    expect(detected).toBe(true);
    expect(found).not.toContain('accounts.accessGroups');
    open(`<div>${surroundings}</div>`);
    expect(inspectPage(document).confidence).toBeLessThan(confidence);
  });
});

it('shows where a question is', async () => {
  open(surroundings);
  expect(showOnPage(document, 'applicant.name')).toBe(true);
  expect(document.activeElement).toBe(element('s1'));
  expect(showOnPage(document, 'accounts.use')).toBe(false);
});

describe('words of one’s own', () => {
  it.each([
    ['accounts.username', 'Met welke gebruikersnaam log je in op Rekeningen 2.0?'],
    ['accounts.accessGroups', 'Over welke toegangsgroep gaat het?'],
    ['director.email', 'Op welk mailadres bereiken we de directeur?'],
    ['applicant.role', 'Quelle est votre fonction ?'],
    ['administration.institutionNumbers', 'Which institution numbers is this for?'],
    ['clientId.name', 'Comment s’appelle le ClientID (nom) que vous voulez étendre ?'],
  ])('%s: %s', async (key, words) => {
    open(`${surroundings}<label for="x">${words}</label><input id="x">`);
    expect(inspectPage(document).found).toContain(key);
  });

  it.each([
    'Functie van de directeur',
    'Telefoon directie',
    'Instellingsnummer van de vorige school',
    'Gebruikersnaam voor Smartschool',
    'Wachtwoord van de ClientID die je wil uitbreiden (naam)',
  ])('not %s', (words) => {
    open(`${surroundings}<label for="x">${words}</label><input id="x">`);
    expect(inspectPage(document).found).toEqual(['applicant.name', 'clientId.new', 'clientId.extend', 'accounts.username']);
  });
});
