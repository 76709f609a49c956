import { printCsv } from '../csv.ts';
import { numberOf } from '../intake/kinship.ts';
import { clientIdOf } from './holdings.ts';
import { addressFor } from './letters.ts';
import type { Status, Submission } from './submission.ts';

const columns = [
  { key: 'name', value: ({ name }) => name },
  { key: 'numbers', value: ({ request }) => (request.administration?.institutionNumbers ?? []).map(numberOf).join(', ') },
  { key: 'accessGroups', value: ({ request }) => (request.accounts?.accessGroups ?? []).join(', ') },
  { key: 'clientId', value: clientIdOf },
  { key: 'director', value: ({ request }) => request.director.name },
  { key: 'directorEmail', value: ({ request }) => request.director.email },
  { key: 'mailedTo', value: ({ request }) => addressFor(request) },
  { key: 'status', value: ({ status }, { status: wordOf }) => wordOf(status) },
  { key: 'made', value: ({ dates }) => dates.ready ?? dates.draft ?? '' },
  { key: 'sent', value: ({ dates }) => dates.sent ?? '' },
  { key: 'credentials', value: ({ dates }) => dates.credentials ?? '' },
  { key: 'refused', value: ({ dates }) => dates.refused ?? '' },
  { key: 'expired', value: ({ dates }) => dates.expired ?? '' },
  { key: 'fileName', value: ({ fileName }) => fileName },
  { key: 'note', value: ({ note }) => note },
] as const satisfies readonly { key: string; value: (submission: Submission, words: OutboxWords) => string }[];

export type OutboxColumn = (typeof columns)[number]['key'];
/** The words of the person's language. */
export type OutboxWords = { column(column: OutboxColumn): string; status(status: Status): string };

/** The message of a column's heading. */
export const columnKey = (column: OutboxColumn) => `outboxColumn_${column}` as const;

/** The outbox as CSV, one row a submission. */
export function printOutbox(submissions: readonly Submission[], words: OutboxWords): string {
  const heading = columns.map(({ key }) => words.column(key));
  const rows = submissions.map((submission) => columns.map(({ value }) => value(submission, words)));
  return printCsv([heading, ...rows]);
}
