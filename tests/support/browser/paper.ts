import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A PDF as others read it: poppler and qpdf, never the extension's own libraries. Boxes are in points from the bottom-left. */

const run = promisify(execFile);
const buffer = { maxBuffer: 2 ** 26 };

export type Box = readonly [left: number, bottom: number, right: number, top: number];
export type Place = { page: number; box: Box };
export type Places = Readonly<Record<string, Place>>;

export function readPlaces(path: string): Places {
  return (JSON.parse(readFileSync(path, 'utf8')) as { places: Places }).places;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'" };

type Word = { page: number; text: string; box: Box };

/** Every word of the file with its box. */
export async function readWords(file: string): Promise<Word[]> {
  const { stdout } = await run('pdftotext', ['-bbox', file, '-'], buffer);
  let page = -1;
  let height = 0;
  return stdout.split('\n').flatMap((line): Word[] => {
    const opened = /<page width="[\d.]+" height="([\d.]+)"/.exec(line);
    if (opened) {
      page += 1;
      height = Number(opened[1]);
    }
    const word = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line);
    if (!word) return [];
    const [left = 0, above = 0, right = 0, below = 0] = word.slice(1, 5).map(Number);
    const text = (word[5] ?? '').replace(/&(?:amp|lt|gt|quot|apos|#39);/g, (entity) => entities[entity] ?? entity);
    return [{ page, text, box: [left, height - below, right, height - above] }];
  });
}

/** The words whose middle lies in the place, in reading order. */
export function textIn(words: readonly Word[], { page, box }: Place): string {
  return words
    .filter((word) => {
      const [x, y] = [(word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2];
      return word.page === page && x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
    })
    .map(({ text }) => text)
    .join(' ');
}

const dpi = 100;
export type Raster = { width: number; height: number; grey: Uint8Array };

async function rasterOf(file: string, page: number, folder: string): Promise<Raster> {
  const stem = join(folder, 'page');
  await run('pdftoppm', ['-gray', '-r', String(dpi), '-f', String(page + 1), '-l', String(page + 1), '-singlefile', file, stem]);
  const bytes = await readFile(`${stem}.pgm`);
  // P5, width height, 255, then one byte a pixel.
  const head = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('pdftoppm wrote no PGM.');
  return { width: Number(head[1]), height: Number(head[2]), grey: bytes.subarray(head[0].length) };
}

const rendered = new Map<string, Raster[]>();

/** `render` for a file that never changes: done once. */
export async function renderFixture(file: string, pages: number): Promise<Raster[]> {
  const known = rendered.get(file) ?? (await render(file, pages));
  rendered.set(file, known);
  return known;
}

/** The first pages of the file, each byte a pixel's brightness, at 100 dots per inch. */
export async function render(file: string, pages: number): Promise<Raster[]> {
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  try {
    const rasters: Raster[] = [];
    for (let page = 0; page < pages; page += 1) rasters.push(await rasterOf(file, page, folder));
    return rasters;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Pixels that differ well between two renderings, each as a point in PDF space. */
export function changedPoints(before: Raster, after: Raster): { x: number; y: number }[] {
  if (before.width !== after.width || before.height !== after.height) throw new Error('The page changed its size.');
  const points: { x: number; y: number }[] = [];
  for (let at = 0; at < before.grey.length; at += 1) {
    if (Math.abs((before.grey[at] ?? 0) - (after.grey[at] ?? 0)) < 64) continue;
    points.push({ x: ((at % before.width) * 72) / dpi, y: ((before.height - Math.floor(at / before.width)) * 72) / dpi });
  }
  return points;
}

export function isIn({ x, y }: { x: number; y: number }, [left, bottom, right, top]: Box, margin: number): boolean {
  return x >= left - margin && x <= right + margin && y >= bottom - margin && y <= top + margin;
}

/** qpdf finds nothing wrong with the file's structure. Throws with what it found. */
export async function checkStructure(file: string): Promise<void> {
  await run('qpdf', ['--check', file], buffer);
}
