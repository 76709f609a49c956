import type { Bind } from '../markup.ts';
import type { Syntax } from './template.ts';
import { escapeText, escapeValue, quote, quotedValue } from './template.ts';

export const vue: Syntax = {
  text: escapeText,
  attribute: (name, value) => ` ${name}="${escapeValue(value)}"`,
  bind: (bind) => {
    const { field } = bind;
    const value = quotedValue(bind);
    switch (bind.as) {
      case 'ariaRadio':
        return ` :aria-checked="s.${field} === ${value} ? 'true' : 'false'" @click="s.${field} = ${value}" @keydown.space.prevent="s.${field} = ${value}"`;
      case 'ariaBoxes':
        return ` :aria-checked="s.${field}.includes(${value}) ? 'true' : 'false'" @click="toggle('${field}', ${value})" @keydown.space.prevent="toggle('${field}', ${value})"`;
      case 'editable':
        return ` contenteditable="true" @input="s.${field} = $event.target.textContent"`;
      default:
        return ` v-model="s.${field}"`;
    }
  },
  widget: (name) => ` data-widget="${name}"`,
  goes: (step) => ` @click="s.step = '${step}'"`,
  shows: ({ field, equals }) => ` v-show="s.${field} === ${quote(equals)}"`,
  mounts: ({ field, equals }, inner) => inner.replace(/^<[\w-]+/, (open) => `${open} v-if="s.${field} === ${quote(equals)}"`),
};

export const svelte: Syntax = {
  text: (text) => escapeText(text).replaceAll('{', '&#123;').replaceAll('}', '&#125;'),
  attribute: (name, value) => ` ${name}="${escapeValue(value).replaceAll('{', '&#123;')}"`,
  bind: (bind) => {
    const { field } = bind;
    const value = quotedValue(bind);
    switch (bind.as) {
      case 'ariaRadio':
        return ` aria-checked={s.${field} === ${value}} onclick={() => (s.${field} = ${value})} onkeydown={(e) => e.key === ' ' && (s.${field} = ${value})}`;
      case 'ariaBoxes':
        return ` aria-checked={s.${field}.includes(${value})} onclick={() => toggle('${field}', ${value})} onkeydown={(e) => e.key === ' ' && toggle('${field}', ${value})}`;
      case 'editable':
        return ` contenteditable="true" bind:textContent={s.${field}}`;
      case 'radio':
      case 'boxes':
        return ` bind:group={s.${field}}`;
      case 'box':
        return ` bind:checked={s.${field}}`;
      default:
        return ` bind:value={s.${field}}`;
    }
  },
  widget: (name) => ` data-widget="${name}"`,
  goes: (step) => ` onclick={() => (s.step = '${step}')}`,
  shows: ({ field, equals }) => ` hidden={s.${field} !== ${quote(equals)}}`,
  mounts: ({ field, equals }, inner) => `{#if s.${field} === ${quote(equals)}}${inner}{/if}`,
};

const angularText = (text: string): string => text.replaceAll('{', '&#123;').replaceAll('}', '&#125;').replaceAll('@', '&#64;');

/** `read` and `write`: how a field's value is had and set; `control`: the binding of a native control, by the model's name. */
function angular(read: (name: string) => string, write: (name: string, value: string) => string, control: (name: string, bind: Bind) => string): Syntax {
  return {
    text: (text) => angularText(escapeText(text)),
    attribute: (name, value) => ` ${name}="${angularText(escapeValue(value))}"`,
    bind: (bind) => {
      const { field } = bind;
      const value = quotedValue(bind);
      switch (bind.as) {
        case 'ariaRadio': {
          const act = write(field, value);
          return ` [attr.aria-checked]="${read(field)} === ${value}" (click)="${act}" (keydown.space)="${act}"`;
        }
        case 'ariaBoxes': {
          const name = `${field}.${'value' in bind ? bind.value : ''}`;
          const act = write(name, `!${read(name)}`);
          return ` [attr.aria-checked]="!!${read(name)}" (click)="${act}" (keydown.space)="${act}"`;
        }
        case 'editable':
          return ` contenteditable="true" (input)="${write(field, '$any($event.target).textContent')}"`;
        case 'boxes':
          return control(`${field}.${'value' in bind ? bind.value : ''}`, bind);
        default:
          return control(field, bind);
      }
    },
    widget: (name) => ` data-widget="${name}"`,
    goes: (step) => ` (click)="${write('step', quote(step))}"`,
    shows: ({ field, equals }) => ` [hidden]="${read(field)} !== ${quote(equals)}"`,
    mounts: ({ field, equals }, inner) => `@if (${read(field)} === ${quote(equals)}) {${inner}}`,
  };
}

export const angularReactive = angular(
  (name) => `c[${quote(name)}].value`,
  (name, value) => `c[${quote(name)}].setValue(${value})`,
  (name) => ` [formControl]="c[${quote(name)}]"`,
);

export const angularTemplate = angular(
  (name) => `s[${quote(name)}]`,
  (name, value) => `s[${quote(name)}] = ${value}`,
  (name) => ` [(ngModel)]="s[${quote(name)}]" [ngModelOptions]="{standalone: true}"`,
);

const litText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');

export const lit: Syntax = {
  text: (text) => litText(escapeText(text)),
  attribute: (name, value) => ` ${name}="${litText(escapeValue(value))}"`,
  bind: (bind) => {
    const { field } = bind;
    const value = quotedValue(bind);
    switch (bind.as) {
      case 'text':
        return ` .value=\${live(s.${field})} @input=\${(e) => set('${field}', e.target.value)}`;
      case 'select':
        return ` @change=\${(e) => set('${field}', e.target.value)}`;
      case 'box':
        return ` .checked=\${live(s.${field})} @change=\${(e) => set('${field}', e.target.checked)}`;
      case 'radio':
        return ` .checked=\${live(s.${field} === ${value})} @change=\${() => set('${field}', ${value})}`;
      case 'boxes':
        return ` .checked=\${live(s.${field}.includes(${value}))} @change=\${(e) => toggle('${field}', ${value}, e.target.checked)}`;
      case 'editable':
        return ` contenteditable="true" @input=\${(e) => set('${field}', e.target.textContent)}`;
      default: {
        const single = bind.as === 'ariaRadio';
        const checked = single ? `s.${field} === ${value}` : `s.${field}.includes(${value})`;
        const act = single ? `set('${field}', ${value})` : `toggle('${field}', ${value}, !s.${field}.includes(${value}))`;
        return ` aria-checked=\${${checked} ? 'true' : 'false'} @click=\${() => ${act}} @keydown=\${(e) => e.key === ' ' && ${act}}`;
      }
    }
  },
  widget: (name) => ` data-widget="${name}"`,
  goes: (step) => ` @click=\${() => set('step', '${step}')}`,
  shows: ({ field, equals }) => ` ?hidden=\${s.${field} !== ${quote(equals)}}`,
  mounts: ({ field, equals }, inner) => `\${s.${field} === ${quote(equals)} ? html\`${inner}\` : ''}`,
};
