import { setType } from './layout.ts';
import type { Glyph } from './paint.ts';

/** A row of print, whatever gaps are in it. Points of the page as read. */
export type Row = { words: readonly { text: string; from: number; to: number }[]; text: string; baseline: number; size: number };

/** Glyphs → rows from top to bottom, each from left to right. */
export function rowsOf(glyphs: readonly Glyph[]): Row[] {
  const rows: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => b.baseline - a.baseline)) {
    const row = rows[rows.length - 1];
    const first = row?.[0];
    if (row && first && first.baseline - glyph.baseline < 0.45 * Math.min(first.size, glyph.size)) row.push(glyph);
    else rows.push([glyph]);
  }
  return rows.flatMap((row): Row[] => {
    const printed = row.map((glyph) => ({ ...glyph, annotation: undefined }));
    const lines = [...setType(printed, [], []).lines].sort((a, b) => a.box[0] - b.box[0]);
    const words = lines.flatMap((line) => line.words.map(({ text, box }) => ({ text, from: box[0], to: box[2] })));
    const [first] = lines;
    return first ? [{ words, text: words.map((word) => word.text).join(' '), baseline: first.baseline, size: first.size }] : [];
  });
}

/** Room that a writer leaves at the end of a row of his own accord, and never because the next word did not fit. */
const spare = (row: Row) => Math.max(6, 0.8 * row.size);

/** What stood between two rows when they were one text: a line end where there was room for more, nothing within a broken word, else a space. */
function between(row: Row, next: Row, right: number): string {
  const last = row.words[row.words.length - 1];
  const [following] = next.words;
  if (!last || !following) return ' ';
  const room = right - last.to;
  const letter = (following.to - following.from) / Math.max(1, [...following.text].length);
  if (row.words.length === 1 && room < letter) return '';
  return room > following.to - following.from + 0.3 * row.size + spare(row) ? '\n' : ' ';
}

/** Rows → the text that was set in them. `right`: how far a row may reach. */
export function joinRows(rows: readonly Row[], right: number): string {
  return rows.reduce((text, row, at) => {
    const above = rows[at - 1];
    return above ? `${text}${between(above, row, right)}${row.text}` : row.text;
  }, '');
}
