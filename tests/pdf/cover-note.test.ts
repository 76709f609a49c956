import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { expect, it } from 'vitest';
import '../../scripts/font.ts';
import type { CoverNote } from '../../utils/intake/note.ts';
import { bindPages } from '../../utils/pdf/bind.ts';
import { makeCoverNote } from '../../utils/pdf/cover-note.ts';
import { checkWithQpdf, wordsOf } from '../support/poppler.ts';

const place = { page: { width: 595, height: 842, turn: 0 }, box: [45, 80, 300, 140] as const };
const note = (count: number): CoverNote => ({
  title: 'Te ondertekenen met de pen',
  intro: 'Dit blad hoort bij formulieren.',
  columns: { name: 'School', fileName: 'Bestand', where: 'Waar' },
  forms: Array.from({ length: count }, (_, at) => ({
    name: `Łodź-school ${at} 😀`,
    fileName: `intake-${at}.pdf`,
    where: 'Bladzijde 2, onderaan links',
    place,
  })),
  stepsTitle: 'Zo doe je het',
  steps: ['Druk af.', 'Schrijf “gelezen en goedgekeurd”.'],
  caption: 'Hier.',
  footer: 'Dit blad stuur je niet mee.',
});
const textOf = (bytes: Uint8Array) =>
  wordsOf(bytes)
    .map(({ text }) => text)
    .join(' ');

async function jpegOf(width: number, height: number): Promise<Uint8Array> {
  const sheet = await PDFDocument.create();
  sheet.addPage([width, height]).drawLine({ start: { x: 10, y: 10 }, end: { x: width - 10, y: height - 10 } });
  const folder = mkdtempSync(path.join(tmpdir(), 'sheet-'));
  try {
    const file = path.join(folder, 'sheet.pdf');
    writeFileSync(file, await sheet.save());
    execFileSync('pdftoppm', ['-jpeg', '-singlefile', file, path.join(folder, 'sheet')]);
    return new Uint8Array(readFileSync(path.join(folder, 'sheet.jpg')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('one form takes one page, with all that is to be known', async () => {
  const bytes = await makeCoverNote(note(1));
  checkWithQpdf(bytes);
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
  const text = textOf(bytes);
  for (const words of [
    'Te ondertekenen met de pen',
    'Łodź-school 0 ?',
    'intake-0.pdf',
    'Bladzijde 2, onderaan links',
    '1. Druk af.',
    'gelezen en goedgekeurd',
    'stuur je niet mee',
  ])
    expect(text).toContain(words);
});

it('three hundred forms are listed on as many pages as they need, none left out, nothing outside the paper', async () => {
  const bytes = await makeCoverNote(note(300));
  const words = wordsOf(bytes);
  for (let at = 0; at < 300; at += 1) expect(words.filter(({ text }) => text === `intake-${at}.pdf`)).toHaveLength(1);
  expect(words.filter(({ box: [left, bottom, right, top] }) => left < 40 || bottom < 30 || right > 560 || top > 812)).toEqual([]);
  expect(bytes.length).toBeLessThan(120_000);
});

it('pictures of pages are bound to a PDF, each on its page as it lies', async () => {
  expect(await bindPages([new Uint8Array([1, 2, 3])])).toMatchObject({ ok: false, code: 'imageUnreadable' });
  const bound = await bindPages([await jpegOf(200, 100), await jpegOf(100, 200)]);
  if (!bound.ok) throw new Error(bound.code);
  checkWithQpdf(bound.value);
  const pages = (await PDFDocument.load(bound.value)).getPages().map((page) => page.getSize());
  expect(pages.map(({ width, height }) => width > height)).toEqual([true, false]);
});
