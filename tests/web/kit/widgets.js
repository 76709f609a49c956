import flatpickr from 'flatpickr';
import { Dutch } from 'flatpickr/dist/l10n/nl.js';

/** Widgets as pages make them by hand: each keeps its own value and tells the page of every change. */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const named = ({ labelledby, words }) => (labelledby ? { 'aria-labelledby': labelledby } : { 'aria-label': words });

/** Style 'bare' names nothing, so that only the text beside it tells; 'portal' opens at the end of the body. */
function combobox(host, config, first, tell) {
  const { id, options, style } = config;
  const wordsOf = (value) => options.find((option) => option.value === value)?.words ?? 'Maak een keuze';
  const list = make('ul', { role: 'listbox', id: `${id}-lijst` });
  const button = make('div', {
    role: 'combobox',
    id,
    tabindex: '0',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    'aria-controls': `${id}-lijst`,
    ...(style === 'bare' ? {} : named(config)),
  });
  let held = first;
  const show = () => {
    button.textContent = wordsOf(held);
    for (const item of list.children) item.setAttribute('aria-selected', String(item.dataset.value === held));
  };
  const open = (opened) => {
    button.setAttribute('aria-expanded', String(opened));
    if (opened) (style === 'portal' ? document.body : host).append(list);
    else list.remove();
  };
  for (const { value, words } of [{ value: '', words: 'Maak een keuze' }, ...options]) {
    const item = make('li', { role: 'option', 'data-value': value }, words);
    item.addEventListener('click', () => {
      held = value;
      tell(held);
      show();
      open(false);
    });
    list.append(item);
  }
  button.addEventListener('click', () => open(!list.isConnected));
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') open(true);
    if (event.key === 'Escape') open(false);
  });
  document.addEventListener('mousedown', (event) => {
    const [target] = event.composedPath();
    if (!host.contains(target) && !list.contains(target)) open(false);
  });
  show();
  host.append(button);
}

/** Always open. */
function listbox(host, config, first, tell) {
  const list = make('ul', { role: 'listbox', id: config.id, tabindex: '0', ...named(config) });
  const show = (held) => {
    for (const item of list.children) item.setAttribute('aria-selected', String(item.dataset.value === held));
  };
  for (const { value, words } of config.options) {
    const item = make('li', { role: 'option', 'data-value': value, tabindex: '-1' }, words);
    item.addEventListener('click', () => {
      // A press on the chosen one takes it back.
      const held = item.getAttribute('aria-selected') === 'true' ? '' : value;
      tell(held);
      show(held);
    });
    list.append(item);
  }
  show(first);
  host.append(list);
}

/** Enter or a comma makes a tag; style 'blur' makes one of what stands there when the field is left. */
function tags(host, config, first, tell) {
  const held = [...first];
  const chips = make('span', { class: 'chips' });
  const input = make('input', { type: 'text', id: config.id, autocomplete: 'off', ...(config.labelledby ? named(config) : {}) });
  const show = () => {
    chips.replaceChildren(
      ...held.map((value, at) => {
        const remove = make('button', { type: 'button', class: 'remove', 'aria-label': `Verwijder ${value}` }, '×');
        remove.addEventListener('click', () => {
          held.splice(at, 1);
          tell([...held]);
          show();
        });
        return make('span', { class: 'chip' }, value, remove);
      }),
    );
  };
  const add = () => {
    const value = input.value.replace(/,$/, '').trim();
    input.value = '';
    if (!value) return;
    held.push(value);
    tell([...held]);
    show();
  };
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    }
  });
  if (config.style === 'blur') input.addEventListener('blur', add);
  show();
  host.append(make('div', { class: 'tags' }, chips, input));
}

/** One field for each value; the button adds a field. */
function repeat(host, config, first, tell) {
  const rows = make('div', { class: 'rows' });
  const values = () => [...rows.querySelectorAll('input')].map(({ value }) => value);
  const addRow = (value) => {
    const at = rows.children.length + 1;
    const input = make('input', { type: 'text', id: `${config.id}_${at}`, name: `${config.id}[]`, 'aria-label': `${config.words} ${at}` });
    input.value = value;
    input.addEventListener('input', () => tell(values()));
    const remove = make('button', { type: 'button', 'aria-label': `Rij ${at} weghalen` }, '–');
    const row = make('div', { class: 'row' }, input, remove);
    remove.addEventListener('click', () => {
      row.remove();
      tell(values());
    });
    rows.append(row);
  };
  const add = make('button', { type: 'button', class: 'add' }, config.add);
  add.addEventListener('click', () => {
    addRow('');
    tell(values());
  });
  for (const value of first.length > 0 ? first : ['']) addRow(value);
  host.append(rows, add);
}

/** A calendar with Dutch names. Style 'pickerTyped' takes typing too; 'picker' shows the date in words and takes presses only. */
function picker(host, config, first, tell) {
  const typed = config.style === 'pickerTyped';
  const input = make('input', { type: 'text', id: config.id, name: config.id });
  host.append(input);
  flatpickr(input, {
    locale: Dutch,
    dateFormat: typed ? 'd/m/Y' : 'Y-m-d',
    altInput: !typed,
    altFormat: 'j F Y',
    allowInput: typed,
    defaultDate: first || undefined,
    onChange: ([date]) => tell(date ? [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-') : ''),
  });
}

const makers = { combobox, listbox, tags, repeat, picker };

/** Puts a widget in its place, once. */
export function mountWidget(host, config, first, tell) {
  if (host.dataset.mounted === 'yes') return;
  host.dataset.mounted = 'yes';
  makers[config.kind](host, config, first, tell);
}

/** All widgets of a part of the page. */
export function mountWidgets(scope, spec, set) {
  for (const host of scope.querySelectorAll('[data-widget]'))
    mountWidget(host, spec.widgets[host.dataset.widget], spec.state[host.dataset.widget], (value) => set(host.dataset.widget, value));
}
