import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import '../../scripts/font.ts';
import { answersFor } from '../../utils/intake/answers.ts';
import type { PlacesFile } from '../fixtures/generate/truth.ts';
import { placeKeys } from '../fixtures/generate/truth.ts';
import type { Judged } from './compare.ts';
import { Comparison } from './compare.ts';
import type { Fault } from './oracle.ts';
import { fillByTruth } from './oracle.ts';
import type { Shown } from './pages.ts';
import { show } from './pages.ts';
import { asks } from './requests.ts';

const form = new URL('../fixtures/forms/intake-flat', import.meta.url);

/** The judge looks through other programs' eyes; without them there is nothing to test. */
const programs = ['pdftoppm', 'mutool', 'qpdf'];
const missing = programs.filter((program) => spawnSync(program, ['--version']).error);

let bytes: Uint8Array;
let truth: PlacesFile;
let before: Shown;

beforeAll(async () => {
  bytes = new Uint8Array(await readFile(`${form.pathname}.pdf`));
  const { places } = JSON.parse(await readFile(`${form.pathname}.places.json`, 'utf8')) as Pick<PlacesFile, 'places'>;
  const size = { width: 594.96, height: 841.92 };
  truth = { note: '', part: 'dev', producer: 'Chromium', about: '', pages: [size, size], places };
  if (missing.length === 0) before = await show(bytes);
});

async function judged(fault: Fault, taken: PlacesFile['taken'] = []): Promise<Judged[]> {
  const request = asks[0]?.request;
  if (!request) throw new Error('There is a first request.');
  const answers = answersFor(request, new Set(placeKeys(truth.places)));
  const filled = await fillByTruth(bytes, truth.places, answers, fault);
  return new Comparison({ ...truth, taken }, before, await show(filled.bytes)).judge(answers, false, filled.report);
}

const wrong = (all: readonly Judged[]) => all.filter(({ outcome }) => outcome === 'wrong');

describe.skipIf(missing.length > 0)(`the judge${missing.length > 0 ? ` (needs ${missing.join(', ')})` : ''}`, { timeout: 30_000 }, () => {
  it('finds nothing wrong with answers in their own boxes', async () => {
    const all = await judged('none');
    expect(all.length).toBeGreaterThan(10);
    expect(wrong(all)).toEqual([]);
  });

  it.each<[Fault, RegExp]>([
    ['shifted', /nothing to read|outside its box/],
    ['white', /invisible/],
    ['missing', /nothing to read|no ink/],
    ['neighbour', /reads|nothing to read|no ink/],
    ['tooWide', /sticks out/],
  ])('sees answers that are %s', async (fault, why) => {
    const faults = wrong(await judged(fault));
    expect(faults.length).toBeGreaterThan(2);
    expect(faults.some((one) => why.test(one.why))).toBe(true);
  });

  it('sees a cross that nobody asked for', async () => {
    expect(wrong(await judged('extraCross')).map(({ key }) => key)).toEqual(['unasked clientId.extend.yes']);
  });

  it('wants what is taken left alone', async () => {
    expect(wrong(await judged('none', ['date'])).map(({ key }) => key)).toEqual(['date']);
  });
});
