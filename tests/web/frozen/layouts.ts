import { el } from '../markup.ts';
import { baseCss, control, isGroup, isLabelable, type Layout, nativeStyles, optionInput } from '../layouts/layout.ts';

/** Layouts that nobody tunes on. */

/** Sections that fold; the label in a flex row with a badge; options as buttons around radios. */
export const accordion: Layout = {
  styles: nativeStyles,
  question: (question) => {
    const badge = el('span.badge', {}, 'verplicht');
    if (isGroup(question))
      return el(
        'div.item',
        { role: question.style === 'boxes' ? 'group' : 'radiogroup', 'aria-labelledby': `${question.id}-t` },
        el('p.item-title', { id: `${question.id}-t` }, question.words, ' ', badge),
        el(
          'div.segmented',
          {},
          question.options.map((option) =>
            el(
              'div.segment',
              {},
              optionInput(question, option, { class: 'segment-input' }),
              el('label.segment-label', { for: option.id }, el('span', {}, option.words)),
            ),
          ),
        ),
      );
    const label = isLabelable(question) ? el('label', { for: question.id }, question.words) : el('span', { id: `${question.id}-t` }, question.words);
    return el(
      'div.item',
      {},
      el(
        'div.item-head',
        {},
        label,
        badge,
        question.hint ? el('button.tip', { type: 'button', 'aria-label': 'Uitleg', title: question.hint }, '?') : undefined,
      ),
      control(question, { 'aria-labelledby': isLabelable(question) ? undefined : `${question.id}-t` }),
    );
  },
  section: ({ title, questions }) => el('details', { open: '' }, el('summary', {}, title), el('div.body', {}, questions)),
  form: (words, sections, inside, buttons) => [
    el('main', {}, el('header', {}, el('h1', {}, words.title), el('p', {}, words.intro)), el('form', {}, sections, inside, el('footer', {}, buttons))),
  ],
  css: `${baseCss} .segment { display: inline-block; } .item-head { display: flex; gap: 0.5rem; }`,
};

/** Boxes with their caption in small print under the answer, as on a printed bill. */
export const invoiceLike: Layout = {
  styles: { ...nativeStyles, date: 'dateText', 'accounts.accessGroups': 'line' },
  question: (question) => {
    if (isGroup(question))
      return el(
        'div.vak',
        {},
        el('div.onderschrift', { id: `${question.id}o` }, question.words),
        el(
          'div.vak-keuzes',
          { role: 'group', 'aria-describedby': `${question.id}o` },
          question.options.map((option) => el('label', {}, optionInput(question, option), ` ${option.words} `)),
        ),
      );
    return el(
      'div.vak',
      {},
      control(question),
      el('label.onderschrift', { for: question.id }, question.words, question.hint ? el('i', {}, ` ${question.hint}`) : undefined),
    );
  },
  section: ({ title, questions }) => el('div.bon', {}, el('div.bon-kop', {}, el('strong', {}, title)), questions),
  form: (words, sections, inside, buttons) => [el('div', {}, el('h2', {}, words.title), el('form', { action: '#', method: 'get' }, sections, inside, buttons))],
  css: `${baseCss} .onderschrift { display: block; font-size: 0.75rem; } .vak { border-bottom: 1px dotted #777; padding: 0.4rem; }`,
};

/** A survey tool: each question a fieldset with a numbered heading in its legend, also for one text. */
export const surveyLike: Layout = {
  styles: { ...nativeStyles, 'administration.application': 'boxes', 'administration.purpose': 'boxes' },
  question: (question) =>
    el(
      'fieldset.q',
      {},
      el('legend', {}, el('h4', {}, el('span.nr', {}, `${question.number} `), el('span', {}, question.words), el('abbr', { title: 'verplicht' }, '*'))),
      question.hint ? el('div.help', {}, el('p', {}, question.hint)) : undefined,
      isGroup(question)
        ? el(
            'ul',
            {},
            question.options.map((option) => el('li', {}, optionInput(question, option), el('label', { for: option.id }, el('span.check', {}), option.words))),
          )
        : el('div.answer', {}, control(question, { 'aria-label': `Antwoord op vraag ${question.number}` })),
    ),
  section: ({ title, questions }) => el('div.group', {}, el('h3.group-title', {}, title), questions),
  form: (words, sections, inside, buttons) => [
    el(
      'div.survey',
      {},
      el('h2', {}, words.title),
      el('div.welcome', {}, words.intro),
      el('form', { id: 'enquete' }, sections, inside, el('nav', {}, buttons)),
    ),
  ],
  css: baseCss,
};
