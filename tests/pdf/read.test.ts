import type { PDFFont, PDFPage } from 'pdf-lib';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { answersFor, printList } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Box } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { produce } from '../../utils/pdf/perform.ts';
import { readForm } from '../../utils/pdf/read.ts';
import type { FormName } from '../support/forms.ts';
import { formBytes, formNames, truePlaces } from '../support/forms.ts';
import { requestFixture, requestNames } from '../support/requests.ts';

async function completed(form: FormName, request: AccessRequest) {
  const produced = await produce(formBytes(form), request, { kind: 'print' });
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  return produced.value;
}

async function read(bytes: Uint8Array) {
  const found = await readForm(bytes);
  if (!found.ok) throw new Error(`${found.code} ${found.values.join()}`);
  return found.value;
}

type Pen = (page: PDFPage, text: string, box: Box) => void;

/** Writes on the flat form as another program does: `pen` gets every answer with its box; the request's crosses are an X. */
async function typed(request: AccessRequest, fontName: StandardFonts, pen: (font: PDFFont) => Pen): Promise<Uint8Array> {
  const document = await PDFDocument.load(formBytes('intake-flat'));
  const places = truePlaces('intake-flat');
  const write = pen(document.embedStandardFont(fontName));
  for (const [key, answer] of answersFor(request, new Set(Object.keys(places) as PlaceKey[]))) {
    const place = places[key];
    if (!place) throw new Error(`no true place for ${key}`);
    const text = answer.kind === 'mark' ? 'X' : answer.kind === 'list' ? printList(answer.values) : answer.text;
    write(document.getPage(place.page), text, place.box);
  }
  return document.save();
}

const inBox =
  (font: PDFFont): Pen =>
  (page, text, [left, bottom]) =>
    page.drawText(text, { x: left + 2, y: bottom + 3, size: 7, font });

/** An "add text" note of a PDF reader: a FreeText annotation with an appearance of its own. */
const asNote =
  (font: PDFFont): Pen =>
  (page, text, [left, bottom, right, top]) => {
    const { context } = page.doc;
    const stream = context.stream(`BT /F 7 Tf 2 3 Td ${font.encodeText(text)} Tj ET`, {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, right - left, top - bottom],
      Resources: { Font: { F: font.ref } },
    });
    const note = context.obj({
      Type: 'Annot',
      Subtype: 'FreeText',
      Rect: [left, bottom, right, top],
      F: 4,
      DA: '/F 7 Tf',
      AP: { N: context.register(stream) },
    });
    page.node.addAnnot(context.register(note));
  };

describe.each(formNames)('%s, completed by us', (form) => {
  test.each(requestNames)('gives the request %s again, without a doubt', async (name) => {
    const request = requestFixture(name);
    const { request: again, doubted, form: map } = await read((await completed(form, request)).bytes);
    expect(again).toEqual(request);
    expect(doubted).toEqual([]);
    expect(map.places.filter((place) => place.occupied).map((place) => place.key)).toEqual(expect.arrayContaining(['applicant.name', 'date', 'director']));
  });

  test('gives a long text whole, from its annex', async () => {
    const base = requestFixture('new-both');
    const words = Array.from({ length: 160 }, (_, at) => `toepassing${at}`).join(' ');
    const groups = Array.from({ length: 40 }, (_, at) => `Toegangsgroep ${at}`);
    const request = {
      ...base,
      administration: base.administration && { ...base.administration, use: words },
      accounts: base.accounts && { ...base.accounts, accessGroups: groups },
    };
    const { bytes, report } = await completed(form, request);
    expect(report.annexed).toEqual(['administration.use', 'accounts.accessGroups']);
    const { request: again, doubted } = await read(bytes);
    expect(again).toEqual(request);
    expect(doubted).toEqual([]);
  });

  test('keeps the line ends of a text', async () => {
    const base = requestFixture('accounts-only');
    const request = { ...base, accounts: base.accounts && { ...base.accounts, use: 'Maaltijden\nOpvang' } };
    expect((await read((await completed(form, request)).bytes)).request).toEqual(request);
  });

  test('keeps the commas in the names of access groups', async () => {
    const base = requestFixture('accounts-only');
    for (const accessGroups of [['VZW De Linde, Gent', 'Internaat'], ['VZW De Linde, Gent']]) {
      const request = { ...base, accounts: base.accounts && { ...base.accounts, accessGroups } };
      const { request: again, doubted } = await read((await completed(form, request)).bytes);
      expect(again).toEqual(request);
      expect(doubted).toEqual([]);
    }
  });

  test('tells what stands in each place, and whether it is signed', async () => {
    const request = requestFixture('accounts-only');
    const { entries, handSigned } = await read((await completed(form, request)).bytes);
    expect(entries[0]).toEqual({ key: 'applicant.name', text: request.applicant.name });
    expect(entries.filter(({ text }) => text === undefined).map(({ key }) => key)).toEqual(['clientId.new.yes', 'clientId.extend.no', 'accounts.reconcile.no']);
    expect(handSigned).toBe(false);
    const pen = { kind: 'drawn' as const, width: 100, height: 40, strokes: [[5, 5, 30, 35, 60, 8, 95, 30]] };
    const signed = await produce(formBytes(form), request, { kind: 'hand', mention: pen, signature: pen });
    if (!signed.ok) throw new Error(signed.code);
    expect((await read(signed.value.bytes)).handSigned).toBe(true);
  });

  test('that nobody filled asks nothing', async () => {
    const { request, doubted, entries } = await read(formBytes(form));
    expect(entries).toEqual([]);
    expect(request).toEqual({ applicant: { name: '', role: '' }, date: '', director: { name: '', email: '' } });
    expect(doubted).toEqual([]);
  });
});

describe('filled by another program', () => {
  const request = requestFixture('extend-students');

  test.each([StandardFonts.Helvetica, StandardFonts.Courier])('printed on the flat form in %s, with letters for crosses', async (font) => {
    const { request: again, doubted } = await read(await typed(request, font, inBox));
    expect(again).toEqual(request);
    expect(doubted).toEqual([]);
  });

  test('as notes on the flat form', async () => {
    const { request: again, doubted } = await read(await typed(request, StandardFonts.Helvetica, asNote));
    expect(again).toEqual(request);
    expect(doubted).toEqual([]);
  });

  test('in the fields of the fillable form', async () => {
    const document = await PDFDocument.load(formBytes('intake-acroform'));
    const places = truePlaces('intake-acroform');
    const form = document.getForm();
    const at = (key: PlaceKey) => {
      const [left = 0, bottom = 0] = places[key]?.box ?? [];
      const field = form.getFields().find((one) =>
        one.acroField.getWidgets().some((widget) => {
          const { x, y } = widget.getRectangle();
          return widget.P() === document.getPage(places[key]?.page ?? 0).ref && Math.abs(x - left) < 3 && Math.abs(y - bottom) < 3;
        }),
      );
      if (!field) throw new Error(`no field at ${key}`);
      return field.getName();
    };
    form.getTextField(at('applicant.name')).setText('An Peeters');
    form.getTextField(at('date')).setText('1-10-2026');
    form.getCheckBox(at('clientId.new.yes')).check();
    const { request: again, doubted } = await read(await document.save());
    expect(again).toEqual({ applicant: { name: 'An Peeters', role: '' }, date: '2026-10-01', director: { name: '', email: '' }, clientId: { kind: 'new' } });
    expect(doubted).toEqual([]);
  });

  test('beside its place, a text is read and doubted', async () => {
    const document = await PDFDocument.load(formBytes('intake-flat'));
    const [left, , , top] = truePlaces('intake-flat').date?.box ?? [0, 0, 0, 0];
    const font = document.embedStandardFont(StandardFonts.Courier);
    document.getPage(0).drawText('01/10/2026', { x: left + 40, y: top + 1, size: 6, font });
    const { request: again, doubted } = await read(await document.save());
    expect(again.date).toBe('2026-10-01');
    expect(doubted).toEqual(['date']);
  });
});

test('a PDF that is not the form is said to be another', async () => {
  const document = await PDFDocument.create();
  document.addPage().drawText('Inschrijvingsformulier van de school. Naam: An Peeters', { x: 50, y: 700, size: 12 });
  document.catalog.delete(PDFName.of('Metadata'));
  expect(await readForm(await document.save())).toMatchObject({ ok: false, code: 'otherForm' });
});
