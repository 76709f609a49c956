import type { PlaceKey } from '../intake/catalogue.ts';
import type { Box } from '../intake/form.ts';
import type { Printed } from './fill.ts';
import { height, intersects, overlapX, overlapY, width } from './geometry.ts';
import type { Painted, PaintedPage } from './layout.ts';
import type { Glyph } from './paint.ts';
import { extentOf } from './paint.ts';
import { isTakenOut } from './sanitize.ts';
import type { Widget } from './widgets.ts';

/** How far ink may stand outside its place: the width of a pen. */
const slack = 2;

const near = (value: number) => Math.round(value * 2);
const glyphId = (glyph: Glyph) => `${glyph.text}@${near(glyph.box[0])},${near(glyph.baseline)},${near(glyph.size)}`;

const offsets = [0, -0.5, 0.5];

/** The glyph itself where it stands there, else one that rounding put half a point beside it. */
function findIn(counts: ReadonlyMap<string, number>, glyph: Glyph): string | undefined {
  for (const dx of offsets) {
    for (const dy of offsets) {
      const id = `${glyph.text}@${near(glyph.box[0] + dx)},${near(glyph.baseline + dy)},${near(glyph.size)}`;
      if ((counts.get(id) ?? 0) > 0) return id;
    }
  }
  return undefined;
}

/** What the first page has and the second has not, each glyph counted as often as it stands there. */
function missingFrom(page: readonly Glyph[], other: readonly Glyph[]): Glyph[] {
  const counts = new Map<string, number>();
  for (const glyph of other) {
    const id = glyphId(glyph);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return page.filter((glyph) => {
    const found = findIn(counts, glyph);
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) - 1);
    return found === undefined;
  });
}

const rounded = (box: Box) => box.map(near).join();

/** Lines, areas and pictures of the page itself, as often as they stand there: nothing of ours takes any away. */
function drawnIds({ shapes, images, widgets }: PaintedPage): string[] {
  const fixed = shapes.filter((shape) => shape.annotation === undefined);
  const pictures = images.filter(({ box }) => !widgets.some((widget) => intersects(widget.box, box)));
  return [...fixed.map((shape) => `${shape.kind} ${rounded(extentOf(shape))}`), ...pictures.map(({ box }) => `image ${rounded(box)}`)];
}

function losesDrawing(before: PaintedPage, after: PaintedPage): boolean {
  const counts = new Map<string, number>();
  for (const id of drawnIds(after)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return drawnIds(before).some((id) => {
    const left = counts.get(id) ?? 0;
    counts.set(id, left - 1);
    return left === 0;
  });
}

const inked = (glyphs: readonly Glyph[]) => glyphs.filter((glyph) => glyph.text.trim() !== '');

function grown([left, bottom, right, top]: Box): Box {
  return [left - slack, bottom - slack, right + slack, top + slack];
}

/** The middle of a glyph's ink decides where it stands: a font's box reaches above and below its ink. */
function standsIn(glyph: Glyph, box: Box): boolean {
  const x = (glyph.box[0] + glyph.box[2]) / 2;
  return x >= box[0] && x <= box[2] && glyph.baseline >= box[1] - slack && glyph.baseline + 0.6 * glyph.size <= box[3] + slack;
}

function textIn(glyphs: readonly Glyph[], box: Box): string {
  const around = grown(box);
  const own = inked(glyphs.filter((glyph) => standsIn(glyph, around)));
  return own
    .sort((a, b) => (Math.abs(a.baseline - b.baseline) > 2 ? b.baseline - a.baseline : a.box[0] - b.box[0]))
    .map((glyph) => glyph.text)
    .join('');
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

function widgetAt(page: PaintedPage, printed: Printed): Widget | undefined {
  return page.widgets.find(
    (widget) =>
      widget.field === printed.field &&
      overlapX(widget.box, printed.box) > 0.9 * width(printed.box) &&
      overlapY(widget.box, printed.box) > 0.9 * height(printed.box),
  );
}

/** A curve's extent is that of its control points, which reach beyond its ink. */
function mostlyWithin(inner: Box, outer: Box): boolean {
  const share = (span: number, size: number) => (size < 0.5 ? Number(span > -0.5) : span / size);
  return share(overlapX(inner, outer), width(inner)) > 0.7 && share(overlapY(inner, outer), height(inner)) > 0.7;
}

function drawnWithin(before: PaintedPage, after: PaintedPage, box: Box): boolean {
  const around = grown(box);
  const count = (page: PaintedPage) => {
    const shapes = page.shapes.filter((shape) => mostlyWithin(extentOf(shape), around)).length;
    const images = page.images.filter((image) => intersects(image.box, box)).length;
    return shapes + images + inked(page.glyphs).filter((glyph) => standsIn(glyph, around)).length;
  };
  return count(after) > count(before);
}

function stands(printed: Printed, before: PaintedPage, after: PaintedPage, added: readonly Glyph[]): boolean {
  if (printed.kind === 'text') return plain(textIn(added, printed.box)) === plain(printed.text);
  if (printed.kind === 'mark' && printed.field !== undefined) {
    const widget = widgetAt(after, printed);
    return (
      widget !== undefined &&
      drawnWithin(
        {
          ...before,
          shapes: before.shapes.filter((shape) => shape.annotation !== widget.object),
          glyphs: before.glyphs.filter((glyph) => glyph.annotation !== widget.object),
        },
        after,
        printed.box,
      )
    );
  }
  return drawnWithin(before, after, printed.box);
}

/** The page without what nobody misses: icons of annotations that are taken out before anything is written, and signatures that a copy breaks. */
function lasting(page: PaintedPage, now: PaintedPage | undefined): PaintedPage {
  const shown = new Set([...(now?.glyphs ?? []), ...(now?.shapes ?? []), ...(now?.images ?? [])].map(({ annotation }) => annotation));
  const signatures = new Set(page.widgets.flatMap(({ kind, object }) => (kind === 'signature' ? [object] : [])));
  const mayGo = (annotation: string) => signatures.has(annotation) || isTakenOut(page.annotations.get(annotation) ?? '');
  const stays = ({ annotation }: { annotation?: string }) => annotation === undefined || shown.has(annotation) || !mayGo(annotation);
  return { ...page, glyphs: page.glyphs.filter(stays), shapes: page.shapes.filter(stays), images: page.images.filter(stays) };
}

/**
 * Compares the form before and after, as read anew from the bytes. Returns the keys whose answer does not stand where it
 * belongs; a key is also returned for print or drawing that was lost, or print that appeared outside every place (as the
 * page's first key).
 */
export function verify(before: Painted, after: Painted, printed: readonly Printed[], annexPages: number): PlaceKey[] {
  if (after.pages.length !== before.pages.length + annexPages) return [...new Set(printed.map((part) => part.key))];
  const wrong = new Set<PlaceKey>();
  for (const page of before.pages.map((old) => lasting(old, after.pages[old.index]))) {
    const now = after.pages[page.index];
    const own = printed.filter((part) => part.page === page.index);
    if (!now) continue;
    // Fields' old values give way to new ones; what is printed on the page itself stays.
    const fixed = (glyphs: readonly Glyph[]) => inked(glyphs).filter((glyph) => glyph.annotation === undefined);
    const lost = missingFrom(fixed(page.glyphs), fixed(now.glyphs));
    const added = missingFrom(inked(now.glyphs), fixed(page.glyphs));
    for (const part of own) if (!stands(part, page, now, added)) wrong.add(part.key);
    const written = own.filter((part) => part.kind === 'text');
    const fields = now.widgets.map((widget) => widget.box);
    const stray = added.filter(
      (glyph) =>
        glyph.annotation === undefined && !written.some((part) => standsIn(glyph, grown(part.box))) && !fields.some((box) => standsIn(glyph, grown(box))),
    );
    if (lost.length > 0 || stray.length > 0 || losesDrawing(page, now)) wrong.add(own[0]?.key ?? 'applicant.name');
  }
  return [...wrong];
}
