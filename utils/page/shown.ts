import { hostOf } from './elements.ts';

/** Whether a person meets a control. What nobody sees is a trap for machines, a captcha's answer or a later step: never filled. */

const farAway = -900;
const pixels = (value: string) => (value.endsWith('px') ? Number.parseFloat(value) : Number.NaN);
const isFarAway = (value: string) => pixels(value) < farAway;

/** Signs, in one element's style, that what is in it can't be seen. */
const hidings: readonly ((style: CSSStyleDeclaration) => boolean)[] = [
  (style) => style.display === 'none',
  (style) => style.visibility === 'hidden' || style.visibility === 'collapse',
  (style) => style.getPropertyValue('content-visibility') === 'hidden',
];

/** The same, for what is there but faded or moved away; that is also the usual way to restyle a box. */
const fadings: readonly ((style: CSSStyleDeclaration) => boolean)[] = [
  (style) => style.opacity !== '' && Number(style.opacity) === 0,
  (style) => [style.left, style.top, style.marginLeft, style.marginTop, style.textIndent].some(isFarAway),
  (style) => /rect\(\s*(0|1)(px)?[\s,]+(0|1)(px)?[\s,]+(0|1)(px)?[\s,]+(0|1)(px)?\s*\)/.test(style.clip) || /inset\((50|100)%\)/.test(style.clipPath),
  (style) => style.overflow === 'hidden' && (pixels(style.height) <= 1 || pixels(style.width) <= 1),
];

type Hidden = 'no' | 'faded' | 'yes';

/** The element that this one is seen in: its parent, its shadow host or its frame. */
const around = (element: Element): Element | null => element.parentElement ?? hostOf(element) ?? element.ownerDocument.defaultView?.frameElement ?? null;

/** Laid out as nothing, or outside what can be scrolled to. Only where the page has a layout at all. */
function isOutOfSight(element: Element): boolean {
  const { documentElement, defaultView: view } = element.ownerDocument;
  if (documentElement.getBoundingClientRect().width === 0) return false;
  const box = element.getBoundingClientRect();
  return box.width <= 1 || box.height <= 1 || box.right + (view?.scrollX ?? 0) <= 0 || box.bottom + (view?.scrollY ?? 0) <= 0;
}

/** Looks at the page as it is now; what surrounds several controls is looked at once. */
export function look(): { isShown: (element: Element) => boolean; isChoiceShown: (element: Element, label: Element | undefined) => boolean } {
  const seen = new Map<Element, Hidden>();
  const hiddenness = (element: Element | null): Hidden => {
    if (!element) return 'no';
    const known = seen.get(element);
    if (known) return known;
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    const gone = element.hasAttribute('hidden') || element.hasAttribute('inert') || (style && hidings.some((hides) => hides(style)));
    const outer = gone ? 'yes' : hiddenness(around(element));
    const found = outer === 'no' && style && fadings.some((fades) => fades(style)) ? 'faded' : outer;
    seen.set(element, found);
    return found;
  };
  /** A text control must be seen itself. */
  const isShown = (element: Element) => hiddenness(element) === 'no' && element.closest('[aria-hidden="true"]') === null && !isOutOfSight(element);
  /** A radio or check box may be restyled: faded away itself, as long as its label is seen. */
  const isChoiceShown = (element: Element, label: Element | undefined) =>
    isShown(element) || (label !== undefined && !element.hasAttribute('inert') && isShown(label));
  return { isShown, isChoiceShown };
}
