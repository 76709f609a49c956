import type { Answer } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import { readDate } from '../intake/values.ts';
import { isChoice } from './controls.ts';
import { writeDate, writeParts } from './dates.ts';
import { isInput } from './elements.ts';
import { reading } from './handed.ts';
import type { Located } from './locate.ts';
import { rowOf } from './rows.ts';
import { fits, on, type State } from './verify.ts';

function wantDate(printed: string, { question }: Located): State | undefined {
  const iso = readDate(printed);
  if (!iso) return question.kind === 'text' ? [printed] : undefined;
  if (question.kind === 'date') return [iso];
  if (question.kind === 'dateParts') return writeParts(iso, question.controls);
  return [writeDate(iso, question.controls[0]?.getAttribute('placeholder') ?? '')];
}

function wantOptions({ owner, question }: Located, answers: ReadonlyMap<PlaceKey, Answer>): State | undefined {
  const { matchOptions } = reading();
  const options = rowOf(owner).options ?? [];
  const asked = options.filter(({ key }) => answers.has(key));
  if (asked.length === 0) return undefined;
  const onPage = matchOptions(owner, question);
  const lone = isChoice(question.kind) && question.controls.length === 1;
  if (lone) return asked.length === 1 ? [asked[0]?.key.endsWith('.yes') ? on : ''] : undefined;
  if (question.kind === 'combobox') {
    const [only] = asked;
    return asked.length === 1 && only ? [question.options[onPage.indexOf(only.key)]?.name ?? only.wordings[0] ?? ''] : undefined;
  }
  const both = asked[0]?.key.endsWith('.both') === true;
  // Where the page has no "Beide", boxes that may both be crossed say it.
  const several = both && !onPage.some((key) => key === asked[0]?.key) && (question.kind === 'checkbox' || question.kind === 'ariaCheckbox');
  const state = onPage.map((key) => (key !== undefined && (several || asked.some((option) => option.key === key)) ? on : ''));
  return state.includes(on) ? state : undefined;
}

/** Whether the answers have anything for this question. */
export function isAnswered(located: Located, answers: ReadonlyMap<PlaceKey, Answer>): boolean {
  return answers.has(located.key) || (rowOf(located.owner).options ?? []).some((option) => answers.has(option.key));
}

function wantValues(values: readonly string[], { question }: Located): State | undefined {
  const { kind, controls } = question;
  if (kind === 'entries') return values;
  if (controls.length > 1 && values.length > controls.length) return undefined;
  const oneLine = (value: string) => (controls.every(isInput) ? value.replace(/\s*\n\s*/g, ' ') : value);
  return (controls.length > 1 ? controls.map((_, at) => values[at] ?? '') : [reading().printList(values)]).map(oneLine);
}

/** What the question's controls should hold, or undefined where they can't: too many values, too long, no such option. */
export function want(located: Located, answers: ReadonlyMap<PlaceKey, Answer>): State | undefined {
  const answer = answers.get(located.key);
  if (!answer || answer.kind === 'mark') return wantOptions(located, answers);
  const isDate = answer.kind === 'text' && rowOf(located.owner).kind === 'date';
  const state = isDate ? wantDate(answer.text, located) : wantValues(answer.kind === 'list' ? answer.values : [answer.text], located);
  return state && fits(located.question, state) ? state : undefined;
}
