import type { Box } from '../intake/form.ts';
import type { Anchor } from './anchors.ts';
import { findAnchors } from './anchors.ts';
import { isRemark } from './flow.ts';
import { findFrames } from './frames.ts';
import { contains } from './geometry.ts';
import type { Layout, Page } from './layout.ts';
import { setType } from './layout.ts';
import type { Located } from './locate.ts';
import { locate } from './locate.ts';
import { sortGlyphs } from './glyphs.ts';
import type { Glyph } from './paint.ts';

/** A filled form taken apart: the form's own print, where its places are, and what somebody wrote. */
export type Parted = { blank: Layout; located: Located; written: ReadonlySet<Glyph> };

/** A font that sets so much of one question's letters is the form's own. */
const ownShare = 0.3;

const inked = (glyph: Glyph) => glyph.text.trim() !== '';

/** The fonts in which the questions are set. An answer may stand between a question's words, but makes up few of them. */
function ownFonts(layout: Layout, asked: readonly { page: number; box: Box }[]): Set<string> {
  const own = new Set<string>();
  for (const { page, box } of asked) {
    const counts = new Map<string, number>();
    for (const glyph of layout.pages[page]?.glyphs ?? []) {
      if (glyph.annotation === undefined && inked(glyph) && contains(box, glyph.box, 0.5)) counts.set(glyph.font, (counts.get(glyph.font) ?? 0) + 1);
    }
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const [font, count] of counts) if (count >= ownShare * all) own.add(font);
  }
  return own;
}

/** Glyphs of other fonts than the form's; boxes to cross and leaders are the form's in any font. */
function inOtherFonts(page: Page, own: ReadonlySet<string>): Glyph[] {
  const printed = page.glyphs.filter((glyph) => glyph.annotation === undefined);
  const letters = new Set(sortGlyphs(printed.filter((glyph) => !own.has(glyph.font))).letters);
  return printed.filter((glyph) => letters.has(glyph));
}

/** Of those, the fonts that were painted after everything of the form's own: put on top by another program. */
function onTop(page: Page, own: ReadonlySet<string>): Glyph[] {
  const last = page.glyphs.findLastIndex((glyph) => glyph.annotation === undefined && own.has(glyph.font) && inked(glyph));
  const before = new Set(page.glyphs.slice(0, last + 1).map((glyph) => glyph.font));
  return inOtherFonts(page, own).filter((glyph) => !before.has(glyph.font));
}

/** Or all of them, but for the form's own examples, which are often set apart as well. */
function inBetween(page: Page, own: ReadonlySet<string>): Glyph[] {
  const examples = page.lines.filter((line) => isRemark(line.text));
  return inOtherFonts(page, own).filter((glyph) => !examples.some((line) => contains(line.box, glyph.box, 0.5)));
}

function without(layout: Layout, written: ReadonlySet<Glyph>): Layout {
  const pages = layout.pages.map((page): Page => {
    const glyphs = page.glyphs.filter((glyph) => !written.has(glyph));
    return glyphs.length === page.glyphs.length ? page : { ...page, glyphs, ...setType(glyphs, page.shapes, page.widgets) };
  });
  return { ...layout, pages };
}

/** A letter for a cross, in a box to cross. */
function crosses(page: Page): Glyph[] {
  const boxes = [
    ...findFrames(page).marks,
    ...page.glyphMarks,
    ...page.widgets.filter(({ kind }) => kind === 'check' || kind === 'radio').map(({ box }) => box),
  ];
  const middleIn = (glyph: Glyph, box: Box) =>
    glyph.box[0] + glyph.box[2] > 2 * box[0] && glyph.box[0] + glyph.box[2] < 2 * box[2] && glyph.baseline > box[1] - 2 && glyph.baseline < box[3];
  return page.glyphs.filter((glyph) => glyph.annotation === undefined && /^[xv×✓✔✗✘✕✖]$/iu.test(glyph.text) && boxes.some((box) => middleIn(glyph, box)));
}

/** Glyphs of annotations that are no fields: a reader's "add text". */
function inNotes({ glyphs, widgets }: Page): Glyph[] {
  const fields = new Set(widgets.map((widget) => widget.object));
  return glyphs.filter((glyph) => glyph.annotation !== undefined && !fields.has(glyph.annotation));
}

/** What was painted after the form's last question, from where the paint leaps up the page: whatever its font, it was not typed on as one goes. */
function leaping(page: Page, anchors: readonly Anchor[]): Glyph[] {
  const printed = page.glyphs.filter((glyph) => glyph.annotation === undefined && inked(glyph));
  const ends = anchors
    .filter((anchor) => anchor.page === page.index)
    .map((anchor) => {
      const at = printed.flatMap((glyph, index) => (contains(anchor.box, glyph.box, 0.5) ? [index] : []));
      return at[Math.floor(0.7 * at.length)] ?? -1;
    });
  const last = Math.max(-1, ...ends);
  const leap = printed.findIndex((glyph, at) => at > last && glyph.baseline > (printed[at - 1]?.baseline ?? Infinity) + 3 * glyph.size);
  return leap < 0 ? [] : printed.slice(leap);
}

const keysFound = ({ places }: Located) => new Set(places.map((place) => place.key)).size;

/**
 * Tells what was written on the form from the form itself. Print on top of it is known by being painted last in a font of its
 * own, print in between by its font alone, print in the form's own font by where the paint leaps back. Which of these (or
 * none) holds is told by how much of the form is found when that print is taken away; of two as good the first.
 */
export function part(layout: Layout): Parted {
  const sure = layout.pages.flatMap((page) => [...inNotes(page), ...crosses(page)]);
  const { anchors, headings } = findAnchors(without(layout, new Set(sure)));
  const own = ownFonts(layout, [...anchors, ...headings]);
  const guesses = [
    () => layout.pages.flatMap((page) => onTop(page, own)),
    () => [],
    () => layout.pages.flatMap((page) => inBetween(page, own)),
    () => layout.pages.flatMap((page) => leaping(page, anchors)),
  ];
  let best: Parted | undefined;
  for (const guess of guesses) {
    const written = new Set([...guess(), ...sure]);
    if (best && written.size === best.written.size) continue;
    const blank = without(layout, written);
    const located = locate(blank);
    if (!best || keysFound(located) > keysFound(best.located)) best = { blank, located, written };
    if (best.located.left.length === 0) break;
  }
  if (!best) throw new Error('The first guess always stands.');
  return best;
}
