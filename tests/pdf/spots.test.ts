import { describe, expect, it } from 'vitest';
import type { Box } from '../../utils/intake/form.ts';
import type { Page } from '../../utils/pdf/layout.ts';
import type { Spot } from '../../utils/pdf/spots.ts';
import { raise } from '../../utils/pdf/spots.ts';

/** What stands on the page besides the line at y = 100, from 50 to 250. */
type Standing = { print?: Box[]; pictures?: Box[]; fields?: Box[]; frames?: Box[]; noted?: Box[] };

function pageWith({ print = [], pictures = [], fields = [], frames = [], noted = [] }: Standing): Page {
  return {
    lines: print.map((box) => ({ box })),
    images: pictures.map((box) => ({ box })),
    widgets: fields.map((box) => ({ box })),
    shapes: [
      { kind: 'segment', from: [50, 100], to: [250, 100] },
      ...frames.map((box) => ({ kind: 'rectangle', box })),
      ...noted.map((box) => ({ kind: 'rectangle', box, annotation: '7R' })),
    ],
  } as unknown as Page;
}

const line: Spot = { kind: 'rule', page: 0, box: [50, 100, 250, 115], lines: [{ from: 50, to: 250, y: 100 }] };

describe('the room of a pen above its line', () => {
  it.each([
    ['blank paper', {}, 148],
    ['the question above it', { print: [[50, 140, 300, 150]] }, 138],
    [
      'a label before it and print below it',
      {
        print: [
          [10, 100, 45, 110],
          [50, 80, 250, 92],
        ],
      },
      148,
    ],
    ['a picture', { pictures: [[200, 130, 260, 170]] }, 128],
    ['a field', { fields: [[60, 125, 200, 140]] }, 123],
    ['a frame above it', { frames: [[50, 132, 250, 160]] }, 130],
    ['a frame around it', { frames: [[40, 90, 260, 135]] }, 133],
    ['a page that is painted white', { frames: [[0, 0, 595, 842]] }, 148],
    ['what only an annotation draws', { noted: [[50, 120, 250, 130]] }, 148],
    ['print that stands close: never lower than a line of writing', { print: [[50, 116, 300, 126]] }, 115],
  ] as const)('%s', (_, standing, top) => {
    expect(raise(line, pageWith(standing as Standing))).toEqual([50, 100, 250, top]);
  });

  it('is that of a frame or a field where there is one', () => {
    for (const kind of ['frame', 'comb', 'widget'] as const) expect(raise({ ...line, kind }, pageWith({}))).toEqual(line.box);
  });
});
