import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Box } from '../../utils/intake/form.ts';

/** Independent readers of what we write: poppler and qpdf, on a temporary file. */
export function withFile<Value>(bytes: Uint8Array, use: (file: string, folder: string) => Value): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'intakehulp-'));
  const file = path.join(folder, 'form.pdf');
  try {
    writeFileSync(file, bytes);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export type PopplerWord = { text: string; page: number; box: Box };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** pdftotext's words with their boxes in points, origin bottom-left. */
export function wordsOf(bytes: Uint8Array): PopplerWord[] {
  const xml = withFile(bytes, (file) => execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  const words: PopplerWord[] = [];
  let page = -1;
  let height = 0;
  for (const line of xml.split('\n')) {
    const opened = /<page width="[\d.]+" height="([\d.]+)"/.exec(line);
    if (opened) {
      page++;
      height = Number(opened[1]);
    }
    const word = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/.exec(line);
    if (!word) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = word.slice(1, 5).map(Number);
    const text = (word[5] ?? '').replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
    words.push({ text, page, box: [left, height - bottom, right, height - top] });
  }
  return words;
}

/** The words whose middle lies in the box, in reading order, joined by spaces. */
export function textIn(words: readonly PopplerWord[], page: number, [left, bottom, right, top]: Box): string {
  const inside = words.filter(({ page: at, box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return at === page && x > left - 1 && x < right + 1 && y > bottom - 1 && y < top + 1;
  });
  return inside
    .sort((a, b) => (Math.abs(a.box[1] - b.box[1]) > 3 ? b.box[1] - a.box[1] : a.box[0] - b.box[0]))
    .map((word) => word.text)
    .join(' ');
}

export type Picture = { width: number; height: number; grey: Uint8Array };

/** A page in grey, `dpi` dots an inch, rows from the top. Pages count from 0. */
export function renderPage(bytes: Uint8Array, page: number, dpi: number): Picture {
  return withFile(bytes, (file, folder) => {
    execFileSync('pdftoppm', ['-gray', '-r', String(dpi), '-f', String(page + 1), '-l', String(page + 1), '-singlefile', file, path.join(folder, 'page')]);
    return readPgm(readFileSync(path.join(folder, 'page.pgm')));
  });
}

function readPgm(data: Buffer): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(data.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('pdftoppm gave no grey picture.');
  return { width: Number(head[1]), height: Number(head[2]), grey: new Uint8Array(data.subarray(head[0].length)) };
}

/** Boxes (points, origin bottom-left) of 1-point squares in which two renderings of a page differ. */
export function changedPoints(before: Picture, after: Picture, dpi: number): [number, number][] {
  const scale = dpi / 72;
  const found = new Set<string>();
  for (let at = 0; at < before.grey.length; at++) {
    if (Math.abs((before.grey[at] ?? 0) - (after.grey[at] ?? 0)) < 40) continue;
    const x = Math.floor((at % before.width) / scale);
    const y = Math.floor((before.height - 1 - Math.floor(at / before.width)) / scale);
    found.add(`${x},${y}`);
  }
  return [...found].map((key) => key.split(',').map(Number) as [number, number]);
}

/** Throws with qpdf's words where it finds fault. Exit 3 is warnings only: a fault as well for a file of ours. */
export function checkWithQpdf(bytes: Uint8Array): string {
  return withFile(bytes, (file) => execFileSync('qpdf', ['--check', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
}

export function runQpdf(bytes: Uint8Array, ...options: string[]): Uint8Array {
  return withFile(bytes, (file, folder) => {
    const out = path.join(folder, 'out.pdf');
    execFileSync('qpdf', [...options, file, out]);
    return new Uint8Array(readFileSync(out));
  });
}

/** Every object of the file as qpdf reads it, as JSON (its version 2), without the streams' data. */
export function objectsByQpdf(bytes: Uint8Array): string {
  return withFile(bytes, (file) =>
    execFileSync('qpdf', ['--json=2', '--json-stream-data=none', '--json-key=qpdf', file], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
}
