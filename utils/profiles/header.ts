import { isEmail } from '../intake/values.ts';
import { roleOfHeader } from './columns.ts';
import type { Grid, Note, Table } from './table.ts';
import { isBlank } from './table.ts';

/** Rows among which the header is looked for: titles, dates and remarks stand above it. */
export const rowsAbove = 20;

const knownIn = (cells: readonly string[]) => cells.filter((cell) => roleOfHeader(cell) !== undefined).length;

const looksLikeData = (cell: string) => isEmail(cell.trim()) || /^\d{5,10}$/.test(cell.trim());

/** One known word in a row of many cells is chance; two, or one in a narrow list, make a header. */
function knownHeaders(cells: readonly string[]): number {
  const filled = cells.filter((cell) => !isBlank(cell)).length;
  const known = knownIn(cells);
  return known >= 2 || (known === 1 && filled <= 3 && !cells.some(looksLikeData)) ? known : 0;
}

/** How many headers are known in the row that has the most of them. */
export const headersKnown = ({ rows }: Grid): number => Math.max(0, ...rows.slice(0, rowsAbove).map(({ cells }) => knownHeaders(cells)));

/** Which row is the header: that with the most known words, or else the first that is as wide as a header and holds no data. −1: none is. */
function headerAt({ rows }: Grid): number {
  const top = rows.slice(0, rowsAbove).map(({ cells }) => cells);
  const known = headersKnown({ rows: rows.slice(0, rowsAbove), notes: [] });
  if (known > 0) return top.findIndex((cells) => knownHeaders(cells) === known);
  const filled = top.map((cells) => cells.filter((cell) => !isBlank(cell)).length);
  const wide = Math.max(0, ...filled) > 1;
  const first = filled.findIndex((count) => count > 1 || !wide);
  return top[first]?.some(looksLikeData) ? -1 : first;
}

/** Rows → a table: the header found, the lines above it left out and told. */
export function withHeader(grid: Grid): Table {
  const at = headerAt(grid);
  const notes: Note[] = [...grid.notes];
  if (at > 0) notes.push({ code: 'linesSkipped', values: [String(at)] });
  const header = grid.rows[at];
  if (header) return { header: header.cells, headerRow: header.number, rows: grid.rows.slice(at + 1), notes };
  notes.push({ code: 'headerMissing', values: [] });
  const width = grid.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  return { header: Array.from({ length: width }, () => ''), headerRow: 0, rows: grid.rows, notes };
}
