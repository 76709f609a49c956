import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../utils/paper/grey.ts';
import { liftInk, splitHand } from '../../utils/paper/lift.ts';
import { failure } from '../../utils/result.ts';
import { randomOf } from '../fuzz/random.ts';
import { photographed } from '../support/pictures.ts';

type Light = (x: number, y: number) => number;

/** Handwriting on paper that is lit so; strokes are horizontal waves from x to x at a height, `thick` pixels. */
function written(
  width: number,
  height: number,
  light: Light,
  waves: readonly { from: number; to: number; y: number; high: number; thick?: number }[],
  grain = 0,
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  const next = randomOf('paper').share;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inked = waves.some(
        ({ from, to, y: middle, high, thick = 5 }) => x >= from && x <= to && Math.abs(y - middle - (high / 2) * Math.sin(x / 14)) <= thick / 2,
      );
      const value = (inked ? 0.25 : 1) * light(x, y) + grain * (next() + next() - 1);
      data.set([value, value, value * 1.02, 255], (y * width + x) * 4);
    }
  }
  return { data, width, height };
}

function inkIn(picture: Pixels): Pixels {
  const lifted = liftInk(picture);
  if (!lifted.ok) throw new Error(lifted.code);
  return lifted.value;
}

const opacity = ({ data, width }: Pixels, x: number, y: number) => data[(y * width + x) * 4 + 3] ?? 0;
const wave = { from: 120, to: 480, y: 150, high: 60 };

const lights: Record<string, Light> = {
  'even light': () => 250,
  'a slope of light': (x) => 250 - x * 0.25,
  'a dark corner': (x, y) => 250 - 150 * Math.exp(-((x - 600) ** 2 + (y - 300) ** 2) / 40_000),
  'the edge of a shadow across it': (x) => (x < 300 ? 245 : 130),
  'grey paper': () => 170,
};

describe('handwriting on paper', () => {
  it.each(Object.entries(lights))('in %s is cut to its ink, the paper gone', (_, light) => {
    const lifted = inkIn(written(600, 300, light, [wave], 8));
    // 361 pixels wide, 65 high, and at most a soft rim around it.
    expect(Math.abs(lifted.width - 361)).toBeLessThanOrEqual(4);
    expect(Math.abs(lifted.height - 65)).toBeLessThanOrEqual(4);
    let inked = 0;
    for (let at = 3; at < lifted.data.length; at += 4) if ((lifted.data[at] ?? 0) > 128) inked += 1;
    const drawn = 361 * 5 * 1.15;
    expect(inked / drawn).toBeGreaterThan(0.8);
    expect(inked / drawn).toBeLessThan(1.35);
    expect(opacity(lifted, 2, lifted.height - 1)).toBe(0);
  });

  it('keeps a thick pen whole, and leaves dust behind', () => {
    const dusty = written(600, 300, () => 245, [{ ...wave, thick: 16 }]);
    for (const [x, y] of [
      [5, 5],
      [590, 290],
      [300, 280],
    ] as const)
      dusty.data.set([30, 30, 30], (y * 600 + x) * 4);
    const lifted = inkIn(dusty);
    expect([Math.abs(lifted.width - 361) <= 3, Math.abs(lifted.height - 76) <= 3]).toEqual([true, true]);
    // The middle of the stroke is ink as well, not only its rims.
    expect(Math.max(...Array.from({ length: lifted.height }, (_, y) => opacity(lifted, 180, y)))).toBeGreaterThan(240);
  });

  it('is none on blank paper, in whatever light', () => {
    for (const light of Object.values(lights)) expect(liftInk(written(400, 200, light, [], 8))).toEqual(failure('blank'));
  });
});

describe('what else a picture of handwriting shows', () => {
  it('specks that lie by themselves go, and the i keeps its dot', () => {
    const picture = written(600, 300, () => 245, [wave]);
    for (const [x, y] of [
      [20, 280],
      [580, 12],
      [300, 90],
    ] as const)
      for (let at = 0; at < 49; at += 1) picture.data.set([40, 40, 40], ((y + Math.floor(at / 7)) * 600 + x + (at % 7)) * 4);
    const lifted = inkIn(picture);
    expect(Math.abs(lifted.width - 361)).toBeLessThanOrEqual(4);
    // From the dot at 90 down to the wave's lowest, about 182.
    expect(Math.abs(lifted.height - 93)).toBeLessThanOrEqual(4);
  });

  it('what a shadow leaves in the picture’s edge goes, a hand that was cut close stays', () => {
    const picture = written(600, 400, () => 245, [{ ...wave, y: 250 }]);
    for (let y = 0; y < 16; y += 1) for (let x = 300; x < 300 + 30 - y; x += 1) picture.data.set([110, 110, 100], (y * 600 + x) * 4);
    expect(Math.abs(inkIn(picture).height - 65)).toBeLessThanOrEqual(4);
    const close = inkIn(written(361, 66, () => 245, [{ from: 0, to: 360, y: 33, high: 60 }]));
    expect([close.width, Math.abs(close.height - 65) <= 2]).toEqual([361, true]);
  });

  it('the lines and the margin of ruled paper go, also where the hand crosses them', () => {
    const picture = written(600, 400, () => 248, []);
    const paint = (x: number, y: number, colour: readonly number[]) => picture.data.set(colour, (y * 600 + x) * 4);
    for (let y = 20; y < 400; y += 36) for (let x = 0; x < 600; x += 1) for (const row of [y, y + 1]) paint(x, row, [170, 200, 235]);
    for (let y = 0; y < 400; y += 1) for (const x of [80, 81]) paint(x, y, [225, 120, 120]);
    const hand = written(600, 400, () => 248, [{ ...wave, y: 200 }]);
    for (let at = 0; at < hand.data.length; at += 4) if ((hand.data[at] ?? 255) < 120) picture.data.set([20, 30, 120], at);
    const lifted = inkIn(picture);
    expect(Math.abs(lifted.width - 361)).toBeLessThanOrEqual(4);
    expect(Math.abs(lifted.height - 65)).toBeLessThanOrEqual(4);
  });

  it('a pencil prints as dark as a pen, a pen as it is', () => {
    const pencil = written(600, 300, () => 240, []);
    for (let x = 120; x < 480; x += 1)
      for (let y = 148; y < 153; y += 1) pencil.data.set([192, 192, 196], (Math.round(y + 30 * Math.sin(x / 14)) * 600 + x) * 4);
    const lifted = inkIn(pencil);
    const strong = Array.from({ length: lifted.width * lifted.height }, (_, at) => at * 4).filter((at) => (lifted.data[at + 3] ?? 0) > 180);
    expect(strong.length).toBeGreaterThan(1000);
    expect(Math.max(...strong.map((at) => lifted.data[at] ?? 0))).toBeLessThan(130);
  });

  it('of a photograph, what lies beside the sheet is left out', () => {
    const sheet = written(600, 849, () => 250, [{ from: 120, to: 480, y: 420, high: 60 }]);
    const grey = { data: Uint8Array.from({ length: 600 * 849 }, (_, at) => sheet.data[at * 4] ?? 0), width: 600, height: 849 };
    const photo = photographed(grey, {
      corners: [
        [0.15, 0.1],
        [0.85, 0.1],
        [0.92, 0.93],
        [0.08, 0.93],
      ],
      size: [900, 1200],
      table: 80,
    });
    const rgba = new Uint8ClampedArray(photo.data.length * 4);
    for (const [at, value] of photo.data.entries()) rgba.set([value, value, value, 255], at * 4);
    const lifted = inkIn({ data: rgba, width: 900, height: 1200 });
    // Six tenths of the sheet, which is about 77 % of the photograph there.
    expect(lifted.width / (0.6 * 0.77 * 900)).toBeCloseTo(1, 1);
    expect(lifted.height).toBeLessThan(150);
  });

  it('a page of print is told, and not taken for a hand', () => {
    const lines = Array.from({ length: 16 }, (_, row) =>
      Array.from({ length: 16 }, (__, word) => ({ from: 20 + word * 36, to: 44 + word * 36, y: 20 + row * 22, high: 6, thick: 3 })),
    );
    expect(liftInk(written(620, 400, () => 250, lines.flat()))).toEqual(failure('printed'));
  });
});

describe('one scan of both', () => {
  const split = (waves: Parameters<typeof written>[3]) => {
    return splitHand(inkIn(written(700, 420, () => 245, waves)));
  };

  it('is parted where the mention stands above the signature', () => {
    const parts = split([
      { from: 60, to: 640, y: 80, high: 30 },
      { from: 200, to: 420, y: 290, high: 110 },
    ]);
    expect(parts && [Math.round(parts.mention.width / 100), Math.round(parts.signature.width / 100)]).toEqual([6, 2]);
    expect(parts && parts.signature.height > 2 * parts.mention.height).toBe(true);
  });

  it('is parted where the mention stands before it, between words that lie closer', () => {
    const parts = split([
      { from: 30, to: 120, y: 200, high: 30 },
      { from: 145, to: 200, y: 200, high: 30 },
      { from: 225, to: 330, y: 200, high: 30 },
      { from: 430, to: 660, y: 200, high: 90 },
    ]);
    expect(parts && [parts.mention.width, parts.signature.width].map((width) => Math.round(width / 10))).toEqual([30, 23]);
  });

  it('is left whole where no gap parts it surely', () => {
    expect(
      split([
        { from: 60, to: 300, y: 200, high: 40 },
        { from: 340, to: 600, y: 205, high: 40 },
        { from: 100, to: 500, y: 215, high: 60 },
      ]),
    ).toBeUndefined();
    expect(split([{ from: 60, to: 600, y: 200, high: 40 }])).toBeUndefined();
  });
});
