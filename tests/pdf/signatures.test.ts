import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { openUpdate, writeUpdate } from '../../utils/pdf/revision.ts';
import { readSignatures } from '../../utils/pdf/signatures.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import type { Authority } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import { formBytes } from '../support/forms.ts';
import { isIntact, penOf, signaturesOf } from '../support/signing.ts';
import { pdfsig } from '../support/validators.ts';

const name = (value: string) => PDFName.of(value);
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const asBytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

let authority: Authority;
let sign: Awaited<ReturnType<typeof penOf>>;
let flat: Uint8Array;
let fields: Uint8Array;
beforeAll(async () => {
  authority = makeAuthority();
  sign = await penOf(authority.issue({ key: 'p256', depth: 2 }));
  flat = await sign(formBytes('intake-flat'));
  fields = await sign(formBytes('intake-acroform'), { certify: 2 });
}, 60_000);
afterAll(() => authority.close());

/** The file says of every signature that it holds, and that the whole file is as it was signed. */
async function passes(bytes: Uint8Array): Promise<boolean> {
  const read = await readSignatures(bytes);
  if (!read.ok || read.value.length === 0) return false;
  for (const signature of read.value) {
    const report = await verifyDetached(signature.cms, signature.content);
    if (!signature.coversWhole || signature.changedSince.length > 0 || !report.ok || !report.value.intact) return false;
  }
  return true;
}

/** What is said of the (first) signature of a file that was changed after it; its own bytes still fit. */
async function saidOf(bytes: Uint8Array): Promise<readonly string[]> {
  const [first] = await signaturesOf(bytes);
  if (!first) throw new Error('no signature');
  expect(first.coversWhole).toBe(false);
  expect(await isIntact(first)).toBe(true);
  return first.changedSince;
}

describe('one changed byte', () => {
  /** Steps that fall on ever other places of what is covered, before the gap and behind it. */
  function positions(bytes: Uint8Array, count: number): number[] {
    const gap = /<[\da-f]{2000,}>/.exec(asText(bytes));
    if (!gap) throw new Error('no signature');
    const end = gap.index + gap[0].length;
    const before = Array.from({ length: count }, (_, at) => Math.floor(((at * 0.618034) % 1) * gap.index));
    const behind = Array.from({ length: bytes.length - end }, (_, at) => end + at);
    return [...before, ...Array.from({ length: 120 }, (_, at) => gap.index - 1 - at), ...behind.filter((_, at) => at % 3 === 0), gap.index, end - 1];
  }
  const flipped = (bytes: Uint8Array, at: number) => {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ (at % 2 === 0 ? 1 : 32);
    return changed;
  };

  test('is found wherever it is, and nothing is found in the file itself', async () => {
    expect(await passes(flat)).toBe(true);
    const tried = positions(flat, 200);
    expect(tried.length).toBeGreaterThan(400);
    const missed: number[] = [];
    for (const at of tried) if (await passes(flipped(flat, at))) missed.push(at);
    expect(missed).toEqual([]);
  }, 120_000);

  test('is found in a form of fields, signed in sight', async () => {
    const shown = await sign(formBytes('intake-acroform'), { at: { page: 0, box: [40, 40, 240, 90] }, wordings: [['Ann Peeters']] });
    expect(await passes(shown)).toBe(true);
    const missed: number[] = [];
    for (const at of positions(shown, 12).slice(0, 12)) if (await passes(flipped(shown, at))) missed.push(at);
    expect(missed).toEqual([]);
  });

  test('is found by poppler as well', () => {
    const valid = (bytes: Uint8Array) => pdfsig(bytes).filter((signature) => signature.valid && signature.total).length;
    expect(valid(flat)).toBe(1);
    const tried = positions(flat, 20).slice(0, 20);
    expect(tried.filter((at) => valid(flipped(flat, at)) > 0)).toEqual([]);
  });
});

/** A further revision, written as this project writes them. */
async function added(bytes: Uint8Array, change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const update = await openUpdate(bytes, 1);
  if (!update.ok) throw new Error(update.code);
  change(update.value.document);
  const written = await writeUpdate(update.value);
  if (!written.ok) throw new Error(written.code);
  return written.value.bytes;
}

function fieldNamed(document: PDFDocument, kind: string, at = 0): PDFDict {
  const found = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFDict && object.get(name('FT')) === name(kind) ? [object] : []));
  const field = found[at];
  if (!field) throw new Error(`no field of kind ${kind}`);
  return field;
}

const formOf = (document: PDFDocument) => document.catalog.lookup(name('AcroForm'), PDFDict);

function annotate(document: PDFDocument, entries: Record<string, unknown>): void {
  const { node, ref } = document.getPage(0);
  const note = document.context.register(document.context.obj({ Type: 'Annot', Rect: [20, 20, 60, 60], P: ref, ...(entries as Record<string, string>) }));
  const annotations = node.lookupMaybe(name('Annots'), PDFArray);
  if (annotations) annotations.push(note);
  else node.set(name('Annots'), document.context.obj([note]));
}

describe('what changed since', () => {
  const cases: readonly (readonly [string, () => Uint8Array, (document: PDFDocument) => void, readonly string[]])[] = [
    ['a field’s value', () => fields, (document) => fieldNamed(document, 'Tx').set(name('V'), PDFString.of('x')), ['formFilled']],
    ['a note', () => flat, (document) => annotate(document, { Subtype: 'Text', Contents: PDFString.of('Ja') }), ['annotationsAdded']],
    ['a new field', () => flat, (document) => annotate(document, { Subtype: 'Widget', FT: 'Tx', T: PDFString.of('nieuw') }), ['annotationsAdded']],
    ['a field elsewhere', () => fields, (document) => fieldNamed(document, 'Tx').set(name('Rect'), document.context.obj([0, 0, 9, 9])), ['contentChanged']],
    ['a field’s action', () => fields, (document) => fieldNamed(document, 'Tx').set(name('AA'), document.context.obj({})), ['contentChanged']],
    ['print on a page', () => flat, (document) => document.getPage(0).drawText('Nee', { size: 9 }), ['contentChanged']],
    ['a page more', () => flat, (document) => document.addPage(), ['contentChanged']],
    ['a page less', () => flat, (document) => document.removePage(1), ['contentChanged']],
    ['a turned page', () => flat, (document) => document.getPage(1).node.set(name('Rotate'), PDFNumber.of(90)), ['contentChanged']],
    [
      'an action at the opening',
      () => flat,
      (document) => document.catalog.set(name('OpenAction'), document.context.obj({ S: 'JavaScript' })),
      ['contentChanged'],
    ],
    ['how fields look when drawn anew', () => fields, (document) => formOf(document).set(name('DA'), PDFString.of('/Wissel 9 Tf')), ['formFilled']],
    ['an XFA part', () => fields, (document) => formOf(document).set(name('XFA'), PDFString.of('<x/>')), ['contentChanged']],
    ['nothing that shows', () => flat, (document) => document.catalog.set(name('Extensions'), document.context.obj({})), []],
    [
      'the signature taken away',
      () => flat,
      (document) => fieldNamed(document, 'Sig').set(name('Rect'), document.context.obj([0, 0, 9, 9])),
      ['contentChanged'],
    ],
  ];
  test.each(cases)('%s', async (_, before, change, said) => expect(await saidOf(await added(before(), change))).toEqual(said));

  test('a stream that the page shows, replaced', async () => {
    const changed = await added(flat, (document) => {
      const contents = document.getPage(0).node.get(name('Contents'));
      const held = document.context.lookup(contents);
      const ref = held instanceof PDFArray ? held.get(0) : contents;
      if (!(ref instanceof PDFRef)) throw new Error('no content');
      document.context.assign(ref, document.context.stream('0 0 9 9 re f'));
    });
    expect(await saidOf(changed)).toEqual(['contentChanged']);
  });

  test('as another writer adds it', async () => {
    const document = await PDFDocument.load(flat, { forIncrementalUpdate: true });
    document.getPage(0).drawText('Nee', { size: 9 });
    expect(await saidOf(await document.commit())).toEqual(['contentChanged']);
  });

  test('both signatures, each for its own state of the file', async () => {
    const between = await added(fields, (document) => fieldNamed(document, 'Tx').set(name('V'), PDFString.of('x')));
    const twice = await sign(between);
    const last = await added(twice, (document) => annotate(document, { Subtype: 'Text', Contents: PDFString.of('Ja') }));
    const read = await signaturesOf(last);
    expect(read.map(({ changedSince }) => changedSince)).toEqual([['formFilled', 'annotationsAdded', 'signed'], ['annotationsAdded']]);
    expect(await Promise.all(read.map(isIntact))).toEqual([true, true]);
  });
});

describe('forgeries', () => {
  /** What is wrong with its ranges leaves nothing that could pass for signed. */
  async function expectWrong(bytes: Uint8Array): Promise<void> {
    const read = await readSignatures(bytes);
    if (!read.ok) return expect(read.code).toBe('fileDamaged');
    expect(read.value.map(({ changedSince, cms, content, coversWhole }) => [changedSince, cms.length, content.length, coversWhole])).toEqual([
      [['rangesWrong'], 0, 0, false],
    ]);
  }
  const rangesOf = (bytes: Uint8Array) => {
    const found = /\/ByteRange (\[ 0 (\d+) (\d+) (\d+) *\])/.exec(asText(bytes));
    if (!found) throw new Error('no ranges');
    return { whole: found[1] ?? '', numbers: found.slice(2).map(Number) as [number, number, number] };
  };
  const withRanges = (bytes: Uint8Array, ranges: readonly number[]) => {
    const { whole } = rangesOf(bytes);
    return asBytes(asText(bytes).replace(whole, () => `${`[${ranges.join(' ')}`.padEnd(whole.length - 1)}]`));
  };

  test('ranges that leave out more, begin later, overlap, are negative, end early or beyond the file', async () => {
    const [before, after, rest] = rangesOf(flat).numbers;
    const wrong: readonly (readonly number[])[] = [
      [1, before - 1, after, rest],
      [0, before - 10, after, rest],
      [0, before, after + 10, rest - 10],
      [0, before + 10, after, rest],
      [0, after, before, rest],
      [0, before, after, rest - 3],
      [0, before, after, rest + 1],
      [0, before, after, 20],
      [0, before, after, 0],
      [0, before, -5, rest],
      [0, before],
      [],
      [0, before, after, rest, 0, 0],
    ];
    for (const ranges of wrong) await expectWrong(withRanges(flat, ranges));
  });

  test('a second /Contents or /ByteRange in the dictionary, also under an escaped name', async () => {
    for (const twin of ['/Contents <00>', '/C#6fntents <00>', '/ByteRange [0 1 2 3]', '/Byte#52ange [0 1 2 3]']) {
      const text = asText(flat);
      // As long as what it stands for, so that everything else keeps its place.
      const changed = text.replace(/\/M \(D:[^)]*\)/, (entry) => twin.padEnd(entry.length));
      expect(changed.length).toBe(text.length);
      await expectWrong(asBytes(changed));
    }
  });

  test('something in the room behind the CMS', async () => {
    const text = asText(flat);
    const end = text.indexOf('0>', rangesOf(flat).numbers[0]);
    await expectWrong(asBytes(`${text.slice(0, end)}1${text.slice(end + 1)}`));
  });

  /** The signature's dictionary once more, in a further revision: what it covers is then another dictionary's. */
  test('the signature moved behind another state of the file', async () => {
    const moved = await added(flat, (document) => {
      const old = document.context.lookup(fieldNamed(document, 'Sig').get(name('V')), PDFDict);
      const copy = PDFDict.withContext(document.context);
      for (const [key, value] of old.entries()) copy.set(key, value);
      fieldNamed(document, 'Sig').set(name('V'), document.context.register(copy));
      document.getPage(0).drawText('Nee', { size: 9 });
    });
    await expectWrong(moved);
  });

  test('the signature as another field’s value, in sight: it is listed once, and not as it was', async () => {
    const shown = await added(flat, (document) => {
      const value = fieldNamed(document, 'Sig').get(name('V'));
      annotate(document, { Subtype: 'Widget', FT: 'Sig', T: PDFString.of('elders'), V: value });
    });
    expect(await signaturesOf(shown)).toHaveLength(1);
    expect(await saidOf(shown)).toEqual(['contentChanged']);
  });

  test('an entry that stands twice, of which readers take one or the other', async () => {
    const update = await openUpdate(flat, 1);
    if (!update.ok) throw new Error(update.code);
    const { document, revision } = update.value;
    const root = revision.trailer.get(name('Root'));
    if (!(root instanceof PDFRef)) throw new Error('no root');
    const own = String(document.catalog);
    const append = (catalog: string) => {
      const offset = String(flat.length).padStart(10, '0');
      const object = `${root.objectNumber} 0 obj\n${catalog}\nendobj\n`;
      const trailer = `trailer\n<< /Size ${document.context.largestObjectNumber + 1} /Root ${root} /Prev ${revision.startxref} >>\n`;
      const end = `startxref\n${flat.length + object.length}\n%%EOF\n`;
      return asBytes(`${asText(flat)}${object}xref\n${root.objectNumber} 1\n${offset} 00000 n \n${trailer}${end}`);
    };
    expect(await saidOf(append(own))).toEqual([]);
    expect(await saidOf(append(own.replace('<<', '<< /Pages 1 0 R')))).toEqual(['contentChanged']);
    expect(await saidOf(append(own.replace('<<', '<< /P#61ges 1 0 R')))).toEqual(['contentChanged']);
    expect(await saidOf(append(own.replace('<<', '<< /Extensions << /A 1 /A 2 >>')))).toEqual(['contentChanged']);
  });

  test('a value without ranges, or without a signature', async () => {
    for (const key of ['ByteRange', 'Contents']) {
      const bare = await added(formBytes('intake-flat'), (document) => {
        const value = document.context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', ByteRange: [0, 5, 9, 20], Contents: PDFHexString.of('3000') });
        value.delete(name(key));
        annotate(document, { Subtype: 'Widget', FT: 'Sig', T: PDFString.of('leeg'), V: document.context.register(value) });
      });
      await expectWrong(bare);
    }
  });

  test('an older object under a page’s number, with nothing new but a table', async () => {
    const update = await openUpdate(flat, 1);
    if (!update.ok) throw new Error(update.code);
    const { document, revision } = update.value;
    const [first, second] = document.getPages().map(({ ref }) => ref.objectNumber);
    const place = revision.where.get(second ?? 0);
    if (first === undefined || place?.kind !== 'at') throw new Error('The fixture’s pages stand elsewhere than this test expects.');
    const entry = `${String(place.offset).padStart(10, '0')} 00000 n \n`;
    const root = String(revision.trailer.get(name('Root')));
    const trailer = `trailer\n<< /Size ${document.context.largestObjectNumber + 1} /Root ${root} /Prev ${revision.startxref} >>\n`;
    const tail = `xref\n${first} 1\n${entry}${trailer}startxref\n${flat.length}\n%%EOF\n`;
    expect(await saidOf(asBytes(asText(flat) + tail))).toEqual(['contentChanged']);
  });

  test('objects behind the end that no table names, which readers find who rebuild the table', async () => {
    const text = asText(flat);
    const page = (await PDFDocument.load(flat)).getPage(0).ref.objectNumber;
    const junk = `${page} 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\n`;
    expect(await saidOf(asBytes(text + junk))).toEqual(['contentChanged']);
    expect(await saidOf(asBytes(`${text}${'% '.repeat(2000)}\n`))).toEqual(['contentChanged']);
    expect(await saidOf(asBytes(`${text}\n\n`))).toEqual([]);
  });

  test('a chain that runs in a circle, or to nowhere, is no file to judge', async () => {
    const text = asText(flat);
    for (const to of ['0', '99999999', String(flat.length + 3)]) {
      const read = await readSignatures(asBytes(`${text}startxref\n${to}\n%%EOF\n`));
      expect(read).toMatchObject({ ok: false, code: 'fileDamaged' });
    }
  });
});

test('a file without signatures has none', async () => {
  expect(await signaturesOf(formBytes('intake-flat'))).toEqual([]);
  expect(await signaturesOf(formBytes('intake-acroform'))).toEqual([]);
});
