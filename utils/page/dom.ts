import { byId, collapse, inOrder, type Root, rootOf } from './elements.ts';

/** What the page's markup says, read without layout where possible. */

const isSlot = (element: Element): element is HTMLSlotElement => element.localName === 'slot';
const isElement = (node: Node): node is Element => node.nodeType === 1;
const isText = (node: Node): node is Text => node.nodeType === 3;

/** All that `controlSelector` may match: one by one, browsers answer these from an index or in one quick pass. */
const controlSelectors = ['input', 'textarea', 'select', '[role]', '[contenteditable]', '[aria-haspopup]'];

/** Everything that a person could fill; also what ends the text that belongs to the next question. */
const controlSelector =
  'input:not([type="hidden" i], [type="submit" i], [type="button" i], [type="reset" i], [type="image" i]), textarea, select, ' +
  '[role="radio"], [role="checkbox"], [role="switch"], [role="textbox"], [role="combobox"], [role="listbox"], [aria-haspopup="listbox"], ' +
  '[contenteditable]:not([contenteditable="false"])';

export const isControl = (element: Element): boolean => element.matches(controlSelector);
export const controlsWithin = (element: Element): NodeListOf<HTMLElement> => element.querySelectorAll(controlSelector);

const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option ' +
    'p pre section summary table tbody td tfoot th thead tr ul br label'
  ).split(' '),
);

/** Their text is no question: it is code, a value, a button or a warning. */
const silent = new Set('script style noscript template select textarea button option datalist svg math iframe object canvas video audio head title'.split(' '));

function isSilent(element: Element): boolean {
  if (silent.has(element.localName) || element.hasAttribute('hidden')) return true;
  const role = element.getAttribute('role');
  return role === 'alert' || role === 'status' || role === 'listbox' || role === 'button' || role === 'tooltip';
}

/** Two lists in the page's order as one. Comparing places costs much in a long page: it is done no more often than needed. */
function merge(one: readonly Element[], other: readonly Element[]): readonly Element[] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  const merged: Element[] = [];
  let at = 0;
  for (const element of other) {
    for (let next = one[at]; next && inOrder(next, element) < 0; next = one[++at]) merged.push(next);
    if (one[at] !== element) merged.push(element);
  }
  return [...merged, ...one.slice(at)];
}

/** The elements that match any of the simple selectors, in the page's order; of a selector that matches more than `most`, none. */
export function findAll(root: Root, selectors: readonly string[], most = Number.POSITIVE_INFINITY): readonly Element[] {
  const found = selectors.map((selector) => root.querySelectorAll(selector)).filter(({ length }) => length > 0 && length <= most);
  return found.map((list): readonly Element[] => [...list]).reduce(merge, []);
}

/** What may be a control, in the page's order. */
export const findControls = (root: Root): HTMLElement[] => (findAll(root, controlSelectors) as readonly HTMLElement[]).filter(isControl);

/** A label is no longer than this; a longer text is prose. */
export const longestLabel = 300;

/**
 * The text of an element as a person reads it, whitespace collapsed, without values, buttons and the elements to `skip`.
 * Reading ends soon after `longestLabel`: the caller drops what is longer.
 */
export function textOf(element: Element, skip?: ReadonlySet<Element>): string {
  let text = '';
  const visit = (node: Node): void => {
    if (text.length > longestLabel * 2) return;
    if (isText(node)) text += node.data;
    if (!isElement(node)) return;
    if (node !== element && (isSilent(node) || skip?.has(node))) return;
    const apart = blocks.has(node.localName);
    if (apart) text += ' ';
    const assigned = isSlot(node) ? node.assignedNodes({ flatten: true }) : [];
    for (const child of assigned.length > 0 ? assigned : node.childNodes) visit(child);
    if (apart) text += ' ';
  };
  visit(element);
  return collapse(text);
}

function blockOf(node: Node): Element | null {
  let element = node.parentElement;
  while (element && !blocks.has(element.localName)) element = element.parentElement;
  return element;
}

/** A label that is tied to a control, by `for` or by wrapping it: its text belongs to that control alone. */
function isTied(label: Element): boolean {
  return label.localName === 'label' && (controlsWithin(label).length > 0 || (label.hasAttribute('for') && labelTarget(label) !== null));
}

function labelTarget(label: Element): Element | null {
  const id = label.getAttribute('for');
  return id ? byId(label, id) : null;
}

/** What a person wrote into is another question's answer, not this one's words. */
const editedSelector = '[contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [aria-haspopup="listbox"]';

const mostHops = 80;
const mostBlocks = 3;

/**
 * The blocks of text before an element, nearest first, up to another control. Text in labels that are tied to a control is
 * passed over: it is that control's own.
 */
export function textBefore(start: Element, own: readonly Element[] = []): string[] {
  const walker = start.ownerDocument.createTreeWalker(rootOf(start), 1 | 4);
  walker.currentNode = start;
  const found: { block: Element | null; text: string }[] = [];
  for (let hop = 0; hop < mostHops; hop++) {
    const node = walker.previousNode();
    if (!node) break;
    if (isElement(node)) {
      if (isControl(node) && !own.includes(node) && !node.contains(start)) break;
      continue;
    }
    if (!isText(node) || !node.data.trim() || isPassedOver(node)) continue;
    if (node.parentElement?.closest(editedSelector)) break;
    const block = blockOf(node);
    const last = found.at(-1);
    if (last && last.block === block) last.text = node.data + last.text;
    else if (found.length === mostBlocks) break;
    else found.push({ block, text: node.data });
  }
  return found.map(({ text }) => collapse(text)).filter(Boolean);
}

function isPassedOver(text: Text): boolean {
  for (let element = text.parentElement; element && element.localName !== 'body'; element = element.parentElement) {
    if (isSilent(element) || isTied(element)) return true;
  }
  return false;
}

/** The inline text right after a control, up to the next control or block: `<input type="radio"> Ja`. */
export function textAfter(control: Element): string {
  let text = '';
  for (let node = control.nextSibling; node; node = node.nextSibling) {
    if (isText(node)) text += node.data;
    else if (isElement(node)) {
      if (isControl(node) || controlsWithin(node).length > 0) break;
      if (blocks.has(node.localName) && (text.trim() || node.localName === 'br')) break;
      if (node.localName === 'label' && node.hasAttribute('for')) break;
      text += ` ${textOf(node)}`;
      if (blocks.has(node.localName)) break;
    }
  }
  return collapse(text);
}

/** The text that stands between two controls and in no tied label. */
export function textBetween(first: Element, second: Element): string {
  const walker = second.ownerDocument.createTreeWalker(rootOf(second), 1 | 4);
  walker.currentNode = second;
  let text = '';
  for (let hop = 0; hop < mostHops; hop++) {
    const node = walker.previousNode();
    if (!node || node === first) break;
    if (isText(node) && !isPassedOver(node)) text = `${node.data} ${text}`;
  }
  return collapse(text);
}
