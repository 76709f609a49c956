import type { Grey } from './grey.ts';
import { blur, resize } from './grey.ts';

/** A point of a picture in its pixels, from its top-left. */
type Point = readonly [x: number, y: number];
/** The corners of a sheet as they lie in the picture: the one nearest the picture's top-left first, then clockwise. */
export type Corners = readonly [Point, Point, Point, Point];

/** Pixels of the longer side in which the sheet is looked for: print is gone in it, edges are not. */
const looked = 360;
/** A sheet fills so much of its photograph; more is a scanner's picture. What is bright fills so much of its outline. */
const ofPicture = { from: 0.2, to: 0.97 };
const filled = { from: 0.93, to: 1.06 };
/** The longer side by the shorter, as paper may look that is held askew; A4 has 1.41. */
const shape = { from: 1.1, to: 1.85 };
/** Of each side this much, in its middle, says where it runs: a corner may be folded, or under a thumb. */
const middle = { from: 0.12, to: 0.88 };
/** Pixels to each side of an edge, where its brightness is read; the part of brightness by which it falls at least. */
const beside = 4;
const fall = 0.3;
/** Parts of brightness that may separate a sheet from what it lies on, tried from the likeliest. */
const offsets = [0, 0.12, -0.12, 0.24];

/** The brightness that parts the picture's two kinds of pixels best (Otsu's method), 0 to 255, with the spread between them. */
function partingOf({ data }: Grey): { level: number; dark: number; bright: number } {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  const total = counts.reduce((sum, count, value) => sum + count * value, 0);
  let best = { level: 127, dark: 0, bright: 255, between: -1 };
  let [below, sum] = [0, 0];
  for (let level = 0; level < 255; level += 1) {
    below += counts[level] ?? 0;
    sum += level * (counts[level] ?? 0);
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const [dark, bright] = [sum / below, (total - sum) / above];
    const between = below * above * (bright - dark) ** 2;
    if (between > best.between) best = { level, dark, bright, between };
  }
  return best;
}

/** The pixels of the largest connected bright part. */
function largestBright({ data, width, height }: Grey, level: number): { part: Uint8Array; count: number } {
  const marks = new Int32Array(data.length);
  let largest = { mark: 0, count: 0 };
  let mark = 0;
  const stack: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (marks[start] !== 0 || (data[start] ?? 0) <= level) continue;
    mark += 1;
    marks[start] = mark;
    stack.push(start);
    let count = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count += 1;
      const x = at % width;
      for (const [next, inside] of [
        [at - 1, x > 0],
        [at + 1, x < width - 1],
        [at - width, at >= width],
        [at + width, at < (height - 1) * width],
      ] as const) {
        if (!inside || marks[next] !== 0 || (data[next] ?? 0) <= level) continue;
        marks[next] = mark;
        stack.push(next);
      }
    }
    if (count > largest.count) largest = { mark, count };
  }
  return { part: Uint8Array.from(marks, (value) => Number(value === largest.mark && largest.mark > 0)), count: largest.count };
}

/** The first and last bright pixel of each row and column: the sheet's outline, whatever is printed on it. */
function outlineOf(part: Uint8Array, width: number, height: number): Point[] {
  const points: Point[] = [];
  const lines = (count: number, length: number, pixel: (line: number, at: number) => number, point: (line: number, at: number) => Point) => {
    for (let line = 0; line < count; line += 1) {
      let first = 0;
      while (first < length && part[pixel(line, first)] === 0) first += 1;
      if (first === length) continue;
      let last = length - 1;
      while (part[pixel(line, last)] === 0) last -= 1;
      points.push(point(line, first), point(line, last + 1));
    }
  };
  lines(
    height,
    width,
    (y, x) => y * width + x,
    (y, x) => [x, y + 0.5],
  );
  lines(
    width,
    height,
    (x, y) => y * width + x,
    (x, y) => [x + 0.5, y],
  );
  return points;
}

const farthest = (points: readonly Point[], along: (point: Point) => number): Point =>
  points.reduce((best, point) => (along(point) > along(best) ? point : best), points[0] ?? [0, 0]);

type Line = { through: Point; direction: Point };

/** The line along one side: least squares through the outline near it, away from its ends; what lies off it is left out and it is laid again. */
function sideOf(outline: readonly Point[], [fromX, fromY]: Point, [toX, toY]: Point): Line | undefined {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (length < 20) return undefined;
  let line: Line = { through: [fromX, fromY], direction: [(toX - fromX) / length, (toY - fromY) / length] };
  for (const reach of [0.05 * length, 2.5, 1.5]) {
    const near = outline.filter(([x, y]) => {
      const share = ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / length ** 2;
      return share > middle.from && share < middle.to && Math.abs(offsetOf(line, [x, y])) <= reach;
    });
    if (near.length < 0.4 * length) return undefined;
    const mean: Point = [near.reduce((sum, [x]) => sum + x, 0) / near.length, near.reduce((sum, [, y]) => sum + y, 0) / near.length];
    let [xx, xy, yy] = [0, 0, 0];
    for (const [x, y] of near) {
      xx += (x - mean[0]) ** 2;
      xy += (x - mean[0]) * (y - mean[1]);
      yy += (y - mean[1]) ** 2;
    }
    const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
    line = { through: mean, direction: [Math.cos(angle), Math.sin(angle)] };
  }
  return line;
}

function offsetOf({ through: [x0, y0], direction: [dx, dy] }: Line, [x, y]: Point): number {
  return (x - x0) * dy - (y - y0) * dx;
}

function crossing(a: Line, b: Line): Point | undefined {
  const across = a.direction[0] * b.direction[1] - a.direction[1] * b.direction[0];
  if (Math.abs(across) < 0.3) return undefined;
  const along = ((b.through[0] - a.through[0]) * b.direction[1] - (b.through[1] - a.through[1]) * b.direction[0]) / across;
  return [a.through[0] + along * a.direction[0], a.through[1] + along * a.direction[1]];
}

const areaOf = (corners: Corners): number =>
  Math.abs(
    corners.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % 4] ?? [0, 0];
      return sum + x * nextY - nextX * y;
    }, 0),
  ) / 2;

const lengthOf = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(bx - ax, by - ay);

/** Across and down as the mean of the two sides that face each other. */
export function sizeOf([a, b, c, d]: Corners): { across: number; down: number } {
  return { across: (lengthOf(a, b) + lengthOf(d, c)) / 2, down: (lengthOf(a, d) + lengthOf(b, c)) / 2 };
}

/** Whether the picture falls off in brightness across the side, by `least`: light that fades over a table has no edge. A side of the picture itself tells nothing. */
function isEdge(small: Grey, [fromX, fromY]: Point, [toX, toY]: Point, least: number): 'edge' | 'none' | 'unknown' {
  const length = Math.hypot(toX - fromX, toY - fromY);
  const [rightX, rightY] = [-(toY - fromY) / length, (toX - fromX) / length];
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= small.width || y >= small.height ? undefined : small.data[Math.floor(y) * small.width + Math.floor(x)];
  const falls: number[] = [];
  for (let share = middle.from; share <= middle.to; share += 0.02) {
    const [x, y] = [fromX + share * (toX - fromX), fromY + share * (toY - fromY)];
    const [inside, outside] = [at(x + beside * rightX, y + beside * rightY), at(x - beside * rightX, y - beside * rightY)];
    if (inside !== undefined && outside !== undefined) falls.push(inside - outside);
  }
  if (falls.length < 15) return 'unknown';
  return (falls.sort((a, b) => a - b)[Math.floor(falls.length / 2)] ?? 0) >= least ? 'edge' : 'none';
}

function sheetAt(small: Grey, level: number, least: number): Corners | undefined {
  const { width, height } = small;
  const { part, count } = largestBright(small, level);
  const share = count / (width * height);
  if (share < ofPicture.from || share > ofPicture.to) return undefined;
  const outline = outlineOf(part, width, height);
  const [topLeft, topRight, bottomRight, bottomLeft] = [
    farthest(outline, ([x, y]) => -x - y),
    farthest(outline, ([x, y]) => x - y),
    farthest(outline, ([x, y]) => x + y),
    farthest(outline, ([x, y]) => y - x),
  ];
  const top = sideOf(outline, topLeft, topRight);
  const right = sideOf(outline, topRight, bottomRight);
  const bottom = sideOf(outline, bottomRight, bottomLeft);
  const left = sideOf(outline, bottomLeft, topLeft);
  if (!top || !right || !bottom || !left) return undefined;
  const [a, b, c, d] = [crossing(left, top), crossing(top, right), crossing(right, bottom), crossing(bottom, left)];
  if (!a || !b || !c || !d) return undefined;
  const corners: Corners = [a, b, c, d];
  const { across, down } = sizeOf(corners);
  const stretch = Math.max(across, down) / Math.min(across, down);
  const covers = count / areaOf(corners);
  const fits = covers >= filled.from && covers <= filled.to && stretch >= shape.from && stretch <= shape.to;
  if (!fits) return undefined;
  const sides = corners.map((corner, at) => isEdge(small, corner, corners[(at + 1) % 4] ?? corner, least));
  return sides.includes('none') || sides.filter((side) => side === 'unknown').length > 1 ? undefined : corners;
}

/** Where the sheet lies in its photograph; undefined where no sheet stands out, as in a scanner's picture, which shows nothing but the sheet. */
export function cornersOf(picture: Grey): Corners | undefined {
  const shrink = Math.min(1, looked / Math.max(picture.width, picture.height));
  const small = blur(resize(picture, Math.max(1, Math.round(picture.width * shrink)), Math.max(1, Math.round(picture.height * shrink))), 1);
  const { level, dark, bright } = partingOf(small);
  for (const offset of offsets) {
    const corners = sheetAt(small, level + offset * (bright - dark), fall * (bright - dark));
    if (corners) return corners.map(([x, y]): Point => [(x * picture.width) / small.width, (y * picture.height) / small.height]) as unknown as Corners;
  }
  return undefined;
}
