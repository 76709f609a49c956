import type { Box } from '../intake/form.ts';

/** a b c d e f, as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

/** Throws on a matrix without inverse: a page has none only if it has no area, and such pages are refused before. */
export function invert(matrix: Matrix): Matrix {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  if (determinant === 0) throw new Error('A page transform without inverse: the page has no area.');
  return [d / determinant, -b / determinant, -c / determinant, a / determinant, (c * f - d * e) / determinant, (b * e - a * f) / determinant];
}

export function apply(matrix: Matrix, x: number, y: number): [number, number] {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
}

export function boxOfPoints(points: readonly (readonly [number, number])[]): Box {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    bottom = Math.min(bottom, y);
    right = Math.max(right, x);
    top = Math.max(top, y);
  }
  return [left, bottom, right, top];
}

/** The upright box around a transformed box. Asked for each glyph of a page: corners are not worth their arrays. */
export function transformBox([a, b, c, d, e, f]: Matrix, [left, bottom, right, top]: Box): Box {
  const x1 = a * left + c * bottom + e;
  const x2 = a * right + c * bottom + e;
  const x3 = a * left + c * top + e;
  const x4 = a * right + c * top + e;
  const y1 = b * left + d * bottom + f;
  const y2 = b * right + d * bottom + f;
  const y3 = b * left + d * top + f;
  const y4 = b * right + d * top + f;
  return [Math.min(x1, x2, x3, x4), Math.min(y1, y2, y3, y4), Math.max(x1, x2, x3, x4), Math.max(y1, y2, y3, y4)];
}

export const width = (box: Box) => box[2] - box[0];
export const height = (box: Box) => box[3] - box[1];
export const middle = (box: Box) => (box[1] + box[3]) / 2;

export function unite(boxes: readonly Box[]): Box {
  return boxes.reduce<Box>(
    (all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

/** Length of the shared part of two spans; negative: the distance between them. */
export function overlap(aFrom: number, aTo: number, bFrom: number, bTo: number): number {
  return Math.min(aTo, bTo) - Math.max(aFrom, bFrom);
}

export const overlapX = (a: Box, b: Box) => overlap(a[0], a[2], b[0], b[2]);
export const overlapY = (a: Box, b: Box) => overlap(a[1], a[3], b[1], b[3]);

export const intersects = (a: Box, b: Box, slack = 0) => overlapX(a, b) > slack && overlapY(a, b) > slack;

export const contains = (outer: Box, inner: Box, slack = 0) =>
  inner[0] >= outer[0] - slack && inner[1] >= outer[1] - slack && inner[2] <= outer[2] + slack && inner[3] <= outer[3] + slack;

export const shrink = ([left, bottom, right, top]: Box, by: number): Box => [left + by, bottom + by, right - by, top - by];
