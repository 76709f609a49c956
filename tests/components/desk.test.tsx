// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PreviewDocument } from '../../components/request/Preview.tsx';
import { DeskView } from '../../components/views/DeskView.tsx';
import { ask } from '../../utils/extension/ask.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import { loadHandwriting, saveHandwriting } from '../../utils/extension/handwriting.ts';
import { rules } from '../../utils/intake/rules.ts';
import { failure, success } from '../../utils/result.ts';
import { purpose, records, school } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, choose, find, freshBrowser, inVault, press, show, type, typeNow } from './stage.tsx';

const { produced, storedForm } = vi.hoisted(() => ({ produced: vi.fn(), storedForm: { current: undefined as unknown } }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/download.ts', () => ({ download: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: produced, stop: () => undefined }) }));
vi.mock('../../utils/extension/database.ts', () => ({
  levelRows: async () => undefined,
  openRows: async () => undefined,
  eraseRows: async () => undefined,
  listRows: async () => [],
}));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => storedForm.current,
  latestForm: async () => storedForm.current,
  getOutcome: async (id: string) => ({ id, fileName: 'made.pdf', bytes: new Uint8Array([9]) }),
  allFiles: async () => ({ forms: [], outcomes: [], placements: [] }),
}));
vi.mock('signature_pad', () => import('./no-pad.ts'));

const map: FormMap = {
  fingerprint: 'f1',
  detected: true,
  confidence: 1,
  kind: 'fillable',
  pages: [{ width: 200, height: 400, turn: 0 }],
  places: [{ key: 'accounts.accessGroups', page: 0, box: [20, 40, 120, 80], slot: { kind: 'print' }, confidence: 1 }],
  left: [],
  signed: false,
};
const opened: number[] = [];
const openPreview = async (bytes: Uint8Array): Promise<PreviewDocument> => {
  opened.push(bytes[0] ?? 0);
  return { pages: 1, size: async () => ({ width: 200, height: 400 }), render: async () => undefined, close: () => undefined };
};
const local = fakeBrowser.storage.local;
const views: Shown[] = [];

async function openDesk(hash: string): Promise<HTMLElement> {
  location.hash = hash;
  const shown = await show((stored) => <DeskView stored={stored} openPreview={openPreview} />);
  views.push(shown);
  return shown.root;
}

async function follow(hash: string): Promise<void> {
  await act(() => {
    location.hash = hash;
    window.dispatchEvent(new Event('hashchange'));
  });
  await calm();
}

const drop = async (file: File) => {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files: [file], types: ['Files'] } });
  await act(() => void document.dispatchEvent(event));
  await calm();
};

beforeEach(async () => {
  for (const view of views.splice(0)) await view.close();
  freshBrowser();
  vi.clearAllMocks();
  opened.length = 0;
  storedForm.current = undefined;
  produced.mockResolvedValue(failure('engineStopped'));
  await local.set(records);
});

describe('the routes', () => {
  it.each([
    ['#open', 'Formulier openen'],
    ['#returned', 'Nakijken'],
    ['#request', 'Aanvraag'],
    ['#profiles/applicants', 'Aanvragers'],
    ['#profiles/schools', 'Scholen'],
    ['#profiles/purposes', 'Doelen'],
    ['#data', 'Gegevens'],
    ['#settings', 'Instellingen'],
  ])('%s is %s: one heading, its place in the menu, the title', async (hash, title) => {
    const root = await openDesk(hash);
    expect([...root.querySelectorAll('h1')].map((heading) => heading.textContent)).toEqual([title]);
    expect(root.querySelector('[aria-current=page]')?.textContent).toBe(title);
    expect(document.title).toBe(`${title} – Intakehulp`);
  });

  it('lead to a field of a profile', async () => {
    const root = await openDesk('#profiles/schools/s1/director.email');
    expect(document.activeElement).toBe(find(root, 'E-mailadres van de directie'));
  });

  it('move the focus to where the new view begins, and leave the first one alone', async () => {
    const root = await openDesk('#open');
    expect(document.activeElement).toBe(document.body);
    await follow('#settings');
    expect(document.activeElement).toBe(root.querySelector('h1'));
  });

  it('begin with a way past the menu', async () => {
    const root = await openDesk('#settings');
    expect(root.querySelector('button, a')?.textContent).toBe('Naar de inhoud');
    await press(root, 'Naar de inhoud');
    expect(document.activeElement).toBe(root.querySelector('main'));
  });
});

describe('profiles', () => {
  it('are made and kept while they are typed', async () => {
    const root = await openDesk('#profiles/schools');
    await press(root, 'Nieuwe school');
    await follow(location.hash);
    await type(root, 'Naam van de school', 'Klimop');
    const kept = Object.values(await inVault()).filter((record) => (record as { name?: string })?.name === 'Klimop');
    expect(kept).toHaveLength(1);
  });

  it('that are removed come back whole', async () => {
    const root = await openDesk('#profiles/schools/s1');
    await press(root, '‘De Regenboog’ verwijderen');
    expect((await inVault())['school:s1']).toBeUndefined();
    expect(root.textContent).toContain('‘De Regenboog’ is verwijderd.');
    await press(root, 'Ongedaan maken');
    expect((await inVault())['school:s1']).toEqual(school);
  });

  it('take a pasted list apart, and put back what a spreadsheet dropped', async () => {
    await openDesk('#profiles/schools/s1');
    const field = document.getElementById('field-administration-institutionNumbers') as HTMLTextAreaElement;
    field.setSelectionRange(field.value.length, field.value.length);
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => '40428\t040436; 123456', files: [] } });
    await act(() => void field.dispatchEvent(paste));
    await calm();
    expect(paste.defaultPrevented).toBe(true);
    expect((await inVault())['school:s1']).toMatchObject({ institutionNumbers: ['035642', '40428', '040436', '123456'] });
    expect(field.value.split('\n')).toEqual(['035642', '40428', '040436', '123456']);
  });

  it('keep the line that is begun while it is typed', async () => {
    await openDesk('#profiles/schools/s1');
    const field = document.getElementById('field-accounts-accessGroups') as HTMLTextAreaElement;
    typeNow(field, 'VZW De Regenboog\n');
    await calm();
    expect(field.value).toBe('VZW De Regenboog\n');
    expect((await inVault())['school:s1']).toMatchObject({ accessGroups: ['VZW De Regenboog'] });
  });

  it('are the same in two open views, without the one writing over the other', async () => {
    const one = await openDesk('#profiles/schools/s1');
    const two = await openDesk('#profiles/schools/s1');
    const field = (root: HTMLElement) => root.querySelector<HTMLInputElement>('#field-school-name') as HTMLInputElement;
    typeNow(field(one), 'De Regenboog Gent');
    await calm();
    expect(field(two).value).toBe('De Regenboog Gent');
    for (const text of ['a', 'ab', 'abc']) typeNow(field(two), text);
    expect(field(two).value).toBe('abc');
    await calm();
    expect([field(one).value, field(two).value]).toEqual(['abc', 'abc']);
  });
});

describe('opening a file', () => {
  it('sends it, and goes on to the request when it is the form', async () => {
    answering({ openFile: success({ kind: 'pdf', name: 'x.pdf', form: map }) });
    await openDesk('#open');
    await drop(new File([new Uint8Array([1, 2])], 'x.pdf'));
    expect(ask).toHaveBeenCalledWith({ type: 'openFile', name: 'x.pdf', bytes: new Uint8Array([1, 2]) });
    expect(location.hash).toBe('#request');
  });

  it.each([
    ['fileEmpty', 'leeg'],
    ['notPdf', 'geen pdf'],
    ['fileDamaged', 'beschadigd'],
    ['fileEncrypted', 'wachtwoord'],
    ['scanOnly', 'een scan'],
    ['otherForm', 'niet het intakeformulier'],
    ['timeLimit', 'te veel tijd'],
  ] as const)('says of %s what it is, and stays', async (code, words) => {
    answering({ openFile: failure(code) });
    const root = await openDesk('#open');
    await drop(new File([''], 'x.pdf'));
    expect(root.querySelector('[role=alert]')?.textContent).toContain(words);
    expect(root.querySelector('.busy')).toBeNull();
    expect(location.hash).toBe('#open');
  });

  it('does not even send what is too large', async () => {
    const root = await openDesk('#open');
    await drop(new File([new Uint8Array(21 * 1024 * 1024)], 'groot.pdf'));
    expect(ask).not.toHaveBeenCalledWith(expect.objectContaining({ type: 'openFile' }));
    expect(root.querySelector('[role=alert]')?.textContent).toContain('groter dan 20 MB');
  });
});

describe('the request', () => {
  const everyKey = [...new Set(rules.map(({ key }) => key))];
  const full = { ...purpose, clientId: { kind: 'extend' as const, name: 'x' } };

  it.each(everyKey)('a problem of %s leads to the field that answers it', async (key: PlaceKey) => {
    await local.set({ 'purpose:p1': full });
    await openDesk(`#request/${key}`);
    const names: Partial<Record<PlaceKey, string>> = {
      director: 'director-email',
      'clientId.extend': 'clientId-new',
      'administration.clientId': 'clientId-name',
    };
    expect(document.activeElement?.id).toBe(`field-${names[key] ?? key.replaceAll('.', '-')}`);
  });

  it('leads to the box that asks for a part where the part is not asked', async () => {
    await local.set({ 'purpose:p1': { ...purpose, administration: { asked: false, use: '' }, accounts: { asked: false, use: '' } } });
    const root = await openDesk('#request');
    await press(root, 'Er is geen enkele API gekozen.');
    expect(document.activeElement?.id).toBe('field-administration-asked');
  });

  it('leads to the list where nothing is chosen', async () => {
    await local.remove('work:schoolId');
    const root = await openDesk('#request');
    await press(root, 'Er is nog geen school gekozen.');
    expect(document.activeElement?.id).toBe('picker-school');
  });

  it('marks the place of a problem on the form, which leads to the same field', async () => {
    storedForm.current = { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
    await local.set({ 'school:s1': { ...school, accessGroups: [] } });
    const root = await openDesk('#request');
    const mark = root.querySelector<HTMLButtonElement>('.mark');
    expect(mark?.getAttribute('aria-label')).toContain('geen toegangsgroep');
    expect([mark?.style.left, mark?.style.top, mark?.style.width, mark?.style.height]).toEqual(['10.000%', '80.000%', '50.000%', '10.000%']);
    await act(() => mark?.click());
    await calm();
    expect(document.activeElement?.id).toBe('field-accounts-accessGroups');
    expect(root.querySelector('.mark')?.className).toContain('pressed');
  });

  it('shows the pages filled before anything is exported, and what was exported after', async () => {
    storedForm.current = { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
    const report = { placed: [], left: [], kept: [], annexed: [] };
    produced.mockResolvedValue(success({ bytes: new Uint8Array([7]), report }));
    answering({ produce: success({ id: 'o1', fileName: 'made.pdf', draft: false, report }) });
    const root = await openDesk('#request');
    expect(opened).toEqual([5]);
    await vi.waitFor(() => expect(opened).toEqual([5, 7]), 3000);
    expect(produced).toHaveBeenCalledTimes(1);
    expect(root.textContent).toContain('Zo wordt het formulier ingevuld.');
    await press(root, 'Exporteren');
    expect(opened).toEqual([5, 7, 9]);
    expect(root.textContent).toContain('Dit is de geëxporteerde pdf.');
  });

  it('blocks the export while the hand is missing, and offers pen and paper', async () => {
    storedForm.current = { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
    const root = await openDesk('#request');
    await act(() => find(root, 'Hier tekenen of een scan gebruiken').click());
    await calm();
    expect(find(root, 'De handtekening ontbreekt nog.')).toBeTruthy();
    expect(find(root, 'Kladversie exporteren')).toBeTruthy();
    await press(root, 'De handtekening ontbreekt nog.');
    expect(document.activeElement?.id).toBe('field-signature');
    await act(() => find(root, 'Afdrukken en met de pen tekenen').click());
    await calm();
    expect(find(root, 'Exporteren')).toBeTruthy();
  });

  it('asks before a hand of another request stands under this one, for the same form and another school too', async () => {
    storedForm.current = { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
    await local.set({ 'work:signing': 'hand', 'work:form': { fingerprint: 'f1', name: 'intake.pdf' } });
    const drawn = { kind: 'drawn' as const, width: 10, height: 10, strokes: [[0, 0, 10, 10]] };
    const hand = { mention: drawn, signature: drawn, use: { fingerprint: 'f1', schoolId: 's9', name: 'intake.pdf, De Eik' } };
    await saveHandwriting(hand);
    const root = await openDesk('#request');
    expect(root.textContent).toContain('tekende je voor een andere aanvraag: intake.pdf, De Eik.');
    expect(root.querySelector('canvas.pad')).toBeNull();
    await press(root, 'De handtekening is van een andere aanvraag: intake.pdf, De Eik.');
    expect(document.activeElement?.id).toBe('field-signature');
    expect(find(root, 'Kladversie exporteren')).toBeTruthy();
    await press(root, 'Ook voor deze aanvraag gebruiken');
    expect(find(root, 'Exporteren')).toBeTruthy();
    expect(root.querySelectorAll('canvas.pad')).toHaveLength(2);
    expect(await loadHandwriting()).toEqual({ ...hand, use: { fingerprint: 'f1', schoolId: 's1', name: 'intake.pdf, De Regenboog' } });
    await choose(root, 'School', '');
    await press(root, 'Opnieuw tekenen');
    expect(await loadHandwriting()).toEqual({});
    expect(find(root, 'De handtekening ontbreekt nog.')).toBeTruthy();
  });

  it('offers a form to open where there is none', async () => {
    const root = await openDesk('#request');
    expect(root.textContent).toContain('Er is nog geen formulier geopend.');
    expect(find<HTMLButtonElement>(root, 'Exporteren').disabled).toBe(true);
  });
});

describe('settings', () => {
  it('change the language of the view at once, and keep it', async () => {
    const root = await openDesk('#settings');
    await act(() => find(root, 'Français').click());
    await calm();
    expect(root.querySelector('h1')?.textContent).toBe('Paramètres');
    expect(document.documentElement.lang).toBe('fr');
    expect((await local.get('settings')).settings).toMatchObject({ language: 'fr' });
  });
});
