import { describe, expect, it } from 'vitest';
import { readTable } from '../../utils/profiles/read-table.ts';
import type { Table } from '../../utils/profiles/table.ts';
import { most } from '../../utils/profiles/table.ts';
import type { Dialect } from './written.ts';
import { encode, encodings, lineEnds, partsOf, separated, separators, workbook, zipped } from './written.ts';

function table(source: Uint8Array | string): Table {
  const read = readTable(source);
  if (!read.ok) throw new Error(`${read.code} ${read.values}`);
  return read.value;
}

const cells = (source: Uint8Array | string) => table(source).rows.map((row) => row.cells);
const numbers = (source: Uint8Array | string) => table(source).rows.map((row) => row.number);
const codes = (source: Uint8Array | string) => table(source).notes.map(({ code }) => code);

const header = ['Naam school', 'Instellingsnummer', 'Directie'];
const rows = [
  ['École Zoë; de "grote"', '035642', 'Ann, de Wit'],
  ['Twee\nregels', '1', '=1+1'],
];
const every: Dialect[] = encodings.flatMap((encoding) =>
  separators.flatMap((separator) => lineEnds.flatMap((lineEnd) => [true, false].map((quoteAll) => ({ encoding, separator, lineEnd, quoteAll })))),
);

describe('separated text', () => {
  it.each(every)('%o comes back as it was written', (dialect) => {
    const read = table(separated([header, ...rows], dialect));
    expect(read.header).toEqual(header);
    expect(read.rows).toEqual(rows.map((written, at) => ({ number: at + 2, cells: written })));
    expect(read.notes).toEqual(dialect.encoding === 'windows-1252' ? [{ code: 'encodingGuessed', values: [] }] : []);
  });

  it('reads the characters that windows-1252 has beyond Latin-1', () => {
    expect(cells(encode('naam;schoolnummer\n’t Œuf – 5 €;1\n', 'windows-1252'))).toEqual([['’t Œuf – 5 €', '1']]);
  });

  it('keeps the file’s row numbers where rows are blank, above the header too', () => {
    const text = 'Lijst van de scholen\n\nnaam;schoolnummer\n;;\nA;1\n\n\nB;2\n;;;;;\n';
    expect(numbers(text)).toEqual([5, 8]);
    expect(table(text)).toMatchObject({ headerRow: 3, header: ['naam', 'schoolnummer'], notes: [{ code: 'linesSkipped', values: ['1'] }] });
  });

  it('takes line ends that are mixed', () => {
    expect(cells('naam;nummer school\r\nA;1\nB;2\rC;3')).toEqual([
      ['A', '1'],
      ['B', '2'],
      ['C', '3'],
    ]);
  });

  it('follows the line with which a spreadsheet tells its separator', () => {
    expect(table('sep=|\nnaam|schoolnummer\nA|1')).toMatchObject({ headerRow: 2, rows: [{ number: 3, cells: ['A', '1'] }] });
  });

  it('does not take commas in cells for separators', () => {
    expect(cells('School;Directie\nSint-Jan, Gent;Jan, de Wit\nSint-Jan, Aalst;Ann, de Wit\n')[1]).toEqual(['Sint-Jan, Aalst', 'Ann, de Wit']);
  });

  it('a list of one column is one', () => {
    expect(cells('schoolnummer\n035642\n001234\n')).toEqual([['035642'], ['001234']]);
  });

  it('a pasted list without a header is all rows', () => {
    const pasted = 'Sint-Jan\t035642\tdirectie@sint-jan.example\nSint-Ann\t035643\tdirectie@sint-ann.example';
    expect(table(pasted)).toMatchObject({ header: ['', '', ''], headerRow: 0, notes: [{ code: 'headerMissing', values: [] }] });
    expect(numbers(pasted)).toEqual([1, 2]);
  });

  it('a header of words that nobody knows is a header', () => {
    expect(table('Foo;Bar\nx;y\n')).toMatchObject({ header: ['Foo', 'Bar'], headerRow: 1, notes: [] });
  });

  it('reads bare quotes of a pasted list as they are', () => {
    const pasted = 'Naam\tInstellingsnummer\n"GO!" school\t035642\nDe "Kei"\t035643\n';
    expect(cells(pasted)).toEqual([
      ['"GO!" school', '035642'],
      ['De "Kei"', '035643'],
    ]);
    expect(codes(pasted)).toEqual(['quotesAsWritten']);
  });

  it.each([
    ['a quote that is never closed', 'naam;schoolnummer\nA;1\n"B;2;3\nC;4\n', 'tableQuoteOpen', ['3']],
    ['nothing', '', 'tableEmpty', []],
    ['blank cells', ';;;\n \n\t\n', 'tableEmpty', []],
    ['a header without schools', 'naam;schoolnummer\n', 'tableEmpty', []],
    ['a web page', '<html><table><tr><td>1</td></tr></table></html>', 'tableOtherFormat', ['.html']],
    ['what is no text', 'abc\0def', 'tableNotText', []],
    ['control characters', '\u0001\u0002\u0003abc', 'tableNotText', []],
    ['ten thousand columns', Array.from({ length: 10_000 }, (_, at) => `kolom ${at}`).join(';'), 'tableTooWide', ['512']],
    ['a million rows', 'naam;schoolnummer\n'.concat('x;1\n'.repeat(1_000_000)), 'tableTooManyRows', ['50000']],
    ['a cell of a million characters', `naam;schoolnummer\n${'x'.repeat(1_000_000)};1`, 'tableCellTooLong', ['2']],
    ['millions of cells', `naam;schoolnummer\n${';'.repeat(6_000_000)}1`, 'tableBomb', []],
  ])('refuses %s', (_, text, code, values) => {
    const started = performance.now();
    expect(readTable(text)).toEqual({ ok: false, code, values });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('refuses a file that is too large, before it is decoded', () => {
    expect(readTable(new Uint8Array(most.bytes + 1))).toEqual({ ok: false, code: 'tableTooBig', values: ['32'] });
  });

  it('headers that every object has are headers like others', () => {
    const text = '__proto__;naam;constructor;schoolnummer\nx;A;y;1\n';
    expect(table(text).header).toEqual(['__proto__', 'naam', 'constructor', 'schoolnummer']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('workbooks', () => {
  it.each([{}, { prefix: 'x:' }, { addresses: false }, { inline: true }, { level: 0 as const }])('written %o come back', (options) => {
    expect(cells(workbook([{ rows: [header, ...rows] }], options))).toEqual(rows);
  });

  it('prints numbers as the sheet shows them', () => {
    const shown = [
      { value: '35642' },
      { value: '35642', style: 1 },
      { value: '1.9E5' },
      { value: '46267', style: 2 },
      { value: '46267.5', style: 3 },
      { type: 'b' as const, value: '1' },
      { type: 'e' as const, value: '#N/A' },
      { type: 'str' as const, formula: 'A1&B1', value: '035642' },
    ];
    const read = table(workbook([{ rows: [['naam', 'schoolnummer'], shown] }]));
    expect(read.rows[0]?.cells).toEqual(['35642', '035642', '190000', '2026-09-02', '2026-09-02', 'TRUE', '#N/A', '035642']);
  });

  it('takes the value that is stored with a formula, and tells of those that have none', () => {
    const book = workbook([
      {
        rows: [
          ['naam', 'schoolnummer'],
          ['A', { formula: 'WEBSERVICE("http://x.example")', value: '35642' }],
          ['B', { formula: '1+1' }],
        ],
      },
    ]);
    expect(cells(book)).toEqual([['A', '35642'], ['B']]);
    expect(table(book).notes).toEqual([{ code: 'formulasEmpty', values: ['1'] }]);
  });

  it('takes the sheet with the schools, and not a hidden one', () => {
    const book = workbook([
      { name: 'Uitleg', rows: [['Vul het tweede blad in']] },
      {
        name: 'Oud',
        state: 'hidden',
        rows: [
          ['naam', 'schoolnummer', 'directie'],
          ['Z', '9', 'z'],
        ],
      },
      {
        name: 'Scholen',
        rows: [
          ['naam', 'schoolnummer'],
          ['A', '1'],
        ],
        hidden: [2],
      },
    ]);
    expect(cells(book)).toEqual([['A', '1']]);
    expect(table(book).notes).toEqual([
      { code: 'sheetChosen', values: ['Scholen'] },
      { code: 'rowsHidden', values: ['1'] },
    ]);
  });

  it('keeps the sheet’s row numbers', () => {
    expect(numbers(workbook([{ rows: [['Lijst'], [], ['naam', 'schoolnummer'], [], ['A', '1'], [], ['B', '2']] }]))).toEqual([5, 7]);
  });

  const good = partsOf([{ rows: [header, ...rows] }]);
  const sheet = 'xl/worksheets/sheet1.xml';
  const rowOf = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`;
  const compound = (text: string) =>
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Array(600).fill(0), ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])]);

  it.each<[string, () => Uint8Array, string, string[]]>([
    ['a million rows', () => zipped({ ...good, [sheet]: rowOf('<row><c><v>1</v></c></row>'.repeat(1_000_000)) }), 'tableTooManyRows', ['50000']],
    ['ten thousand columns', () => zipped({ ...good, [sheet]: rowOf('<row><c r="NTP1"><v>1</v></c></row>') }), 'tableTooWide', ['512']],
    ['millions of rows without cells', () => zipped({ ...good, [sheet]: rowOf('<row/>'.repeat(2_000_000)) }), 'tableTooManyRows', ['50000']],
    ['a bomb of cells without values', () => zipped({ ...good, [sheet]: rowOf(`<row>${'<c/>'.repeat(16_000_000)}</row>`) }), 'tableBomb', []],
    ['a cell of 200 MB', () => zipped({ ...good, [sheet]: rowOf(`<row><c t="str"><v>${'x'.repeat(200_000_000)}</v></c></row>`) }), 'tableBomb', []],
    ['a shared text of 200 MB', () => zipped({ ...good, 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(200_000_000)}</t></si></sst>` }), 'tableBomb', []],
    ['a cell longer than a spreadsheet takes', () => workbook([{ rows: [header, ['x'.repeat(40_000)]] }]), 'tableCellTooLong', ['2']],
    ['wide rows that fill the memory', () => zipped({ ...good, [sheet]: rowOf('<row><c r="SR1"><v>1</v></c></row>'.repeat(20_000)) }), 'tableBomb', []],
    ['no sheet with anything', () => workbook([{ rows: [] }]), 'tableEmpty', []],
    ['XML that is none', () => zipped({ ...good, [sheet]: '<worksheet><sheetData><row><c' }), 'tableDamaged', []],
    ['half a file', () => zipped(good).slice(0, 900), 'tableDamaged', []],
    ['a password', () => compound('EncryptedPackage'), 'tableEncrypted', []],
    ['an old .xls', () => compound('Workbook'), 'tableOtherFormat', ['.xls']],
    ['an .xlsb', () => zipped({ 'xl/workbook.bin': 'x' }), 'tableOtherFormat', ['.xlsb']],
    ['an .ods', () => zipped({ 'content.xml': '<x/>' }), 'tableOtherFormat', ['.ods']],
    ['another archive', () => zipped({ 'inner.zip': zipped(good) }), 'tableOtherFormat', ['.zip']],
    ['a PDF', () => new TextEncoder().encode('%PDF-1.7'), 'tableOtherFormat', ['.pdf']],
  ])('refuses %s', (_, make, code, values) => {
    const bytes = make();
    const started = performance.now();
    expect(readTable(bytes)).toEqual({ ok: false, code, values });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('never unpacks what it does not read: macros, links, archives in the archive', () => {
    const more = {
      'xl/vbaProject.bin': new Uint8Array(1000),
      'xl/externalLinks/externalLink1.xml': new TextEncoder().encode('<'),
      'xl/media/bomb.zip': zipped({ a: 'x'.repeat(100_000) }),
    };
    expect(cells(workbook([{ rows: [header, ...rows] }], { more }))).toEqual(rows);
  });

  it('follows no entity of a document type', () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    const read = readTable(zipped({ ...good, [sheet]: `${doctype}${rowOf('<row><c t="str"><v>naam</v></c></row><row><c t="str"><v>&b;&c;</v></c></row>')}` }));
    expect(read).toMatchObject({ ok: true, value: { rows: [{ cells: ['&b;&c;'] }] } });
  });

  it('bytes that are said to be smaller than they are are counted as they unpack', () => {
    const bytes = zipped({ ...good, [sheet]: rowOf(`<row><c t="str"><v>${'x'.repeat(200_000_000)}</v></c></row>`) });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at += 1) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect(readTable(bytes)).toEqual({ ok: false, code: 'tableBomb', values: [] });
  });
});
