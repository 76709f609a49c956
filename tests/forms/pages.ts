/** A PDF as two independent programs show it: its pixels by poppler, its characters by MuPDF. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPpm } from '../fixtures/generate/paint.ts';
import { inWorkFolder, run } from '../fixtures/generate/tools.ts';

export type Pixels = { width: number; height: number; pixels: Uint8Array };

/** `box`: left, top, right, bottom as shares of the page's width and height, so that no unit has to be known. y downward. `lying`: its line runs along the page's width. */
export type Letter = { letter: string; page: number; box: readonly [number, number, number, number]; lying: boolean };

export type Shown = { pages: readonly Pixels[]; letters: readonly Letter[]; damage: string };

const resolution = 100;

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function readEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return entities[name] ?? whole;
  });
}

function readLetters(stext: string): Letter[] {
  const letters: Letter[] = [];
  let page = -1;
  let width = 1;
  let height = 1;
  let lying = true;
  for (const tag of stext.matchAll(
    /<page id="[^"]*" width="([\d.]+)" height="([\d.]+)">|<line [^>]*dir="(\S+) [^"]*"|<char quad="([^"]+)"[^>]* c="([^"]*)"\/>/g,
  )) {
    if (tag[1] && tag[2]) {
      page += 1;
      width = Number(tag[1]);
      height = Number(tag[2]);
    } else if (tag[3]) lying = Math.abs(Number(tag[3])) > 0.7;
    else {
      const corners = (tag[4] ?? '').split(' ').map(Number);
      const xs = corners.filter((_, at) => at % 2 === 0);
      const ys = corners.filter((_, at) => at % 2 === 1);
      letters.push({
        letter: readEntities(tag[5] ?? ''),
        page,
        box: [Math.min(...xs) / width, Math.min(...ys) / height, Math.max(...xs) / width, Math.max(...ys) / height],
        lying,
      });
    }
  }
  return letters;
}

/** Renders and reads. `damage`: what qpdf --check refuses, empty where it is content. */
export async function show(bytes: Uint8Array): Promise<Shown> {
  return inWorkFolder(async (folder) => {
    await writeFile(join(folder, 'in.pdf'), bytes);
    const [, stext, damage] = await Promise.all([
      run('pdftoppm', ['-cropbox', '-r', String(resolution), 'in.pdf', 'page'], { cwd: folder }),
      run('mutool', ['draw', '-q', '-F', 'stext', 'in.pdf'], { cwd: folder }),
      run('qpdf', ['--check', 'in.pdf'], { cwd: folder, accepted: [3] }).then(
        () => '',
        (error: Error) => error.message,
      ),
    ]);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ppm')).sort();
    const pages = await Promise.all(names.map(async (name) => readPpm(new Uint8Array(await readFile(join(folder, name))))));
    return { pages, letters: readLetters(stext), damage };
  });
}
