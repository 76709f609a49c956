import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Box } from '../../utils/intake/form.ts';
import { boxAt, place } from '../../utils/intake/placing.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { readForm } from '../../utils/pdf/read.ts';
import { formBytes, formNames } from '../support/forms.ts';
import { textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const print = { kind: 'print' as const };

async function opened(bytes: Uint8Array) {
  const form = await openForm(bytes);
  if (!form.ok) throw new Error(form.code);
  return form.value;
}

async function completed(bytes: Uint8Array, request: AccessRequest) {
  const produced = await produce(bytes, request, print);
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  return produced.value;
}

describe.each(formNames)('%s', (form) => {
  test('says which places are answered, and of a blank form nothing', async () => {
    expect((await opened(formBytes(form))).answered).toBeUndefined();
    const { bytes, report } = await completed(formBytes(form), requestFixture('new-both'));
    const { answered = [], left } = await opened(bytes);
    expect(report.placed.filter((key) => !answered.includes(key) && !left.includes(key))).toEqual([]);
    expect(answered.length).toBeGreaterThan(10);
    expect(report.kept).toEqual([]);
  });
});

test('a field’s earlier answer that the new request does not give is told, one that it gives is replaced', async () => {
  const before = await completed(formBytes('intake-acroform'), requestFixture('extend-students'));
  const { bytes, report } = await completed(before.bytes, requestFixture('accounts-only'));
  expect([...report.kept].sort()).toEqual([
    'administration.application.students',
    'administration.clientId',
    'administration.institutionNumbers',
    'administration.purpose.read',
    'administration.use',
    'clientId.name',
  ]);
  expect(report.left).toEqual([]);
  const read = await readForm(bytes);
  expect(read.ok && read.value.request.applicant).toEqual(requestFixture('accounts-only').applicant);
});

test('paper that was written on stays as it is, and is told', async () => {
  const before = await completed(formBytes('intake-flat'), requestFixture('extend-students'));
  const { report } = await completed(before.bytes, requestFixture('accounts-only'));
  expect(report.kept).toEqual(expect.arrayContaining(['applicant.name', 'clientId.name', 'administration.use']));
  expect(report.left).toEqual(expect.arrayContaining(['applicant.name', 'clientId.new.yes']));
  expect(report.placed).toEqual(expect.arrayContaining(['accounts.username']));
});

/** A form of the fillable kind with a row of its own: `add` gets its second page. */
async function withFields(add: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(formBytes('intake-acroform'));
  add(document);
  return document.save();
}

/** The fixture without the field of the numbers, and three fields a row in its place. */
async function withNumberFields(): Promise<{ bytes: Uint8Array; boxes: Box[] }> {
  const place = (await opened(formBytes('intake-acroform'))).places.find(({ key }) => key === 'administration.institutionNumbers');
  if (place?.slot.kind !== 'field') throw new Error('The fixture has no field for the numbers.');
  const { field } = place.slot;
  const [left, bottom, , top] = place.box;
  const boxes = [0, 1, 2].map((at): Box => [left + at * 90, bottom, left + at * 90 + 80, top]);
  const bytes = await withFields((document) => {
    const form = document.getForm();
    form.removeField(form.getTextField(field));
    for (const [at, [x, y, right, upper]] of boxes.entries()) {
      form.createTextField(`nr${at}`).addToPage(document.getPage(place.page), { x, y, width: right - x, height: upper - y });
    }
  });
  return { bytes, boxes };
}

test('a list’s fields that fewer new values leave over lose their old ones', async () => {
  const { bytes, boxes } = await withNumberFields();
  const base = requestFixture('extend-students');
  const asking = (...institutionNumbers: string[]) => ({ ...base, administration: base.administration && { ...base.administration, institutionNumbers } });
  const three = await completed(bytes, asking('035642', '040428', '000123'));
  const one = await completed(three.bytes, asking('113357'));
  const words = wordsOf(one.bytes);
  expect(boxes.map((box) => textIn(words, 0, box))).toEqual(['113357', '', '']);
  const read = await readForm(one.bytes);
  expect(read.ok && read.value.request.administration?.institutionNumbers).toEqual(['113357']);
});

describe('a field that no question took', () => {
  const spots = { text: [60, 30, 260, 50], box: [300, 34, 312, 46], radios: [340, 34, 352, 46] } as const;
  const bytes = () =>
    withFields((document) => {
      const form = document.getForm();
      const page = document.getPage(1);
      const [x, y, right, top] = spots.text;
      form.createTextField('onbekend').addToPage(page, { x, y, width: right - x, height: top - y });
      form.createCheckBox('vakje').addToPage(page, { x: spots.box[0], y: spots.box[1], width: 12, height: 12 });
      const radio = form.createRadioGroup('keuze');
      radio.addOptionToPage('een', page, { x: spots.radios[0], y: spots.radios[1], width: 12, height: 12 });
      radio.addOptionToPage('twee', page, { x: spots.radios[0] + 30, y: spots.radios[1], width: 12, height: 12 });
    });
  const middle = ([left, bottom, right, top]: readonly [number, number, number, number]) => [(left + right) / 2, (bottom + top) / 2] as const;

  test('is listed, and no other is', async () => {
    const { fields } = await opened(await bytes());
    expect(fields?.map(({ slot, mark, page }) => [slot.field, mark, page])).toEqual([
      ['onbekend', false, 1],
      ['vakje', true, 1],
      ['keuze', true, 1],
      ['keuze', true, 1],
    ]);
    expect((await opened(formBytes('intake-acroform'))).fields).toBeUndefined();
  });

  test('is filled where the person clicks in it: a text, a box, one of a group', async () => {
    const form = await bytes();
    const map = await opened(form);
    const request = requestFixture('new-both');
    const clicked = (
      [
        ['accounts.username', spots.text],
        ['clientId.new.yes', spots.box],
        ['accounts.reconcile.yes', spots.radios],
      ] as const
    ).map(([key, spot]) => ({ key, page: 1, box: boxAt(map, key, 1, middle(spot)) }));
    const produced = await produce(form, request, print, place(map, clicked));
    if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
    const fields = (await PDFDocument.load(produced.value.bytes)).getForm();
    expect(fields.getTextField('onbekend').getText()).toBe(request.accounts?.username);
    expect(fields.getCheckBox('vakje').isChecked()).toBe(true);
    expect(fields.getRadioGroup('keuze').getSelected()).toBe('een');
    expect(textIn(wordsOf(produced.value.bytes), 1, [...spots.text])).toBe(request.accounts?.username);
  });
});

test('a space in a comb leaves its cell empty, where there are cells to spare', async () => {
  const place = (await opened(formBytes('intake-acroform'))).places.find(({ key }) => key === 'applicant.name');
  if (place?.slot.kind !== 'field') throw new Error('The fixture has no field for the name.');
  const { field } = place.slot;
  const bytes = await withFields((document) => {
    const name = document.getForm().getTextField(field);
    name.setMaxLength(20);
    name.enableCombing();
  });
  const base = requestFixture('new-both');
  const filled = await completed(bytes, { ...base, applicant: { ...base.applicant, name: 'An Peeters' } });
  const letters = wordsOf(filled.bytes).filter(
    ({ page, box }) => page === 0 && box[1] > place.box[1] - 2 && box[3] < place.box[3] + 2 && box[0] > place.box[0],
  );
  const [, n, p] = letters.map(({ box }) => (box[0] + box[2]) / 2);
  expect(letters.map(({ text }) => text).join('')).toBe('AnPeeters');
  expect(((p ?? 0) - (n ?? 0)) / ((place.box[2] - place.box[0]) / 20)).toBeCloseTo(2, 0);
});
