/** What every page does, whatever it is built with: it shows its own state to whoever judges it, and counts what would send it. */

export function expose(read, spec) {
  window.state = () => JSON.parse(JSON.stringify(read()));
  window.sent = 0;
  window.pressed = [];
  window.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) window.sent += 1;
    event.preventDefault();
  });
  window.addEventListener('click', (event) => {
    const pressed = event.composedPath().find((node) => spec.goes.includes(node.id));
    if (pressed) window.pressed.push(pressed.id);
  });
  document.documentElement.dataset.ready = 'yes';
}

const rewritings = {
  upper: (value) => value.toUpperCase(),
  trim: (value) => value.trim(),
  grouped: (value) => value.replace(/\d{4,}/g, (digits) => digits.replace(/(\d{3})(?=\d)/g, '$1 ')),
  dateMask: (value) =>
    value
      .replace(/\D/g, '')
      .slice(0, 8)
      .replace(/^(\d{2})(\d)/, '$1/$2')
      .replace(/^(\d{2}\/\d{2})(\d)/, '$1/$2'),
};

/** What the page makes of a text that comes into a field. */
export function rewrite(spec, field, value) {
  const rewriting = rewritings[spec.rewrites[field]];
  return rewriting && typeof value === 'string' ? rewriting(value) : value;
}

/** A list with or without a value. */
export const withValue = (list, value, held) => (held ? [...list.filter((other) => other !== value), value] : list.filter((other) => other !== value));
