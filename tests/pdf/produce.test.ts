import { beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import type { Answer } from '../../utils/intake/answers.ts';
import { answersFor, printList } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Box, Signing } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { produce } from '../../utils/pdf/perform.ts';
import type { FormName } from '../support/forms.ts';
import { formBytes, formNames, truePlaces } from '../support/forms.ts';
import { changedPoints, checkWithQpdf, renderPage, textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture, requestNames } from '../support/requests.ts';

const dpi = 100;
const wave = [10, 60, 40, 10, 80, 90, 120, 20, 160, 60, 220, 50];
const drawn: Signing = {
  kind: 'hand',
  mention: { kind: 'drawn', width: 300, height: 60, strokes: [wave] },
  signature: { kind: 'drawn', width: 300, height: 100, strokes: [wave, [20, 80, 200, 80]] },
};

const spoken = (answer: Answer) => (answer.kind === 'list' ? printList(answer.values) : answer.kind === 'text' ? answer.text : '');
const inside = ([x, y]: readonly [number, number], [left, bottom, right, top]: Box) => x >= left - 2 && x <= right + 2 && y >= bottom - 2 && y <= top + 2;

async function filled(form: FormName, request: AccessRequest, signing: Signing) {
  const produced = await produce(formBytes(form), request, signing);
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  return produced.value;
}

describe.each(formNames)('%s', (form) => {
  const places = truePlaces(form);
  const boxOf = (key: PlaceKey) => places[key] ?? (key === 'mention' ? places.signature : undefined);

  describe.each(requestNames)('with the request %s', (name) => {
    const request = requestFixture(name);
    const answers = answersFor(request, new Set(Object.keys(places) as PlaceKey[]));
    let out: Awaited<ReturnType<typeof filled>>;
    beforeAll(async () => {
      out = await filled(form, request, drawn);
    });

    test('every asked place is reported as filled, none is left', () => {
      expect([...out.report.placed].sort()).toEqual([...answers.keys(), 'mention', 'signature'].sort());
      expect(out.report.left).toEqual([]);
      expect(out.report.annexed).toEqual([]);
    });

    test('poppler reads every text in its own place', () => {
      const words = wordsOf(out.bytes);
      for (const [key, answer] of answers) {
        const place = boxOf(key);
        if (!place) throw new Error(`no true place for ${key}`);
        if (answer.kind !== 'mark') expect(textIn(words, place.page, place.box), key).toBe(spoken(answer));
      }
    });

    test('pixels change in every asked place, and nowhere else', () => {
      const before = formBytes(form);
      for (const page of [0, 1]) {
        const changed = changedPoints(renderPage(before, page, dpi), renderPage(out.bytes, page, dpi), dpi);
        const asked = [...answers.keys(), 'signature' as const].flatMap((key) => {
          const place = boxOf(key);
          return place?.page === page ? [{ key, box: place.box }] : [];
        });
        for (const { key, box } of asked) expect(changed.filter((point) => inside(point, box)).length, key).toBeGreaterThan(4);
        expect(changed.filter((point) => !asked.some(({ box }) => inside(point, box)))).toEqual([]);
      }
    });

    test('qpdf finds no fault', () => expect(checkWithQpdf(out.bytes)).toContain('No syntax or stream encoding errors'));
  });

  test('print and sign leaves the signature’s place empty', async () => {
    const out = await filled(form, requestFixture('accounts-only'), { kind: 'print' });
    const place = places.signature;
    if (!place) throw new Error('no signature place');
    const changed = changedPoints(renderPage(formBytes(form), place.page, dpi), renderPage(out.bytes, place.page, dpi), dpi);
    expect(changed.filter((point) => inside(point, place.box))).toEqual([]);
    expect(out.report.placed).not.toContain('signature');
  });

  test('what does not fit shrinks to 6 pt, wraps, and goes on, whole, on a page "Bijlage" that the place refers to', async () => {
    const request = requestFixture('extend-students');
    const numbers = Array.from({ length: 120 }, (_, at) => String(100001 + at));
    if (request.administration) request.administration.institutionNumbers = numbers;
    const out = await filled(form, request, { kind: 'print' });
    const words = wordsOf(out.bytes);
    const place = places['administration.institutionNumbers'];
    if (!place) throw new Error('no place for the numbers');
    const text = textIn(words, place.page, place.box);
    expect(out.report.annexed).toEqual(['administration.institutionNumbers']);
    expect(text).toMatch(/^100001, 100002, .* … zie bijlage 1$/);
    const annex = words
      .filter((word) => word.page === 2)
      .map((word) => word.text)
      .join(' ');
    expect(annex).toMatch(/^Bijlage bij het intakeformulier API Bijlage 1:/);
    for (const number of numbers) expect(annex).toContain(number);
    const heights = words.filter((word) => word.page === place.page && /^10\d{4},?$/.test(word.text)).map((word) => word.box[3] - word.box[1]);
    expect(Math.min(...heights)).toBeGreaterThan(6 * 0.9);
    checkWithQpdf(out.bytes);
  });

  test('a text that fits on two lines at a smaller size needs no annex', async () => {
    const request = requestFixture('new-both');
    if (request.administration) request.administration.use = 'Opvragen van data voor Rapportplatform, '.repeat(5).trim();
    const out = await filled(form, request, { kind: 'print' });
    expect(out.report.annexed).toEqual([]);
    expect(textIn(wordsOf(out.bytes), 1, places['administration.use']?.box ?? [0, 0, 0, 0])).toBe('Opvragen van data voor Rapportplatform, '.repeat(5).trim());
  });

  test('a character that the font lacks is named, and nothing is written', async () => {
    const request = requestFixture('new-both');
    request.applicant.name = 'An 中 Peeters';
    expect(await produce(formBytes(form), request, { kind: 'print' })).toMatchObject({ ok: false, code: 'charactersUnprintable', values: ['中'] });
  });

  test('letters that were typed as letter and accent print composed', async () => {
    const request = requestFixture('accounts-only');
    request.applicant.name = 'Rene\u0301e C\u030cerna\u0301';
    const out = await filled(form, request, { kind: 'print' });
    expect(textIn(wordsOf(out.bytes), 0, places['applicant.name']?.box ?? [0, 0, 0, 0])).toBe('Renée Černá');
  });
});
