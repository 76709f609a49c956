/** The generated variants on disk. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlacesFile } from '../fixtures/generate/truth.ts';

export const variantsFolder = fileURLToPath(new URL('../fixtures/variants', import.meta.url));

export type VariantOnDisk = { name: string; bytes: Uint8Array; truth: PlacesFile };

async function pdfNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Error('There are no variants yet: make them with `tsx tests/fixtures/generate/main.ts`.');
    throw error;
  });
  return names.flatMap((name) => (name.endsWith('.pdf') ? [name.slice(0, -'.pdf'.length)] : [])).sort();
}

const bytesOf = async (folder: string, name: string) => new Uint8Array(await readFile(join(folder, `${name}.pdf`)));

/** The variants of a folder: the generated ones, or another folder of forms with their places. */
export async function readVariants(folder = variantsFolder): Promise<VariantOnDisk[]> {
  return Promise.all(
    (await pdfNames(folder)).map(async (name) => {
      const truth = JSON.parse(await readFile(join(folder, `${name}.places.json`), 'utf8')) as PlacesFile;
      return { name, bytes: await bytesOf(folder, name), truth };
    }),
  );
}

/** Documents that are not the form. */
export async function readOthers(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const folder = join(variantsFolder, 'other');
  return Promise.all((await pdfNames(folder)).map(async (name) => ({ name, bytes: await bytesOf(folder, name) })));
}
