import { question, questionOf } from '../intake/catalogue.ts';
import type { Place } from '../intake/form.ts';
import { contains } from './geometry.ts';
import type { Page } from './layout.ts';
import { extentOf } from './paint.ts';

/** How far a note may stand outside the place that it was meant for. */
const slack = 2;

/**
 * A place on paper that somebody's note stands in: a text that a reader put on top of the page, a cross, or strokes for a signature. It is written
 * on as much as if it stood on the page itself.
 */
export function isNoted({ key, box, slot }: Place, page: Page | undefined): boolean {
  if (!page || slot.kind !== 'print') return false;
  const fields = new Set(page.widgets.map(({ object }) => object));
  const isNote = ({ annotation }: { annotation?: string }) => annotation !== undefined && !fields.has(annotation);
  const inBox = (glyph: Page['glyphs'][number]) => {
    const x = (glyph.box[0] + glyph.box[2]) / 2;
    return glyph.text.trim() !== '' && x > box[0] && x < box[2] && glyph.baseline > box[1] - slack && glyph.baseline < box[3];
  };
  if (page.glyphs.some((glyph) => isNote(glyph) && inBox(glyph))) return true;
  const { kind } = question(questionOf(key));
  const isDrawn = kind === 'options' || kind === 'signature';
  return isDrawn && page.shapes.some((shape) => isNote(shape) && contains(box, extentOf(shape), slack));
}
