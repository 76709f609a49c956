import type { PDFDocument, PDFFont, PDFImage, PDFOperator, PDFPage, PDFRef } from 'pdf-lib';
import {
  appendBezierCurve,
  beginText,
  concatTransformationMatrix,
  drawObject,
  endText,
  lineTo,
  moveTo,
  PDFArray,
  PDFName,
  popGraphicsState,
  pushGraphicsState,
  rgb,
  setFillingColor,
  setFontAndSize,
  setLineCap,
  setLineJoin,
  setLineWidth,
  setStrokingColor,
  setTextMatrix,
  showText,
  stroke,
} from 'pdf-lib';
import type { Box } from '../intake/form.ts';
import type { Matrix } from './geometry.ts';
import type { SetLine } from './text.ts';

/** Ink for a content stream whose coordinates are the seen page's points. `fonts` and `images` are named when it is placed. */
export type Ink = { operators: PDFOperator[]; fonts: Map<string, PDFFont>; images: Map<string, PDFImage> };

/** By its object's number: a page that we wrote on before keeps the font and the pictures of that time under their own names. */
const nameOf = (kind: 'Sans' | 'Image', { ref }: { ref: PDFRef }) => `Intakehulp${kind}${ref.objectNumber}`;

const ink = rgb(0, 0, 0.25);

export function emptyInk(): Ink {
  return { operators: [], fonts: new Map(), images: new Map() };
}

export function inkText(into: Ink, lines: readonly SetLine[], font: PDFFont): void {
  const fontName = nameOf('Sans', font);
  into.fonts.set(fontName, font);
  for (const line of lines) {
    if (!line.text) continue;
    into.operators.push(
      beginText(),
      setFillingColor(ink),
      setFontAndSize(fontName, line.size),
      setTextMatrix(1, 0, 0, 1, line.x, line.y),
      showText(font.encodeText(line.text)),
      endText(),
    );
  }
}

/** A cross inside the box, as the form asks ("kruis aan"). */
export function inkCross(into: Ink, [left, bottom, right, top]: Box): void {
  const inset = Math.min(right - left, top - bottom) * 0.2;
  const width = Math.max(0.8, Math.min(right - left, top - bottom) * 0.12);
  into.operators.push(
    pushGraphicsState(),
    setStrokingColor(ink),
    setLineWidth(width),
    setLineCap(1),
    moveTo(left + inset, bottom + inset),
    lineTo(right - inset, top - inset),
    moveTo(left + inset, top - inset),
    lineTo(right - inset, bottom + inset),
    stroke(),
    popGraphicsState(),
  );
}

/** Hundredths of a point: finer than any pen, and a third of the bytes. */
const fine = (length: number) => Math.round(length * 100) / 100;

/** Pen strokes as smooth curves through their points (Catmull–Rom as Bézier curves), `width` points wide. */
export function inkStrokes(into: Ink, strokes: readonly (readonly (readonly [number, number])[])[], width: number): void {
  into.operators.push(pushGraphicsState(), setStrokingColor(ink), setLineWidth(width), setLineCap(1), setLineJoin(1));
  for (const points of strokes) {
    const [first] = points;
    if (!first) continue;
    into.operators.push(moveTo(fine(first[0]), fine(first[1])));
    if (points.length === 1) into.operators.push(lineTo(fine(first[0]) + 0.01, fine(first[1])));
    for (let at = 0; at + 1 < points.length; at++) {
      const from = points[at] ?? first;
      const to = points[at + 1] ?? from;
      const before = points[at - 1] ?? from;
      const after = points[at + 2] ?? to;
      into.operators.push(
        appendBezierCurve(
          fine(from[0] + (to[0] - before[0]) / 6),
          fine(from[1] + (to[1] - before[1]) / 6),
          fine(to[0] - (after[0] - from[0]) / 6),
          fine(to[1] - (after[1] - from[1]) / 6),
          fine(to[0]),
          fine(to[1]),
        ),
      );
    }
    into.operators.push(stroke());
  }
  into.operators.push(popGraphicsState());
}

export function inkImage(into: Ink, image: PDFImage, [left, bottom, right, top]: Box): void {
  const name = nameOf('Image', image);
  into.images.set(name, image);
  into.operators.push(pushGraphicsState(), concatTransformationMatrix(right - left, 0, 0, top - bottom, left, bottom), drawObject(name), popGraphicsState());
}

function streamOf(document: PDFDocument, operators: readonly PDFOperator[]): PDFRef {
  const text = operators.map(String).join('\n');
  return document.context.register(document.context.flateStream(`${text}\n`));
}

/**
 * Puts ink on top of a page. The page's own content is wrapped in q … Q first: producers leave their CTM behind (Chromium
 * leaves it flipped). `toUser` turns the seen page's points into user space.
 */
export function placeInk(document: PDFDocument, page: PDFPage, toUser: Matrix, content: Ink): void {
  if (content.operators.length === 0) return;
  const { context } = document;
  const resources = page.node.normalizedEntries();
  for (const [name, font] of content.fonts) resources.Font.set(PDFName.of(name), font.ref);
  for (const [name, image] of content.images) resources.XObject.set(PDFName.of(name), image.ref);
  const old = page.node.get(PDFName.of('Contents'));
  const contents = context.lookup(old);
  const own = contents instanceof PDFArray ? contents.asArray() : old ? [old] : [];
  const added = streamOf(document, [pushGraphicsState(), concatTransformationMatrix(...toUser), ...content.operators, popGraphicsState()]);
  page.node.set(PDFName.of('Contents'), context.obj([streamOf(document, [pushGraphicsState()]), ...own, streamOf(document, [popGraphicsState()]), added]));
}

/** An appearance stream of the given size whose coordinates are the seen page's, moved so that the box's corner is 0,0. */
export function appearanceOf(document: PDFDocument, box: Box, rotation: Matrix, content: Ink, background: readonly PDFOperator[]): PDFRef {
  const { context } = document;
  const [left, bottom, right, top] = box;
  const fonts = Object.fromEntries([...content.fonts].map(([name, font]) => [name, font.ref]));
  const images = Object.fromEntries([...content.images].map(([name, image]) => [name, image.ref]));
  const operators = [...background, pushGraphicsState(), concatTransformationMatrix(1, 0, 0, 1, -left, -bottom), ...content.operators, popGraphicsState()];
  const stream = context.flateStream(`${operators.map(String).join('\n')}\n`, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, right - left, top - bottom],
    Matrix: [...rotation],
    Resources: { Font: fonts, XObject: images },
  });
  return context.register(stream);
}
