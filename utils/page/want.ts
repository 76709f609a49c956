import { type Answer, printList } from '../intake/answers.ts';
import { type PlaceKey, question as rowOf } from '../intake/catalogue.ts';
import { readDate } from '../intake/values.ts';
import { isInput } from './dom.ts';
import { type Located, matchOptions } from './locate.ts';
import { fits, on, type State } from './verify.ts';

/** The order and separators that a text control asks for a date in, told by its placeholder. Else dd/mm/jjjj, as the form prints it. */
const dateWritings: readonly { shape: RegExp; write: (year: string, month: string, day: string, separator: string) => string }[] = [
  { shape: /[jya]{4}([-/.])mm\1[dj]{2}/i, write: (year, month, day, separator) => [year, month, day].join(separator) },
  { shape: /mm([-/.])dd\1[jya]{4}/i, write: (year, month, day, separator) => [month, day, year].join(separator) },
  { shape: /[dj]{2}([-/.])mm\1[jya]{4}/i, write: (year, month, day, separator) => [day, month, year].join(separator) },
];

function writeDate(printed: string, located: Located): string {
  const iso = readDate(printed);
  if (!iso) return printed;
  if (located.question.kind === 'date') return iso;
  const [year = '', month = '', day = ''] = iso.split('-');
  const placeholder = located.question.controls[0]?.getAttribute('placeholder') ?? '';
  for (const { shape, write } of dateWritings) {
    const separator = shape.exec(placeholder)?.[1];
    if (separator) return write(year, month, day, separator);
  }
  return printed;
}

function wantOptions(located: Located, answers: ReadonlyMap<PlaceKey, Answer>): State | undefined {
  const { owner, question } = located;
  const asked = (rowOf(owner).options ?? []).map((option) => option.key).filter((key) => answers.has(key));
  if (asked.length === 0) return undefined;
  const onPage = matchOptions(owner, question);
  const both = asked[0]?.endsWith('.both') === true;
  // Where the page has no "Beide", boxes that may both be crossed say it.
  const several = both && !onPage.some((key) => key === asked[0]) && (question.kind === 'checkbox' || question.kind === 'ariaCheckbox');
  const state = onPage.map((key) => (key !== undefined && (several || asked.includes(key)) ? on : ''));
  return state.includes(on) ? state : undefined;
}

/** Whether the answers have anything for this question. */
export function isAnswered(located: Located, answers: ReadonlyMap<PlaceKey, Answer>): boolean {
  return answers.has(located.key) || (rowOf(located.owner).options ?? []).some((option) => answers.has(option.key));
}

/** What the question's controls should hold, or undefined where they can't: too many values, too long, no such option. */
export function want(located: Located, answers: ReadonlyMap<PlaceKey, Answer>): State | undefined {
  const { question } = located;
  const answer = answers.get(located.key);
  if (!answer || answer.kind === 'mark') return wantOptions(located, answers);
  const values = answer.kind === 'list' ? answer.values : [rowOf(located.owner).kind === 'date' ? writeDate(answer.text, located) : answer.text];
  const { controls } = question;
  if (controls.length > 1 && values.length > controls.length) return undefined;
  const oneLine = (value: string) => (controls.every(isInput) ? value.replace(/\s*\n\s*/g, ' ') : value);
  const texts = controls.length > 1 ? controls.map((_, at) => values[at] ?? '') : [printList(values)];
  const state = texts.map(oneLine);
  return fits(question, state) ? state : undefined;
}
