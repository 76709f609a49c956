import type { Box, WritingLine } from '../intake/form.ts';
import { contains, height, intersects, overlapX, overlapY, shrink, unite, width } from './geometry.ts';
import type { Frames, Rule } from './frames.ts';
import type { Page, Widget } from './layout.ts';
import { extentOf } from './paint.ts';

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
function roomAbove(page: Page, rule: Rule, others: readonly number[]): number {
  const printed = page.lines
    .filter((line) => line.box[1] >= rule.y - 3 && overlapX(line.box, [rule.from, 0, rule.to, 0]) > 2)
    .map((line) => line.box[1] - rule.y);
  const drawn = others.filter((y) => y > rule.y + 2).map((y) => y - rule.y);
  return Math.min(writingHeight, ...printed, ...drawn);
}

/** A text directly left of a line is its label: the line begins a place of its own. */
function isLabelled(line: Spot, page: Page): boolean {
  const [left, bottom] = line.box;
  return page.lines.some((text) => text.box[2] <= left + 3 && left - text.box[2] < 40 && text.baseline > bottom - 6 && text.baseline < bottom + 12);
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
        !isLabelled(line, page) &&
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
  const levels = rules.map((rule) => rule.y);
  return rules.flatMap((rule): Spot[] => {
    const room = roomAbove(page, rule, levels);
    const box: Box = [rule.from, rule.y, rule.to, rule.y + Math.max(room, 8)];
    if (room >= 6.5) return [{ kind: 'rule', page: page.index, box, lines: [rule] }];
    const written = page.lines.some(
      (line) => line.baseline > rule.y - 1 && line.baseline < rule.y + 6 && line.box[0] > rule.from - 2 && line.box[2] < rule.to + 2,
    );
    return written ? [{ kind: 'rule', page: page.index, box, lines: [rule], occupied: true }] : [];
  });
}

function leaderSpots(page: Page): Spot[] {
  const levels = page.leaders.map((leader) => leader.baseline);
  return page.leaders.map((leader) => {
    const box: Box = [
      leader.box[0],
      leader.baseline - 1,
      leader.box[2],
      leader.baseline + roomAbove(page, { from: leader.box[0], to: leader.box[2], y: leader.baseline }, levels),
    ];
    const occupied = page.lines.some((line) => intersects(line.box, box, 2.5));
    return { kind: 'leader', page: page.index, box, lines: [{ from: leader.box[0], to: leader.box[2], y: leader.baseline }], occupied };
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
  return drawn || page.images.some((image) => contains(box, image, 2));
}

/** Every place on the page that could take a text, a field before what is drawn under it. */
export function findSpots(page: Page, { frames, rules }: Frames): Spot[] {
  const widgets = page.widgets
    .filter((widget) => (widget.kind === 'text' || widget.kind === 'signature' || widget.kind === 'choice') && !widget.readOnly)
    .map((widget): Spot => ({ kind: 'widget', page: page.index, box: widget.box, widget }));
  const free = (spot: Spot) => !widgets.some((widget) => intersects(shrink(widget.box, 1), spot.box));
  const framed = frames.map(
    (frame): Spot => ({ kind: frame.cells ? 'comb' : 'frame', page: page.index, ...frame, occupied: frame.occupied || isDrawnOn(page, frame.box) }),
  );
  const inFrame = (spot: Spot) => framed.some((frame) => !frame.occupied && intersects(frame.box, spot.box, 3));
  // A row of dots or a rule in a frame is there to write straight: the frame's lines, not a place of its own.
  const lined = framed.flatMap((frame): Spot[] => {
    const within = (line: WritingLine) => line.y > frame.box[1] + 2 && line.y < frame.box[3] - 5 && overlapX(frame.box, [line.from, 0, line.to, 0]) > 20;
    const inside = [...rules, ...page.leaders.map((leader) => ({ from: leader.box[0], to: leader.box[2], y: leader.baseline }))].filter(within);
    if (frame.kind !== 'frame' || inside.length === 0) return [frame];
    // With print in it as well, the frame holds a whole question: its lines are the places.
    return frame.occupied ? [] : [{ ...frame, lines: inside.sort((a, b) => b.y - a.y) }];
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
export function findMarks(page: Page, { marks }: Frames): Mark[] {
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
