import { describe, expect, it } from 'vitest';
import { isMessageKey, messageKey, translate } from '../../utils/i18n.ts';
import type { School } from '../../utils/intake/profile.ts';
import type { Role } from '../../utils/profiles/columns.ts';
import { roleOfHeader, roles } from '../../utils/profiles/columns.ts';
import { mappingKey } from '../../utils/profiles/mapping.ts';
import { matchSchools, takeSchools } from '../../utils/profiles/match-schools.ts';
import type { Say } from '../../utils/profiles/print-bad-rows.ts';
import { printBadRows } from '../../utils/profiles/print-bad-rows.ts';
import { fitMapping, proposeMapping } from '../../utils/profiles/propose-mapping.ts';
import type { ReadSchools } from '../../utils/profiles/read-schools.ts';
import { readSchools } from '../../utils/profiles/read-schools.ts';
import { readTable } from '../../utils/profiles/read-table.ts';
import type { DoubtCode, ReasonCode, RemarkCode } from '../../utils/profiles/remark.ts';
import type { NoteCode, Table, TableFailure } from '../../utils/profiles/table.ts';
import { doubtKey, noteKey, reasonKey, remarkKey, roleKey } from '../../utils/profiles/texts.ts';
import { columns, governmentList } from './government.ts';
import { properties, prototypeKeys } from './properties.ts';

function table(source: Uint8Array | string): Table {
  const read = readTable(source);
  if (!read.ok) throw new Error(`${read.code} ${read.values}`);
  return read.value;
}

const rolesOf = (text: string) => proposeMapping(table(text).header, table(text).rows).mapping.roles;

function schoolsOf(source: Uint8Array | string, mergeByName = false): ReadSchools {
  const read = table(source);
  return readSchools(read, { ...proposeMapping(read.header, read.rows).mapping, mergeByName });
}

const say: Say = (key, ...values) => translate('nl', messageKey(key), ...values);

describe('the list of the government’s shape', () => {
  // The shape of data.onderwijs.vlaanderen.be: a mark, semicolons, all quoted, CR only, zeros stripped, several rows a school.
  const header = [
    'schoolnummer',
    'intern_vplnummer',
    'naam',
    'hoofdzetel',
    'postcode',
    'niscode',
    'kbo-nummer',
    'telefoon',
    'e-mail',
    'beheerder(s)',
    'bestuur',
    'scholengemeenschap',
  ];
  const site = (number: string, order: string, main: string, email: string) => [
    number,
    order,
    `School ${number}`,
    main,
    '9000',
    '44021',
    '0800000075',
    '',
    email,
    '',
    '',
    '191000',
  ];
  const rows = [site('35642', '2', 'False', 'wijk@school.example'), site('1', '1', 'True', ''), site('35642', '1', 'True', 'info@school.example')];
  const bytes = new TextEncoder().encode(`\ufeff${[header, ...rows].map((cells) => `${cells.map((cell) => `"${cell}"`).join(';')}\r`).join('')}`);

  it('maps without a hand, and merges the sites of a school, its main seat first', () => {
    const { schools, bad, remarks } = schoolsOf(bytes);
    expect(bad).toEqual([]);
    expect(schools).toEqual([
      {
        school: { name: 'School 35642', institutionNumbers: ['035642'], director: { name: '', email: 'info@school.example' }, accessGroups: [], username: '' },
        isNamed: true,
        board: '191000',
        rows: [2, 4],
        emailIsSchools: true,
        doubts: [],
      },
      {
        school: { name: 'School 1', institutionNumbers: ['000001'], director: { name: '', email: '' }, accessGroups: [], username: '' },
        isNamed: true,
        board: '191000',
        rows: [3],
        emailIsSchools: false,
        doubts: [],
      },
    ]);
    expect(remarks).toEqual([
      { code: 'emailIsSchools', row: 0, values: ['1'] },
      { code: 'numberPadded', row: 2, values: ['35642', '035642'] },
      { code: 'numberPadded', row: 3, values: ['1', '000001'] },
      { code: 'numberPadded', row: 4, values: ['35642', '035642'] },
    ]);
  });

  it('none of its 36 columns is guessed, and each site finds its school', () => {
    const read = table(governmentList(30));
    const { mapping, guessed } = proposeMapping(read.header, read.rows);
    const used = columns.flatMap((column, at) => (mapping.roles[at] === 'none' ? [] : [[column, mapping.roles[at]]]));
    expect(used).toEqual([
      ['schoolnummer', 'number'],
      ['naam', 'name'],
      ['hoofdzetel', 'mainSeat'],
      ['e-mail', 'schoolEmail'],
      ['bestuur', 'board'],
      ['scholengemeenschap', 'board'],
    ]);
    expect(guessed).toEqual([]);
    const { schools, bad } = readSchools(read, mapping);
    expect([read.rows.length, schools.length, bad.length]).toEqual([50, 30, 0]);
  });
});

describe('which column is what', () => {
  it.each<[Role, readonly string[]]>([
    ['name', ['Naam', 'Naam school', 'School', 'naam_van_de_school', "Nom de l'école", 'School name', 'Instelling', 'Schoolnaam', 'Établissement']],
    [
      'number',
      [
        'Instellingsnummer',
        'Instellingsnummer(s)',
        'INSTELLINGSNUMMERS',
        'schoolnummer',
        'Inst.nr.',
        'instellingsnr',
        'Institution number',
        'institutionNumber',
        "Numéro d'établissement",
        "N° / numéro de l'école",
        'Instellingsnummer 2',
        'Instellingsnummer BaO',
      ],
    ],
    ['directorName', ['Directeur', 'Directie', 'Naam directie', 'Naam directeur', 'Directrice', 'Director', 'Nom du directeur', 'Schoolhoofd']],
    ['directorEmail', ['E-mail directie', 'E-mailadres van de directie', 'directeur_email', 'Mail directeur', 'Courriel de la direction', 'Director e-mail']],
    ['directorFirstName', ['Voornaam directeur', 'Voornaam', 'Prénom']],
    ['directorLastName', ['Familienaam directeur', 'Achternaam', 'Last name']],
    ['schoolEmail', ['e-mail', 'E-mailadres', 'Mail school', 'email']],
    ['accessGroups', ['Toegangsgroep(en)', 'Toegangsgroepen', 'access groups', "Groupes d'accès"]],
    ['username', ['Gebruikersnaam', 'Username', "Nom d'utilisateur", 'Login']],
    ['board', ['Bestuur', 'Schoolbestuur', 'Scholengroep', 'VZW', 'Inrichtende macht', 'Pouvoir organisateur', 'Naam bestuur']],
    [
      'none',
      ['KBO-nummer', 'Ondernemingsnummer', 'niscode', 'Postcode', 'Telefoon', 'Website', 'Adres', 'Nummer bestuur', 'E-mail schoolbestuur', 'vestigingsnummer'],
    ],
    ['reason', ['Reden (Intakehulp)', 'Raison (Intakehulp)', 'Reason (Intakehulp)']],
  ])('%s: %o', (role, headers) => {
    expect(headers.map((header) => [header, roleOfHeader(header)])).toEqual(headers.map((header) => [header, role]));
  });

  it.each(['__proto__', 'constructor', 'jan@school.example', '035642', '', 'x'.repeat(500)])('‘%s’ tells nothing', (header) => {
    expect(roleOfHeader(header)).toBeUndefined();
  });

  it.each(['nl', 'fr', 'en'] as const)('the reasons’ own column is known again in %s', (language) => {
    expect(roleOfHeader(translate(language, 'import_reasonHeader'))).toBe('reason');
  });

  it('an address right after the director’s name is the director’s', () => {
    expect(rolesOf('School;Instellingsnummer;Directeur;E-mail\nA;1;Ann;ann@a.example\n')).toEqual(['name', 'number', 'directorName', 'directorEmail']);
  });

  it('of two names that of the school is taken', () => {
    expect(rolesOf('Naam;Naam school;Instellingsnummer\nx;A;1\n')).toEqual(['none', 'name', 'number']);
  });

  it('where nothing is a header, the cells tell', () => {
    const pasted = 'Basisschool De Kei\t9000\t035642\tdirectie@kei.example\nInstituut Sint-Ann\t9000\t035643\tdirectie@ann.example\n';
    expect(proposeMapping(table(pasted).header, table(pasted).rows)).toEqual({
      mapping: { roles: ['name', 'none', 'number', 'directorEmail'], mergeByName: false },
      guessed: [0, 2, 3],
    });
  });

  it('a name that is known again in the address beside it is the director’s', () => {
    expect(rolesOf('De Mier\t011221\tEva Claes\teva.claes@mier.example\nDe Bij\t011222\tTom Boschma\tboschma@bij.example\n')[2]).toBe('directorName');
    expect(rolesOf('School;Instellingsnummer;Wie;E-mail\nA;1;Eva Claes;eva@a.example\nB;2;Tom Bos;info@b.example\n')).toEqual([
      'name',
      'number',
      'directorName',
      'directorEmail',
    ]);
    expect(rolesOf('School;Instellingsnummer;Wie;E-mail\nA;1;Eva Claes;info@a.example\nB;2;Tom Bos;info@b.example\n')).toEqual([
      'name',
      'number',
      'none',
      'schoolEmail',
    ]);
  });

  it('a plain name beside a first name is the person’s, where another column names the school', () => {
    expect(rolesOf('School;Instellingsnummer;Naam;Voornaam;E-mail\nA;1;Maes;Ann;a@a.example\n')).toEqual([
      'name',
      'number',
      'directorLastName',
      'directorFirstName',
      'directorEmail',
    ]);
    expect(rolesOf('Naam;Voornaam;Instellingsnummer\nA;1;2\n')[0]).toBe('name');
  });

  it('a town’s code is no institution number', () => {
    const text = `Foo\tBar\n${Array.from({ length: 20 }, (_, at) => `Basisschool ${at}\t44021`).join('\n')}`;
    expect(rolesOf(text)).toEqual(['name', 'none']);
  });

  it('is remembered under the header’s words, whatever their capitals', () => {
    expect(mappingKey(['Naam', 'E-mail'])).toBe(mappingKey(['NAAM ', 'e mail']));
    expect(mappingKey(['Naam', 'E-mail'])).not.toBe(mappingKey(['E-mail', 'Naam']));
    // What earlier versions stored is found again.
    expect(mappingKey(['Naam', 'Nummer'])).toBe('2-0649930cbffeea06');
    expect(fitMapping({ roles: ['name'], mergeByName: true }, ['a', 'b'])).toEqual({ roles: ['name', 'none'], mergeByName: true });
  });
});

describe('rows become schools', () => {
  it('joins names, splits lists, restores zeros', () => {
    const text =
      'School;Instellingsnummers;Voornaam directeur;Familienaam directeur;E-mail directie;Toegangsgroepen;Gebruikersnaam\n' +
      'De Kei;"35642, 35643";Ann;De Wit;mailto:ann@kei.example;"VZW Kei, lager; VZW Kei kleuter";Jan.Peeters\n';
    expect(schoolsOf(text).schools[0]?.school).toEqual({
      name: 'De Kei',
      institutionNumbers: ['035642', '035643'],
      director: { name: 'Ann De Wit', email: 'ann@kei.example' },
      accessGroups: ['VZW Kei, lager', 'VZW Kei kleuter'],
      username: 'Jan.Peeters',
    });
  });

  it('reads a name and an address in one cell', () => {
    const { schools } = schoolsOf('School;Instellingsnummer;Directie\nA;035642;Ann De Wit <ann@a.example>\nB;035643;"Jan Maes, jan@b.example"\n');
    expect(schools.map(({ school }) => school.director)).toEqual([
      { name: 'Ann De Wit', email: 'ann@a.example' },
      { name: 'Jan Maes', email: 'jan@b.example' },
    ]);
  });

  it('reads what some programs write to keep zeros', () => {
    expect(
      schoolsOf('School;Instellingsnummer\nA;="001234"\n\'t Voorbeeld;\'035642\n').schools.map(({ school }) => [school.name, ...school.institutionNumbers]),
    ).toEqual([
      ['A', '001234'],
      ["'t Voorbeeld", '035642'],
    ]);
  });

  it('takes no time over long cells', () => {
    const long = ['a'.repeat(32_000), `@${'a'.repeat(32_000)}`, `${'a.'.repeat(16_000)}@`, ' 1234'.repeat(6_000), '1 '.repeat(16_000)];
    const text = [
      'School;Instellingsnummer;Directeur;E-mail directie;Foo',
      ...Array.from({ length: 40 }, (_, at) => [0, 1, 2, 3, 4].map((column) => long[(at + column) % 5]).join(';')),
    ].join('\n');
    const started = performance.now();
    expect(schoolsOf(text).bad).toHaveLength(40);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('lists what it can’t take, by the file’s row numbers', () => {
    const text =
      'School;Instellingsnummer;E-mail directie\nA;;\nB;0800000075;\nC;12345678;\nD;abc;\nE;035642;ann@\n;;ann@b.example\nF;#N/B;\nG;035643;g@g.example\n';
    const { schools, bad } = schoolsOf(text);
    expect(schools.map(({ school }) => school.name)).toEqual(['G']);
    expect(bad.map(({ row, reasons }) => [row, ...reasons.map(({ code }) => code)])).toEqual([
      [2, 'numberMissing'],
      [3, 'numberIsEnterprise'],
      [4, 'numberTooLong'],
      [5, 'numberNotDigits'],
      [6, 'emailInvalid'],
      [7, 'rowNamesNoSchool'],
      [8, 'cellIsError'],
    ]);
  });

  it('says what it took and what it left out', () => {
    const text = 'School;Instellingsnummer;E-mail directie\nA;40428-2;\nB;"035642; 0800000075";a@b.example b@b.example\nC;250000;\n;035644;\n';
    const { schools, remarks } = schoolsOf(text);
    expect(schools.map(({ school }) => school.institutionNumbers)).toEqual([['040428'], ['035642'], ['250000'], ['035644']]);
    expect(remarks.map(({ code, row, values }) => [code, row, ...values])).toEqual([
      ['numberHasSite', 2, '40428-2', '040428'],
      ['emailsSeveral', 3, 'a@b.example', 'a@b.example, b@b.example'],
      ['numberIsEnterprise', 3, '0800000075'],
      ['numberUnusual', 4, '250000'],
      ['nameMissing', 5, '035644'],
    ]);
  });

  it('tells when one number stands with several names', () => {
    const { remarks } = schoolsOf('School;Instellingsnummer\nA;44021\nB;44021\nC;035642\nD;035642\n');
    expect(remarks.filter(({ code }) => code !== 'numberPadded').map(({ code, row, values }) => [code, row, ...values])).toEqual([
      ['numberMaybeTown', 3, '044021', 'A', 'B'],
      ['namesDiffer', 5, '035642', 'C', 'D'],
    ]);
  });

  it('merges by name and board only where that is asked', () => {
    const text = 'School;Bestuur;Instellingsnummer\nDe Kei;Kei;035642\nDe Kei;Kei;035643\nDe Kei;Ander;035644\n';
    const numbers = (merge: boolean) => schoolsOf(text, merge).schools.map(({ school }) => school.institutionNumbers);
    expect(numbers(false)).toEqual([['035642'], ['035643'], ['035644']]);
    expect(numbers(true)).toEqual([['035642', '035643'], ['035644']]);
  });

  it('a row without a number goes to the school of its name, unless two have it', () => {
    const text = 'School;Instellingsnummer;Toegangsgroep\nA;035642;Eén\nA;;Twee\nB;035643;\nB;035644;\nB;;Drie\nC;;Vier\n';
    const { schools, bad } = schoolsOf(text);
    expect(schools.map(({ school }) => [school.name, ...school.accessGroups])).toEqual([['A', 'Eén', 'Twee'], ['B'], ['B'], ['C', 'Vier']]);
    expect(bad).toEqual([{ row: 6, reasons: [{ code: 'schoolAmbiguous', values: ['B'] }] }]);
  });

  it('never gives a director the address of another', () => {
    const text = 'School;Instellingsnummer;Directeur;E-mail directie\nA;035642;Ann;\nA;035642;Jan;jan@a.example\nA;035642;Ann;ann@a.example\n';
    const { schools, remarks } = schoolsOf(text);
    expect(schools[0]?.school.director).toEqual({ name: 'Ann', email: 'ann@a.example' });
    expect(remarks).toEqual([{ code: 'directorsDiffer', row: 3, values: ['Ann', 'Jan, jan@a.example'] }]);
  });

  it('takes the director’s address before the school’s', () => {
    const text = 'School;Instellingsnummer;E-mail;E-mail directie\nA;035642;info@a.example;ann@a.example\nB;035643;info@b.example;\n';
    expect(schoolsOf(text).schools.map(({ school, emailIsSchools }) => [school.director.email, emailIsSchools])).toEqual([
      ['ann@a.example', false],
      ['info@b.example', true],
    ]);
  });
});

describe('rows that may be of no school', () => {
  const doubtsOf = (text: string) =>
    schoolsOf(`School;Instellingsnummer;E-mail directie;Bestuur\n${text}\n`).schools.map(({ doubts }) => doubts.map(({ code }) => code));

  it.each(['Totaal', 'TOTAAL:', 'Eindtotaal (12 scholen)', 'Total général', 'Aantal scholen', 'Gemiddelde', 'Sous-total', 'Som'])(
    '%s is what counts them',
    (name) => {
      expect(doubtsOf(`${name};1035;;`)).toEqual([['nameOfTotal']]);
      expect(doubtsOf(`;1035;;${name}`)).toEqual([['nameOfTotal']]);
    },
  );

  it.each(['Totem', 'De Som', 'De Summa', 'Basisschool Totaal Anders'])('%s is a school', (name) => {
    expect(doubtsOf(`${name};035642;;`)).toEqual([[]]);
  });

  it('a number that is too short to have lost its zeros, of which nothing else is told', () => {
    expect(doubtsOf('A;10;;')).toEqual([['numberShort']]);
    expect(doubtsOf(';999;;')).toEqual([['numberShort']]);
    for (const number of ['1035', '35642', '000010', '0010', '40428-2']) expect([number, doubtsOf(`A;${number};;`)]).toEqual([number, [[]]]);
    // Public lists begin at 1, and tell more of a school.
    expect(doubtsOf('A;10;ann@a.example;')).toEqual([[]]);
    expect(doubtsOf('A;10;;191000')).toEqual([[]]);
    expect(doubtsOf('A;"10, 35642";;')).toEqual([[]]);
  });
});

describe('bad rows go out and come back', () => {
  const text = '__proto__;School;Instellingsnummer;Opmerking\n=1+1;A;;"@x\ny"\n\'=z;B;;-5\nx;C;035642;\n';

  it('says why, guards each cell, and is read back without what was added', () => {
    const before = table(text);
    const { bad } = schoolsOf(text);
    const printed = printBadRows(before, bad, say);
    expect(printed).toBe(
      '\ufeff"Reden (Intakehulp)";"__proto__";"School";"Instellingsnummer";"Opmerking"\r\n' +
        '"Rij 2: Het instellingsnummer ontbreekt.";"\'=1+1";"A";"";"\'@x\ny"\r\n' +
        '"Rij 3: Het instellingsnummer ontbreekt.";"\'\'=z";"B";"";"\'-5"\r\n',
    );
    const after = table(new TextEncoder().encode(printed));
    expect(after.rows.map(({ cells }) => cells.slice(1))).toEqual(before.rows.slice(0, 2).map(({ cells }) => cells));
    expect(rolesOf(printed)).toEqual(['reason', 'none', 'name', 'number', 'none']);
  });

  it('fixed, its schools are taken', () => {
    const printed = printBadRows(table(text), schoolsOf(text).bad, say).replace('"A";""', '"A";"35643"');
    expect(schoolsOf(printed).schools.map(({ school }) => [school.name, ...school.institutionNumbers])).toEqual([['A', '035643']]);
  });
});

describe('against the stored schools', () => {
  const school = (id: string, name: string, numbers: string[], email = '', director = ''): School => ({
    id,
    name,
    institutionNumbers: numbers,
    director: { name: director, email },
    accessGroups: ['Eén'],
    username: 'jan',
  });
  const stored = [school('1', 'A', ['035642'], 'ann@a.example', 'Ann'), school('2', 'B', ['035643']), school('3', 'C', ['035644']), school('4', 'Zonder', [])];
  const match = (text: string) => matchSchools(schoolsOf(text).schools, stored);
  const head = 'School;Instellingsnummer;Directeur;E-mail directie;Toegangsgroepen\n';

  it('new, the same, different, twins', () => {
    const found = match(`${head}A;35642;;;\nB;035643;Jan;jan@b.example;Twee\nN;035650;;;\nD;"035643, 035644";;;\nzonder;035651;;;\n`);
    // B's number brought D's row to it: those two rows are one school of the list, and two of the stored ones.
    expect(found.map(({ state }) => state)).toEqual(['same', 'twins', 'new', 'differs']);
    const only = match(`${head}B;035643;Jan;jan@b.example;Twee\n`);
    expect(only).toMatchObject([
      {
        state: 'differs',
        stored: { id: '2' },
        fields: [
          { key: 'director.name', before: [], after: ['Jan'] },
          { key: 'director.email', before: [], after: ['jan@b.example'] },
          { key: 'accounts.accessGroups', before: ['Eén'], after: ['Eén', 'Twee'] },
        ],
      },
    ]);
    expect(takeSchools(only, () => 'new')).toMatchObject([{ id: '2', name: 'B', accessGroups: ['Eén', 'Twee'], username: 'jan' }]);
  });

  it('the school’s address never takes the place of the director’s', () => {
    const found = match('naam;schoolnummer;e-mail\nA;35642;info@a.example\nB;35643;info@b.example\n');
    expect(found.map(({ state }) => state)).toEqual(['same', 'differs']);
  });

  it('two of the list that are one stored school are both merged into it', () => {
    const twice = matchSchools(schoolsOf(`${head}A;035642;;;Twee\nA;035660;;;Drie\n`).schools, [school('1', 'A', ['035642', '035660'])]);
    expect(takeSchools(twice, () => 'new').map(({ accessGroups }) => accessGroups)).toEqual([['Eén', 'Twee', 'Drie']]);
  });

  it('what is new gets an id of its own', () => {
    let ids = 0;
    const found = match(`${head}N;035650;;;\nO;035651;;;\n`);
    expect(takeSchools(found, () => `id${++ids}`).map(({ id, name }) => [id, name])).toEqual([
      ['id1', 'N'],
      ['id2', 'O'],
    ]);
  });
});

// Typed so that a code added to its union and not here does not compile.
const failures: Record<TableFailure, true> = {
  tableEmpty: true,
  tableNotText: true,
  tableOtherFormat: true,
  tableEncrypted: true,
  tableDamaged: true,
  tableTooBig: true,
  tableTooManyRows: true,
  tableTooWide: true,
  tableCellTooLong: true,
  tableQuoteOpen: true,
  tableBomb: true,
};
const notes: Record<NoteCode, true> = {
  encodingGuessed: true,
  sheetChosen: true,
  linesSkipped: true,
  headerMissing: true,
  rowsHidden: true,
  formulasEmpty: true,
  quotesAsWritten: true,
};
const remarkCodes: Record<RemarkCode, true> = {
  numberPadded: true,
  numberUnusual: true,
  numberHasSite: true,
  numberMaybeTown: true,
  numberNotDigits: true,
  numberTooLong: true,
  numberIsEnterprise: true,
  namesDiffer: true,
  directorsDiffer: true,
  usernamesDiffer: true,
  emailIsSchools: true,
  emailInvalid: true,
  emailsSeveral: true,
  nameMissing: true,
};
const doubtCodes: Record<DoubtCode, true> = { numberShort: true, nameOfTotal: true, otherName: true };
const reasonCodes: Record<ReasonCode, true> = {
  numberMissing: true,
  numberNotDigits: true,
  numberTooLong: true,
  numberIsEnterprise: true,
  emailInvalid: true,
  cellIsError: true,
  cellTooLong: true,
  rowNamesNoSchool: true,
  schoolAmbiguous: true,
};

const codes = <Code extends string>(table: Record<Code, true>) => Object.keys(table) as Code[];

it('every code has its text', () => {
  const keys = [
    ...codes(failures).map((code) => `error_${code}`),
    ...codes(notes).map(noteKey),
    ...roles.map(roleKey),
    ...codes(remarkCodes).map(remarkKey),
    ...codes(reasonCodes).map(reasonKey),
    ...codes(doubtCodes).map(doubtKey),
  ];
  expect(keys.filter((key) => !isMessageKey(key))).toEqual([]);
});

describe('lists by chance', () => {
  it.each(Object.entries(properties))('%s', (_, tryOut) => {
    const before = prototypeKeys();
    expect(tryOut(100, 20_260_903).report).toBe('');
    expect(prototypeKeys()).toBe(before);
  });
});
