import type { Bind } from '../markup.ts';
import type { Syntax } from './template.ts';
import { quote, quotedValue } from './template.ts';

type Binder = (bind: Bind, value: string) => string;
const aria = (bind: Bind, value: string): string => {
  const act = bind.as === 'ariaRadio' ? `set('${bind.field}', ${value})` : `toggle('${bind.field}', ${value}, !s.${bind.field}.includes(${value}))`;
  const checked = bind.as === 'ariaRadio' ? `s.${bind.field} === ${value}` : `s.${bind.field}.includes(${value})`;
  return ` aria-checked={${checked} ? 'true' : 'false'} onClick={() => ${act}} onKeyDown={(e) => { if (e.key === ' ') { e.preventDefault(); ${act}; } }}`;
};

/** Every control shows what the state says and tells it what changed: `onText` is the event that the library takes for typing. */
const controlled = (onText: string): Readonly<Record<Bind['as'], Binder>> => ({
  text: ({ field }) => ` value={s.${field}} ${onText}={(e) => set('${field}', e.target.value)}`,
  select: ({ field }) => ` value={s.${field}} onChange={(e) => set('${field}', e.target.value)}`,
  box: ({ field }) => ` checked={s.${field}} onChange={(e) => set('${field}', e.target.checked)}`,
  radio: ({ field }, value) => ` checked={s.${field} === ${value}} onChange={() => set('${field}', ${value})}`,
  boxes: ({ field }, value) => ` checked={s.${field}.includes(${value})} onChange={(e) => toggle('${field}', ${value}, e.target.checked)}`,
  editable: ({ field }) => ` contentEditable onInput={(e) => set('${field}', e.currentTarget.textContent)} ref={(n) => write(n, '${field}')}`,
  ariaRadio: aria,
  ariaBoxes: aria,
});

/** The controls keep their own values; the page hears of each change. */
const uncontrolled: Readonly<Record<Bind['as'], Binder>> = {
  ...controlled('onChange'),
  text: ({ field }) => ` defaultValue={first.${field}} onChange={(e) => keep('${field}', e.target.value)}`,
  select: ({ field }) => ` defaultValue={first.${field}} onChange={(e) => keep('${field}', e.target.value)}`,
  box: ({ field }) => ` defaultChecked={first.${field}} onChange={(e) => keep('${field}', e.target.checked)}`,
  radio: ({ field }, value) => ` defaultChecked={first.${field} === ${value}} onChange={() => keep('${field}', ${value})}`,
  boxes: ({ field }, value) => ` defaultChecked={first.${field}.includes(${value})} onChange={(e) => keepIn('${field}', ${value}, e.target.checked)}`,
};

const reactNames: Readonly<Record<string, string>> = {
  class: 'className',
  for: 'htmlFor',
  tabindex: 'tabIndex',
  autocomplete: 'autoComplete',
  maxlength: 'maxLength',
  colspan: 'colSpan',
  readonly: 'readOnly',
  inputmode: 'inputMode',
  novalidate: 'noValidate',
};

function jsx(binders: Readonly<Record<Bind['as'], Binder>>, names: Readonly<Record<string, string>>, widgets: Pick<Syntax, 'widget' | 'component'>): Syntax {
  return {
    text: (text) => `{${JSON.stringify(text)}}`,
    attribute: (name, value) => ` ${names[name] ?? name}={${JSON.stringify(value)}}`,
    bind: (bind) => binders[bind.as](bind, quotedValue(bind)),
    ...widgets,
    goes: (step) => ` onClick={() => set('step', '${step}')}`,
    shows: ({ field, equals }) => ` hidden={s.${field} !== ${quote(equals)}}`,
    mounts: ({ field, equals }, inner) => `{s.${field} === ${quote(equals)} && ${inner}}`,
    closesAll: true,
  };
}

const components: Pick<Syntax, 'widget' | 'component'> = {
  widget: () => '',
  component: (field) => `<Widget config={spec.widgets.${field}} value={s.${field}} tell={(value) => set('${field}', value)} />`,
};

export const react = jsx(controlled('onChange'), reactNames, components);
export const reactUncontrolled = jsx(uncontrolled, reactNames, components);
export const preact = jsx(controlled('onInput'), { tabindex: 'tabIndex', readonly: 'readOnly' }, { widget: (field) => ` ref={(n) => place(n, '${field}')}` });
