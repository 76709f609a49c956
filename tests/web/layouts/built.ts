import { el } from '../markup.ts';
import type { Layout, Question } from './layout.ts';
import { ariaStyles, baseCss, bindOf, control, isGroup, nativeStyles, optionInput } from './layout.ts';

/** Layouts shaped like what form services and plugins make. Shapes only: names, classes and words are our own. */

/** Lists of cards, each a question; ARIA options without a native control; classes that mean nothing. */
export const cards: Layout = {
  styles: ariaStyles,
  question: (question) => {
    const heading = el(
      'div.Hj1q',
      {},
      el(
        'div.kR3',
        { role: 'heading', 'aria-level': '3', id: `${question.id}h` },
        el('span.mW9', {}, question.words),
        el('span.zZ', { 'aria-label': 'Verplichte vraag' }, ' *'),
      ),
    );
    const hint = question.hint ? el('div.gB2', { id: `${question.id}d` }, question.hint) : undefined;
    const body = isGroup(question)
      ? el(
          'div.pT5',
          { role: question.style === 'ariaRadios' ? 'radiogroup' : 'list', 'aria-labelledby': `${question.id}h` },
          question.options.map((option) =>
            el(
              'label.dO4',
              {},
              el(
                'div.sW1',
                {},
                {
                  ...el(
                    'div.vQ8',
                    { role: question.style === 'ariaRadios' ? 'radio' : 'checkbox', tabindex: '0', 'aria-label': option.words },
                    el('div.uu', {}),
                  ),
                  bind: bindOf(question, option.value),
                },
              ),
              el('div.yN6', {}, el('span', { dir: 'auto' }, option.words)),
            ),
          ),
        )
      : el(
          'div.pT5',
          {},
          control(question, {
            'aria-labelledby': `${question.id}h`,
            'aria-describedby': hint ? `${question.id}d` : undefined,
            name: undefined,
            placeholder: 'Je antwoord',
          }),
        );
    return el('div.Qr7', { role: 'listitem' }, el('div.bb', {}, heading, hint, body));
  },
  section: ({ title, questions }) => el('div.lS0', {}, el('div.lS1', { role: 'heading', 'aria-level': '2' }, title), el('div', { role: 'list' }, questions)),
  form: (words, sections, inside, buttons) => [
    el(
      'form.fRm',
      {},
      el('div.tT', { role: 'heading', 'aria-level': '1' }, words.title),
      el('div.dD', {}, words.intro),
      sections,
      inside,
      el('div.bT', {}, buttons),
    ),
  ],
  css: `${baseCss} .sW1, .yN6 { display: inline-block; }`,
};

/** Numbered questions, the name in spans, an invisible word for who listens; radios restyled, so that the native ones are faded. */
export const numbered: Layout = {
  styles: { ...nativeStyles, date: 'dateText', 'administration.application': 'combobox' },
  question: (question) => {
    const title = el(
      'div.question-title',
      { id: `QT_${question.id}` },
      el('span.ordinal', { 'aria-hidden': 'true' }, `${question.number}.`),
      el('span.text', {}, question.words),
      el('span.required', { 'aria-hidden': 'true' }, '*'),
    );
    const hint = question.hint ? el('div.subtitle', {}, question.hint) : undefined;
    const body = isGroup(question)
      ? el(
          'div.choices',
          { role: question.style === 'boxes' ? 'group' : 'radiogroup', 'aria-labelledby': `QT_${question.id}` },
          question.options.map((option) =>
            el(
              'div.choice',
              {},
              el(
                'label',
                {},
                optionInput(question, option, { id: undefined, class: 'faded', 'aria-label': option.words }),
                el('span.dot', {}),
                el('span.words', {}, option.words),
              ),
            ),
          ),
        )
      : control(question, {
          'aria-labelledby': `QT_${question.id}`,
          placeholder: question.style === 'dateText' ? 'Voer de datum in (d/M/jjjj)' : 'Voer uw antwoord in',
        });
    return el('div.question', { 'data-automation': 'item' }, title, hint, body);
  },
  section: ({ title, questions }) => el('div.page-section', {}, el('div.section-title', { role: 'heading', 'aria-level': '2' }, title), questions),
  form: (words, sections, inside, buttons) => [el('div.root', {}, el('h1.form-title', {}, words.title), el('p', {}, words.intro), sections, inside, buttons)],
  css: `${baseCss} .faded { opacity: 0; position: absolute; width: 1.2rem; height: 1.2rem; margin: 0; } .dot { display: inline-block; width: 1.1rem; height: 1.1rem; border: 1px solid #667; border-radius: 50%; } .choice { position: relative; padding: 0.2rem; }`,
};

/** A plugin's list of fields: each an item with a label, a container, and a description under it. */
export const pluginList: Layout = {
  styles: { ...nativeStyles, date: 'dateText' },
  question: (question) => {
    const label = isGroup(question)
      ? el('legend.pf_label', {}, question.words, el('span.pf_required', {}, '(Vereist)'))
      : el('label.pf_label', { for: question.id }, question.words, el('span.pf_required', {}, '(Vereist)'));
    const answer = isGroup(question)
      ? el(
          'div.pf_container',
          {},
          el(
            'div.pf_options',
            {},
            question.options.map((option) => el('div.pf_choice', {}, optionInput(question, option), el('label', { for: option.id }, option.words))),
          ),
        )
      : el('div.pf_container', {}, control(question, { class: 'large', 'aria-required': 'true' }));
    const hint = question.hint ? el('div.pf_description', {}, question.hint) : undefined;
    return el(isGroup(question) ? 'fieldset.pf_field' : 'div.pf_field', { id: `veld_${question.id}` }, label, answer, hint);
  },
  section: ({ title, questions }) => el('div.pf_group', {}, el('div.pf_field.pf_section', {}, el('h3.pf_section_title', {}, title)), questions),
  form: (words, sections, inside, buttons) => [
    el(
      'div.entry-content',
      {},
      el('h1', {}, words.title),
      el(
        'div.pf_wrapper',
        {},
        el(
          'form',
          { method: 'post', enctype: 'multipart/form-data' },
          el('p.pf_intro', {}, words.intro),
          el('div.pf_fields', {}, sections),
          inside,
          el('div.pf_footer', {}, buttons),
        ),
      ),
    ),
  ],
  css: baseCss,
};

/** Another plugin: a paragraph for each field, the control in a span inside its label, options in spans. */
export const pluginParagraphs: Layout = {
  styles: { ...nativeStyles, 'administration.application': 'boxes', 'administration.purpose': 'boxes' },
  question: (question) => {
    if (!isGroup(question))
      return el(
        'p',
        {},
        el('label', {}, ` ${question.words}`, el('br'), el('span.wrap', {}, control(question, { id: undefined, 'aria-invalid': 'false' }))),
        question.hint ? el('small', {}, question.hint) : undefined,
      );
    const options = question.options.map((option) =>
      el('span.item', {}, el('label', {}, optionInput(question, option, { id: undefined }), el('span.item-label', {}, option.words))),
    );
    return el('p', {}, question.words, el('br'), el('span.wrap', {}, el('span.choices', { id: question.id }, options)));
  },
  section: ({ title, questions }) => el('div', {}, el('h4', {}, title), questions),
  form: (words, sections, inside, buttons) => [
    el(
      'article',
      {},
      el('h2', {}, words.title),
      el('div.form-wrap', { role: 'form' }, el('form', { method: 'post', novalidate: 'novalidate' }, sections, inside, el('p', {}, buttons))),
    ),
  ],
  css: baseCss,
};

/** A component library's fields: the outline's label is a span named by aria-labelledby, the group has a role only. */
export const outlined: Layout = {
  styles: nativeStyles,
  question: (question) => {
    const label = `${question.id}-label`;
    if (isGroup(question))
      return el(
        'div.control',
        { role: question.style === 'boxes' ? 'group' : 'radiogroup', 'aria-labelledby': label },
        el('span.form-label', { id: label }, question.words),
        question.options.map((option) =>
          el('label.radio-label', {}, el('span.radio', {}, optionInput(question, option, { id: undefined })), el('span.type', {}, option.words)),
        ),
      );
    return el(
      'div.control',
      {},
      el('span.outline-label', { id: label }, question.words),
      el(
        'div.input-base',
        {},
        control(question, { 'aria-labelledby': label, class: 'base-input' }),
        el('fieldset.notch', { 'aria-hidden': 'true' }, el('legend', {}, el('span', {}, question.words))),
      ),
      question.hint ? el('p.helper', {}, question.hint) : undefined,
    );
  },
  section: ({ title, questions }) => el('div.paper', {}, el('h6', {}, title), questions),
  form: (words, sections, inside, buttons) => [
    el('div.root', {}, el('h4', {}, words.title), el('p', {}, words.intro), el('form', {}, sections, inside, buttons)),
  ],
  css: `${baseCss} .notch { position: absolute; pointer-events: none; border: 0; opacity: 0.01; width: 1px; height: 1px; overflow: hidden; } .input-base { position: relative; }`,
};

const groupWords = (question: Question) => el('div.vraag-tekst', { id: `${question.id}_t` }, question.words);

/** ARIA through and through: labelled groups, options that are list items, contenteditable answers. */
export const ariaGroups: Layout = {
  styles: { ...ariaStyles, director: 'line', 'administration.purpose': 'ariaBoxes', 'administration.use': 'editable', 'accounts.use': 'editable' },
  question: (question) => {
    if (!isGroup(question))
      return el(
        'div.vraag',
        { role: 'group', 'aria-labelledby': `${question.id}_t` },
        groupWords(question),
        control(question, { 'aria-labelledby': `${question.id}_t` }),
      );
    const role = question.style === 'ariaBoxes' || question.style === 'boxes' ? 'checkbox' : 'radio';
    const options = question.options.map((option) => ({
      ...el('li.optie', { role, tabindex: '0', id: option.id }, el('span.bol', {}), el('span', {}, option.words)),
      bind: bindOf(question, option.value),
    }));
    return el(
      'div.vraag',
      { role: 'group', 'aria-labelledby': `${question.id}_t` },
      groupWords(question),
      el('ul', role === 'radio' ? { role: 'radiogroup', 'aria-labelledby': `${question.id}_t` } : {}, options),
    );
  },
  section: ({ title, questions }) => el('div', { role: 'region', 'aria-label': title }, el('div.kop', {}, title), questions),
  form: (words, sections, inside, buttons) => [
    el('div', { role: 'form', 'aria-label': words.title }, el('div.titel', {}, words.title), sections, inside, buttons),
  ],
  css: baseCss,
};
