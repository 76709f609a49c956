import { strToU8, zipSync } from 'fflate';

/** Lists of schools as programs write them: separated text in each encoding, and workbooks. */

export const encodings = ['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export const separators = [';', ',', '\t', '|'] as const;
export const lineEnds = ['\r\n', '\n', '\r'] as const;
export type Dialect = { encoding: Encoding; separator: (typeof separators)[number]; lineEnd: (typeof lineEnds)[number]; quoteAll: boolean };
type Grid = readonly (readonly string[])[];

const beyondLatin = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((character, at) => [character, [0x80, ...range(0x82, 0x8c), 0x8e, ...range(0x91, 0x9c), 0x9e, 0x9f][at] ?? 0]),
);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at, text.charCodeAt(at), little);
  return bytes;
}

export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'windows-1252') return Uint8Array.from(text, (character) => beyondLatin.get(character) ?? character.charCodeAt(0));
  if (encoding === 'utf-16le') return utf16(`\ufeff${text}`, true);
  if (encoding === 'utf-16be') return utf16(`\ufeff${text}`, false);
  return new TextEncoder().encode(encoding === 'utf-8' ? text : `\ufeff${text}`);
}

/** A break within a cell is written as the lines end. */
export function separated(grid: Grid, { encoding, separator, lineEnd, quoteAll }: Dialect): Uint8Array {
  const cell = (text: string) =>
    quoteAll || text.includes(separator) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll('\n', lineEnd)}"` : text;
  return encode(grid.map((cells) => cells.map(cell).join(separator) + lineEnd).join(''), encoding);
}

/** A cell of a workbook as XML writes it; a text stands for a shared string. */
type Cell = string | { type?: 'n' | 'str' | 'inlineStr' | 'b' | 'e'; value?: string; formula?: string; style?: number };
export type SheetRows = { name?: string; state?: string; rows: readonly (readonly Cell[])[]; hidden?: readonly number[] };

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/_x(?=[0-9a-fA-F]{4}_)/g, '_x005F_x');

function addressOf(column: number, row: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row}`;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationship = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
const relationships = (rows: readonly string[]) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;

/** Styles: 0 is general, 1 shows six digits, 2 a date, 3 a date of a format of its own. */
const styles = `${head}<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="dd\\/mm\\/yyyy"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

export type BookOptions = { prefix?: string; addresses?: boolean; inline?: boolean; more?: Record<string, Uint8Array>; level?: 0 | 6 };

/** The parts of a workbook. `prefix`: before the names of the sheets' elements; `addresses`: cells say where they stand, blank ones are left out. */
export function partsOf(sheets: readonly SheetRows[], { prefix = '', addresses = true, inline = false }: BookOptions = {}): Record<string, string> {
  const shared: string[] = [];
  const at = new Map<string, number>();
  const tag = (name: string) => `${prefix}${name}`;
  const stringOf = (text: string) => {
    const known = at.get(text) ?? shared.push(`<si><t xml:space="preserve">${escaped(text)}</t></si>`) - 1;
    at.set(text, known);
    return known;
  };
  const cellOf = (cell: Cell, column: number, row: number): string => {
    const address = addresses ? ` r="${addressOf(column, row)}"` : '';
    if (cell === '') return addresses ? '' : `<${tag('c')}/>`;
    if (typeof cell === 'string' && inline)
      return `<${tag('c')}${address} t="inlineStr"><${tag('is')}><${tag('t')}>${escaped(cell)}</${tag('t')}></${tag('is')}></${tag('c')}>`;
    if (typeof cell === 'string') return `<${tag('c')}${address} t="s"><${tag('v')}>${stringOf(cell)}</${tag('v')}></${tag('c')}>`;
    const formula = cell.formula === undefined ? '' : `<${tag('f')}>${escaped(cell.formula)}</${tag('f')}>`;
    const value = cell.value === undefined ? '' : `<${tag('v')}>${escaped(cell.value)}</${tag('v')}>`;
    return `<${tag('c')}${address}${cell.type ? ` t="${cell.type}"` : ''}${cell.style ? ` s="${cell.style}"` : ''}>${formula}${value}</${tag('c')}>`;
  };
  const sheetOf = ({ rows, hidden = [] }: SheetRows) =>
    `${head}<${tag('worksheet')} xmlns${prefix ? `:${prefix.slice(0, -1)}` : ''}="${main}"><${tag('sheetData')}>${rows
      .map((cells, index) => {
        const inside = cells.map((cell, column) => cellOf(cell, column, index + 1)).join('');
        const isHidden = hidden.includes(index + 1) ? ' hidden="1"' : '';
        return inside === '' && addresses ? '' : `<${tag('row')}${addresses ? ` r="${index + 1}"` : ''}${isHidden}>${inside}</${tag('row')}>`;
      })
      .join('')}</${tag('sheetData')}></${tag('worksheet')}>`;
  const written = Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetOf(sheet)]));
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escaped(name ?? `Blad${index + 1}`)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationships([relationship('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => relationship(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
      relationship('rIdS', 'sharedStrings', '/xl/sharedStrings.xml'),
      relationship('rIdT', 'styles', 'styles.xml'),
    ]),
    'xl/styles.xml': styles,
    ...written,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${shared.join('')}</sst>`,
  };
}

export function zipped(parts: Record<string, string | Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])), { level });
}

export function workbook(sheets: readonly SheetRows[], options: BookOptions = {}): Uint8Array {
  return zipped({ ...partsOf(sheets, options), ...options.more }, options.level);
}
