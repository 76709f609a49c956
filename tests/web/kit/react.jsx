import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expose, rewrite, withValue } from './page.js';

/**
 * A page of React. `view` draws it from the state. `remounts`: each change makes every element anew; `keeps`: the controls
 * hold their own values, and the page keeps what it is told beside React's state.
 */
export function start(spec, { remounts, keeps }, view) {
  const kept = structuredClone(spec.state);
  let latest = spec.state;

  function Page() {
    const [s, setState] = useState(spec.state);
    const changes = useRef(0);
    latest = s;
    const set = (field, value) => {
      changes.current += 1;
      setState((before) => ({ ...before, [field]: rewrite(spec, field, value) }));
    };
    const toggle = (field, value, held) => {
      changes.current += 1;
      setState((before) => ({ ...before, [field]: withValue(before[field], value, held) }));
    };
    const keep = (field, value) => {
      kept[field] = value;
      // What depends on it is drawn anew; the controls keep their values.
      setState((before) => ({ ...before, [field]: value }));
    };
    const keepIn = (field, value, held) => keep(field, withValue(kept[field], value, held));
    const write = (node, field) => {
      if (node && node.textContent !== s[field]) node.textContent = s[field];
    };
    return <div key={remounts ? changes.current : 'page'}>{view({ s, set, toggle, keep, keepIn, write, first: spec.state })}</div>;
  }

  createRoot(document.getElementById('app')).render(<Page />);
  expose(() => (keeps ? { ...latest, ...kept } : latest), spec);
}
