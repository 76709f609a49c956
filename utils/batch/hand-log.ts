import { printCsv } from '../csv.ts';
import { localDate, localTime } from '../intake/values.ts';

/** A line of the log of stored signatures; `at` in ms, `hash` the SHA-256 of the PDF. */
export type LoggedUse = { at: number; signature: string; school: string; form: string; fileName: string; hash: string };

export const logColumns = ['when', 'school', 'signature', 'form', 'fileName', 'hash'] as const;
export type LogColumn = (typeof logColumns)[number];

/** A moment (ms) as everybody's spreadsheet sorts it: 2026-09-03 14:05:09, in the machine's own time. */
export function printLogMoment(at: number): string {
  const moment = new Date(at);
  return `${localDate(moment)} ${localTime(moment)}`;
}

/** The log as CSV, one row a PDF. `heading` names the columns in the person's language. */
export function printHandLog(uses: readonly LoggedUse[], heading: (column: LogColumn) => string): string {
  const rows = uses.map(({ at, school, signature, form, fileName, hash }) => [printLogMoment(at), school, signature, form, fileName, hash]);
  return printCsv([logColumns.map(heading), ...rows]);
}
