import Papa from 'papaparse';
import { failure, success } from '../result.ts';
import { roleOfHeader } from './columns.ts';
import type { GridResult, Note, Row } from './table.ts';
import { isBlank, most } from './table.ts';

const separators = ['\t', ';', ',', '|'] as const;

/** Records, blank ones too: exports may end in thousands of rows of bare separators. */
const mostRecords = 4 * most.rows;

/** How much of the text tells its separator. */
const sample = { characters: 200_000, rows: 30 };

function parse(text: string, separator: string, options: { quotes: boolean; preview: number }) {
  return Papa.parse<string[]>(text, {
    delimiter: separator,
    newline: '\n',
    quoteChar: options.quotes ? '"' : '\0',
    preview: options.preview,
    dynamicTyping: false,
    worker: false,
  });
}

/** Known headers tell most, then how many rows have the width that is the most common. */
function fitness(text: string, separator: string): number {
  const { data } = parse(text.slice(0, sample.characters), separator, { quotes: true, preview: sample.rows });
  const rows = data.filter((cells) => cells.some((cell) => !isBlank(cell)));
  const known = Math.max(0, ...rows.map((cells) => cells.filter((cell) => roleOfHeader(cell) !== undefined).length));
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, count] = [...widths].sort(([, a], [, b]) => b - a)[0] ?? [1, 0];
  return (known > 1 ? 1000 * known : 0) + (width > 1 ? (100 * count) / Math.max(rows.length, 1) + Math.min(width, 40) : 0);
}

function separatorOf(text: string): string {
  const fit = separators.map((separator) => ({ separator, by: fitness(text, separator) }));
  // Earlier in the list is likelier: sort keeps the order of equals.
  return fit.sort((a, b) => b.by - a.by)[0]?.separator ?? ';';
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

function evenWidth(rows: readonly string[][]): boolean {
  const width = rows[0]?.length ?? 0;
  return width > 1 && rows.every((cells) => cells.length === width || (cells.length === 1 && isBlank(cells[0] ?? '')));
}

/** Separated text → its rows. Line ends are of any kind, mixed too; a break within a quoted cell is read as a line feed. */
export function readSeparated(written: string, notes: readonly Note[] = []): GridResult {
  const whole = written.replace(/\r\n?/g, '\n');
  // What a spreadsheet puts above its own CSV to tell the separator.
  const hint = /^sep=([;,\t|])\n/i.exec(whole);
  const text = hint ? whole.slice(hint[0].length) : whole;
  const above = hint ? 1 : 0;
  if (/^[\s;,|"]*$/.test(text)) return failure('tableEmpty');
  const separator = hint?.[1] ?? separatorOf(text);
  if (count(text, separator) > most.cells) return failure('tableBomb');

  let parsed = parse(text, separator, { quotes: true, preview: mostRecords });
  const [wrong] = parsed.errors.filter(({ type }) => type === 'Quotes');
  const found = [...notes];
  if (wrong) {
    // Text copied from a spreadsheet has bare quotes. Where each line has its cells without them, they are no more than characters.
    const plain = parse(text, separator, { quotes: false, preview: mostRecords });
    if (!evenWidth(plain.data)) return failure('tableQuoteOpen', String((wrong.row ?? 0) + 1 + above));
    parsed = plain;
    found.push({ code: 'quotesAsWritten', values: [] });
  }
  if (parsed.meta.truncated) return failure('tableTooManyRows', String(most.rows));
  const rows: Row[] = [];
  for (const [at, cells] of parsed.data.entries()) {
    const last = cells.findLastIndex((cell) => !isBlank(cell));
    if (last < 0) continue;
    const number = at + 1 + above;
    if (last >= most.columns) return failure('tableTooWide', String(most.columns));
    if (rows.length === most.rows) return failure('tableTooManyRows', String(most.rows));
    if (cells.some(({ length }) => length > most.cellLength)) return failure('tableCellTooLong', String(number));
    rows.push({ number, cells: last + 1 < cells.length ? cells.slice(0, Math.max(last + 1, 1)) : cells });
  }
  return success({ rows, notes: found });
}
