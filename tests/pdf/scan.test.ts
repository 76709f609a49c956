import { beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { answersOf } from '../../utils/intake/answers.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import { keysWithoutPlace, place, unplaced } from '../../utils/intake/placing.ts';
import { layTemplate, templateFrames } from '../../utils/intake/template.ts';
import { openForm, openScan, produce } from '../../utils/pdf/perform.ts';
import { formBytes } from '../support/forms.ts';
import { checkWithQpdf, runQpdf, textIn, wordsOf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';
import { scanned } from '../support/scans.ts';

const request = requestFixture('new-both');
const wave = [10, 60, 40, 10, 80, 90, 120, 20, 160, 60, 220, 50];
const drawn = { kind: 'drawn' as const, width: 300, height: 100, strokes: [wave] };
const signing = { kind: 'hand' as const, mention: drawn, signature: drawn };

describe('a scan of the form', () => {
  let bytes: Uint8Array;
  let map: FormMap;
  beforeAll(async () => {
    bytes = await scanned(formBytes('intake-flat'));
    const opened = await openScan(bytes);
    if (!opened.ok) throw new Error(opened.code);
    map = opened.value;
  });

  test('is told to be one, and opens only for placing by hand: every place left', async () => {
    expect(await openForm(bytes)).toMatchObject({ ok: false, code: 'scanOnly' });
    expect(map).toMatchObject({ detected: true, scan: true, kind: 'flat', confidence: 0, places: [], left: keysWithoutPlace([]) });
    expect(map.pages).toHaveLength(2);
    expect(map.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('without placements takes nothing, and says so', async () => {
    const produced = await produce(bytes, request, signing, map);
    expect(produced).toMatchObject({ ok: true, value: { report: { placed: [], left: [...unplaced(map, request, signing)] } } });
  });

  test('with the template laid on it is filled and signed, each answer in its box', async () => {
    const placements = layTemplate(templateFrames(map.pages));
    const produced = await produce(bytes, request, signing, place(map, placements));
    if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
    expect(produced.value.report.left).toEqual([]);
    expect(produced.value.report.placed).toContain('signature');
    const words = wordsOf(produced.value.bytes);
    for (const [key, answer] of answersOf(request)) {
      const own = placements.find((placement) => placement.key === key);
      if (own && answer.kind === 'text') expect(textIn(words, own.page, own.box), key).toBe(answer.text);
    }
    checkWithQpdf(produced.value.bytes);
  });
});

test('a form that is no scan opens as ever', async () => {
  const bytes = formBytes('intake-flat');
  expect(await openScan(bytes)).toEqual(await openForm(bytes));
});

test('an answer that lost its page is put where the person showed', async () => {
  const bytes = runQpdf(formBytes('intake-flat'), '--pages', '.', '1', '--');
  const opened = await openForm(bytes);
  if (!opened.ok) throw new Error(opened.code);
  const extend = requestFixture('extend-students');
  const print = { kind: 'print' as const };
  expect(unplaced(opened.value, extend, print)).toEqual(['administration.clientId', 'administration.use']);
  const use = { key: 'administration.use' as const, page: 0, box: [45, 150, 379, 200] as const };
  const produced = await produce(bytes, extend, print, place(opened.value, [use]));
  if (!produced.ok) throw new Error(`${produced.code} ${produced.values.join()}`);
  expect(produced.value.report.left).toEqual(['administration.clientId']);
  expect(textIn(wordsOf(produced.value.bytes), 0, use.box)).toBe(extend.administration?.use);
});
