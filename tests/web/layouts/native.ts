import { el, type Element } from '../markup.ts';
import type { Layout, Question } from './layout.ts';
import { baseCss, control, isGroup, isLabelable, nativeStyles, optionInput } from './layout.ts';

/** Layouts of native controls, as people write them by hand. */

const hintOf = ({ id, hint }: Question): Element | undefined => (hint ? el('small', { id: `${id}-uitleg` }, hint) : undefined);
const describedby = ({ id, hint }: Question) => ({ 'aria-describedby': hint ? `${id}-uitleg` : undefined });

/** A label tied by `for` where there is one control, else a name for the group. */
const named = (question: Question, words: string): Element =>
  isLabelable(question) ? el('label', { for: question.id }, words) : el('div.name', { id: `${question.id}-naam` }, words);

/** label/for, fieldset/legend, headings. */
export const labelled: Layout = {
  styles: nativeStyles,
  question: (question) => {
    if (!isGroup(question))
      return el(
        'div.question',
        {},
        named(question, question.words),
        control(question, { ...describedby(question), 'aria-labelledby': labelledby(question) }),
        hintOf(question),
      );
    const options = question.options.flatMap((option) => [optionInput(question, option), ' ', el('label', { for: option.id }, option.words), ' ']);
    return el('fieldset', {}, el('legend', {}, question.words), hintOf(question), ...options);
  },
  section: ({ title, questions }) => el('section', {}, el('h2', {}, title), questions),
  form: (words, sections, inside, buttons) => [el('h1', {}, words.title), el('p', {}, words.intro), el('form', { method: 'post' }, sections, inside, buttons)],
  css: baseCss,
};

/** What is no labelable control is named by its id. */
const labelledby = (question: Question) => (isLabelable(question) ? undefined : `${question.id}-naam`);

/** Labels around their controls; sections are fieldsets, and the groups of options have but a paragraph over them. */
export const wrapped: Layout = {
  styles: nativeStyles,
  question: (question) => {
    const hint = question.hint ? el('em', {}, ` ${question.hint}`) : undefined;
    if (isGroup(question)) {
      const options = question.options.map((option) => el('label', {}, optionInput(question, option), ` ${option.words}`));
      return el('div', {}, el('p', {}, question.words, hint), ...options);
    }
    if (!isLabelable(question))
      return el('div', {}, el('p', { id: `${question.id}-naam` }, question.words, hint), control(question, { 'aria-labelledby': labelledby(question) }));
    return el('p', {}, el('label', {}, question.words, hint, el('br'), control(question)));
  },
  section: ({ title, questions }) => el('fieldset', {}, el('legend', {}, title), questions),
  form: (words, sections, inside, buttons) => [el('h1', {}, words.title), el('form', {}, el('p', {}, words.intro), sections, inside, buttons)],
  css: `${baseCss} label { display: block; }`,
};

/** A table with a header cell in each row. */
export const table: Layout = {
  styles: nativeStyles,
  question: (question) => {
    const cell = isGroup(question)
      ? question.options.flatMap((option) => [optionInput(question, option), el('label', { for: option.id }, option.words), el('br')])
      : [control(question)];
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, `${question.number}. ${question.words}`, question.hint ? el('small', {}, question.hint) : undefined),
      el('td', {}, cell),
    );
  },
  section: ({ title, questions }) => el('table', {}, el('caption', {}, title), el('tbody', {}, questions)),
  form: (words, sections, inside, buttons) => [
    el('h1', {}, words.title),
    el('form', { method: 'post' }, sections, inside, el('p', {}, buttons)),
    el('p', {}, words.intro),
  ],
  css: `${baseCss} th { text-align: left; vertical-align: top; width: 40%; }`,
};

/** A table of plain cells: nothing is tied to anything. */
export const bareTable: Layout = {
  styles: { ...nativeStyles, date: 'dateText' },
  question: (question) => {
    const cell = isGroup(question) ? question.options.flatMap((option) => [optionInput(question, option), ` ${option.words} `]) : [control(question)];
    return el('tr', {}, el('td.q', {}, question.words, question.hint ? el('i', {}, ` (${question.hint})`) : undefined), el('td.a', {}, cell));
  },
  section: ({ title, questions }) => el('tbody', {}, el('tr', {}, el('td.kop', { colspan: '2' }, el('b', {}, title))), questions),
  form: (words, sections, inside, buttons) => [el('center', {}, el('b', {}, words.title)), el('form', {}, el('table', {}, sections), inside, buttons)],
  css: baseCss,
};

/** Nothing but divs and spans; classes without a meaning, names too. */
export const soup: Layout = {
  styles: { ...nativeStyles, date: 'dateText' },
  question: (question) => {
    const parts = isGroup(question)
      ? question.options.map((option) => el('div.c7', {}, el('span.c8', {}, optionInput(question, option, { id: undefined })), el('span.c9', {}, option.words)))
      : [el('div.c5', {}, control(question, { id: undefined }))];
    return el('div.c2', {}, el('div.c3', {}, el('span.c4', {}, question.words), question.hint ? el('span.c6', {}, question.hint) : undefined), ...parts);
  },
  section: ({ title, questions }) => el('div.c1', {}, el('div.c1a', {}, title), questions),
  form: (words, sections, inside, buttons) => [el('div.c0', {}, el('div.c0a', {}, words.title), el('div.c0b', {}, words.intro), sections, inside, buttons)],
  css: baseCss,
};

/** Labels after their fields, floating over them. */
export const floating: Layout = {
  styles: nativeStyles,
  question: (question) => {
    if (isGroup(question))
      return el(
        'fieldset.group',
        {},
        el('legend', {}, question.words),
        question.options.map((option) => el('div.check', {}, optionInput(question, option), el('label', { for: option.id }, option.words))),
      );
    if (!isLabelable(question))
      return el(
        'div.group',
        { role: 'group', 'aria-labelledby': `${question.id}-naam` },
        el('div.name', { id: `${question.id}-naam` }, question.words),
        control(question),
      );
    return el(
      'div.floating',
      {},
      control(question, { placeholder: ' ', ...describedby(question) }),
      el('label', { for: question.id }, question.words),
      hintOf(question),
    );
  },
  section: ({ title, questions }) => el('div.card', {}, el('h3', {}, title), questions),
  form: (words, sections, inside, buttons) => [el('main', {}, el('h2', {}, words.title), el('form', { novalidate: '' }, sections, inside, buttons))],
  css: `${baseCss} .floating { position: relative; margin: 1.5rem 0; } .floating label { display: block; font-size: 0.8rem; }`,
};

/** Definition lists: the question in the term, the answer in its description. */
export const definitions: Layout = {
  styles: { ...nativeStyles, 'administration.application': 'select', 'administration.purpose': 'select' },
  question: (question) =>
    el(
      'div.pair',
      {},
      el('dt', {}, isLabelable(question) ? el('label', { for: question.id }, question.words) : question.words),
      el(
        'dd',
        {},
        isGroup(question)
          ? question.options.map((option) => el('label', {}, optionInput(question, option), option.words))
          : control(question, describedby(question)),
        hintOf(question),
      ),
    ),
  section: ({ title, questions }) => el('div', {}, el('h3', {}, title), el('dl', {}, questions)),
  form: (words, sections, inside, buttons) => [el('h2', {}, words.title), el('form', {}, sections, inside, buttons)],
  css: baseCss,
};

/** A numbered list; the question and its field apart by a line break. */
export const list: Layout = {
  styles: nativeStyles,
  question: (question) => {
    const answer = isGroup(question)
      ? question.options.flatMap((option) => [el('br'), optionInput(question, option), el('label', { for: option.id }, ` ${option.words}`)])
      : [el('br'), control(question)];
    return el('li', {}, el('strong', {}, question.words), question.hint ? ` ${question.hint}` : undefined, ...answer);
  },
  section: ({ title, questions }) => el('div', {}, el('h2', {}, title), el('ol', {}, questions)),
  form: (words, sections, inside, buttons) => [
    el('article', {}, el('h1', {}, words.title), el('p', {}, words.intro), el('form', {}, sections, inside, buttons)),
  ],
  css: baseCss,
};

/** Rows and columns, labels beside their controls, help under them. */
export const grid: Layout = {
  styles: { ...nativeStyles, 'administration.application': 'boxes', 'administration.purpose': 'boxes' },
  question: (question) => {
    const label = isGroup(question)
      ? el('div.col-label', { id: `${question.id}-lbl` }, `${question.words} *`)
      : el('label.col-label', { for: question.id }, `${question.words} *`);
    const answer = isGroup(question)
      ? el(
          'div.col-input',
          { role: 'group', 'aria-labelledby': `${question.id}-lbl` },
          question.options.map((option) =>
            el(
              'div.form-check',
              {},
              optionInput(question, option, { class: 'form-check-input' }),
              el('label.form-check-label', { for: option.id }, option.words),
            ),
          ),
        )
      : el('div.col-input', {}, control(question, { class: 'form-control', ...describedby(question) }), hintOf(question));
    return el('div.row', {}, label, answer);
  },
  section: ({ title, questions }) =>
    el('div.panel', {}, el('div.panel-heading', { role: 'heading', 'aria-level': '2' }, title), el('div.panel-body', {}, questions)),
  form: (words, sections, inside, buttons) => [
    el('div.container', {}, el('h1', {}, words.title), el('p.lead', {}, words.intro), el('form.needs-validation', {}, sections, inside, buttons)),
  ],
  css: `${baseCss} .row { display: grid; grid-template-columns: 1fr 1.4fr; gap: 1rem; margin: 0.6rem 0; }`,
};

/** No label at all: the placeholder says it. Choices are lists of which the first entry asks. */
export const placeholders: Layout = {
  styles: { ...nativeStyles, date: 'dateText', director: 'line' },
  question: (question) => {
    if (isGroup(question))
      return el(
        'div.radio',
        {},
        el('span', {}, question.words),
        question.options.map((option) => el('label', {}, optionInput(question, option), el('span', {}, option.words))),
      );
    return el('div.veld', {}, control(question, { placeholder: question.words, title: question.hint }));
  },
  section: ({ title, questions }) => el('div.blok', {}, el('h4', {}, title), questions),
  form: (words, sections, inside, buttons) => [el('h3', {}, words.title), el('form', {}, sections, inside, buttons)],
  css: baseCss,
};
