import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFInvalidObject, PDFName, PDFNumber, PDFPageTree, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Page } from '../../utils/pdf/layout.ts';
import { layoutOf } from '../../utils/pdf/open.ts';
import { produce } from '../../utils/pdf/perform.ts';
import { verify } from '../../utils/pdf/verify.ts';
import { formBytes } from '../support/forms.ts';
import { checkWithQpdf, runQpdf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const name = (value: string) => PDFName.of(value);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const nowhere = PDFRef.of(4000);

type Damage = (document: PDFDocument) => void;

const root = (document: PDFDocument) => document.catalog.lookup(name('Pages'), PDFPageTree);
const contents = (document: PDFDocument) => document.getPage(0).node.normalizedEntries().Contents ?? document.context.obj([]);
const annotations = (document: PDFDocument) => document.getPage(0).node.lookup(name('Annots'), PDFArray);
const added = (document: PDFDocument, data: Uint8Array, entries = {}) => document.context.register(PDFRawStream.of(document.context.obj(entries), data));

async function damaged(damage: Damage, useObjectStreams = false): Promise<Uint8Array> {
  const document = await PDFDocument.load(formBytes('intake-acroform'));
  damage(document);
  return document.save({ updateFieldAppearances: false, useObjectStreams, addDefaultPage: false });
}

/** Drawing that a page can do without. */
const spare = 'q 1 0 0 1 0 0 cm Q ';

const mendable: readonly (readonly [string, Damage])[] = [
  [
    'an object that is none',
    (document) => document.catalog.set(name('Kwaad'), document.context.register(PDFInvalidObject.of(bytesOf('<< /Type [[[ >> ) <<')))),
  ],
  ['a reference to nothing among the contents', (document) => contents(document).push(nowhere)],
  ['a content that is no stream', (document) => contents(document).push(document.context.register(document.context.obj({ Length: 3 })))],
  ['references to nothing among the annotations', (document) => annotations(document).push(nowhere)],
  ['a number that no reader can hold', (document) => document.getPage(0).node.set(name('Dur'), PDFNumber.of(1e20))],
  ['a string in hexadecimal that is none', (document) => document.catalog.set(name('Lang'), PDFHexString.of('6E6C zz'))],
  [
    'arrays in arrays',
    (document) =>
      document.catalog.set(
        name('Kwaad'),
        Array.from({ length: 400 }).reduce<PDFArray>((inner) => document.context.obj([inner]), document.context.obj([])),
      ),
  ],
  [
    'a checksum that does not fit',
    (document) => {
      const data = new Uint8Array(deflateSync(bytesOf(spare.repeat(200))));
      data[data.length - 1] = (data[data.length - 1] ?? 0) ^ 255;
      contents(document).push(added(document, data, { Filter: 'FlateDecode' }));
    },
  ],
  [
    'deflated data that breaks off',
    (document) => contents(document).push(added(document, deflateSync(bytesOf(spare.repeat(200))).subarray(0, 20), { Filter: 'FlateDecode' })),
  ],
  ['a filter that nobody knows', (document) => contents(document).push(added(document, bytesOf(spare), { Filter: 'X' }))],
  ['a filter that is no name', (document) => contents(document).push(added(document, bytesOf(spare), { Filter: 7 }))],
  ['a content that is a picture', (document) => contents(document).push(added(document, bytesOf('x'), { Filter: 'DCTDecode' }))],
  [
    'a predictor without sense',
    (document) => contents(document).push(added(document, deflateSync(bytesOf(spare)), { Filter: 'FlateDecode', DecodeParms: { Predictor: 12, Columns: -4 } })),
  ],
  ['brackets that nothing opens or closes', (document) => contents(document).push(added(document, bytesOf('q ] >> Q [ (')))],
  [
    'an identity that is none',
    (document) => {
      document.context.trailerInfo.ID = document.context.obj([]);
    },
  ],
  ['a page tree whose page names another parent', (document) => document.getPage(0).node.set(name('Parent'), document.getPage(0).ref)],
  ['a page tree whose root names a parent', (document) => root(document).set(name('Parent'), document.getPage(0).ref)],
  ['a page tree that counts wrong', (document) => root(document).set(name('Count'), PDFNumber.of(70_000))],
  [
    'fields that are their own parents',
    (document) => {
      const widget = annotations(document).lookup(0, PDFDict);
      widget.set(name('Parent'), annotations(document).get(0));
    },
  ],
  [
    'entries of another kind',
    (document) => {
      for (const key of ['MK', 'BS', 'Ff', 'DA'])
        annotations(document)
          .lookup(0, PDFDict)
          .set(name(key), document.context.obj([1]));
    },
  ],
];

const unmendable: readonly (readonly [string, Damage])[] = [
  [
    'a page tree that contains itself',
    (document) =>
      root(document)
        .lookup(name('Kids'), PDFArray)
        .push(document.catalog.get(name('Pages')) ?? nowhere),
  ],
  ['a page that is there twice', (document) => root(document).lookup(name('Kids'), PDFArray).push(document.getPage(0).ref)],
  [
    'pages of pages, doubled forty times',
    (document) => {
      let kid = document.context.register(document.context.obj({ Type: 'Pages', Kids: [document.getPage(0).ref], Count: 1 }));
      for (let level = 0; level < 40; level++) kid = document.context.register(document.context.obj({ Type: 'Pages', Kids: [kid, kid], Count: 2 }));
      root(document).lookup(name('Kids'), PDFArray).push(kid);
    },
  ],
];

/** Rows as a PNG has them, none of them changed by its predictor. */
function asRows(data: Uint8Array, columns: number): Uint8Array {
  const starts = Array.from({ length: Math.ceil(data.length / columns) }, (_, row) => row * columns);
  return Uint8Array.from(starts.flatMap((from) => [0, ...data.subarray(from, from + columns)]));
}

const filled = (bytes: Uint8Array) => produce(bytes, requestFixture('new-both'), { kind: 'print' });

describe('damage that a person can’t see', () => {
  test.each(mendable)('%s: filled all the same, and the output is sound', async (_, damage) => {
    const produced = await filled(await damaged(damage));
    expect(produced).toMatchObject({ ok: true, value: { report: { left: [] } } });
    if (produced.ok) checkWithQpdf(produced.value.bytes);
  });
});

test('a content whose rows are predicted is no damage', async () => {
  const drawn = bytesOf('BT /F 1 Tf ET q 0 0 1 RG 500 400 20 20 re S Q     ');
  const parameters = { Filter: 'FlateDecode', DecodeParms: { Predictor: 12, Columns: 10 } };
  const produced = await filled(await damaged((document) => contents(document).push(added(document, deflateSync(asRows(drawn, 10)), parameters))));
  if (!produced.ok) throw new Error(produced.code);
  checkWithQpdf(produced.value.bytes);
});

describe('damage to the pages themselves', () => {
  test.each(unmendable)('%s: said to be damaged, in time', async (_, damage) => {
    expect(await filled(await damaged(damage))).toMatchObject({ ok: false, code: 'fileDamaged' });
  });
});

test('a string that was encrypted with an odd parenthesis', async () => {
  const bytes = runQpdf(
    await damaged((document) => document.catalog.set(name('Lang'), PDFString.of('nl \\) \\\\')), true),
    '--encrypt',
    '',
    'eigenaar',
    '256',
    '--',
  );
  const produced = await filled(bytes);
  if (!produced.ok) throw new Error(produced.code);
  checkWithQpdf(produced.value.bytes);
  expect(new TextDecoder('latin1').decode(runQpdf(produced.value.bytes, '--qdf', '--object-streams=disable'))).toContain('/Lang (nl \\) \\\\)');
});

test('what went with the damage is missed, if a person can see it', async () => {
  const before = await layoutOf(formBytes('intake-flat'));
  if (!before.ok) throw new Error(before.code);
  const without = (change: (page: Page) => Page) => ({ pages: before.value.pages.map((page) => (page.index === 0 ? change(page) : page)) });
  expect(verify(before.value, before.value, [], 0)).toEqual([]);
  expect(
    verify(
      before.value,
      without((page) => ({ ...page, shapes: page.shapes.slice(1) })),
      [],
      0,
    ),
  ).not.toEqual([]);
  expect(
    verify(
      before.value,
      without((page) => ({ ...page, glyphs: page.glyphs.slice(1) })),
      [],
      0,
    ),
  ).not.toEqual([]);
});
