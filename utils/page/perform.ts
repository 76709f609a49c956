import type { PlaceKey } from '../intake/catalogue.ts';
import type { WebFill } from '../intake/form.ts';
import { clearUnasked, type Answers, type Filling, fillShown, type Pace, reportOn, undo, usualPace } from './fill.ts';
import { journalOf } from './journal.ts';
import { stopWatching, watchForMore } from './later.ts';
import type { PageQuestion } from './read.ts';

// In the script's own memory, as the journal is.
const fillings = new WeakMap<Document, Filling>();

/**
 * Fills what the page surely asks and nothing else, and reads back what it then holds; takes a second and a little more. Never
 * submits, never goes to the next step, but fills that step when the person gets there. `doubted`: the page asks it, but
 * something else stands there, the answer doesn't fit, or the place is not sure; `left`: the page shows no place for it.
 */
export async function fillPage(document: Document, answers: Answers, pace: Pace = usualPace): Promise<WebFill> {
  stopWatching(document);
  const filling: Filling = { document, answers, outcome: new Map(), unsure: new Set(), pace };
  fillings.set(document, filling);
  await clearUnasked(filling);
  await fillShown(filling);
  watchForMore(filling);
  return reportOn(filling);
}

/** What came of the last `fillPage`, with the steps that were shown since; undefined where nothing was filled, or all taken back. */
export function reportPage(document: Document): WebFill | undefined {
  const filling = fillings.get(document);
  return filling && reportOn(filling);
}

/** Puts back what `fillPage` changed, in this or an earlier injection of the script. */
export async function undoPage(document: Document, pace: Pace = usualPace): Promise<{ restored: number }> {
  stopWatching(document);
  fillings.delete(document);
  return { restored: await undo(document, pace) };
}

/** Where a question stood when it was filled. */
export const filledAt = (document: Document, key: PlaceKey): PageQuestion | undefined => journalOf(document).get(key)?.located.question;
