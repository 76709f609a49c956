import { rootOf } from './elements.ts';
import { journalOf } from './journal.ts';
import { type Filling, fillShown, reportOn } from './fill.ts';

/** Milliseconds from a change of the page to the next look at it; longer each time that the change brought no question. */
const soonest = 150;
const latest = 2000;
/** Milliseconds after which nobody is filling in this form any more. */
const longest = 30 * 60_000;

const shows = ['class', 'style', 'hidden', 'open', 'inert', 'aria-hidden', 'disabled'];

const watches = new WeakMap<Document, () => void>();

/** Ends the wait for further steps: the person took it back, or asked something else. */
export function stopWatching(document: Document): void {
  watches.get(document)?.();
}

/**
 * Waits for the steps that a page shows only later, and fills them when the person gets there; presses nothing to get there
 * itself. Ends when everything has its place, when the page is left, or after half an hour.
 */
export function watchForMore(filling: Filling): void {
  const { document } = filling;
  stopWatching(document);
  const started = Date.now();
  let delay = soonest;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(lookAgain, delay);
  });
  const observe = () => {
    const roots = new Set([document, ...[...journalOf(document).values()].flatMap(({ located }) => located.question.controls.map(rootOf))]);
    for (const root of roots) observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: shows });
  };
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    watches.delete(document);
  };
  const isOver = () => watches.get(document) !== stop || Date.now() - started > longest || reportOn(filling).left.length === 0;
  const lookAgain = async () => {
    // Its own writing is no reason to look again.
    observer.disconnect();
    delay = (await fillShown(filling)) ? soonest : Math.min(delay * 2, latest);
    timer = undefined;
    if (isOver()) stop();
    else observe();
  };
  watches.set(document, stop);
  if (isOver()) stop();
  else observe();
}
