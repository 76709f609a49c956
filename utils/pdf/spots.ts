import type { Box, WritingLine } from '../intake/form.ts';
import { contains, height, intersects, overlap, overlapX, overlapY, shrink, unite, width } from './geometry.ts';
import type { Frames, Rule } from './frames.ts';
import type { Line, Page } from './layout.ts';
import { extentOf } from './paint.ts';
import type { Widget } from './widgets.ts';

/** Somewhere an answer could be written, whoever's it is. */
export type Spot = {
  kind: 'widget' | 'frame' | 'comb' | 'rule' | 'leader';
  page: number;
  box: Box;
  cells?: readonly number[];
  /** Ruled or dotted lines, top to bottom: text stands on them. */
  lines?: readonly WritingLine[];
  /** Something is written there already. */
  occupied?: boolean;
  widget?: Widget;
};

/** A box to cross. */
export type Mark = { page: number; box: Box; occupied?: boolean; widget?: Widget };

const writingHeight = 15;

/** How much blank paper stands above a line, up to what is printed or drawn there. */
function roomAbove(page: Page, rule: Rule, others: readonly Rule[]): number {
  const printed = page.lines
    .filter((line) => line.box[1] >= rule.y - 3 && overlapX(line.box, [rule.from, 0, rule.to, 0]) > 2)
    .map((line) => line.box[1] - rule.y);
  const drawn = others.filter((other) => other.y > rule.y + 2 && overlap(other.from, other.to, rule.from, rule.to) > 2).map(({ y }) => y - rule.y);
  return Math.min(writingHeight, ...printed, ...drawn);
}

/** Points: a pen's signature is so high where the paper above its line allows, and keeps so far from what is printed there. */
const penHeight = 48;
const clearance = 2;

/** The spot of a line that a pen signs on, with the blank paper above it: what is printed, drawn, or a field ends it. */
export function raise(spot: Spot, page: Page): Box {
  const [left, bottom, right, top] = spot.box;
  if (spot.kind !== 'rule' && spot.kind !== 'leader') return spot.box;
  const boxes = [
    ...page.lines.map((line) => line.box),
    ...page.images.map((image) => image.box),
    ...page.widgets.map((widget) => widget.box),
    ...page.shapes.filter(({ annotation }) => annotation === undefined).map(extentOf),
  ].filter((box) => overlapX(box, spot.box) > 2);
  // What surrounds the line ends above it; all else stands on the paper above it.
  const ends = boxes.flatMap((box) => (box[1] >= top - clearance ? [box[1]] : box[1] < bottom && box[3] > top + clearance ? [box[3]] : []));
  return [left, bottom, right, Math.max(top, Math.min(bottom + penHeight, ...ends.map((end) => end - clearance)))];
}

const nearLabel = 40;
const columnGap = 12;
const farLabel = 260;

const beginsOnRow = (text: Line, [, bottom]: Box) => text.baseline > bottom - 6 && text.baseline < bottom + 12;

/** The text that stands left of a line, whatever lies between it and the line's own start but print. */
function textBefore(line: Spot, page: Page): Line | undefined {
  return page.lines.filter((text) => text.box[2] <= line.box[0] + 3 && beginsOnRow(text, line.box)).sort((a, b) => b.box[2] - a.box[2])[0];
}

/** The same column of labels: flush left or flush right with one another. */
const isAligned = (a: Line, b: Line) => Math.abs(a.box[0] - b.box[0]) < 4 || Math.abs(a.box[2] - b.box[2]) < 4;

/** A paragraph's further line, rather than a text of its own. */
function goesOnFrom(text: Line, page: Page): boolean {
  return page.lines.some((above) => {
    const drop = above.baseline - text.baseline;
    return drop > 0.6 * text.size && drop < 1.75 * text.size && isAligned(above, text) && !/[?:]\s*\*?$/.test(above.text);
  });
}

/** A text right above a line and flush with it. */
function isHeading(text: Line, { box }: Spot): boolean {
  const gap = text.box[1] - box[3];
  return Math.abs(text.box[0] - box[0]) < 8 && gap > -3 && gap < 12;
}

/** A text left of a line is its label: directly before it, or where the line above it in the stack (`first`) has its own in that column. */
function isLabelled(line: Spot, first: Spot, page: Page): boolean {
  const text = textBefore(line, page);
  if (!text) return false;
  const gap = line.box[0] - text.box[2];
  // Under a question of their own the lines have no labels beside them: what is left of them is another column.
  if (gap > columnGap && page.lines.some((above) => isHeading(above, first))) return false;
  if (gap < nearLabel) return true;
  const own = textBefore(first, page);
  return gap < farLabel && own !== undefined && own !== text && isAligned(own, text) && !goesOnFrom(text, page);
}

const oneValue = 150;

/** Short lines side by side are a place each: one for every value. */
function isOneOfRow(line: Spot, lines: readonly Spot[]): boolean {
  const wide = width(line.box);
  return (
    wide < oneValue &&
    lines.some((other) => {
      const gap = Math.max(other.box[0] - line.box[2], line.box[0] - other.box[2]);
      return Math.abs(other.box[1] - line.box[1]) < 2 && gap > 0 && gap < 24 && Math.abs(width(other.box) - wide) < 0.25 * wide;
    })
  );
}

/** Lines below one another with nothing between are one place of several lines. */
function stack(lines: readonly Spot[], page: Page): Spot[] {
  const sorted = [...lines].sort((a, b) => b.box[1] - a.box[1]);
  const stacked: Spot[] = [];
  for (const line of sorted) {
    const above = stacked.find(
      (spot) =>
        Math.abs(spot.box[2] - line.box[2]) < 8 &&
        line.box[0] - spot.box[0] < 8 &&
        line.box[3] <= spot.box[1] + 4 &&
        spot.box[1] - line.box[1] < 32 &&
        !isLabelled(line, spot, page) &&
        !isOneOfRow(line, lines) &&
        !isOneOfRow(spot, lines) &&
        !page.lines.some((text) => intersects(text.box, [line.box[0], line.box[1], line.box[2], spot.box[1]], 1.5)),
    );
    // A first line that begins after its label still belongs to the full lines below it.
    if (above) {
      above.lines = [...(above.lines ?? []), ...(line.lines ?? [])];
      above.box = unite([above.box, line.box]);
    } else stacked.push({ ...line });
  }
  return stacked;
}

function ruleSpots(page: Page, rules: readonly Rule[]): Spot[] {
  return rules.flatMap((rule): Spot[] => {
    const room = roomAbove(page, rule, rules);
    const box: Box = [rule.from, rule.y, rule.to, rule.y + Math.max(room, 8)];
    if (room >= 6.5) return [{ kind: 'rule', page: page.index, box, lines: [rule] }];
    const written = page.lines.some(
      (line) => line.baseline > rule.y - 1 && line.baseline < rule.y + 6 && line.box[0] > rule.from - 2 && line.box[2] < rule.to + 2,
    );
    return written ? [{ kind: 'rule', page: page.index, box, lines: [rule], occupied: true }] : [];
  });
}

/** Rows of dots, as the lines to write on that they are. */
function leaderRules({ leaders }: Page): Rule[] {
  return leaders.map(({ box, baseline }) => ({ from: box[0], to: box[2], y: baseline }));
}

function leaderSpots(page: Page): Spot[] {
  const rules = leaderRules(page);
  return rules.map((rule) => {
    const box: Box = [rule.from, rule.y - 1, rule.to, rule.y + roomAbove(page, rule, rules)];
    const occupied = page.lines.some((line) => intersects(line.box, box, 2.5));
    return { kind: 'leader', page: page.index, box, lines: [rule], occupied };
  });
}

/** Slanting strokes, curves or a picture inside a frame: somebody's hand. */
function isDrawnOn(page: Page, box: Box): boolean {
  const inner = shrink(box, 2);
  const drawn = page.shapes.some((shape) => {
    if (shape.annotation !== undefined || shape.kind === 'rectangle') return false;
    if (shape.kind === 'curve') return contains(box, shape.box, 2) && intersects(shape.box, inner);
    const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
    const slanting = Math.abs(x1 - x2) > 1 && Math.abs(y1 - y2) > 1;
    return slanting && contains(box, extentOf(shape), 2);
  });
  return drawn || page.images.some((image) => contains(box, image.box, 2));
}

/** Every place on the page that could take a text, a field before what is drawn under it. */
export function findSpots({ page, frames, rules }: Frames): Spot[] {
  const widgets = page.widgets
    .filter((widget) => (widget.kind === 'text' || widget.kind === 'signature' || widget.kind === 'choice') && !widget.readOnly)
    .map((widget): Spot => ({ kind: 'widget', page: page.index, box: widget.box, widget }));
  const free = (spot: Spot) => !widgets.some((widget) => intersects(shrink(widget.box, 1), spot.box));
  const framed = frames.map(
    (frame): Spot => ({ kind: frame.cells ? 'comb' : 'frame', page: page.index, ...frame, occupied: frame.occupied || isDrawnOn(page, frame.box) }),
  );
  const written: readonly WritingLine[] = [...rules, ...leaderRules(page)];
  const linesIn = (frame: Spot) =>
    written.filter((line) => line.y > frame.box[1] + 2 && line.y < frame.box[3] - 5 && overlapX(frame.box, [line.from, 0, line.to, 0]) > 20);
  // Lines beside one another in a frame are places of their own; the frame is only drawn around them.
  const isAround = (frame: Spot) => linesIn(frame).some((line, at, all) => all.some((other, index) => index > at && Math.abs(other.y - line.y) < 2));
  const inFrame = (spot: Spot) => framed.some((frame) => !frame.occupied && !isAround(frame) && intersects(frame.box, spot.box, 3));
  // A row of dots or a rule in a frame is there to write straight: the frame's lines, not a place of its own.
  const lined = framed.flatMap((frame): Spot[] => {
    const inside = linesIn(frame);
    if (frame.kind !== 'frame' || inside.length === 0) return [frame];
    // With print in it as well, the frame holds a whole question: its lines are the places.
    return frame.occupied || isAround(frame) ? [] : [{ ...frame, lines: inside.sort((a, b) => b.y - a.y) }];
  });
  const ruled = stack(
    [...ruleSpots(page, rules), ...leaderSpots(page)].filter((spot) => !inFrame(spot)),
    page,
  );
  return [...widgets, ...lined.filter(free), ...ruled.filter(free)];
}

/** Ink inside a box that is not the box itself: a cross, a tick, a blot. */
function isCrossed(page: Page, box: Box): boolean {
  const inner = shrink(box, Math.min(width(box), height(box)) * 0.18);
  const strokes = page.shapes.some((shape) => {
    if (shape.annotation !== undefined) return false;
    if (shape.kind === 'segment') {
      const [x, y] = [(shape.from[0] + shape.to[0]) / 2, (shape.from[1] + shape.to[1]) / 2];
      return x > inner[0] && x < inner[2] && y > inner[1] && y < inner[3];
    }
    const smaller = width(shape.box) < width(box) * 0.9 || height(shape.box) < height(box) * 0.9;
    return smaller && shape.kind === 'curve' && intersects(shape.box, inner, 1) && width(shape.box) < 2 * width(box);
  });
  return strokes || page.lines.some((line) => line.words.some((word) => [...word.text].length <= 2 && intersects(word.box, inner, 1.5)));
}

/** Every box to cross: fields first, then drawn boxes, then characters, each place once. */
export function findMarks({ page, marks }: Frames): Mark[] {
  const widgets = page.widgets
    .filter((widget) => (widget.kind === 'check' || widget.kind === 'radio') && !widget.readOnly)
    .map((widget): Mark => ({ page: page.index, box: widget.box, widget }));
  const found = [...widgets];
  for (const box of [...marks, ...page.glyphMarks]) {
    const same = found.some(
      (mark) =>
        overlapX(mark.box, box) > 0.4 * Math.min(width(mark.box), width(box)) && overlapY(mark.box, box) > 0.4 * Math.min(height(mark.box), height(box)),
    );
    if (!same) found.push({ page: page.index, box, occupied: isCrossed(page, box) });
  }
  return found;
}
