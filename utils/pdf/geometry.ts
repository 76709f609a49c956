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
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The upright box around a transformed box. */
export function transformBox(matrix: Matrix, [left, bottom, right, top]: Box): Box {
  return boxOfPoints([apply(matrix, left, bottom), apply(matrix, right, bottom), apply(matrix, left, top), apply(matrix, right, top)]);
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
