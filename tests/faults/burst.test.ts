import { describe, expect, it } from 'vitest';
import { randomOf } from '../fuzz/random.ts';
import { faultsIn, lanesOf } from './burst.ts';

/** Two lanes of four saves, of which the first three and the first two stand. */
const lanes = lanesOf(randomOf('lanes'), 'b', 4, 2);
const standing = () => Object.assign({}, ...(lanes[0]?.slice(0, 3) ?? []).map(({ set }) => set), ...(lanes[1]?.slice(0, 2) ?? []).map(({ set }) => set));
const whole = { sent: [4, 3], acknowledged: [3, 1] };

describe('what stands after a burst', () => {
  it('may go beyond what was acknowledged, up to what was sent', () => {
    expect(faultsIn(standing(), lanes, whole)).toEqual([]);
  });

  it('lacks nothing that was acknowledged', () => {
    expect(faultsIn(standing(), lanes, { sent: [4, 3], acknowledged: [4, 1] })).toEqual(['lane 0: save 4 was acknowledged, and 3 is the last that stands']);
    expect(faultsIn({}, lanes, whole)).toHaveLength(2);
  });

  it('has nothing that was not sent', () => {
    expect(faultsIn(standing(), lanes, { sent: [2, 3], acknowledged: [2, 1] })).toEqual(['lane 0: save 3 stands, and 2 were sent']);
    expect(faultsIn({ ...standing(), 'school:old': {} }, lanes, whole)).toEqual(['not as they were saved, missing or not asked for: school:old']);
  });

  it('has each save whole, and no record of another', () => {
    const half = standing();
    delete half['school:b-0-2'];
    expect(faultsIn(half, lanes, whole)).toEqual(['not as they were saved, missing or not asked for: school:b-0-2']);
    const mixed = { ...standing(), 'school:b-0-1': standing()['school:b-1-1'] };
    expect(faultsIn(mixed, lanes, whole)).toEqual(['not as they were saved, missing or not asked for: school:b-0-1']);
  });
});
