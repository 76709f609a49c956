import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Engine } from '../../utils/extension/engine.ts';
import type { KeptForm, StoredForm } from '../../utils/extension/files.ts';
import { openFile, openTab, produce } from '../../utils/extension/jobs.ts';
import { fetchPdf, seeTab } from '../../utils/extension/pdf-source.ts';
import { actAsBackground } from '../../utils/extension/outside.ts';
import { fingerprintOf } from '../../utils/fingerprint.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import type { Placement } from '../../utils/intake/placing.ts';
import { failure, success } from '../../utils/result.ts';
import { requestFixture } from '../support/requests.ts';

const { forms, placements } = vi.hoisted(() => ({ forms: new Map<string, StoredForm>(), placements: new Map<string, readonly Placement[]>() }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/pdf-source.ts', () => ({ seeTab: vi.fn(), fetchPdf: vi.fn() }));
vi.mock('../../utils/extension/web-form.ts', () => ({ inspectTab: vi.fn() }));
// IndexedDB is the browsers' own: files.ts is tried in them.
vi.mock('../../utils/extension/files.ts', () => ({
  putForm: async (form: StoredForm) => void forms.set(form.fingerprint, form),
  getForm: async (fingerprint: string): Promise<KeptForm | undefined> => {
    const form = forms.get(fingerprint);
    return form && { ...form, placements: placements.get(fingerprint) ?? [] };
  },
  getPlacements: async (fingerprint: string) => placements.get(fingerprint) ?? [],
  putOutcome: async () => undefined,
}));

const bytes = new Uint8Array([1, 2, 3]);
const fingerprint = await fingerprintOf(bytes);
const map: FormMap = {
  fingerprint,
  detected: true,
  confidence: 0.97,
  kind: 'flat',
  pages: [{ width: 600, height: 800, turn: 0 }],
  places: [],
  left: ['date'],
  signed: false,
};
const scan: FormMap = { ...map, confidence: 0, scan: true };
const own: Placement = { key: 'date', page: 0, box: [10, 10, 210, 24] };
const engine = { open: vi.fn<Engine['open']>(), read: vi.fn<Engine['read']>(), produce: vi.fn<Engine['produce']>() };
const placed = expect.objectContaining({ places: [expect.objectContaining({ key: 'date', box: own.box })] });

beforeEach(() => {
  fakeBrowser.reset();
  forms.clear();
  placements.clear();
  actAsBackground();
  Object.assign(fakeBrowser.tabs, { get: async () => ({ url: 'https://x.example/form.pdf' }) });
  engine.open.mockReset().mockResolvedValue(success(map));
  engine.produce.mockReset().mockResolvedValue(success({ bytes, report: { placed: [], left: [], kept: [], annexed: [] } }));
  vi.mocked(seeTab).mockResolvedValue(success({ kind: 'pdf', url: 'https://x.example/form.pdf' }));
  vi.mocked(fetchPdf).mockResolvedValue(success({ name: 'form.pdf', bytes }));
});

it('what was placed on a form is there when it is opened, and stored apart from what was located', async () => {
  placements.set(fingerprint, [own]);
  expect(await openFile(engine, 'form.pdf', bytes)).toMatchObject({ ok: true, value: { form: placed } });
  expect(forms.get(fingerprint)?.map.places).toEqual([]);
});

it('what was placed since shows in a tab that was opened before', async () => {
  await openTab(engine, 4);
  placements.set(fingerprint, [own]);
  expect(await openTab(engine, 4)).toMatchObject({ ok: true, value: { form: placed } });
  expect(engine.open).toHaveBeenCalledTimes(1);
});

it('filling uses the places as they are at that moment', async () => {
  await openFile(engine, 'form.pdf', bytes);
  placements.set(fingerprint, [own]);
  await produce(engine, { type: 'produce', fingerprint, request: requestFixture('new-both'), signing: { kind: 'print' }, fileName: 'x.pdf', draft: false });
  expect(engine.produce.mock.lastCall?.[3]).toEqual(placed);
});

it('a scan stays refused until the person says that it is the form', async () => {
  engine.open.mockImplementation(async (_bytes, asScan) => (asScan ? success(scan) : failure('scanOnly')));
  expect(await openFile(engine, 'scan.pdf', bytes)).toEqual(failure('scanOnly'));
  expect(forms.size).toBe(0);
  expect(await openFile(engine, 'scan.pdf', bytes, true)).toMatchObject({ ok: true, value: { form: { scan: true } } });
  expect(forms.get(fingerprint)?.map.scan).toBe(true);
});

it('a scan on which answers were placed before opens by itself, also in a tab', async () => {
  engine.open.mockImplementation(async (_bytes, asScan) => (asScan ? success(scan) : failure('scanOnly')));
  placements.set(fingerprint, [own]);
  expect(await openTab(engine, 4)).toMatchObject({ ok: true, value: { kind: 'pdf', form: placed } });
});
