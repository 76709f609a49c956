import { describe, expect, it } from 'vitest';
import type { Grey } from '../../utils/paper/grey.ts';
import { turn } from '../../utils/paper/grey.ts';
import { cornersOf } from '../../utils/paper/sheet.ts';
import { straighten } from '../../utils/paper/straighten.ts';
import type { Photo } from '../support/pictures.ts';
import { photographed, worn } from '../support/pictures.ts';

const filled = (width: number, height: number, value: (x: number, y: number) => number): Grey => ({
  data: Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
  width,
  height,
});

/** A sheet with lines of print, and a mark in its top-left. */
const sheet = filled(600, 849, (x, y) => (x < 90 && y < 90 && x > 50 && y > 50 ? 0 : y % 24 < 6 && x > 60 && x < 540 && (x * 7 + y) % 11 < 5 ? 40 : 250));
const size = [900, 1200] as const;
const fromAbove: Photo['corners'] = [
  [0.1, 0.08],
  [0.9, 0.08],
  [0.9, 0.93],
  [0.1, 0.93],
];
const below: Photo['corners'] = [
  [0.2, 0.1],
  [0.8, 0.1],
  [0.94, 0.92],
  [0.06, 0.92],
];
const from: Record<string, Photo['corners']> = {
  'from above': fromAbove,
  'from below': below,
  'from the right': [
    [0.1, 0.14],
    [0.86, 0.06],
    [0.86, 0.95],
    [0.1, 0.86],
  ],
  'askew by ten degrees': [
    [0.25, 0.06],
    [0.93, 0.16],
    [0.76, 0.95],
    [0.07, 0.85],
  ],
};

/** Thumbs, shadows and grain: what may lie on a photograph. */
const marred: Record<string, (photo: Grey) => Grey> = {
  'as it is': (photo) => photo,
  'with a thumb on its edge': (photo) => ({
    ...photo,
    data: photo.data.map((value, at) => (Math.hypot((at % 900) - 790, Math.floor(at / 900) - 600) < 55 ? 110 : value)),
  }),
  'in grain and a falling light': (photo) => worn(photo, { noise: 50, paper: 250, shade: 90 }),
};

const fromBelow = photographed(sheet, { corners: below, size });

describe('a sheet in its photograph', () => {
  it.each(Object.entries(from).flatMap(([name, corners]) => Object.entries(marred).map(([how, mar]) => [name, how, corners, mar] as const)))(
    '%s, %s: its corners are found to three quarters of a percent',
    (_, __, corners, mar) => {
      const found = cornersOf(mar(photographed(sheet, { corners, size, table: 70 })));
      expect(found).toBeDefined();
      const off = (found ?? []).flatMap(([x, y], at) => [Math.abs(x / size[0] - (corners[at]?.[0] ?? 9)), Math.abs(y / size[1] - (corners[at]?.[1] ?? 9))]);
      expect(Math.max(...off)).toBeLessThan(0.0075);
    },
  );

  it('is set square with the form’s own proportions, its top-left where it was', () => {
    const square = straighten(fromBelow, 849 / 600);
    if (!square) throw new Error('no sheet found');
    expect(square.height / square.width).toBeCloseTo(849 / 600, 2);
    const at = (x: number, y: number) => square.data[Math.round(y * square.height) * square.width + Math.round(x * square.width)] ?? 0;
    expect(at(70 / 600, 70 / 849)).toBeLessThan(60);
    expect(at(30 / 600, 30 / 849)).toBeGreaterThan(200);
  });

  it('of a telephone on its side stays on its side, for whoever turns pages', () => {
    const square = straighten(turn(fromBelow, 1), 849 / 600);
    expect((square?.width ?? 0) / (square?.height ?? 1)).toBeCloseTo(849 / 600, 2);
  });
});

describe('no sheet is found', () => {
  const none: Record<string, Grey> = {
    'in a scanner’s picture': sheet,
    'in a scanner’s picture that is askew': worn(sheet, { skew: 2, noise: 30 }),
    'on a table as white as itself': photographed(sheet, {
      corners: fromAbove,
      size,
      table: 235,
    }),
    'in a white picture': filled(300, 400, () => 255),
    'in a black picture': filled(300, 400, () => 0),
    'in a picture of one pixel': filled(1, 1, () => 200),
    'in a round plate': filled(400, 400, (x, y) => (Math.hypot(x - 200, y - 200) < 180 ? 240 : 60)),
    'in a square tile': filled(400, 400, (x, y) => (x > 40 && x < 360 && y > 40 && y < 360 ? 240 : 60)),
    'in a card far away': filled(400, 600, (x, y) => (x > 150 && x < 230 && y > 200 && y < 310 ? 240 : 60)),
    'in light that fades': filled(600, 400, (x) => 250 - x * 0.25),
    'in light that fades to a corner': filled(400, 600, (x, y) => 250 - Math.hypot(x, y) * 0.25),
    'in grain': worn(
      filled(300, 400, () => 128),
      { noise: 200 },
    ),
  };
  it.each(Object.entries(none))('%s', (_, picture) => {
    expect(cornersOf(picture)).toBeUndefined();
    expect(straighten(picture, Math.SQRT2)).toBeUndefined();
  });
});
