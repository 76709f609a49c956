import type { PlaceKey, Question } from '../intake/catalogue.ts';
import { reading } from './handed.ts';

/** The catalogue's question that a place belongs to: of its own, of one of its options, or of a part. */
export function rowOf(place: PlaceKey): Question {
  const row = reading().questions.find(({ key, options = [], parts = [] }) => [{ key }, ...options, ...parts].some((one) => one.key === place));
  if (!row) throw new Error(`No question that a page may ask has the place ${place}.`);
  return row;
}
