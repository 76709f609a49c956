import fc from 'fast-check';
import { proposeMapping } from '../../utils/profiles/propose-mapping.ts';
import { readSchools } from '../../utils/profiles/read-schools.ts';
import { readTable } from '../../utils/profiles/read-table.ts';
import type { Dialect } from './written.ts';
import { encodings, lineEnds, separated, separators, workbook } from './written.ts';

/** What holds for every list of schools, for `fuzz.ts` and for a unit test to try with as many lists as each likes. */

const headers = ['Naam school', 'Instellingsnummer', 'E-mail directie', 'Toegangsgroepen', 'Gebruikersnaam', 'Directeur'];
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const formulas = ['=1+1', '=HYPERLINK("http://x.example")', '@SUM(A1)', '+32 9 123 45 67', '-1', "'=x"];
const latin = [...'abcXYZ 0129 éëçÉ€’–ß.,;|:/()&<>"\'\n\t_'];

const number = fc.integer({ min: 0, max: 199_999 }).map((value) => String(value).padStart(6, '0'));
const words = fc.array(fc.constantFrom(...latin), { maxLength: 12 }).map((letters) => letters.join(''));
const anything = fc.string({ unit: 'grapheme', maxLength: 12 });
/** What XML and text files can't hold is no cell; a break is a line feed, whatever wrote it. */
const clean = (text: string) =>
  text.replace(/\r\n?/g, '\n').replace(/\p{Cs}|[\p{Cc}\ufeff\ufffe\uffff]/gu, (character) => ('\n\t'.includes(character) ? character : ''));
const cell = (wide: boolean) =>
  fc.oneof(number, words, fc.constantFrom(...keys), fc.constantFrom(...formulas), fc.constant(''), ...(wide ? [anything] : [])).map(clean);

type List = { header: string[]; rows: string[][] };
/** Two known headers at least, among others that no program should take for more than text. */
const list = (wide: boolean): fc.Arbitrary<List> =>
  fc
    .tuple(fc.subarray(headers, { minLength: 2 }), fc.subarray(keys, { maxLength: 2 }))
    .chain(([known, others]) => fc.shuffledSubarray([...known, ...others], { minLength: known.length + others.length }))
    .chain((header) =>
      fc.record({
        header: fc.constant(header),
        rows: fc.array(fc.array(cell(wide), { minLength: header.length, maxLength: header.length }), { maxLength: 12 }),
      }),
    );

const dialect: fc.Arbitrary<Dialect> = fc.record({
  encoding: fc.constantFrom(...encodings),
  separator: fc.constantFrom(...separators),
  lineEnd: fc.constantFrom(...lineEnds),
  quoteAll: fc.boolean(),
});

const blank = (text: string) => text.trim() === '';
const untailed = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex((text) => !blank(text)) + 1);

function validUtf8(bytes: Uint8Array): boolean {
  return !new TextDecoder().decode(bytes).includes('\ufffd');
}

/** What was written must be read back: each cell, under the row number that a spreadsheet shows. */
function sameCells(bytes: Uint8Array, { header, rows }: List): void {
  const read = readTable(bytes);
  const expected = rows.map((cells, at) => ({ number: at + 2, cells: untailed(cells) })).filter(({ cells }) => cells.length > 0);
  if (!read.ok && read.code === 'tableEmpty' && expected.length === 0) return;
  if (!read.ok) throw new Error(`not read: ${read.code}`);
  const found = read.value.rows.map(({ number: row, cells }) => ({ number: row, cells: untailed(cells) }));
  if (JSON.stringify(read.value.header) !== JSON.stringify(header)) throw new Error(`header ${JSON.stringify(read.value.header)}`);
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`read ${JSON.stringify(found)} of ${JSON.stringify(expected)}`);
}

/** No step may throw, whatever the bytes are. */
function passThrough(bytes: Uint8Array): void {
  const read = readTable(bytes);
  if (!read.ok) return;
  const { mapping } = proposeMapping(read.value.header, read.value.rows);
  readSchools(read.value, mapping);
}

const separatedList = fc.record({ dialect, wide: list(true), narrow: list(false) });

/** Cells of separated text come back as they were written. */
const separatedComesBack = fc.property(separatedList, ({ dialect: how, wide, narrow }) => {
  const taken = how.encoding === 'windows-1252' ? narrow : wide;
  const bytes = separated([taken.header, ...taken.rows], how);
  // Bytes that are UTF-8 by chance are UTF-8.
  fc.pre(how.encoding !== 'windows-1252' || !validUtf8(bytes) || /^\p{ASCII}*$/u.test([taken.header, ...taken.rows].flat().join('')));
  sameCells(bytes, taken);
});

/** Cells of a workbook come back as they were written. */
const workbookComesBack = fc.property(
  list(true),
  fc.record({ prefix: fc.constantFrom('', 'x:'), addresses: fc.boolean(), inline: fc.boolean(), level: fc.constantFrom<0 | 6>(0, 6) }),
  (taken, options) => sameCells(workbook([{ rows: [taken.header, ...taken.rows] }], options), taken),
);

const storing = ['text', 'stripped', 'number', 'formatted'] as const;

/** No zero is lost: whatever way a number was stored, the school has its six digits. */
const zerosStay = fc.property(
  fc.uniqueArray(number, { minLength: 1, maxLength: 20 }).filter((numbers) => numbers.every((text) => Number(text) > 0)),
  fc.constantFrom(...storing),
  dialect,
  (numbers, stored, how) => {
    const written = numbers.map((text) => (stored === 'text' ? text : String(Number(text))));
    const rows = written.map((text, at) => [`School ${at}`, text]);
    const asNumbers = rows.map(([name = '', text = '']) => [name, { type: 'n' as const, value: text, style: stored === 'formatted' ? 1 : 0 }]);
    const head = ['naam', 'schoolnummer'];
    const bytes = stored === 'number' || stored === 'formatted' ? workbook([{ rows: [head, ...asNumbers] }]) : separated([head, ...rows], how);
    const read = readTable(bytes);
    if (!read.ok) throw new Error(`not read: ${read.code}`);
    const { schools, remarks } = readSchools(read.value, proposeMapping(read.value.header, read.value.rows).mapping);
    const found = schools.flatMap(({ school }) => school.institutionNumbers);
    if (found.join() !== numbers.join()) throw new Error(`${found.join()} of ${numbers.join()}`);
    const said = remarks.filter(({ code }) => code === 'numberPadded').length;
    const short = stored === 'text' || stored === 'formatted' ? 0 : written.filter(({ length }) => length < 6).length;
    if (said !== short) throw new Error(`${said} remarks for ${short} restored numbers`);
  },
);

type Damage = { at: number; kind: 'flip' | 'cut' | 'double' | 'zero'; by: number };
const damage: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), kind: fc.constantFrom('flip', 'cut', 'double', 'zero'), by: fc.integer({ min: 1, max: 255 }) }),
  { minLength: 1, maxLength: 6 },
);

function damaged(bytes: Uint8Array, { at, kind, by }: Damage): Uint8Array {
  const place = Math.min(Math.floor(at * bytes.length), Math.max(bytes.length - 1, 0));
  if (kind === 'cut') return bytes.slice(0, place);
  if (kind === 'double') return Uint8Array.from([...bytes.subarray(0, place), ...bytes.subarray(Math.max(0, place - by))]);
  const changed = bytes.slice();
  changed[place] = kind === 'zero' ? 0 : (changed[place] ?? 0) ^ by;
  return changed;
}

/** Damaged files are refused or read, never a crash. */
const damageIsBorne = fc.property(list(true), dialect, fc.constantFrom('text', 'packed', 'stored'), damage, (taken, how, kind, harm) => {
  const grid = [taken.header, ...taken.rows];
  const whole = kind === 'text' ? separated(grid, how) : workbook([{ rows: grid }], { level: kind === 'packed' ? 6 : 0 });
  passThrough(harm.reduce(damaged, whole));
});

/** Bytes that never were a list. */
const noiseIsBorne = fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('', 'PK\u0003\u0004', 'naam;schoolnummer\n', '"'), (bytes, before) =>
  passThrough(Uint8Array.from([...new TextEncoder().encode(before), ...bytes])),
);

/** `report` is empty where the property held. */
export type Outcome = { runs: number; report: string };

const trial =
  <Values>(property: fc.IProperty<Values>) =>
  (numRuns: number, seed: number): Outcome => {
    const outcome = fc.check(property, { numRuns, seed });
    return { runs: outcome.numRuns, report: outcome.failed ? (fc.defaultReportMessage(outcome) ?? 'failed') : '' };
  };

export const properties: Readonly<Record<string, (runs: number, seed: number) => Outcome>> = {
  separatedComesBack: trial(separatedComesBack),
  workbookComesBack: trial(workbookComesBack),
  zerosStay: trial(zerosStay),
  damageIsBorne: trial(damageIsBorne),
  noiseIsBorne: trial(noiseIsBorne),
};

/** What every object has: whoever adds to it has polluted all of them. */
export const prototypeKeys = (): string =>
  [Object.prototype, Array.prototype, String.prototype].map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join('\n');
