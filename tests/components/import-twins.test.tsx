// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { holdingsOf } from '../../utils/batch/holdings.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { eraseRows } from '../../utils/extension/database.ts';
import { changeSubmission, listSubmissions, putSubmissions } from '../../utils/extension/submissions.ts';
import { openDesk, putIn, see, startAfresh, useNodeExceptions } from './data-stage.tsx';
import { school } from './profiles.ts';
import { calm, inVault, press } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));

const submission = (id: string, schoolIds: string[]): Submission => ({
  id,
  batchId: 'b',
  schoolIds,
  name: id,
  request: {
    applicant: { name: 'Joris Van Acker', role: 'ICT' },
    date: '2026-09-01',
    director: { name: 'An Peeters', email: 'an@school.example' },
    accounts: { accessGroups: ['VZW De Regenboog'], username: 'u', use: 'x', reconcile: false },
  },
  fileName: `${id}.pdf`,
  form: { fingerprint: 'f', name: 'intake.pdf' },
  signing: 'hand',
  status: 'sent',
  dates: { sent: '2026-09-01' },
  clientId: '',
  ticked: [],
  note: '',
  work: { state: 'made', hash: 'h', report: { placed: [], left: [], kept: [], annexed: [] } },
  at: 1,
});

const group = { id: 'g1', name: 'Noord', schoolIds: ['s2', 's3'], director: { name: '', email: '' }, username: '' };
const schoolIds = async () => Object.fromEntries((await listSubmissions()).submissions.map(({ id, schoolIds: ids }) => [id, ids]));
const standing = async (id: string) => holdingsOf((await listSubmissions()).submissions).group('VZW De Regenboog', 'accounts', [id])?.state;

beforeAll(useNodeExceptions);
beforeEach(async () => {
  await startAfresh();
  await eraseRows();
});

it('what was asked for a school stays asked when it becomes another, and goes back with it', async () => {
  await putIn({
    'school:s2': { ...school, id: 's2', name: 'Regenboog oud' },
    'school:s3': { ...school, id: 's3', name: 'Elders', institutionNumbers: ['113357'] },
    'group:g1': group,
  });
  const before = await inVault();
  await putSubmissions([submission('one', ['s2']), submission('both', ['s2', 's3']), submission('other', ['s3'])]);
  const asked = await schoolIds();
  expect(await standing('s1')).toBeUndefined();
  const root = await openDesk('#profiles/schools', 'Dubbele scholen: 1');
  await press(root, 'Samenvoegen tot ‘De Regenboog’');
  await see(root, 'De scholen zijn samengevoegd');
  await vi.waitFor(async () => expect(await schoolIds()).toEqual({ one: ['s1'], both: ['s1', 's3'], other: ['s3'] }));
  expect(await standing('s1')).toBe('waiting');
  expect((await inVault())['group:g1']).toMatchObject({ schoolIds: ['s1', 's3'] });

  // What another view does meanwhile stands: the group's new name, and a note.
  await putIn({ 'group:g1': { ...group, schoolIds: ['s1', 's3'], name: 'Noord en Zuid' } });
  await changeSubmission('one', (stored) => ({ ...stored, note: 'belt terug' }));
  await press(root, 'Ongedaan maken');
  await calm();
  await vi.waitFor(async () => expect(await schoolIds()).toEqual(asked));
  expect((await listSubmissions()).submissions.find(({ id }) => id === 'one')?.note).toBe('belt terug');
  expect(await inVault()).toEqual({ ...before, 'group:g1': { ...(before['group:g1'] as object), name: 'Noord en Zuid' } });
});
