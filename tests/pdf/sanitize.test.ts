import type { PDFContext, PDFObject } from 'pdf-lib';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { layoutOf } from '../../utils/pdf/open.ts';
import { produce } from '../../utils/pdf/perform.ts';
import { verify } from '../../utils/pdf/verify.ts';
import { forbiddenIn } from '../fuzz/judge.ts';
import { formBytes } from '../support/forms.ts';
import { checkWithQpdf, objectsByQpdf, runQpdf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const name = (value: string) => PDFName.of(value);
/** In each thing that must not reach the output. */
const trace = 'KWAADAARDIG';
const mark = () => PDFString.of(trace);

type Literal = string | number | PDFObject | Literal[] | { [key: string]: Literal };

/** pdf-lib's own type for this has one name for each shape. */
const objectOf = (context: PDFContext, value: Literal): PDFObject => context.obj(value as never);

const script: Literal = { S: 'JavaScript', JS: mark() };
const file = { Type: 'Filespec', F: mark(), UF: mark() };

const embedded = (context: PDFContext): Literal => ({ ...file, EF: { F: context.register(context.stream(trace, { Type: 'EmbeddedFile' })) } });

type Spoiled = { document: PDFDocument; context: PDFContext; root: PDFDict; page: PDFDict; form: PDFDict; widget: PDFDict; annotations: PDFArray };

function annotate({ context, annotations }: Spoiled, more: Record<string, Literal>): void {
  annotations.push(context.register(objectOf(context, { Type: 'Annot', Rect: [400, 20, 500, 40], ...more })));
}

const put = (holder: PDFDict, key: string, value: Literal) => holder.set(name(key), objectOf(holder.context, value));

const rows: readonly (readonly [string, (spoiled: Spoiled) => void])[] = [
  ['a script when the file opens', ({ root }) => put(root, 'OpenAction', script)],
  ['a script in the names of the file', ({ root }) => put(root, 'Names', { JavaScript: { Names: [mark(), script] } })],
  ['a script that is a stream', ({ root, context }) => put(root, 'OpenAction', { S: 'JavaScript', JS: context.register(context.stream(trace)) })],
  ['scripts of the file’s own events', ({ root }) => put(root, 'AA', { WC: script, DS: script })],
  ['scripts of a page’s events', ({ page }) => put(page, 'AA', { O: script, C: script })],
  ['scripts of a field’s events', ({ widget }) => put(widget, 'AA', { K: script, F: script, V: script, C: script })],
  ['a script behind a button', ({ widget }) => put(widget, 'A', script)],
  ['a script after a harmless action', ({ widget }) => put(widget, 'A', { S: 'Named', N: 'NextPage', Next: script })],
  ['scripts one after another', ({ widget }) => put(widget, 'A', { S: 'GoTo', D: [0, 'Fit'], Next: [{ S: 'Named', N: 'NextPage', Next: [script] }] })],
  ['a script of a bookmark', ({ root }) => put(root, 'Outlines', { First: { Title: PDFString.of('x'), A: script } })],
  ['a script of an action without a kind', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { JS: mark() } })],
  ['the start of a program', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { S: 'Launch', F: mark(), Win: { F: mark() } } })],
  ['a link to another file', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { S: 'GoToR', F: mark(), D: [0, 'Fit'] } })],
  ['a link into an embedded file', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { S: 'GoToE', F: file, T: { R: 'C', N: mark() } } })],
  ['a link to a file by its address', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(`file:///${trace}`) } })],
  ['a link to a script by its address', (spoiled) => annotate(spoiled, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(`javascript:${trace}`) } })],
  ['an address that others are relative to', ({ root }) => put(root, 'URI', { Base: mark() })],
  ['an address without a click', (spoiled) => annotate(spoiled, { Subtype: 'Link', PA: { S: 'URI', URI: PDFString.of(`https://${trace}.example`) } })],
  ['sending the answers away', ({ widget }) => put(widget, 'A', { S: 'SubmitForm', F: { FS: 'URL', F: mark() }, Fields: [] })],
  ['taking answers from a file', ({ widget }) => put(widget, 'A', { S: 'ImportData', F: mark() })],
  ['clearing the answers', ({ widget }) => put(widget, 'A', { S: 'ResetForm', Fields: [mark()] })],
  ['a film', (spoiled) => annotate(spoiled, { Subtype: 'Movie', Movie: { F: mark() } })],
  ['a sound', (spoiled) => annotate(spoiled, { Subtype: 'Sound', Sound: spoiled.context.register(spoiled.context.stream(trace)) })],
  [
    'a screen with its rendition',
    (spoiled) => annotate(spoiled, { Subtype: 'Screen', A: { S: 'Rendition', R: { S: 'MR', C: { S: 'MCD', D: file } }, JS: mark() } }),
  ],
  ['renditions by name', ({ root }) => put(root, 'Names', { Renditions: { Names: [mark(), { Type: 'Rendition', S: 'MR', N: mark() }] } })],
  [
    'rich media',
    (spoiled) =>
      annotate(spoiled, { Subtype: 'RichMedia', RichMediaContent: { Assets: { Names: [mark(), file] } }, RichMediaSettings: { Activation: mark() } }),
  ],
  [
    'a model in three dimensions with its script',
    (spoiled) => annotate(spoiled, { Subtype: '3D', '3DD': { OnInstantiate: spoiled.context.register(spoiled.context.stream(trace)) } }),
  ],
  ['a file on the page', (spoiled) => annotate(spoiled, { Subtype: 'FileAttachment', FS: embedded(spoiled.context), Contents: mark() })],
  ['files by name', ({ root, context }) => put(root, 'Names', { EmbeddedFiles: { Names: [mark(), embedded(context)] } })],
  [
    'files by name, a level deeper',
    ({ root, context }) => put(root, 'Names', { EmbeddedFiles: { Kids: [{ Limits: [mark(), mark()], Names: [mark(), embedded(context)] }] } }),
  ],
  [
    'files by name, in what calls itself a font',
    ({ root, context }) =>
      put(root, 'Names', {
        EmbeddedFiles: { Type: 'Font', Names: [mark(), { UF: mark(), EF: { Type: 'Font', F: context.register(context.stream(trace)) } }] },
      }),
  ],
  ['a script in what calls itself a font', ({ root }) => put(root, 'OpenAction', { Type: 'Font', S: 'JavaScript', JS: mark() })],
  ['the start of a program that calls itself a paragraph', ({ root }) => put(root, 'Dests', { Type: 'StructElem', P: 0, S: 'Launch', F: mark() })],
  ['files that belong to the document', ({ root, context }) => put(root, 'AF', [embedded(context)])],
  ['files that belong to a page', ({ page, context }) => put(page, 'AF', [embedded(context)])],
  ['a collection of files', ({ root }) => put(root, 'Collection', { View: 'D', D: mark() })],
  ['an XFA form', ({ form, context }) => put(form, 'XFA', [PDFString.of('template'), context.register(context.stream(trace))])],
  [
    'a page’s content in another file',
    ({ page, context }) => {
      const external = context.register(context.stream('', { F: mark(), FFilter: 'FlateDecode' }));
      put(page, 'Contents', [...page.lookup(name('Contents'), PDFArray).asArray(), external]);
    },
  ],
  [
    'a picture of another file’s page',
    ({ page, context }) => {
      const reference = context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1], Ref: { F: mark(), Page: 0 } }));
      page.lookup(name('Resources'), PDFDict).set(name('XObject'), context.obj({ Kwaad: reference }));
    },
  ],
  [
    'a picture with another for printing elsewhere',
    ({ page, context }) => {
      const image = context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1], OPI: { '2.0': { F: mark() } } }));
      page.lookup(name('Resources'), PDFDict).set(name('XObject'), context.obj({ Kwaad: image }));
    },
  ],
  [
    'a program of PostScript',
    ({ page, context }) => {
      const program = context.register(context.stream(trace, { Type: 'XObject', Subtype: 'PS' }));
      page.lookup(name('Resources'), PDFDict).set(name('XObject'), context.obj({ Kwaad: program }));
    },
  ],
  ['an editor’s own data', ({ page }) => put(page, 'PieceInfo', { Editor: { Private: mark() } })],
  ['what nothing refers to', ({ context }) => void context.register(context.stream(trace))],
];

async function spoiled(spoil: (spoiled: Spoiled) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(formBytes('intake-acroform'));
  const page = document.getPage(0).node;
  const annotations = page.lookup(name('Annots'), PDFArray);
  page.normalizedEntries();
  const widget = annotations.lookup(0, PDFDict);
  const form = document.catalog.lookup(name('AcroForm'), PDFDict);
  spoil({ document, context: document.context, root: document.catalog, page, form, widget, annotations });
  return document.save({ updateFieldAppearances: false });
}

async function filled(bytes: Uint8Array): Promise<Uint8Array> {
  const produced = await produce(bytes, requestFixture('new-both'), { kind: 'print' });
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  return produced.value.bytes;
}

const plain = (bytes: Uint8Array) => new TextDecoder('latin1').decode(runQpdf(bytes, '--qdf', '--object-streams=disable'));

describe('never reaches the output:', () => {
  test.each(rows)('%s', async (_, spoil) => {
    const bytes = await spoiled(spoil);
    expect([plain(bytes), new TextDecoder('latin1').decode(bytes)].some((text) => text.includes(trace))).toBe(true);
    const out = await filled(bytes);
    checkWithQpdf(out);
    expect(plain(out)).not.toContain(trace);
    expect(forbiddenIn(objectsByQpdf(out))).toEqual([]);
  });

  test('not from an encrypted file either', async () => {
    const bytes = runQpdf(await spoiled(({ root }) => put(root, 'OpenAction', script)), '--encrypt', '', 'eigenaar', '256', '--');
    expect(plain(await filled(bytes))).not.toContain(trace);
  });
});

describe('stays:', () => {
  test('a font and a picture that are named like an action', async () => {
    const bytes = await spoiled(({ page, context }) => {
      const resources = page.lookup(name('Resources'), PDFDict);
      const square = context.register(
        PDFRawStream.of(context.obj({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] }), new TextEncoder().encode('0 0 9 9 re f')),
      );
      const font = context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }));
      put(resources, 'XObject', { Launch: square });
      resources.lookup(name('Font'), PDFDict).set(name('JS'), font);
      const content = context.register(context.stream('q 1 0 0 1 300 10 cm /Launch Do Q BT /JS 8 Tf 320 10 Td (Versie 7) Tj ET'));
      page.lookup(name('Contents'), PDFArray).push(content);
    });
    const objects = plain(await filled(bytes));
    expect(objects).toMatch(/\/Launch \d+ 0 R/);
    expect(objects).toMatch(/\/JS \d+ 0 R/);
  });

  test('a link inside the document, and one to a mailbox', async () => {
    const bytes = await spoiled((all) => {
      annotate(all, { Subtype: 'Link', A: { S: 'GoTo', D: [0, 'Fit'] } });
      annotate(all, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('mailto:info@informat.example') } });
    });
    const objects = plain(await filled(bytes));
    expect(objects).toContain('/S /GoTo');
    expect(objects).toContain('mailto:info@informat.example');
  });
});

/** An annotation that shows a picture of one pixel, in no field. */
async function withIcon(subtype: string): Promise<Uint8Array> {
  return spoiled((all) => {
    const { context } = all;
    const pixel = { Type: 'XObject', Subtype: 'Image', Width: 1, Height: 1, ColorSpace: 'DeviceGray', BitsPerComponent: 8 };
    const icon = context.register(PDFRawStream.of(context.obj(pixel), Uint8Array.of(100)));
    const look = context.stream('q 20 0 0 20 0 0 cm /Icon Do Q', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 20, 20],
      Resources: { XObject: { Icon: icon } },
    });
    annotate(all, { Subtype: subtype, Rect: [560, 10, 580, 30], AP: { N: context.register(look) } });
  });
}

describe('the picture of an annotation', () => {
  test.each(['FileAttachment', 'Screen', 'Sound', '3D'])('that is taken out goes with it: %s', async (subtype) => {
    const bytes = await withIcon(subtype);
    const before = await layoutOf(bytes);
    const after = await layoutOf(await filled(bytes));
    expect([before, after].map((layout) => layout.ok && layout.value.pages[0]?.images.length)).toEqual([1, 0]);
  });

  test('that stays is missed when it is gone', async () => {
    const bytes = await withIcon('Stamp');
    const [before, after] = [await layoutOf(bytes), await layoutOf(await filled(bytes))];
    if (!before.ok || !after.ok) throw new Error('The form is damaged.');
    expect(after.value.pages[0]?.images).toEqual(before.value.pages[0]?.images);
    const bare = { pages: before.value.pages.map((page) => ({ ...page, images: [] })) };
    expect(verify(before.value, bare, [], 0)).not.toEqual([]);
  });
});
