import type { Grey } from './grey.ts';
import { blur } from './grey.ts';

/**
 * The ink of a picture, told from its paper: 255 where it is surely ink, 0 where it is paper. What is ink depends on the paper right
 * there: a photo is never lit evenly, and grey paper is paper too.
 */

/** Shares of the paper's brightness: above `paper` all is paper, below `ink` all is ink, between them it fades. */
const paper = 0.88;
const ink = 0.6;
/** Of 255. Less difference than this is the grain of the picture, however dark the paper. */
const grain = 22;
/** Of the longer side: wider than any stroke, narrower than a shadow. */
const widestStroke = 1 / 16;
const least = 15;

/** The extreme of a window of `2 × radius + 1` around each pixel of a line, in one pass over it (a queue that stays sorted). */
function extremes(data: Uint8Array, width: number, height: number, radius: number, across: boolean, brightest: boolean): Uint8Array {
  const out = new Uint8Array(data.length);
  const [lines, length, step, jump] = across ? [height, width, 1, width] : [width, height, width, 1];
  const queue = new Int32Array(length);
  for (let line = 0; line < lines; line += 1) {
    const start = line * jump;
    let [head, tail] = [0, 0];
    for (let at = 0; at < length + radius; at += 1) {
      if (at < length) {
        const value = data[start + at * step] ?? 0;
        while (tail > head) {
          const last = data[start + (queue[tail - 1] ?? 0) * step] ?? 0;
          if (brightest ? last > value : last < value) break;
          tail -= 1;
        }
        queue[tail] = at;
        tail += 1;
      }
      const middle = at - radius;
      if (middle < 0) continue;
      while ((queue[head] ?? 0) < middle - radius) head += 1;
      out[start + middle * step] = data[start + (queue[head] ?? 0) * step] ?? 0;
    }
  }
  return out;
}

/**
 * The paper without what is written on it: dark parts that are narrower than the window are filled up, wider ones stay as they are. A pixel
 * more is taken back than was filled: by so much the softening carried the light over the edge of a shadow.
 */
function paperOf(picture: Grey): Grey {
  const { width, height } = picture;
  const radius = Math.round(Math.max(least, Math.max(width, height) * widestStroke) / 2);
  let { data } = blur(picture, 1);
  for (const across of [true, false]) data = extremes(data, width, height, radius, across, true);
  for (const across of [true, false]) data = extremes(data, width, height, radius + 1, across, false);
  return { data, width, height };
}

/** A part of a picture, in pixels; `right` and `bottom` are the first ones beyond it. */
export type Frame = { left: number; top: number; right: number; bottom: number };

/** How many pixels of ink the frame has, and the part of it that holds them: without any, one whose `right` is left of its `left`. */
export function extentOf({ data, width, height }: Grey, visible: number, frame: Frame = { left: 0, top: 0, right: width, bottom: height }) {
  const extent: Frame = { left: frame.right, top: frame.bottom, right: frame.left, bottom: frame.top };
  let count = 0;
  for (let y = frame.top; y < frame.bottom; y += 1) {
    for (let x = frame.left; x < frame.right; x += 1) {
      if ((data[y * width + x] ?? 0) < visible) continue;
      count += 1;
      extent.left = Math.min(extent.left, x);
      extent.right = Math.max(extent.right, x + 1);
      extent.top = Math.min(extent.top, y);
      extent.bottom = Math.max(extent.bottom, y + 1);
    }
  }
  return { count, extent };
}

/** The ink of a picture, by the paper around each pixel. */
export function inkOf(picture: Grey): Grey {
  const light = paperOf(picture).data;
  const data = new Uint8Array(picture.data.length);
  for (let at = 0; at < data.length; at += 1) {
    const [here, around] = [picture.data[at] ?? 0, light[at] ?? 0];
    if (around - here < grain) continue;
    data[at] = Math.max(0, Math.min(255, Math.round((255 * (paper - here / around)) / (paper - ink))));
  }
  return { data, width: picture.width, height: picture.height };
}

/** The pixels of each piece of ink that hangs together, corners included. `visible`: of 255, what counts as ink. */
export function* piecesOf({ data, width }: Grey, visible: number): Generator<readonly number[]> {
  const seen = new Uint8Array(data.length);
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || (data[start] ?? 0) < visible) continue;
    const piece = [start];
    seen[start] = 1;
    for (let next = 0; next < piece.length; next += 1) {
      const at = piece[next] ?? 0;
      const x = at % width;
      for (let row = -1; row <= 1; row += 1) {
        for (let column = -1; column <= 1; column += 1) {
          const beside = at + row * width + column;
          if (x + column < 0 || x + column >= width || beside < 0 || beside >= data.length || seen[beside] || (data[beside] ?? 0) < visible) continue;
          seen[beside] = 1;
          piece.push(beside);
        }
      }
    }
    yield piece;
  }
}

/** The ink of these pieces alone, with the soft rim that is part of it. */
export function onlyPieces({ data, width, height }: Grey, pieces: Iterable<readonly number[]>, visible: number): Grey {
  const kept = new Uint8Array(data.length);
  for (const piece of pieces) for (const at of piece) kept[at] = data[at] ?? 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (kept[at] || !data[at] || (data[at] ?? 0) >= visible) continue;
      const beside = [x > 0 && at - 1, x + 1 < width && at + 1, y > 0 && at - width, y + 1 < height && at + width];
      if (beside.some((one) => one !== false && (kept[one] ?? 0) >= visible)) kept[at] = data[at] ?? 0;
    }
  }
  return { data: kept, width, height };
}

/** Ink of which pieces smaller than `fewest` pixels are taken out: dust, and the grain of a dark scan. */
export function withoutDust(ink: Grey, fewest: number, visible: number): Grey {
  const pieces = [...piecesOf(ink, visible)].filter((piece) => piece.length >= fewest);
  return onlyPieces(ink, pieces, visible);
}
