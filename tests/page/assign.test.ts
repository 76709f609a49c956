import { describe, expect, it } from 'vitest';
import { assign, assignWithMargins, total } from '../../utils/page/assign.ts';

/** Every way to give rows columns, tried. */
function bestByTrying(scores: readonly (readonly number[])[], row = 0, used: readonly number[] = []): number {
  const line = scores[row];
  if (!line) return 0;
  return Math.max(
    bestByTrying(scores, row + 1, used),
    ...line.map((score, column) => (score > 0 && !used.includes(column) ? score + bestByTrying(scores, row + 1, [...used, column]) : 0)),
  );
}

describe('assign', () => {
  it('takes the best total, not the best first', () => {
    expect(
      assign([
        [0.9, 0.8],
        [0.85, 0],
      ]),
    ).toEqual([1, 0]);
  });

  it('leaves a row without a column rather than give it one that is out of the question', () => {
    expect(
      assign([
        [0, 0],
        [0.7, 0],
      ]),
    ).toEqual([-1, 0]);
    expect(assign([])).toEqual([]);
  });

  it('agrees with trying everything', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let round = 0; round < 60; round++) {
      const columns = 1 + Math.floor(random() * 5);
      const scores = Array.from({ length: 1 + Math.floor(random() * 5) }, () => Array.from({ length: columns }, () => (random() < 0.3 ? 0 : random())));
      expect(total(scores, assign(scores))).toBeCloseTo(bestByTrying(scores), 9);
    }
  });

  it('says how much another reading would lose', () => {
    expect(assignWithMargins([[0.9, 0.9]])[0]?.margin).toBeCloseTo(0);
    expect(assignWithMargins([[0.9, 0.4]])[0]).toEqual({ column: 0, margin: expect.closeTo(0.5) });
  });
});
