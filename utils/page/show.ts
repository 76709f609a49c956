import type { PlaceKey } from '../intake/catalogue.ts';
import { reading } from './handed.ts';
import type { PageQuestion } from './read.ts';

/**
 * Brings a question into sight and puts the cursor in it; false where the page does not show it. `known`: where it last stood,
 * for a question that the page no longer surely asks.
 */
export function showOnPage(document: Document, key: PlaceKey, known?: PageQuestion): boolean {
  const asked = reading()
    .locate(document)
    .located.find((found) => found.key === key);
  const control = (asked?.question ?? known)?.controls.find((one) => one.isConnected);
  if (!control) return false;
  control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
  return true;
}
