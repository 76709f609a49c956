import type { Box } from '../intake/form.ts';
import type { Matrix } from './geometry.ts';
import { apply, boxOfPoints, identity, multiply, transformBox } from './geometry.ts';
import type { PaintOperator } from './pdfjs.ts';
import { OPS } from './pdfjs.ts';

/** One printed character, in the seen page's points (origin bottom-left). `text` may be several characters (a ligature). */
export type Glyph = {
  text: string;
  box: Box;
  baseline: number;
  /** Font size in points as seen. */
  size: number;
  font: string;
  /** Drawn by an annotation's appearance stream: its object id, as pdf.js names it. */
  annotation?: string;
};

/** A path's straight parts: rectangles and segments, how they were painted, and whether the paint can be seen on white. */
export type Shape =
  | { kind: 'rectangle'; box: Box; stroked: boolean; filled: boolean; annotation?: string }
  | { kind: 'segment'; from: readonly [number, number]; to: readonly [number, number]; annotation?: string }
  /** A closed curve, such as a round radio button: only its extent is known. */
  | { kind: 'curve'; box: Box; stroked: boolean; filled: boolean; annotation?: string };

/** The box around a shape. */
export function extentOf(shape: Shape): Box {
  return shape.kind === 'segment' ? boxOfPoints([shape.from, shape.to]) : shape.box;
}

/** Where a picture stands; `annotation` as of a glyph. */
export type Picture = { box: Box; annotation?: string };

export type Painting = {
  glyphs: Glyph[];
  shapes: Shape[];
  images: Picture[];
  /** How many letters run to the right, up, to the left, down: a page whose text runs up is read after a quarter turn clockwise. */
  quarters: [number, number, number, number];
};

/** What is known of a font: its matrix (Type 3 fonts have their own) and whether it writes downward. */
export type FontFacts = { matrix: Matrix; vertical: boolean; name: string };

// Where ink may be, in ems from the baseline. A font's own ascent and descent are line spacing more than ink.
const ascent = 0.78;
const descent = -0.22;

type State = {
  ctm: Matrix;
  font: string;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
  fillVisible: boolean;
  strokeVisible: boolean;
};

/** Paint that a person sees on white paper. */
function visibleOnWhite(colour: unknown): boolean {
  if (typeof colour !== 'string') return true;
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (!parts) return true;
  return parts.slice(1).some((part) => Number.parseInt(part, 16) < 250);
}

const drawing = { moveTo: 0, lineTo: 1, curveTo: 2, quadraticCurveTo: 3, closePath: 4 };
const strokingOperators = new Set([OPS.stroke, OPS.closeStroke, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
const fillingOperators = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
const invisibleTextModes = new Set([3, 7]);

/** Follows a page's operators with its own CTM and text matrix. `page`: user space → the seen page. */
export function followPaint(operators: readonly PaintOperator[], page: Matrix, fontFacts: (name: string) => FontFacts): Painting {
  const painting: Painting = { glyphs: [], shapes: [], images: [], quarters: [0, 0, 0, 0] };
  let state: State = {
    ctm: page,
    font: '',
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    fillVisible: true,
    strokeVisible: true,
  };
  const stack: State[] = [];
  let textMatrix: Matrix = identity;
  let lineMatrix: Matrix = identity;
  let annotation: string | undefined;

  const save = () => stack.push({ ...state });
  const restore = () => {
    state = stack.pop() ?? state;
  };
  const concat = (matrix: Matrix) => {
    state.ctm = multiply(state.ctm, matrix);
  };
  const setLine = (matrix: Matrix) => {
    textMatrix = matrix;
    lineMatrix = matrix;
  };
  const move = (x: number, y: number) => setLine(multiply(lineMatrix, [1, 0, 0, 1, x, y]));

  const show = (items: readonly unknown[]) => {
    const facts = fontFacts(state.font);
    const unit = facts.matrix[0] || 0.001;
    const seen = !invisibleTextModes.has(state.mode);
    for (const item of items) {
      if (typeof item === 'number') {
        const shift = (-item * state.size) / 1000;
        textMatrix = multiply(textMatrix, facts.vertical ? [1, 0, 0, 1, 0, shift] : [1, 0, 0, 1, shift * state.scale, 0]);
        continue;
      }
      const glyph = item as { unicode?: string; width?: number; isSpace?: boolean } | null;
      if (!glyph || typeof glyph.width !== 'number') continue;
      const advance = glyph.width * unit * state.size;
      const text = glyph.unicode ?? '';
      if (seen) {
        const toPage = multiply(state.ctm, textMatrix);
        const box = transformBox(toPage, [0, state.rise + descent * state.size, advance * state.scale, state.rise + ascent * state.size]);
        const [, baseline] = apply(toPage, 0, state.rise);
        const size = Math.abs(state.size) * Math.hypot(toPage[2], toPage[3]);
        const [along, across] = [toPage[0] * state.size, toPage[1] * state.size];
        const quarter = Math.abs(along) >= Math.abs(across) ? (along >= 0 ? 0 : 2) : across > 0 ? 1 : 3;
        if (text.trim() && annotation === undefined) painting.quarters[quarter]++;
        const upright = Math.abs(toPage[1]) < 0.1 * Math.abs(toPage[0]) && toPage[0] * state.size > 0;
        if (upright || text.trim() === '') painting.glyphs.push({ text, box, baseline, size, font: facts.name, annotation });
        // Text that runs another way is read by nobody here, but nothing may be printed over it.
        else painting.shapes.push({ kind: 'curve', box, stroked: false, filled: true, annotation });
      }
      const spacing = state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      textMatrix = multiply(textMatrix, facts.vertical ? [1, 0, 0, 1, 0, -advance] : [1, 0, 0, 1, (advance + spacing) * state.scale, 0]);
    }
  };

  const trace = (operator: number, data: ArrayLike<number>) => {
    const stroked = strokingOperators.has(operator) && state.strokeVisible;
    const filled = fillingOperators.has(operator) && state.fillVisible;
    if (!stroked && !filled) return;
    for (const path of subpaths(data)) {
      const points = path.points.map(([x, y]) => apply(state.ctm, x, y));
      if (points.length < 2) continue;
      const box = boxOfPoints(points);
      if (path.curved) painting.shapes.push({ kind: isRounded(path, points, box) ? 'rectangle' : 'curve', box, stroked, filled, annotation });
      else if (isRectangle(points)) painting.shapes.push({ kind: 'rectangle', box, stroked, filled, annotation });
      else if (stroked || isQuadrangle(points)) {
        const closed = path.closed ? [...points, points[0] ?? [0, 0]] : points;
        if (!stroked && isQuadrangle(points)) {
          // Borders are often filled as trapezoids: seen from afar, each is a thin rectangle.
          painting.shapes.push({ kind: 'rectangle', box, stroked: false, filled: true, annotation });
          continue;
        }
        for (let at = 1; at < closed.length; at++) {
          const from = closed[at - 1];
          const to = closed[at];
          if (from && to) painting.shapes.push({ kind: 'segment', from, to, annotation });
        }
      }
    }
  };

  for (const { operator, args } of operators) {
    switch (operator) {
      case OPS.save:
        save();
        break;
      case OPS.restore:
        restore();
        break;
      case OPS.transform:
        concat(args as unknown as Matrix);
        break;
      case OPS.paintFormXObjectBegin:
        save();
        if (args[0]) concat(args[0] as Matrix);
        break;
      case OPS.paintFormXObjectEnd:
        restore();
        break;
      case OPS.beginGroup: {
        save();
        const group = args[0] as { matrix?: Matrix } | undefined;
        if (group?.matrix) concat(group.matrix);
        break;
      }
      case OPS.endGroup:
        restore();
        break;
      case OPS.beginAnnotation:
        save();
        annotation = String(args[0]);
        state.ctm = multiply(multiply(page, (args[2] as Matrix | undefined) ?? identity), (args[3] as Matrix | undefined) ?? identity);
        break;
      case OPS.endAnnotation:
        annotation = undefined;
        restore();
        break;
      case OPS.beginText:
        setLine(identity);
        break;
      case OPS.setFont:
        state.font = String(args[0]);
        state.size = Number(args[1]);
        break;
      case OPS.setGState:
        for (const [key, value] of (args[0] as [string, unknown][] | undefined) ?? []) {
          if (key === 'Font' && Array.isArray(value)) {
            state.font = String(value[0]);
            state.size = Number(value[1]);
          }
        }
        break;
      case OPS.setCharSpacing:
        state.charSpacing = Number(args[0]);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = Number(args[0]);
        break;
      case OPS.setHScale:
        state.scale = Number(args[0]) / 100;
        break;
      case OPS.setLeading:
        state.leading = -Number(args[0]);
        break;
      case OPS.setTextRise:
        state.rise = Number(args[0]);
        break;
      case OPS.setTextRenderingMode:
        state.mode = Number(args[0]);
        break;
      case OPS.setTextMatrix:
        setLine(Array.from(args[0] as ArrayLike<number>) as unknown as Matrix);
        break;
      case OPS.moveText:
        move(Number(args[0]), Number(args[1]));
        break;
      case OPS.setLeadingMoveText:
        state.leading = Number(args[1]);
        move(Number(args[0]), Number(args[1]));
        break;
      case OPS.nextLine:
        move(0, state.leading);
        break;
      case OPS.showText:
        show(args[0] as readonly unknown[]);
        break;
      case OPS.constructPath: {
        const data = (args[1] as ArrayLike<number>[] | undefined)?.[0];
        if (data) trace(Number(args[0]), data);
        break;
      }
      case OPS.setFillRGBColor:
        state.fillVisible = visibleOnWhite(args[0]);
        break;
      case OPS.setStrokeRGBColor:
        state.strokeVisible = visibleOnWhite(args[0]);
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
        painting.images.push({ box: transformBox(state.ctm, [0, 0, 1, 1]), annotation });
        break;
    }
  }
  return painting;
}

/** `straight`: the indexes of points that a straight line leads to. */
type Subpath = { points: [number, number][]; straight: number[]; curved: boolean; closed: boolean };

function subpaths(data: ArrayLike<number>): Subpath[] {
  const all: Subpath[] = [];
  let current: Subpath | undefined;
  const number = (at: number) => data[at] ?? 0;
  for (let at = 0; at < data.length; ) {
    const command = number(at);
    if (command === drawing.moveTo) {
      current = { points: [[number(at + 1), number(at + 2)]], straight: [], curved: false, closed: false };
      all.push(current);
      at += 3;
    } else if (command === drawing.lineTo) {
      current?.straight.push(current.points.length);
      current?.points.push([number(at + 1), number(at + 2)]);
      at += 3;
    } else if (command === drawing.curveTo) {
      for (let point = 0; point < 3; point++) current?.points.push([number(at + 1 + 2 * point), number(at + 2 + 2 * point)]);
      if (current) current.curved = true;
      at += 7;
    } else if (command === drawing.quadraticCurveTo) {
      for (let point = 0; point < 2; point++) current?.points.push([number(at + 1 + 2 * point), number(at + 2 + 2 * point)]);
      if (current) current.curved = true;
      at += 5;
    } else if (command === drawing.closePath) {
      if (current) current.closed = true;
      at += 1;
    } else break;
  }
  return all;
}

const tolerance = 0.6;

function corners(points: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const [first] = points;
  const last = points[points.length - 1];
  const back = first && last && points.length > 2 && Math.hypot(first[0] - last[0], first[1] - last[1]) < tolerance;
  return back ? points.slice(0, -1) : [...points];
}

/** A rectangle with rounded corners: most of its outline runs straight, level or upright. */
function isRounded(path: Subpath, points: readonly (readonly [number, number])[], box: Box): boolean {
  const straight = path.straight.reduce((sum, at) => {
    const [from, to] = [points[at - 1], points[at]];
    if (!from || !to) return sum;
    const [dx, dy] = [Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    return Math.min(dx, dy) < tolerance ? sum + dx + dy : sum;
  }, 0);
  return straight >= box[2] - box[0] + (box[3] - box[1]);
}

function isQuadrangle(points: readonly (readonly [number, number])[]): boolean {
  return corners(points).length === 4;
}

function isRectangle(points: readonly (readonly [number, number])[]): boolean {
  const four = corners(points);
  if (four.length !== 4) return false;
  const [left, bottom, right, top] = boxOfPoints(four);
  return four.every(
    ([x, y]) => (Math.abs(x - left) < tolerance || Math.abs(x - right) < tolerance) && (Math.abs(y - bottom) < tolerance || Math.abs(y - top) < tolerance),
  );
}
