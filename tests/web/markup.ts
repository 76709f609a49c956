/** A page's markup before it is written in a framework's own language: layouts make it, `print/` prints it. */

/** How a control and a field of the page's state are tied. `value`: what the field holds when this option is chosen. */
export type Bind =
  | { as: 'text' | 'select' | 'box' | 'editable'; field: string }
  | { as: 'radio' | 'boxes' | 'ariaRadio' | 'ariaBoxes'; field: string; value: string };

/** Shown while a field of the state has this value; `mount`: not in the document before, else hidden in it. */
export type When = { field: string; equals: string; mount: boolean };

export type Element = {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Markup[];
  bind?: Bind;
  when?: When;
  /** A place that a widget of kit/ is put in: the field that it holds, and what names it. */
  widget?: { field: string; labelledby?: string };
  /** A press moves the wizard to this step. */
  goes?: string;
};

export type Markup = string | Element;

type Given = Markup | undefined | readonly (Markup | undefined)[];

/** `el('div.field.wide', {id: 'a'}, 'text', …)`. What is undefined is left out. */
export function el(name: string, attributes: Readonly<Record<string, string | undefined>> = {}, ...children: readonly Given[]): Element {
  const [tag = 'div', ...classes] = name.split('.');
  const named: Record<string, string> = classes.length > 0 ? { class: classes.join(' ') } : {};
  for (const [attribute, value] of Object.entries(attributes)) if (value !== undefined) named[attribute] = value;
  return { tag, attributes: named, children: children.flat().filter((child): child is Markup => child !== undefined) };
}

export const voidTags: ReadonlySet<string> = new Set(['input', 'br', 'hr', 'img', 'meta', 'link']);

/** All elements of a markup, in its order. */
export function* elementsOf(markup: readonly Markup[]): Generator<Element> {
  for (const node of markup) {
    if (typeof node === 'string') continue;
    yield node;
    yield* elementsOf(node.children);
  }
}
