import type { PDFFont, PDFPage } from 'pdf-lib';
import { PDFDocument } from 'pdf-lib';
import type { Box, FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { success } from '../result.ts';
import type { Ink } from './content.ts';
import { emptyInk, placeInk } from './content.ts';
import { settleForm } from './fields.ts';
import { embedFont } from './font.ts';
import type { Matrix } from './geometry.ts';
import { unite } from './geometry.ts';
import { mend } from './mend.ts';
import { stampInk } from './stamp.ts';
import type { Update } from './revision.ts';
import { openUpdate, writeUpdate } from './revision.ts';
import { dropUnreached, sanitize } from './sanitize.ts';
import { dropSignatures } from './signature-field.ts';

/** Points that ink may reach over its place. */
const penWidth = 2;

/**
 * The document being filled: its pages' inverse transforms (seen page → user space), and the ink that each will get. `update`: what is filled is
 * added behind the file's own bytes.
 */
export type Sheet = { document: PDFDocument; font: PDFFont; toUser: readonly Matrix[]; ink: Map<number, Ink>; update?: Update };

/**
 * A fresh document for each request: one that is used twice grows. `kept`: the fields (as pdf.js names them) that stay, empty, where they hold a
 * certificate signature, which does not survive. Throws what pdf-lib throws on a file that it can't read.
 */
export async function openSheet(bytes: Uint8Array, toUser: readonly Matrix[], kept: ReadonlySet<string>): Promise<Sheet> {
  const document = await PDFDocument.load(bytes, { password: '', updateMetadata: false, throwOnInvalidObject: false });
  sanitize(document);
  await mend(document);
  dropSignatures(document, kept);
  // pdf.js finds pages of a damaged file that pdf-lib does not: what can't be written whole is not written.
  const count = document.getPageCount();
  if (count < toUser.length) throw new Error(`pdf-lib finds ${count} pages where pdf.js finds ${toUser.length}: the page tree is damaged.`);
  return { document, font: await embedFont(document), toUser, ink: new Map() };
}

/**
 * A document that is added to. What acts or leads elsewhere stays in it, as its signer signed it: taking that out would be what the signature is to
 * show. Whoever wants a file without it makes a copy.
 */
export async function openAddition(bytes: Uint8Array, toUser: readonly Matrix[]): Promise<Result<Sheet, FormFailure>> {
  const update = await openUpdate(bytes, toUser.length);
  if (!update.ok) return update;
  const { document } = update.value;
  return success({ document, font: await embedFont(document), toUser, ink: new Map(), update: update.value });
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

/** Around what was printed on a page, and the width of a pen. */
function extentOn(index: number, printed: readonly { page: number; box: Box }[]): Box {
  const [left, bottom, right, top] = unite(printed.filter(({ page }) => page === index).map(({ box }) => box));
  return [left - penWidth, bottom - penWidth, right + penWidth, top + penWidth];
}

/**
 * Lays the ink on the pages, leaves out what nothing refers to any more, and writes the file. A document that is added to gets it on top of its
 * pages, around `printed`.
 */
export async function closeSheet(sheet: Sheet, printed: readonly { page: number; box: Box }[]): Promise<Result<Uint8Array, FormFailure>> {
  settleForm(sheet.document);
  for (const [index, content] of sheet.ink) {
    const { page, toUser } = pageOf(sheet, index);
    if (!sheet.update) placeInk(sheet.document, page, toUser, content);
    else if (content.operators.length > 0) stampInk(sheet.document, page, toUser, content, extentOn(index, printed));
  }
  if (sheet.update) {
    const written = await writeUpdate(sheet.update);
    return written.ok ? success(written.value.bytes) : written;
  }
  await sheet.document.flush();
  dropUnreached(sheet.document);
  return success(await sheet.document.save({ updateFieldAppearances: false, addDefaultPage: false, useObjectStreams: true }));
}
