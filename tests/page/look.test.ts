// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { learn, tokens } from '../../utils/intake/match.ts';
import { controlsOf, isWorthReading } from '../../utils/page/controls.ts';
import { open } from './support.ts';

const isRead = (html: string): boolean => {
  open(html);
  return isWorthReading(document, controlsOf(document));
};

describe('a first look', () => {
  it('goes on where the text, or what a control is called, may be of the form', () => {
    expect(isRead('<p>Uw ClientID</p><input>')).toBe(true);
    expect(isRead('<p>Uw</p><input placeholder="Naam van de toegangsgroep">')).toBe(true);
    expect(isRead('<p>Uw</p><input name="client_id">')).toBe(true);
  });

  it('goes on where only a shadow root, or one around it, says so', () => {
    open('<x-form></x-form>');
    const outer = document.querySelector('x-form')?.attachShadow({ mode: 'open' });
    if (!outer) throw new Error('The page has no x-form.');
    outer.innerHTML = '<p>Rekeningen</p><x-field></x-field>';
    const inner = outer.querySelector('x-field')?.attachShadow({ mode: 'open' });
    if (inner) inner.innerHTML = '<input>';
    expect(isWorthReading(document, controlsOf(document))).toBe(true);
  });

  it('ends where the page says nothing of it', () => {
    expect(isRead('<h1>Aanmelden</h1><label>Gebruikersnaam <input></label>')).toBe(false);
  });
});

it('makes the same words of texts learnt together as of each alone', () => {
  const texts = ['Naam aanvrager verplicht', 'Functie * vereist', 'E-mail (verplicht)', 'Uit te', 'breiden?', 'Met \ue7c3 erin'];
  learn(texts);
  // A space more is another text, read alone, with the same words.
  for (const text of texts) expect(tokens(text)).toEqual(tokens(`${text} `));
});
