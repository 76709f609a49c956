import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PDFPage } from 'pdf-lib';
import { PDFDocument, rgb } from 'pdf-lib';
import type { Place } from './paper.ts';

/** Handwriting on paper: what a person scans, photographs, or writes on a form that was printed. */

type Area = { x: number; y: number; width: number; height: number };

/** A pen's wave through the area, in points from the bottom-left. */
function writeOn(page: PDFPage, { x, y, width, height }: Area, waves: number): void {
  const at = (share: number) => ({ x: x + width * share, y: y + height / 2 + (height / 2.4) * Math.sin(share * waves * 2 * Math.PI) });
  for (let step = 0; step < 120; step += 1) page.drawLine({ start: at(step / 120), end: at((step + 1) / 120), thickness: 1.6, color: rgb(0.08, 0.12, 0.35) });
}

/** A sheet with the mention above the signature, or with one of them. */
export async function handSheet(both = true): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([300, 220]);
  if (both) writeOn(page, { x: 30, y: 150, width: 220, height: 34 }, 11);
  writeOn(page, { x: 60, y: 40, width: 150, height: 50 }, 3);
  return document.save();
}

/** The form with handwriting in the signature's place, as the pen left it. */
export async function penned(form: Uint8Array, { page, box: [left, bottom, right, top] }: Place): Promise<Uint8Array> {
  const document = await PDFDocument.load(form);
  const [width, height] = [right - left, top - bottom];
  writeOn(document.getPage(page), { x: left + width * 0.1, y: bottom + height * 0.55, width: width * 0.6, height: height * 0.3 }, 9);
  writeOn(document.getPage(page), { x: left + width * 0.2, y: bottom + height * 0.1, width: width * 0.4, height: height * 0.35 }, 3);
  return document.save();
}

function rendered(pdf: Uint8Array, options: readonly string[], ending: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'hand-'));
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf);
    execFileSync('pdftoppm', [...options, '-singlefile', join(folder, 'sheet.pdf'), join(folder, 'sheet')]);
    return readFileSync(join(folder, `sheet.${ending}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const asPng = (pdf: Uint8Array, page = 0): Buffer => rendered(pdf, ['-png', '-r', '150', '-f', String(page + 1), '-l', String(page + 1)], 'png');

/** What a telephone would write into its picture. */
export const secret = 'Ergens in de Kerkstraat 12';

/** A JPEG with an EXIF block in which `secret` stands, as an image description. */
export function asJpegWithExif(pdf: Uint8Array): Buffer {
  const jpeg = rendered(pdf, ['-jpeg', '-r', '150', '-f', '1', '-l', '1'], 'jpg');
  const text = Buffer.from(`${secret}\0`, 'latin1');
  // TIFF, big-endian, one entry: ImageDescription (0x010e), ASCII, at offset 26.
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x010e, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(text.length, 14);
  tiff.writeUInt32BE(26, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
