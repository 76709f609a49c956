import type { PDFFont, PDFPage } from 'pdf-lib';
import { PDFDocument } from 'pdf-lib';
import type { Ink } from './content.ts';
import { emptyInk, placeInk } from './content.ts';
import { settleForm } from './fields.ts';
import { embedFont } from './font.ts';
import type { Matrix } from './geometry.ts';
import { mend } from './mend.ts';
import { dropUnreached, sanitize } from './sanitize.ts';

/** The document being filled: its pages' inverse transforms (seen page → user space), and the ink that each will get. */
export type Sheet = { document: PDFDocument; font: PDFFont; toUser: readonly Matrix[]; ink: Map<number, Ink> };

/** A fresh document for each request: one that is used twice grows. Throws what pdf-lib throws on a file that it can't read. */
export async function openSheet(bytes: Uint8Array, toUser: readonly Matrix[]): Promise<Sheet> {
  const document = await PDFDocument.load(bytes, { password: '', updateMetadata: false, throwOnInvalidObject: false });
  sanitize(document);
  await mend(document);
  // pdf.js finds pages of a damaged file that pdf-lib does not: what can't be written whole is not written.
  const count = document.getPageCount();
  if (count < toUser.length) throw new Error(`pdf-lib finds ${count} pages where pdf.js finds ${toUser.length}: the page tree is damaged.`);
  return { document, font: await embedFont(document), toUser, ink: new Map() };
}

export function inkOf(sheet: Sheet, page: number): Ink {
  const known = sheet.ink.get(page) ?? emptyInk();
  sheet.ink.set(page, known);
  return known;
}

export function pageOf(sheet: Sheet, index: number): { page: PDFPage; toUser: Matrix } {
  const toUser = sheet.toUser[index];
  if (!toUser) throw new Error(`The map names page ${index}, which the document lacks: the map is another file's.`);
  return { page: sheet.document.getPage(index), toUser };
}

/** Lays the ink on the pages, leaves out what nothing refers to any more, and writes the file. */
export async function closeSheet(sheet: Sheet): Promise<Uint8Array> {
  for (const [index, content] of sheet.ink) {
    const { page, toUser } = pageOf(sheet, index);
    placeInk(sheet.document, page, toUser, content);
  }
  settleForm(sheet.document);
  await sheet.document.flush();
  dropUnreached(sheet.document);
  return sheet.document.save({ updateFieldAppearances: false, addDefaultPage: false, useObjectStreams: true });
}
