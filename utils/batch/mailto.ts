import type { Letter } from './letter.ts';
import { rows } from './letter.ts';

/** What the programs that open such a link take. */
const longestLink = 1900;

/** Of a list so many are named, then fewer. */
const listed = [20, 10, 5, 3, 1];
/** Characters of a row that is still too long. */
const rowLengths = [120, 60, 20];

const note = '(Deze tekst is ingekort: in een link naar een mailprogramma past niet meer.)';

const rowOf = (line: string) => rows.find(({ label }) => line.startsWith(`${label}: `));

/** The values of a list, of which one that holds the separator stands in quotes. */
const valuesOf = (list: string, separator: string) => list.split(new RegExp(`${separator}(?![^“]*”)`, 'u'));

/** A list with its first values, and how many others there are. */
function shortenList(line: string, most: number): string {
  const row = rowOf(line);
  if (!row?.separator) return line;
  const start = `${row.label}: `;
  const values = valuesOf(line.slice(start.length), row.separator);
  const others = values.length - most;
  return others > 0 ? `${start}${values.slice(0, most).join(row.separator)} … en ${others} andere` : line;
}

function shortenRow(line: string, longest: number): string {
  const characters = [...line];
  return rowOf(line) && characters.length > longest ? `${characters.slice(0, longest).join('')}…` : line;
}

/** Ever shorter texts. The sentences stay whole and all there; only in the last ones lines are missing, from the middle. */
function* shorter(text: readonly string[]): Generator<readonly string[]> {
  for (const most of listed) yield text.map((line) => shortenList(line, most));
  const short = text.map((line) => shortenList(line, 1));
  for (const longest of rowLengths) yield [...short.map((line) => shortenRow(line, longest)), '', note];
  const sentences = short.filter((line) => !rowOf(line));
  for (let left = sentences.length; left > 0; left--) {
    const head = Math.ceil(left / 2);
    const gone = left < sentences.length ? ['…'] : [];
    yield [...sentences.slice(0, head), ...gone, ...sentences.slice(sentences.length - (left - head)), '', note];
  }
}

/** `shortened`: not all of the letter's text is in the link. */
export type MailLink = { href: string; shortened: boolean };

/**
 * The letter as a link; it carries no attachment. Where the link would be too long for mail programs, lists name their first values and
 * count the others, and rows are cut; what the letter asks and warns of stays. A text that is cut says so itself.
 */
export function mailLink({ to, subject, text }: Letter): MailLink {
  const address = encodeURIComponent(to.toWellFormed()).replaceAll('%40', '@');
  const link = (body: readonly string[]) =>
    `mailto:${address}?subject=${encodeURIComponent(subject.toWellFormed())}&body=${encodeURIComponent(body.join('\r\n').toWellFormed())}`;
  const whole = text.split('\n');
  let href = link(whole);
  if (href.length <= longestLink) return { href, shortened: false };
  for (const body of shorter(whole)) {
    href = link(body);
    if (href.length <= longestLink) break;
  }
  return { href, shortened: true };
}
