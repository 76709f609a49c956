import { tokens, weigh } from '../intake/match.ts';
import { type ControlKind, controlsOf, isChoice, isFillable, kindOf } from './controls.ts';
import { textBetween } from './dom.ts';
import { encloses, hostOf, isInput, isSelect, rootOf } from './elements.ts';
import { type Asked, type Evidence, forgetLabels, groupSelector, ownName, readDescription, readEvidence, readOptionName } from './evidence.ts';
import { partsOf } from './parts.ts';

/** An option of a choice: a control of its own, or an option of a list. */
export type OptionOnPage = { element: HTMLElement; name: string };

/** One question as the page asks it. The unit of everything that follows: pages re-render, questions stay. */
export type PageQuestion = {
  kind: ControlKind;
  /** One; several where each takes one value, is one option or a part of a date. In the page's order. */
  controls: readonly HTMLElement[];
  /** The page's controls right before and after: what encloses neither is this question's alone. */
  neighbours: Asked['neighbours'];
  /** Empty for a combobox that shows none until it is opened. */
  options: readonly OptionOnPage[];
  /** Read when first asked: most controls of a large page are never looked at. */
  evidence: readonly Evidence[];
  /** The example or explanation tied to it; empty where there is none. */
  description: string;
};

/** The element that stands for a control in the page: the custom element around it, where it is alone in there. */
function standInFor(control: HTMLElement, neighbours: Asked['neighbours']): HTMLElement {
  const host = hostOf(control) as HTMLElement | undefined;
  return host && !neighbours.some((other) => encloses(host, other)) ? standInFor(host, neighbours) : control;
}

const nearestGroup = (control: Element): Element | null => control.closest(groupSelector);
const nameOf = (control: HTMLElement): string => control.getAttribute('name') ?? '';
const rolesGroup = (control: Element): Element | null => control.closest('[role="radiogroup"]');

const saysSomething = (text: string): boolean => tokens(text).some((token) => weigh(token) === 1);

/** A choice control as it is met on the way through the page: itself, and what stands for it. */
type Met = { control: HTMLElement; at: HTMLElement; kind: ControlKind };

/** Whether a choice control belongs to the question of the ones before it. */
function sharesQuestion(group: readonly Met[], { control, at, kind }: Met): boolean {
  const last = group.at(-1);
  if (!last || last.kind !== kind || rootOf(last.at) !== rootOf(at)) return false;
  if (kind === 'radio' && (nameOf(last.control) || nameOf(control)) && rootOf(control) === rootOf(last.control)) {
    return nameOf(last.control) === nameOf(control) && (last.control as HTMLInputElement).form === (control as HTMLInputElement).form;
  }
  if (kind === 'ariaRadio' && rolesGroup(last.at)) return rolesGroup(last.at) === rolesGroup(at);
  if (last.at !== last.control && last.at.parentElement !== at.parentElement) return false;
  if (nearestGroup(last.at) !== nearestGroup(at)) return false;
  if (nameOf(last.control) && nameOf(last.control) === nameOf(control)) return true;
  if (group.some((other) => nameOption(other) === nameOption({ control, at, kind }))) return false;
  return !saysSomething(textBetween(last.at, at).replace(nameOption(last), ''));
}

const nameOption = ({ control, at }: Met): string => (at === control ? readOptionName(control) : readOptionName(control) || readOptionName(at));

const stem = (name: string): string => name.replace(/[\W_\d]+/g, '');

/** Whether a text control asks for one more value of the question before it: "Instellingsnummer 2", `nummers[1]`. */
function repeats(last: HTMLElement, control: HTMLElement): boolean {
  if (!isInput(last) || !isInput(control) || last.type !== control.type || rootOf(last) !== rootOf(control)) return false;
  const differ = (one: string, other: string) => one !== '' && other !== '' && stem(one) !== stem(other);
  if (differ(nameOf(last), nameOf(control)) || differ(last.id, control.id)) return false;
  const words = (element: HTMLElement) => tokens(ownName(element)).filter((token) => weigh(token) > 0);
  const own = words(control);
  if (own.length === 0) return last.parentElement?.parentElement?.contains(control) === true && !saysSomething(textBetween(last, control));
  return own.join(' ') === words(last).join(' ');
}

/** "Ja" alone answers the question over it; any other label of a lone box is the question itself. */
const saysYes = /^\W*(ja|oui|yes)\W*$/i;

/** The list whose options are there to read: the control's own, or one that it refers to. */
export function optionsIn(list: Element): OptionOnPage[] {
  return [...list.querySelectorAll<HTMLElement>('[role="option"]')].map((element) => ({ element, name: readOptionName(element) }));
}

function readOptions(kind: ControlKind, met: readonly Met[]): OptionOnPage[] {
  const [control] = met.map((one) => one.control);
  if (isChoice(kind)) return met.map((one) => ({ element: one.control, name: nameOption(one) }));
  if (control && isSelect(control)) return [...control.options].map((element) => ({ element, name: element.label || element.text }));
  return control && kind === 'combobox' ? optionsIn(control) : [];
}

function asQuestion(kind: ControlKind, met: readonly Met[], neighbours: Asked['neighbours']): PageQuestion {
  const lone = met.length === 1 && (kind === 'checkbox' || kind === 'ariaCheckbox') && !met.every((one) => saysYes.test(nameOption(one)));
  const choice = (isChoice(kind) && !lone) || kind === 'dateParts';
  const controls = met.map((one) => one.control);
  const asked: Asked = { controls: choice ? met.map((one) => one.at) : controls, choice, neighbours };
  let options: readonly OptionOnPage[] | undefined;
  let evidence: readonly Evidence[] | undefined;
  let description: string | undefined;
  return {
    kind,
    controls,
    neighbours,
    get options() {
      options ??= readOptions(kind, met);
      return options;
    },
    get evidence() {
      evidence ??= readEvidence(asked);
      return evidence;
    },
    get description() {
      description ??= readDescription(asked);
      return description;
    },
  };
}

/** Controls → questions, in the page's order. Pure reading: nothing on the page changes. */
export function readPage(document: Document, controls: readonly HTMLElement[] = controlsOf(document)): PageQuestion[] {
  forgetLabels();
  const met = controls.map((control, at): Met | undefined => {
    const kind = isFillable(control) ? kindOf(control) : undefined;
    return kind && { control, at: isChoice(kind) ? standInFor(control, [controls[at - 1], controls[at + 1]]) : control, kind };
  });
  const questions: PageQuestion[] = [];
  for (let from = 0, to = 1; from < controls.length; from = to, to = from + 1) {
    const first = met[from];
    if (!first) continue;
    const group = [first];
    const goesOn = (next: Met | undefined): next is Met =>
      next !== undefined &&
      (isChoice(first.kind)
        ? sharesQuestion(group, next)
        : first.kind === 'text' && next.kind === 'text' && repeats(group.at(-1)?.control ?? first.control, next.control));
    const parts = met.slice(from, from + 3).flatMap((one) => (one ? [one] : []));
    if (partsOf(parts.map((one) => one.control))) {
      questions.push(asQuestion('dateParts', parts, [controls[from - 1], controls[from + 3]]));
      to = from + 3;
      continue;
    }
    for (let next = met[to]; goesOn(next); next = met[to]) {
      group.push(next);
      to++;
    }
    questions.push(asQuestion(first.kind, group, [controls[from - 1], controls[to]]));
  }
  return questions;
}
