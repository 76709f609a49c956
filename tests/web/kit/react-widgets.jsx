// biome-ignore-all lint/a11y: as pages on the web are, not as they should be
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { mountWidget } from './widgets.js';

/** The widgets as components of React: the page's state holds their values. */

const named = ({ labelledby, words, style }) => (style === 'bare' ? {} : labelledby ? { 'aria-labelledby': labelledby } : { 'aria-label': words });

function Combobox({ config, value, tell }) {
  const [open, setOpen] = useState(false);
  const chosen = config.options.find((option) => option.value === value);
  const list = (
    <div role="listbox" id={`${config.id}-opties`}>
      {config.options.map((option) => (
        <div
          role="option"
          key={option.value}
          tabIndex={-1}
          aria-selected={option.value === value}
          onClick={() => {
            tell(option.value === value ? '' : option.value);
            setOpen(false);
          }}
        >
          <span>{option.words}</span>
        </div>
      ))}
    </div>
  );
  return (
    <>
      <button
        type="button"
        role="combobox"
        id={config.id}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${config.id}-opties`}
        {...named(config)}
        onClick={() => setOpen(!open)}
      >
        {chosen?.words ?? 'Kies…'}
      </button>
      {open && (config.style === 'portal' ? createPortal(list, document.body) : list)}
    </>
  );
}

function Listbox({ config, value, tell }) {
  return (
    <ul role="listbox" id={config.id} tabIndex={0} {...named(config)}>
      {config.options.map((option) => (
        <li role="option" key={option.value} aria-selected={option.value === value} onClick={() => tell(option.value === value ? '' : option.value)}>
          {option.words}
        </li>
      ))}
    </ul>
  );
}

function Tags({ config, value, tell }) {
  const [typed, setTyped] = useState('');
  const add = () => {
    const text = typed.trim();
    setTyped('');
    if (text) tell([...value, text]);
  };
  const onKeyDown = (event) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) tell(value.slice(0, -1));
  };
  return (
    <div className="tags">
      {value.map((text) => (
        <span className="chip" key={text}>
          {text}
          <button type="button" aria-label={`${text} verwijderen`} onClick={() => tell(value.filter((other) => other !== text))}>
            ✕
          </button>
        </span>
      ))}
      <input
        type="text"
        id={config.id}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={config.style === 'blur' ? add : undefined}
      />
    </div>
  );
}

function Repeat({ config, value, tell }) {
  const rows = value.length > 0 ? value : [''];
  const change = (at, text) => tell(rows.map((other, index) => (index === at ? text : other)));
  return (
    <div className="rows">
      {rows.map((text, at) => (
        <div className="row" key={at}>
          <input
            type="text"
            id={at === 0 ? config.id : undefined}
            aria-label={`${config.words} (${at + 1})`}
            value={text}
            onChange={(event) => change(at, event.target.value)}
          />
          <button type="button" aria-label="Verwijderen" onClick={() => tell(rows.filter((_, index) => index !== at))}>
            –
          </button>
        </div>
      ))}
      <button type="button" onClick={() => tell([...rows, ''])}>
        {config.add}
      </button>
    </div>
  );
}

/** What React did not draw, behind a reference. */
function Placed({ config, value, tell }) {
  const host = useRef(null);
  useEffect(() => mountWidget(host.current, config, value, tell), []);
  return <div ref={host} />;
}

const components = { combobox: Combobox, listbox: Listbox, tags: Tags, repeat: Repeat, picker: Placed };

export function Widget({ config, value, tell }) {
  const Component = components[config.kind];
  return <Component config={config} value={value} tell={tell} />;
}
