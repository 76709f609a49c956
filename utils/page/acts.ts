import { emptyDate, pickDate } from './calendar.ts';
import type { ControlKind } from './controls.ts';
import { readWrittenDate } from './dates.ts';
import { isSelect } from './elements.ts';
import { giveEntries, type Refresh } from './entries.ts';
import { reading } from './handed.ts';
import { byKey, byPressing, byTyping, chooseFrom, type Opening } from './lists.ts';
import { enterText, press, setNatively, strike, tell, visit } from './press.ts';
import type { PageQuestion } from './read.ts';
import { on, type State, stateOf } from './verify.ts';

/** What an act may need beside the question: time for the page's script, and the question as the page shows it now. */
type Meanwhile = { settle: number; refresh: Refresh };

/** One way to make a question's controls hold the wanted state, so that the page's own script sees it happen. */
export type Act = (question: PageQuestion, wanted: State, meanwhile: Meanwhile) => void | Promise<void>;

/** Runs `act` on each control that does not hold its part yet. */
function onEach(act: (control: HTMLElement, value: string, question: PageQuestion) => void): Act {
  return (question, wanted) => {
    question.controls.forEach((control, at) => {
      const value = wanted[at] ?? '';
      if (stateOf(question)[at] !== value) act(control, value, question);
    });
  };
}

function selectOption(select: HTMLSelectElement, index: number): void {
  visit(select, () => {
    setNatively(select, 'selectedIndex', index);
    tell(select, 'input');
    tell(select, 'change');
  });
}

const enterValue = onEach((control, value) => {
  if (isSelect(control))
    selectOption(
      control,
      Math.max(
        0,
        [...control.options].findIndex(({ text }) => text === value),
      ),
    );
  else visit(control, () => enterText(control, value));
});

/** As if typed: for masks and editors that only follow the browser's own editing. */
const typeValue = onEach((control, value) => {
  // An old door that browsers may close one day; the next act then has its turn.
  if (typeof control.ownerDocument.execCommand !== 'function') return;
  control.focus({ preventScroll: true });
  const text = control as HTMLInputElement;
  if (typeof text.select === 'function') text.select();
  else control.ownerDocument.getSelection()?.selectAllChildren(control);
  control.ownerDocument.execCommand(value ? 'insertText' : 'delete', false, value);
  tell(control, 'change');
  control.blur();
});

const replaceText = onEach((control, value) =>
  visit(control, () => {
    control.textContent = value;
    tell(control, 'input', value);
  }),
);

const choose: Act = ({ controls: [select] }, wanted) => {
  if (select && isSelect(select)) selectOption(select, wanted.indexOf(on));
};

/** A radio is not pressed off: another is pressed on, or it is cleared. */
const mayPress = (value: string, { kind }: PageQuestion): boolean => value === on || kind === 'checkbox' || kind === 'ariaCheckbox';

const click = onEach((control, value, question) => {
  if (mayPress(value, question)) control.click();
});

const pressWhole = onEach((control, value, question) => {
  if (mayPress(value, question)) press(control);
});

const pressLabel = onEach((control, value, question) => {
  if (mayPress(value, question)) (reading().labelsOf(control)[0] as HTMLElement | undefined)?.click();
});

const setChecked = onEach((control, value) =>
  visit(control, () => {
    setNatively(control, 'checked', value === on);
    tell(control, 'input');
    tell(control, 'change');
  }),
);

const pressSpace = onEach((control, value, question) => {
  if (!mayPress(value, question)) return;
  control.focus({ preventScroll: true });
  strike(control, ' ', 'Space');
});

const chooseBy =
  (open: Opening): Act =>
  (question, [wanted = '']) =>
    chooseFrom(question, wanted, open);

const pick: Act = (question, [wanted = ''], { settle }) => {
  const iso = readWrittenDate(wanted);
  if (iso) return pickDate(question, iso, settle);
  return wanted === '' ? emptyDate(question, settle) : undefined;
};

const give: Act = (question, wanted, { settle, refresh }) => giveEntries(question, wanted, settle, refresh);

/** What to try on each kind of control, in this order; after each the page is asked what it now holds. */
export const acts: Readonly<Record<ControlKind, readonly Act[]>> = {
  text: [enterValue, typeValue],
  date: [enterValue],
  picker: [pick, enterValue, typeValue],
  dateParts: [enterValue],
  entries: [give],
  editable: [typeValue, replaceText],
  select: [choose],
  combobox: [chooseBy(byPressing), chooseBy(byKey), chooseBy(byTyping)],
  radio: [click, pressLabel, setChecked],
  checkbox: [click, pressLabel, setChecked],
  ariaRadio: [click, pressWhole, pressSpace],
  ariaCheckbox: [click, pressWhole, pressSpace],
};
