import type { PDFFont } from 'pdf-lib';
import type { Box, WritingLine } from '../intake/form.ts';
import { height, width } from './geometry.ts';

/** One line of text set on the seen page: baseline start in points. */
export type SetLine = { text: string; x: number; y: number; size: number };

export type Fit = {
  lines: readonly SetLine[];
  /** Not everything found room: the text goes on, on the annex. */
  continues: boolean;
};

const largest = 10;
const smallest = 6;
const step = 0.25;
const leading = 1.2;
/** Where ink reaches, in ems: accents above capitals, and descenders. */
const above = 0.76;
const below = 0.22;
const padding = 3;

/** A place to write in: a box, whose lines (if any) carry the text. */
export type Area = { box: Box; lines?: readonly WritingLine[] };

type Row = { x: number; width: number; y?: number };

const measured = new WeakMap<PDFFont, Map<string, number>>();

/** Points. A text is tried at many sizes, and its width grows with them: it is measured once. */
export function widthOf(font: PDFFont, text: string, size: number): number {
  const widths = measured.get(font) ?? new Map<string, number>();
  measured.set(font, widths);
  const unit = widths.get(text) ?? font.widthOfTextAtSize(text, 1);
  widths.set(text, unit);
  return unit * size;
}

function breakWord(word: string, font: PDFFont, size: number, room: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece && widthOf(font, piece + character, size) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Words into rows of given widths; the last width serves for all further rows. */
function wrap(text: string, font: PDFFont, size: number, widths: readonly number[]): string[] {
  const rows: string[] = [];
  const room = () => widths[Math.min(rows.length, widths.length - 1)] ?? 0;
  for (const paragraph of text.split(/\r?\n/)) {
    let row = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = row ? `${row} ${word}` : word;
      if (widthOf(font, longer, size) <= room()) {
        row = longer;
        continue;
      }
      if (row) rows.push(row);
      row = '';
      const pieces = widthOf(font, word, size) <= room() ? [word] : breakWord(word, font, size, room());
      rows.push(...pieces.slice(0, -1));
      row = pieces[pieces.length - 1] ?? '';
    }
    rows.push(row);
  }
  while (rows[rows.length - 1] === '') rows.pop();
  return rows;
}

function rowsAt(area: Area, size: number): Row[] {
  if (area.lines && area.lines.length > 0)
    return area.lines.map((line) => ({ x: line.from + padding, width: line.to - line.from - 2 * padding, y: line.y + below * size + 0.4 }));
  const inner = width(area.box) - 2 * padding;
  const room = height(area.box) - 1.5;
  const needed = (above + below) * size;
  if (needed > room) return [];
  const count = 1 + Math.floor((room - needed) / (leading * size));
  return Array.from({ length: count }, () => ({ x: area.box[0] + padding, width: inner }));
}

/** The size that the place allows: a line of text fills seven tenths of a low box at most; what stands on a ruled line must not touch the one above, nor leave the place. */
function largestOn(area: Area): number {
  const [first, ...rest] = area.lines ?? [];
  if (!first) return Math.min(largest, 0.7 * height(area.box));
  const steps = rest.map((line, at) => ((area.lines?.[at]?.y ?? line.y) - line.y) * 0.85);
  return Math.min(largest, (area.box[3] - first.y - 0.4) / (above + below), ...steps);
}

function place(rows: readonly string[], area: Area, slots: readonly Row[], size: number): SetLine[] {
  const [, bottom, , top] = area.box;
  const single = rows.length === 1;
  const centred = (bottom + top) / 2 - 0.32 * size;
  const tall = height(area.box) > 2.6 * size;
  const first = single && !tall ? centred : top - 1 - above * size - Math.min(1.5, Math.max(0, (height(area.box) - rows.length * leading * size) / 2));
  return rows.map((text, at) => {
    const slot = slots[at] ?? { x: area.box[0] + padding, width: 0 };
    return { text, x: slot.x, y: slot.y ?? first - at * leading * size, size };
  });
}

/**
 * Sets a text in its place: as large as fits between 10 and 6 pt, on as many lines as the place holds. What does not fit at
 * 6 pt is cut at a word and ends with `reference`; the whole text then stands on the annex.
 */
export function fitText(text: string, area: Area, font: PDFFont, reference: string): Fit | undefined {
  const most = Math.max(smallest, Math.min(largest, largestOn(area)));
  for (let size = most; size >= smallest; size -= step) {
    const slots = rowsAt(area, size);
    if (slots.length === 0) continue;
    const rows = wrap(
      text,
      font,
      size,
      slots.map((slot) => slot.width),
    );
    if (rows.length <= slots.length && rows.every((row, at) => widthOf(font, row, size) <= (slots[at]?.width ?? 0) + 0.01)) {
      return { lines: place(rows, area, slots, size), continues: false };
    }
  }
  const slots = rowsAt(area, smallest);
  const widths = slots.map((slot) => slot.width);
  if (slots.length === 0 || widthOf(font, reference, smallest) > Math.min(...widths)) return undefined;
  const words = text.split(/\s+/).filter(Boolean);
  for (let count = words.length - 1; count >= 0; count--) {
    const shown = `${words.slice(0, count).join(' ').replace(/[,;]$/, '')} ${reference}`.trim();
    const rows = wrap(shown, font, smallest, widths);
    if (rows.length <= slots.length) return { lines: place(rows, area, slots, smallest), continues: true };
  }
  return undefined;
}

/** Lines of their own, as large as they all fit between 10 and 6 pt; one that is too wide goes on on the next. Undefined where they find no room at 6 pt. */
export function fitLines(lines: readonly string[], box: Box, font: PDFFont): readonly SetLine[] | undefined {
  const text = lines.join('\n');
  for (let size = Math.max(smallest, largestOn({ box })); ; size = Math.max(smallest, size - step)) {
    const slots = rowsAt({ box }, size);
    const widths = slots.map((slot) => slot.width);
    const rows = slots.length > 0 ? wrap(text, font, size, widths) : [];
    const fits = slots.length > 0 && rows.length <= slots.length;
    if (fits) return place(rows, { box }, slots, size);
    if (size === smallest) return undefined;
  }
}

/** One character in the middle of each cell of a comb; undefined where there are more characters than cells. */
export function fitComb(text: string, box: Box, boundaries: readonly number[], font: PDFFont): Fit | undefined {
  const edges = [box[0], ...boundaries, box[2]];
  const characters = [...text];
  if (characters.length > edges.length - 1) return undefined;
  const narrowest = Math.min(...edges.slice(1).map((edge, at) => edge - (edges[at] ?? 0)));
  const size = Math.min(largest, height(box) * 0.8, narrowest * 1.3);
  const lines = characters.map((character, at) => {
    const from = edges[at] ?? 0;
    const to = edges[at + 1] ?? from;
    return { text: character, x: (from + to - widthOf(font, character, size)) / 2, y: (box[1] + box[3]) / 2 - 0.35 * size, size };
  });
  return { lines, continues: false };
}
