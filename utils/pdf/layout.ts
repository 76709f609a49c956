import type { Box } from '../intake/form.ts';
import { height, identity, intersects, multiply, unite, width } from './geometry.ts';
import type { Matrix } from './geometry.ts';
import type { Leader } from './glyphs.ts';
import { sortGlyphs } from './glyphs.ts';
import { makeLegible } from './legible.ts';
import type { FontFacts, Glyph, Painting, Picture, Shape } from './paint.ts';
import { followPaint } from './paint.ts';
import type { PDFDocumentProxy, PDFPageProxy } from './pdfjs.ts';
import { paintOperators } from './pdfjs.ts';
import type { Widget } from './widgets.ts';
import { readAnnotations } from './widgets.ts';

export type Word = { text: string; box: Box };

/** Words that stand together on one baseline, apart from what else is on it by a gap, a check mark's box or a ruled line. */
export type Line = { words: readonly Word[]; text: string; box: Box; baseline: number; size: number };

/** What stands on a page as it is read: turned until its text stands upright, in points, origin bottom-left. */
export type PaintedPage = {
  index: number;
  width: number;
  height: number;
  /** Clockwise quarter turns from the page as a viewer shows it to the page as it is read. */
  turn: number;
  /** PDF user space → the page as read. */
  fromUser: Matrix;
  glyphs: readonly Glyph[];
  shapes: readonly Shape[];
  images: readonly Picture[];
  widgets: readonly Widget[];
  /** Each annotation's /Subtype, by its object's number as pdf.js names it. */
  annotations: ReadonlyMap<string, string>;
};

/** A page with what its glyphs set. */
export type Page = PaintedPage & {
  lines: readonly Line[];
  leaders: readonly Leader[];
  /** Characters that are a check box: ☐, a dingbat, or a pair of brackets. */
  glyphMarks: readonly Box[];
};

/** All that comparing a form with itself takes. */
export type Painted = { pages: readonly PaintedPage[] };
export type Layout = { pages: readonly Page[] };

/** One em and a half: wider than any space between words of a justified line, narrower than the space between an option and the next. */
const lineGap = 1.5;
/** Too few gaps tell nothing of a text's spacing. */
const fewestGaps = 6;
/** In ems: letters that stand further apart than this are words. */
const widestSpacing = 0.6;
/** A space glyph parts words only where there is a gap too: hyphenation leaves space glyphs of no width inside words. */
const wordGap = { spaced: 0.1, unspaced: 0.19 };
const maximumPages = 40;

/** Marks, boxes and upright rules between two glyphs part the line there: "Ja ☐ Nee" is two options. */
function partedBy(left: Glyph, right: Glyph, dividers: readonly Box[]): boolean {
  const from = left.box[2];
  const to = right.box[0];
  if (to - from < 2) return false;
  return dividers.some((box) => box[0] >= from - 2 && box[2] <= to + 2 && box[1] < left.baseline + left.size * 0.5 && box[3] > left.baseline + 1);
}

/** Glyphs of a line, from left to right → the usual space between its letters: none in ordinary print. */
function usualGap(rows: readonly (readonly Glyph[])[]): number {
  const gaps = rows.flatMap((row) => {
    const inked = row.filter((glyph) => glyph.text.trim() !== '');
    return inked.slice(1).map((glyph, at) => glyph.box[0] - (inked[at]?.box[2] ?? glyph.box[0]));
  });
  gaps.sort((a, b) => a - b);
  return gaps.length >= fewestGaps ? Math.max(0, gaps[Math.floor(gaps.length / 2)] ?? 0) : 0;
}

function toLine(glyphs: readonly Glyph[], spacing: number): Line | undefined {
  const words: { text: string; boxes: Box[] }[] = [];
  let spaced = true;
  let previous: Glyph | undefined;
  for (const glyph of glyphs) {
    const blank = glyph.text.trim() === '';
    const gap = (previous ? glyph.box[0] - previous.box[2] : 0) - spacing;
    if (blank) spaced = true;
    else {
      const word = words[words.length - 1];
      if (word && gap <= (spaced ? wordGap.spaced : wordGap.unspaced) * glyph.size) {
        word.text += glyph.text;
        word.boxes.push(glyph.box);
      } else words.push({ text: glyph.text, boxes: [glyph.box] });
      spaced = false;
      previous = glyph;
    }
  }
  if (words.length === 0) return undefined;
  const sizes = glyphs.map((glyph) => glyph.size).sort((a, b) => a - b);
  const inked = words.map(({ text, boxes }) => ({ text: text.normalize('NFC'), box: unite(boxes) }));
  return {
    words: inked,
    text: inked.map((word) => word.text).join(' '),
    box: unite(inked.map((word) => word.box)),
    baseline: glyphs[0]?.baseline ?? 0,
    size: sizes[Math.floor(sizes.length / 2)] ?? 0,
  };
}

/** How far apart the letters of a line stand: by the line itself, or, where it is short, by its font's other lines. */
function spacingOf(rows: readonly (readonly Glyph[])[]): (line: readonly Glyph[]) => number {
  const fonts = new Map<string, (readonly Glyph[])[]>();
  const known = new Map<string, number>();
  for (const row of rows) {
    const font = row[0]?.font ?? '';
    const others = fonts.get(font);
    if (others) others.push(row);
    else fonts.set(font, [row]);
  }
  return (line) => {
    if (line.length > fewestGaps) return usualGap([line]);
    const font = line[0]?.font ?? '';
    const spacing = known.get(font) ?? usualGap(fonts.get(font) ?? []);
    known.set(font, spacing);
    return Math.min(spacing, (line[0]?.size ?? 0) * widestSpacing);
  };
}

/** Glyphs → lines, in no order of reading: each is found again by where it stands. */
function toLines(glyphs: readonly Glyph[], dividers: readonly Box[]): Line[] {
  const rows: Glyph[][] = [];
  const inOrder = [...glyphs].sort((a, b) => b.baseline - a.baseline || a.box[0] - b.box[0]);
  for (const glyph of inOrder) {
    const row = rows
      .slice(-4)
      .findLast((candidate) => candidate.some((other) => Math.abs(other.baseline - glyph.baseline) <= 0.22 * Math.min(glyph.size, other.size) + 0.3));
    if (row) row.push(glyph);
    else rows.push([glyph]);
  }
  for (const row of rows) row.sort((a, b) => a.box[0] - b.box[0]);
  const spacing = spacingOf(rows);
  return rows.flatMap((row) => {
    const parts: Glyph[][] = [];
    let last: Glyph | undefined;
    for (const glyph of row) {
      const blank = glyph.text.trim() === '';
      const current = parts[parts.length - 1];
      const apart = last !== undefined && (glyph.box[0] - last.box[2] > lineGap * glyph.size || (!blank && partedBy(last, glyph, dividers)));
      if (current && !apart) current.push(glyph);
      else if (!blank) parts.push([glyph]);
      if (!blank) last = glyph;
    }
    return parts.flatMap((part) => toLine(part, spacing(part)) ?? []);
  });
}

/** What parts a line of text: boxes of the size of a check mark, upright strokes, and the sides of larger boxes. */
function dividersOf(shapes: readonly Shape[], widgets: readonly Widget[]): Box[] {
  const drawn = shapes.flatMap((shape): Box[] => {
    if (shape.kind === 'segment') {
      const upright = Math.abs(shape.from[0] - shape.to[0]) < 1 && Math.abs(shape.from[1] - shape.to[1]) > 6;
      return upright ? [[shape.from[0], Math.min(shape.from[1], shape.to[1]), shape.from[0], Math.max(shape.from[1], shape.to[1])]] : [];
    }
    const [left, bottom, right, top] = shape.box;
    if (width(shape.box) <= 24) return height(shape.box) >= 5 && height(shape.box) <= 400 ? [shape.box] : [];
    const framed = shape.kind === 'rectangle' && height(shape.box) >= 8;
    return framed
      ? [
          [left, bottom, left, top],
          [right, bottom, right, top],
        ]
      : [];
  });
  return [...drawn, ...widgets.map((widget) => widget.box)];
}

function fontReader(page: PDFPageProxy): (name: string) => FontFacts {
  const known = new Map<string, FontFacts>();
  return (name) => {
    const seen = known.get(name);
    if (seen) return seen;
    const font = page.commonObjs.has(name) ? (page.commonObjs.get(name) as { fontMatrix?: Matrix; vertical?: boolean; name?: string }) : {};
    const facts: FontFacts = { matrix: font.fontMatrix ?? [0.001, 0, 0, 0.001, 0, 0], vertical: font.vertical === true, name: font.name ?? '' };
    known.set(name, facts);
    return facts;
  };
}

/** The turn (clockwise quarters, as seen) after which most of the text stands upright: scanners and printers leave pages on their side. */
function turnNeeded({ quarters }: Painting): number {
  const most = Math.max(...quarters);
  return most === quarters[0] ? 0 : quarters.indexOf(most);
}

/** Turns the seen page clockwise, its corner back at 0,0. */
function turned(quarter: number, wide: number, high: number): Matrix {
  const turns: readonly Matrix[] = [identity, [0, -1, 1, 0, 0, wide], [-1, 0, 0, -1, wide, high], [0, 1, -1, 0, high, 0]];
  return turns[quarter] ?? identity;
}

/** What a page's glyphs set: lines to read, leaders to write on, boxes to cross. Glyphs of annotations are left out. */
export function setType(glyphs: readonly Glyph[], shapes: readonly Shape[], widgets: readonly Widget[]): Pick<Page, 'lines' | 'leaders' | 'glyphMarks'> {
  const { leaders, marks, letters } = sortGlyphs(glyphs.filter((glyph) => glyph.annotation === undefined));
  const lines = toLines(letters, [...dividersOf(shapes, widgets), ...leaders.map((leader) => leader.box), ...marks]);
  return { lines, leaders, glyphMarks: marks };
}

async function readPage(document: PDFDocumentProxy, index: number): Promise<PaintedPage> {
  const page = await document.getPage(index + 1);
  const viewport = page.getViewport({ scale: 1 });
  // pdf.js measures downward; its own dontFlip turns a rotated page the wrong way round.
  const fromUserSeen = multiply([1, 0, 0, -1, 0, viewport.height], viewport.transform as unknown as Matrix);
  const operators = await paintOperators(page);
  const fonts = fontReader(page);
  const asSeen = followPaint(operators, fromUserSeen, fonts);
  const turn = turnNeeded(asSeen);
  const fromUser = multiply(turned(turn, viewport.width, viewport.height), fromUserSeen);
  const painting = turn === 0 ? asSeen : followPaint(operators, fromUser, fonts);
  const [wide, high] = turn % 2 === 0 ? [viewport.width, viewport.height] : [viewport.height, viewport.width];
  const { widgets, kinds: annotations } = await readAnnotations(page, fromUser);
  const glyphs = makeLegible(painting.glyphs.filter((glyph) => intersects(glyph.box, [0, 0, wide, high], -0.1)));
  page.cleanup();
  const { shapes, images } = painting;
  return { index, width: wide, height: high, turn, fromUser, glyphs, shapes, images, widgets, annotations };
}

/** Reads what stands on every page, without making lines of it. */
export async function readPainted(document: PDFDocumentProxy): Promise<Painted> {
  const pages: PaintedPage[] = [];
  for (let index = 0; index < Math.min(document.numPages, maximumPages); index++) pages.push(await readPage(document, index));
  return { pages };
}

/** Reads every page's words, lines, boxes and fields. Text of annotations' appearances is in `glyphs` only, not in `lines`. */
export async function readLayout(document: PDFDocumentProxy): Promise<Layout> {
  const { pages } = await readPainted(document);
  return { pages: pages.map((page) => ({ ...page, ...setType(page.glyphs, page.shapes, page.widgets) })) };
}

/** True where the pages are pictures: (next to) no text, and an image over most of each page. */
export function isScan({ pages }: Layout): boolean {
  const letters = pages.reduce((sum, page) => sum + page.glyphs.filter((glyph) => glyph.text.trim()).length, 0);
  const pictured = pages.some((page) => page.images.some(({ box }) => width(box) * height(box) > 0.5 * page.width * page.height));
  return pictured && letters < 20 * pages.length;
}
