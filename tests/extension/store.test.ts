import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeOutside, writeOutside } from '../../utils/extension/outside.ts';
import { defaultSettings, loadSettings, loadWork, saveSettings, saveWork, watchStore } from '../../utils/extension/store.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const local = fakeBrowser.storage.local;

const sent: unknown[] = [];

/** A background that writes what it is sent. */
function startBackground(): void {
  fakeBrowser.runtime.onMessage.addListener((message, _sender, answer) => {
    sent.push(message);
    void writeOutside(message as Parameters<typeof writeOutside>[0]).then(() => answer('kept'));
    return true;
  });
}

beforeEach(() => {
  fakeBrowser.reset();
  sent.length = 0;
  startBackground();
});

describe('a change', () => {
  it('is handed to the background before the call returns, so that a closing popup loses nothing', () => {
    void saveWork({ schoolId: 's1', date: undefined });
    expect(sent).toEqual([{ type: 'remember', set: { 'work:schoolId': 's1' }, remove: ['work:date'] }]);
  });

  it('fails aloud when no background wrote it', async () => {
    fakeBrowser.reset();
    await expect(changeOutside({ set: { settings: {} }, remove: [] })).rejects.toThrow();
  });
});

describe('the work', () => {
  it('changes in the parts that are given', async () => {
    await saveWork({ applicantId: 'a1', signing: 'hand' });
    await saveWork({ schoolId: 's1', form: { fingerprint: 'f' } });
    await saveWork({ applicantId: undefined });
    expect(await loadWork()).toEqual({ signing: 'hand', schoolId: 's1', form: { fingerprint: 'f' } });
  });

  it('of two views at once is joined, not overwritten', async () => {
    await Promise.all([saveWork({ schoolId: 's1' }), saveWork({ form: { fingerprint: 'f' } })]);
    expect(await loadWork()).toMatchObject({ schoolId: 's1', form: { fingerprint: 'f' } });
  });

  it('holds no name of a form, which an earlier version kept there', async () => {
    await local.set({ 'work:form': { fingerprint: 'f', name: 'De Regenboog.pdf' } });
    expect((await loadWork()).form).toEqual({ fingerprint: 'f' });
  });
});

it('gives the defaults for what is not understood', async () => {
  await local.set({ settings: { language: 'xx' }, 'work:signing': 7 });
  expect(await loadSettings()).toEqual(defaultSettings);
  expect((await loadWork()).signing).toBe('print');
});

it('gives older settings the parts that they lack', async () => {
  await local.set({ settings: { language: 'fr' } });
  expect(await loadSettings()).toEqual({ language: 'fr', lockAfter: 15, sync: false, reminders: false });
});

it('tells a watching view what changed, until it stops', async () => {
  const heard = vi.fn();
  const stop = watchStore(heard);
  await saveWork({ schoolId: 's1' });
  await saveSettings({ ...defaultSettings, language: 'en' });
  await fakeBrowser.storage.session.set({ settings: 1 });
  await local.set({ 'vault:writer': 'x' });
  stop();
  await saveWork({ schoolId: 's2' });
  expect(heard).toHaveBeenCalledTimes(2);
});
