import { deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { guard, limits } from '../../utils/pdf/guard.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { formBytes } from '../support/forms.ts';
import { runQpdf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const text = (value: string) => new TextEncoder().encode(value);

function join(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function otherForm(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage();
  ['Inschrijvingsformulier', 'Naam leerling:', 'Geboortedatum:', 'Instellingsnummer:', 'Handtekening ouder:'].forEach((line, at) => {
    page.drawText(line, { x: 50, y: 750 - 60 * at, font, size: 12 });
    page.drawRectangle({ x: 200, y: 745 - 60 * at, width: 200, height: 18, borderWidth: 1, opacity: 0 });
  });
  return document.save();
}

/** A page that is one picture, as a scanner makes. */
async function scan(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjM0QAAAABJRU5ErkJggg==', 'base64');
  const image = await document.embedPng(png);
  document.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
  return document.save();
}

function stream(dictionary: string, data: Uint8Array): Uint8Array {
  return join(
    text(`%PDF-1.7\n1 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    text('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  );
}

describe('bad input ends in its own code', () => {
  test.each([
    ['0 bytes', new Uint8Array(), 'fileEmpty'],
    ['30 MB', join(text('%PDF-1.7\n'), new Uint8Array(30 * 1024 * 1024)), 'fileTooLarge'],
    ['a text', text('Beste, in bijlage het formulier.'), 'notPdf'],
    ['a Word file', text('PK\u0003\u0004 word/document.xml'), 'notPdf'],
    ['only a header', text('%PDF-1.7\n'), 'fileDamaged'],
    ['the form cut in half', formBytes('intake-flat').slice(0, 900), 'fileDamaged'],
  ])('%s', async (_, bytes, code) => {
    expect(await openForm(bytes)).toMatchObject({ ok: false, code });
    expect(await produce(bytes, requestFixture('new-both'), { kind: 'print' })).toMatchObject({ ok: false, code });
  });

  test('encrypted with a password', async () => {
    const bytes = runQpdf(formBytes('intake-flat'), '--encrypt', 'geheim', 'eigenaar', '256', '--');
    expect(await openForm(bytes)).toMatchObject({ ok: false, code: 'fileEncrypted' });
  });

  test('encrypted without one is filled all the same', async () => {
    for (const name of ['intake-flat', 'intake-acroform'] as const) {
      const bytes = runQpdf(formBytes(name), '--encrypt', '', 'eigenaar', '256', '--');
      expect(await produce(bytes, requestFixture('extend-students'), { kind: 'print' })).toMatchObject({ ok: true, value: { report: { left: [] } } });
    }
  });

  test('an image-only scan', async () => {
    expect(await openForm(await scan())).toMatchObject({ ok: false, code: 'scanOnly' });
  });

  test('another form opens, and is told to be another', async () => {
    const bytes = await otherForm();
    expect(await openForm(bytes)).toMatchObject({ ok: true, value: { detected: false } });
    expect(await produce(bytes, requestFixture('new-both'), { kind: 'print' })).toMatchObject({ ok: false, code: 'otherForm' });
  });

  test.each([
    ['a page that only one of the two readers finds', /\/Type \/Page\n/, '/Type /Pagf\n'],
    ['a page tree that is none', /\/Type \/Pages/, '/Typf /Pages'],
    ['a page tree that leads nowhere', /(\/Kids \[\s+\d+ 0 R\s+)\d+/, '$199'],
    ['a root that leads nowhere', /\/Root \d/, '/Root 9'],
  ])('%s', async (_, sound, broken) => {
    const plain = new TextDecoder('latin1').decode(runQpdf(formBytes('intake-flat'), '--qdf', '--object-streams=disable'));
    const damaged = plain.replace(sound, broken);
    expect(damaged).not.toBe(plain);
    const bytes = Uint8Array.from(damaged, (character) => character.charCodeAt(0) & 255);
    expect(await produce(bytes, requestFixture('new-both'), { kind: 'print' })).toMatchObject({ ok: false, code: 'fileDamaged' });
  });

  test('a signature that is no picture', async () => {
    const signature = { kind: 'image', type: 'image/png', bytes: text('no picture') } as const;
    expect(await produce(formBytes('intake-flat'), requestFixture('new-both'), { kind: 'hand', signature })).toMatchObject({
      ok: false,
      code: 'imageUnreadable',
    });
  });
});

describe('the guard', () => {
  const zeros = (megabytes: number) => deflateSync(new Uint8Array(megabytes * 1024 * 1024));

  test('lets a form through', async () => expect(await guard(formBytes('intake-acroform'))).toEqual({ ok: true, value: true }));

  test.each([
    ['a stream over its cap', stream('/Filter /FlateDecode', zeros(33))],
    ['streams that are too much together', join(...Array.from({ length: 5 }, () => stream('/Filter /FlateDecode', zeros(30))))],
    ['a stream deflated twice', stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(zeros(40)))],
    ['an object stream of a million objects', stream('/Type /ObjStm /N 1000000 /First 10', text('x'))],
    ['a cross-reference stream of a billion entries', stream('/Type /XRef /Size 4 /W [0 0 0] /Index [0 1000000000]', text('x'))],
    ['too many objects', join(text('%PDF-1.7\n'), text('1 0 obj 1 endobj\n'.repeat(limits.objects + 1)))],
  ])('refuses %s', async (_, bytes) => {
    expect(await guard(bytes)).toMatchObject({ ok: false, code: 'fileBomb' });
  });

  test('does not take a stream under the cap for a bomb', async () => {
    expect(await guard(stream('/Filter /FlateDecode', zeros(20)))).toEqual({ ok: true, value: true });
  });
});
