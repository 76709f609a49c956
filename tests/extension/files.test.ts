import 'fake-indexeddb/auto';
import { fakeBrowser } from '@webext-core/fake-browser';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Database from '../../utils/extension/database.ts';
import type * as Files from '../../utils/extension/files.ts';
import { holdKey } from '../../utils/extension/vault-key.ts';
import { importDataKey } from '../../utils/vault/cipher.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const map = { fingerprint: 'f1', detected: true, confidence: 1, kind: 'flat', pages: [], places: [], left: [], signed: false } as const;
const form = (fingerprint: string, openedAt: number) => ({
  fingerprint,
  name: `School ${fingerprint}.pdf`,
  bytes: new Uint8Array([37, 80, 68, 70]),
  map: { ...map, fingerprint },
  openedAt,
});
const outcome = {
  id: 'o1',
  fileName: 'intake-klimop.pdf',
  bytes: new Uint8Array([1, 2, 3]),
  draft: false,
  report: { placed: [], left: [], kept: [], annexed: [] },
  at: 5,
  fingerprint: 'f1',
};
const placements = [{ key: 'date', page: 0, box: [1, 2, 3, 4] }] as never;
let files: typeof Files;
let database: typeof Database;

async function rows(): Promise<string> {
  const raw = await openDB('intakehulp');
  const all = await Promise.all([...raw.objectStoreNames].map((name) => raw.getAll(name)));
  raw.close();
  return JSON.stringify(all.flat());
}

/** As the vault does when it gets a passphrase. */
async function lockWith(key: Uint8Array): Promise<void> {
  await fakeBrowser.storage.local.set({ 'vault:lock:a': 'a lock' });
  await holdKey(key);
  await database.levelRows();
}

beforeEach(async () => {
  fakeBrowser.reset();
  vi.resetModules();
  files = await import('../../utils/extension/files.ts');
  database = await import('../../utils/extension/database.ts');
  await database.eraseRows();
  await files.putForm(form('f1', 1));
  await files.putOutcome(outcome);
  await files.putPlacements('f1', placements);
});

const key = new Uint8Array(32).fill(7);

it('are kept as they came, the newest five forms of them', async () => {
  for (let at = 2; at <= 7; at += 1) await files.putForm(form(`f${at}`, at));
  expect((await files.allFiles()).forms.map(({ fingerprint }) => fingerprint)).toEqual(['f7', 'f6', 'f5', 'f4', 'f3']);
  expect(await files.latestForm()).toEqual({ ...form('f7', 7), placements: [] });
  expect(await files.getOutcome('o1')).toEqual(outcome);
});

it('are sealed when the vault gets a passphrase, and come back with its key as they were', async () => {
  expect(await rows()).toMatch(/School f1/);
  await lockWith(key);
  expect(await rows()).not.toMatch(/School|klimop|"box"/);
  expect(await files.getForm('f1')).toEqual({ ...form('f1', 1), placements });
  await files.putForm(form('f2', 2));
  expect(await rows()).not.toMatch(/School/);
  expect((await files.latestForm())?.name).toBe('School f2.pdf');
  expect(await files.getOutcome('o1')).toEqual(outcome);
});

it('give nothing and take nothing while the vault is locked', async () => {
  await lockWith(key);
  await holdKey(undefined);
  await files.putForm(form('f2', 2));
  expect(await files.allFiles()).toMatchObject({ forms: [], outcomes: [] });
  expect(await files.getForm('f1')).toBeUndefined();
  expect(await files.getPlacements('f1')).toEqual([]);
  await holdKey(key);
  expect((await files.allFiles()).forms.map(({ fingerprint }) => fingerprint)).toEqual(['f1']);
});

it('do not open with another key, nor in another row', async () => {
  await lockWith(key);
  await files.putForm(form('f2', 2));
  const raw = await openDB('intakehulp');
  const [first, second] = [await raw.get('forms', 'f1'), await raw.get('forms', 'f2')];
  await raw.put('forms', { ...first, sealed: second.sealed });
  raw.close();
  expect(await files.getForm('f1')).toBeUndefined();
  expect((await files.getForm('f2'))?.name).toBe('School f2.pdf');
  await holdKey(new Uint8Array(32).fill(8));
  expect(await files.getForm('f2')).toBeUndefined();
});

it('are plain again before the passphrase goes', async () => {
  await lockWith(key);
  await database.openRows();
  await holdKey(undefined);
  await fakeBrowser.storage.local.clear();
  expect(await files.getForm('f1')).toEqual({ ...form('f1', 1), placements });
});

it('what is written after the clock was set back stays, and is the newest', async () => {
  const ahead = Date.now() + 86_400_000;
  for (let at = 0; at < 6; at += 1) await files.putForm(form(`ahead${at}`, ahead + at));
  for (const [at, name] of ['now1', 'now2'].entries()) {
    await files.putForm(form(name, Date.now() - 10 + at));
    expect((await files.latestForm())?.fingerprint).toBe(name);
  }
  expect((await files.allFiles()).forms.map(({ fingerprint }) => fingerprint).sort()).toEqual(['ahead4', 'ahead5', 'f1', 'now1', 'now2']);
});

it('a long list asks for the key once', async () => {
  await lockWith(key);
  for (let at = 2; at <= 5; at += 1) await files.putForm(form(`f${at}`, at));
  const asked = vi.spyOn(fakeBrowser.storage.session, 'get');
  expect(await database.listRows('forms')).toHaveLength(5);
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});

describe('while rows are brought to what the vault now is', () => {
  /** Writes beside the first row that is being sealed or opened, as a page does that goes on meanwhile. */
  function whileLeveling(write: () => Promise<unknown>): void {
    const sealing = vi.spyOn(crypto.subtle, 'encrypt');
    sealing.mockImplementationOnce(async (...given) => {
      sealing.mockRestore();
      await write();
      return crypto.subtle.encrypt(...given);
    });
  }

  it.each([
    ['what a page writes is not written over', () => files.putForm(form('f1', 2)), [2]],
    [
      'what it removes does not come back',
      async () => {
        await files.putPlacements('f1', []);
        await database.removeRows('forms', ['f1']);
      },
      [],
    ],
  ] as const)('%s', async (_, write, openedAt) => {
    await fakeBrowser.storage.local.set({ 'vault:lock:a': 'a lock' });
    await holdKey(key);
    whileLeveling(write);
    await database.levelRows();
    expect((await files.allFiles()).forms.map((one) => one.openedAt)).toEqual(openedAt);
    expect(await rows()).not.toMatch(/School/);
  });

  it('what was sealed until the passphrase was gone is opened with the key that was', async () => {
    await lockWith(key);
    await database.openRows();
    await files.putForm(form('f2', 2));
    await holdKey(undefined);
    await fakeBrowser.storage.local.clear();
    expect(await files.getForm('f2')).toBeUndefined();
    const gone = await importDataKey(key);
    await database.openRows(gone);
    expect((await files.allFiles()).forms.map(({ fingerprint }) => fingerprint)).toEqual(['f2', 'f1']);
  });
});
