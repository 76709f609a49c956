import { el, type Element } from './markup.ts';
import type { Held } from './page.ts';

/** What stands on real pages beside the form, and what nobody but the person may touch. */
export type TrapName =
  | 'honeypot'
  | 'honeypotOffscreen'
  | 'consent'
  | 'consentAria'
  | 'captcha'
  | 'robot'
  | 'password'
  | 'file'
  | 'duplicate'
  | 'search'
  | 'newsletter'
  | 'username';

type Trap = { place: 'before' | 'inside' | 'after'; state: Held; markup: (consent: string) => Element };

const bound = (field: string, attributes: Record<string, string>): Element => ({ ...el('input', attributes), bind: { as: 'text', field } });
const box = (field: string, attributes: Record<string, string>): Element => ({
  ...el('input', { type: 'checkbox', ...attributes }),
  bind: { as: 'box', field },
});

export const traps: Readonly<Record<TrapName, Trap>> = {
  honeypot: {
    place: 'inside',
    state: { hp: '' },
    markup: () =>
      el('div.gone', {}, el('label', { for: 'naam2' }, 'Naam aanvrager'), bound('hp', { id: 'naam2', name: 'naam2', tabindex: '-1', autocomplete: 'off' })),
  },
  honeypotOffscreen: {
    place: 'inside',
    state: { hp: '' },
    markup: () =>
      el(
        'div.away',
        { 'aria-hidden': 'true' },
        el('label', { for: 'email_confirm' }, 'E-mailadres van de directie'),
        bound('hp', { id: 'email_confirm', name: 'email_confirm', tabindex: '-1', autocomplete: 'off' }),
      ),
  },
  consent: {
    place: 'inside',
    state: { consent: false },
    markup: (words) => el('p.consent', {}, el('label', {}, box('consent', { name: 'akkoord', id: 'akkoord' }), ` ${words}`)),
  },
  consentAria: {
    place: 'inside',
    state: { consent: [] },
    markup: (words) =>
      el(
        'div.consent',
        {},
        { ...el('div', { role: 'checkbox', tabindex: '0', 'aria-label': words }), bind: { as: 'ariaBoxes', field: 'consent', value: 'ok' } },
        el('span', {}, words),
      ),
  },
  captcha: {
    place: 'inside',
    state: { captcha: '' },
    markup: () =>
      el(
        'p',
        {},
        el('label', { for: 'captcha_antwoord' }, 'Neem de letters over: K7 RQ 2'),
        el('br'),
        bound('captcha', { id: 'captcha_antwoord', name: 'captcha_antwoord' }),
      ),
  },
  robot: {
    place: 'inside',
    state: { robot: [] },
    markup: () =>
      el(
        'div.robot',
        {},
        { ...el('div', { role: 'checkbox', tabindex: '0', 'aria-label': 'Ik ben geen robot' }), bind: { as: 'ariaBoxes', field: 'robot', value: 'ok' } },
        el('span', {}, 'Ik ben geen robot'),
      ),
  },
  password: {
    place: 'inside',
    state: { password: '' },
    markup: () =>
      el(
        'p',
        {},
        el('label', { for: 'wachtwoord' }, 'Kies een wachtwoord om je aanvraag te volgen'),
        el('br'),
        bound('password', { type: 'password', id: 'wachtwoord', name: 'wachtwoord' }),
      ),
  },
  file: {
    place: 'inside',
    state: {},
    markup: () =>
      el(
        'p',
        {},
        el('label', { for: 'bijlage' }, 'Bijlage (ingevuld intakeformulier)'),
        el('br'),
        el('input', { type: 'file', id: 'bijlage', name: 'bijlage' }),
      ),
  },
  duplicate: {
    place: 'inside',
    state: { copyName: '', copyUse: '' },
    markup: () =>
      el(
        'div.gone',
        { id: 'sjabloon' },
        el('label', { for: 'kopie_1' }, 'Naam aanvrager'),
        bound('copyName', { id: 'kopie_1', name: 'kopie_1' }),
        el('label', { for: 'kopie_2' }, 'Waarvoor ga je de API gebruiken?'),
        { ...el('textarea', { id: 'kopie_2', name: 'kopie_2' }), bind: { as: 'text', field: 'copyUse' } },
      ),
  },
  search: {
    place: 'before',
    state: { query: '' },
    markup: () => el('div.search', { role: 'search' }, bound('query', { type: 'search', name: 's', 'aria-label': 'Zoek een school op instellingsnummer' })),
  },
  newsletter: {
    place: 'after',
    state: { letterMail: '', letterName: '' },
    markup: () =>
      el(
        'div.newsletter',
        {},
        el('h3', {}, 'Nieuwsbrief'),
        el('label', { for: 'nb-naam' }, 'Naam'),
        bound('letterName', { id: 'nb-naam', name: 'nb-naam' }),
        el('label', { for: 'nb-mail' }, 'E-mailadres'),
        bound('letterMail', { type: 'email', id: 'nb-mail', name: 'nb-mail', placeholder: 'jij@school.be' }),
      ),
  },
  username: {
    place: 'before',
    state: { login: '' },
    markup: () =>
      el('div.login', {}, el('label', { for: 'log-in' }, 'Gebruikersnaam'), bound('login', { id: 'log-in', name: 'log-in', autocomplete: 'username' })),
  },
};
