/**
 * Elements and where they stand. They may come from another frame's realm, so that they are told by their names, never by
 * `instanceof`. Without tables: each of the two scripts that go into a page has its own copy of what it uses of these.
 */

export const isInput = (element: Element): element is HTMLInputElement => element.localName === 'input';
export const isTextarea = (element: Element): element is HTMLTextAreaElement => element.localName === 'textarea';
export const isSelect = (element: Element): element is HTMLSelectElement => element.localName === 'select';

export type Root = Document | ShadowRoot;

export const rootOf = (element: Element): Root => element.getRootNode() as Root;
export const hostOf = (element: Element): Element | undefined => (rootOf(element) as Partial<ShadowRoot>).host;

export function byId(near: Element, id: string): Element | null {
  return rootOf(near).getElementById?.(id) ?? null;
}

/** Whether `inner` stands in `outer`, through shadow roots too. */
export function encloses(outer: Element, inner: Element | undefined): boolean {
  for (let at = inner; at; at = hostOf(at)) if (outer.contains(at)) return true;
  return false;
}

/** Whether no other question stands in this ancestor of a question. */
export const holdsOnly = (ancestor: Element, { neighbours }: { neighbours: readonly (HTMLElement | undefined)[] }): boolean =>
  !neighbours.some((other) => encloses(ancestor, other));

export const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function inOrder(a: Node, b: Node): number {
  if (a === b) return 0;
  return a.compareDocumentPosition(b) & 4 ? -1 : 1;
}
