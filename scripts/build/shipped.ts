import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { Shipped } from './licences.ts';
import { printLicences } from './licences.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What the bundlers write into a chunk by themselves, and the package that it comes from. */
const ownedByTools: readonly { id: RegExp; package: string }[] = [
  { id: /^\0rolldown\//, package: 'rolldown' },
  { id: /^\0vite\//, package: 'vite' },
  { id: /^\0virtual:wxt-/, package: 'wxt' },
];

/** Parts of a package under a licence of their own, that are in the extension when the package is. `file`: where its text stands. */
const parts: readonly { of: string; name: string; licence: string; file: string }[] = [
  { of: 'pdfjs-dist', name: 'Foxit fonts of PDFium', licence: 'BSD-3-Clause', file: 'standard_fonts/LICENSE_FOXIT' },
  { of: 'pdfjs-dist', name: 'Liberation fonts', licence: 'OFL-1.1', file: 'standard_fonts/LICENSE_LIBERATION' },
  { of: 'pdfjs-dist', name: 'JBIG2 decoder of PDFium', licence: 'BSD-3-Clause', file: 'wasm/LICENSE_JBIG2' },
  { of: 'pdfjs-dist', name: 'JBIG2 decoder for pdf.js', licence: 'Apache-2.0', file: 'wasm/LICENSE_PDFJS_JBIG2' },
  { of: 'pdfjs-dist', name: 'OpenJPEG', licence: 'BSD-2-Clause', file: 'wasm/LICENSE_OPENJPEG' },
  { of: 'pdfjs-dist', name: 'OpenJPEG for pdf.js', licence: 'BSD-2-Clause', file: 'wasm/LICENSE_PDFJS_OPENJPEG' },
  { of: 'pdfjs-dist', name: 'qcms', licence: 'MIT', file: 'wasm/LICENSE_QCMS' },
  { of: 'pdfjs-dist', name: 'qcms for pdf.js', licence: 'BSD-2-Clause', file: 'wasm/LICENSE_PDFJS_QCMS' },
  { of: 'brotli', name: 'Brotli decoder', licence: 'Apache-2.0', file: 'dec/decode.js' },
];

type Manifest = {
  name: string;
  version: string;
  license?: string;
  author?: string | { name?: string };
  homepage?: string;
  repository?: string | { url?: string };
};

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** The folder of the package that a file belongs to; undefined for the project's own files. */
export function packageFolder(file: string): string | undefined {
  const found = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file.split('?')[0] ?? file);
  return found?.[1];
}

/** Where a tool's licence goes on with those of what is bundled in the tool itself. */
const ofTheTool = /^#+ .*bundled dependencies/im;

/** Of a script only its head, where a licence is told. */
function licenceIn(file: string): string {
  const text = readFileSync(file, 'utf8').replace(/\r\n?/g, '\n');
  const head = /^\s*\/\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return (path.extname(file) === '.js' ? head.replace(/^ ?\* ?/gm, '') : (text.split(ofTheTool)[0] ?? text)).trim();
}

const authorOf = ({ author, name }: Manifest) => ((typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`).replace(/ *<[^>]*>/, '');

/** For packages that say MIT and bring no text. */
const mit = (manifest: Manifest) =>
  `MIT License

Copyright (c) ${authorOf(manifest)}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function textsOf(folder: string, manifest: Manifest): string[] {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|copyright)/i.test(name));
  if (files.length > 0) return files.sort().map((name) => licenceIn(path.join(folder, name)));
  if (manifest.license === 'MIT') return [mit(manifest)];
  throw new Error(`${manifest.name} ${manifest.version} brings no text of its licence (${manifest.license ?? 'none'}).`);
}

/** A package and its parts. */
export function describePackage(folder: string): Shipped[] {
  const manifest = readManifest(folder);
  const { name, version, license = 'none', repository, homepage } = manifest;
  const address = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? '';
  const source = address
    .replace(/^git\+/, '')
    .replace(/^(git:\/\/|git\+ssh:\/\/git@|ssh:\/\/git@|git@github\.com:)/, (start) => (start.endsWith(':') ? 'https://github.com/' : 'https://'));
  // The name under which it is installed is an alias for one of them (pdf-lib): what it calls itself is the truth.
  const own = parts.filter(({ of }) => of === name);
  return [
    { name, version, licence: license, source, texts: textsOf(folder, manifest) },
    ...own.map((part) => ({ name: part.name, version, licence: part.licence, source, texts: [licenceIn(path.join(folder, part.file))] })),
  ];
}

export type ShippedRecord = {
  /** One for each build: an extension is made in several. */
  plugin(): Plugin;
  /** A file that is copied as it is. */
  addFile(file: string): void;
  /** The text of licenses.txt. */
  print(): string;
};

/** Records what really goes into the extension: the modules of every chunk, and the files that are copied. */
export function recordShipped(): ShippedRecord {
  const folders = new Set<string>();
  const addFile = (id: string) => {
    const tool = ownedByTools.find((row) => row.id.test(id));
    const folder = tool ? path.join(projectFolder, 'node_modules', tool.package) : packageFolder(id);
    if (folder) folders.add(realpathSync(folder));
    // A virtual module that stands in no row would be somebody's code without a licence.
    else if (!existsSync(id.split('?')[0] ?? id)) throw new Error(`Nobody knows whose code this is: ${JSON.stringify(id)}`);
  };
  return {
    plugin: () => ({
      name: 'record-shipped',
      generateBundle(_, bundle) {
        for (const piece of Object.values(bundle)) {
          if (piece.type === 'asset') for (const file of piece.originalFileNames) addFile(path.resolve(projectFolder, file));
          else for (const [id, { renderedLength }] of Object.entries(piece.modules)) if (renderedLength > 0) addFile(id);
        }
      },
    }),
    addFile,
    print() {
      const { version } = readManifest(projectFolder);
      const text = readFileSync(path.join(projectFolder, 'LICENSE'), 'utf8');
      return printLicences([...folders].flatMap(describePackage), { name: 'Intakehulp', version, text });
    },
  };
}
