import type { Handwriting } from '../../utils/intake/form.ts';

export type Drawn = Extract<Handwriting, { kind: 'drawn' }>;
export type PenPoint = { x: number; y: number };

const hundredth = (value: number) => Math.round(value * 100) / 100;

/** What was drawn, cut to its own extent: the surface's empty rim would only make it smaller on the form. */
export function trimStrokes(lines: readonly (readonly PenPoint[])[]): Drawn | undefined {
  const points = lines.flat();
  if (points.length === 0) return undefined;
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  return {
    kind: 'drawn',
    width: hundredth(Math.max(1, ...points.map(({ x }) => x - left))),
    height: hundredth(Math.max(1, ...points.map(({ y }) => y - top))),
    strokes: lines.filter((line) => line.length > 0).map((line) => line.flatMap(({ x, y }) => [hundredth(x - left), hundredth(y - top)])),
  };
}

/** Back onto a surface of this size, in its middle, no larger than it was drawn. */
export function placeStrokes(drawn: Drawn, surface: { width: number; height: number }): PenPoint[][] {
  const rim = 10;
  const scale = Math.max(0.05, Math.min(1, (surface.width - 2 * rim) / drawn.width, (surface.height - 2 * rim) / drawn.height));
  const left = (surface.width - drawn.width * scale) / 2;
  const top = (surface.height - drawn.height * scale) / 2;
  return drawn.strokes.map((stroke) => {
    const line: PenPoint[] = [];
    for (let at = 0; at + 1 < stroke.length; at += 2) line.push({ x: left + (stroke[at] ?? 0) * scale, y: top + (stroke[at + 1] ?? 0) * scale });
    return line;
  });
}

/** As it was before the last stroke; undefined where nothing is left. */
export function withoutLast(drawn: Drawn): Drawn | undefined {
  const lines = drawn.strokes.slice(0, -1).map((stroke) => stroke.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: stroke[at + 1] ?? 0 }] : [])));
  return trimStrokes(lines);
}
