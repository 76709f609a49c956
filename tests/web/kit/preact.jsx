/** @jsxImportSource preact */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { expose, rewrite, withValue } from './page.js';
import { mountWidget } from './widgets.js';

/** A page of Preact: every control shows what the state says. */
export function start(spec, view) {
  let latest = spec.state;

  function Page() {
    const [s, setState] = useState(spec.state);
    latest = s;
    const set = (field, value) => setState((before) => ({ ...before, [field]: rewrite(spec, field, value) }));
    const toggle = (field, value, held) => setState((before) => ({ ...before, [field]: withValue(before[field], value, held) }));
    const write = (node, field) => {
      if (node && node.textContent !== s[field]) node.textContent = s[field];
    };
    const place = (node, field) => node && mountWidget(node, spec.widgets[field], s[field], (value) => set(field, value));
    return <div>{view({ s, set, toggle, write, place })}</div>;
  }

  render(<Page />, document.getElementById('app'));
  expose(() => latest, spec);
}
