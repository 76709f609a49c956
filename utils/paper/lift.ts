import type { Grey, Pixels } from './grey.ts';
import { greyOf } from './grey.ts';
import type { Frame } from './ink.ts';
import { extentOf, inkOf, onlyPieces, piecesOf } from './ink.ts';
import { cornersOf } from './sheet.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/** Of 255: what is fainter counts as a stain when the handwriting is cut out. */
const visible = 60;
/** Fewer pixels than this are no handwriting. */
const fewest = 30;
/** A piece is dust below this share of all ink; never so large that the dot of an i would be. */
const dust = { share: 0.0008, most: 14 };

/** More pieces than this are a page of print: a mention of three words and a signature have some thirty. */
const mostPieces = 150;
/** Pieces nearer to each other than this share of the picture belong together; so few of them with so little of the ink are a stain. */
const speck = { near: 0.12, pieces: 2, share: 0.05, inEdge: 0.25 };
/** What is this much darker than most of a ruling is no part of it; a ruling is paler than the pen by this factor. */
const ruling = { above: 1.35, paler: 0.85 };
/** Photographs: so much inside the sheet's edge, in shares of the sheet, nothing is writing. */
const edge = 0.02;
/** Of 255. Ink of which nine tenths are fainter is a pencil's: it is made as dark as a pen's. */
const faint = { below: 170, to: 230, dark: 90 };

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

/** Takes out what lies beside the sheet of a photograph, and its edge. */
function onSheet(ink: Grey, grey: Grey): Grey {
  const corners = cornersOf(grey);
  if (!corners) return ink;
  const sides = corners.map(([x, y], at) => {
    const [nextX, nextY] = corners[(at + 1) % 4] ?? [x, y];
    const length = Math.hypot(nextX - x, nextY - y);
    return { x, y, dx: (nextX - x) / length, dy: (nextY - y) / length, rim: edge * length };
  });
  const rim = Math.min(...sides.map((side) => side.rim));
  const data = ink.data.map((value, at) => {
    const [px, py] = [at % ink.width, Math.floor(at / ink.width)];
    // Clockwise from the top-left, inside is to the right of each side.
    return value > 0 && sides.every(({ x, y, dx, dy }) => dx * (py - y) - dy * (px - x) > rim) ? value : 0;
  });
  return { ...ink, data };
}

type Piece = { pixels: readonly number[]; frame: Frame };

function frameOf(pixels: readonly number[], width: number): Frame {
  const frame = { left: width, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (const at of pixels) {
    const [x, y] = [at % width, Math.floor(at / width)];
    frame.left = Math.min(frame.left, x);
    frame.right = Math.max(frame.right, x + 1);
    frame.top = Math.min(frame.top, y);
    frame.bottom = Math.max(frame.bottom, y + 1);
  }
  return frame;
}

const between = (a: Frame, b: Frame) => Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));

/** Pieces in groups that lie together, each piece within `near` pixels of another of its group. */
function groupsOf(pieces: readonly Piece[], near: number): Piece[][] {
  let groups: Piece[][] = [];
  for (const piece of pieces) {
    const touches = (group: readonly Piece[]) => group.some((other) => between(piece.frame, other.frame) <= near);
    groups = [...groups.filter((group) => !touches(group)), [piece, ...groups.filter(touches).flat()]];
  }
  return groups;
}

const inkIn = (pieces: readonly Piece[]) => pieces.reduce((sum, { pixels }) => sum + pixels.length, 0);

/** Without the specks that lie by themselves: what the edge of a shadow leaves, or a stain; in the picture's edge, larger ones as well. */
function withoutSpecks(pieces: readonly Piece[], { width, height }: Grey): Piece[] {
  const total = inkIn(pieces);
  const isInEdge = ({ frame }: Piece) => frame.left === 0 || frame.top === 0 || frame.right === width || frame.bottom === height;
  return groupsOf(pieces, speck.near * Math.max(width, height))
    .filter((group) => group.length > speck.pieces || inkIn(group) >= (group.some(isInEdge) ? speck.inEdge : speck.share) * total)
    .flat();
}

const shareOf = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** Without the lines of ruled paper: they run from side to side, and are paler than the pen that wrote over them. */
function withoutRuling(ink: Grey): Grey {
  const { width, height, data } = ink;
  const crosses = (pixels: readonly number[]) => {
    const { left, top, right, bottom } = frameOf(pixels, width);
    return (left === 0 && right === width) || (top === 0 && bottom === height);
  };
  const pieces = [...piecesOf(ink, visible)];
  const lines = pieces.filter(crosses).flat();
  if (lines.length === 0) return ink;
  const opacities = (pixels: readonly number[]) => pixels.map((at) => data[at] ?? 0);
  const level = ruling.above * shareOf(opacities(lines), 0.5);
  // As dark as the pen: it is the hand itself, cut out close to its ink.
  if (level >= ruling.paler * shareOf(opacities(pieces.flat()), 0.9)) return ink;
  const written: Grey = { ...ink, data: data.map((value) => (value > level ? value : 0)) };
  return onlyPieces(
    written,
    [...piecesOf(written, visible)].filter((pixels) => !crosses(pixels)),
    visible,
  );
}

/** Makes a pencil's ink as dark as a pen's, in its own colour. */
function darken(lifted: Pixels): Pixels {
  const seen: number[] = [];
  for (let at = 3; at < lifted.data.length; at += 4) if ((lifted.data[at] ?? 0) >= visible) seen.push(at - 3);
  const strength = shareOf(
    seen.map((at) => lifted.data[at + 3] ?? 0),
    0.9,
  );
  if (strength >= faint.below) return lifted;
  const light = shareOf(
    seen.map((at) => Math.max(...lifted.data.subarray(at, at + 3))),
    0.9,
  );
  const data = lifted.data.slice();
  for (let at = 0; at < data.length; at += 4) {
    for (let part = at; part < at + 3; part += 1) data[part] = ((data[part] ?? 0) * faint.dark) / Math.max(faint.dark, light);
    data[at + 3] = ((data[at + 3] ?? 0) * faint.to) / strength;
  }
  return { ...lifted, data };
}

/** What a picture of handwriting yields; `printed`: it shows a page of print, of which no handwriting can be told. */
export type Lifted = Result<Pixels, 'blank' | 'printed'>;

/** A picture of handwriting → the handwriting alone: the paper transparent, cut to the ink. */
export function liftInk(picture: Pixels): Lifted {
  const grey = greyOf(picture);
  const all = withoutRuling(onSheet(inkOf(grey), grey));
  const { count: total } = extentOf(all, visible);
  const fewestOfPiece = Math.min(dust.most, Math.round(total * dust.share));
  const pieces = [...piecesOf(all, visible)].filter((pixels) => pixels.length >= fewestOfPiece);
  if (pieces.length > mostPieces) return failure('printed');
  const written = withoutSpecks(
    pieces.map((pixels) => ({ pixels, frame: frameOf(pixels, picture.width) })),
    all,
  );
  const ink = onlyPieces(
    all,
    written.map(({ pixels }) => pixels),
    visible,
  );
  const { extent, count } = extentOf(ink, visible);
  return count < fewest ? failure('blank') : success(darken(cut(picture, ink, extent)));
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
