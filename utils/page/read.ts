import { tokens, weigh } from '../intake/match.ts';
import { controlSelector, hostOf, inOrder, isInput, isSelect, isTextarea, type Root, textBetween } from './dom.ts';
import { type Asked, type Evidence, groupName, groupSelector, labelsOf, readDescription, readEvidence, readOptionName } from './evidence.ts';

/** How a control is filled and read back; a row of `acts` for each. */
export type ControlKind = 'text' | 'date' | 'editable' | 'select' | 'radio' | 'checkbox' | 'ariaRadio' | 'ariaCheckbox';

/** An option of a choice: a control of its own, or a select's option. */
type OptionOnPage = { element: HTMLElement; name: string };

/** One question as the page asks it. The unit of everything that follows: pages re-render, questions stay. */
export type PageQuestion = {
  kind: ControlKind;
  /** One; several where each takes one value, or is one option. In the page's order. */
  controls: readonly HTMLElement[];
  options: readonly OptionOnPage[];
  /** Read when first asked: most controls of a large page are never looked at. */
  evidence: readonly Evidence[];
  /** The example or explanation tied to it; empty where there is none. */
  description: string;
};

/** Input types that take an answer of the form. Every other type (password, file, range …) is never touched. */
const inputKinds: Readonly<Record<string, ControlKind>> = {
  text: 'text',
  email: 'text',
  tel: 'text',
  number: 'text',
  date: 'date',
  radio: 'radio',
  checkbox: 'checkbox',
};

const roleKinds: Readonly<Record<string, ControlKind>> = { radio: 'ariaRadio', checkbox: 'ariaCheckbox', textbox: 'editable' };

/** What is never filled, by what it is called: a proof of being human, a one-time code, a trap. */
const neverFilled = /captcha|honey\s*-?_?pot|one-time-code|^(?:cc|card)-|(?:current|new)-password/i;

function kindOf(control: HTMLElement): ControlKind | undefined {
  if (isInput(control)) return inputKinds[control.type];
  if (isTextarea(control)) return 'text';
  if (isSelect(control)) return 'select';
  return roleKinds[control.getAttribute('role') ?? ''] ?? (control.isContentEditable || control.hasAttribute('contenteditable') ? 'editable' : undefined);
}

/** Markup that sends the form off at a change: such a control is the person's to touch. */
const sends = ['onchange', 'oninput', 'onclick', 'onblur'];

function isFillable(control: HTMLElement): boolean {
  if (sends.some((attribute) => /submit\s*\(/.test(control.getAttribute(attribute) ?? ''))) return false;
  const named = [control.getAttribute('name'), control.id, control.getAttribute('autocomplete'), control.getAttribute('class')];
  if (named.some((name) => name !== null && neverFilled.test(name))) return false;
  return !control.matches(':disabled, [aria-disabled="true"]') && (control as HTMLInputElement).readOnly !== true;
}

const isChoice = (kind: ControlKind): boolean => kind === 'radio' || kind === 'checkbox' || kind === 'ariaRadio' || kind === 'ariaCheckbox';

/** A page of more controls than this is no form that a person fills. */
const mostControls = 3000;
const deepestNesting = 6;

/** The document of a frame of the same origin; of any other the browser gives nothing. */
function frameDocument(element: Element): Document | undefined {
  return element.localName === 'iframe' || element.localName === 'frame' ? ((element as HTMLIFrameElement).contentDocument ?? undefined) : undefined;
}

const innerRoot = (element: Element): Root | undefined => element.shadowRoot ?? frameDocument(element);

/** All controls in the page's order: those in open shadow roots and same-origin frames where their host stands. */
function controlsOf(root: Root, depth = 0): HTMLElement[] {
  const own = [...root.querySelectorAll<HTMLElement>(controlSelector)];
  const hosts = depth < deepestNesting ? [...root.querySelectorAll<HTMLElement>('*')].filter((element) => innerRoot(element)) : [];
  if (hosts.length === 0) return own;
  return [...own, ...hosts].sort(inOrder).flatMap((element) => {
    const inner = innerRoot(element);
    const self = element.matches(controlSelector) ? [element] : [];
    return inner ? [...self, ...controlsOf(inner, depth + 1)] : self;
  });
}

const nearestGroup = (control: Element): Element | null => control.closest(groupSelector);
const nameOf = (control: HTMLElement): string => control.getAttribute('name') ?? '';

const saysSomething = (text: string): boolean => tokens(text).some((token) => weigh(token) === 1);

/** Whether a choice control belongs to the question of the one before it. */
function sharesQuestion(group: readonly HTMLElement[], control: HTMLElement, kind: ControlKind): boolean {
  const last = group.at(-1);
  if (!last || kindOf(last) !== kind || last.getRootNode() !== control.getRootNode()) return false;
  if (kind === 'radio' && (nameOf(last) || nameOf(control))) {
    return nameOf(last) === nameOf(control) && (last as HTMLInputElement).form === (control as HTMLInputElement).form;
  }
  if (kind === 'ariaRadio' && last.closest('[role="radiogroup"]')) return last.closest('[role="radiogroup"]') === control.closest('[role="radiogroup"]');
  if (nearestGroup(last) !== nearestGroup(control)) return false;
  if (nameOf(last) && nameOf(last) === nameOf(control)) return true;
  if (group.some((other) => readOptionName(other) === readOptionName(control))) return false;
  return !saysSomething(textBetween(last, control).replace(readOptionName(last), ''));
}

const stem = (name: string): string => name.replace(/[\W_\d]+/g, '');

/** Whether a text control asks for one more value of the question before it: "Instellingsnummer 2", `nummers[1]`. */
function repeats(before: PageQuestion, control: HTMLElement): boolean {
  const last = before.controls.at(-1);
  if (!last || !isInput(last) || !isInput(control) || last.type !== control.type || last.getRootNode() !== control.getRootNode()) return false;
  if (stem(nameOf(last)) !== stem(nameOf(control)) || stem(last.id) !== stem(control.id)) return false;
  const label = (element: HTMLElement) => labelsOf(element)[0]?.textContent ?? element.getAttribute('aria-label') ?? element.getAttribute('placeholder') ?? '';
  const words = (element: HTMLElement) => tokens(label(element)).filter((token) => weigh(token) > 0);
  const own = words(control);
  if (own.length === 0) return nameOf(control) !== '' && last.parentElement?.parentElement?.contains(control) === true;
  return own.join(' ') === words(last).join(' ');
}

function asQuestion(kind: ControlKind, controls: readonly HTMLElement[]): PageQuestion {
  const choice = isChoice(kind);
  const asked: Asked = { controls, choice };
  const select = controls[0];
  let options: readonly OptionOnPage[] | undefined;
  let evidence: readonly Evidence[] | undefined;
  return {
    kind,
    controls,
    get options() {
      options ??= choice
        ? controls.map((element) => ({ element, name: readOptionName(element) }))
        : select && isSelect(select)
          ? [...select.options].map((element) => ({ element, name: element.label || element.text }))
          : [];
      return options;
    },
    get evidence() {
      evidence ??= readEvidence(asked);
      return evidence;
    },
    get description() {
      return readDescription(asked);
    },
  };
}

/** Controls → questions, in the page's order. Pure reading: nothing on the page changes. */
export function readPage(document: Document): PageQuestion[] {
  const controls = controlsOf(document);
  if (controls.length > mostControls) return [];
  const questions: PageQuestion[] = [];
  for (const control of controls) {
    const kind = kindOf(control);
    const before = questions.at(-1);
    if (!kind || !isFillable(control)) continue;
    if (isChoice(kind) && before && sharesQuestion(before.controls, control, kind)) {
      questions[questions.length - 1] = asQuestion(kind, [...before.controls, control]);
    } else if (kind === 'text' && before?.kind === 'text' && repeats(before, control)) {
      questions[questions.length - 1] = asQuestion(kind, [...before.controls, control]);
    } else {
      questions.push(asQuestion(kind, [control]));
    }
  }
  return questions;
}

const headingSelector = 'h1, h2, h3, h4, h5, h6, [role="heading"], legend, caption, summary, fieldset, section, [role="group"], [role="region"]';
/** What some pages set as their headings, and others all over their text. */
const boldSelector = 'b, strong';
const mostBold = 200;
const longestHeading = 80;

/** A text that heads a part of the page, with the element at which that part begins. */
export type Heading = { element: Element; text: string };

/** The headings of a document or shadow root, in its order. */
export function readHeadings(root: Root): Heading[] {
  const bold = root.querySelectorAll(boldSelector).length <= mostBold;
  return [...root.querySelectorAll(bold ? `${headingSelector}, ${boldSelector}` : headingSelector)].flatMap((element) => {
    const text = element.matches(groupSelector) ? (element.getAttribute('aria-label') ?? '') : (element.textContent ?? '');
    return text && text.length <= longestHeading ? [{ element, text }] : [];
  });
}

/** What stands over several controls together: the names of the groups around a control, and the text that opens each. */
export function readSurroundings(control: HTMLElement): string[] {
  const texts: string[] = [];
  const widest = 4;
  let ancestor = control.parentElement ?? hostOf(control) ?? null;
  for (let hop = 0; hop < 6 && ancestor && ancestor.localName !== 'body'; hop++, ancestor = ancestor.parentElement) {
    const inside = [...ancestor.querySelectorAll<HTMLElement>(controlSelector)];
    if (inside.length > widest) break;
    if (ancestor.matches(groupSelector)) texts.push(groupName(ancestor));
    const [opening] = inside;
    if (opening && inside.length > 1) {
      const range = ancestor.ownerDocument.createRange();
      range.setStart(ancestor, 0);
      range.setEndBefore(labelsOf(opening)[0] ?? opening);
      texts.push(range.toString().replace(/\s+/g, ' ').trim());
    }
  }
  return texts.filter((text) => text !== '' && text.length <= 300);
}
