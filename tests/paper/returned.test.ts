import { beforeAll, describe, expect, it } from 'vitest';
import '../../scripts/font.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { MadePage } from '../../utils/paper/compare.ts';
import { inspect, recognise } from '../../utils/paper/compare.ts';
import { doubtsOf } from '../../utils/paper/doubts.ts';
import type { Grey } from '../../utils/paper/grey.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import type { FormName } from '../support/forms.ts';
import { formBytes } from '../support/forms.ts';
import type { Photo, Wear } from '../support/pictures.ts';
import { penned, photographed, worn } from '../support/pictures.ts';
import { renderPage } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const rendered = (bytes: Uint8Array, page: number, dpi = 120): Grey => {
  const { grey, width, height } = renderPage(bytes, page, dpi);
  return { data: grey, width, height };
};

async function printed(form: FormName, map: FormMap, request: AccessRequest): Promise<Uint8Array> {
  const produced = await produce(formBytes(form), request, { kind: 'print' }, map);
  if (!produced.ok) throw new Error(produced.code);
  return produced.value.bytes;
}

/** What was made, as the desk hands it to the comparison. */
function madeOf(map: FormMap, blank: Uint8Array, pdf: Uint8Array): MadePage[] {
  return map.pages.map(({ width, height }, page) => {
    const areas = map.places
      .filter((place) => place.page === page && !/\.(yes|no|students|staff|both|push|read)$/.test(place.key))
      .map(({ key, box: [left, bottom, right, top] }) => ({
        key,
        area: [left / width, (height - top) / width, right / width, (height - bottom) / width] as const,
      }));
    const signature = areas.find(({ key }) => key === 'signature');
    return {
      printed: rendered(pdf, page),
      blank: rendered(blank, page),
      places: areas.filter((area) => area !== signature && area.key !== 'mention'),
      signature: signature?.area,
    };
  });
}

function look(made: readonly MadePage[], pictures: readonly Grey[]) {
  const found = recognise(made, pictures);
  const findings = found.map(({ seen, lie, picture }) => {
    const page = seen.page === undefined ? undefined : made[seen.page];
    return page && lie ? inspect(page, picture, lie) : undefined;
  });
  return doubtsOf({ made: made.length, seen: found.map(({ seen }) => seen), findings, asksInk: true, otherNumbers: false });
}
const codes = (made: readonly MadePage[], pictures: readonly Grey[]) => look(made, pictures).map(({ code }) => code);

const wears: Record<string, Wear> = {
  'as it was printed': {},
  'moved by the scanner': { shift: [0.02, -0.015] },
  'two degrees askew': { skew: 2 },
  'two degrees askew the other way, in grain': { skew: -2, noise: 20 },
  'at 95 %': { scale: 0.95, skew: 1 },
  'at 105 %': { scale: 1.05, skew: -1 },
  'upside down': { turns: 2, skew: 1.3 },
  'on its side': { turns: 1, skew: -0.7 },
  'in strong grain': { noise: 60 },
  'on grey paper': { paper: 190, noise: 20 },
  'in uneven light': { paper: 250, shade: 90, noise: 20 },
  'all of it': { skew: -1.7, scale: 0.96, shift: [0.02, 0.02], noise: 40, paper: 210, shade: 40 },
};

/** Shares of the photograph, clockwise from the page's top-left. */
const photos: Record<string, Photo> = {
  'from below': {
    corners: [
      [0.16, 0.1],
      [0.86, 0.12],
      [0.95, 0.93],
      [0.06, 0.9],
    ],
    size: [1500, 2000],
    noise: 20,
    shade: 60,
  },
  'from the side, askew': {
    corners: [
      [0.2, 0.06],
      [0.93, 0.13],
      [0.86, 0.95],
      [0.08, 0.88],
    ],
    size: [1500, 2000],
    noise: 20,
    table: 60,
  },
  'with the telephone on its side': {
    corners: [
      [0.07, 0.93],
      [0.1, 0.08],
      [0.93, 0.12],
      [0.95, 0.9],
    ],
    size: [2000, 1500],
    noise: 20,
    table: 120,
    shade: 50,
  },
  'small, as a PDF shows it': {
    corners: [
      [0.12, 0.08],
      [0.9, 0.1],
      [0.94, 0.94],
      [0.05, 0.92],
    ],
    size: [1000, 1414],
    noise: 10,
  },
};

const hardest = Object.entries(wears).filter(([name]) => ['upside down', 'in uneven light', 'all of it'].includes(name));

describe.each([
  ['intake-flat', Object.entries(wears), Object.entries(photos)],
  ['intake-acroform', hardest, Object.entries(photos).slice(1, 2)],
] as const)('a scan of %s', (form, tried, photographs) => {
  let made: MadePage[];
  let own: Uint8Array;
  let others: Uint8Array;
  let twoDigits: Uint8Array;
  const scan = (pdf: Uint8Array, wear: Wear, signs = true, dpi = 110) =>
    made.map(({ signature }, page) =>
      worn(signs && signature ? penned(rendered(pdf, page, dpi), signature) : rendered(pdf, page, dpi), { ...wear, seed: page + 7 }),
    );

  const photograph = (pdf: Uint8Array, photo: Photo, signs = true) =>
    made.map(({ signature }, page) => {
      const sheet = rendered(pdf, page, 200);
      return photographed(signs && signature ? penned(sheet, signature) : sheet, { ...photo, seed: page + 3 });
    });

  beforeAll(async () => {
    const opened = await openForm(formBytes(form));
    if (!opened.ok) throw new Error(opened.code);
    const request = requestFixture('new-both');
    const school = structuredClone(request);
    school.director = { name: 'Piet Vermeulen', email: 'directie@desterren.example' };
    if (school.administration) school.administration.institutionNumbers = ['040428'];
    if (school.accounts) school.accounts.accessGroups = ['VZW De Sterren'];
    const slip = structuredClone(request);
    if (slip.administration)
      slip.administration.institutionNumbers =
        request.administration?.institutionNumbers.map((number) => `${number.slice(0, 4)}${number.slice(5)}${number.slice(4, 5)}`) ?? [];
    own = await printed(form, opened.value, request);
    others = await printed(form, opened.value, school);
    twoDigits = await printed(form, opened.value, slip);
    made = madeOf(opened.value, formBytes(form), own);
  });

  it.each(tried)('%s is its own form, whole and signed', (_, wear) => {
    const serious = look(made, scan(own, wear)).filter(({ severity }) => severity !== 'informs');
    expect(serious).toEqual([]);
  });

  it.each(photographs)('photographed %s is its own form, whole and signed', (_, photo) => {
    expect(look(made, photograph(own, photo)).filter(({ severity }) => severity !== 'informs')).toEqual([]);
  });

  it('photographed and unsigned is told, and so is another school’s', () => {
    const [[, photo] = ['', undefined]] = photographs;
    if (!photo) throw new Error('no photo');
    expect(codes(made, photograph(own, photo, false))).toContain('unsigned');
    expect(look(made, photograph(others, photo))[0]).toMatchObject({ code: 'otherRequest' });
  });

  it('that is turned is told by its page', () => {
    const [first, second] = scan(own, {});
    if (!first || !second) throw new Error('no pages');
    expect(look(made, [first, worn(second, { turns: 2 })])).toMatchObject([{ code: 'turned', values: ['2'] }]);
  });

  it.each([{}, wears['all of it'] ?? {}])('of another school’s request is told, by its answers (%o)', (wear) => {
    const [first] = look(made, scan(others, wear));
    expect(first).toMatchObject({ code: 'otherRequest', severity: 'blocks' });
    expect(first?.keys).toEqual(expect.arrayContaining(['administration.institutionNumbers', 'accounts.accessGroups']));
    expect(first?.keys).not.toContain('applicant.name');
  });

  it('with two digits of one number changed about is another request’s', () => {
    expect(look(made, scan(twoDigits, { skew: 0.6, noise: 20 }))[0]).toMatchObject({ code: 'otherRequest', keys: ['administration.institutionNumbers'] });
  });

  it.each(hardest)('%s and unsigned is told', (_, wear) => {
    expect(codes(made, scan(own, wear, false))).toContain('unsigned');
  });

  it('tells missing, swapped and foreign pages', () => {
    const [first, second] = scan(own, { skew: 0.5 });
    if (!first || !second) throw new Error('no pages');
    const noise = worn({ data: new Uint8Array(900 * 1270).fill(255), width: 900, height: 1270 }, { noise: 40 });
    expect(look(made, [first])).toMatchObject([{ code: 'pagesMissing', values: ['2'] }]);
    expect(codes(made, [second, first])).toEqual(['outOfOrder']);
    expect(look(made, [noise, first, second])).toMatchObject([{ code: 'extraPages', values: ['1'] }]);
    expect(codes(made, [noise])).toEqual(['otherForm']);
  });

  it('at 72 dots an inch still is what it is', () => {
    expect(look(made, scan(own, { skew: 1 }, true, 72)).filter(({ severity }) => severity === 'blocks')).toEqual([]);
  });
});
