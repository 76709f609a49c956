import type { Box } from '../intake/form.ts';
import { overlapX, unite } from './geometry.ts';
import type { Glyph } from './paint.ts';

/** A dotted line or typed underscores: a place to write on. */
export type Leader = { box: Box; baseline: number; size: number };

const leaderCharacters = /^[._…‥·⋅•‧＿]+$/u;
const leastLeaderWidth = 22;
const leastLeaderDots = 4;

/** Empty and crossed boxes that are characters; circles too. */
const markCharacters = /^[☐☑☒□▢◻◽⬜❏❐❑❒⬛◯○⚪⭘❍🔲🗌🗆]$/u;
/** Fonts whose letters are pictures, and the letters that are boxes or circles in them. */
const pictureFonts: readonly (readonly [RegExp, RegExp])[] = [
  [/dingbat/i, /^[nopqrmlı❍●○◌■□▢❏❐❑❒]$/u],
  [/wingdings|webdings/i, /^[noqrxcý¨¡©§þ\uf06f\uf071\uf072\uf0a8\uf0a1\uf06e\uf063\uf078\uf0fe]$/u],
  [/msam|msbm|lasy|wasy/i, /^[□◻23o]$/u],
];

function isMark(glyph: Glyph): boolean {
  if (markCharacters.test(glyph.text)) return true;
  return pictureFonts.some(([font, letters]) => font.test(glyph.font) && letters.test(glyph.text));
}

function rowsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const rows = new Map<number, Glyph[]>();
  for (const glyph of glyphs) {
    const key = Math.round(glyph.baseline);
    const row = rows.get(key) ?? rows.get(key - 1) ?? rows.get(key + 1);
    if (row) row.push(glyph);
    else rows.set(key, [glyph]);
  }
  return [...rows.values()].map((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}

const dots = (text: string) => [...text].reduce((sum, character) => sum + (character === '…' ? 3 : 1), 0);

/** Further on than the run's own dots stand from one another: the next value's dotted line. */
function isApart(run: readonly Glyph[], next: Glyph): boolean {
  const [first, last] = [run[0], run[run.length - 1]];
  if (!first || !last) return false;
  const gap = next.box[0] - last.box[2];
  const usual = run.length < 4 ? Infinity : (last.box[2] - first.box[0] - run.reduce((sum, { box }) => sum + box[2] - box[0], 0)) / (run.length - 1);
  return gap > 1.2 * next.size || gap > Math.max(usual, 0) + 0.4 * next.size;
}

function findLeaders(row: readonly Glyph[]): { leader: Leader; members: Glyph[] }[] {
  const runs: Glyph[][] = [];
  let run: Glyph[] = [];
  const finish = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const glyph of row) {
    const last = run[run.length - 1];
    if (glyph.text.trim() === '') continue;
    if (!leaderCharacters.test(glyph.text)) finish();
    else {
      if (last && (last.text[0] !== glyph.text[0] || isApart(run, glyph))) finish();
      run.push(glyph);
    }
  }
  finish();
  return runs.flatMap((members) => {
    const box = unite(members.map((glyph) => glyph.box));
    const count = members.reduce((sum, glyph) => sum + dots(glyph.text), 0);
    const first = members[0];
    if (!first || count < leastLeaderDots || box[2] - box[0] < leastLeaderWidth) return [];
    return [{ leader: { box, baseline: first.baseline, size: first.size }, members }];
  });
}

/** "[ ]" and "( )" with nothing between. */
function findBrackets(row: readonly Glyph[]): { box: Box; members: Glyph[] }[] {
  const inked = row.filter((glyph) => glyph.text.trim() !== '');
  return inked.flatMap((glyph, at) => {
    const next = inked[at + 1];
    const pair = next && ((glyph.text === '[' && next.text === ']') || (glyph.text === '(' && next.text === ')'));
    if (!pair || next.box[0] - glyph.box[2] > 2 * glyph.size || next.box[0] - glyph.box[2] < 0.15 * glyph.size) return [];
    return [{ box: [glyph.box[2], glyph.baseline - 0.1 * glyph.size, next.box[0], glyph.baseline + 0.75 * glyph.size] as Box, members: [glyph, next] }];
  });
}

/** Parts what is to be read (letters) from what is to be written on (leaders) or crossed (marks). */
export function sortGlyphs(glyphs: readonly Glyph[]): { leaders: Leader[]; marks: Box[]; letters: Glyph[] } {
  const rows = rowsOf(glyphs);
  const leaders = rows.flatMap(findLeaders);
  const brackets = rows.flatMap(findBrackets);
  const single = glyphs.filter(isMark);
  const taken = new Set([...leaders, ...brackets].flatMap(({ members }) => members));
  for (const glyph of single) taken.add(glyph);
  // Some producers draw a leader twice, once dotted and once as a blank underline.
  const unique = leaders.filter(
    ({ leader }, at) =>
      !leaders.slice(0, at).some(({ leader: other }) => Math.abs(other.baseline - leader.baseline) < 2 && overlapX(other.box, leader.box) > 0),
  );
  const markBox = (glyph: Glyph): Box => [glyph.box[0], glyph.baseline - 0.12 * glyph.size, glyph.box[2], glyph.baseline + 0.76 * glyph.size];
  return {
    leaders: unique.map(({ leader }) => leader),
    marks: [...single.map(markBox), ...brackets.map(({ box }) => box)],
    letters: glyphs.filter((glyph) => !taken.has(glyph)),
  };
}
