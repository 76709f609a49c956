import type { PlaceKey } from '../intake/catalogue.ts';
import { question, questionOf } from '../intake/catalogue.ts';
import type { Box, Place } from '../intake/form.ts';
import { contains, intersects, overlapX, overlapY, shrink, width } from './geometry.ts';
import type { Page } from './layout.ts';
import { setType } from './layout.ts';
import type { Glyph, Shape } from './paint.ts';
import { joinRows, rowsOf } from './rows.ts';
import type { Widget } from './widgets.ts';

/** What stands in the places of one page. */
export type Standing = {
  texts: { place: Place; text: string }[];
  crossed: Place[];
  /** Something stands there that is no text, or stands beside the place. */
  doubted: PlaceKey[];
  /** Absent where the signature's place is not on this page. */
  signed?: boolean;
};

/** How far from its place somebody may write. */
const slack = 2.5;
const strayReach = 16;
const padding = 3;
const leastShare = 0.5;

/** Boxes that are characters, crossed or ticked; and the letters that are those in fonts of pictures. */
const crossedCharacters = /^[☑☒✓✔✗✘✕✖⊠⌧🗹🗷⮽]$/u;
const crossedPictures: readonly (readonly [RegExp, RegExp])[] = [
  [/wingdings/i, /^[xýþüû\uf078\uf0fd\uf0fe\uf0fb\uf0fc]$/u],
  [/dingbat/i, /^[345678■]$/u],
];

const inked = (glyph: Glyph) => glyph.text.trim() !== '';
const kindOf = (place: Place) => question(questionOf(place.key)).kind;

function extent(shape: Shape): Box {
  if (shape.kind !== 'segment') return shape.box;
  const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/** The middle of a letter tells where it stands. */
function standsIn(glyph: Glyph, [left, bottom, right, top]: Box, by: number): boolean {
  const x = (glyph.box[0] + glyph.box[2]) / 2;
  const y = glyph.baseline + 0.3 * glyph.size;
  return x >= left - by && x <= right + by && y >= bottom - by && y <= top + by;
}

function widgetOf(page: Page, place: Place): Widget | undefined {
  const { slot } = place;
  return slot.kind === 'field' ? page.widgets.find((widget) => widget.object === slot.object) : undefined;
}

function isCrossed(page: Page, place: Place, written: readonly Glyph[]): boolean {
  const widget = widgetOf(page, place);
  if (widget?.checked || place.occupied) return true;
  const inner = shrink(place.box, 0.18 * width(place.box));
  const lettered = widget !== undefined && page.lines.some((line) => line.words.some((word) => [...word.text].length <= 2 && intersects(word.box, inner, 1.5)));
  const noted = page.shapes.some((shape) => {
    const foreign = shape.annotation !== undefined && !page.widgets.some((other) => other.object === shape.annotation);
    return foreign && intersects(extent(shape), inner) && width(extent(shape)) < 3 * width(place.box);
  });
  const ticked = page.glyphs.some(
    (glyph) =>
      glyph.annotation === undefined &&
      standsIn(glyph, place.box, 1) &&
      (crossedCharacters.test(glyph.text) || crossedPictures.some(([font, letters]) => font.test(glyph.font) && letters.test(glyph.text))),
  );
  return noted || ticked || lettered || written.some((glyph) => standsIn(glyph, place.box, 1));
}

/** The nearest place that a letter stands in, or so close to that it can only be meant for it. */
function placeAt(glyph: Glyph, places: readonly Place[]): Place | undefined {
  return places.find((place) => standsIn(glyph, place.box, 0)) ?? places.find((place) => standsIn(glyph, place.box, slack));
}

const gapBetween = (a: Box, b: Box) => Math.hypot(Math.max(0, -overlapX(a, b)), Math.max(0, -overlapY(a, b)));

type Shared = { given: Map<Place, Glyph[]>; doubted: Place[] };

/**
 * Letters to places. A line that stands in a place for the most part is its text altogether; one beside all places can only be
 * meant for the nearest, if that is empty.
 */
function share(written: readonly Glyph[], places: readonly Place[]): Shared {
  const given = new Map<Place, Glyph[]>();
  const doubted: Place[] = [];
  const give = (place: Place, glyphs: readonly Glyph[]) => given.set(place, [...(given.get(place) ?? []), ...glyphs]);
  const outside: Glyph[] = [];
  for (const glyph of written) {
    const place = placeAt(glyph, places);
    if (place) give(place, [glyph]);
    else if (inked(glyph)) outside.push(glyph);
  }
  if (outside.length === 0) return { given, doubted };
  const printed = written.map((glyph) => ({ ...glyph, annotation: undefined }));
  for (const { box } of setType(printed, [], []).lines) {
    const stray = outside.filter((glyph) => standsIn(glyph, box, 0.5));
    if (stray.length === 0) continue;
    const members = written.filter((glyph) => inked(glyph) && standsIn(glyph, box, 0.5));
    const homes = members.map((glyph) => placeAt(glyph, places));
    const home = places.find((place) => homes.filter((other) => other === place).length > leastShare * members.length);
    const nearest = places.map((place) => ({ place, gap: gapBetween(place.box, box) })).sort((a, b) => a.gap - b.gap)[0];
    if (home) give(home, stray);
    else if (nearest && nearest.gap < strayReach && kindOf(nearest.place) !== 'signature') {
      if (!given.has(nearest.place)) give(nearest.place, stray);
      doubted.push(nearest.place);
    }
  }
  return { given, doubted };
}

/** Rows under a place that go on, flush, with the text in it: it was too long for its box. */
function runningOut(page: Page, printed: readonly Glyph[], places: readonly Place[], isOwn: (glyph: Glyph) => boolean): Glyph[] {
  const rows = printed.filter(inked);
  const left = Math.min(...rows.map((glyph) => glyph.box[0]));
  let lowest = Math.min(...rows.map((glyph) => glyph.baseline));
  const beyond: Glyph[] = [];
  for (;;) {
    const floor = lowest;
    const next = page.lines.find((line) => Math.abs(line.box[0] - left) < 2 && line.baseline < floor - 2 && floor - line.baseline < 1.7 * line.size);
    const members = next ? page.glyphs.filter((glyph) => glyph.annotation === undefined && standsIn(glyph, next.box, 0.5)) : [];
    if (!next || members.some((glyph) => isOwn(glyph) || placeAt(glyph, places))) return beyond;
    beyond.push(...members);
    lowest = next.baseline;
  }
}

/** One letter a cell, an empty cell between them for a space. Undefined where the letters don't keep to the cells. */
function combText(boundaries: readonly number[], glyphs: readonly Glyph[]): string | undefined {
  const cellOf = (glyph: Glyph) => boundaries.filter((x) => x < (glyph.box[0] + glyph.box[2]) / 2).length;
  const inCells = glyphs
    .filter(inked)
    .map((glyph) => ({ cell: cellOf(glyph), text: glyph.text }))
    .sort((a, b) => a.cell - b.cell);
  if (inCells.some(({ cell }, at) => cell === inCells[at - 1]?.cell)) return undefined;
  return inCells.map(({ cell, text }, at) => (at > 0 && cell > (inCells[at - 1]?.cell ?? 0) + 1 ? ` ${text}` : text)).join('');
}

function textOf(place: Place, glyphs: readonly Glyph[]): string {
  const inComb = place.cells && combText(place.cells, glyphs);
  return inComb || joinRows(rowsOf(glyphs), place.box[2] - padding);
}

/** Does anything stand in the signature's place: strokes, a picture, letters? */
function isSigned(page: Page, place: Place, written: readonly Glyph[]): boolean {
  const drawn = page.shapes.some((shape) => {
    if (shape.kind === 'rectangle') return false;
    const slanting = shape.kind === 'curve' || (Math.abs(shape.from[0] - shape.to[0]) > 1 && Math.abs(shape.from[1] - shape.to[1]) > 1);
    return slanting && contains(place.box, extent(shape), slack);
  });
  const pictured = page.images.some((image) => contains(place.box, image.box, slack));
  return place.occupied === true || drawn || pictured || written.some((glyph) => inked(glyph) && standsIn(glyph, place.box, 0));
}

/**
 * Reads the places of a page. `written` is what is known not to be the form's own print; where it is not known apart, what
 * stands in an occupied place is read. `isOwn` tells the letters of the questions themselves.
 */
export function readPlaces(page: Page, places: readonly Place[], written: readonly Glyph[], isOwn: (glyph: Glyph) => boolean): Standing {
  const marks = places.filter((place) => kindOf(place) === 'options');
  const answers = places.filter((place) => kindOf(place) !== 'options');
  const letters = written.filter((glyph) => !marks.some((mark) => standsIn(glyph, mark.box, 1)));
  const { given, doubted: beside } = share(letters, answers);
  const doubted = beside.map((place) => place.key);
  const texts = answers
    .filter((place) => kindOf(place) !== 'signature')
    .map((place) => {
      const widget = widgetOf(page, place);
      if (widget?.value) return { place, text: widget.value.replace(/\r\n?/g, '\n') };
      const own = given.get(place) ?? [];
      if (own.some(inked)) return { place, text: textOf(place, own) };
      const shown = widget
        ? textOf(
            place,
            page.glyphs.filter((glyph) => glyph.annotation === widget.object),
          )
        : '';
      if (shown || !(widget || place.occupied)) return { place, text: shown };
      // Print over a field that holds nothing is an answer, too; whose, only its place tells.
      const printed = page.glyphs.filter((glyph) => glyph.annotation === undefined && !isOwn(glyph) && standsIn(glyph, place.box, widget ? 0 : slack));
      const beyond = widget ? [] : runningOut(page, printed, answers, isOwn);
      const text = textOf(place, [...printed, ...beyond]);
      if (widget || beyond.length > 0 ? text : !text) doubted.push(place.key);
      return { place, text };
    });
  for (const { place, text } of texts) if (/[\uE000-\uF8FF\uFFFD]/u.test(text)) doubted.push(place.key);
  const signature = answers.find((place) => kindOf(place) === 'signature');
  return {
    texts,
    crossed: marks.filter((place) => isCrossed(page, place, written)),
    doubted,
    ...(signature && { signed: isSigned(page, signature, written) }),
  };
}
