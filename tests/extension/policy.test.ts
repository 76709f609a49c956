import { fakeBrowser } from '@webext-core/fake-browser';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { policyId } from '../../utils/extension/policy-id.ts';
import { judgePolicy } from '../../utils/extension/policy-judge.ts';
import { loadPolicy, watchPolicy } from '../../utils/extension/policy.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const regenboog = {
  name: 'Basisschool De Regenboog',
  institutionNumbers: ['035642'],
  director: { name: 'Françoise Şahin', email: 'directie@deregenboog.example' },
  accessGroups: ['VZW De Regenboog'],
  username: 'F.Sahin',
};
const leerspoor = {
  name: 'Leerspoor',
  clientId: { kind: 'extend', name: 'leerspoor' },
  administration: { application: 'students', purpose: 'read', use: 'Opvragen' },
};

const codes = (given: Record<string, unknown>) => judgePolicy(given).problems.map(({ code, values }) => [code, ...values]);
const keys = (given: Record<string, unknown>) => [...judgePolicy(given).records.keys()];
const only = (given: Record<string, unknown>) => {
  const [first] = judgePolicy(given).records.values();
  return first;
};

describe('the records of a policy', () => {
  it('are profiles, with names for ids', () => {
    const { records, problems } = judgePolicy({
      schools: [regenboog],
      purposes: [leerspoor],
      applicants: [{ name: 'Koppelwerk', role: 'partner', email: 'a@b.example' }],
    });
    expect(problems).toEqual([]);
    expect([...records.values()]).toEqual([
      { id: expect.stringMatching(/^policy-koppelwerk-/), name: 'Koppelwerk', role: 'partner', email: 'a@b.example' },
      { id: expect.stringMatching(/^policy-basisschool-de-regenboog-/), ...regenboog },
      {
        id: expect.stringMatching(/^policy-leerspoor-/),
        ...leerspoor,
        administration: { asked: true, ...leerspoor.administration },
        accounts: { asked: false, use: '' },
      },
    ]);
    for (const [key, { id }] of records) expect(key).toMatch(new RegExp(`^(applicant|school|purpose):${id}$`));
  });

  it('keep their ids in another order, among others, and with other contents', () => {
    const [key] = keys({ schools: [regenboog] });
    expect(keys({ schools: [{ name: 'Andere' }, { name: ' BASISSCHOOL de Regenboog ' }] })[1]).toBe(key);
  });

  it('have ids of their own where only accents differ', () => {
    expect(new Set(keys({ schools: [{ name: 'Ecole' }, { name: 'École' }, { name: 'Écôle' }, { name: '学校' }, { name: 'школа' }] })).size).toBe(5);
    expect(keys({ schools: [{ name: 'É' }, { name: 'E\u0301' }] })).toHaveLength(1);
  });

  it('may have the administrator’s own ids, and then the same name', () => {
    const schools = [
      { id: 'sint-jozef-gent', name: 'Sint-Jozef' },
      { id: 'sint-jozef-aalst', name: 'Sint-Jozef' },
    ];
    expect(keys({ schools })).toEqual(['school:policy-sint-jozef-gent', 'school:policy-sint-jozef-aalst']);
  });

  it('ask for what they spell out, unless they say otherwise', () => {
    const asked = (purpose: object) => {
      const record = only({ purposes: [{ name: 'P', ...purpose }] });
      return record && 'accounts' in record ? [record.administration.asked, record.accounts.asked] : undefined;
    };
    expect(asked({})).toEqual([false, false]);
    expect(asked({ administration: {}, accounts: { use: 'x' } })).toEqual([true, true]);
    expect(asked({ administration: { asked: false, use: 'later' } })).toEqual([false, false]);
  });
});

describe('what does not fit is left out and told', () => {
  it.each([
    [
      'a school without a name',
      { schools: [{ institutionNumbers: ['1'] }, { name: '  ' }] },
      [
        ['entryNameless', 'schools', '1'],
        ['entryNameless', 'schools', '2'],
      ],
    ],
    [
      'a school that is no group',
      { schools: ['De Regenboog', null, [regenboog]] },
      [
        ['entryUnfit', 'schools', '1', '{ }'],
        ['entryUnfit', 'schools', '2', '{ }'],
        ['entryUnfit', 'schools', '3', '{ }'],
      ],
    ],
    ['a number that is no text', { schools: [{ name: 'A', institutionNumbers: ['1', 35642] }] }, [['entryUnfit', 'schools', 'A', 'institutionNumbers.1']]],
    [
      'an option that does not exist',
      { purposes: [{ name: 'P', administration: { application: 'pupils' } }] },
      [['entryUnfit', 'purposes', 'P', 'administration.application']],
    ],
    [
      'an id that can’t be one',
      {
        schools: [
          { name: 'A', id: 'a b' },
          { name: 'B', id: 7 },
        ],
      },
      [
        ['entryUnfit', 'schools', 'A', 'id'],
        ['entryUnfit', 'schools', 'B', 'id'],
      ],
    ],
    ['more text than a school has', { schools: [{ name: 'A', username: 'x'.repeat(100_000) }] }, [['entryTooBig', 'schools', 'A']]],
    [
      'a list that is none',
      { schools: regenboog, purposes: 'x' },
      [
        ['partWrong', 'schools'],
        ['partWrong', 'purposes'],
      ],
    ],
    ['a part that nobody knows', { scholen: [] }, [['partUnknown', 'scholen']]],
    [
      'groups that are none',
      { settings: ['nl'], defaults: 'hand' },
      [
        ['partWrong', 'settings'],
        ['partWrong', 'defaults'],
      ],
    ],
    [
      'settings',
      { settings: { language: 'de', lockAfter: 7, sync: 'no', theme: 1 } },
      [
        ['choiceUnfit', 'settings.language', '"de"'],
        ['choiceUnfit', 'settings.lockAfter', '7'],
        ['choiceUnfit', 'settings.sync', '"no"'],
        ['partUnknown', 'settings.theme'],
      ],
    ],
    [
      'choices',
      { defaults: { applicant: 'Wie', purpose: 3, signing: 'typed', school: 'A' } },
      [
        ['choiceUnknown', 'defaults.applicant', 'Wie'],
        ['choiceUnknown', 'defaults.purpose', '3'],
        ['choiceUnfit', 'defaults.signing', '"typed"'],
        ['partUnknown', 'defaults.school'],
      ],
    ],
  ])('%s', (_, given, told) => {
    const policy = judgePolicy(given);
    expect(codes(given)).toEqual(told);
    expect([policy.records.size, policy.settings, policy.work]).toEqual([0, {}, {}]);
  });

  it('and nothing else: the entries beside it stand', () => {
    const given = { schools: [{ name: 5 }, regenboog, { ...regenboog, username: 'later' }], settings: { language: 'de', sync: false } };
    expect(codes(given)).toEqual([
      ['entryNameless', 'schools', '1'],
      ['entryTwice', 'schools', regenboog.name],
      ['choiceUnfit', 'settings.language', '"de"'],
    ]);
    expect(only(given)).toMatchObject(regenboog);
    expect(judgePolicy(given).settings).toEqual({ sync: false });
  });

  it('a field that nobody knows is told, and its entry stands', () => {
    const given = { schools: [{ ...regenboog, director: { ...regenboog.director, phone: '1' }, instituteNumber: '1' }] };
    expect(codes(given)).toEqual([
      ['fieldUnknown', 'schools', regenboog.name, 'director.phone'],
      ['fieldUnknown', 'schools', regenboog.name, 'instituteNumber'],
    ]);
    expect(only(given)).toMatchObject(regenboog);
  });

  it('a policy that came as one text is judged the same, and what stands beside it goes before', () => {
    const policy = { schools: [{ name: 'A', institutionNumbers: [35642] }, regenboog], settings: { language: 'fr' } };
    const whole = judgePolicy({ json: JSON.stringify(policy) });
    expect(whole).toEqual(judgePolicy(policy));
    expect(whole.problems).toHaveLength(1);
    expect(judgePolicy({ json: JSON.stringify(policy), schools: [], settings: { sync: false } })).toMatchObject({ settings: { sync: false }, problems: [] });
    expect([codes({ json: '{' }), codes({ json: '[]' }), codes({ json: policy })]).toEqual(Array(3).fill([['partWrong', 'json']]));
  });

  it('a hostile policy changes no prototype', () => {
    const given = JSON.parse(
      '{"__proto__":{"polluted":1},"schools":[{"name":"A","__proto__":{"polluted":1},"director":{"__proto__":{"polluted":1}}}],"settings":{"__proto__":{"language":"nl"},"constructor":1}}',
    );
    expect(codes(given)).toEqual(
      expect.arrayContaining([
        ['partUnknown', '__proto__'],
        ['partUnknown', 'settings.constructor'],
      ]),
    );
    expect(keys(given)).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(judgePolicy(given).settings.language).toBeUndefined();
  });
});

describe('a group', () => {
  it('has the schools that it names, by name or id; of another it is told', () => {
    const schools = [regenboog, { id: 'gent', name: 'Sint-Jozef' }];
    const given = { groups: [{ id: 'noord', name: 'Noord', schools: [regenboog.name.toUpperCase(), 'gent', 'De Wolk'] }], schools };
    const { records, problems } = judgePolicy(given);
    const [first] = [...records.keys()];
    expect(records.get('group:policy-noord')).toMatchObject({ name: 'Noord', schoolIds: [first?.replace('school:', ''), 'policy-gent'] });
    expect(problems).toEqual([{ code: 'choiceUnknown', values: ['groups: Noord', 'De Wolk'] }]);
  });

  it('names a school once, and by its name: ids are not an administrator’s', () => {
    const given = { groups: [{ id: 'noord', name: 'Noord', schools: ['gent', 'gent'], schoolIds: ['x'] }], schools: [{ id: 'gent', name: 'Gent' }] };
    const { records, problems } = judgePolicy(given);
    expect(records.get('group:policy-noord')).toMatchObject({ schoolIds: ['policy-gent'] });
    expect(problems).toEqual([{ code: 'fieldUnknown', values: ['groups', 'Noord', 'schoolIds'] }]);
  });

  it.each([[{ schools: 'De Wolk' }], [{ schools: [5] }]])('that names no schools is left out: %j', (group) => {
    expect(codes({ groups: [{ name: 'Noord', ...group }] })).toEqual([['entryUnfit', 'groups', 'Noord', 'schools']]);
  });
});

describe('what is chosen beforehand', () => {
  it('is found by name or id, whatever the capitals', () => {
    const given = {
      applicants: [{ name: 'Koppelwerk' }],
      purposes: [leerspoor, { id: 'boek', name: 'Kassaboek' }],
      settings: { language: 'fr', lockAfter: 0 },
      defaults: { applicant: ' koppelwerk', purpose: 'boek', signing: 'hand' },
    };
    expect(judgePolicy(given)).toMatchObject({
      settings: { language: 'fr', lockAfter: 0 },
      work: { applicantId: expect.stringMatching(/^policy-koppelwerk-/), purposeId: 'policy-boek', signing: 'hand' },
      problems: [],
    });
    expect(judgePolicy({ ...given, defaults: { purpose: 'Leerspoor' } }).work.purposeId).toMatch(/^policy-leerspoor-/);
  });
});

describe('the policy of the browser', () => {
  const { managed } = fakeBrowser.storage;
  beforeEach(() => {
    vi.restoreAllMocks();
    fakeBrowser.reset();
  });

  it('is none where there is none', async () => {
    const none = { records: new Map(), settings: {}, work: {}, problems: [] };
    expect(await loadPolicy()).toEqual(none);
    vi.spyOn(managed, 'get').mockRejectedValue(new Error('Managed storage manifest not found'));
    expect(await loadPolicy()).toEqual(none);
  });

  it('is read anew when it changed, and else the same object', async () => {
    await managed.set({ schools: [regenboog] });
    const first = await loadPolicy();
    expect(first.records.size).toBe(1);
    expect(await loadPolicy()).toBe(first);
    await managed.set({ schools: [] });
    expect((await loadPolicy()).records.size).toBe(0);
  });

  it('is told to whoever listens, until they stop', async () => {
    const heard = vi.fn();
    const stop = watchPolicy(heard);
    await fakeBrowser.storage.local.set({ a: 1 });
    expect(heard).not.toHaveBeenCalled();
    await fakeBrowser.storage.onChanged.trigger({ schools: {} }, 'managed');
    expect(heard).toHaveBeenCalledOnce();
    stop();
    await fakeBrowser.storage.onChanged.trigger({ schools: {} }, 'managed');
    expect(heard).toHaveBeenCalledOnce();
  });
});

it('the guide’s example is understood as it stands there', () => {
  const guide = readFileSync(new URL('../../docs/beheerders.md', import.meta.url), 'utf8');
  const { records, problems, work, settings } = judgePolicy(JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''));
  expect(problems).toEqual([]);
  expect([...records.values()].map(({ name }) => name)).toEqual([
    'Noëmie Peeters',
    'Basisschool De Regenboog',
    'Sint-Jozef',
    'Sint-Jozef',
    'Nieuwe koppeling Leerspoor',
    'Rekeningen bij Kassaboek',
    'Scholengroep Noord',
  ]);
  expect([settings, Object.keys(work).sort()]).toEqual([{ language: 'nl', lockAfter: 15, sync: false }, ['applicantId', 'purposeId', 'signing']]);
});

type Schema = { type: string; properties?: Record<string, Schema>; items?: Schema };
const schema: Schema = JSON.parse(readFileSync(new URL('../../public/managed-schema.json', import.meta.url), 'utf8'));

/** A value of the schema's type with everything in it that the schema names. */
function sample({ type, properties, items }: Schema, name: string): unknown {
  if (type === 'object') return Object.fromEntries(Object.entries(properties ?? {}).map(([key, inner]) => [key, sample(inner, key)]));
  if (type === 'array') return items ? [sample(items, name)] : [];
  const options: Record<string, unknown> = { kind: 'new', application: 'both', purpose: 'both', language: 'nl', lockAfter: 15, signing: 'hand' };
  if (name === 'json') return '{}';
  return options[name] ?? (type === 'boolean' ? true : 'x');
}

it('Chrome’s schema names what the judgement knows, and every object its properties', () => {
  const given = sample(schema, '') as Record<string, unknown>;
  expect(codes({ ...given, defaults: { applicant: 'x', purpose: 'x', signing: 'hand' } })).toEqual([]);
  const { records, settings } = judgePolicy(given);
  expect([...records.keys()]).toEqual(['applicant:policy-x', 'school:policy-x', 'purpose:policy-x', 'group:policy-x']);
  expect(Object.keys(settings).sort()).toEqual(['language', 'lockAfter', 'sync']);
  // The other way round: each field of a profile can be laid down.
  const missing = (record: unknown, { properties = {} }: Schema, under = ''): string[] =>
    Object.entries(record as object).flatMap(([name, part]) => {
      // An administrator names the schools.
      const inner = properties[name === 'schoolIds' ? 'schools' : name];
      if (!inner) return [under + name];
      return typeof part === 'object' && part !== null && !Array.isArray(part) ? missing(part, inner, `${under}${name}.`) : [];
    });
  for (const [at, list] of ['applicants', 'schools', 'purposes', 'groups'].entries())
    expect(missing([...records.values()][at], schema.properties?.[list]?.items ?? schema)).toEqual([]);
});

it('the id that follows from a name is that of earlier versions', () => expect(policyId(undefined, 'École Noord')).toBe('policy-ecole-noord-wkkwti'));
