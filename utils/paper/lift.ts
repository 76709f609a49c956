import type { Grey, Pixels } from './grey.ts';
import { greyOf } from './grey.ts';
import type { Frame } from './ink.ts';
import { extentOf, inkOf, withoutDust } from './ink.ts';

/** Of 255: what is fainter counts as a stain when the handwriting is cut out. */
const visible = 60;
/** Fewer pixels than this are no handwriting. */
const fewest = 30;
/** A piece is dust below this share of all ink; never so large that the dot of an i would be. */
const dust = { share: 0.0008, most: 14 };

function cut(picture: Pixels, ink: Grey, { left, top, right, bottom }: Frame): Pixels {
  const [width, height] = [right - left, bottom - top];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (top + row) * picture.width + left + column;
      const to = (row * width + column) * 4;
      data.set(picture.data.subarray(from * 4, from * 4 + 3), to);
      data[to + 3] = ink.data[from] ?? 0;
    }
  }
  return { data, width, height };
}

/** A picture of handwriting → the handwriting alone: the paper transparent, cut to the ink. Undefined where there is no ink. */
export function liftInk(picture: Pixels): Pixels | undefined {
  const all = inkOf(greyOf(picture));
  const { count: total } = extentOf(all, visible);
  const ink = withoutDust(all, Math.min(dust.most, Math.round(total * dust.share)), visible);
  const { extent, count } = extentOf(ink, visible);
  return count < fewest ? undefined : cut(picture, ink, extent);
}

/** How much wider the gap between the two must be than any other, and the share of the ink that each must hold. */
const apart = 1.6;
const leastShare = 0.08;

/** Pixels of ink in each row, or in each column. */
function profile(ink: Grey, ofRows: boolean): number[] {
  const sums = new Array<number>(ofRows ? ink.height : ink.width).fill(0);
  for (let at = 0; at < ink.data.length; at += 1) {
    if ((ink.data[at] ?? 0) < visible) continue;
    const line = ofRows ? Math.floor(at / ink.width) : at % ink.width;
    sums[line] = (sums[line] ?? 0) + 1;
  }
  return sums;
}

/** Where the one gap lies that surely parts two pieces of writing; undefined where there is none. */
function gapIn(sums: readonly number[], leastGap: number): number | undefined {
  const total = sums.reduce((sum, one) => sum + one, 0);
  const gaps: { middle: number; length: number; before: number }[] = [];
  let [before, length] = [0, 0];
  for (const [at, sum] of sums.entries()) {
    if (sum === 0) {
      length += 1;
      continue;
    }
    if (length > 0) gaps.push({ middle: at - Math.ceil(length / 2), length, before });
    length = 0;
    before += sum;
  }
  const [widest, next] = gaps.sort((a, b) => b.length - a.length);
  if (!widest || widest.length < leastGap || widest.length < apart * (next?.length ?? 0)) return undefined;
  const share = widest.before / total;
  return share >= leastShare && share <= 1 - leastShare ? widest.middle : undefined;
}

/**
 * A lifted picture of the mention and the signature together → each of them: the mention stands above, or left of, the signature.
 * Undefined where no gap parts them surely.
 */
export function splitHand(lifted: Pixels): { mention: Pixels; signature: Pixels } | undefined {
  const { width, height } = lifted;
  const ink: Grey = { data: new Uint8Array(width * height), width, height };
  for (let at = 0; at < ink.data.length; at += 1) ink.data[at] = lifted.data[at * 4 + 3] ?? 0;
  const row = gapIn(profile(ink, true), height * 0.04);
  const column = row === undefined ? gapIn(profile(ink, false), width * 0.06) : undefined;
  if (row === undefined && column === undefined) return undefined;
  const half = (first: boolean): Pixels => {
    const own: Grey = { ...ink, data: ink.data.slice() };
    for (let at = 0; at < own.data.length; at += 1) {
      const before = row === undefined ? at % width < (column ?? 0) : Math.floor(at / width) < row;
      if (before !== first) own.data[at] = 0;
    }
    return cut(lifted, own, extentOf(own, visible).extent);
  };
  return { mention: half(true), signature: half(false) };
}
