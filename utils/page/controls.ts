import { findControls, isControl } from './dom.ts';
import { encloses, hostOf, inOrder, isInput, isSelect, isTextarea, type Root, rootOf } from './elements.ts';

/**
 * How a control is filled and read back; a row of `acts` for each. `combobox`: its options may exist only while it is open.
 * `picker`: a text control with a calendar. `dateParts`: day, month and year apart. `entries`: one control, or one for each
 * value, that takes a list value by value.
 */
export type ControlKind =
  | 'text'
  | 'date'
  | 'picker'
  | 'dateParts'
  | 'entries'
  | 'editable'
  | 'select'
  | 'combobox'
  | 'radio'
  | 'checkbox'
  | 'ariaRadio'
  | 'ariaCheckbox';

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

const roleKinds: Readonly<Record<string, ControlKind>> = {
  radio: 'ariaRadio',
  checkbox: 'ariaCheckbox',
  switch: 'ariaCheckbox',
  textbox: 'editable',
  combobox: 'combobox',
  listbox: 'combobox',
};

/** What is never filled, by what it is called: a proof of being human, a one-time code, a trap. */
const neverFilled = /captcha|honey\s*-?_?pot|one-time-code|^(?:cc|card)-|(?:current|new)-password/i;

/** A calendar's input by what it, or what stands around it, is called. */
const pickerMark = /date-?(time-?)?(picker|input|field)|picker-?(input|date)|flatpickr|calendar|kalender/i;
const opensCalendar = /^(dialog|grid)$/;

function isPicker(input: HTMLInputElement, opens: string): boolean {
  if (input.readOnly || opensCalendar.test(opens)) return true;
  return [input, input.parentElement, hostOf(input)].some(
    (element) => element && pickerMark.test(`${element.localName} ${element.getAttribute('class') ?? ''}`),
  );
}

export function kindOf(control: HTMLElement): ControlKind | undefined {
  // What screen readers are kept from stands in for another control, or is a trap.
  if (control.getAttribute('aria-hidden') === 'true') return undefined;
  const role = control.getAttribute('role') ?? '';
  const opens = control.getAttribute('aria-haspopup') ?? '';
  const listed = opens === 'listbox' || (role === 'combobox' && !opensCalendar.test(opens));
  if (isInput(control)) {
    const kind = inputKinds[control.type];
    return kind !== 'text' ? kind : listed ? 'combobox' : isPicker(control, opens) ? 'picker' : 'text';
  }
  if (isTextarea(control)) return 'text';
  if (isSelect(control)) return 'select';
  return listed ? 'combobox' : (roleKinds[role] ?? 'editable');
}

export const isChoice = (kind: ControlKind): boolean => kind === 'radio' || kind === 'checkbox' || kind === 'ariaRadio' || kind === 'ariaCheckbox';

/** Markup that sends the form off at a change: such a control is the person's to touch. */
const sends = ['onchange', 'oninput', 'onclick', 'onblur'];

export function isFillable(control: HTMLElement): boolean {
  if (sends.some((attribute) => /submit\s*\(/.test(control.getAttribute(attribute) ?? ''))) return false;
  const named = [control.getAttribute('name'), control.id, control.getAttribute('autocomplete'), control.getAttribute('class')];
  if (named.some((name) => name !== null && neverFilled.test(name))) return false;
  return !control.matches(':disabled, [aria-disabled="true"]');
}

/** A page of more controls than this is no form that a person fills. */
const mostControls = 3000;
const deepestNesting = 6;

/** The document of a frame of the same origin; of any other the browser gives nothing. */
function frameDocument(element: Element): Document | undefined {
  return element.localName === 'iframe' || element.localName === 'frame' ? ((element as HTMLIFrameElement).contentDocument ?? undefined) : undefined;
}

const innerRoot = (element: Element): Root | undefined => element.shadowRoot ?? frameDocument(element);

/**
 * Up to this many elements, each is asked whether it has a shadow root or a document; in a larger page those that may have one: by
 * their name, which is none of these (browsers pass over them far quicker than a script does), or as they are empty otherwise.
 */
const mostAsked = 5000;
const plainNames =
  'td,tr,a,span,b,div,p,li,input,label,i,em,strong,img,option,svg,path,g,use,br,table,tbody,thead,th,ul,ol,h1,h2,h3,h4,h5,h6,script,style,link,meta,head,html,body,' +
  'button,select,textarea,form,fieldset,legend,section,article,main,nav,header,footer,aside,small,code,pre,time,dl,dt,dd,hr';
const mayHostIn = [`:not(${plainNames})`, ...['div', 'span', 'section', 'main', 'article'].map((name) => `${name}:empty`)];

function mayHost(root: Root): readonly Element[] {
  const isLarge = root.nodeType === 9 && (root as Document).getElementsByTagName('*')[mostAsked] !== undefined;
  return isLarge ? mayHostIn.flatMap((selector) => [...root.querySelectorAll(selector)]) : [...root.querySelectorAll('*')];
}

/** All controls in the page's order: those in open shadow roots and same-origin frames where their host stands. */
function controlsIn(root: Root, depth = 0): HTMLElement[] {
  const own = findControls(root);
  const hosts = depth < deepestNesting ? mayHost(root).filter((element) => innerRoot(element)) : [];
  if (hosts.length === 0) return own;
  return [...new Set<Element>([...own, ...hosts])].sort(inOrder).flatMap((element) => {
    const inner = innerRoot(element);
    const self = isControl(element) ? [element as HTMLElement] : [];
    return inner ? [...self, ...controlsIn(inner, depth + 1)] : self;
  });
}

/** Of two controls in one another the one that a person uses: what a role announces, or the text control in an announced box. */
function withoutTwins(controls: readonly HTMLElement[]): HTMLElement[] {
  const popups = new Set(controls.flatMap((control) => (control.getAttribute('aria-controls') ?? control.getAttribute('aria-owns') ?? '').split(' ')));
  return controls.filter((control, at) => {
    if (control.getAttribute('role') === 'listbox' && popups.has(control.id)) return false;
    if (isInput(control) && (control.type === 'radio' || control.type === 'checkbox')) {
      return !isChoice(roleKinds[control.parentElement?.closest('[role]')?.getAttribute('role') ?? ''] ?? 'text');
    }
    const next = controls[at + 1];
    const wraps = next !== undefined && control !== next && encloses(control, next) && (isInput(next) || isTextarea(next));
    return !wraps || isChoice(kindOf(control) ?? 'text');
  });
}

/**
 * What no page that asks this form's questions goes without, in any language: most of them are about an API, a ClientID, Rekeningen
 * or access groups. Found in a word or by chance it costs time only; where none is found, a first look ends.
 */
const vital = /api|client[\s_\u00ad\u200b-]*id|toegangsgroep|rekeningen|access group|groupes? d.acc/i;
const speaking = ['aria-label', 'label', 'placeholder', 'title', 'name', 'id'];

/** Whether the page says anything of what the form is about, in its text or in what its controls are called. */
export function isWorthReading(document: Document, controls: readonly HTMLElement[]): boolean {
  const roots = new Set<Root>([document]);
  const elements = new Set<Element>(controls);
  // What is added on the way is met too: a host's own root, and the host around that.
  for (const element of elements) {
    const root = rootOf(element);
    if (roots.has(root)) continue;
    roots.add(root);
    const host = hostOf(element);
    if (host) elements.add(host);
  }
  return (
    [...roots].some((root) => vital.test((root.nodeType === 9 ? (root as Document).documentElement : root).textContent ?? '')) ||
    [...elements].some((element) => speaking.some((attribute) => vital.test(element.getAttribute(attribute) ?? '')))
  );
}

/** All controls that a person could fill, in the page's order. */
export function controlsOf(document: Document): HTMLElement[] {
  const controls = controlsIn(document);
  return controls.length > mostControls ? [] : withoutTwins(controls);
}
