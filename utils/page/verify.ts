import { readDate } from '../intake/values.ts';
import { collapse, isInput, isSelect } from './dom.ts';
import type { PageQuestion } from './read.ts';

/**
 * What the page holds for a question: one text for each control, or, for a choice, one entry for each option: `on` or empty.
 * The same shape is what a fill wants, what undo puts back and what a check compares.
 */
export type State = readonly string[];

export const on = 'on';
const mark = (held: boolean): string => (held ? on : '');

export function stateOf(question: PageQuestion): State {
  switch (question.kind) {
    case 'text':
    case 'date':
      return question.controls.map((control) => (control as HTMLInputElement | HTMLTextAreaElement).value);
    case 'editable':
      return question.controls.map((control) => control.textContent ?? '');
    case 'select':
      return question.options.map(({ element }) => mark((element as HTMLOptionElement).selected));
    case 'radio':
    case 'checkbox':
      return question.controls.map((control) => mark((control as HTMLInputElement).checked));
    case 'ariaRadio':
    case 'ariaCheckbox':
      return question.controls.map((control) => mark(control.getAttribute('aria-checked') === 'true'));
  }
}

/** A select as the page made it: nobody chose yet, whatever its first option says. */
function isAsMade(select: HTMLSelectElement): boolean {
  const byDefault = [...select.options].findIndex((option) => option.defaultSelected);
  return select.selectedIndex <= 0 ? byDefault <= 0 : select.selectedIndex === byDefault;
}

/** Nothing was entered yet. */
export function isEmpty(question: PageQuestion): boolean {
  const [control] = question.controls;
  if (control && isSelect(control)) return isAsMade(control);
  return stateOf(question).every((value) => value.trim() === '');
}

/** A page may rewrite what it is given without changing it: other spaces, a date's other separators. */
function saysTheSame(held: string, wanted: string): boolean {
  if (collapse(held) === collapse(wanted)) return true;
  const date = readDate(wanted);
  return date !== undefined && readDate(held) === date;
}

export function holds(question: PageQuestion, wanted: State): boolean {
  const held = stateOf(question);
  return held.length === wanted.length && held.every((value, at) => saysTheSame(value, wanted[at] ?? ''));
}

/** Whether the controls can keep the values unchanged: their length, pattern and type. */
export function fits(question: PageQuestion, wanted: State): boolean {
  return question.controls.every((control, at) => {
    const value = wanted[at] ?? '';
    const { maxLength } = control as HTMLInputElement;
    if (question.kind !== 'text' || value === '') return true;
    if (maxLength > 0 && value.length > maxLength) return false;
    if (!isInput(control)) return true;
    if (control.type === 'number' && !/^\d+$/.test(value)) return false;
    return control.pattern === '' || new RegExp(`^(?:${control.pattern})$`, 'v').test(value);
  });
}
