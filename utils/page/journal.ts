import type { PlaceKey } from '../intake/catalogue.ts';
import type { Located } from './locate.ts';
import type { State } from './verify.ts';

/** What was changed on a page, by question: what stood there in how many controls, and what was written. */
type Change = { located: Located; before: State; controls: number; written: State };
export type Journal = Map<PlaceKey, Change>;

// In the script's own memory, never on the page: the script stays in the document from one click to the next.
const journals = new WeakMap<Document, Journal>();

export function journalOf(document: Document): Journal {
  const journal = journals.get(document) ?? new Map<PlaceKey, Change>();
  journals.set(document, journal);
  return journal;
}
