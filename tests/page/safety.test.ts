// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { inspectPage } from '../../utils/page/inspect.ts';
import { accountsOnly, extendStudents, fillPage, heldBy, input, newForBoth, open, quick, surroundings } from './support.ts';

/** Controls whose words ask for the applicant's role, and that are nobody's to fill. */
const untouchable: Readonly<Record<string, string>> = {
  'type hidden': '<input type="hidden" id="x">',
  password: '<input type="password" id="x">',
  'not displayed': '<input id="x" style="display:none">',
  'in what is not displayed': '<div style="display:none"><input id="x"></div>',
  invisible: '<input id="x" style="visibility:hidden">',
  transparent: '<input id="x" style="opacity:0">',
  'off the page': '<div style="position:absolute;left:-9999px"><input id="x"></div>',
  'hidden by a class': '<style>.hp{position:absolute;left:-5000px}</style><div class="hp"><input id="x"></div>',
  clipped: '<input id="x" style="position:absolute;clip:rect(0px, 0px, 0px, 0px)">',
  'without a size': '<div style="height:1px;overflow:hidden"><input id="x"></div>',
  'kept from screen readers': '<div aria-hidden="true"><input id="x" tabindex="-1"></div>',
  'a honeypot by name': '<input id="x" name="honeypot">',
  'a captcha': '<input id="x" name="g-captcha-answer">',
  disabled: '<input id="x" disabled>',
  'read only': '<input id="x" readonly>',
  'a one-time code': '<input id="x" autocomplete="one-time-code">',
  'a search': '<input type="search" id="x">',
  'a control that sends the form': '<input id="x" onchange="this.form.submit()">',
};

describe('what is never filled', () => {
  it.each(Object.entries(untouchable))('%s', async (_, html) => {
    open(`<form><label for="x">Functie aanvrager</label>${html}${surroundings}</form>`);
    const { filled } = await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe('');
    expect(filled).toContain('applicant.name');
    expect(filled).not.toContain('applicant.role');
  });

  it('a file, even one that asks for the date', async () => {
    open(`<label for="x">Datum</label><input type="file" id="x">${surroundings}`);
    expect((await fillPage(document, newForBoth, quick)).left).toContain('date');
  });

  it('consent, whatever stands over it', async () => {
    open(
      `${surroundings}<fieldset><legend>Wil je ook de rekeningen afpunten via de API?</legend><label><input type="checkbox" id="x"> Ja, ik ga akkoord met de voorwaarden</label></fieldset>`,
    );
    await fillPage(document, newForBoth, quick);
    expect(input('x').checked).toBe(false);
  });

  /** Labels that are near to one of ours, and ask for something else. */
  it.each([
    'Naam van de school',
    'Naam van de leerling',
    'E-mailadres',
    'E-mailadres aanvrager',
    'Telefoon directie',
    'Geboortedatum',
    'Startdatum',
    'Naam',
    'Gebruikersnaam Smartschool',
    'Functie van de directeur',
    'Instellingsnummer van de scholengemeenschap waar de leerling was ingeschreven',
    'Wachtwoord van de ClientID',
    'Client secret',
    'Naam van de toepassing',
  ])('"%s" is no question of the form', async (label) => {
    open(`${surroundings}<p><label for="x">${label}</label><input id="x"></p>`);
    await fillPage(document, { ...newForBoth, clientId: { kind: 'extend', name: 'klant' } }, quick);
    expect(heldBy('x')).toBe('');
  });

  it('a text where an option is asked, and an option where a text is', async () => {
    open(`${surroundings}<label for="x">Wil je ook de rekeningen afpunten via de API?</label><input id="x">
      <label for="y">Functie aanvrager</label><select id="y"><option value="">Kies</option><option>Ja</option><option>ICT-coördinator</option></select>`);
    const fill = await fillPage(document, newForBoth, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual(['', '']);
    expect(fill.left).toEqual(expect.arrayContaining(['accounts.reconcile', 'applicant.role']));
  });

  it('a value that the control would cut off or refuse', async () => {
    open(
      `${surroundings}<label for="x">Instellingsnummer(s)</label><input id="x" maxlength="6"><label for="y">Functie aanvrager</label><input id="y" pattern="[a-z]+">`,
    );
    const fill = await fillPage(document, extendStudents, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual(['', '']);
    expect(fill.doubted).toEqual(['applicant.role', 'administration.institutionNumbers']);
  });
});

describe('what could be two things', () => {
  it('stays empty and is doubted: twice the same question, nothing to tell them apart', async () => {
    open(`${surroundings}<label for="x">Functie aanvrager</label><input id="x"><label for="y">Functie aanvrager</label><textarea id="y"></textarea>`);
    const fill = await fillPage(document, newForBoth, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual(['', '']);
    expect(fill.doubted).toContain('applicant.role');
    expect(inspectPage(document).left).toContain('applicant.role');
  });

  it('is told by its section: one "Waarvoor ga je de API gebruiken?", under Rekeningen', async () => {
    open(`<h2>Algemeen</h2>${surroundings}<h2>Rekeningen API</h2><label for="x">Waarvoor ga je de API gebruiken?</label><textarea id="x"></textarea>`);
    await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe(newForBoth.accounts?.use);
  });

  it('is told by its section alone, where no neighbour tells', async () => {
    open(
      `<label for="n">Naam aanvrager</label><input id="n"><h2>Rekeningen API</h2><label for="x">Waarvoor ga je de API gebruiken?</label><textarea id="x"></textarea>`,
    );
    await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe(newForBoth.accounts?.use);
  });

  it('is told by the type of its control', async () => {
    open(
      `${surroundings}<label for="x">Naam en e-mailadres van de directie</label><input type="email" id="x"><label for="y">Functie aanvrager</label><input type="tel" id="y">`,
    );
    await fillPage(document, newForBoth, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual(['directie@school.example', '']);
  });

  it('is told by the example that describes it', async () => {
    open(`${surroundings}<label for="x">Waarvoor ga je de API gebruiken?</label><textarea id="x" aria-describedby="xd"></textarea><i id="xd">Vb. Uitwisselen rekeningen met &lt;naam partner/toepassing&gt;,….</i>
      <label for="y">Waarvoor ga je de API gebruiken?</label><textarea id="y" aria-describedby="yd"></textarea><i id="yd">Vb. opvragen van data voor &lt;naam partner/toepassing&gt;</i>`);
    await fillPage(document, newForBoth, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual([newForBoth.accounts?.use, newForBoth.administration?.use]);
  });

  it('is told by its neighbours where no heading stands, whichever part comes first', async () => {
    open(`<label for="a">Naam van de toegangsgroep(en)</label><input id="a"><label for="x">Waarvoor ga je de API gebruiken?</label><textarea id="x"></textarea>
      <fieldset><legend>Wil je ook de rekeningen afpunten via de API?</legend><label><input type="radio" name="r" id="r1"> Ja</label><label><input type="radio" name="r" id="r2"> Nee</label></fieldset>
      <label for="b">Instellingsnummer(s)</label><input id="b"><label for="c">Uw client_id indien u hier reeds over beschikt en u de scopes wilt uitbreiden</label><input id="c"><label for="y">Waarvoor ga je de API gebruiken?</label><textarea id="y"></textarea>`);
    await fillPage(document, { ...newForBoth, clientId: { kind: 'extend', name: 'klant' } }, quick);
    expect([heldBy('x'), heldBy('y')]).toEqual([newForBoth.accounts?.use, newForBoth.administration?.use]);
  });
});

describe('a page that works against it', () => {
  it('is not sent when a change asks for it', async () => {
    open(`<form id="f"><label for="x">Functie aanvrager</label><input id="x">${surroundings}<button>Verstuur</button></form>`);
    const form = document.querySelector('form') as HTMLFormElement;
    let sent = 0;
    let refused: Event | undefined;
    form.addEventListener('submit', () => sent++);
    window.addEventListener('submit', (event) => (refused ??= event), true);
    input('x').addEventListener('change', () => form.requestSubmit());
    await fillPage(document, newForBoth, quick);
    expect(heldBy('x')).toBe('ICT-coördinator');
    expect([sent, refused?.defaultPrevented]).toEqual([0, true]);
    form.requestSubmit();
    expect(sent).toBe(1);
  });

  it('that empties a field is answered once more, and doubted when it does so again', async () => {
    open(`<label for="x">Functie aanvrager</label><input id="x">${surroundings}`);
    input('x').addEventListener('input', ({ target }) => setTimeout(() => ((target as HTMLInputElement).value = ''), 10));
    expect((await fillPage(document, newForBoth, { settle: 0, patience: 20, recheck: 40 })).doubted).toEqual(['applicant.role']);
  });

  it('that shows a question only after an answer gets that one filled too', async () => {
    open(`${surroundings}<div id="later"></div>`);
    input('s3-yes').addEventListener('change', () => {
      const later = document.getElementById('later');
      if (later)
        later.innerHTML = '<label for="x">Indien ja gelieve hieronder de naam van de ClientID die je wil uitbreiden op te geven.</label><input id="x">';
    });
    const fill = await fillPage(document, accountsOnly, quick);
    expect(fill.filled).toContain('clientId.name');
    expect(heldBy('x')).toBe('boek-client');
  });

  it('that draws the whole form anew at each change is still filled and undone', async () => {
    const model: Record<string, string> = { x: '', y: '' };
    open(`${surroundings}<div id="app"></div>`);
    const draw = () => {
      const app = document.getElementById('app');
      if (!app) return;
      app.innerHTML = '<label for="x">Functie aanvrager</label><input id="x"><label for="y">Instellingsnummer(s)</label><input id="y">';
      for (const id of ['x', 'y']) {
        input(id).value = model[id] ?? '';
        input(id).addEventListener('input', () => {
          model[id] = input(id).value;
          setTimeout(draw, 1);
        });
      }
    };
    draw();
    const fill = await fillPage(document, newForBoth, { settle: 5, patience: 5, recheck: 20 });
    expect(fill.filled).toEqual(expect.arrayContaining(['applicant.role', 'administration.institutionNumbers']));
    expect(model).toEqual({ x: 'ICT-coördinator', y: '035642' });
  });
});
