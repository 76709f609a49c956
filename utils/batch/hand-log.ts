import Papa from 'papaparse';
import { guarded } from '../guarded.ts';

/** A line of the log of stored signatures; `at` in ms, `hash` the SHA-256 of the PDF. */
export type LoggedUse = { at: number; signature: string; school: string; form: string; fileName: string; hash: string };

export const logColumns = ['when', 'school', 'signature', 'form', 'fileName', 'hash'] as const;
export type LogColumn = (typeof logColumns)[number];

const byteOrderMark = '\ufeff';

/** A moment as everybody's spreadsheet sorts it: 2026-09-03 14:05:09, in the machine's own time. */
export function printMoment(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The log as CSV: UTF-8 with its mark, semicolons, CRLF; no cell that a spreadsheet takes for a formula. */
export function printHandLog(uses: readonly LoggedUse[], heading: (column: LogColumn) => string): string {
  const rows = uses.map(({ at, school, signature, form, fileName, hash }) => [printMoment(at), school, signature, form, fileName, hash]);
  return (
    byteOrderMark +
    Papa.unparse(
      [logColumns.map(heading), ...rows].map((row) => row.map(guarded)),
      { delimiter: ';', newline: '\r\n' },
    )
  );
}
