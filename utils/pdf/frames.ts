import type { Box } from '../intake/form.ts';
import { contains, height, intersects, overlap, overlapX, overlapY, shrink, unite, width } from './geometry.ts';
import type { Page } from './layout.ts';
import type { Shape } from './paint.ts';
import { extentOf } from './paint.ts';

/** A box, a cell of a table, or a comb (then with the inner boundaries' x) drawn on the page; `occupied`: with print in it. */
type Frame = { box: Box; cells?: readonly number[]; occupied?: boolean };

/** A horizontal line to write on. */
export type Rule = { from: number; to: number; y: number };

/** What is drawn on a page. */
export type Frames = {
  page: Page;
  frames: readonly Frame[];
  rules: readonly Rule[];
  /** Drawn boxes and circles of the size of a check mark. */
  marks: readonly Box[];
  /** Every drawn rectangle and every cell between crossing lines, whatever stands in it. */
  outlines: readonly Box[];
};

type Upright = { x: number; from: number; to: number };

const thin = 2.6;
const markSizes = { least: 5, most: 22 };
const frameSizes = { leastWidth: 30, leastHeight: 9, mostHeight: 320 };
const leastRule = 36;
/** More strokes than any form has: a drawing, in which cells are not sought. */
const mostStrokes = 1500;

const isMarkSized = (box: Box) =>
  width(box) >= markSizes.least &&
  height(box) >= markSizes.least &&
  width(box) <= markSizes.most &&
  height(box) <= markSizes.most &&
  Math.abs(width(box) - height(box)) <= 0.3 * Math.max(width(box), height(box));

const almostEqual = (a: Box, b: Box, by: number) => a.every((value, at) => Math.abs(value - (b[at] ?? 0)) <= by);

/** Of boxes drawn twice (an outline and its inside) the inner one stays. */
function innermost(boxes: readonly Box[]): Box[] {
  const bySize = [...boxes].sort((a, b) => width(a) * height(a) - width(b) * height(b));
  const kept: Box[] = [];
  for (const box of bySize) if (!kept.some((other) => almostEqual(other, box, 3.5))) kept.push(box);
  return kept;
}

function strokesOf(shapes: readonly Shape[]): { level: Rule[]; upright: Upright[] } {
  const level: Rule[] = [];
  const upright: Upright[] = [];
  for (const shape of shapes) {
    if (shape.kind === 'segment') {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
      if (Math.abs(y1 - y2) < 0.8 && Math.abs(x1 - x2) >= 1) level.push({ from: Math.min(x1, x2), to: Math.max(x1, x2), y: (y1 + y2) / 2 });
      else if (Math.abs(x1 - x2) < 0.8) upright.push({ x: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
    } else if (shape.kind === 'rectangle') {
      const [left, bottom, right, top] = shape.box;
      if (top - bottom <= thin && right - left <= thin) {
        // A dot of a dotted line, whichever way the line runs.
        level.push({ from: left, to: right, y: (bottom + top) / 2 });
        upright.push({ x: (left + right) / 2, from: bottom, to: top });
      } else if (top - bottom <= thin) level.push({ from: left, to: right, y: (bottom + top) / 2 });
      else if (right - left <= thin) upright.push({ x: (left + right) / 2, from: bottom, to: top });
      else if (shape.stroked) {
        level.push({ from: left, to: right, y: bottom }, { from: left, to: right, y: top });
        upright.push({ x: left, from: bottom, to: top }, { x: right, from: bottom, to: top });
      }
    }
  }
  return { level: joinRules(level), upright: joinUprights(upright) };
}

/** Dashes and cell borders drawn piece by piece become one line. */
function joinRules(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => b.y - a.y || a.from - b.from);
  const joined: Rule[] = [];
  for (const rule of sorted) {
    const same = joined.slice(-60).find((other) => Math.abs(other.y - rule.y) < 0.9 && rule.from <= other.to + 3.2 && rule.to >= other.from - 3.2);
    if (same) {
      same.from = Math.min(same.from, rule.from);
      same.to = Math.max(same.to, rule.to);
    } else joined.push({ ...rule });
  }
  return joined;
}

function joinUprights(uprights: readonly Upright[]): Upright[] {
  const asRules = uprights.map(({ x, from, to }) => ({ y: x, from, to }));
  return joinRules(asRules).map(({ y, from, to }) => ({ x: y, from, to }));
}

/** The smallest rectangles between crossing lines. */
function cellsOf(level: readonly Rule[], upright: readonly Upright[]): Box[] {
  if (level.length + upright.length > mostStrokes) return [];
  const slack = 1.6;
  const cells: Box[] = [];
  for (const floor of level) {
    const posts = upright
      .filter((post) => post.from <= floor.y + slack && post.to > floor.y + 4 && post.x >= floor.from - slack && post.x <= floor.to + slack)
      .sort((a, b) => a.x - b.x);
    for (let at = 1; at < posts.length; at++) {
      const left = posts[at - 1];
      const right = posts[at];
      if (!left || !right || right.x - left.x < 4) continue;
      const reach = Math.min(left.to, right.to) + slack;
      const ceiling = level
        .filter((rule) => rule.y > floor.y + 4 && rule.y <= reach && rule.from <= left.x + 2 * slack && rule.to >= right.x - 2 * slack)
        .reduce((lowest, rule) => Math.min(lowest, rule.y), Infinity);
      if (ceiling < Infinity) cells.push([left.x, floor.y, right.x, ceiling]);
    }
  }
  return cells;
}

/** Small boxes side by side, one for each character. */
function combsOf(boxes: readonly Box[]): { combs: Frame[]; members: Set<Box> } {
  const small = boxes.filter((box) => width(box) >= 6 && width(box) <= 32 && height(box) >= 8 && height(box) <= 40).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const combs: Frame[] = [];
  const members = new Set<Box>();
  for (const start of small) {
    if (members.has(start)) continue;
    const run = [start];
    for (;;) {
      const last = run[run.length - 1] ?? start;
      const next = small.find(
        (box) =>
          !run.includes(box) &&
          Math.abs(box[1] - last[1]) < 1.5 &&
          Math.abs(box[3] - last[3]) < 1.5 &&
          Math.abs(width(box) - width(last)) < 2 &&
          box[0] - last[2] > -1.5 &&
          box[0] - last[2] < 4.5,
      );
      if (!next) break;
      run.push(next);
    }
    if (run.length < 4) continue;
    for (const box of run) members.add(box);
    combs.push({ box: unite(run), cells: run.slice(1).map((box, at) => (box[0] + (run[at]?.[2] ?? box[0])) / 2) });
  }
  return { combs, members };
}

/** A frame whose inside is parted by evenly spaced ticks is a comb as well. */
function tickedComb(box: Box, uprights: readonly Upright[]): Frame {
  const ticks = uprights
    .filter(
      (tick) =>
        tick.x > box[0] + 4 && tick.x < box[2] - 4 && overlap(tick.from, tick.to, box[1], box[3]) > 2 && tick.from >= box[1] - 2 && tick.to <= box[3] + 2,
    )
    .map((tick) => tick.x)
    .sort((a, b) => a - b);
  if (ticks.length < 3) return { box };
  const steps = [...ticks, box[2]].map((x, at) => x - (at === 0 ? box[0] : (ticks[at - 1] ?? 0)));
  const even = Math.max(...steps) - Math.min(...steps) < 2.5;
  return even ? { box, cells: ticks } : { box };
}

function isUnderline(rule: Rule, page: Page): boolean {
  return page.lines.some(
    (line) =>
      rule.y < line.baseline + 1 &&
      rule.y > line.baseline - 0.42 * line.size &&
      overlap(rule.from, rule.to, line.box[0], line.box[2]) > 0.5 * (rule.to - rule.from),
  );
}

/** Everything drawn on the page that can take an answer, apart from fields and leaders. */
export function findFrames(page: Page): Frames {
  const shapes = page.shapes.filter((shape) => shape.annotation === undefined);
  const { level, upright } = strokesOf(shapes);
  const rectangles = shapes.flatMap((shape) => (shape.kind === 'rectangle' && width(shape.box) > thin && height(shape.box) > thin ? [shape.box] : []));
  const outlines = [...rectangles, ...cellsOf(level, upright)];
  const circles = shapes.flatMap((shape) => (shape.kind === 'curve' && isMarkSized(shape.box) && shape.stroked ? [shape.box] : []));
  const closed = innermost(outlines);
  const { combs, members } = combsOf(closed);
  const single = closed.filter((box) => !members.has(box));
  const marks = innermost([...single.filter(isMarkSized), ...circles]);
  const printed = page.lines.map((line) => line.box);
  const empty = (box: Box) => !printed.some((text) => intersects(shrink(box, 1), text, 1));
  const big = single.filter(
    (box) => width(box) >= frameSizes.leastWidth && height(box) >= frameSizes.leastHeight && height(box) <= frameSizes.mostHeight && !isMarkSized(box),
  );
  // A frame around other frames (a panel, a table's outline) is no place of its own.
  const innermostFrames = big.filter(
    (box) =>
      !big.some((other) => other !== box && contains(box, other, 1)) &&
      !combs.some((comb) => contains(box, comb.box, 2) && height(box) > 1.5 * height(comb.box)),
  );
  const frames = [
    ...innermostFrames
      .filter((box) => !combs.some((comb) => contains(box, comb.box, 3)))
      .map((box) => ({ ...tickedComb(box, upright), occupied: !empty(box) })),
    ...combs.map((comb) => ({ ...comb, occupied: !empty(comb.box) })),
  ];
  const rules = level.filter(
    (rule) =>
      rule.to - rule.from >= leastRule &&
      !closed.some(
        (box) =>
          (Math.abs(box[1] - rule.y) < 1.8 || Math.abs(box[3] - rule.y) < 1.8) &&
          overlap(rule.from, rule.to, box[0], box[2]) > 0.6 * Math.min(rule.to - rule.from, width(box)),
      ) &&
      !isUnderline(rule, page),
  );
  return { page, frames, rules, marks, outlines };
}

/** The smallest drawn box or cell around a text, if any: its answer may stand in the same box. */
export function frameAround({ page, outlines }: Frames, text: Box): Box | undefined {
  return outlines
    .filter((box) => contains(box, text, 1.5) && height(box) < 0.6 * page.height && overlapX(box, text) > 0 && overlapY(box, text) > 0)
    .sort((a, b) => width(a) * height(a) - width(b) * height(b))[0];
}

/** Drawn around, not only shaded. */
export function isOutlined(page: Page, cell: Box): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 2;
  return page.shapes.some((shape) => {
    const [, bottom, , top] = extentOf(shape);
    if (shape.kind === 'rectangle' && !shape.stroked && top - bottom > thin) return false;
    return (near(bottom, cell[1]) || near(top, cell[1])) && overlapX(extentOf(shape), cell) > 0.5 * width(cell);
  });
}
