import { describe, expect, it } from 'vitest';
import { isOld, lastLookedAt } from '../../utils/intake/age.ts';

describe('a profile is of an earlier school year', () => {
  it.each([
    ['changed and checked before 1 September', { changedAt: '2025-10-01', checkedAt: '2026-08-31' }, true],
    ['changed on the day itself', { changedAt: '2026-09-01' }, false],
    ['old, but checked since', { changedAt: '2020-01-01', checkedAt: '2026-09-02' }, false],
    ['checked once, changed since', { changedAt: '2026-11-01', checkedAt: '2024-09-02' }, false],
    ['first seen this year', { seenAt: '2026-10-01' }, false],
    ['first seen last year', { seenAt: '2025-10-01' }, true],
    ['of an age that nobody knows', {}, false],
    ['with something that is no day', { changedAt: 'gisteren' }, false],
  ])('%s', (_, stamps, old) => {
    expect(isOld(stamps, '2026-11-23')).toBe(old);
  });

  it('from the first of September, not before', () => {
    const profile = { changedAt: '2026-08-31' };
    expect([isOld(profile, '2026-08-31'), isOld(profile, '2026-09-01'), isOld(profile, '2027-08-31')]).toEqual([false, true, true]);
  });
});

it('the last day counts, whichever it is of', () => {
  expect(lastLookedAt({ changedAt: '2026-01-02', checkedAt: '2026-03-04', seenAt: '2026-02-03' })).toBe('2026-03-04');
  expect(lastLookedAt({})).toBeUndefined();
});
