import type { Box } from '../intake/form.ts';
import type { Anchor } from './anchors.ts';
import type { Frames } from './frames.ts';
import { frameAround, isOutlined } from './frames.ts';
import { height, intersects, overlapX, overlapY, unite, width } from './geometry.ts';
import type { Line, Page } from './layout.ts';
import { extentOf } from './paint.ts';
import type { Mark, Spot } from './spots.ts';

const clearance = 2;
const leastHeight = 11;
const leastWidth = 70;
const signatureHeight = 28;

/** Where the column of a text ends: at a line of print or a panel to its right, or the page's margin. */
function columnRight(page: Page, from: number, band: Box, frame: Box | undefined): number {
  const margin = Math.min(...page.lines.map((line) => line.box[0]), 60);
  const limits = [page.width - Math.max(margin, 24), ...(frame ? [frame[2] - 3] : [])];
  for (const line of page.lines) if (line.box[0] > from && overlapY(line.box, band) > 0.5) limits.push(line.box[0] - 8);
  for (const shape of page.shapes) {
    const box = extentOf(shape);
    if (box[0] > from && overlapY(box, band) > 0.5) limits.push(box[0] - 3);
  }
  for (const widget of page.widgets) if (widget.box[0] > from && overlapY(widget.box, band) > 0.5) limits.push(widget.box[0] - 3);
  return Math.min(...limits);
}

/** The lowest that an answer below a question may reach: the top of whatever comes next. */
function floorBelow(page: Page, span: Box, top: number, frame: Box | undefined): number {
  const margin = 30;
  const stops = [margin, ...(frame ? [frame[1] + 1] : [])];
  for (const line of page.lines) if (line.box[3] < top + 1 && overlapX(line.box, span) > 0) stops.push(line.box[3] + clearance);
  for (const shape of page.shapes) {
    const box = extentOf(shape);
    // What lies around the span (a panel behind it) is no stop; what begins below it is.
    if (box[3] < top && overlapX(box, span) > 0) stops.push(box[3] + clearance);
  }
  for (const widget of page.widgets) if (widget.box[3] < top && overlapX(widget.box, span) > 0) stops.push(widget.box[3] + clearance);
  return Math.max(...stops);
}

/** A footnote under the question's frame is not in the way of an answer in it. */
function hintsIn(anchor: Anchor, frame: Box | undefined): Line[] {
  return anchor.hints.filter((line) => !frame || overlapY(line.box, frame) > 0);
}

/** The blank paper that a question leaves for its answer: after it on its own line, else under it. Undefined where there is too little. */
export function blankSpot(drawn: Frames, anchor: Anchor, marks: readonly Mark[]): Box | undefined {
  const { page } = drawn;
  const lastLine = anchor.lines[anchor.lines.length - 1];
  if (!lastLine) return undefined;
  const around = frameAround(drawn, anchor.last);
  const frame = around && isRoomy(page, around, anchor) ? around : undefined;
  const tall = anchor.question === 'signature';
  const label = lastLine.box;
  const after: Box = [label[2] + 4, lastLine.baseline - 3, label[2] + 5, lastLine.baseline + lastLine.size * 0.8];
  const right = columnRight(page, label[2], after, frame);
  const floor = floorBelow(page, [label[0], 0, Math.max(right, label[2]), 0], label[1], frame);
  const beside: Box = [label[2] + 5, Math.max(lastLine.baseline - 3, floor), right, lastLine.baseline + lastLine.size];
  const oneLine = anchor.lines.length === 1 && !tall;
  const asksBeside = oneLine && /:\s*\*?$/.test(lastLine.text);

  const under = hintsIn(anchor, frame).pop() ?? lastLine;
  const top = under.box[1] - clearance;
  const underBand: Box = [label[0], top - leastHeight, label[2], top];
  const underRight = columnRight(page, label[0] + 20, underBand, frame);
  const span: Box = [label[0], 0, underRight, 0];
  const bottom = floorBelow(page, span, under.box[1], frame);
  const below: Box = [Math.min(label[0], anchor.box[0]), Math.max(bottom, top - (tall ? 70 : 34)), Math.min(underRight, label[0] + (tall ? 230 : 400)), top];

  const roomBeside =
    beside[2] - beside[0] >= leastWidth &&
    beside[3] - beside[1] >= leastHeight - 1 &&
    !marks.some((mark) => overlapX(mark.box, beside) > 0 && overlapY(mark.box, beside) > 0);
  const roomBelow =
    below[2] - below[0] >= leastWidth &&
    below[3] - below[1] >= (tall ? signatureHeight : leastHeight) &&
    !marks.some((mark) => overlapX(mark.box, below) > 0 && overlapY(mark.box, below) > 0);
  // Between close-set short questions the answer goes on the question's own row.
  const tight = oneLine && label[2] - label[0] < 0.4 * (right - label[0]) && below[3] - below[1] < 1.6 * lastLine.size && anchor.hints.length === 0;
  if ((asksBeside || tight) && roomBeside) return beside;
  if (roomBelow) return below;
  return roomBeside && !tall && anchor.hints.length === 0 ? beside : undefined;
}

const cellGap = 14;

/**
 * A drawn cell that holds a question and room for its answer, and nothing else: where no place is drawn in it, nor one beside or
 * below that it belongs to, the answer stands with the question.
 */
export function hasOwnCell(drawn: Frames, anchor: Anchor, spots: readonly Spot[]): boolean {
  const { page } = drawn;
  const cell = frameAround(drawn, unite(anchor.lines.map((line) => line.box)));
  if (!cell) return false;
  const own = [...anchor.lines, ...hintsIn(anchor, cell)];
  const foreign = page.lines.some((line) => !own.includes(line) && intersects(line.box, cell, 1.5));
  const last = own[own.length - 1];
  if (foreign || !last || height(cell) > 200) return false;
  const roomBelow = last.box[1] - cell[1] >= leastHeight;
  const roomBeside = own.length === 1 && isOutlined(page, cell) && cell[2] - last.box[2] >= leastWidth;
  if (!roomBelow && !roomBeside) return false;
  return !spots.some((spot) => {
    if (spot.occupied) return false;
    if (intersects(spot.box, cell, 2)) return true;
    const beside = spot.box[0] - cell[2];
    const below = cell[1] - spot.box[3];
    const nextTo = beside > -3 && beside < cellGap && overlapY(spot.box, cell) > 0.5 * Math.min(height(spot.box), height(cell));
    return nextTo || (below > -3 && below < cellGap && overlapX(spot.box, cell) > 0.5 * Math.min(width(spot.box), width(cell)));
  });
}

/** A shaded band that a question fills is no frame around its answer. */
function isRoomy(page: Page, frame: Box, anchor: Anchor): boolean {
  return isOutlined(page, frame) || anchor.last[1] - frame[1] >= leastHeight;
}

/** A blank place as a spot of its own kind would be: nothing is drawn, so nothing tells where it ends. */
export function isBlankFree(box: Box, spots: readonly Spot[]): boolean {
  return !spots.some((spot) => overlapX(spot.box, box) > 1 && overlapY(spot.box, box) > 1);
}
