// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useExport } from '../../components/request/export.ts';
import { ExportResult } from '../../components/request/ExportResult.tsx';
import type { RequestAtHand } from '../../components/request/request.ts';
import { assemble } from '../../components/request/request.ts';
import { DeskView } from '../../components/views/DeskView.tsx';
import { download } from '../../utils/extension/download.ts';
import { saveHandwriting } from '../../utils/extension/handwriting.ts';
import type { Outcome } from '../../utils/extension/messages.ts';
import { saveJob } from '../../utils/extension/tab-state.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import { compose } from '../../utils/intake/compose.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import { applicant, purpose, records, school } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, choose, find, freshBrowser, press, show } from './stage.tsx';

const { storedForm } = vi.hoisted(() => ({ storedForm: { current: undefined as unknown } }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/download.ts', () => ({ download: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({
  startEngine: () => ({ produce: async () => failure('engineStopped'), signatures: async () => success([]), stop: () => undefined }),
}));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => storedForm.current,
  latestForm: async () => storedForm.current,
  getOutcome: async (id: string) => ({ id, fileName: 'made.pdf', bytes: new Uint8Array([9]) }),
}));
vi.mock('signature_pad', () => import('./no-pad.ts'));

const map: FormMap = { fingerprint: 'f1', detected: true, confidence: 1, kind: 'flat', pages: [], places: [], left: [], signed: false };
const report = { placed: [], left: [], kept: [], annexed: [] };
const outcome: Outcome = { id: 'o1', fileName: 'made.pdf', draft: false, report };
const local = fakeBrowser.storage.local;
const views: Shown[] = [];
const preview = async () => ({ pages: 0, size: async () => ({ width: 1, height: 1 }), render: async () => undefined, close: () => undefined });
const stroke = (to: number) => ({ kind: 'drawn' as const, width: 90, height: 40, strokes: [[0, 0, to, 30]] });
const use = { fingerprint: 'f1', schoolId: 's1', name: 'intake.pdf, De Regenboog' };

async function see(view: Parameters<typeof show>[0]): Promise<HTMLElement> {
  const shown = await show(view);
  views.push(shown);
  return shown.root;
}

async function openDesk(work: Record<string, unknown>, signed = false): Promise<HTMLElement> {
  storedForm.current = { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map: { ...map, signed }, openedAt: 1 };
  await local.set({ 'work:form': { fingerprint: 'f1', name: 'intake.pdf' }, ...work });
  location.hash = '#request';
  return see((stored) => <DeskView stored={stored} openPreview={preview} />);
}

const tick = async (root: HTMLElement, words: string) => {
  await act(() => find(root, words).click());
  await calm();
};
const offered = (root: HTMLElement) => root.querySelector('section[aria-label="made.pdf"]') !== null;

beforeEach(async () => {
  for (const view of views.splice(0)) await view.close();
  freshBrowser();
  vi.clearAllMocks();
  await local.set(records);
  await saveHandwriting({ mention: stroke(60), signature: stroke(70), use });
});

describe('what was made is offered no more', () => {
  type Case = [string, Record<string, unknown>, (root: HTMLElement) => Promise<void>];
  it.each<Case>([
    ['when the hand is another', { 'work:signing': 'hand' }, () => saveHandwriting({ mention: stroke(60), signature: stroke(71), use })],
    ['when the hand is gone', { 'work:signing': 'hand' }, () => saveHandwriting({})],
    ['when it is signed in another way', { 'work:signing': 'hand' }, (root) => tick(root, 'Afdrukken en met de pen tekenen')],
    ['when the certificate signs otherwise', { 'work:signing': 'certificate' }, (root) => choose(root, 'Na de handtekening', '1')],
    ['when it becomes a copy', {}, (root) => tick(root, 'Een kopie zonder die handtekening maken')],
    ['when the school is another', {}, (root) => choose(root, 'School', '')],
  ])('%s', async (name, work, change) => {
    answering({ produce: success(outcome) });
    const root = await openDesk(work, name.includes('copy'));
    await press(root, work['work:signing'] === 'certificate' ? 'Kladversie exporteren' : 'Exporteren');
    expect(offered(root)).toBe(true);
    await change(root);
    await calm();
    expect(offered(root)).toBe(false);
  });

  it('when something else changes it stays', async () => {
    answering({ produce: success(outcome) });
    const root = await openDesk({ 'work:signing': 'hand' });
    await press(root, 'Exporteren');
    await saveHandwriting({ mention: stroke(60), signature: stroke(70), use });
    await local.set({ settings: { language: 'nl' } });
    await calm();
    expect(offered(root)).toBe(true);
  });
});

/** An answer that comes when it is told to. */
function later<Value>() {
  let give: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

const profiles = { applicants: [applicant], schools: [school], purposes: [purpose], groups: [], unreadable: [], managed: new Set<string>() };
const work = { applicantId: 'a1', schoolId: 's1', purposeId: 'p1', signing: 'print' as const };
const atHand = assemble({ profiles, work, hand: {} }, '2026-09-03');
const nextDay = assemble({ profiles, work, hand: {} }, '2026-09-04');

type Finish = (made: Outcome) => Promise<Result<Outcome, string>>;

/** `late`: what goes into the file is known when that is said. */
function Exporting({ first = atHand, late = false, finish }: { first?: RequestAtHand; late?: boolean; finish?: Finish }) {
  const [at, setAt] = useState(first);
  const [known, setKnown] = useState(!late);
  const { state, start, gone } = useExport(at, known ? [] : null, finish);
  return (
    <>
      <button type="button" onClick={() => setKnown(true)}>
        Geweten
      </button>
      <button type="button" onClick={() => setAt(nextDay)}>
        Morgen
      </button>
      <button type="button" onClick={() => start(map)}>
        Maak
      </button>
      <p>{state.kind}</p>
      <ExportResult state={state} request={at.request} onGone={gone} />
    </>
  );
}

it('what was being made when something changed is not offered, and that is said', async () => {
  const { promise, give } = later<Result<Outcome, string>>();
  answering({ produce: success(outcome) });
  const root = await see(() => <Exporting finish={() => promise} />);
  await press(root, 'Maak');
  await press(root, 'Morgen');
  expect(root.textContent).toContain('busy');
  give(success(outcome));
  await calm();
  expect(offered(root)).toBe(false);
  expect(root.textContent).toContain('Je wijzigde iets terwijl de pdf gemaakt werd.');
  expect(download).not.toHaveBeenCalled();
});

describe('a view that comes back', () => {
  it('shows no file before it is finished, and then the same', async () => {
    const { promise, give } = later<Result<Outcome, string>>();
    answering({ produce: success(outcome) });
    const first = await show(() => <Exporting finish={() => promise} />);
    await press(first.root, 'Maak');
    await first.close();
    const root = await see(() => <Exporting />);
    // What the background made is not what is handed in yet.
    await saveJob({ state: 'done', startedAt: Date.now(), answer: success(outcome) });
    await calm();
    expect(root.textContent).toContain('busy');
    give(success(outcome));
    await calm();
    expect(offered(root)).toBe(true);
    expect(download).toHaveBeenCalledTimes(1);
  });

  it('finds what another page made since, of another request', async () => {
    await (await show(() => <Exporting />)).close();
    await saveJob({ state: 'running', startedAt: Date.now() });
    const root = await see(() => <Exporting first={nextDay} late />);
    expect(root.textContent).toContain('busy');
    await press(root, 'Geweten');
    await saveJob({ state: 'done', startedAt: Date.now(), answer: success(outcome) });
    await calm();
    expect(offered(root)).toBe(true);
  });

  it('forgets what it found when something changes', async () => {
    await saveJob({ state: 'done', startedAt: Date.now(), answer: success(outcome) });
    const root = await see(() => <Exporting />);
    await press(root, 'Morgen');
    expect(offered(root)).toBe(false);
  });

  it('offers nothing where another stands there when it is finished', async () => {
    const { promise, give } = later<Result<Outcome, string>>();
    answering({ produce: success(outcome) });
    const first = await show(() => <Exporting finish={() => promise} />);
    await press(first.root, 'Maak');
    await first.close();
    const root = await see(() => <Exporting first={nextDay} />);
    give(success(outcome));
    await calm();
    expect(offered(root)).toBe(false);
    expect(download).not.toHaveBeenCalled();
  });

  it.each([
    [true, false],
    [false, true],
  ])('that finds a draft (%s): it is offered where nothing is to be settled: %s', async (draft, isOffered) => {
    await saveJob({ state: 'done', startedAt: Date.now(), answer: success({ ...outcome, draft }) });
    expect(offered(await see(() => <Exporting />))).toBe(isOffered);
  });
});

describe('what lacks something', () => {
  const request = compose(applicant, school, purpose, '2026-09-03');
  it.each([
    ['nothing', {}, 'well', true],
    ['an answer', { left: ['date'] }, 'warns', true],
    ['the signature', { left: ['signature'] }, 'warns', false],
    ['the mention', { left: ['mention'] }, 'warns', false],
    ['nothing, but says what is another’s', { kept: ['director'] }, 'warns', true],
  ] as const)('%s: its look, and whether it is called signed', async (_, lacks, look, mails) => {
    const made: Outcome = { ...outcome, report: { ...report, ...lacks } as Outcome['report'] };
    const root = await see(() => <ExportResult state={{ kind: 'done', outcome: made }} request={request} onGone={() => undefined} />);
    expect(root.querySelector('section')?.className).toBe(`notice ${look}`);
    expect(root.textContent?.includes('Mail het getekende formulier')).toBe(mails);
  });
});
