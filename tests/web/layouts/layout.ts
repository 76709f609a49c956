import { type Bind, el, type Element, type Markup } from '../markup.ts';
import type { ControlStyle, Key, SectionKey } from '../page.ts';

export type Option = { id: string; words: string; value: string };

/** One question on its way to markup. */
export type Question = {
  key: Key;
  /** Of the control, or of the group of options. */
  id: string;
  name: string;
  words: string;
  hint?: string;
  placeholder?: string;
  style: ControlStyle;
  field: string;
  options: readonly Option[];
  /** From 1, over the whole page. */
  number: number;
};

type Part = { key: SectionKey; title: string; questions: readonly Element[] };

type FormWords = { title: string; intro: string; next: string; send: string };

export type Layout = {
  /** How the page asks what the recipe leaves open. */
  styles?: Partial<Record<Key, ControlStyle>>;
  question: (question: Question) => Element;
  section: (part: Part) => Element;
  /** `inside`: traps and whatever else stands between the questions and the button. */
  form: (words: FormWords, sections: readonly Element[], inside: readonly Element[], buttons: readonly Element[]) => readonly Markup[];
  css: string;
};

const inputTypes: Partial<Record<ControlStyle, string>> = { line: 'text', dateText: 'text', email: 'email', date: 'date' };

/** Styles of which the layout makes one group of options. */
export const isGroup = ({ style }: Question): boolean => ['radios', 'boxes', 'ariaRadios', 'ariaBoxes'].includes(style);
const isWidget = ({ style }: Question): boolean => ['picker', 'pickerTyped', 'combobox', 'listbox', 'tags', 'repeat'].includes(style);

/** What a label's `for` can point to. */
export const isLabelable = ({ style }: Question): boolean =>
  !['dateSelects', 'editable', 'combobox', 'listbox', 'repeat', 'radios', 'boxes', 'ariaRadios', 'ariaBoxes'].includes(style);

export const bindOf = ({ style, field }: Question, value: string): Bind =>
  ({
    as: ({ radios: 'radio', boxes: 'boxes', ariaRadios: 'ariaRadio', ariaBoxes: 'ariaBoxes' } as const)[style as 'radios'] ?? 'radio',
    field,
    value,
  }) as const;

/** A native radio button or check box. */
export function optionInput(question: Question, option: Option, attributes: Record<string, string | undefined> = {}): Element {
  const type = question.style === 'boxes' ? 'checkbox' : 'radio';
  return { ...el('input', { type, id: option.id, name: question.name, value: option.value, ...attributes }), bind: bindOf(question, option.value) };
}

/** The control of a question that is no group of options, with the layout's own attributes. */
export function control(question: Question, attributes: Record<string, string | undefined> = {}): Element {
  const { style, id, name, field, placeholder } = question;
  const own = { id, name, placeholder, ...attributes };
  if (isWidget(question)) return { ...el('div.w'), widget: { field, labelledby: attributes['aria-labelledby'] } };
  switch (style) {
    case 'area':
      return { ...el('textarea', { ...own, rows: '3' }), bind: { as: 'text', field } };
    case 'select':
      return selectOf(own, field, [{ value: '', words: '–' }, ...question.options]);
    case 'editable':
      return { ...el('div.edit', { role: 'textbox', tabindex: '0', id, ...attributes }), bind: { as: 'editable', field } };
    case 'dateSelects':
      return dateSelects(question, attributes);
    default:
      return { ...el('input', { type: inputTypes[style] ?? 'text', ...own }), bind: { as: 'text', field } };
  }
}

function selectOf(attributes: Record<string, string | undefined>, field: string, options: readonly { value: string; words: string }[]): Element {
  const items = options.map(({ value, words }) => el('option', { value }, words));
  return { ...el('select', { ...attributes, placeholder: undefined }, ...items), bind: { as: 'select', field } };
}

const months = 'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Day, month (by name) and year: fields `…d`, `…m`, `…y`. */
function dateSelects({ id, name, field }: Question, attributes: Record<string, string | undefined>): Element {
  const part = (end: string, label: string, options: { value: string; words: string }[]) =>
    selectOf({ id: id + end, name: name + end, 'aria-label': label }, field + end, [{ value: '', words: label }, ...options]);
  return el(
    'span.date',
    { role: 'group', ...attributes },
    part(
      'd',
      'Dag',
      upTo(1, 31).map((day) => ({ value: String(day), words: String(day) })),
    ),
    ' ',
    part(
      'm',
      'Maand',
      months.map((words, at) => ({ value: String(at + 1), words })),
    ),
    ' ',
    part(
      'y',
      'Jaar',
      upTo(2024, 2030).map((year) => ({ value: String(year), words: String(year) })),
    ),
  );
}

/** The form's own choices: what a page of natives asks with. */
export const nativeStyles: Partial<Record<Key, ControlStyle>> = {
  date: 'date',
  director: 'area',
  'director.email': 'email',
  'clientId.new': 'radios',
  'clientId.extend': 'radios',
  'administration.application': 'radios',
  'administration.purpose': 'radios',
  'administration.institutionNumbers': 'area',
  'administration.use': 'area',
  'accounts.accessGroups': 'area',
  'accounts.use': 'area',
  'accounts.reconcile': 'radios',
};

export const ariaStyles: Partial<Record<Key, ControlStyle>> = {
  ...nativeStyles,
  date: 'dateText',
  'clientId.new': 'ariaRadios',
  'clientId.extend': 'ariaRadios',
  'administration.application': 'ariaRadios',
  'administration.purpose': 'ariaRadios',
  'accounts.reconcile': 'ariaRadios',
};

export const baseCss = `
body { font: 16px/1.5 sans-serif; margin: 0 auto; max-width: 48rem; padding: 1rem; }
.gone { display: none; } .away { position: absolute; left: -9999px; }
[hidden] { display: none !important; }
input:not([type=radio], [type=checkbox]), textarea, .edit { min-width: 16rem; min-height: 1.6rem; border: 1px solid #889; }
[role=radio], [role=checkbox] { min-width: 1rem; min-height: 1rem; border: 1px solid #667; cursor: pointer; }
[role=combobox]:not(input) { min-width: 12rem; min-height: 1.6rem; border: 1px solid #889; }
`;
