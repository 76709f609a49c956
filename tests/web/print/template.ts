import type { Bind, Element, Markup, When } from '../markup.ts';
import { voidTags } from '../markup.ts';

/** How one language of markup writes things. What `bind`, `goes` and `shows` give are attributes, each with a space before it. */
export type Syntax = {
  text: (text: string) => string;
  attribute: (name: string, value: string) => string;
  bind: (bind: Bind, element: Element) => string;
  widget: (field: string) => string;
  /** Where a widget is a component of the framework's own: its markup. */
  component?: (field: string) => string;
  goes: (step: string) => string;
  /** Attributes that hide an element unless … */
  shows: (when: When) => string;
  /** Markup that is only there while … */
  mounts: (when: When, inner: string) => string;
  /** JSX closes what HTML leaves open. */
  closesAll?: boolean;
};

/** The markup in the language of the syntax. */
export function print(markup: readonly Markup[], syntax: Syntax): string {
  return markup.map((node) => (typeof node === 'string' ? syntax.text(node) : printElement(node, syntax))).join('');
}

function printElement(element: Element, syntax: Syntax): string {
  const { tag, attributes, children, bind, when, widget, goes } = element;
  const written = [
    ...Object.entries(attributes).map(([name, value]) => syntax.attribute(name, value)),
    bind ? syntax.bind(bind, element) : '',
    widget ? syntax.widget(widget.field) : '',
    goes ? syntax.goes(goes) : '',
    when && !when.mount ? syntax.shows(when) : '',
  ].join('');
  const end = voidTags.has(tag)
    ? syntax.closesAll
      ? ' />'
      : '>'
    : `>${print(children, syntax)}${widget ? (syntax.component?.(widget.field) ?? '') : ''}</${tag}>`;
  const printed = `<${tag}${written}${end}`;
  return when?.mount ? syntax.mounts(when, printed) : printed;
}

export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const escapeValue = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

/** A string in the page's script, also inside an attribute in double quotes. */
export const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The option that a control stands for, as the page's script writes it. */
export const quotedValue = (bind: Bind): string => ('value' in bind ? quote(bind.value) : "''");
