import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../utils/vault/compare.ts';
import { compare, take } from '../../utils/vault/compare.ts';
import { school } from './support.ts';

const map = (records: Record<string, unknown>) => new Map(Object.entries(records));
const stored = map({ 'school:1': school('1'), 'applicant:a': { id: 'a', name: 'An', role: '', email: '' } });

function one(incoming: Record<string, unknown>): Comparison {
  const [comparison] = compare(map(incoming), stored);
  if (!comparison) throw new Error('nothing compared');
  return comparison;
}

describe('what came in is', () => {
  it('the same, whatever the order of its parts and without those left out', () => {
    const { director: _left, ...rest } = school('1');
    expect(one({ 'school:1': Object.fromEntries(Object.entries(rest).reverse()) })).toMatchObject({ state: 'same', key: 'school:1', name: 'School 1' });
  });

  it('different, part by part', () => {
    const incoming = { ...school('1', 'Nieuw'), director: { name: 'Łucja Ça', email: 'ander@school.example' }, accessGroups: ['GO 1', 'GO 2'] };
    expect(one({ 'school:1': incoming })).toMatchObject({
      state: 'differs',
      fields: [
        { path: 'name', stored: 'School 1', incoming: 'Nieuw' },
        { path: 'director.email', stored: 'directie@school.example', incoming: 'ander@school.example' },
        { path: 'accessGroups', stored: ['GO 1'], incoming: ['GO 1', 'GO 2'] },
      ],
    });
  });

  it('new, with what it resembles', () => {
    expect(one({ 'school:9': { ...school('9'), institutionNumbers: ['000009'] } })).toMatchObject({ state: 'new', record: { id: '9' } });
    expect(one({ 'school:9': { ...school('9'), institutionNumbers: ['1'] } })).toMatchObject({ state: 'new', resembles: 'school:1' });
    expect(one({ 'school:9': { id: '9', name: ' school 1 ' } })).toMatchObject({ state: 'new', resembles: 'school:1' });
    expect(one({ 'applicant:9': { id: '9', name: 'School 1' } })).not.toHaveProperty('resembles');
  });

  it.each([
    ['settings', { language: 'nl' }, 'keyUnknown'],
    ['vault:base:a', 'x', 'keyUnknown'],
    ['__proto__', { id: '__proto__' }, 'keyUnknown'],
    ['school:', { id: '' }, 'keyUnknown'],
    [`school:${'x'.repeat(65)}`, {}, 'keyUnknown'],
    ['kept:school:1', school('1'), 'keyUnknown'],
    ['constructor:1', { id: '1' }, 'keyUnknown'],
    ['school:2', school('3'), 'keyDiffers'],
    ['school:2', { ...school('2'), name: 7 }, 'shapeWrong'],
    ['school:2', null, 'shapeWrong'],
    ['school:2', [], 'shapeWrong'],
    ['school:2', { ...school('2'), name: 'x'.repeat(100_001) }, 'recordTooBig'],
    ['signature:2', { id: '2', signature: { kind: 'image', type: 'image/svg+xml', base64: '' } }, 'shapeWrong'],
  ])('put apart: %s %o', (key, record, reason) => {
    expect(one(Object.fromEntries([[key, record]]))).toMatchObject({ state: 'unfit', key, reason });
  });

  it('stripped of what such a record does not hold', () => {
    const raw = JSON.parse('{"id":"2","name":"x","__proto__":{"polluted":true},"script":"<script>","director":{"__proto__":{"polluted":1},"name":"y"}}');
    const comparison = one({ 'school:2': raw });
    expect(comparison.state === 'new' && comparison.record).toEqual({
      id: '2',
      name: 'x',
      institutionNumbers: [],
      director: { name: 'y', email: '' },
      accessGroups: [],
      username: '',
    });
    expect(JSON.stringify(take([{ comparison }], stored))).not.toMatch(/polluted|script/);
  });
});

describe('taking', () => {
  const differing = one({ 'school:1': { ...school('1', 'Nieuw'), username: 'Jan', director: { name: 'Jan', email: 'j@school.example' } } });

  it('writes nothing that was not chosen', () => {
    expect(take([], stored)).toEqual({ set: {}, remove: [] });
    expect(take([{ comparison: differing, paths: [] }], stored)).toEqual({ set: {}, remove: [] });
    expect(take([{ comparison: one({ 'school:1': school('1') }) }, { comparison: one({ settings: 1 }) }], stored)).toEqual({ set: {}, remove: [] });
  });

  it('takes all that came, or the parts that were chosen, and leaves the rest', () => {
    expect(take([{ comparison: differing, paths: ['director.email', 'username'] }], stored).set).toEqual({
      'school:1': { ...school('1'), username: 'Jan', director: { name: 'Łucja Ça', email: 'j@school.example' } },
    });
    expect(take([{ comparison: differing }], stored).set).toEqual({
      'school:1': { ...school('1', 'Nieuw'), username: 'Jan', director: { name: 'Jan', email: 'j@school.example' } },
    });
  });

  it('leaves a director who was not sent along', () => {
    const { director: _left, ...rest } = school('1', 'Nieuw');
    expect(take([{ comparison: one({ 'school:1': rest }) }], stored).set).toEqual({ 'school:1': school('1', 'Nieuw') });
  });

  it('takes a signature whole', () => {
    const drawn = { kind: 'drawn', width: 1, height: 1, strokes: [[1, 1]] };
    const image = { kind: 'image', type: 'image/png', base64: 'AAAA' };
    const has = map({ 'signature:s': { id: 's', name: 'x', signature: drawn } });
    const comparisons = compare(map({ 'signature:s': { id: 's', name: 'x', signature: image } }), has);
    expect(comparisons).toMatchObject([{ state: 'differs', fields: [{ path: 'signature', stored: drawn, incoming: image }] }]);
    expect(
      take(
        comparisons.map((comparison) => ({ comparison })),
        has,
      ).set,
    ).toEqual({ 'signature:s': { id: 's', name: 'x', signature: image } });
  });
});
