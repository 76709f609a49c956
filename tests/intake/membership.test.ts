import { describe, expect, it } from 'vitest';
import { followSchools, membersOf, ownOf, withoutGone } from '../../utils/intake/membership.ts';
import type { Group } from '../../utils/intake/profile.ts';

const group = (id: string, ...schoolIds: string[]): Group => ({ id, name: `Groep ${id}`, schoolIds, director: { name: '', email: '' }, username: '' });

describe('a group', () => {
  it('has the schools that are there, in their own order', () => {
    expect(membersOf(group('g', 'c', 'gone', 'a'), [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual([{ id: 'a' }, { id: 'c' }]);
  });

  it('loses the schools that are there no more, and is itself where there are none', () => {
    const whole = group('g', 'a', 'b');
    expect(withoutGone(whole, () => true)).toBe(whole);
    expect(withoutGone(whole, (id) => id === 'b').schoolIds).toEqual(['b']);
  });

  it('follows a school that becomes another, once', () => {
    const groups = [group('1', 'a', 'b', 'c'), group('2', 'b'), group('3', 'c')];
    expect(followSchools(groups, new Map([['b', 'a']]))).toEqual([group('1', 'a', 'c'), group('2', 'a')]);
  });

  it('gives a form what it says itself, and leaves the rest to its schools', () => {
    expect(ownOf(group('g'))).toEqual({ name: 'Groep g' });
    const director = { name: '', email: 'an@noord.example' };
    expect(ownOf({ ...group('g'), director, username: ' An ' })).toEqual({ name: 'Groep g', director, username: 'An' });
  });
});
