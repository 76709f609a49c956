// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { eraseRows } from '../../utils/extension/database.ts';
import { changeSubmission, changeSubmissions, listSubmissions, putSubmissions, watchSubmissions } from '../../utils/extension/submissions.ts';
import { submission } from '../batch/made.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const noted = (note: string) => (stored: ReturnType<typeof submission>) => (stored.id === 'b' ? undefined : { ...stored, note });
const notes = async () => (await listSubmissions()).submissions.map(({ id, note }) => `${id}:${note}`).sort();

beforeEach(async () => {
  fakeBrowser.reset();
  await eraseRows();
  await putSubmissions([submission('a'), submission('b'), submission('c')]);
});

it('changes many with one lock and one message, and leaves out what is gone or stays as it is', async () => {
  const locks = vi.spyOn(navigator.locks, 'request');
  const told = vi.fn();
  const stop = watchSubmissions(told);
  const changes = await changeSubmissions(['a', 'b', 'gone', 'c'], noted('x'));
  expect(changes.map(({ before, after }) => [before.id, before.note, after.note])).toEqual([
    ['a', '', 'x'],
    ['c', '', 'x'],
  ]);
  expect(await notes()).toEqual(['a:x', 'b:', 'c:x']);
  expect(locks).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  // Nothing changed, nothing is told.
  expect(await changeSubmissions(['b', 'gone'], noted('y'))).toEqual([]);
  expect(await changeSubmission('a', noted('z'))).toMatchObject({ id: 'a', note: 'z' });
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  stop();
});

it('one after another, none undoes what the other changed', async () => {
  const add = (mark: string) => changeSubmissions(['a', 'c'], (stored) => ({ ...stored, note: stored.note + mark }));
  await Promise.all(['1', '2', '3', '4'].map(add));
  expect(await notes()).toEqual(['a:1234', 'b:', 'c:1234']);
});

it('takes what a locked vault hides for no answer', async () => {
  await fakeBrowser.storage.local.set({ 'vault:lock:a': 'a lock' });
  await expect(changeSubmissions(['a'], noted('x'))).rejects.toThrow(/locked/);
});
