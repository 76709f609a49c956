import { failure, success } from '../result.ts';
import type { Part } from './archive.ts';
import type { NumberFormat } from './formats.ts';
import { printNumber } from './formats.ts';
import type { GridResult, Note, Row, TableFailure } from './table.ts';
import { isBlank, most } from './table.ts';
import type { Allowance } from './xml.ts';
import { readXml, TooMuch } from './xml.ts';

/** What the cells of a sheet refer to. */
export type Book = { strings: readonly string[]; formats: readonly NumberFormat[]; since1904: boolean };

/** Strings that a workbook may share: as many as its cells. */
const mostStrings = most.cells;

/** No spreadsheet has a row beyond it. */
const lastRow = 1_048_576;

/** `_x000D_` stands for the character that XML can't hold; `_x005F_` keeps such a text as it was typed. */
const unescaped = (text: string) =>
  text.includes('_x') ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

const lineEnds = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** Text is cut just over the length that is refused, so that a bomb of a text costs no more. */
const grown = (text: string, more: string) => (text.length > most.cellLength ? text : text + more.slice(0, most.cellLength + 1 - text.length));

/** The texts that cells share, in their order. Readings of Japanese (`rPh`) are no part of a text. */
export function readStrings(part: Part | undefined, allowance: Allowance): string[] {
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  let inText = false;
  let inReading = false;
  readXml(part, allowance, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    close(name) {
      if (name === 'si') strings.push(lineEnds(unescaped(text)));
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
      if (strings.length > mostStrings) throw new TooMuch();
    },
    text(written) {
      if (inText) text = grown(text, written);
    },
  });
  return strings;
}

/** `AB12` → 27: the column, counted from 0. Undefined where it is no cell's address. */
function columnOf(address: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(address)?.[1];
  if (letters === undefined) return undefined;
  return [...letters].reduce((column, letter) => 26 * column + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Kinds of cells, by their `t`; the value as it stands in `v` or `is`. A formula is never read, only the value that was stored with it. */
function printCell(kind: string, value: string, style: number, { strings, formats, since1904 }: Book): string {
  if (kind === 's') return strings[Number(value)] ?? '';
  if (kind === 'inlineStr' || kind === 'str') return lineEnds(unescaped(value));
  if (kind === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  return kind === 'n' ? printNumber(value, formats[style], since1904) : value;
}

/** A sheet → its rows. `wanted`: so many rows are enough, to tell one sheet from another. */
export function readSheet(part: Part, book: Book, allowance: Allowance, wanted = Number.POSITIVE_INFINITY): GridResult {
  const rows: Row[] = [];
  let refused: { code: TableFailure; value: string } | undefined;
  let hidden = 0;
  let empty = 0;
  let held = 0;
  let number = 0;
  let rowHidden = false;
  let cells: string[] = [];
  let column = -1;
  let kind = 'n';
  let style = 0;
  let value = '';
  let hasFormula = false;
  let taking = false;
  let inReading = false;

  const endCell = () => {
    const printed = value === '' && kind !== 's' ? '' : printCell(kind, value, style, book);
    if (hasFormula && value === '') empty += 1;
    if (printed === '' || (column >= most.columns && isBlank(printed))) return;
    if (column >= most.columns) refused = { code: 'tableTooWide', value: String(most.columns) };
    else if (printed.length > most.cellLength) refused = { code: 'tableCellTooLong', value: String(number) };
    else {
      while (cells.length < column) cells.push('');
      cells[column] = printed;
    }
  };
  const endRow = () => {
    if (cells.every(isBlank)) return;
    if (rows.length === most.rows) refused = { code: 'tableTooManyRows', value: String(most.rows) };
    held += cells.length;
    if (held > most.cells) refused = { code: 'tableBomb', value: '' };
    rows.push({ number, cells });
    if (rowHidden) hidden += 1;
  };

  readXml(part, allowance, {
    open(name, attributes) {
      if (name === 'row') {
        const said = Number(attributes.get('r'));
        number = Number.isSafeInteger(said) && said > number ? said : number + 1;
        if (number > lastRow) refused = { code: 'tableTooManyRows', value: String(most.rows) };
        rowHidden = attributes.get('hidden') === '1' || attributes.get('hidden') === 'true';
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes.get('r') ?? '') ?? column + 1;
        kind = attributes.get('t') ?? 'n';
        style = Number(attributes.get('s') ?? 0);
        value = '';
        hasFormula = false;
      } else if (name === 'f') hasFormula = true;
      else if (name === 'rPh') inReading = true;
      else if (name === 'v' || name === 't') taking = !inReading;
    },
    close(name, stop) {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c') endCell();
      else if (name === 'row') endRow();
      if (refused || rows.length >= wanted || name === 'sheetData') stop();
    },
    text(written) {
      if (taking) value = grown(value, written);
    },
  });
  if (refused) return failure(refused.code, ...(refused.value === '' ? [] : [refused.value]));
  const notes: Note[] = [];
  if (hidden > 0) notes.push({ code: 'rowsHidden', values: [String(hidden)] });
  if (empty > 0) notes.push({ code: 'formulasEmpty', values: [String(empty)] });
  return success({ rows, notes });
}
