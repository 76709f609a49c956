import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../utils/extension/engine.ts';
import type { StoredForm, StoredOutcome } from '../../utils/extension/files.ts';
import { detectTab, openFile, openTab, produce, readForm } from '../../utils/extension/jobs.ts';
import type { Message } from '../../utils/extension/messages.ts';
import { fetchPdf, seeTab } from '../../utils/extension/pdf-source.ts';
import { actAsBackground } from '../../utils/extension/outside.ts';
import { loadWork } from '../../utils/extension/store.ts';
import { loadJob, loadTab, saveTab } from '../../utils/extension/tab-state.ts';
import { inspectTab } from '../../utils/extension/web-form.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import { failure, success } from '../../utils/result.ts';

const { forms, outcomes } = vi.hoisted(() => ({ forms: new Map<string, StoredForm>(), outcomes: new Map<string, StoredOutcome>() }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/pdf-source.ts', () => ({ seeTab: vi.fn(), fetchPdf: vi.fn() }));
vi.mock('../../utils/extension/web-form.ts', () => ({ inspectTab: vi.fn() }));
// IndexedDB is the browsers' own: files.ts is tried in them.
vi.mock('../../utils/extension/files.ts', () => ({
  putForm: async (form: StoredForm) => void forms.set(form.fingerprint, form),
  getForm: async (fingerprint: string) => forms.get(fingerprint),
  putOutcome: async (outcome: StoredOutcome) => void outcomes.set(outcome.id, outcome),
}));

/** How many PDFs were kept when the use of a stored hand was noted. */
const { noted } = vi.hoisted(() => ({ noted: [] as number[] }));
vi.mock('../../utils/extension/hand-uses.ts', () => ({ noteHandUse: async () => noted.push(outcomes.size) > 0 }));

const bytes = new Uint8Array([1, 2, 3]);
const map: FormMap = { fingerprint: 'f1', detected: true, confidence: 0.97, kind: 'flat', pages: [], places: [], left: [], signed: false };
const report = { placed: ['date' as const], left: [], kept: [], annexed: [] };
const engine = {
  open: vi.fn<Engine['open']>(),
  read: vi.fn<Engine['read']>(),
  produce: vi.fn<Engine['produce']>(),
};
const tabId = 4;
const address = 'https://x.example/form.pdf';
const get = vi.fn<() => Promise<{ url: string }>>();

beforeEach(() => {
  fakeBrowser.reset();
  forms.clear();
  outcomes.clear();
  noted.length = 0;
  actAsBackground();
  Object.assign(fakeBrowser.tabs, { get: get.mockReset().mockResolvedValue({ url: address }) });
  engine.open.mockReset().mockResolvedValue(success(map));
  engine.read.mockReset();
  engine.produce.mockReset().mockResolvedValue(success({ bytes, report }));
  vi.mocked(seeTab)
    .mockReset()
    .mockResolvedValue(success({ kind: 'pdf', url: address }));
  vi.mocked(fetchPdf)
    .mockReset()
    .mockResolvedValue(success({ name: 'form.pdf', bytes }));
  vi.mocked(inspectTab)
    .mockReset()
    .mockResolvedValue(success({ detected: false, confidence: 0, found: [], left: [] }));
});

const badge = () => fakeBrowser.action.getBadgeText({ tabId });

describe('opening a tab', () => {
  it('with the form keeps the form, the badge and the progress', async () => {
    const answer = await openTab(engine, tabId);
    expect(answer).toEqual(success({ kind: 'pdf', name: 'form.pdf', form: map }));
    expect(forms.get('f1')).toMatchObject({ name: 'form.pdf', bytes, map });
    expect((await loadWork()).form).toEqual({ fingerprint: 'f1' });
    expect(await loadTab(tabId)).toMatchObject({ state: 'done', answer });
    expect(await badge()).toBe('✓');
  });

  it('twice at once does the work once; again later it needs no reading', async () => {
    const [first, second] = await Promise.all([openTab(engine, tabId), openTab(engine, tabId)]);
    expect(second).toBe(first);
    expect(await openTab(engine, tabId)).toEqual(first);
    expect(engine.open).toHaveBeenCalledTimes(1);
  });

  it('shows as running meanwhile', async () => {
    engine.open.mockImplementation(async () => {
      expect(await loadTab(tabId)).toMatchObject({ state: 'running' });
      return failure('notPdf');
    });
    expect(await openTab(engine, tabId)).toEqual(failure('notPdf'));
    expect(await badge()).toBe('');
    expect(await loadTab(tabId)).toMatchObject({ state: 'done', answer: failure('notPdf') });
  });

  it('that failed is tried anew', async () => {
    vi.mocked(fetchPdf).mockResolvedValueOnce(failure('tabNeedsPermission', 'https://x.example'));
    expect(await openTab(engine, tabId)).toEqual(failure('tabNeedsPermission', 'https://x.example'));
    expect(await openTab(engine, tabId)).toMatchObject({ ok: true });
  });

  it('that went elsewhere meanwhile records nothing for the new page', async () => {
    engine.open.mockImplementation(async () => {
      get.mockResolvedValue({ url: 'https://elsewhere.example/' });
      await fakeBrowser.storage.session.clear();
      return success(map);
    });
    expect(await openTab(engine, tabId)).toEqual(failure('tabGone'));
    expect(await loadTab(tabId)).toBeUndefined();
    expect(await badge()).toBe('');
  });

  it('with another PDF says so and keeps nothing of it', async () => {
    engine.open.mockResolvedValue(success({ ...map, detected: false, confidence: 0.1 }));
    expect(await openTab(engine, tabId)).toMatchObject({ ok: true, value: { form: { detected: false } } });
    expect(forms.size).toBe(0);
    expect((await loadWork()).form).toBeUndefined();
  });

  it('leaves no popup waiting after a bug', async () => {
    engine.open.mockRejectedValue(new Error('bug'));
    await expect(openTab(engine, tabId)).rejects.toThrow('bug');
    expect(await loadTab(tabId)).toMatchObject({ state: 'done', answer: failure('engineStopped') });
  });

  it('with a web form needs no PDF; the page may change, so it is looked at each time', async () => {
    const web = { detected: true, confidence: 0.8, found: ['date'], left: [] };
    vi.mocked(seeTab).mockResolvedValue(success({ kind: 'page', embedded: [address] }));
    vi.mocked(inspectTab).mockResolvedValue(success(web));
    for (let time = 0; time < 2; time += 1) expect(await openTab(engine, tabId)).toEqual(success({ kind: 'web', form: web }));
    expect(inspectTab).toHaveBeenCalledTimes(2);
    expect(fetchPdf).not.toHaveBeenCalled();
  });

  it('with PDFs in its page takes the one that is the form', async () => {
    vi.mocked(seeTab).mockResolvedValue(success({ kind: 'page', embedded: ['https://x.example/1.pdf', address] }));
    engine.open.mockResolvedValueOnce(failure('otherForm'));
    expect(await openTab(engine, tabId)).toMatchObject({ ok: true, value: { kind: 'pdf', form: map } });
  });

  it('does not trust a progress whose form is no longer kept', async () => {
    await saveTab(tabId, { state: 'done', startedAt: 0, answer: success({ kind: 'pdf', name: 'old.pdf', form: map }) });
    expect(await openTab(engine, tabId)).toMatchObject({ ok: true, value: { name: 'form.pdf' } });
  });
});

it('detecting shows the badge and keeps nothing that nobody asked for', async () => {
  await detectTab(engine, tabId);
  expect(await badge()).toBe('✓');
  expect(forms.size).toBe(0);
  expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  expect(await loadTab(tabId)).toBeUndefined();
});

it('opening a file keeps it under the name that the person knows', async () => {
  expect(await openFile(engine, 'bijlage.pdf', bytes)).toEqual(success({ kind: 'pdf', name: 'bijlage.pdf', form: map }));
  expect(forms.get('f1')?.name).toBe('bijlage.pdf');
  engine.open.mockResolvedValue(failure('fileEncrypted'));
  expect(await openFile(engine, 'x.pdf', bytes)).toEqual(failure('fileEncrypted'));
});

describe('reading back', () => {
  const read = { request: { applicant: { name: 'An', role: '' }, date: '', director: { name: '', email: '' } }, entries: [], form: map, doubted: [] };

  it('asks the engine for the bytes of the form that is kept', async () => {
    forms.set('f1', { fingerprint: 'f1', name: 'form.pdf', bytes, map, openedAt: 1 });
    engine.read.mockResolvedValue(success(read));
    expect(await readForm(engine, 'f1')).toEqual(success(read));
    expect(engine.read).toHaveBeenCalledWith(bytes);
  });

  it('says of a form that is kept no longer that it is gone', async () => {
    expect(await readForm(engine, 'f1')).toEqual(failure('formGone'));
    expect(engine.read).not.toHaveBeenCalled();
  });
});

describe('producing', () => {
  const request = {
    applicant: { name: 'An', role: 'ICT' },
    date: '2026-09-03',
    director: { name: 'Bo', email: 'bo@school.example' },
    clientId: { kind: 'new' as const },
    administration: { application: 'both' as const, purpose: 'read' as const, institutionNumbers: ['035642'], use: 'koppeling' },
  };
  const message: Extract<Message, { type: 'produce' }> = {
    type: 'produce',
    fingerprint: 'f1',
    request,
    signing: { kind: 'print' },
    fileName: 'intake-school-2026-09-03.pdf',
    draft: false,
  };
  beforeEach(() => {
    forms.set('f1', { fingerprint: 'f1', name: 'form.pdf', bytes, map, openedAt: 1 });
  });

  it('keeps the PDF and its report under the answer’s id', async () => {
    const answer = await produce(engine, message);
    expect(answer).toMatchObject({ ok: true, value: { fileName: 'intake-school-2026-09-03.pdf', draft: false, report } });
    expect(engine.produce).toHaveBeenCalledWith(bytes, request, { kind: 'print' }, map, undefined);
    const id = answer.ok ? answer.value.id : '';
    expect(outcomes.get(id)).toMatchObject({ bytes, fingerprint: 'f1', report, draft: false });
    expect(await loadJob()).toMatchObject({ state: 'done', answer });
  });

  it('notes the hand before the PDF is kept, and leaves to the signing what a certificate is yet to sign', async () => {
    const drawn = { kind: 'drawn' as const, width: 9, height: 9, strokes: [[1, 1, 8, 8]] };
    await produce(engine, { ...message, signing: { kind: 'hand', mention: drawn, signature: drawn } });
    expect([noted, outcomes.size]).toEqual([[0], 1]);
    await produce(engine, { ...message, signing: { kind: 'certificate', mention: drawn } });
    expect([noted, outcomes.size]).toEqual([[0], 2]);
  });

  it('names a form with blocking problems a draft, whatever it was asked', async () => {
    const answer = await produce(engine, { ...message, request: { ...request, clientId: { kind: 'extend', name: '' } } });
    expect(answer).toMatchObject({ ok: true, value: { fileName: 'KLAD-intake-school-2026-09-03.pdf', draft: true } });
    const asked = await produce(engine, { ...message, draft: true, fileName: 'KLAD-intake-x.pdf' });
    expect(asked).toMatchObject({ ok: true, value: { fileName: 'KLAD-intake-x.pdf', draft: true } });
  });

  it('names a form a draft that was to be signed here and is not', async () => {
    const drawn = { kind: 'drawn' as const, width: 9, height: 9, strokes: [[1, 1, 8, 8, 1, 8]] };
    const signed = (signing: typeof message.signing) => produce(engine, { ...message, signing });
    expect(await signed({ kind: 'hand', mention: drawn })).toMatchObject({ ok: true, value: { draft: true, fileName: expect.stringMatching(/^KLAD-/) } });
    expect(await signed({ kind: 'hand', mention: drawn, signature: drawn })).toMatchObject({ ok: true, value: { draft: false } });
  });

  it.each([
    ['a form that is no longer kept', () => forms.clear(), failure('formGone')],
    ['a failed verification', () => engine.produce.mockResolvedValue(failure('verifyFailed', 'date')), failure('verifyFailed', 'date')],
  ])('keeps nothing after %s', async (_what, arrange, expected) => {
    arrange();
    expect(await produce(engine, message)).toEqual(expected);
    expect(outcomes.size).toBe(0);
    expect(await loadJob()).toMatchObject({ state: 'done', answer: expected });
  });

  it('leaves no view waiting after a bug', async () => {
    engine.produce.mockRejectedValue(new Error('bug'));
    await expect(produce(engine, message)).rejects.toThrow('bug');
    expect(await loadJob()).toMatchObject({ state: 'done', answer: failure('engineStopped') });
  });
});
