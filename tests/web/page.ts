import type { Markup } from './markup.ts';

/** What the form asks, as pages ask it: the director in one question or in two. */
const textKeys = [
  'applicant.name',
  'applicant.role',
  'date',
  'director',
  'director.name',
  'director.email',
  'clientId.name',
  'administration.institutionNumbers',
  'administration.clientId',
  'administration.use',
  'accounts.accessGroups',
  'accounts.username',
  'accounts.use',
] as const;
export const choiceKeys = ['clientId.new', 'clientId.extend', 'administration.application', 'administration.purpose', 'accounts.reconcile'] as const;
type TextKey = (typeof textKeys)[number];
export type ChoiceKey = (typeof choiceKeys)[number];
export type Key = TextKey | ChoiceKey;

export type SectionKey = 'general' | 'administration' | 'accounts';

/** The order in which the paper form asks; a page may leave questions out. */
export const sectionKeys: Readonly<Record<SectionKey, readonly Key[]>> = {
  general: ['applicant.name', 'applicant.role', 'date', 'director', 'director.name', 'director.email', 'clientId.new', 'clientId.extend', 'clientId.name'],
  administration: [
    'administration.application',
    'administration.purpose',
    'administration.institutionNumbers',
    'administration.clientId',
    'administration.use',
  ],
  accounts: ['accounts.accessGroups', 'accounts.username', 'accounts.use', 'accounts.reconcile'],
};

export type OptionCode = 'yes' | 'no' | 'students' | 'staff' | 'push' | 'read' | 'both';

export const optionCodes: Readonly<Record<ChoiceKey, readonly OptionCode[]>> = {
  'clientId.new': ['yes', 'no'],
  'clientId.extend': ['yes', 'no'],
  'administration.application': ['students', 'staff', 'both'],
  'administration.purpose': ['push', 'read', 'both'],
  'accounts.reconcile': ['yes', 'no'],
};

/** One way of saying the whole form. */
export type Wordings = {
  language: 'nl' | 'fr' | 'en';
  /** In other words than the form's own, or their close likes. */
  paraphrased?: true;
  title: string;
  intro: string;
  sections: Readonly<Record<SectionKey, string>>;
  questions: Readonly<Record<Key, string>>;
  hints?: Readonly<Partial<Record<Key, string>>>;
  options: { yesNo: readonly [string, string]; application: readonly [string, string, string]; purpose: readonly [string, string, string] };
  add: string;
  next: string;
  send: string;
  consent: string;
};

export type ControlStyle =
  | 'line'
  | 'area'
  | 'email'
  | 'date'
  | 'dateText'
  | 'picker'
  | 'pickerTyped'
  | 'dateSelects'
  | 'radios'
  | 'boxes'
  | 'select'
  | 'ariaRadios'
  | 'ariaBoxes'
  | 'combobox'
  | 'listbox'
  | 'editable'
  | 'tags'
  | 'repeat';

/** How the values of the page's state tell what it holds for a question. */
export type Truth = {
  key: Key;
  reads: 'text' | 'list' | 'date' | 'isoDate' | 'dateParts' | 'option' | 'options';
  /** Fields of the state; three for a date in parts (day, month, year). */
  fields: readonly string[];
  /** Value in the state → option. */
  codes?: Readonly<Record<string, OptionCode>>;
  /** The page writes what it is given in capitals, or groups its digits. */
  rewritten?: 'upper' | 'grouped';
};

export type WidgetConfig = {
  kind: 'combobox' | 'listbox' | 'tags' | 'repeat' | 'picker';
  field: string;
  id: string;
  labelledby?: string;
  words: string;
  add: string;
  options?: readonly { value: string; words: string }[];
  /** Varies how the widget is built; each kind has a few. */
  style?: string;
};

export type Held = Readonly<Record<string, string | boolean | readonly string[]>>;

/** A page ready to be printed: its markup, its state, and the truth that only the runner knows. */
export type WebPage = {
  name: string;
  kind: string;
  part: 'dev' | 'frozen';
  paraphrased: boolean;
  language: string;
  title: string;
  framework: Framework;
  css: string;
  markup: readonly Markup[];
  state: Held;
  widgets: Readonly<Record<string, WidgetConfig>>;
  rewrites: Readonly<Record<string, RewriteName>>;
  truths: readonly Truth[];
  /** Fields with a value of the person's own, or of nobody's: nothing may change them. */
  kept: readonly string[];
  /** Fields that nobody can empty again, the person neither: a framework's radio buttons hear only of what is chosen. */
  final: readonly string[];
  /** Ids of buttons that send or turn the page: nobody but the person presses them. */
  goes: readonly string[];
  steps: number;
  /** The steps come one by one into the document, so that only the last can be put back. */
  mounts: boolean;
  /** The first question of the last step. */
  lastStepFrom: Key | undefined;
  frame?: 'same' | 'cross';
};

export type RewriteName = 'upper' | 'trim' | 'grouped' | 'dateMask';

/** `plain-server`: the state is the form's own data. `plain-change`: a script follows change events, `plain-input` each input. */
export type Framework =
  | 'plain-server'
  | 'plain-change'
  | 'plain-input'
  | 'plain-redrawn'
  | 'react'
  | 'react-uncontrolled'
  | 'react-remounted'
  | 'preact'
  | 'vue'
  | 'angular-reactive'
  | 'angular-template'
  | 'svelte'
  | 'lit'
  | 'lit-fields';
