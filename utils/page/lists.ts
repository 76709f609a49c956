import { boxOf } from './box.ts';
import { byId, isInput, type Root, rootOf } from './elements.ts';
import { reading } from './handed.ts';
import { awaitSight, enterText, leave, press, strike } from './press.ts';
import type { OptionOnPage, PageQuestion } from './read.ts';
import { saysNone, saysTheSame } from './same.ts';

/** Lists that open: a control, and somewhere on the page the options that it shows. */

/** The options that are to be seen now: in the list that the control refers to, in itself, or in whatever list has opened. */
function shownOptions(control: HTMLElement): OptionOnPage[] | undefined {
  const { look, optionsIn } = reading();
  const { isShown } = look();
  const seen = (options: readonly OptionOnPage[]) => options.filter(({ element, name }) => name !== '' && isShown(element));
  const referred = ['aria-controls', 'aria-owns'].flatMap((attribute) => (control.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean));
  const lists = [control, ...referred.flatMap((id) => byId(control, id) ?? control.ownerDocument.getElementById(id) ?? [])];
  const own = lists.flatMap((list) => seen(optionsIn(list)));
  if (own.length > 0) return own;
  const roots: Root[] = [...new Set([rootOf(control), control.ownerDocument])];
  const anywhere = roots.flatMap((root) => [...root.querySelectorAll('[role="listbox"]')].flatMap((list) => seen(optionsIn(list))));
  return anywhere.length > 0 ? anywhere : undefined;
}

const isOpen = (control: HTMLElement): boolean => control.getAttribute('aria-expanded') === 'true' || control.getAttribute('aria-expanded') === null;

/** Ways to make the list open, least intrusive first. */
export type Opening = (control: HTMLElement, wanted: string) => void;

export const byPressing: Opening = (control) => {
  control.focus({ preventScroll: true });
  press(control);
};

export const byKey: Opening = (control) => {
  control.focus({ preventScroll: true });
  strike(control, 'ArrowDown');
};

export const byTyping: Opening = (control, wanted) => {
  if (!isInput(control)) return;
  control.focus({ preventScroll: true });
  enterText(control, wanted);
};

/** Opens the list, presses the option that says what is wanted, and leaves the list closed. */
export async function chooseFrom(question: PageQuestion, wanted: string, open: Opening): Promise<void> {
  const [control] = question.controls;
  if (!control) return;
  const held = shownChoices(question);
  // Nothing is chosen by an option that says so, or, in many lists, by pressing the chosen one again.
  const named = () => {
    const options = shownOptions(control);
    if (wanted !== '') return options?.find(({ name }) => saysTheSame(name, wanted));
    return options?.find(({ name }) => saysNone(name)) ?? options?.find(({ name }) => held.includes(name));
  };
  const before = isOpen(control) ? named() : undefined;
  if (!before) open(control, wanted);
  const option = before ?? (await awaitSight(named));
  if (option) press(option.element);
  else strike(control, 'Escape');
  leave(control);
}

/** Every way in which a list may show what was chosen, best first: its value, its selected option, its own text or that around it. */
export function shownChoices(question: PageQuestion): string[] {
  const [control] = question.controls;
  if (!control) return [];
  const { optionsIn } = reading();
  const selected = optionsIn(control).filter(({ element }) => element.getAttribute('aria-selected') === 'true');
  const value = isInput(control) ? control.value : '';
  if (value) return [value];
  if (optionsIn(control).length > 0) return selected.map(({ name }) => name);
  const box = isInput(control) ? (boxOf(question) ?? control) : control;
  return [box, ...box.querySelectorAll('*')].filter((element) => element.childElementCount === 0).map((element) => element.textContent?.trim() ?? '');
}
