import type { Grey } from '../../utils/paper/grey.ts';
import { turn } from '../../utils/paper/grey.ts';
import { randomOf } from '../fuzz/random.ts';

/** What a scanner or a telephone does to a page: degrees clockwise, a factor, shares of the width, grey levels. */
export type Wear = {
  skew?: number;
  scale?: number;
  shift?: readonly [number, number];
  turns?: number;
  noise?: number;
  paper?: number;
  shade?: number;
  seed?: number;
};

/** The page as it comes back. The same wear and seed give the same picture. */
export function worn(page: Grey, { skew = 0, scale = 1, shift = [0, 0], turns = 0, noise = 0, paper = 255, shade = 0, seed = 1 }: Wear): Grey {
  const next = randomOf(`picture ${seed}`).share;
  const { width, height } = page;
  const data = new Uint8Array(width * height);
  const [sine, cosine] = [Math.sin((skew * Math.PI) / 180), Math.cos((skew * Math.PI) / 180)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [x - width / 2 - shift[0] * width, y - height / 2 - shift[1] * width];
      const px = (u * cosine + v * sine) / scale + width / 2;
      const py = (v * cosine - u * sine) / scale + height / 2;
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const pixel = (column: number, row: number) =>
        column < 0 || row < 0 || column >= width || row >= height ? 255 : (page.data[row * width + column] ?? 255);
      const [fx, fy] = [px - left, py - top];
      const value =
        (pixel(left, top) * (1 - fx) + pixel(left + 1, top) * fx) * (1 - fy) + (pixel(left, top + 1) * (1 - fx) + pixel(left + 1, top + 1) * fx) * fy;
      const light = (paper - shade * (x / width)) / 255;
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(value * light + noise * (next() + next() + next() - 1.5))));
    }
  }
  return turn({ data, width, height }, turns);
}

/** A pen's wave, about as long as the box is wide, in shares of the page's width. */
export function penned(page: Grey, [left, top, right, bottom]: readonly [number, number, number, number]): Grey {
  const data = page.data.slice();
  const [from, to] = [left * page.width, right * page.width];
  const thick = Math.max(1, Math.round(page.width / 600));
  for (let x = from + (to - from) * 0.1; x < to - (to - from) * 0.2; x += 0.25) {
    const y = ((top + bottom) / 2) * page.width + Math.sin(x / (page.width / 90)) * (bottom - top) * page.width * 0.25;
    for (let row = 0; row < thick; row += 1)
      for (let column = 0; column < thick; column += 1) data[Math.round(y + row) * page.width + Math.round(x + column)] = 40;
  }
  return { ...page, data };
}

/** How a telephone sees a page: where its corners come to lie, clockwise from its top-left, in shares of the photograph's width and height. */
export type Photo = {
  corners: readonly [Spot, Spot, Spot, Spot];
  /** Pixels across and down. */
  size: readonly [number, number];
  /** Grey levels: what the page lies on, how much light falls off towards one side, how strong the grain is. */
  table?: number;
  shade?: number;
  noise?: number;
  seed?: number;
};
type Spot = readonly [number, number];

/** Eight equations with eight unknowns, by elimination. */
function solved(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at <= size; at += 1) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

/** The page in perspective on a table with a grain of its own. */
export function photographed(page: Grey, { corners, size, table = 90, shade = 0, noise = 0, seed = 1 }: Photo): Grey {
  const next = randomOf(`photo ${seed}`).share;
  const [width, height] = size;
  const pageCorners = [
    [0, 0],
    [page.width, 0],
    [page.width, page.height],
    [0, page.height],
  ] as const;
  // From the photograph to the page.
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved(
    corners.flatMap(([shareX, shareY], at) => {
      const [x, y] = [shareX * width, shareY * height];
      const [toX, toY] = pageCorners[at] ?? [0, 0];
      return [
        [x, y, 1, 0, 0, 0, -toX * x, -toX * y, toX],
        [0, 0, 0, x, y, 1, -toY * x, -toY * y, toY],
      ];
    }),
  );
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const share = g * x + h * y + 1;
      const [column, row] = [(a * x + b * y + c) / share, (d * x + e * y + f) / share];
      const [left, top] = [Math.floor(column), Math.floor(row)];
      const at = top * page.width + left;
      const inside = left >= 0 && top >= 0 && left + 1 < page.width && top + 1 < page.height;
      const [right, below] = [column - left, row - top];
      const seen = inside
        ? ((page.data[at] ?? 0) * (1 - right) + (page.data[at + 1] ?? 0) * right) * (1 - below) +
          ((page.data[at + page.width] ?? 0) * (1 - right) + (page.data[at + page.width + 1] ?? 0) * right) * below
        : table + 18 * Math.sin(x / 37 + Math.sin(y / 90)) + 12 * Math.sin(y / 23);
      const light = 1 - (shade / 255) * (x / width);
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(seen * light + noise * (next() + next() + next() - 1.5))));
    }
  }
  return { data, width, height };
}
