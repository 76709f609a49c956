import { describe, expect, test } from 'vitest';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { questions } from '../../utils/intake/catalogue.ts';
import type { Box, FormMap, Place } from '../../utils/intake/form.ts';
import type { Placement } from '../../utils/intake/placing.ts';
import { boxAt, keysWithoutPlace, leastSide, moveBox, place, resizeBox, toShow, unplaced } from '../../utils/intake/placing.ts';
import { requestFixture } from '../support/requests.ts';

const page = { width: 600, height: 800, turn: 0 };
const located = (key: PlaceKey, box: Box, field?: string): Place => ({
  key,
  page: 0,
  box,
  slot: field ? { kind: 'field', field, object: '12R' } : { kind: 'print' },
  confidence: 0.9,
});
const mapWith = (...places: Place[]): FormMap => ({
  fingerprint: 'f',
  detected: true,
  confidence: 1,
  kind: 'flat',
  pages: [page, page],
  places,
  left: keysWithoutPlace(places),
  signed: false,
});
const at = (key: PlaceKey, box: Box, on = 0): Placement => ({ key, page: on, box });
const keysOf = (map: FormMap) => map.places.map(({ key }) => key);

describe('the box around a click', () => {
  test.each<[PlaceKey, Box]>([
    ['clientId.new.yes', [95.5, 395.5, 104.5, 404.5]],
    ['applicant.name', [100, 393, 300, 407]],
    ['date', [100, 393, 300, 407]],
    ['administration.institutionNumbers', [100, 393, 300, 407]],
    ['administration.use', [100, 386, 300, 414]],
    ['director', [100, 386, 300, 414]],
    ['director.email', [100, 393, 300, 407]],
    ['signature', [100, 370, 300, 430]],
  ])('%s', (key, box) => {
    expect(boxAt(mapWith(), key, 0, [100, 400])).toEqual(box);
  });

  test.each<[string, PlaceKey, readonly [number, number], Box]>([
    ['a text near the right edge ends at the edge', 'date', [500, 400], [500, 393, 600, 407]],
    ['a text at the very edge keeps room to write', 'date', [598, 400], [576, 393, 600, 407]],
    ['a text at the bottom lies on the page', 'director', [10, 2], [10, 0, 210, 28]],
    ['a cross in the corner stays whole', 'clientId.new.yes', [600, 800], [591, 791, 600, 800]],
  ])('%s', (_, key, point, box) => {
    expect(boxAt(mapWith(), key, 0, point)).toEqual(box);
  });

  test('is that of the form’s own field there, if it takes such an answer', () => {
    const map = mapWith(located('date', [90, 380, 190, 410], 'Text1'), located('clientId.new.no', [300, 395, 309, 404], 'Check1'));
    expect(boxAt(map, 'applicant.name', 0, [100, 400])).toEqual([90, 380, 190, 410]);
    expect(boxAt(map, 'clientId.new.yes', 0, [304, 400])).toEqual([300, 395, 309, 404]);
    expect(boxAt(map, 'applicant.name', 0, [304, 400])).toEqual([304, 393, 504, 407]);
    expect(boxAt(map, 'applicant.name', 1, [100, 400])).toEqual([100, 393, 300, 407]);
  });
});

describe('a field that no question took', () => {
  const text = { page: 0, box: [90, 380, 190, 410], slot: { kind: 'field', field: 'X1', object: '7R' }, mark: false } as const;
  const box = { page: 0, box: [300, 395, 309, 404], slot: { kind: 'field', field: 'X2', object: '8R' }, mark: true } as const;
  const map: FormMap = { ...mapWith(), fields: [text, box] };

  test('is what a click in it fills: a text field, or one box to cross', () => {
    expect(boxAt(map, 'applicant.name', 0, [100, 400])).toEqual(text.box);
    expect(boxAt(map, 'clientId.new.yes', 0, [304, 400])).toEqual(box.box);
    const placed = place(map, [at('applicant.name', text.box), at('clientId.new.yes', box.box)]);
    expect(placed.places.map(({ slot }) => slot)).toEqual([text.slot, box.slot]);
    expect(placed.fields).toEqual([]);
  });

  test('is none for the other kind of answer, nor on another page', () => {
    expect(boxAt(map, 'clientId.new.yes', 0, [140, 400])).toEqual([135.5, 395.5, 144.5, 404.5]);
    expect(place(map, [at('applicant.name', text.box, 1)]).places[0]?.slot).toEqual({ kind: 'print' });
  });
});

describe('placing', () => {
  test('nothing leaves the map as it is', () => {
    const map = mapWith(located('date', [10, 10, 90, 24]));
    expect(place(map, [])).toBe(map);
    expect(place(map)).toBe(map);
  });

  test('adds a place, printed, and takes the key from what is left', () => {
    const map = place(mapWith(located('date', [10, 10, 90, 24])), [at('applicant.name', [10, 100, 200, 114], 1)]);
    expect(map.places[1]).toEqual({ key: 'applicant.name', page: 1, box: [10, 100, 200, 114], slot: { kind: 'print' }, confidence: 1 });
    expect(map.left).not.toContain('applicant.name');
    expect(map.left).toContain('applicant.role');
  });

  test('wins over every located place of the key', () => {
    const map = mapWith(located('administration.institutionNumbers', [10, 10, 90, 24]), located('administration.institutionNumbers', [100, 10, 190, 24]));
    expect(place(map, [at('administration.institutionNumbers', [10, 300, 200, 314])]).places.map(({ box }) => box)).toEqual([[10, 300, 200, 314]]);
  });

  test('on a field of the form is in that field, which is then no other’s', () => {
    const map = place(mapWith(located('date', [90, 380, 190, 410], 'Text1')), [at('applicant.name', [92, 381, 190, 410])]);
    expect(map.places).toEqual([
      { key: 'applicant.name', page: 0, box: [90, 380, 190, 410], slot: { kind: 'field', field: 'Text1', object: '12R' }, confidence: 1 },
    ]);
    expect(map.left).toContain('date');
  });

  test('never puts a text in a box to cross, nor a cross in a text field', () => {
    const map = mapWith(located('date', [90, 380, 190, 410], 'Text1'), located('clientId.new.no', [300, 395, 309, 404], 'Check1'));
    const placed = place(map, [at('clientId.new.yes', [90, 380, 190, 410]), at('applicant.name', [300, 395, 309, 404])]);
    expect(placed.places.map(({ slot }) => slot.kind)).toEqual(['print', 'print']);
  });

  test('on printed paper that another key had takes it over; beside it, both stand', () => {
    const map = mapWith(located('date', [100, 100, 300, 114]));
    expect(keysOf(place(map, [at('applicant.role', [105, 101, 300, 115])]))).toEqual(['applicant.role']);
    expect(keysOf(place(map, [at('applicant.role', [100, 115, 300, 129])]))).toEqual(['date', 'applicant.role']);
    expect(keysOf(place(map, [at('applicant.role', [100, 100, 300, 114], 1)]))).toEqual(['date', 'applicant.role']);
  });

  test('on a page that the form lacks is left out', () => {
    expect(keysOf(place(mapWith(), [at('date', [0, 0, 9, 9], 7)]))).toEqual([]);
  });
});

describe('what is to be shown', () => {
  const request = requestFixture('accounts-only');
  const print = { kind: 'print' as const };

  test('is what the request prints and the form has no place for, in the form’s order', () => {
    const map = mapWith(located('accounts.username', [10, 10, 90, 24]), located('applicant.name', [10, 40, 90, 54]));
    const missing = unplaced(map, request, print);
    expect(missing.slice(0, 3)).toEqual(['applicant.role', 'date', 'director']);
    expect(missing).toContain('accounts.accessGroups');
    expect(missing.filter((key) => key.startsWith('administration') || key === 'accounts.username' || key === 'applicant.name')).toEqual([]);
  });

  test('has the signature only where it is drawn here', () => {
    expect(unplaced(mapWith(), request, print)).not.toContain('signature');
    expect(unplaced(mapWith(), request, { kind: 'hand' })).toContain('signature');
  });

  test('asks the part that is missing where the form asks the director in parts', () => {
    expect(unplaced(mapWith(located('director.name', [10, 10, 90, 24])), request, print)).toContain('director.email');
  });

  test('keeps naming what the person showed, so that it can be changed', () => {
    const placements = [at('date', [10, 10, 90, 24])];
    const map = place(mapWith(), placements);
    expect(unplaced(map, request, print)).not.toContain('date');
    expect(toShow(map, request, print, placements)).toContain('date');
  });
});

test('what a form without places lacks is every question, each option of its own', () => {
  const all = questions.flatMap((row) => row.options?.map(({ key }) => key) ?? [row.key]);
  expect(keysWithoutPlace([])).toEqual(all);
});

describe('moving and resizing', () => {
  test.each<[string, readonly [number, number], Box]>([
    ['freely', [5, -10], [105, 90, 205, 104]],
    ['not over the left and lower edge', [-500, -500], [0, 0, 100, 14]],
    ['not over the right and upper edge', [900, 900], [500, 786, 600, 800]],
  ])('moves %s', (_, by, box) => expect(moveBox([100, 100, 200, 114], by, page)).toEqual(box));

  test.each<[string, readonly [number, number], Box]>([
    ['wider and lower', [20, -10], [100, 90, 220, 114]],
    ['never to nothing', [-500, 500], [100, 114 - leastSide, 100 + leastSide, 114]],
    ['not over the edges', [900, -900], [100, 0, 600, 114]],
  ])('resizes %s', (_, by, box) => expect(resizeBox([100, 100, 200, 114], by, page)).toEqual(box));
});
