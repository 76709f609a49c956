import { isInput, isSelect } from './elements.ts';
import { entriesOf } from './entries.ts';
import { reading } from './handed.ts';
import { shownChoices } from './lists.ts';
import type { PageQuestion } from './read.ts';
import { saysNone, saysTheSame } from './same.ts';

/**
 * What the page holds for a question: one text for each control, or, for a choice, one entry for each option: `on` or empty.
 * A combobox holds the name of the option it shows, `entries` as many values as there are. The same shape is what a fill
 * wants, what undo puts back and what a check compares.
 */
export type State = readonly string[];

export const on = 'on';
const mark = (held: boolean): string => (held ? on : '');

const chosenIn = (select: HTMLSelectElement): string => select.selectedOptions[0]?.text ?? '';

export function stateOf(question: PageQuestion): State {
  switch (question.kind) {
    case 'text':
    case 'date':
    case 'picker':
      return question.controls.map((control) => (control as HTMLInputElement | HTMLTextAreaElement).value);
    case 'dateParts':
      return question.controls.map((control) => (isSelect(control) ? (isAsMade(control) ? '' : chosenIn(control)) : (control as HTMLInputElement).value));
    case 'entries':
      return entriesOf(question);
    case 'editable':
      return question.controls.map((control) => reading().textOf(control));
    case 'select':
      return question.options.map(({ element }) => mark((element as HTMLOptionElement).selected));
    case 'combobox':
      return [shownChoices(question).find((text) => !saysNone(text)) ?? ''];
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
  if (question.kind === 'select' && control && isSelect(control)) return isAsMade(control);
  return stateOf(question).every((value) => value.trim() === '');
}

export function holds(question: PageQuestion, wanted: State): boolean {
  if (question.kind === 'combobox' && wanted[0]) return shownChoices(question).some((text) => saysTheSame(text, wanted[0] ?? ''));
  const held = stateOf(question);
  return (
    held.length === wanted.length &&
    held.every((value, at) => saysTheSame(value, wanted[at] ?? '') || (question.kind === 'dateParts' && Number(value) === Number(wanted[at])))
  );
}

/** Whether the controls can keep the values unchanged: their length, pattern and type. */
export function fits({ kind, controls }: PageQuestion, wanted: State): boolean {
  if (kind !== 'text' && kind !== 'entries') return true;
  return wanted.every((value, at) => {
    // Where there are more values than controls, the last control is like those that will come.
    const control = controls[at] ?? controls.at(-1);
    const { maxLength } = control as HTMLInputElement;
    if (!control || value === '') return true;
    if (maxLength > 0 && value.length > maxLength) return false;
    if (!isInput(control)) return true;
    if (control.type === 'number' && !/^\d+$/.test(value)) return false;
    return control.pattern === '' || new RegExp(`^(?:${control.pattern})$`, 'v').test(value);
  });
}
