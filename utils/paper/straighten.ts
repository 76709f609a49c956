import type { Grey } from './grey.ts';
import { blur, resize, sampleAt } from './grey.ts';

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
function sizeOf([a, b, c, d]: Corners): { across: number; down: number } {
  return { across: (lengthOf(a, b) + lengthOf(d, c)) / 2, down: (lengthOf(a, d) + lengthOf(b, c)) / 2 };
}

function sheetAt(small: Grey, level: number): Corners | undefined {
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
  return fits ? corners : undefined;
}

/** Where the sheet lies in its photograph; undefined where no sheet stands out, as in a scanner's picture, which shows nothing but the sheet. */
export function cornersOf(picture: Grey): Corners | undefined {
  const shrink = Math.min(1, looked / Math.max(picture.width, picture.height));
  const small = blur(resize(picture, Math.max(1, Math.round(picture.width * shrink)), Math.max(1, Math.round(picture.height * shrink))), 1);
  const { level, dark, bright } = partingOf(small);
  for (const offset of offsets) {
    const corners = sheetAt(small, level + offset * (bright - dark));
    if (corners) return corners.map(([x, y]): Point => [(x * picture.width) / small.width, (y * picture.height) / small.height]) as unknown as Corners;
  }
  return undefined;
}

/** The eight numbers of the projection that lays (0,0), (1,0), (1,1), (0,1) on the corners. */
function projectionOf([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Corners) {
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const below = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / below;
  const h = (dx1 * sy - sx * dy1) / below;
  return { a: x1 - x0 + g * x1, b: x3 - x0 + h * x3, c: x0, d: y1 - y0 + g * y1, e: y3 - y0 + h * y3, f: y0, g, h };
}

/**
 * The sheet of a photograph as if it had lain under a scanner: seen from above, nothing around it. `tall`: the sheet's longer side by
 * its shorter one. Undefined where no sheet stands out.
 */
export function straighten(picture: Grey, tall: number): Grey | undefined {
  const corners = cornersOf(picture);
  if (!corners) return undefined;
  const { across, down } = sizeOf(corners);
  const upright = down >= across;
  const width = Math.round(upright ? Math.max(across, down / tall) : Math.max(across, down * tall));
  const height = Math.round(upright ? width * tall : width / tall);
  const { a, b, c, d, e, f, g, h } = projectionOf(corners);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
      const share = g * u + h * v + 1;
      data[y * width + x] = sampleAt(picture, (a * u + b * v + c) / share - 0.5, (d * u + e * v + f) / share - 0.5, 255);
    }
  }
  return { data, width, height };
}
