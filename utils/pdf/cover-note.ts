import type { PDFFont, PDFPage } from 'pdf-lib';
import { PageSizes, PDFDocument, rgb } from 'pdf-lib';
import type { Box, PageSize } from '../intake/form.ts';
import type { CoverNote } from '../intake/note.ts';
import { wrapAt } from './annex.ts';
import { embedFont, unprintable } from './font.ts';

const [pageWidth, pageHeight] = PageSizes.A4;
const margin = 56;
const room = pageWidth - 2 * margin;
const [titleSize, headingSize, textSize, smallSize] = [18, 12, 10.5, 8.5];
const grey = rgb(0.4, 0.4, 0.4);
const blue = rgb(0.08, 0.16, 0.5);
/** Shares of the width: school, file, where. */
const columns = [0, 0.36, 0.7] as const;
/** Points: a form's page is drawn this high. */
const drawingHeight = 150;

/** The page being written, from the top down. */
type Cursor = { page: PDFPage; y: number };

/** A4 pages that say what is to be signed by pen, and how. What the font has no glyph for becomes a question mark. */
export async function makeCoverNote(note: CoverNote): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await embedFont(document);
  const lost = await unprintable([JSON.stringify(note).normalize('NFC')]);
  const clean = (text: string) => [...text.normalize('NFC')].map((letter) => (lost.includes(letter) ? '?' : letter)).join('');
  document.setTitle(clean(note.title));
  document.setProducer('Intakehulp');
  const at: Cursor = { page: document.addPage([pageWidth, pageHeight]), y: pageHeight - margin };
  const need = (height: number) => {
    if (at.y - height >= margin + 20) return;
    at.page = document.addPage([pageWidth, pageHeight]);
    at.y = pageHeight - margin;
  };
  const write = (text: string, size: number, { x = margin, width = room, color = rgb(0, 0, 0) } = {}) => {
    for (const row of wrapAt(clean(text), font, size, width)) {
      need(size * 1.35);
      at.y -= size * 1.35;
      at.page.drawText(row, { x, y: at.y, size, font, color });
    }
  };

  write(note.title, titleSize);
  at.y -= 8;
  write(note.intro, textSize);
  at.y -= 14;
  write(note.stepsTitle, headingSize);
  at.y -= 2;
  for (const [index, step] of note.steps.entries()) {
    at.y -= 3;
    need(textSize * 1.35 * Math.max(1, wrapAt(clean(step), font, textSize, room - 22).length));
    at.page.drawText(`${index + 1}.`, { x: margin, y: at.y - textSize * 1.35, size: textSize, font });
    write(step, textSize, { x: margin + 22, width: room - 22 });
  }
  drawPlaces(note, font, at, need, clean);
  at.y -= 6;
  drawTable(note, font, at, need, clean);
  at.y -= 8;
  write(note.footer, smallSize, { color: grey });
  await document.flush();
  return document.save();
}

type Need = (height: number) => void;
type Clean = (text: string) => string;

function drawTable({ columns: heads, forms }: CoverNote, font: PDFFont, at: Cursor, need: Need, clean: Clean): void {
  const rowOf = (cells: readonly string[], size: number, color = rgb(0, 0, 0)) => {
    const widths = columns.map((from, nth) => ((columns[nth + 1] ?? 1) - from) * room - 8);
    const wrapped = cells.map((cell, nth) => wrapAt(clean(cell), font, size, widths[nth] ?? room));
    const height = Math.max(...wrapped.map((rows) => rows.length)) * size * 1.3 + 7;
    need(height);
    for (const [nth, rows] of wrapped.entries())
      for (const [line, row] of rows.entries())
        at.page.drawText(row, { x: margin + (columns[nth] ?? 0) * room, y: at.y - size * 1.3 * (line + 1), size, font, color });
    at.y -= height;
    at.page.drawLine({ start: { x: margin, y: at.y }, end: { x: margin + room, y: at.y }, thickness: 0.5, color: grey });
  };
  rowOf([heads.name, heads.fileName, heads.where], smallSize, grey);
  for (const { name, fileName, where } of forms) rowOf([name, fileName, where], 9.5);
}

/** Each signature's place once, on a small drawing of its page. */
function drawPlaces({ forms, caption }: CoverNote, font: PDFFont, at: Cursor, need: Need, clean: Clean): void {
  const distinct = new Map<string, { page: PageSize; box: Box; where: string }>();
  for (const { place, where } of forms) if (place) distinct.set(JSON.stringify([place.page, place.box]), { ...place, where });
  const drawn = [...distinct.values()].slice(0, 3);
  if (drawn.length === 0) return;
  at.y -= 14;
  need(drawingHeight + 28);
  const top = at.y;
  let x = margin;
  for (const { page, box, where } of drawn) {
    const scale = drawingHeight / page.height;
    const low = top - drawingHeight;
    at.page.drawRectangle({ x, y: low, width: page.width * scale, height: drawingHeight, borderColor: grey, borderWidth: 0.8 });
    const [left, bottom, right, upper] = box.map((length) => length * scale) as [number, number, number, number];
    at.page.drawRectangle({
      x: x + left,
      y: low + bottom,
      width: right - left,
      height: upper - bottom,
      borderColor: blue,
      borderWidth: 1.4,
      color: rgb(0.9, 0.93, 1),
    });
    at.page.drawText(clean(where), { x, y: low - 12, size: smallSize, font, color: blue });
    x += page.width * scale + 40;
  }
  if (drawn.length < 3) {
    const width = margin + room - x;
    for (const [line, row] of wrapAt(clean(caption), font, 9.5, width).entries()) at.page.drawText(row, { x, y: top - 14 * (line + 1), size: 9.5, font });
  }
  at.y = top - drawingHeight - 18;
}
