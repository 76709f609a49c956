import { el, type Element } from '../markup.ts';
import type { Layout, Question } from './layout.ts';
import { baseCss, isGroup, nativeStyles } from './layout.ts';

/** Custom elements of a design system: one for each question, the control in its shadow root. `slotted`: the label stands in the page. */
function elements(slotted: boolean): Layout {
  const label = ({ words }: Question) => (slotted ? {} : { label: words });
  const slot = ({ words }: Question): Element | undefined => (slotted ? el('span', { slot: 'label' }, words) : undefined);
  return {
    styles: { ...nativeStyles, date: slotted ? 'dateText' : 'date' },
    question: (question) => {
      const { field, style, hint, options } = question;
      if (isGroup(question))
        return {
          ...el(
            'keuze-veld',
            { ...label(question), multiple: style === 'boxes' ? '' : undefined },
            slot(question),
            options.map((option) => el('keuze-optie', { value: option.value, hidden: '' }, option.words)),
          ),
          bind: style === 'boxes' ? { as: 'select', field } : { as: 'radio', field, value: '' },
        };
      const multiline = style === 'area' ? '' : undefined;
      const type = style === 'date' || style === 'email' ? style : undefined;
      return { ...el('tekst-veld', { ...label(question), hint, multiline, type }, slot(question)), bind: { as: 'text', field } };
    },
    section: ({ title, questions }) => el('section', {}, el('h2', {}, title), questions),
    form: (words, sections, inside, buttons) => [el('h1', {}, words.title), el('p', {}, words.intro), el('form', {}, sections, inside, buttons)],
    css: `${baseCss} tekst-veld, keuze-veld { display: block; margin: 1rem 0; }`,
  };
}

export const customElements = elements(false);
export const slottedElements = elements(true);
