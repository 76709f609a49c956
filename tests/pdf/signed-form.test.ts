import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Box, Rewriting, Signing } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { readForm } from '../../utils/pdf/read.ts';
import { signatureShare } from '../../utils/pdf/sign.ts';
import type { Authority } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import type { FormName } from '../support/forms.ts';
import { formBytes, formNames, truePlaces } from '../support/forms.ts';
import { changedPoints, checkWithQpdf, renderPage, runQpdf, textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';
import { isIntact, penOf, signaturesOf } from '../support/signing.ts';
import { mutoolSign, pdfsig } from '../support/validators.ts';

const dpi = 100;
const print: Signing = { kind: 'print' };
const wave = [10, 60, 40, 10, 80, 90, 120, 20, 160, 60, 220, 50];
const mention: Signing = { kind: 'certificate', mention: { kind: 'drawn', width: 300, height: 60, strokes: [wave] } };
const inside = ([x, y]: readonly [number, number], [left, bottom, right, top]: Box) => x >= left - 2 && x <= right + 2 && y >= bottom - 2 && y <= top + 2;

let authority: Authority;
let sign: Awaited<ReturnType<typeof penOf>>;
const signed = new Map<FormName, Uint8Array>();
beforeAll(async () => {
  authority = makeAuthority();
  sign = await penOf(authority.issue({ key: 'p256', depth: 2 }));
  for (const form of formNames) signed.set(form, await sign(formBytes(form)));
}, 60_000);
afterAll(() => authority.close());

const signedForm = (form: FormName) => signed.get(form) ?? new Uint8Array();

async function filled(bytes: Uint8Array, how: Rewriting, signing: Signing = print, request: AccessRequest = requestFixture('new-both')) {
  const produced = await produce(bytes, request, signing, undefined, how);
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  return produced.value;
}

describe.each(formNames)('%s, signed before it is filled', (form) => {
  const since = form === 'intake-acroform' ? ['formFilled'] : ['annotationsAdded'];

  test('as an update: the signed bytes stay, the signature holds for them, every answer stands in its place and reads back', async () => {
    const before = signedForm(form);
    const { bytes, report } = await filled(before, 'update');
    expect(report.left).toEqual([]);
    expect(bytes.subarray(0, before.length)).toEqual(before);
    expect(pdfsig(bytes)).toMatchObject([{ valid: true, total: false }]);
    expect(mutoolSign(bytes)).toEqual(['edited']);
    expect(checkWithQpdf(bytes)).toContain('No syntax or stream encoding errors');
    const [signature] = await signaturesOf(bytes);
    expect(signature).toMatchObject({ coversWhole: false, changedSince: since });
    expect(signature && (await isIntact(signature))).toBe(true);

    const places = truePlaces(form);
    expect(textIn(wordsOf(bytes), 0, places['applicant.name']?.box ?? [0, 0, 0, 0])).toBe('Łukasz Daniëls-Çelik');
    const read = await readForm(bytes);
    expect(read).toMatchObject({ ok: true, value: { request: requestFixture('new-both'), doubted: [] } });
    for (const page of [0, 1]) {
      const boxes = Object.values(places).flatMap((place) => (place?.page === page ? [place.box] : []));
      const changed = changedPoints(renderPage(before, page, dpi), renderPage(bytes, page, dpi), dpi);
      expect(changed.length).toBeGreaterThan(100);
      expect(changed.filter((point) => !boxes.some((box) => inside(point, box)))).toEqual([]);
    }
  });

  test('as an update, and then signed by the applicant too', async () => {
    const map = await openForm(signedForm(form));
    const at = map.ok ? signatureShare(map.value, mention) : undefined;
    const { bytes } = await filled(signedForm(form), 'update', mention);
    const twice = await sign(bytes, { at, wordings: [['Ann Peeters', '23/11/2026']] });
    expect(pdfsig(twice)).toMatchObject([
      { valid: true, total: false },
      { valid: true, total: true },
    ]);
    expect(checkWithQpdf(twice)).toContain('No syntax or stream encoding errors');
    const read = await signaturesOf(twice);
    expect(read.map(({ changedSince }) => changedSince)).toEqual([[...new Set([...since, 'annotationsAdded']), 'signed'], []]);
  });

  test('as a copy: no broken signature is left, and the answers stand as ever', async () => {
    const shown = await sign(formBytes(form), { at: { page: 0, box: [40, 40, 240, 80] }, wordings: [['Hier tekende Ann']], certify: 1 });
    const { bytes, report } = await filled(shown, 'copy');
    expect(report.left).toEqual([]);
    expect(pdfsig(bytes)).toEqual([]);
    expect(await signaturesOf(bytes)).toEqual([]);
    expect(await openForm(bytes)).toMatchObject({ ok: true, value: { signed: false } });
    expect(wordsOf(bytes).some(({ text }) => text === 'tekende')).toBe(false);
    expect(checkWithQpdf(bytes)).toContain('No syntax or stream encoding errors');
    expect((await PDFDocument.load(bytes)).catalog.has(PDFName.of('Perms'))).toBe(false);
    expect(await readForm(bytes)).toMatchObject({ ok: true, value: { request: requestFixture('new-both'), doubted: [] } });
  });

  test('a certification that closes the form is heeded', async () => {
    const closed = await sign(formBytes(form), { certify: 1 });
    expect(await produce(closed, requestFixture('new-both'), print, undefined, 'update')).toMatchObject({ ok: false, code: 'certifiedClosed' });
  });

  test('an annex would break the signature; a form without one may have it', async () => {
    const request = requestFixture('extend-students');
    if (request.administration) request.administration.institutionNumbers = Array.from({ length: 120 }, (_, at) => String(100001 + at));
    expect(await produce(signedForm(form), request, print, undefined, 'update')).toMatchObject({ ok: false, code: 'annexBreaksSignature' });
    const { bytes, report } = await filled(formBytes(form), 'update', print, request);
    expect(report.annexed).toEqual(['administration.institutionNumbers']);
    expect(bytes.subarray(0, formBytes(form).length)).toEqual(formBytes(form));
    expect(checkWithQpdf(bytes)).toContain('No syntax or stream encoding errors');
  });
});

test('a certification that allows fields allows those, and nothing on top of the page', async () => {
  const fields = await sign(formBytes('intake-acroform'), { certify: 2 });
  const { bytes } = await filled(fields, 'update');
  expect((await signaturesOf(bytes))[0]).toMatchObject({ certifies: 2, changedSince: ['formFilled'] });
  const flat = await sign(formBytes('intake-flat'), { certify: 2 });
  expect(await produce(flat, requestFixture('new-both'), print, undefined, 'update')).toMatchObject({ ok: false, code: 'certifiedClosed' });
  const open = await sign(formBytes('intake-flat'), { certify: 3 });
  expect((await signaturesOf((await filled(open, 'update')).bytes))[0]).toMatchObject({ certifies: 3, changedSince: ['annotationsAdded'] });
});

/** The fillable form with a signature field of its own in the signature's place. */
async function withOwnField(lock?: { Type: string; Action: string; P?: number }): Promise<{ bytes: Uint8Array; at: { page: number; box: Box } }> {
  const document = await PDFDocument.load(formBytes('intake-acroform'));
  const place = truePlaces('intake-acroform').signature;
  const form = document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);
  if (!place) throw new Error('no place');
  const { context } = document;
  const page = document.getPage(place.page);
  const field = {
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFString.of('Krabbel'),
    Rect: [...place.box],
    F: 4,
    P: page.ref,
    ...(lock && { Lock: lock }),
  };
  const ref = context.register(context.obj(field));
  form.lookup(PDFName.of('Fields'), PDFArray).push(ref);
  page.node.addAnnot(ref);
  const bytes = await document.save();
  const map = await openForm(bytes);
  const at = map.ok ? signatureShare(map.value, mention) : undefined;
  if (!at) throw new Error('no place');
  return { bytes, at };
}

test('fields that a signature locks are not filled behind it', async () => {
  const { bytes, at } = await withOwnField({ Type: 'SigFieldLock', Action: 'All' });
  const locked = await sign(bytes, { at, wordings: [['Ann']] });
  expect(await produce(locked, requestFixture('new-both'), print, undefined, 'update')).toMatchObject({ ok: false, code: 'certifiedClosed' });
  const unlocked = await withOwnField();
  expect(await filled(await sign(unlocked.bytes, { at, wordings: [['Ann']] }), 'update')).toMatchObject({ report: { left: [] } });
});

test('a form that its signer closed with the field’s lock is closed, though no signature certifies it', async () => {
  const { bytes, at } = await withOwnField({ Type: 'SigFieldLock', Action: 'Include', P: 1 });
  const closed = await sign(bytes, { at, wordings: [['Ann']] });
  expect(await produce(closed, requestFixture('new-both'), print, undefined, 'update')).toMatchObject({ ok: false, code: 'certifiedClosed' });
  await expect(sign(closed)).rejects.toThrow('certifiedClosed');
});

test('the form’s own signature field is empty again in a copy, and takes the next signature', async () => {
  const { bytes: form, at } = await withOwnField();
  const shown = await sign(form, { at, wordings: [['Hier tekende Ann']] });
  const [first] = await signaturesOf(shown);
  const { bytes, report } = await filled(shown, 'copy', mention);
  expect(report.placed).toContain('mention');
  const again = await sign(bytes, { at, wordings: [['Nu tekent Ann']] });
  const [second] = await signaturesOf(again);
  expect(second).toMatchObject({ field: 'Krabbel', box: first?.box, coversWhole: true });
  expect(textIn(wordsOf(again), at.page, at.box)).toBe('Nu tekent Ann');
  const pixels = changedPoints(renderPage(form, at.page, dpi), renderPage(again, at.page, dpi), dpi);
  const [left, , right, top] = at.box;
  expect(pixels.filter((point) => inside(point, [left, top + 3, right, top + 30])).length).toBeGreaterThan(10);
});

test('what was added on top of a flat form counts as written: nothing is put over it', async () => {
  const { bytes } = await filled(signedForm('intake-flat'), 'update');
  const opened = await openForm(bytes);
  expect(opened.ok && opened.value.answered).toContain('applicant.name');
  const again = await filled(bytes, 'update');
  expect(again.report.placed).toEqual([]);
  expect(again.report.kept).toContain('applicant.name');
  expect(textIn(wordsOf(again.bytes), 0, truePlaces('intake-flat')['applicant.name']?.box ?? [0, 0, 0, 0])).toBe('Łukasz Daniëls-Çelik');
});

test('an update of an encrypted form is refused, a copy is not', async () => {
  const bytes = runQpdf(formBytes('intake-acroform'), '--encrypt', '', 'eigenaar', '256', '--');
  expect(await produce(bytes, requestFixture('new-both'), print, undefined, 'update')).toMatchObject({ ok: false, code: 'encryptionInTheWay' });
  expect(await produce(bytes, requestFixture('new-both'), print, undefined, 'copy')).toMatchObject({ ok: true });
});

test('what acts stays in an update, as it was signed, and goes from a copy', async () => {
  const document = await PDFDocument.load(formBytes('intake-flat'));
  document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }));
  const acting = await sign(await document.save());
  const holds = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).catalog.has(PDFName.of('OpenAction'));
  expect(await holds((await filled(acting, 'update')).bytes)).toBe(true);
  expect(await holds((await filled(acting, 'copy')).bytes)).toBe(false);
});
