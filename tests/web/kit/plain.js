import { expose, rewrite, withValue } from './page.js';
import { mountWidget } from './widgets.js';

/**
 * A page without a framework. `follows`: 'server' (the state is what the form would send), or the event that its script
 * follows; `redraws`: every change makes the whole form anew.
 */
export function start(spec, { follows, redraws }) {
  const root = document.getElementById('app');
  const drawn = root.innerHTML;
  const state = structuredClone(spec.state);
  const bound = (scope) => [...scope.querySelectorAll('[data-bind]')];
  const own = (control) => control.value ?? '';
  const optionOf = (control) => control.dataset.value ?? control.value;
  const isAria = (control) => control.hasAttribute('role') && !control.isContentEditable;

  const show = (control) => {
    const held = state[control.dataset.bind];
    if (isAria(control)) control.setAttribute('aria-checked', String(Array.isArray(held) ? held.includes(optionOf(control)) : held === optionOf(control)));
    else if (control.type === 'radio') control.checked = held === control.value;
    else if (control.type === 'checkbox') control.checked = Array.isArray(held) ? held.includes(control.value) : held;
    else if (control.isContentEditable) {
      if (control.textContent !== held) control.textContent = held;
    } else if (own(control) !== held) control.value = held;
  };

  const showAll = (first = false) => {
    for (const part of root.querySelectorAll('[data-when]')) {
      const [field, value] = part.dataset.when.split('=');
      const shown = state[field] === value;
      if (part.localName !== 'template') part.hidden = !shown;
      else if (shown && !part.mounted) {
        part.mounted = part.content.firstElementChild.cloneNode(true);
        part.before(part.mounted);
      } else if (!shown && part.mounted) {
        part.mounted.remove();
        part.mounted = undefined;
      }
    }
    for (const control of bound(root)) if (follows !== 'server' || first || isAria(control)) show(control);
  };

  const place = () => {
    for (const host of root.querySelectorAll('[data-widget]')) {
      const field = host.dataset.widget;
      mountWidget(host, spec.widgets[field], state[field], (value) => {
        state[field] = value;
      });
    }
  };

  /** Fields on which it depends what is shown. */
  const decides = new Set([...root.querySelectorAll('[data-when]')].map((part) => part.dataset.when.split('=')[0]));

  const set = (field, value) => {
    state[field] = rewrite(spec, field, value);
    if (redraws) {
      root.innerHTML = drawn;
      place();
    }
    showAll();
  };

  const take = (control) => {
    const field = control.dataset.bind;
    if (control.type === 'radio') return control.checked && set(field, control.value);
    if (control.type === 'checkbox') return set(field, Array.isArray(state[field]) ? withValue(state[field], control.value, control.checked) : control.checked);
    return set(field, control.isContentEditable ? control.textContent : control.value);
  };

  const press = (control) => {
    const field = control.dataset.bind;
    const value = optionOf(control);
    set(field, Array.isArray(state[field]) ? withValue(state[field], value, !state[field].includes(value)) : value);
  };

  const isText = (control) => control.isContentEditable || /^(text|email|tel|date|number|password|search|textarea)$/.test(control.type);
  const hears = (control, event) => {
    if (control.isContentEditable) return event === 'input';
    // What the server reads needs no script.
    if (follows === 'server' && !decides.has(control.dataset.bind)) return false;
    return isText(control) && follows === 'input' ? event === 'input' : event === 'change';
  };
  for (const event of ['input', 'change']) {
    root.addEventListener(event, ({ target }) => {
      const control = target.closest?.('[data-bind]');
      if (control && !isAria(control) && hears(control, event)) take(control);
    });
  }
  root.addEventListener('click', ({ target }) => {
    const control = target.closest('[data-bind]');
    if (control && isAria(control)) press(control);
    const turn = target.closest('[data-step]');
    if (turn) set('step', turn.dataset.step);
  });
  root.addEventListener('keydown', (event) => {
    const control = event.target.closest('[data-bind]');
    if (!control || !isAria(control) || event.key !== ' ') return;
    event.preventDefault();
    press(control);
  });

  place();
  showAll(true);

  /** What the form itself would send; what has no control is as the script has it. */
  const sends = () => {
    const read = { ...state };
    for (const control of bound(root)) {
      const field = control.dataset.bind;
      if (isAria(control) || control.isContentEditable) continue;
      if (control.type === 'checkbox' && !Array.isArray(spec.state[field])) read[field] = control.checked;
      else if (control.type === 'radio' || control.type === 'checkbox') {
        const checked = bound(root).filter((other) => other.dataset.bind === field && other.checked);
        read[field] = control.type === 'radio' ? (checked[0]?.value ?? '') : checked.map((other) => other.value);
      } else read[field] = control.value;
    }
    return read;
  };
  expose(() => (follows === 'server' ? sends() : state), spec);
}
