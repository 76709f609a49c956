import { controlSelector, hostOf } from './dom.ts';

/** Whether a person meets a control. What nobody sees is a trap for machines, a captcha's answer or a later step: never filled. */

const farAway = -900;
const pixels = (value: string) => (value.endsWith('px') ? Number.parseFloat(value) : Number.NaN);

/** Signs, in one element's style, that what is in it can't be seen. `faded` ones are also the usual way to restyle a box. */
const hidings: readonly { faded: boolean; hides: (style: CSSStyleDeclaration) => boolean }[] = [
  { faded: false, hides: (style) => style.display === 'none' },
  { faded: false, hides: (style) => style.visibility === 'hidden' || style.visibility === 'collapse' },
  { faded: false, hides: (style) => style.getPropertyValue('content-visibility') === 'hidden' },
  { faded: true, hides: (style) => style.opacity !== '' && Number(style.opacity) === 0 },
  { faded: true, hides: (style) => [style.left, style.top, style.marginLeft, style.marginTop, style.textIndent].some((value) => pixels(value) < farAway) },
  {
    faded: true,
    hides: (style) => /rect\(\s*(0|1)(px)?[\s,]+(0|1)(px)?[\s,]+(0|1)(px)?[\s,]+(0|1)(px)?\s*\)/.test(style.clip) || /inset\((50|100)%\)/.test(style.clipPath),
  },
  { faded: true, hides: (style) => style.overflow === 'hidden' && (pixels(style.height) <= 1 || pixels(style.width) <= 1) },
];

function hides(element: Element, faded: boolean): boolean {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return style !== undefined && hidings.some((sign) => (faded || !sign.faded) && sign.hides(style));
}

/** The element that this one is seen in: its parent, its shadow host or its frame. */
const around = (element: Element): Element | null => element.parentElement ?? hostOf(element) ?? element.ownerDocument.defaultView?.frameElement ?? null;

function isHidden(element: Element, faded: boolean): boolean {
  for (let at: Element | null = element; at; at = around(at)) {
    if (at.hasAttribute('hidden') || at.hasAttribute('inert') || hides(at, faded)) return true;
  }
  return false;
}

/** Laid out as nothing, or outside what can be scrolled to. Only where the page has a layout at all. */
function isOutOfSight(element: Element): boolean {
  const { documentElement } = element.ownerDocument;
  if (documentElement.getBoundingClientRect().width === 0) return false;
  const box = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  return box.width <= 1 || box.height <= 1 || box.right + (view?.scrollX ?? 0) <= 0 || box.bottom + (view?.scrollY ?? 0) <= 0;
}

/** A text control must be seen itself. */
export function isShown(element: Element): boolean {
  return element.closest('[aria-hidden="true"]') === null && !isHidden(element, true) && !isOutOfSight(element);
}

/** A radio or check box may be restyled: faded away itself, as long as its label is seen. */
export function isChoiceShown(element: Element, label: Element | undefined): boolean {
  if (isShown(element)) return true;
  return label !== undefined && label.closest(controlSelector) === null && isShown(label) && !element.hasAttribute('inert');
}
