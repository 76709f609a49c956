import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';

/**
 * A form as a scanner gives it back: each page a JPEG and nothing else. `shift`: points that the scanner moved the paper to the
 * right and upward.
 */
export async function scanned(form: Uint8Array, shift: readonly [number, number] = [0, 0]): Promise<Uint8Array> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scan-'));
  try {
    const file = path.join(folder, 'form.pdf');
    writeFileSync(file, form);
    const source = await PDFDocument.load(form);
    const scan = await PDFDocument.create();
    for (const [at, page] of source.getPages().entries()) {
      execFileSync('pdftoppm', ['-jpeg', '-r', '100', '-f', String(at + 1), '-l', String(at + 1), '-singlefile', file, path.join(folder, 'page')]);
      const image = await scan.embedJpg(readFileSync(path.join(folder, 'page.jpg')));
      const { width, height } = page.getSize();
      scan.addPage([width, height]).drawImage(image, { x: shift[0], y: shift[1], width, height });
    }
    return await scan.save();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
