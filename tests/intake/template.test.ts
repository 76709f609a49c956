import { expect, test } from 'vitest';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { layTemplate, templateFrames, templatePages } from '../../utils/intake/template.ts';
import { truePlaces } from '../support/forms.ts';

const a4 = { width: 594.96, height: 841.92, turn: 0 };
const sizes = [a4, a4];

test('as it first lies, its boxes are those of the known form', () => {
  const laid = layTemplate(templateFrames(sizes));
  const places = truePlaces('intake-flat');
  expect(laid.map(({ key }) => key).sort()).toEqual(Object.keys(places).sort());
  for (const { key, page, box } of laid) {
    expect(page, key).toBe(places[key]?.page);
    for (const [at, edge] of box.entries()) expect(Math.abs(edge - (places[key]?.box[at] ?? 0)), key).toBeLessThan(0.1);
  }
});

test('follows the size of the pages: shares, not points', () => {
  const of = (scale: number) => layTemplate(templateFrames(sizes.map((size) => ({ ...size, width: size.width * scale, height: size.height * scale }))));
  const once = of(1);
  const twice = of(2).flatMap(({ box }) => [...box]);
  for (const [at, edge] of once.flatMap(({ box }) => [...box]).entries()) expect(twice[at]).toBeCloseTo(2 * edge, 6);
});

test('moves and stretches each page’s boxes with its frame, as one', () => {
  const frames = templateFrames(sizes);
  const [first, second] = frames;
  if (!first || !second) throw new Error('The template lacks a page.');
  const [left, bottom, right, top] = first;
  const before = layTemplate(frames);
  const after = layTemplate([[left + 10, bottom - 5, left + 10 + 2 * (right - left), top - 5], second]);
  const boxOf = (placements: typeof before, key: PlaceKey) => placements.find((placement) => placement.key === key)?.box ?? [0, 0, 0, 0];
  const [was, is] = [boxOf(before, 'director'), boxOf(after, 'director')];
  expect(is[0]).toBeCloseTo(left + 10 + 2 * (was[0] - left), 6);
  expect(is[2] - is[0]).toBeCloseTo(2 * (was[2] - was[0]), 6);
  expect(is[1]).toBeCloseTo(was[1] - 5, 6);
  expect(boxOf(after, 'accounts.use')).toEqual(boxOf(before, 'accounts.use'));
});

test('serves two pages', () => {
  expect(templatePages).toBe(2);
  expect(templateFrames([a4])).toHaveLength(1);
});
