import 'fake-indexeddb/auto';
import { fakeBrowser } from '@webext-core/fake-browser';
import { openDB } from 'idb';
import { beforeEach, expect, it, vi } from 'vitest';
import type * as Database from '../../utils/extension/database.ts';
import type * as Log from '../../utils/extension/hand-uses.ts';
import type * as Returned from '../../utils/extension/returned.ts';
import type * as Submissions from '../../utils/extension/submissions.ts';
import { signatureRecord, signaturesIn } from '../../utils/extension/signatures.ts';
import { holdKey } from '../../utils/extension/vault-key.ts';
import { fingerprintOf } from '../../utils/fingerprint.ts';
import { isReadable } from '../../utils/vault/kinds.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const key = new Uint8Array(32).fill(7);
const bytes = new Uint8Array([37, 80, 68, 70]);
const pdf = { school: 'De Regenboog', form: 'intake.pdf', fileName: 'intake-de-regenboog.pdf', bytes };
const kept = { id: 's1', name: 'Mijn hand' };
const drawn = { kind: 'drawn' as const, width: 10, height: 10, strokes: [[0, 0, 10, 10]] };
let log: typeof Log;
let database: typeof Database;
let returned: typeof Returned;
let submissions: typeof Submissions;

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: { request: (_: string, step: () => unknown) => step() } });
  fakeBrowser.reset();
  vi.resetModules();
  log = await import('../../utils/extension/hand-uses.ts');
  returned = await import('../../utils/extension/returned.ts');
  submissions = await import('../../utils/extension/submissions.ts');
  database = await import('../../utils/extension/database.ts');
  await database.eraseRows();
});

async function raw(): Promise<string> {
  const rows = await openDB('intakehulp');
  const all = await rows.getAll('handUses');
  rows.close();
  return JSON.stringify(all);
}

it('notes a stored signature on a PDF: when, for which school, with the PDF’s hash', async () => {
  const before = Date.now();
  expect(await log.noteHandUse({ kind: 'hand', kept }, pdf)).toBe(true);
  const [use] = await log.listHandUses();
  expect(use).toMatchObject({
    signatureId: 's1',
    signature: 'Mijn hand',
    school: 'De Regenboog',
    form: 'intake.pdf',
    fileName: 'intake-de-regenboog.pdf',
    hash: await fingerprintOf(bytes),
  });
  expect(use?.at).toBeGreaterThanOrEqual(before);
});

it('notes nothing of a hand that was drawn for the form, nor of print', async () => {
  await log.noteHandUse({ kind: 'hand' }, pdf);
  await log.noteHandUse({ kind: 'print' }, pdf);
  expect(await log.listHandUses()).toEqual([]);
});

it('is sealed with the vault, says so when it is locked, and goes with the erasing', async () => {
  await fakeBrowser.storage.local.set({ 'vault:lock:a': 'a lock' });
  await holdKey(key);
  await log.noteHandUse({ kind: 'certificate', kept }, pdf);
  expect(await raw()).not.toMatch(/Regenboog|Mijn hand|hash/);
  expect(await log.listHandUses()).toHaveLength(1);
  await holdKey(undefined);
  expect(await log.noteHandUse({ kind: 'hand', kept }, pdf)).toBe(false);
  expect(await log.listHandUses()).toEqual([]);
  await database.eraseRows();
  await holdKey(key);
  expect(await log.listHandUses()).toEqual([]);
});

it('a signed form that came back is handed in instead of the one that was made, and goes with its submission', async () => {
  await submissions.putPdf({ id: 'a', bytes, at: 1 });
  expect((await returned.handedPdf('a'))?.bytes).toEqual(bytes);
  const scan = { bytes: new Uint8Array([1, 2, 3]), at: 2, name: 'scan.pdf', doubts: ['turned'] };
  await returned.putReturned('a', scan);
  expect(await returned.handedPdf('a')).toEqual({ id: 'a', bytes: scan.bytes, at: 2 });
  expect(await returned.getReturned('a')).toMatchObject(scan);
  expect((await submissions.getPdf('a'))?.bytes).toEqual(bytes);
  await returned.removeReturned('a');
  expect((await returned.handedPdf('a'))?.bytes).toEqual(bytes);
  await returned.putReturned('a', scan);
  await submissions.removeSubmissions(['a']);
  expect([await returned.getReturned('a'), await returned.handedPdf('a')]).toEqual([undefined, undefined]);
});

it('a stored signature comes out of the vault as it went in, and others’ records are none', () => {
  const image = { kind: 'image' as const, type: 'image/png' as const, bytes: new Uint8Array([137, 80, 78, 71]) };
  const signature = { ...kept, mention: drawn, signature: image };
  const record = signatureRecord(signature);
  expect(isReadable('signature:s1', record)).toBe(true);
  expect(signaturesIn({ 'signature:s1': JSON.parse(JSON.stringify(record)), 'school:s1': { id: 's1' }, 'signature:bad': { name: 3 } })).toEqual([signature]);
});
