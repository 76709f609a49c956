// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PopupView } from '../../components/views/PopupView.tsx';
import { ask } from '../../utils/extension/ask.ts';
import { download } from '../../utils/extension/download.ts';
import type { TabFailure } from '../../utils/extension/messages.ts';
import { requestSite } from '../../utils/extension/site-permission.ts';
import { openDesk } from '../../utils/extension/tabs.ts';
import { saveJob } from '../../utils/extension/tab-state.ts';
import type { FormFailure, FormMap } from '../../utils/intake/form.ts';
import { failure, success } from '../../utils/result.ts';
import { purpose, records, school } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, choose, find, press, freshBrowser, inVault, show, type, typeNow } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => undefined,
  getOutcome: async (id: string) => ({ id, fileName: 'made.pdf', bytes: new Uint8Array([1]) }),
}));
vi.mock('../../utils/extension/download.ts', () => ({ download: vi.fn() }));
vi.mock('../../utils/extension/tabs.ts', () => ({ findActiveTab: async () => 7, openDesk: vi.fn(async () => undefined) }));
vi.mock('../../utils/extension/site-permission.ts', () => ({ requestSite: vi.fn(async () => true) }));

const form: FormMap = { fingerprint: 'f1', detected: true, confidence: 0.98, kind: 'flat', pages: [], places: [], left: [], signed: false };
const pdf = success({ kind: 'pdf' as const, name: 'intake.pdf', form });
const web = success({ kind: 'web' as const, form: { detected: true, confidence: 0.9, found: [], left: [] } });
const local = fakeBrowser.storage.local;
const asked = vi.mocked(ask);
let shown: Shown | undefined;

async function openPopup(): Promise<HTMLElement> {
  shown = await show((stored) => <PopupView stored={stored} />);
  return shown.root;
}

const messages = (kind: string) => asked.mock.calls.map(([message]) => message as Record<string, unknown>).filter(({ type: own }) => own === kind);

beforeEach(async () => {
  await shown?.close();
  shown = undefined;
  freshBrowser();
  vi.clearAllMocks();
  vi.restoreAllMocks();
  vi.stubGlobal('close', vi.fn());
  answering({ openTab: pdf });
  await local.set({ settings: { language: 'nl' } });
});

describe('what the tab shows', () => {
  it('is the form: which kind, how sure', async () => {
    const root = await openPopup();
    expect(asked).toHaveBeenCalledWith({ type: 'openTab', tabId: 7 });
    for (const text of ['Dit is het intakeformulier van Informat', 'Platte pdf, zonder invulvelden', '98 % zeker', 'intake.pdf'])
      expect(root.textContent).toContain(text);
  });

  it('is another PDF, said plainly, with a file to open instead', async () => {
    answering({ openTab: success({ kind: 'pdf', name: 'x.pdf', form: { ...form, detected: false } }) });
    const root = await openPopup();
    expect(root.textContent).toContain('Deze pdf is niet het intakeformulier van Informat.');
    await press(root, 'Bestand openen');
    expect(openDesk).toHaveBeenCalledWith('#open');
  });

  const codes: (FormFailure | TabFailure)[] = [
    'fileEmpty',
    'fileTooLarge',
    'notPdf',
    'fileDamaged',
    'fileEncrypted',
    'fileBomb',
    'scanOnly',
    'otherForm',
    'tabUnreadable',
    'tabIsFile',
    'timeLimit',
  ];
  it.each(codes)('%s: a sentence, a way on, and no waiting', async (code) => {
    answering({ openTab: failure(code) });
    const root = await openPopup();
    expect(root.querySelector('.notice')?.textContent).toMatch(/[.?]$/);
    expect(find(root, 'Bestand openen')).toBeTruthy();
    expect(root.querySelector('.busy')).toBeNull();
  });

  it('looks again when what went wrong may pass', async () => {
    answering({ openTab: failure('timeLimit') });
    const root = await openPopup();
    answering({ openTab: pdf });
    await press(root, 'Opnieuw bekijken');
    expect(root.textContent).toContain('Dit is het intakeformulier van Informat');
  });

  it('asks for the site in the click itself, and looks again once it may', async () => {
    answering({ openTab: failure('tabNeedsPermission', 'https://school.example') });
    const root = await openPopup();
    answering({ openTab: pdf });
    find(root, 'Deze pdf lezen').click();
    // Synchronously: after any wait browsers refuse.
    expect(requestSite).toHaveBeenCalledWith('https://school.example');
    await calm();
    expect(root.textContent).toContain('Dit is het intakeformulier van Informat');
  });

  it('says what helps when the site is refused', async () => {
    answering({ openTab: failure('tabNeedsPermission', 'https://school.example') });
    vi.mocked(requestSite).mockResolvedValueOnce(false);
    const root = await openPopup();
    await press(root, 'Deze pdf lezen');
    expect(root.textContent).toContain('Zonder je toestemming');
    expect(messages('openTab')).toHaveLength(1);
  });
});

describe('the first time', () => {
  it('asks the three profiles one after the other, and keeps nothing before something is typed', async () => {
    const root = await openPopup();
    expect(Object.keys(await inVault()).filter((key) => /^(applicant|school|purpose):/.test(key))).toEqual([]);
    await type(root, 'Naam aanvrager', 'Joris');
    expect(find<HTMLSelectElement>(root, 'Aanvrager').selectedOptions[0]?.textContent).toBe('Joris');
    await press(root, 'Aanvrager bewerken');
    await type(root, 'Naam van de school', 'De Regenboog');
    await press(root, 'School bewerken');
    await type(root, 'Naam van dit doel', 'Leerspoor');
    const kept = await inVault();
    expect(Object.keys(kept).map((key) => key.split(':')[0])).toEqual(expect.arrayContaining(['applicant', 'school', 'purpose']));
  });

  it('loses nothing when it closes in the middle of a word', async () => {
    const first = await openPopup();
    const field = find(first, 'Naam aanvrager');
    for (const text of ['N', 'Nö', 'Nöë']) typeNow(field, text);
    // At the very end of the last keystroke, with no time for anything that would come later.
    expect(messages('keep').at(-1)?.set).toMatchObject({ [Object.keys(messages('keep')[0]?.set ?? {})[0] ?? '']: { name: 'Nöë' } });
    await shown?.close();
    const second = await openPopup();
    await press(second, 'Aanvrager bewerken');
    expect(find<HTMLInputElement>(second, 'Naam aanvrager').value).toBe('Nöë');
  });
});

describe('the PDF', () => {
  it('exports in one click once the three are chosen, named for school and date, and downloads', async () => {
    await local.set(records);
    const report = { placed: [], left: [], kept: [], annexed: [] };
    answering({ openTab: pdf, produce: success({ id: 'o1', fileName: 'intake-de-regenboog.pdf', draft: false, report }) });
    const root = await openPopup();
    await press(root, 'Exporteren');
    const [message] = messages('produce');
    expect(message).toMatchObject({ fingerprint: 'f1', draft: false, signing: { kind: 'print' }, request: { director: { name: 'Françoise Şahin' } } });
    expect(message?.fileName).toMatch(/^intake-de-regenboog-\d{4}-\d\d-\d\d\.pdf$/);
    expect(download).toHaveBeenCalledTimes(1);
    expect(root.textContent).toContain('De pdf is klaar en nagelezen.');
    expect(root.textContent).toContain('info@informat.be');
  });

  it('offers no more than a draft while something must be settled', async () => {
    await local.set({ ...records, 'school:s1': { ...school, accessGroups: [] } });
    answering({ openTab: pdf, produce: success({ id: 'o1', fileName: 'KLAD-x.pdf', draft: true, report: { placed: [], left: [], kept: [], annexed: [] } }) });
    const root = await openPopup();
    expect(() => find(root, 'Exporteren')).toThrow();
    await press(root, 'Kladversie exporteren');
    expect(messages('produce')[0]).toMatchObject({ draft: true, fileName: expect.stringMatching(/^KLAD-intake-de-regenboog-/) });
    expect(root.textContent).toContain('Dien ze zo niet in.');
    expect(root.textContent).not.toContain('info@informat.be');
  });

  it('hands over nothing by itself that lacks an answer, and says which', async () => {
    await local.set(records);
    const report = { placed: [], left: ['accounts.username' as const], kept: [], annexed: [] };
    answering({ openTab: pdf, produce: success({ id: 'o1', fileName: 'x.pdf', draft: false, report }) });
    const root = await openPopup();
    await press(root, 'Exporteren');
    expect(download).not.toHaveBeenCalled();
    expect(root.textContent).toContain('Niet geplaatst: Gebruikersnaam in Rekeningen2.0.');
    await press(root, 'Downloaden');
    expect(download).toHaveBeenCalledTimes(1);
  });

  it('says why there is none', async () => {
    await local.set(records);
    answering({ openTab: pdf, produce: failure('charactersUnprintable', '学') });
    const root = await openPopup();
    await press(root, 'Exporteren');
    expect(root.querySelector('[role=alert]')?.textContent).toBe('Deze tekens kunnen niet op het formulier gedrukt worden: 学');
    expect(root.querySelector('.busy')).toBeNull();
  });

  it('shows work that went on while it was closed, and its outcome', async () => {
    await local.set(records);
    await saveJob({ state: 'running', startedAt: Date.now() });
    const root = await openPopup();
    expect(root.textContent).toContain('De pdf wordt gemaakt en nagelezen…');
    const outcome = { id: 'o1', fileName: 'klaar.pdf', draft: false, report: { placed: [], left: [], kept: [], annexed: [] } };
    await saveJob({ state: 'done', startedAt: Date.now(), answer: success(outcome) });
    await calm();
    expect(root.textContent).toContain('klaar.pdf');
    // Nobody asked this view for it: it is offered, not pushed.
    expect(download).not.toHaveBeenCalled();
  });

  it('forgets an outcome when the request changes after it', async () => {
    await local.set({ ...records, 'school:s2': { ...school, id: 's2', name: 'Klimop', username: 'k' } });
    answering({ openTab: pdf, produce: success({ id: 'o1', fileName: 'x.pdf', draft: false, report: { placed: [], left: [], kept: [], annexed: [] } }) });
    const root = await openPopup();
    await press(root, 'Exporteren');
    await choose(root, 'School', 's2');
    expect(root.textContent).not.toContain('De pdf is klaar');
  });

  it('leads a problem to its field, with what to do about it', async () => {
    await local.set({ ...records, 'purpose:p1': { ...purpose, clientId: { kind: 'extend', name: '' } } });
    const root = await openPopup();
    const text = 'Je wilt een bestaande ClientID uitbreiden, maar de naam ervan ontbreekt.';
    await press(root, text);
    const field = document.activeElement;
    expect(field).toBe(find(root, 'Naam van de ClientID'));
    const described = (field?.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' ');
    expect(described).toContain(text);
    expect(field?.getAttribute('aria-invalid')).toBe('true');
    await type(root, 'Naam van de ClientID', 'leerspoor');
    expect(() => find(root, text)).toThrow();
  });

  it('takes the signing to the desk, where there is room', async () => {
    await local.set({ ...records, 'work:signing': 'hand' });
    const root = await openPopup();
    await press(root, 'De handtekening ontbreekt nog.');
    expect(openDesk).toHaveBeenCalledWith('#request/signature');
  });
});

describe('the web form', () => {
  it('is filled in the page, reports what is left and doubted, and can be undone', async () => {
    await local.set(records);
    answering({
      openTab: web,
      fillTab: success({ filled: ['applicant.name', 'date'], left: ['signature'], doubted: ['applicant.role'] }),
      undoTab: success({ restored: 2 }),
    });
    const root = await openPopup();
    expect(root.textContent).toContain('Webformulier');
    await press(root, 'Invullen');
    expect(messages('fillTab')[0]).toMatchObject({ tabId: 7, request: { applicant: { name: 'Joris Van Acker' } } });
    expect(root.textContent).toContain('Ingevuld: 2');
    expect([...root.querySelectorAll('.filled dd')].map((item) => item.textContent)).toEqual(['Functie aanvrager', 'Handtekening']);
    await press(root, 'Ongedaan maken');
    expect(root.textContent).toContain('Teruggezet zoals het was.');
  });

  it('has no signature to ask for', async () => {
    await local.set({ ...records, 'work:signing': 'hand' });
    answering({ openTab: web });
    const root = await openPopup();
    expect(root.textContent).not.toContain('De handtekening ontbreekt');
  });

  it('waits for the three profiles', async () => {
    answering({ openTab: web });
    const root = await openPopup();
    expect(find<HTMLButtonElement>(root, 'Invullen').disabled).toBe(true);
  });

  it('says so when the page was left meanwhile', async () => {
    await local.set(records);
    answering({ openTab: web, fillTab: failure('formGone') });
    const root = await openPopup();
    await press(root, 'Invullen');
    expect(root.querySelector('[role=alert]')?.textContent).toContain('Het formulier is niet meer bewaard.');
  });
});
