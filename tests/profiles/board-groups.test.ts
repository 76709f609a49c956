import { describe, expect, it } from 'vitest';
import { groupsOfBoards, takeGroups } from '../../utils/profiles/board-groups.ts';

const group = (name: string, schoolIds: string[]) => ({ id: name, name, schoolIds, director: { name: 'An', email: '' }, username: 'u' });

describe('the boards of a list', () => {
  it('with two schools or more are groups, each school once', () => {
    const schools = [
      { id: 'a', board: 'VZW Noord' },
      { id: 'b', board: 'Oost' },
      { id: 'c', board: 'vzw  noord' },
      { id: 'a', board: 'VZW Noord' },
      { id: 'd', board: '' },
      { id: 'e', board: '' },
    ];
    expect(takeGroups(groupsOfBoards(schools, []), () => 'new')).toEqual([
      { id: 'new', name: 'VZW Noord', schoolIds: ['a', 'c'], director: { name: '', email: '' }, username: '' },
    ]);
  });

  it('add to the stored group of their name what it lacks', () => {
    const noord = group('Noord', ['x', 'a']);
    const made = groupsOfBoards(
      [
        { id: 'a', board: 'NOORD' },
        { id: 'b', board: 'NOORD' },
        { id: 'c', board: 'Zuid' },
      ],
      [noord, group('Zuid', ['c'])],
    );
    expect(made).toEqual([{ name: 'Noord', kept: noord, added: ['b'] }]);
    expect(takeGroups(made, () => 'new')).toEqual([{ ...noord, schoolIds: ['x', 'a', 'b'] }]);
  });
});
