import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { formBytes, truePlaces } from '../support/forms.ts';
import { changedPoints, checkWithQpdf, renderPage, runQpdf, textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const name = (value: string) => PDFName.of(value);
const places = truePlaces('intake-acroform');
const request = requestFixture('new-both');

/** The shared fillable form, changed by hand as other producers would have made it. */
async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(formBytes('intake-acroform'));
  change(document);
  return document.save({ updateFieldAppearances: false });
}

function widgets(document: PDFDocument): PDFDict[] {
  return document.getPages().flatMap((page) => {
    const list = page.node.lookupMaybe(name('Annots'), PDFArray);
    return (list?.asArray() ?? []).flatMap((ref) => {
      const found = document.context.lookup(ref);
      return found instanceof PDFDict && found.get(name('Subtype')) === name('Widget') ? [found] : [];
    });
  });
}

const ownerOf = (widget: PDFDict) => widget.lookupMaybe(name('Parent'), PDFDict) ?? widget;

function each<Item>(items: readonly Item[], change: (item: Item, at: number) => unknown): void {
  for (const [at, item] of items.entries()) change(item, at);
}

function boxes(document: PDFDocument): PDFDict[] {
  const found = widgets(document).filter((widget) => ownerOf(widget).get(name('FT')) === name('Btn'));
  if (found.length !== 12) throw new Error(`The fixture has 12 check boxes, not ${found.length}.`);
  return found;
}

async function filled(bytes: Uint8Array): Promise<Uint8Array> {
  const out = await produce(bytes, request, { kind: 'print' });
  if (!out.ok) throw new Error(`${out.code} ${out.values.join()}`);
  expect(out.value.report.left).toEqual([]);
  checkWithQpdf(out.value.bytes);
  return out.value.bytes;
}

/** Darker than before, on the rendered page. */
function isCrossed(before: Uint8Array, after: Uint8Array, key: PlaceKey): boolean {
  const place = places[key];
  if (!place) throw new Error(`no true place for ${key}`);
  const [left, bottom, right, top] = place.box;
  const points = changedPoints(renderPage(before, place.page, 150), renderPage(after, place.page, 150), 150);
  return points.filter(([x, y]) => x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1).length > 4;
}

const crossed: PlaceKey[] = [
  'clientId.new.yes',
  'clientId.extend.no',
  'administration.application.both',
  'administration.purpose.both',
  'accounts.reconcile.yes',
];
const empty: PlaceKey[] = [
  'clientId.new.no',
  'clientId.extend.yes',
  'administration.application.students',
  'administration.purpose.push',
  'accounts.reconcile.no',
];

const drawnAnew = 'the wish to draw all appearances anew';

describe('fillable forms of other makers', () => {
  test.each<[string, (document: PDFDocument) => void]>([
    ['check boxes without appearances', (document) => each(boxes(document), (box) => box.delete(name('AP')))],
    [
      'widgets that the form’s list of fields lacks',
      (document) => document.catalog.lookup(name('AcroForm'), PDFDict).set(name('Fields'), document.context.obj([])),
    ],
    [
      'Ja and Nee under one name, each with its own state',
      (document) => {
        const [first, second] = boxes(document);
        if (!first || !second) throw new Error('no boxes');
        const owner = document.context.obj({ FT: 'Btn', T: PDFString.of('x1'), Ff: 1 << 15 });
        const parent = document.context.register(owner);
        for (const [at, box] of [first, second].entries()) {
          const states = box.lookup(name('AP'), PDFDict).lookup(name('N'), PDFDict);
          const on = states.keys().find((key) => key !== name('Off'));
          if (!on) throw new Error('no state');
          states.set(name(`keuze${at}`), states.get(on) ?? on);
          states.delete(on);
          for (const key of ['T', 'FT', 'Ff', 'V']) box.delete(name(key));
          box.set(name('Parent'), parent);
        }
        const refs = document.context
          .enumerateIndirectObjects()
          .filter(([, object]) => object === first || object === second)
          .map(([ref]) => ref);
        owner.set(name('Kids'), document.context.obj(refs));
      },
    ],
    [
      'an XFA part, which viewers would show instead',
      (document) => document.catalog.lookup(name('AcroForm'), PDFDict).set(name('XFA'), PDFString.of('<xdp/>')),
    ],
    [
      'names that mislead',
      (document) => each(widgets(document), (widget, at) => ownerOf(widget).set(name('T'), PDFHexString.fromText(at % 2 ? 'datum' : `naam ${at}`))),
    ],
    [
      'the wish to draw all appearances anew',
      (document) => document.catalog.lookup(name('AcroForm'), PDFDict).set(name('NeedAppearances'), document.context.obj(true)),
    ],
  ])('%s', async (kind, change) => {
    const bytes = await changed(change);
    if (kind === 'names that mislead') {
      // Fields of one name can only hold one value: what can't be told apart is left, never put in both.
      const out = await produce(bytes, request, { kind: 'print' });
      if (!out.ok) throw new Error(out.code);
      expect(textIn(wordsOf(out.value.bytes), 0, places['applicant.name']?.box ?? [0, 0, 0, 0])).toBe(request.applicant.name);
      return;
    }
    const out = await filled(bytes);
    // poppler draws the input's appearances anew too: there the untouched form is what to compare with.
    const before = kind === drawnAnew ? formBytes('intake-acroform') : bytes;
    for (const key of crossed) expect(isCrossed(before, out, key), key).toBe(true);
    for (const key of empty) expect(isCrossed(before, out, key), key).toBe(false);
    expect(textIn(wordsOf(out), 0, places.director?.box ?? [0, 0, 0, 0])).toBe(`${request.director.name}, ${request.director.email}`);
  });

  test('a form filled before is filled anew: no old answer stays crossed', async () => {
    const first = await produce(formBytes('intake-acroform'), requestFixture('extend-students'), { kind: 'print' });
    if (!first.ok) throw new Error(first.code);
    const out = await filled(first.value.bytes);
    const blank = formBytes('intake-acroform');
    for (const key of crossed) expect(isCrossed(blank, out, key), key).toBe(true);
    for (const key of empty) expect(isCrossed(blank, out, key), key).toBe(false);
  });
});

describe('what a form has no need of', () => {
  test('scripts, launch actions and embedded files do not reach the output', async () => {
    const bytes = await changed((document) => {
      const { context } = document;
      const script = context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert("hallo")') });
      const launch = context.obj({ S: 'Launch', F: PDFString.of('calc.exe') });
      document.catalog.set(name('OpenAction'), script);
      document.getPage(0).node.set(name('AA'), context.obj({ O: launch }));
      widgets(document)[0]?.set(name('AA'), context.obj({ K: script }));
      widgets(document)[1]?.set(name('A'), launch);
      const file = context.register(context.stream('geheim', { Type: 'EmbeddedFile' }));
      const spec = context.obj({ Type: 'Filespec', F: PDFString.of('x.exe'), EF: { F: file } });
      document.catalog.set(
        name('Names'),
        context.obj({ EmbeddedFiles: { Names: [PDFString.of('x.exe'), spec] }, JavaScript: { Names: [PDFString.of('x'), script] } }),
      );
    });
    const plain = new TextDecoder('latin1').decode(runQpdf(await filled(bytes), '--qdf', '--object-streams=disable'));
    for (const trace of ['JavaScript', '/JS', 'app.alert', 'Launch', 'calc.exe', 'EmbeddedFile', 'geheim', 'x.exe']) expect(plain).not.toContain(trace);
  });

  test('a link that a person may click stays', async () => {
    const bytes = await changed((document) => {
      const link = document.context.obj({
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [400, 20, 500, 40],
        A: { S: 'URI', URI: PDFString.of('https://informat.example/') },
      });
      document.getPage(0).node.lookup(name('Annots'), PDFArray).push(document.context.register(link));
    });
    expect(new TextDecoder('latin1').decode(runQpdf(await filled(bytes), '--qdf', '--object-streams=disable'))).toContain('https://informat.example/');
  });
});

test('a certificate signature is told before it is broken', async () => {
  const bytes = await changed((document) => {
    const value = document.context.register(
      document.context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', ByteRange: [0, 1, 2, 3], Contents: PDFHexString.of('00') }),
    );
    const field = document.context.register(
      document.context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of('sig'), V: value, Rect: [300, 60, 380, 90] }),
    );
    document.getPage(1).node.lookup(name('Annots'), PDFArray).push(field);
    document.catalog.lookup(name('AcroForm'), PDFDict).lookup(name('Fields'), PDFArray).push(field);
  });
  expect(await openForm(bytes)).toMatchObject({ ok: true, value: { detected: true, signed: true } });
  expect(await openForm(formBytes('intake-acroform'))).toMatchObject({ ok: true, value: { signed: false } });
});
