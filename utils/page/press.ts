/** Acts of a person on the page, as events that the page's own script hears. */

const viewOf = (element: Element) => element.ownerDocument.defaultView ?? window;

/**
 * Sets a property with the element's built-in setter: frameworks put their own on the element to tell what a person did from
 * what they wrote themselves.
 */
export function setNatively(element: HTMLElement, property: 'value' | 'checked' | 'selectedIndex', value: string | boolean | number): void {
  for (let owner: unknown = Object.getPrototypeOf(element); owner; owner = Object.getPrototypeOf(owner)) {
    const setter = Object.getOwnPropertyDescriptor(owner, property)?.set;
    if (setter) {
      setter.call(element, value);
      return;
    }
  }
  throw new TypeError(`<${element.localName}> has no settable property ${property}.`);
}

export function tell(element: HTMLElement, type: 'input' | 'change', data?: string): void {
  const view = viewOf(element);
  const event =
    type === 'input' && data !== undefined
      ? new view.InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data })
      : new view.Event(type, { bubbles: true, composed: type === 'input' });
  element.dispatchEvent(event);
}

function focusEvents(element: HTMLElement, types: readonly string[]): void {
  const view = viewOf(element);
  for (const type of types) element.dispatchEvent(new view.FocusEvent(type, { bubbles: type.startsWith('focus') && type !== 'focus', composed: true }));
}

export const leave = (element: HTMLElement): void => focusEvents(element, ['blur', 'focusout']);

/** Arriving at and leaving a control, without taking the window's focus: pages validate and store on blur. */
export function visit(element: HTMLElement, act: () => void): void {
  focusEvents(element, ['focus', 'focusin']);
  act();
  leave(element);
}

export function enterText(control: HTMLElement, value: string): void {
  setNatively(control, 'value', value);
  tell(control, 'input', value);
  tell(control, 'change');
}

/** The whole of a mouse's click: widgets open and choose at any of its events. */
export function press(element: HTMLElement): void {
  const view = viewOf(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { bubbles: true, composed: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2, view };
  const pointer = { ...at, pointerId: 1, pointerType: 'mouse', isPrimary: true };
  const held = { buttons: 1, detail: 1 };
  element.dispatchEvent(new view.PointerEvent('pointermove', pointer));
  element.dispatchEvent(new view.PointerEvent('pointerdown', { ...pointer, ...held }));
  element.dispatchEvent(new view.MouseEvent('mousedown', { ...at, ...held }));
  element.dispatchEvent(new view.PointerEvent('pointerup', pointer));
  element.dispatchEvent(new view.MouseEvent('mouseup', { ...at, detail: 1 }));
  element.click();
}

/** Old scripts read the number, newer ones the key. */
const keyCodes: Readonly<Record<string, number>> = { ' ': 32, Enter: 13, ArrowDown: 40, Escape: 27, ',': 188, Backspace: 8 };

/** `code` names the key where it differs from what it writes. */
export function strike(element: HTMLElement, key: keyof typeof keyCodes & string, code = key): void {
  const view = viewOf(element);
  const options = { key, code, keyCode: keyCodes[key], which: keyCodes[key], bubbles: true, composed: true, cancelable: true };
  for (const type of ['keydown', 'keyup']) element.dispatchEvent(new view.KeyboardEvent(type, options));
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds between looks, and how long a widget may take to show what it was asked for. */
const blink = 25;
const longest = 600;

/** Looks until there is something to see; undefined when it stays away. */
export async function awaitSight<Seen>(see: () => Seen | undefined, patience = longest): Promise<Seen | undefined> {
  for (let waited = 0; ; waited += blink) {
    const seen = see();
    if (seen !== undefined || waited >= patience) return seen;
    await pause(blink);
  }
}
