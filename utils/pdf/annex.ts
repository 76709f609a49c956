import type { PDFDocument, PDFFont } from 'pdf-lib';
import { PageSizes } from 'pdf-lib';
import type { PlaceKey } from '../intake/catalogue.ts';
import { question, questionOf } from '../intake/catalogue.ts';
import type { Layout, Page } from './layout.ts';
import { joinRows, rowsOf } from './rows.ts';
import { widthOf } from './text.ts';

/** A text that found no room in its place, and its number on the annex. The words are the form's language. */
export type AnnexItem = { key: PlaceKey; number: number; text: string };

const annexTitle = 'Bijlage bij het intakeformulier API';

/** What stands in the place instead of the rest of the text. */
export const annexReference = (number: number) => `… zie bijlage ${number}`;

const margin = 56;
const size = 10;
const headingSize = 11;
const leading = 14;

/** The rows of a text that is set in this size in so many points. */
export function wrapAt(text: string, font: PDFFont, at: number, room: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const rows: string[] = [];
    let row = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      for (let rest = word; rest; ) {
        const longer = row ? `${row} ${rest}` : rest;
        if (widthOf(font, longer, at) <= room) {
          row = longer;
          break;
        }
        if (row) {
          rows.push(row);
          row = '';
          continue;
        }
        // A word wider than the page is broken where it must be.
        let fits = rest.length;
        while (fits > 1 && widthOf(font, rest.slice(0, fits), at) > room) fits--;
        rows.push(rest.slice(0, fits));
        rest = rest.slice(fits);
      }
    }
    return [...rows, row];
  });
}

/** Adds the pages that hold the whole text of each item, under the question's own words. Returns how many pages. */
export function addAnnex(document: PDFDocument, font: PDFFont, items: readonly AnnexItem[]): number {
  if (items.length === 0) return 0;
  const [pageWidth, pageHeight] = PageSizes.A4;
  const room = pageWidth - 2 * margin;
  let pages = 0;
  let page = document.addPage([pageWidth, pageHeight]);
  let y = pageHeight - margin;
  const turn = () => {
    page = pages === 0 ? page : document.addPage([pageWidth, pageHeight]);
    pages++;
    y = pageHeight - margin - 16;
    page.drawText(annexTitle, { x: margin, y, size: 16, font });
    y -= 2 * leading;
  };
  const write = (text: string, at: number) => {
    for (const row of wrapAt(text, font, at, room)) {
      if (y < margin) turn();
      page.drawText(row, { x: margin, y, size: at, font });
      y -= leading;
    }
  };
  turn();
  for (const item of items) {
    write(`Bijlage ${item.number}: ${question(questionOf(item.key)).wordings[0] ?? item.key}`, headingSize);
    y -= 3;
    write(item.text, size);
    y -= leading;
  }
  return pages;
}

/** Parts a layout into the form and the annex pages behind it. */
export function partAnnex(layout: Layout): { form: Layout; annex: Page[] } {
  const isAnnex = (page: Page) => page.lines.some((line) => line.text === annexTitle && line.box[3] > page.height - 2 * margin);
  const from = layout.pages.findIndex(isAnnex);
  if (from < 1) return { form: layout, annex: [] };
  return { form: { ...layout, pages: layout.pages.slice(0, from) }, annex: layout.pages.slice(from).filter(isAnnex) };
}

/** The whole text of each item of the annex, by its number. */
export function readAnnex(pages: readonly Page[]): Map<number, string> {
  const items = new Map<number, ReturnType<typeof rowsOf>>();
  let number: number | undefined;
  for (const page of pages) {
    for (const row of rowsOf(page.glyphs)) {
      const near = (other: number) => Math.abs(row.size - other) < 0.5;
      const heading = near(headingSize) ? /^Bijlage (\d+):/.exec(row.text) : null;
      if (heading) number = Number(heading[1]);
      else if (near(size) && number !== undefined) items.set(number, [...(items.get(number) ?? []), row]);
    }
  }
  return new Map([...items].map(([at, rows]) => [at, joinRows(rows, PageSizes.A4[0] - margin)]));
}

/** A place's text that goes on, on the annex: what stands before the reference, and the item's number. */
export function findReference(text: string): { shown: string; number: number } | undefined {
  const found = /^(.*?)\s*…\s*zie\s+bijlage\s+(\d+)\s*$/s.exec(text);
  return found ? { shown: found[1] ?? '', number: Number(found[2]) } : undefined;
}
