import { expect, it } from 'vitest';
import { join } from '../../utils/vault/join.ts';

const was = { name: 'A', director: { name: 'An', email: 'an@school.example' }, numbers: ['1'], role: 'ict' };

it.each<[string, unknown, unknown, unknown]>([
  ['changes of different parts', { ...was, name: 'B' }, { ...was, role: 'directeur' }, { ...was, name: 'B', role: 'directeur' }],
  ['of the same part: the wanted one', { ...was, name: 'B' }, { ...was, name: 'C' }, { ...was, name: 'B' }],
  [
    'of parts of a part',
    { ...was, director: { name: 'Bo', email: 'an@school.example' } },
    { ...was, director: { name: 'An', email: 'new@school.example' } },
    { ...was, director: { name: 'Bo', email: 'new@school.example' } },
  ],
  ['a list is one part', { ...was, numbers: ['1', '2'] }, { ...was, numbers: ['3'] }, { ...was, numbers: ['1', '2'] }],
  [
    'a part that is taken away',
    { name: 'A', director: was.director, numbers: ['1'] },
    { ...was, name: 'B' },
    { name: 'B', director: was.director, numbers: ['1'] },
  ],
  ['a part that came meanwhile', { ...was, name: 'B' }, { ...was, extra: 1 }, { ...was, name: 'B', extra: 1 }],
  ['a record that came in place of none', { ...was, name: 'B' }, undefined, { ...was, name: 'B' }],
  [
    'a key that means something to a program',
    JSON.parse('{"__proto__": {"x": 1}, "name": "A"}'),
    { name: 'A' },
    JSON.parse('{"__proto__": {"x": 1}, "name": "A"}'),
  ],
])('joins %s', (_what, wanted, current, joined) => {
  expect(join(was, wanted, current)).toEqual(joined);
  expect(Reflect.get({}, 'x')).toBeUndefined();
});
