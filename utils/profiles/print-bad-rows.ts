import { printCsv } from '../csv.ts';
import type { BadRow, ReasonCode } from './remark.ts';
import type { Table } from './table.ts';
import { reasonKey } from './texts.ts';

/** The text of a key in the reader's language. `import_reasonHeader` is the first column's header; $1 of a reason is what the row says. */
export type Say = (key: 'import_reasonHeader' | 'import_inRow' | ReturnType<typeof reasonKey<ReasonCode>>, ...values: readonly string[]) => string;

/**
 * The bad rows as CSV, to be fixed in a spreadsheet and imported again: why in the first column, then the columns of the file. Coming
 * back, the first column is ignored and what guards the cells is taken away.
 */
export function printBadRows(table: Table, bad: readonly BadRow[], say: Say): string {
  const rows = new Map(table.rows.map((row) => [row.number, row.cells]));
  const width = table.header.length;
  const lines = bad.map(({ row, reasons }) => {
    const cells = rows.get(row) ?? [];
    const why = reasons.map(({ code, values }) => say(reasonKey(code), ...values)).join(' ');
    return [say('import_inRow', String(row), why), ...Array.from({ length: Math.max(width, cells.length) }, (_, at) => cells[at] ?? '')];
  });
  return `${printCsv([[say('import_reasonHeader'), ...table.header], ...lines], true)}\r\n`;
}
