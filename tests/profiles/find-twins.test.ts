import { describe, expect, it } from 'vitest';
import type { School } from '../../utils/intake/profile.ts';
import { findTwins, lostOf, mergeTwins } from '../../utils/profiles/find-twins.ts';

const school = (id: string, given: Partial<School> = {}): School => ({
  id,
  name: `School ${id}`,
  institutionNumbers: [],
  director: { name: '', email: '' },
  accessGroups: [],
  username: '',
  ...given,
});
const ids = (schools: readonly School[]) => findTwins(schools).map((group) => group.map(({ id }) => id));

describe('schools that are stored more than once', () => {
  it('share a number, however it is written, also by way of a third', () => {
    const schools = [
      school('a', { institutionNumbers: ['035642'] }),
      school('b', { institutionNumbers: ['040428'] }),
      school('c', { institutionNumbers: ['35.642', '113357'] }),
      school('d', { institutionNumbers: ['113357'] }),
    ];
    expect(ids(schools)).toEqual([['a', 'c', 'd']]);
  });

  it('have one name where one of them has no number', () => {
    expect(ids([school('a', { name: 'Sint-Jozef', institutionNumbers: ['035642'] }), school('b', { name: ' sint-JOZEF' })])).toEqual([['a', 'b']]);
    expect(ids([school('a', { name: 'Sint-Jozef' }), school('b', { name: 'Sint-Jozef' })])).toEqual([['a', 'b']]);
  });

  it('are two where both have a number of their own, and nobody’s where the name tells nothing', () => {
    const two = [school('a', { name: 'Sint-Jozef', institutionNumbers: ['035642'] }), school('b', { name: 'Sint-Jozef', institutionNumbers: ['040428'] })];
    expect(ids(two)).toEqual([]);
    expect(ids([...two, school('c', { name: 'Sint-Jozef' })])).toEqual([]);
    expect(ids([school('a', { name: '' }), school('b', { name: '' })])).toEqual([]);
    expect(ids([school('a', { institutionNumbers: [''] }), school('b', { institutionNumbers: [''] })])).toEqual([]);
  });

  it('become one that keeps what it says and takes what it lacks; what is lost is told', () => {
    const kept = school('a', { institutionNumbers: ['035642'], director: { name: '', email: 'an@school.example' }, accessGroups: ['VZW'] });
    const twin = school('b', {
      name: 'Oude naam',
      institutionNumbers: ['35642', '040428'],
      director: { name: 'An', email: 'oud@school.example' },
      accessGroups: ['vzw', 'Internaat'],
      username: 'A.Claes',
    });
    const merged = mergeTwins(kept, [twin]);
    expect(merged).toEqual({
      id: 'a',
      name: 'School a',
      institutionNumbers: ['035642', '040428'],
      director: { name: 'An', email: 'an@school.example' },
      accessGroups: ['VZW', 'Internaat'],
      username: 'A.Claes',
    });
    expect(lostOf(merged, [twin])).toEqual(['Oude naam', 'oud@school.example']);
    expect(kept.accessGroups).toEqual(['VZW']);
  });
});
