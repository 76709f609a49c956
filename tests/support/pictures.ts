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
