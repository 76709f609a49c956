import type { Grey } from './grey.ts';
import { blur, resize, sampleAt, turn } from './grey.ts';
import { inkOf } from './ink.ts';

/**
 * How a page that we know lies on a picture of it. Lengths are in widths of the page (x and y alike), from its top-left; the picture's
 * are in its own widths, after `turns` clockwise quarter turns of the picture set it upright.
 */
export type Lie = { turns: number; skew: number; across: number; down: number; right: number; below: number };

/** `score`: how well the ink of both agrees, 0 to 1; what is no picture of the page stays below 0.4. */
export type Registration = { lie: Lie; score: number };

/** A page's ink as it is compared: pixels across. */
const width = 420;
/** Degrees to each side, and from one try to the next. */
const mostSkew = 5;
const skewStep = 0.2;
/** How much larger or smaller the page may have come out, and how far it may have moved, in widths. */
const scales = { from: 0.84, to: 1.16, step: 0.005 };
const mostShift = 0.16;
/** The two directions stretch alike, but for this. */
const unlike = 0.02;
const mostPoints = 4000;
const inked = 110;
/** With this score it is surely the page, and nothing else is tried. */
export const sure = 0.7;

export type Inked = { ink: Grey; soft: Grey; softer: Grey };

/** A picture's ink in the size in which pages are compared. */
export function inkedOf(picture: Grey): Inked {
  // Dark for its size first: the ink of a large scan is thin, and would be gone when it is made small.
  const large = picture.width > 2 * width ? resize(picture, 2 * width, Math.max(1, Math.round((picture.height * 2 * width) / picture.width))) : picture;
  const ink = resize(inkOf(large), width, Math.max(1, Math.round((picture.height * width) / picture.width)));
  return { ink, soft: blur(ink, 1), softer: blur(ink, 4) };
}

type Points = { x: Float64Array; y: Float64Array; weight: Float64Array };

function pointsOf({ data, width: wide }: Grey): Points {
  const found: number[] = [];
  for (let at = 0; at < data.length; at += 1) if ((data[at] ?? 0) >= inked) found.push(at);
  const step = Math.max(1, found.length / mostPoints);
  const count = Math.floor(found.length / step);
  const points = { x: new Float64Array(count), y: new Float64Array(count), weight: new Float64Array(count) };
  for (let at = 0; at < count; at += 1) {
    const pixel = found[Math.floor(at * step)] ?? 0;
    points.x[at] = ((pixel % wide) + 0.5) / wide;
    points.y[at] = (Math.floor(pixel / wide) + 0.5) / wide;
    points.weight[at] = data[pixel] ?? 0;
  }
  return points;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Lines of writing are sharpest in the profile of the direction in which they run. */
function skewOf({ x, y, weight }: Points): number {
  let best = { skew: 0, sharpness: -1 };
  for (let degrees = -mostSkew; degrees <= mostSkew + 0.001; degrees += skewStep) {
    const [sine, cosine] = [Math.sin(radians(degrees)), Math.cos(radians(degrees))];
    const rows = new Float64Array(4 * width);
    for (let at = 0; at < x.length; at += 1) {
      const row = Math.round(((y[at] ?? 0) * cosine - (x[at] ?? 0) * sine + 0.3) * width);
      if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + (weight[at] ?? 0);
    }
    const sharpness = rows.reduce((sum, row) => sum + row * row, 0);
    // Of two as sharp the straighter one.
    if (sharpness > best.sharpness * 1.002) best = { skew: degrees, sharpness };
  }
  return best.skew;
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Ink along one direction, softened: `along` gives each point's place in widths. `from`: the place of the first bin. */
function profileOf(along: Float64Array, weight: Float64Array, from: number, bins: number): Float64Array {
  const sums = new Float64Array(bins);
  for (let at = 0; at < along.length; at += 1) {
    const bin = Math.round(((along[at] ?? 0) - from) * width);
    for (let beside = -1; beside <= 1; beside += 1)
      if (bin + beside >= 0 && bin + beside < bins) sums[bin + beside] = (sums[bin + beside] ?? 0) + (weight[at] ?? 0) * (beside === 0 ? 2 : 1);
  }
  return sums;
}

type Fit = { scale: number; shift: number; fit: number };

/** The scale and shift that lay the one profile best on the other. */
function fitProfiles(page: Points, pageAlong: Float64Array, seenAlong: Float64Array, seenWeight: Float64Array, range: { from: number; to: number }): Fit {
  const rim = Math.ceil(mostShift * width);
  const bins = Math.ceil(1.8 * width);
  const seen = centred(profileOf(seenAlong, seenWeight, -mostShift, bins + 2 * rim));
  const energy = Math.sqrt(seen.reduce((sum, value) => sum + value * value, 0)) || 1;
  let best: Fit = { scale: 1, shift: 0, fit: -1 };
  for (let scale = range.from; scale <= range.to + 0.0001; scale += scales.step) {
    const scaled = pageAlong.map((value) => value * scale);
    const own = centred(profileOf(scaled, page.weight, 0, bins));
    const ownEnergy = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let shift = -rim; shift <= rim; shift += 1) {
      let sum = 0;
      for (let at = 0; at < bins; at += 1) sum += (own[at] ?? 0) * (seen[at + rim + shift] ?? 0);
      const fit = sum / (energy * ownEnergy);
      if (fit > best.fit) best = { scale, shift: shift / width, fit };
    }
  }
  return best;
}

function agreement(points: Points, picture: Grey, lie: Lie): number {
  const [sine, cosine] = [Math.sin(radians(lie.skew)), Math.cos(radians(lie.skew))];
  const [a, b, c, d] = [cosine * lie.across, -sine * lie.down, sine * lie.across, cosine * lie.down];
  let sum = 0;
  for (let at = 0; at < points.x.length; at += 1) {
    const [x, y] = [points.x[at] ?? 0, points.y[at] ?? 0];
    const column = Math.floor((a * x + b * y + lie.right) * width);
    const row = Math.floor((c * x + d * y + lie.below) * width);
    if (column >= 0 && column < picture.width && row >= 0 && row < picture.height)
      sum += (points.weight[at] ?? 0) * (picture.data[row * picture.width + column] ?? 0);
  }
  return sum;
}

const steps = { skew: 0.3, across: 0.006, down: 0.006, right: 0.006, below: 0.006 } as const;

/** Moves, turns and stretches by less and less, for as long as that agrees better. */
function settle(points: Points, { soft, softer }: Inked, first: Lie): Lie {
  let lie = first;
  for (const [part, picture] of [
    [1, softer],
    [0.5, softer],
    [0.25, soft],
    [0.12, soft],
    [0.06, soft],
  ] as const) {
    let best = agreement(points, picture, lie);
    for (let round = 0; round < 12; round += 1) {
      const before = best;
      for (const key of ['right', 'below', 'skew', 'down', 'across'] as const) {
        for (const direction of [-1, 1]) {
          const moved = { ...lie, [key]: lie[key] + direction * part * steps[key] };
          const agrees = agreement(points, picture, moved);
          if (agrees > best) [lie, best] = [moved, agrees];
        }
      }
      if (best <= before) break;
    }
  }
  return lie;
}

/** The picture as the page lies in it: pixels of the page, `wide` across. What lies outside the picture is `outside`. */
export function rectify(picture: Grey, lie: Lie, wide: number, high: number, outside: number): Grey {
  const data = new Uint8Array(wide * high);
  const [sine, cosine] = [Math.sin(radians(lie.skew)), Math.cos(radians(lie.skew))];
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const [px, py] = [(x + 0.5) / wide, (y + 0.5) / wide];
      const column = (cosine * lie.across * px - sine * lie.down * py + lie.right) * picture.width - 0.5;
      const row = (sine * lie.across * px + cosine * lie.down * py + lie.below) * picture.width - 0.5;
      data[y * wide + x] = sampleAt(picture, column, row, outside);
    }
  }
  return { data, width: wide, height: high };
}

/** How alike two pictures of one size are where `counts`: 1 alike, 0 nothing in common. */
function likeness(a: Grey, b: Grey, counts: (at: number) => boolean): number {
  let [count, sumA, sumB] = [0, 0, 0];
  for (let at = 0; at < a.data.length; at += 1) {
    if (!counts(at)) continue;
    count += 1;
    sumA += a.data[at] ?? 0;
    sumB += b.data[at] ?? 0;
  }
  const [meanA, meanB] = [sumA / Math.max(1, count), sumB / Math.max(1, count)];
  let [both, onlyA, onlyB] = [0, 0, 0];
  for (let at = 0; at < a.data.length; at += 1) {
    if (!counts(at)) continue;
    const [fromA, fromB] = [(a.data[at] ?? 0) - meanA, (b.data[at] ?? 0) - meanB];
    both += fromA * fromB;
    onlyA += fromA * fromA;
    onlyB += fromB * fromB;
  }
  return onlyA > 0 && onlyB > 0 ? both / Math.sqrt(onlyA * onlyB) : 0;
}

function registerUpright(page: Inked, points: Points, seen: Inked, counts: (at: number) => boolean, turns: number): Registration {
  const marks = pointsOf(seen.ink);
  const own = skewOf(points);
  const skew = skewOf(marks) - own;
  const [sine, cosine] = [Math.sin(radians(skew)), Math.cos(radians(skew))];
  const down = marks.y.map((y, at) => y * cosine - (marks.x[at] ?? 0) * sine);
  const across = marks.x.map((x, at) => x * cosine + (marks.y[at] ?? 0) * sine);
  const rows = fitProfiles(points, points.y, down, marks.weight, scales);
  const columns = fitProfiles(points, points.x, across, marks.weight, { from: rows.scale - unlike, to: rows.scale + unlike });
  const first: Lie = {
    turns,
    skew,
    across: columns.scale,
    down: rows.scale,
    right: columns.shift * cosine - rows.shift * sine,
    below: columns.shift * sine + rows.shift * cosine,
  };
  const lie = settle(points, seen, first);
  const upright = rectify(seen.soft, lie, page.ink.width, page.ink.height, 0);
  return { lie, score: likeness(page.soft, upright, counts) };
}

/** `counts`: which pixels of the page's `ink` are the form's own; answers and handwriting are not. Of a page without ink nothing is known. */
export function register(page: Inked, picture: Grey, counts: (at: number) => boolean): Registration {
  const points = pointsOf(page.ink);
  const sideways = page.ink.width > page.ink.height !== picture.width > picture.height;
  const tryAt = (turns: number) => registerUpright(page, points, inkedOf(turn(picture, turns)), counts, turns);
  const [first, other] = sideways ? ([1, 3] as const) : ([0, 2] as const);
  const upright = tryAt(first);
  if (upright.score >= sure) return upright;
  const turned = tryAt(other);
  return turned.score > upright.score ? turned : upright;
}
