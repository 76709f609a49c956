import Papa from 'papaparse';
import { guarded } from './guarded.ts';

const byteOrderMark = '\ufeff';

/**
 * Rows as CSV as spreadsheets here open it: UTF-8 with its mark, semicolons, CRLF between rows. No cell is ever a formula: what looks like one
 * begins with an apostrophe. `quotes`: around every cell, also where none is needed.
 */
export function printCsv(rows: readonly (readonly string[])[], quotes = false): string {
  return (
    byteOrderMark +
    Papa.unparse(
      rows.map((cells) => cells.map(guarded)),
      { delimiter: ';', newline: '\r\n', quotes },
    )
  );
}
