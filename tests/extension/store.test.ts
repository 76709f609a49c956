import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Store from '../../utils/extension/store.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const applicant = { id: 'a1', name: 'Łucja Ça', role: 'integrator', email: 'l@voorbeeld.example' };
const school = {
  id: 's1',
  name: 'De Wijzer',
  institutionNumbers: ['035642'],
  director: { name: 'An', email: 'an@school.example' },
  accessGroups: ['GO 1'],
  username: 'An.B',
};
const purpose = {
  id: 'p1',
  name: 'Rekeningen',
  clientId: { kind: 'extend' as const, name: 'klant' },
  administration: { asked: false, use: '' },
  accounts: { asked: true, use: 'x', reconcile: true },
};
const local = fakeBrowser.storage.local;
let store: typeof Store;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.resetModules();
  store = await import('../../utils/extension/store.ts');
});

/** As a browser that was started anew: nothing in memory. */
async function restart(): Promise<void> {
  vi.resetModules();
  store = await import('../../utils/extension/store.ts');
}

describe('profiles', () => {
  it('come back after a restart as they were saved', async () => {
    await store.loadAll();
    await Promise.all([store.saveApplicant(applicant), store.saveSchool(school), store.savePurpose(purpose)]);
    await restart();
    expect(await store.loadAll()).toEqual({ applicants: [applicant], schools: [school], purposes: [purpose], unreadable: [] });
  });

  it('are one record each', async () => {
    await store.saveApplicant(applicant);
    await store.saveSchool(school);
    expect(Object.keys(await local.get(null)).sort()).toEqual(['applicant:a1', 'school:s1']);
  });

  it('come by name, numbers in their order', async () => {
    for (const name of ['School 10', 'école 1', 'School 9']) await store.saveSchool({ ...school, id: name, name });
    expect((await store.loadAll()).schools.map(({ name }) => name)).toEqual(['école 1', 'School 9', 'School 10']);
  });

  it('get the parts that an older record lacks', async () => {
    await local.set({ 'school:s1': { id: 's1', name: 'Oud' } });
    expect((await store.loadAll()).schools).toEqual([
      { id: 's1', name: 'Oud', institutionNumbers: [], director: { name: '', email: '' }, accessGroups: [], username: '' },
    ]);
  });

  it('hold the last of several saves, and settle when all are written', async () => {
    await store.loadAll();
    for (const name of ['A', 'An', 'Ann', 'Anna']) void store.saveApplicant({ ...applicant, name });
    await store.settled();
    await restart();
    expect((await store.loadAll()).applicants.map(({ name }) => name)).toEqual(['Anna']);
  });

  it('are gone when removed, and back when saved again', async () => {
    await store.saveSchool(school);
    await store.removeProfile('school', school.id);
    expect((await store.loadAll()).schools).toEqual([]);
    await store.saveSchool(school);
    expect((await store.loadAll()).schools).toEqual([school]);
  });
});

describe('a save', () => {
  it('is handed to the background before the call returns, so that a closing popup loses nothing', async () => {
    await store.loadAll();
    const sent = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
    void store.saveApplicant(applicant);
    expect(sent).toHaveBeenCalledWith({ type: 'keep', set: { 'applicant:a1': applicant }, remove: [] });
    sent.mockRestore();
  });

  it('is not written twice when the background wrote it', async () => {
    await store.loadAll();
    const sent = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => 'kept' as never);
    await store.saveApplicant(applicant);
    expect(await local.get(null)).toEqual({});
    sent.mockRestore();
  });

  it('fails aloud when the record could not be written', async () => {
    await store.loadAll();
    const full = vi.spyOn(local, 'set').mockRejectedValue(new Error('QuotaExceeded'));
    await expect(store.saveApplicant(applicant)).rejects.toThrow('QuotaExceeded');
    await store.settled();
    full.mockRestore();
  });
});

describe('an unreadable record', () => {
  const broken = { id: 's1', name: 42 };

  it('is reported and left as it is, beside the readable ones', async () => {
    await local.set({ 'school:s1': broken, 'applicant:a1': applicant });
    const profiles = await store.loadAll();
    expect(profiles.schools).toEqual([]);
    expect(profiles.applicants).toEqual([applicant]);
    expect(profiles.unreadable).toEqual(['school:s1']);
    expect(await local.get('school:s1')).toEqual({ 'school:s1': broken });
  });

  it('is kept apart when its key is written again', async () => {
    await local.set({ 'school:s1': broken });
    await store.saveSchool(school);
    expect(await local.get(null)).toEqual({ 'school:s1': school, 'kept:school:s1': broken });
    expect((await store.loadAll()).unreadable).toEqual(['kept:school:s1']);
  });

  it('of the settings or the work gives the defaults, and is kept too', async () => {
    await local.set({ settings: { language: 'xx' }, 'work:signing': 7 });
    expect(await store.loadSettings()).toEqual({ language: 'auto' });
    expect((await store.loadWork()).signing).toBe('print');
    await store.saveSettings({ language: 'fr' });
    expect(await local.get(['settings', 'kept:settings'])).toEqual({ settings: { language: 'fr' }, 'kept:settings': { language: 'xx' } });
  });
});

describe('the work', () => {
  it('changes in the parts that are given', async () => {
    await store.saveWork({ applicantId: 'a1', signing: 'hand' });
    await store.saveWork({ schoolId: 's1', form: { fingerprint: 'f', name: 'form.pdf' } });
    await store.saveWork({ applicantId: undefined });
    await restart();
    expect(await store.loadWork()).toEqual({ signing: 'hand', schoolId: 's1', form: { fingerprint: 'f', name: 'form.pdf' } });
  });

  it('of two views at once is joined, not overwritten', async () => {
    await Promise.all([store.saveWork({ schoolId: 's1' }), store.saveWork({ form: { fingerprint: 'f', name: 'n' } })]);
    expect(await store.loadWork()).toMatchObject({ schoolId: 's1', form: { fingerprint: 'f', name: 'n' } });
  });
});

it('tells a watching view what changed, until it stops', async () => {
  const heard: string[][] = [];
  const stop = store.watch((parts) => heard.push([...parts]));
  await store.saveSchool(school);
  await store.saveWork({ schoolId: 's1' });
  await store.saveSettings({ language: 'en' });
  await fakeBrowser.storage.session.set({ 'applicant:x': 1 });
  await local.set({ schema: 1 });
  stop();
  await store.saveSchool(school);
  expect(heard).toEqual([['profiles'], ['work'], ['settings']]);
});

it('erases everything, and names its layout again', async () => {
  await store.saveSchool(school);
  await store.saveSettings({ language: 'fr' });
  await store.eraseStore();
  expect(await local.get(null)).toEqual({ schema: 1 });
});

it('gives ids that are never the same', () => {
  expect(store.newId()).toMatch(/^[0-9a-f-]{36}$/);
  expect(store.newId()).not.toBe(store.newId());
});
