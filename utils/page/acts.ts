import { isSelect } from './dom.ts';
import { labelsOf } from './evidence.ts';
import type { ControlKind, PageQuestion } from './read.ts';
import { on, type State, stateOf } from './verify.ts';

/** One way to make a question's controls hold the wanted state, so that the page's own script sees it happen. */
export type Act = (question: PageQuestion, wanted: State) => void;

/**
 * Sets a property with the element's built-in setter: frameworks put their own on the element to tell what a person did from
 * what they wrote themselves.
 */
function setNatively(element: HTMLElement, property: 'value' | 'checked' | 'selectedIndex', value: string | boolean | number): void {
  for (let owner: unknown = Object.getPrototypeOf(element); owner; owner = Object.getPrototypeOf(owner)) {
    const setter = Object.getOwnPropertyDescriptor(owner, property)?.set;
    if (setter) {
      setter.call(element, value);
      return;
    }
  }
  throw new TypeError(`<${element.localName}> has no settable property ${property}.`);
}

function tell(element: HTMLElement, type: 'input' | 'change', data?: string): void {
  const view = element.ownerDocument.defaultView ?? window;
  const event =
    type === 'input' && data !== undefined
      ? new view.InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data })
      : new view.Event(type, { bubbles: true, composed: type === 'input' });
  element.dispatchEvent(event);
}

/** Arriving at and leaving a control, without taking the window's focus: pages validate and store on blur. */
function visit(element: HTMLElement, act: () => void): void {
  const view = element.ownerDocument.defaultView ?? window;
  for (const type of ['focus', 'focusin']) element.dispatchEvent(new view.FocusEvent(type, { bubbles: type === 'focusin', composed: true }));
  act();
  for (const type of ['blur', 'focusout']) element.dispatchEvent(new view.FocusEvent(type, { bubbles: type === 'focusout', composed: true }));
}

/** Runs `act` on each control that does not hold its part yet. */
function onEach(act: (control: HTMLElement, value: string, question: PageQuestion) => void): Act {
  return (question, wanted) => {
    question.controls.forEach((control, at) => {
      const value = wanted[at] ?? '';
      if (stateOf(question)[at] !== value) act(control, value, question);
    });
  };
}

const enterValue = onEach((control, value) =>
  visit(control, () => {
    setNatively(control, 'value', value);
    tell(control, 'input', value);
    tell(control, 'change');
  }),
);

/** As if typed: for masks and editors that only follow the browser's own editing. */
const typeValue = onEach((control, value) => {
  // An old door that browsers may close one day; the next act then has its turn.
  if (typeof control.ownerDocument.execCommand !== 'function') return;
  control.focus();
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

const choose: Act = (question, wanted) => {
  const [select] = question.controls;
  if (!select || !isSelect(select)) return;
  visit(select, () => {
    setNatively(select, 'selectedIndex', wanted.indexOf(on));
    tell(select, 'input');
    tell(select, 'change');
  });
};

const press = onEach((control, value, { kind }) => {
  // A radio is not pressed off: another is pressed on, or it is cleared.
  if (value === on || kind === 'checkbox' || kind === 'ariaCheckbox') control.click();
});

const pressLabel = onEach((control, value, { kind }) => {
  if (value === on || kind === 'checkbox') (labelsOf(control)[0] as HTMLElement | undefined)?.click();
});

const setChecked = onEach((control, value) =>
  visit(control, () => {
    setNatively(control, 'checked', value === on);
    tell(control, 'input');
    tell(control, 'change');
  }),
);

const pressSpace = onEach((control) => {
  const view = control.ownerDocument.defaultView ?? window;
  control.focus();
  for (const type of ['keydown', 'keyup'])
    control.dispatchEvent(new view.KeyboardEvent(type, { key: ' ', code: 'Space', bubbles: true, composed: true, cancelable: true }));
});

/** What to try on each kind of control, in this order; after each the page is asked what it now holds. */
export const acts: Readonly<Record<ControlKind, readonly Act[]>> = {
  text: [enterValue, typeValue],
  date: [enterValue],
  editable: [typeValue, replaceText],
  select: [choose],
  radio: [press, pressLabel, setChecked],
  checkbox: [press, pressLabel, setChecked],
  ariaRadio: [press, pressSpace],
  ariaCheckbox: [press, pressSpace],
};
