// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ExportResult } from '../../components/request/ExportResult.tsx';
import { FoundForm } from '../../components/request/FoundForm.tsx';
import type { PreviewDocument } from '../../components/request/Preview.tsx';
import { DeskView } from '../../components/views/DeskView.tsx';
import { ask } from '../../utils/extension/ask.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { compose } from '../../utils/intake/compose.ts';
import type { FormMap, ReadForm } from '../../utils/intake/form.ts';
import { failure, success } from '../../utils/result.ts';
import { applicant, purpose, records, school } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, find, freshBrowser, inVault, press, show, type } from './stage.tsx';

const { storedForm } = vi.hoisted(() => ({ storedForm: { current: undefined as unknown } }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => storedForm.current,
  latestForm: async () => storedForm.current,
}));

const today = '2026-09-03';
const place = (key: PlaceKey, bottom: number) => ({
  key,
  page: 0,
  box: [20, bottom, 120, bottom + 20] as const,
  slot: { kind: 'print' as const },
  confidence: 1,
});
const map: FormMap = {
  fingerprint: 'f1',
  detected: true,
  confidence: 1,
  kind: 'flat',
  pages: [{ width: 200, height: 400, turn: 0 }],
  places: [place('applicant.name', 40), place('administration.institutionNumbers', 80), place('date', 120), place('signature', 160)],
  left: ['accounts.use'],
  signed: false,
};
const request = compose(applicant, school, purpose, today);
const entries = [
  { key: 'applicant.name' as const, text: 'Joris Van Acker' },
  { key: 'date' as const, text: '3 september 2026' },
  { key: 'clientId.new.yes' as const },
  { key: 'administration.institutionNumbers' as const, text: '035642' },
];
const reading: ReadForm = { request, entries, form: map, doubted: [], handSigned: true };
const local = fakeBrowser.storage.local;
let shown: Shown | undefined;

const openPreview = async (): Promise<PreviewDocument> => ({
  pages: 1,
  size: async () => ({ width: 200, height: 400 }),
  render: async () => undefined,
  close: () => undefined,
});

async function openReturned(read: Partial<ReadForm> = {}): Promise<HTMLElement> {
  answering({ readForm: success({ ...reading, ...read }) });
  location.hash = '#returned';
  shown = await show((stored) => <DeskView stored={stored} openPreview={openPreview} />);
  await calm();
  return shown.root;
}

const kept = async (key: string) => (await inVault())[key];
const cells = (root: HTMLElement) => [...root.querySelectorAll('.changes tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));

beforeEach(async () => {
  await shown?.close();
  shown = undefined;
  freshBrowser();
  vi.clearAllMocks();
  vi.setSystemTime(new Date(2026, 8, 3));
  storedForm.current = { fingerprint: 'f1', name: 'terug.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
  await local.set(records);
});

describe('a form that is filled already', () => {
  it('is said to be, and leads to where it is looked over', async () => {
    const review = vi.fn();
    shown = await show(() => <FoundForm name="terug.pdf" form={{ ...map, answered: ['date', 'director'] }} onReview={review} />);
    expect(shown.root.textContent).toContain('Dit formulier is al ingevuld: op 2 plaatsen staat een antwoord.');
    await press(shown.root, 'Nakijken');
    expect(review).toHaveBeenCalledTimes(1);
  });

  it('says nothing of the kind of a blank one', async () => {
    shown = await show(() => <FoundForm name="leeg.pdf" form={map} onReview={() => undefined} />);
    expect(shown.root.querySelector('button')).toBeNull();
  });

  it('tells after the export what was left as it stood, and what of it nobody asked', async () => {
    const report = { placed: [], left: ['clientId.new.no', 'date', 'accounts.use'], kept: ['clientId.new.yes', 'date', 'director'], annexed: [] } as const;
    const outcome = { id: 'o', fileName: 'x.pdf', draft: false, report };
    shown = await show(() => <ExportResult state={{ kind: 'done', outcome }} request={request} onGone={() => undefined} />);
    const text = shown.root.textContent ?? '';
    expect(text).toContain('Niet geplaatst: Waarvoor ga je de Rekeningen API gebruiken?.');
    expect(text).toContain('je nieuwe antwoord is er niet gezet: Nieuwe ClientID: nee, Datum');
    expect(text).toContain('dat niet bij deze aanvraag hoort: Naam en e-mailadres van de directie.');
  });
});

describe('what stands on it', () => {
  it('is listed as written, each leading to its place on the page and back', async () => {
    const root = await openReturned();
    expect(ask).toHaveBeenCalledWith({ type: 'readForm', fingerprint: 'f1' });
    const rows = [...root.querySelectorAll('.standing li')].map((row) => [...row.querySelectorAll('span')].map((part) => part.textContent));
    expect(rows).toEqual([
      ['Naam aanvrager', 'Joris Van Acker'],
      ['Datum', '3 september 2026'],
      ['Nieuwe ClientID aanvragen', 'Nieuwe ClientID: ja'],
      ['Instellingsnummer(s)', '035642'],
    ]);
    expect(root.querySelector('.mark.shown')).toBeNull();
    await act(() => document.getElementById('field-date')?.click());
    await calm();
    const mark = root.querySelector<HTMLElement>('.mark.shown.pressed');
    expect(mark?.style.top).toBe('65.000%');
    expect(document.activeElement).toBe(mark);
    await act(() => mark?.click());
    expect(document.activeElement?.id).toBe('field-date');
  });

  it('is judged by the rules, each problem with its fix and its place', async () => {
    const root = await openReturned({
      request: { ...request, administration: request.administration && { ...request.administration, institutionNumbers: ['4042811'] } },
    });
    const problem = root.querySelector<HTMLElement>('[data-code=numberTooLong]');
    expect(problem?.parentElement?.querySelector('.fix')?.textContent).not.toBe('');
    await act(() => problem?.click());
    await calm();
    expect((document.activeElement as HTMLElement | null)?.className).toContain('mark blocks pressed');
  });

  it('that is not signed is a problem, where its place is empty; where that was not found, it is only said', async () => {
    const root = await openReturned({ handSigned: false });
    expect(root.querySelector('[data-code=signatureAbsent]')).not.toBeNull();
    await shown?.close();
    const unknown = await openReturned({ handSigned: undefined });
    expect(unknown.querySelector('[data-code=signatureAbsent]')).toBeNull();
    expect(unknown.textContent).toContain('kijk zelf na of er getekend is');
  });

  it('that is doubted is listed apart, with what was read, and without a place where it has none', async () => {
    const root = await openReturned({ doubted: ['date', 'accounts.use'] });
    const [list] = root.querySelectorAll<HTMLElement>('.standing');
    expect([...(list?.querySelectorAll('li') ?? [])].map((row) => row.textContent)).toEqual([
      'Datum3 september 2026',
      'Waarvoor ga je de Rekeningen API gebruiken?niets gelezenHiervan vindt Intakehulp de plaats op het formulier niet.',
    ]);
    expect(list?.querySelectorAll('button')).toHaveLength(1);
    expect(root.querySelector('.mark.doubted')?.getAttribute('aria-label')).toBe('Niet zeker gelezen: Datum');
    await act(() => list?.querySelector('button')?.click());
    await calm();
    expect(document.activeElement).toBe(root.querySelector('.mark.doubted.pressed'));
  });

  it('is nothing, said so', async () => {
    const root = await openReturned({ entries: [], request: { applicant: { name: '', role: '' }, date: '', director: { name: '', email: '' } } });
    expect(root.textContent).toContain('Op dit formulier is nog niets ingevuld.');
    expect(root.querySelector('.problems')).toBeNull();
  });

  it('that can’t be read is said in a sentence', async () => {
    answering({ readForm: failure('timeLimit') });
    location.hash = '#returned';
    shown = await show((stored) => <DeskView stored={stored} openPreview={openPreview} />);
    await calm();
    expect(shown.root.querySelector('[role=alert]')?.textContent).toContain('te veel tijd');
  });
});

describe('as profiles', () => {
  it('that are all known offers nothing to keep', async () => {
    const root = await openReturned();
    for (const name of ['Joris Van Acker', 'De Regenboog', 'Leerspoor']) expect(root.textContent).toContain(`‘${name}’ is al bewaard en zegt hetzelfde.`);
    expect(find<HTMLButtonElement>(root, 'Bewaren').disabled).toBe(true);
  });

  it('shows what would differ before anything is written, writes it on the click, and takes it back', async () => {
    const changed = {
      ...request,
      director: { ...request.director, name: 'An Claes' },
      administration: request.administration && { ...request.administration, institutionNumbers: ['035642', '113357'] },
    };
    const root = await openReturned({ request: changed });
    expect(cells(root)).toEqual([
      ['Instellingsnummer(s)', '035642', '035642, 113357'],
      ['Naam van de directie', 'Françoise Şahin', 'An Claes'],
    ]);
    expect(await kept('school:s1')).toEqual(school);
    await press(root, 'Bewaren');
    expect(await kept('school:s1')).toEqual({
      ...school,
      institutionNumbers: ['035642', '113357'],
      director: { ...school.director, name: 'An Claes' },
    });
    expect(root.textContent).toContain('1 profiel is bewaard.');
    expect(root.textContent).toContain('‘De Regenboog’ is al bewaard en zegt hetzelfde.');
    await press(root, 'Ongedaan maken');
    expect(await kept('school:s1')).toEqual(school);
  });

  it('makes new ones of what is not known, named as the person types, and takes those back too', async () => {
    await local.remove(['school:s1', 'purpose:p1']);
    const root = await openReturned();
    await type(root, 'Naam van de school', 'Klimop');
    await press(root, 'Bewaren');
    expect(root.textContent).toContain('2 profielen zijn bewaard.');
    const schools = Object.entries(await inVault()).filter(([key]) => key.startsWith('school:'));
    expect(schools).toEqual([[expect.any(String), { ...school, id: expect.any(String), name: 'Klimop' }]]);
    await press(root, 'Ongedaan maken');
    expect(Object.keys(await inVault()).filter((key) => /^(school|purpose):/.test(key))).toEqual([]);
  });

  it('writes nothing of what the person leaves out', async () => {
    await local.set({ 'school:s1': { ...school, username: 'anders' } });
    const root = await openReturned();
    const skip = [...root.querySelectorAll('label')].find((label) => label.textContent === 'Niet bewaren');
    await act(() => skip?.querySelector('input')?.click());
    await calm();
    expect(find<HTMLButtonElement>(root, 'Bewaren').disabled).toBe(true);
    expect(await kept('school:s1')).toEqual({ ...school, username: 'anders' });
  });
});
