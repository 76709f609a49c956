import { deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, StandardFonts } from 'pdf-lib';
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

/** Whole groups only: the tests' data is padded by its own zeros. */
function base85(data: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < data.length; at += 4) {
    let value = [0, 1, 2, 3].reduce((sum, digit) => sum * 256 + (data[at + digit] ?? 0), 0);
    const digits: string[] = [];
    for (let digit = 0; digit < 5; digit++) {
      digits.unshift(String.fromCharCode(33 + (value % 85)));
      value = Math.floor(value / 85);
    }
    groups.push(digits.join(''));
  }
  return groups.join('');
}

/** A page that is one picture of so many pixels, each of them there. */
async function oneImage(width: number, height: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const pixels = deflateSync(new Uint8Array(Math.ceil(width / 8) * height));
  const dictionary = document.context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
    Filter: 'FlateDecode',
  });
  const image = document.context.register(PDFRawStream.of(dictionary, pixels));
  const page = document.addPage([595, 842]);
  page.node.setXObject(PDFName.of('I'), image);
  page.node.addContentStream(document.context.register(document.context.stream('q 595 0 0 842 0 0 cm /I Do Q')));
  return document.save();
}

/** A page with this content. */
async function onePage(content: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]).node.addContentStream(document.context.register(document.context.flateStream(content)));
  return document.save();
}

/** A stream whose data is what the filters, in the order in which they are undone, make of it. */
function coded(filters: string, data: Uint8Array, more = ''): Uint8Array {
  return stream(`/Filter ${filters} ${more}`, data);
}

/** A content of a piece that is repeated so many times a million. */
const drawing = (piece: string, millions: number) => coded('/FlateDecode', deflateSync(text(piece.repeat(millions * 1_000_000))));

const hex = (data: Uint8Array) => text(`${Buffer.from(data).toString('hex')}>`);
const runs = (bytes: number) => new Uint8Array(Array.from({ length: Math.ceil(bytes / 128) }, () => [129, 0]).flat());
/** Zeros behind a block that holds the word that ends streams, as it is. */
function endless(): Uint8Array {
  const stored = Uint8Array.from([0x78, 0x01, 0, 9, 0, 0xf6, 0xff, ...text('endstream')]);
  return join(stored, deflateRawSync(new Uint8Array(33 * 1024 * 1024)));
}

/** Every code is the one that is being made: each word is a byte longer than the one before. */
function words(count: number): Uint8Array {
  const bits: string[] = [];
  let next = 258;
  const put = (code: number) => bits.push(code.toString(2).padStart(next + 1 >= 2048 ? 12 : next + 1 >= 1024 ? 11 : next + 1 >= 512 ? 10 : 9, '0'));
  for (let at = 0; at < count; at++) {
    if (at % 3800 === 0) {
      put(256);
      next = 258;
      put(0);
    }
    put(next);
    next++;
  }
  const all = bits.join('');
  return Uint8Array.from({ length: Math.floor(all.length / 8) }, (_, at) => Number.parseInt(all.slice(8 * at, 8 * at + 8), 2));
}

const word = (value: number) => [(value >> 8) & 255, value & 255];
const long = (value: number) => [...word(Math.floor(value / 0x10000)), ...word(value % 0x10000)];
const jpeg = (width: number, height: number) =>
  Uint8Array.from([255, 0xd8, 255, 0xe0, 0, 4, 0, 0, 255, 0xc0, 0, 17, 8, ...word(height), ...word(width), 3, 1, 17, 0, 2, 17, 1, 3, 17, 1, 255, 0xd9]);
const jpeg2000 = (width: number, height: number) =>
  Uint8Array.from([255, 0x4f, 255, 0x51, 0, 47, 0, 0, ...long(width), ...long(height), ...long(0), ...long(0), ...new Array<number>(20).fill(0)]);
const jbig2 = (width: number, height: number) =>
  Uint8Array.from([...long(0), 48, 0, 1, ...long(19), ...long(width), ...long(height), ...new Array<number>(11).fill(0)]);

describe('the guard', () => {
  const zeros = (megabytes: number) => deflateSync(new Uint8Array(megabytes * 1024 * 1024));
  const picture = '/Type /XObject /Subtype /Image /Width 10 /Height 10';

  test('lets a form through', async () => expect(await guard(formBytes('intake-acroform'))).toEqual({ ok: true, value: true }));

  test.each([
    ['a stream over its cap', coded('/FlateDecode', zeros(33))],
    ['streams that are too much together', join(...Array.from({ length: 5 }, () => coded('/FlateDecode', zeros(30))))],
    ['a stream deflated twice', coded('[/FlateDecode /FlateDecode]', deflateSync(zeros(40)))],
    ['a stream whose filter is written with escapes', coded('/#46late#44ecode', zeros(33))],
    ['a stream whose filter is another object', join(coded('7 0 R', zeros(33)), text('7 0 obj\n[/FlateDecode]\nendobj\n'))],
    ['a stream whose filter is nowhere', coded('7 0 R', zeros(1))],
    ['a stream that does not say that it is deflated', stream('', zeros(33))],
    ['a stream with a word in it that looks like its end', coded('/FlateDecode', endless())],
    ['deflated data in hexadecimal', coded('[/ASCIIHexDecode /FlateDecode]', hex(zeros(33)))],
    ['deflated data in base 85', coded('[/A85 /Fl]', text(`${base85(zeros(33))}~>`))],
    ['a base 85 of nothing but z', coded('/ASCII85Decode', text('z'.repeat(9 * 1024 * 1024)))],
    ['runs', coded('/RunLengthDecode', runs(33 * 1024 * 1024))],
    ['words of LZW', coded('/LZWDecode', words(20_000))],
    ['an object stream of a million objects', stream('/Type /ObjStm /N 1000000 /First 10', text('x'))],
    ['a cross-reference stream of a billion entries', stream('/Type /XRef /Size 4 /W [0 0 0] /Index [0 1000000000]', text('x'))],
    ['a cross-reference stream that counts elsewhere', stream('/Type /XRef /Size 4 /W [0 0 0] /Index 7 0 R', text('x'))],
    ['a cross-reference stream of endless numbers', stream('/Type /XRef /Size 4 /W [0 999999999]', text('x'))],
    ['a cross-reference stream of a great size', stream('/Type /XRef /W [0 0 0] /Size 1000000000', text('x'))],
    ['too many objects', join(text('%PDF-1.7\n'), text('1 0 obj 1 endobj\n'.repeat(limits.objects + 1)))],
    ['arrays in arrays', join(text(`%PDF-1.7\n1 0 obj ${'['.repeat(limits.depth + 1)}`))],
    ['dictionaries in dictionaries', join(text(`%PDF-1.7\n1 0 obj ${'<</Kids '.repeat(limits.depth + 1)}`))],
    ['a picture that is too large by its dictionary', stream('/Subtype /Image /Width 100000 /Height 100000', text('x'))],
    ['a JPEG that is larger than its dictionary says', coded('/DCTDecode', jpeg(60_000, 60_000), picture)],
    ['a JPEG in deflated data', coded('[/FlateDecode /DCTDecode]', deflateSync(jpeg(60_000, 60_000)), picture)],
    ['a JPEG 2000 that is larger than its dictionary says', coded('/JPXDecode', jpeg2000(200_000, 200_000), picture)],
    ['a JBIG2 that is larger than its dictionary says', coded('/JBIG2Decode', jbig2(4_000_000, 4_000_000), picture)],
    ['a fax of endless rows', coded('/CCITTFaxDecode', text('x'), '/DecodeParms << /K -1 /Columns 2000000000 >>')],
    ['a page of nothing but q and Q', drawing('q Q ', 1)],
    ['operators with nothing between them', drawing('qQ', 1)],
    ['a text that never ends', drawing('(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ', 0.04)],
    ['letters in hexadecimal', drawing('[<6161616161616161>] TJ ', 0.15)],
    ['a drawing in many parts', join(...Array.from({ length: 20 }, () => drawing('0 0 m 9 9 l S ', 0.06)))],
    ['a predictor of endless rows', coded('/FlateDecode', deflateSync(text('x')), '/DecodeParms << /Predictor 12 /Columns 900000 /Colors 900000 >>')],
  ])('refuses %s', async (_, bytes) => {
    expect(await guard(bytes)).toMatchObject({ ok: false, code: 'fileBomb' });
  });

  test.each([
    ['40-bit RC4', ['--allow-weak-crypto', '--encrypt', '', 'eigenaar', '40', '--']],
    ['128-bit RC4', ['--allow-weak-crypto', '--encrypt', '', 'eigenaar', '128', '--use-aes=n', '--']],
    ['128-bit AES', ['--allow-weak-crypto', '--encrypt', '', 'eigenaar', '128', '--use-aes=y', '--']],
    ['256-bit AES', ['--encrypt', '', 'eigenaar', '256', '--']],
  ])('refuses a bomb under %s', async (_, options) => {
    const document = await PDFDocument.load(formBytes('intake-flat'));
    document.catalog.set(PDFName.of('Bomb'), document.context.register(PDFRawStream.of(document.context.obj({ Filter: 'FlateDecode' }), zeros(33))));
    const bytes = runQpdf(await document.save({ useObjectStreams: false }), ...options, '--stream-data=preserve');
    expect(await guard(bytes)).toMatchObject({ ok: false, code: 'fileBomb' });
    expect(await guard(runQpdf(formBytes('intake-flat'), ...options))).toEqual({ ok: true, value: true });
  });

  test.each([
    ['a stream under the cap', coded('/FlateDecode', zeros(20))],
    [
      'a font’s widths before a cross-reference stream',
      join(text('%PDF-1.7\n2 0 obj\n<< /W [0 65535 1000] >>\nendobj\n'), stream('/Type /XRef /Size 4 /W [1 2 1]', text('x'))),
    ],
    ['half as many operators as may be', drawing('q Q ', 0.25)],
    ['numbers and words that are no operators', coded('/FlateDecode', deflateSync(text('12 maart 1.5 '.repeat(1_000_000))))],
    ['a text that is enclosed', coded('/FlateDecode', deflateSync(text('bladzijde van formulier '.repeat(500_000))), '/Type /EmbeddedFile')],
    ['a picture whose samples are letters', coded('/FlateDecode', deflateSync(text('q'.repeat(2_000_000))), '/Subtype /Image /Width 2000 /Height 1000')],
    ['words of LZW under the cap', coded('/LZWDecode', words(3800))],
    ['a page scanned at 600 dots an inch', coded('/DCTDecode', jpeg(4960, 7016), '/Subtype /Image /Width 4960 /Height 7016')],
    ['a large picture that is not compressed', stream('/Subtype /Image /Width 2000 /Height 2000', new Uint8Array(12_000_000))],
  ])('does not take %s for a bomb', async (_, bytes) => {
    expect(await guard(bytes)).toEqual({ ok: true, value: true });
  });

  test.each(['9', '1 0 obj ', '[<<', '<<>>', '#41', '/Filter [', '/Filter 1 0 R stream\nendstream ', '/Encrypt 1 0 R /ID [('])(
    'is quick with twenty megabytes of %s',
    async (piece) => {
      const bytes = text(`%PDF-1.7\n1 0 obj ${piece.repeat(Math.floor((limits.fileBytes - 40) / piece.length))}`);
      const started = process.cpuUsage();
      await guard(bytes);
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1e6).toBeLessThan(5);
    },
  );

  test('what it lets through is read within the engine’s time and in little room', async () => {
    // The worst of each kind that the caps allow: a stream, objects, brackets, a picture, operators.
    const worst = [
      coded('/FlateDecode', zeros(31), '/Type /ObjStm /N 100 /First 4'),
      join(text('%PDF-1.7\n'), text('1 0 obj 1 endobj\n'.repeat(limits.objects - 1000))),
      join(text(`%PDF-1.7\n1 0 obj ${'['.repeat(limits.depth - 10)}`)),
      await oneImage(8000, 9000),
      await onePage('q Q '.repeat(0.49 * limits.painting)),
    ];
    for (const bytes of worst) {
      const [started, room] = [process.cpuUsage(), process.memoryUsage().rss];
      await openForm(bytes);
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1e6).toBeLessThan(10);
      expect((process.memoryUsage().rss - room) / 1024 / 1024).toBeLessThan(1500);
    }
  });
});
