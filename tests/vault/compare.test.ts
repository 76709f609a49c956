import { describe, expect, it } from 'vitest';
import { stampNames } from '../../utils/intake/age.ts';
import type { Comparison } from '../../utils/vault/compare.ts';
import { compare, take } from '../../utils/vault/compare.ts';
import type { RecordKind } from '../../utils/vault/kinds.ts';
import { kinds } from '../../utils/vault/kinds.ts';
import { school } from './support.ts';

/** The paths of what a record holds; lists are one part. */
const leaves = (record: object): string[] =>
  Object.entries(record).flatMap(([name, part]) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.keys(part).map((inner) => `${name}.${inner}`) : [name],
  );

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

  it('different, field by field as a person sees them', () => {
    const incoming = { ...school('1', 'Nieuw'), director: { name: 'Łucja Ça', email: 'ander@school.example' }, accessGroups: ['GO 1', 'GO 2'] };
    expect(one({ 'school:1': incoming })).toMatchObject({
      state: 'differs',
      fields: [
        { key: 'school.name', before: ['School 1'], after: ['Nieuw'], parts: [['name', 'Nieuw']] },
        { key: 'director.email', before: ['directie@school.example'], after: ['ander@school.example'], parts: [['director.email', 'ander@school.example']] },
        { key: 'accounts.accessGroups', before: ['GO 1'], after: ['GO 1', 'GO 2'], parts: [['accessGroups', ['GO 1', 'GO 2']]] },
      ],
    });
  });

  it('new, with what it resembles', () => {
    expect(one({ 'school:9': { ...school('9'), institutionNumbers: ['000009'] } })).toMatchObject({ state: 'new', record: { id: '9' } });
    expect(one({ 'school:9': { ...school('9'), institutionNumbers: ['1'] } })).toMatchObject({
      state: 'new',
      resembles: { key: 'school:1', fields: [{ key: 'school.name' }, { key: 'administration.institutionNumbers', before: ['000001'], after: ['1'] }] },
    });
    expect(one({ 'school:9': { id: '9', name: ' schóól 1 ' } })).toMatchObject({ state: 'new', resembles: { key: 'school:1' } });
    expect(one({ 'applicant:9': { id: '9', name: 'School 1' } })).not.toHaveProperty('resembles');
  });

  it('new where what is stored under its key is unreadable', () => {
    const [comparison] = compare(map({ 'school:x': school('x') }), map({ 'school:x': 'onleesbaar' }));
    expect(comparison).toMatchObject({ state: 'new', record: school('x') });
    expect(comparison).not.toHaveProperty('resembles');
  });

  it('never the same where any part of it differs', () => {
    const full: Record<string, Record<string, unknown>> = {
      applicant: { id: '1', name: 'a', role: 'a', email: 'a' },
      school: school('1'),
      purpose: {
        id: '1',
        name: 'a',
        clientId: { kind: 'new', name: 'a' },
        administration: { asked: false, application: 'students', purpose: 'read', use: 'a' },
        accounts: { asked: false, use: 'a', reconcile: false },
      },
      group: { id: '1', name: 'a', schoolIds: ['1'], director: { name: 'a', email: 'a' }, username: 'a' },
      signature: { id: '1', name: 'a', mention: { kind: 'image', type: 'image/png', base64: '' }, signature: { kind: 'image', type: 'image/png', base64: '' } },
    };
    const others: Record<string, unknown> = {
      kind: 'extend',
      application: 'staff',
      purpose: 'push',
      asked: true,
      reconcile: true,
      base64: 'AAAA',
      type: 'image/png',
    };
    expect(Object.keys(full).sort()).toEqual(Object.keys(kinds).sort());
    for (const [kind, record] of Object.entries(full)) {
      const parts = Object.keys(kinds[kind as RecordKind].schema.shape).filter((name) => !stampNames.some((stamp) => stamp === name));
      expect(Object.keys(record).sort()).toEqual(parts.sort());
      for (const path of leaves(record).filter((leaf) => leaf !== 'id' && !/(mention|signature)\.(kind|type)/.test(leaf))) {
        const [name = '', inner] = path.split('.');
        const other = others[inner ?? name] ?? (Array.isArray(record[name]) ? ['x'] : 'x');
        const changed = inner ? { ...record, [name]: { ...(record[name] as object), [inner]: other } } : { ...record, [name]: other };
        const key = `${kind}:1`;
        const comparisons = compare(map({ [key]: changed }), map({ [key]: record }));
        expect([path, comparisons]).toMatchObject([path, [{ state: 'differs', fields: [{}] }]]);
        expect(take([{ comparison: comparisons[0] as Comparison }], map({ [key]: record })).set).toEqual({ [key]: changed });
      }
    }
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

  it.each([
    [{ ...school('2'), name: 7 }, 'school.name'],
    [{ ...school('2'), director: 'An' }, 'director.name'],
    [{ ...school('2'), accessGroups: ['a', 1] }, 'accounts.accessGroups'],
    [{ ...school('2'), id: 2 }, undefined],
    [null, undefined],
  ])('put apart with the field that does not fit: %o', (record, field) => {
    expect(one({ 'school:2': record })).toMatchObject({ reason: 'shapeWrong', field });
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
    expect(take([{ comparison: differing, fields: [] }], stored)).toEqual({ set: {}, remove: [] });
    expect(take([{ comparison: one({ 'school:1': school('1') }) }, { comparison: one({ settings: 1 }) }], stored)).toEqual({ set: {}, remove: [] });
  });

  it('takes all that came, or the parts that were chosen, and leaves the rest', () => {
    expect(take([{ comparison: differing, fields: ['director.email', 'accounts.username'] }], stored).set).toEqual({
      'school:1': { ...school('1'), username: 'Jan', director: { name: 'Łucja Ça', email: 'j@school.example' } },
    });
    expect(take([{ comparison: differing }], stored).set).toEqual({
      'school:1': { ...school('1', 'Nieuw'), username: 'Jan', director: { name: 'Jan', email: 'j@school.example' } },
    });
  });

  it('joins what resembles with what is stored, and keeps what a later version added to it', () => {
    const later = map({ 'school:1': { ...school('1'), colour: 'teal' } });
    const [comparison] = compare(map({ 'school:9': { ...school('9', 'School 1'), username: 'Jan' } }), later);
    if (!comparison) throw new Error('nothing compared');
    expect(take([{ comparison, join: true, fields: ['accounts.username'] }], later).set).toEqual({
      'school:1': { ...school('1'), username: 'Jan', colour: 'teal' },
    });
    expect(take([{ comparison }], later).set).toEqual({ 'school:9': { ...school('9', 'School 1'), username: 'Jan' } });
  });

  it('joins two that resemble the same one after the other', () => {
    const comparisons = compare(
      map({ 'school:8': { id: '8', name: 'School 1', username: 'Jan' }, 'school:9': { id: '9', name: 'school 1', accessGroups: [] } }),
      stored,
    );
    const { set } = take(
      comparisons.map((comparison) => ({ comparison, join: true })),
      stored,
    );
    expect(set).toEqual({ 'school:1': { ...school('1', 'school 1'), username: 'Jan', accessGroups: [] } });
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
    expect(comparisons).toMatchObject([
      { state: 'differs', fields: [{ key: 'signature', before: ['hand.drawn'], after: ['hand.image'], parts: [['signature', image]] }] },
    ]);
    expect(
      take(
        comparisons.map((comparison) => ({ comparison })),
        has,
      ).set,
    ).toEqual({ 'signature:s': { id: 's', name: 'x', signature: image } });
  });

  it('lets a group that came along follow its schools to the stored ones that they were taken for', () => {
    const group = { id: 'g', name: 'Noord', schoolIds: ['9', '8'], director: { name: '', email: '' }, username: '' };
    const comparisons = compare(map({ 'school:9': school('9', 'School 1'), 'school:8': school('8', 'Andere'), 'group:g': group }), stored);
    const choices = comparisons.map((comparison) => ({ comparison, join: comparison.key === 'school:9' }));
    expect(take(choices, stored).set['group:g']).toEqual({ ...group, schoolIds: ['1', '8'] });
    expect(
      take(
        comparisons.map((comparison) => ({ comparison })),
        stored,
      ).set['group:g'],
    ).toEqual(group);
  });
});

it('a group that follows its schools keeps what a later version added to it', () => {
  const group = { id: 'g', name: 'Noord', schoolIds: ['9'], director: { name: '', email: '' }, username: '' };
  const comparisons = compare(
    map({ 'school:9': school('9', 'School 1'), 'group:g': { ...group, name: 'Noord 2' } }),
    map({ ...Object.fromEntries(stored), 'group:g': { ...group, later: 1 } }),
  );
  const has = map({ ...Object.fromEntries(stored), 'group:g': { ...group, later: 1 } });
  const choices = comparisons.map((comparison) => ({ comparison, join: comparison.key === 'school:9' }));
  expect(take(choices, has).set['group:g']).toEqual({ ...group, name: 'Noord 2', schoolIds: ['1'], later: 1 });
});

it.each([
  [['2', '1'], 'same'],
  [['1', '2', '1'], 'same'],
  [['1'], 'differs'],
  [['1', '3'], 'differs'],
] as const)('a group with the schools %o is %s as one of schools 1 and 2', (schoolIds, state) => {
  const group = (ids: readonly string[]) => map({ 'group:g': { id: 'g', name: 'Noord', schoolIds: ids } });
  expect(compare(group(schoolIds), group(['1', '2']))).toMatchObject([{ state }]);
});

it('the days on which a record was changed and checked are no difference', () => {
  expect(one({ 'school:1': { ...school('1'), changedAt: '2020-01-01', checkedAt: '2020-02-02' } })).toMatchObject({ state: 'same' });
});
