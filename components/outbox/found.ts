import type { Status, Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import { fold, numberOf } from '../../utils/intake/kinship.ts';
import { printDate } from '../../utils/intake/values.ts';

/** What the outbox is told and filtered by: each status, and how far the making of the PDF is. */
export const piles = [...statuses, 'unmade', 'failed'] as const;
export type Pile = (typeof piles)[number];

const isIn: Record<Pile, (submission: Submission) => boolean> = {
  ...(Object.fromEntries(statuses.map((status) => [status, (submission: Submission) => submission.status === status])) as Record<
    Status,
    (submission: Submission) => boolean
  >),
  unmade: ({ work }) => work.state === 'waiting' || work.state === 'running',
  failed: ({ work }) => work.state === 'failed',
};

export function countPiles(submissions: readonly Submission[]): Readonly<Record<Pile, number>> {
  return Object.fromEntries(piles.map((pile) => [pile, submissions.filter(isIn[pile]).length])) as Record<Pile, number>;
}

/** The first day that is known of it. What is changed later keeps its place in the list. */
const firstDay = ({ dates }: Submission) => Object.values(dates).sort()[0] ?? '';

const byName = new Intl.Collator('nl', { numeric: true });

/** The newest day first, and within a day by name. */
export function inOrder(submissions: readonly Submission[]): readonly Submission[] {
  const keyed = submissions.map((submission) => ({ submission, day: firstDay(submission) }));
  keyed.sort((a, b) => Number(a.day < b.day) - Number(a.day > b.day) || byName.compare(a.submission.name, b.submission.name));
  return keyed.map(({ submission }) => submission);
}

/** The institution numbers that it asks for as they print, or else its access groups. */
export function askedFor({ request }: Submission): readonly string[] {
  const numbers = (request.administration?.institutionNumbers ?? []).map(numberOf);
  return numbers.length > 0 ? numbers : (request.accounts?.accessGroups ?? []);
}

/** The day on which it became what it is, as dates print; empty where none is known. */
export function dayOf({ dates, status }: Submission): string {
  const date = dates[status] ?? '';
  return printDate(date) ?? date;
}

const words = new WeakMap<Submission, string>();

/** All that somebody may know it by, once for each state of it. */
function wordsOf(submission: Submission): string {
  const known = words.get(submission);
  if (known !== undefined) return known;
  const { name, request, note, clientId, fileName } = submission;
  const parts = [
    name,
    ...askedFor(submission),
    ...(request.administration?.institutionNumbers ?? []),
    ...(request.accounts?.accessGroups ?? []),
    request.director.name,
    request.director.email,
    clientId,
    note,
    fileName,
  ];
  const all = parts.map(fold).join('\n');
  words.set(submission, all);
  return all;
}

/** Those of the pile (of all, where none is chosen) that have every word that was typed, in their order. */
export function findSubmissions(submissions: readonly Submission[], typed: string, pile: Pile | undefined): readonly Submission[] {
  const asked = fold(typed).split(' ').filter(Boolean);
  return submissions.filter((submission) => (!pile || isIn[pile](submission)) && asked.every((word) => wordsOf(submission).includes(word)));
}
