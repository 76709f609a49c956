import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FormFailure } from '../../../utils/intake/form.ts';

const run = promisify(execFile);

/** One page, written by hand so that no PDF library is on both sides of a test. `image` is a JPEG of `width` × `height` pixels. */
function writePdf(lines: readonly string[], image?: { bytes: Uint8Array; width: number; height: number }): Buffer {
  const text = lines.map((line, at) => `1 0 0 1 60 ${780 - 22 * at} Tm (${line.replace(/[()\\]/g, '\\$&')}) Tj`).join('\n');
  const content = image ? 'q 595 0 0 842 0 0 cm /I Do Q' : `BT /F 12 Tf\n${text}\nET`;
  const resources = image ? '/XObject << /I 5 0 R >>' : '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
  const objects: Buffer[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${resources} >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ].map((object) => Buffer.from(object, 'latin1'));
  if (image) {
    const head = `<< /Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.bytes.length} >>\nstream\n`;
    objects.push(Buffer.concat([Buffer.from(head), image.bytes, Buffer.from('\nendstream')]));
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [at, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(length);
    parts.push(part);
    length += part.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** What a camera or a scanner makes of the form's first page. */
async function scanOf(form: string, folder: string): Promise<Buffer> {
  const stem = join(folder, 'scan');
  await run('pdftoppm', ['-jpeg', '-r', '70', '-f', '1', '-l', '1', '-singlefile', form, stem]);
  const bytes = await readFile(`${stem}.jpg`);
  // SOF0: length, precision, height, width.
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  return writePdf([], { bytes, height: bytes.readUInt16BE(frame + 5), width: bytes.readUInt16BE(frame + 7) });
}

async function lock(form: string, folder: string): Promise<Buffer> {
  const locked = join(folder, 'locked.pdf');
  await run('qpdf', ['--encrypt', 'geheim', 'eigenaar', '256', '--', form, locked]);
  return readFile(locked);
}

export type BadFile = { name: string; bytes: Uint8Array; failure: FormFailure };

/** Every bad input that issue and design name, with the failure that each must end in. */
export async function badFiles(form: string): Promise<BadFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bad-files-'));
  try {
    const whole = await readFile(form);
    const invoice = [
      'Factuur 2026-118',
      'Basisschool De Regenboog, Kerkstraat 1',
      'Instellingsnummer 035642',
      'Schoolreis en maaltijden september',
      'Te betalen 48,20 euro',
    ];
    return [
      { name: 'brief.pdf', bytes: Buffer.from('<!doctype html><p>Geen pdf, al heet het zo.'), failure: 'notPdf' },
      { name: 'afgebroken.pdf', bytes: whole.subarray(0, Math.floor(whole.length * 0.4)), failure: 'fileDamaged' },
      { name: 'met-wachtwoord.pdf', bytes: await lock(form, folder), failure: 'fileEncrypted' },
      { name: 'scan.pdf', bytes: await scanOf(form, folder), failure: 'scanOnly' },
      { name: 'factuur.pdf', bytes: writePdf(invoice), failure: 'otherForm' },
      { name: 'leeg.pdf', bytes: new Uint8Array(), failure: 'fileEmpty' },
      { name: 'dertig-mb.pdf', bytes: Buffer.concat([whole, Buffer.alloc(30 * 1024 * 1024 - whole.length, 0x20)]), failure: 'fileTooLarge' },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes the files where a browser's file dialog can take them from. */
export async function keepIn(folder: string, files: readonly BadFile[]): Promise<void> {
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
}
