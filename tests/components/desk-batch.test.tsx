// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Submission } from '../../utils/batch/submission.ts';
import { eraseRows } from '../../utils/extension/database.ts';
import { putForm } from '../../utils/extension/files.ts';
import { keepFormOf, listSubmissions, putSubmissions } from '../../utils/extension/submissions.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import { failure, success } from '../../utils/result.ts';
import { made, request, submission } from '../batch/made.ts';
import { openDesk, putIn, see, startAfresh } from './data-stage.tsx';
import { applicant, purpose, school } from './profiles.ts';
import { calm, find, press } from './stage.tsx';

const { produced } = vi.hoisted(() => ({ produced: vi.fn() }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: produced, stop: () => undefined }) }));

const map: FormMap = {
  fingerprint: 'f',
  detected: true,
  confidence: 1,
  kind: 'fillable',
  pages: [{ width: 200, height: 400, turn: 0 }],
  places: [],
  left: [],
  signed: false,
};
const form = { fingerprint: 'f', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
const report = { placed: [], left: [], kept: [], annexed: [] };

/** As a browser's: of each name one holder at a time, the others in the order in which they came. */
function namedLocks() {
  const turns = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  const request = async (name: string, ...given: unknown[]) => {
    const step = given.at(-1) as (lock: object | null) => Promise<unknown>;
    const { ifAvailable = false } = given.length > 1 ? (given[0] as { ifAvailable?: boolean }) : {};
    if (ifAvailable && held.has(name)) return step(null);
    const before = turns.get(name) ?? Promise.resolve();
    const turn = (ifAvailable ? Promise.resolve() : before).then(async () => {
      held.add(name);
      try {
        return await step({});
      } finally {
        held.delete(name);
      }
    });
    turns.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  return { request };
}

/** Another tab that runs a batch, until `end`. */
async function otherTab(): Promise<{ end: () => Promise<void> }> {
  let end = () => {};
  const running = new Promise<void>((resolve) => {
    end = resolve;
  });
  const held = navigator.locks.request('batch', () => running);
  await calm();
  return {
    end: async () => {
      end();
      await held;
    },
  };
}

const failedWork: Submission['work'] = { state: 'failed', code: 'charactersUnprintable', values: ['😀'] };
const stored = async (id: string) => (await listSubmissions()).submissions.find((one) => one.id === id);
const openBatch = (words = 'Voor welke scholen') => openDesk('#batch', words);
const title = (root: HTMLElement) => root.querySelector('#batch-run')?.textContent;
const one = (id: string, over: Partial<Submission> = {}) => submission(id, { name: `School ${id}`, signing: 'print', schoolIds: ['s1'], begun: 1, ...over });

beforeEach(async () => {
  await startAfresh();
  Object.defineProperty(navigator, 'locks', { value: namedLocks(), configurable: true });
  await eraseRows();
  produced.mockReset();
  produced.mockImplementation(async () => success({ bytes: new Uint8Array([9]), report }));
});

describe('a batch that was begun', () => {
  it.each([
    ['waits', [{ state: 'waiting' }, made], 'De reeks is nog niet klaar'],
    ['was killed', [{ state: 'running', startedAt: 1 }, failedWork], 'De reeks is nog niet klaar'],
    ['has one that failed', [failedWork, made], 'De reeks is klaar, 1 formulier mislukte'],
    ['has two that failed', [failedWork, failedWork], 'De reeks is klaar, 2 formulieren mislukten'],
    ['is made', [made, made], undefined],
  ] as const)('says so where it %s', async (_, works, words) => {
    await putSubmissions(works.map((work, at) => one(`n${at}`, { work: work as Submission['work'] })));
    const root = await openBatch();
    expect(title(root)).toBe(words);
  });

  it('runs to its end, and says each of the two', async () => {
    const ends: (() => void)[] = [];
    produced.mockImplementation(() => new Promise((resolve) => ends.push(() => resolve(success({ bytes: new Uint8Array([9]), report })))));
    await putSubmissions([one('a')]);
    await keepFormOf(form, 1);
    const root = await openBatch();
    await press(root, 'Verder met de overige 1');
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    await calm();
    expect([title(root), document.activeElement?.id]).toEqual(['Bezig met de reeks', 'batch-run']);
    ends[0]?.();
    await see(root, 'De reeks is klaar');
    expect((await stored('a'))?.work.state).toBe('made');
  });

  it('is paused where the person paused it', async () => {
    const ends: (() => void)[] = [];
    produced.mockImplementation(() => new Promise((resolve) => ends.push(() => resolve(success({ bytes: new Uint8Array([9]), report })))));
    await putSubmissions(Array.from({ length: 9 }, (_, at) => one(`n${at}`)));
    await keepFormOf(form, 1);
    const root = await openBatch();
    await press(root, 'Verder met de overige 9');
    await vi.waitFor(() => expect(ends.length).toBeGreaterThan(0));
    await press(root, 'Pauzeren');
    for (const end of ends) end();
    await see(root, 'De reeks is gepauzeerd');
  });

  it('stands above those of before, which keep ways of their own', async () => {
    await putSubmissions([
      one('old', { batchId: 'b1', begun: 1, work: failedWork, at: 900 }),
      one('older', { batchId: 'b0', begun: 0, dates: { ready: '2026-08-01' } }),
      one('new', { batchId: 'b2', begun: 2, at: 100 }),
    ]);
    await keepFormOf(form, 1);
    const root = await openBatch();
    expect(title(root)).toBe('De reeks is nog niet klaar');
    expect(root.querySelector('.run')?.textContent).toContain('0 van 1 gemaakt, 0 mislukt');
    expect(root.textContent).toContain('Reeks van 01/10/2026 (formulieren: 1). Nog te maken: 0. Mislukt: 1.');
    expect(root.textContent).toContain('Reeks van 01/08/2026 (formulieren: 1). Nog te maken: 1. Mislukt: 0.');
    await press(root, 'De 1 mislukte opnieuw proberen');
    await vi.waitFor(async () => expect((await stored('old'))?.work.state).toBe('made'));
    await see(root, 'De reeks is klaar');
    expect((await stored('new'))?.work.state).toBe('waiting');
    expect(root.querySelector('.run')?.textContent).toContain('1 van 1 gemaakt, 0 mislukt');
    expect(find(root, 'Verder met de overige 1')).toBeTruthy();
  });

  it('makes a form that failed of the profile as it is now, to which it leads', async () => {
    const choices = { applicantId: applicant.id, purposeId: purpose.id, again: false };
    await putSubmissions([one('a', { work: failedWork, choices, request: request({ director: { name: 'An 😀', email: 'an@x.example' } }) })]);
    await keepFormOf(form, 1);
    produced.mockImplementation(async (_: unknown, asked: Submission['request']) =>
      asked.director.name.includes('😀') ? failure('charactersUnprintable', '😀') : success({ bytes: new Uint8Array([9]), report }),
    );
    const root = await openBatch();
    expect(find(root, 'De Regenboog bewerken').getAttribute('href')).toBe('#profiles/schools/s1');
    await press(root, 'De 1 mislukte opnieuw proberen');
    await see(root, 'De reeks is klaar');
    expect(await stored('a')).toMatchObject({ work: { state: 'made' }, name: 'De Regenboog', request: { director: school.director } });
  });

  it('says why it does not make what the profile still stands in the way of', async () => {
    const choices = { applicantId: applicant.id, purposeId: purpose.id, again: false };
    await putIn({ 'school:s1': { ...school, institutionNumbers: [] } });
    await putSubmissions([one('a', { work: failedWork, choices })]);
    const root = await openBatch();
    await press(root, 'De 1 mislukte opnieuw proberen');
    await see(root, 'Met wat nu in de profielen staat, kan dit formulier nog niet gemaakt worden.');
    expect(produced).not.toHaveBeenCalled();
  });

  it('is not made, until that is undone', async () => {
    await putSubmissions([one('a'), one('b', { work: made }), one('c', { work: failedWork })]);
    const root = await openBatch();
    await press(root, 'De overige 1 niet maken');
    await see(root, '1 formulier wordt niet gemaakt');
    expect((await listSubmissions()).submissions.map(({ id }) => id).sort()).toEqual(['b', 'c']);
    await press(root, 'Ongedaan maken');
    await see(root, 'Verder met de overige 1');
    expect(await stored('a')).toMatchObject({ work: { state: 'waiting' } });
  });
});

describe('a batch in another tab', () => {
  it('is known on opening, and followed to its end', async () => {
    await putSubmissions([one('a', { work: { state: 'running', startedAt: 1 } })]);
    const other = await otherTab();
    const root = await openBatch('Er loopt een reeks in een ander tabblad');
    expect(title(root)).toBe('Bezig met de reeks');
    for (const words of ['Verder met de overige 1', 'De overige 1 niet maken']) expect(() => find(root, words)).toThrow();
    await putSubmissions([one('a', { work: failedWork })]);
    await act(() => other.end());
    await see(root, 'De reeks is klaar, 1 formulier mislukte');
    expect(root.textContent).not.toContain('in een ander tabblad');
  });

  it('takes away no form that it is about to make', async () => {
    await putSubmissions([one('a'), one('b')]);
    const root = await openBatch('De overige 2 niet maken');
    const other = await otherTab();
    await press(root, 'De overige 2 niet maken');
    await see(root, 'Er loopt een reeks in een ander tabblad');
    expect((await listSubmissions()).submissions).toHaveLength(2);
    await act(() => other.end());
    await see(root, 'De overige 2 niet maken');
    await press(root, 'De overige 2 niet maken');
    await see(root, '2 formulieren worden niet gemaakt');
  });
});

describe('making a batch', () => {
  it('leads to where it says how far it is, and leaves chosen what was not ready', async () => {
    await putForm(form);
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'De Ark', institutionNumbers: ['035643'], director: { name: '', email: '' } } });
    const ends: (() => void)[] = [];
    produced.mockImplementation(() => new Promise((resolve) => ends.push(() => resolve(success({ bytes: new Uint8Array([9]), report })))));
    const root = await openBatch('De 2 gevonden kiezen');
    await press(root, 'De 2 gevonden kiezen');
    await press(root, 'Afdrukken en met de pen tekenen');
    await see(root, '2 formulieren. Nog in orde te brengen: 1.');
    await press(root, '1 formulier maken');
    await vi.waitFor(() => expect(ends).toHaveLength(1));
    await calm();
    expect(document.activeElement?.id).toBe('batch-run');
    ends[0]?.();
    await see(root, 'De reeks is klaar');
    expect(document.activeElement?.id).toBe('batch-run');
    await see(root, '1 van 2 gekozen');
    await see(root, '1 formulier. Nog in orde te brengen: 1.');
    expect(find<HTMLInputElement>(root, 'De Ark 035643').checked).toBe(true);
    const { submissions } = await listSubmissions();
    expect(submissions).toMatchObject([{ name: 'De Regenboog', choices: { applicantId: 'a1', purposeId: 'p1', again: false } }]);
    await press(root, 'Geen');
  });

  it('waits until somebody chose who gets the credentials of a group whose schools differ', async () => {
    await putForm(form);
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'De Ark', institutionNumbers: ['035643'], director: { name: 'Wim', email: 'wim@ark.example' } } });
    const root = await openBatch('De 2 gevonden kiezen');
    await press(root, 'De 2 gevonden kiezen');
    await press(root, 'Eén formulier voor alle nummers samen');
    await see(root, '1 formulier. Nog in orde te brengen: 1.');
    expect(find<HTMLButtonElement>(root, '0 formulieren maken').disabled).toBe(true);
    await press(root, 'Wim, wim@ark.example');
    await see(root, '1 formulier. Nog in orde te brengen: 0.');
    await press(root, '1 formulier maken');
    await vi.waitFor(async () => expect((await listSubmissions()).submissions).toMatchObject([{ work: { state: 'made' } }]));
    const [only] = (await listSubmissions()).submissions;
    expect(only).toMatchObject({ request: { director: { email: 'wim@ark.example' } }, choices: { group: { director: { email: 'wim@ark.example' } } } });
  });
});
