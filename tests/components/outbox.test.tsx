// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Submission } from '../../utils/batch/submission.ts';
import { eraseRows } from '../../utils/extension/database.ts';
import { listSubmissions, putPdf, putSubmissions } from '../../utils/extension/submissions.ts';
import { getReturned, putReturned } from '../../utils/extension/returned.ts';
import { downloadBlob } from '../../utils/extension/download.ts';
import { lastDownload, openDesk, see, startAfresh } from './data-stage.tsx';
import { calm, find, nothingResizes, press, type, typeNow } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: async () => undefined, stop: () => undefined }) }));
vi.mock('../../utils/extension/download.ts', async (original) => ({ ...(await original<object>()), download: vi.fn(), downloadBlob: vi.fn() }));

const report = { placed: [], left: [], kept: [], annexed: [] };

function submission(id: string, given: Partial<Submission> = {}): Submission {
  return {
    id,
    batchId: 'b',
    schoolIds: [id],
    name: `School ${id}`,
    request: {
      applicant: { name: 'Joris Van Acker', role: 'ICT' },
      date: '2026-09-01',
      director: { name: 'An Peeters', email: `directie@${id}.example` },
      clientId: { kind: 'new' },
      administration: { application: 'both', purpose: 'both', institutionNumbers: ['035642'], use: 'Leerspoor' },
    },
    fileName: 'intake-school-2026-09-01.pdf',
    form: { fingerprint: 'f', name: 'intake.pdf' },
    signing: 'hand',
    status: 'signed',
    dates: { ready: '2026-09-01', signed: '2026-09-01' },
    clientId: '',
    ticked: [],
    note: '',
    work: { state: 'made', hash: 'h', report },
    at: 1,
    ...given,
  };
}

const accounts = { accessGroups: ['VZW A'], username: 'u', use: 'x', reconcile: true };
const pdfOf = (id: string) => new TextEncoder().encode(`%PDF ${id}`);

async function putIn(...submissions: Submission[]): Promise<void> {
  await putSubmissions(submissions);
  for (const { id, work } of submissions) if (work.state === 'made') await putPdf({ id, bytes: pdfOf(id), at: 1_780_000_000_000 });
}

const stored = async (id: string) => (await listSubmissions()).submissions.find((one) => one.id === id);
const openOutbox = (hash = '#outbox', words = 'Formulieren') => openDesk(hash, words);
const names = (root: HTMLElement) => [...root.querySelectorAll('.outbox-name')].map((name) => name.textContent);
const panel = (root: HTMLElement) => {
  const found = root.querySelector<HTMLElement>('section.outbox-panel');
  if (!found) throw new Error(`Nothing is opened: ${root.textContent}`);
  return found;
};
const cardOf = (root: HTMLElement, title: string) => {
  const found = [...root.querySelectorAll<HTMLElement>('section.card')].find((card) => card.querySelector('h2, h3')?.textContent === title);
  if (!found) throw new Error(`There is no card ${title}.`);
  return found;
};

async function pick(root: HTMLElement, name: string): Promise<void> {
  const box = root.querySelector<HTMLInputElement>(`input[aria-label="${name} kiezen"]`);
  if (!box) throw new Error(`${name} is not in the list.`);
  await act(() => box.click());
  await calm();
}

/** The entries of a ZIP, by its own list at the end. */
function entriesOf(zip: Uint8Array): string[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const names: string[] = [];
  for (let at = 0; at + 46 <= zip.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    names.push(new TextDecoder().decode(zip.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))));
  }
  return names;
}

/** happy-dom lays nothing out, so nothing changes its size. */
beforeEach(async () => {
  await startAfresh();
  nothingResizes();
  await eraseRows();
});

describe('the outbox', () => {
  it('says when nothing is in it, and where forms are made', async () => {
    const root = await openOutbox('#outbox', 'Hier staat nog niets');
    expect(find(root, 'Reeks').getAttribute('href')).toBe('#batch');
  });

  it('counts each status and what is not made, and shows one pile at a time', async () => {
    await putIn(
      submission('a'),
      submission('b', { status: 'sent', dates: { sent: '2026-09-02' } }),
      submission('c', { work: { state: 'waiting' } }),
      submission('d', { work: { state: 'failed', code: 'formGone', values: [] } }),
    );
    const root = await openOutbox();
    const piles = [...root.querySelectorAll('.piles button')].map((pile) => pile.textContent);
    expect(piles).toEqual(['4 in totaal', '3 Ondertekend', '1 Verstuurd', '1 Pdf nog te maken', '1 Mislukt']);
    await press(root, '1 Mislukt');
    expect(names(root)).toEqual(['School d']);
    await press(root, '1 Mislukt');
    expect(names(root)).toHaveLength(4);
  });

  it('finds by every word typed, whatever the accents, and puts the newest day first', async () => {
    await putIn(
      submission('a', { name: 'Klimop', dates: { ready: '2026-08-01' } }),
      submission('b', { name: 'De Ëik', dates: { ready: '2026-09-01' } }),
      submission('c', { name: 'Berk', dates: { ready: '2026-09-01' }, note: 'belt terug' }),
    );
    const root = await openOutbox();
    expect(names(root)).toEqual(['Berk', 'De Ëik', 'Klimop']);
    await type(root, 'Zoeken op naam, nummer, directie of notitie', 'eik 035642');
    expect(names(root)).toEqual(['De Ëik']);
    await type(root, 'Zoeken op naam, nummer, directie of notitie', 'TERUG');
    expect(names(root)).toEqual(['Berk']);
    expect(root.textContent).toContain('1 van 3 getoond');
  });

  it('draws only a window of a long list', async () => {
    await putIn(...Array.from({ length: 150 }, (_, at) => submission(`n${at}`, { work: { state: 'waiting' } })));
    const root = await openOutbox();
    expect(root.textContent).toContain('150 van 150 getoond');
    expect(root.querySelector<HTMLElement>('.long-list ul')?.style.height).toBe(`${150 * 64}px`);
    expect(root.querySelectorAll('.outbox-list li').length).toBeLessThan(100);
    await press(root, 'Alle 150 getoonde kiezen');
    expect(root.textContent).toContain('150 formulieren gekozen');
  });
});

describe('one submission, opened', () => {
  it('offers only what it may become, keeps the day, and takes it back', async () => {
    await putIn(submission('a'));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    expect(document.activeElement?.textContent).toBe('School a');
    const moves = [...cardOf(root, 'Status: Ondertekend').querySelectorAll('button')].map((button) => button.textContent);
    expect(moves).toEqual(['Naar ‘Klad’', 'Naar ‘Klaar om te tekenen’', 'Naar ‘Verstuurd’']);
    await type(panel(root), 'Vanaf welke dag', '2026-09-02');
    await press(root, 'Naar ‘Verstuurd’');
    await see(root, '1 formulier op ‘Verstuurd’ gezet');
    expect(await stored('a')).toMatchObject({ status: 'sent', dates: { ready: '2026-09-01', signed: '2026-09-01', sent: '2026-09-02' } });
    await press(root, 'Ongedaan maken');
    await see(root, 'Status: Ondertekend');
    expect(await stored('a')).toMatchObject({ status: 'signed', dates: { ready: '2026-09-01', signed: '2026-09-01' } });
    expect((await stored('a'))?.dates).not.toHaveProperty('sent');
  });

  it('refuses a day before the step that went before, and says which', async () => {
    await putIn(submission('a', { status: 'sent', dates: { ready: '2026-08-20', sent: '2026-09-02' } }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    await type(panel(root), 'Vanaf welke dag', '2026-09-01');
    await press(root, 'Naar ‘Inloggegevens ontvangen’');
    await see(root, 'Deze dag ligt voor ‘Verstuurd’ (02/09/2026).');
    expect(await stored('a')).toMatchObject({ status: 'sent' });
    await type(panel(root), 'Vanaf welke dag', '2026-09-02');
    await press(root, 'Naar ‘Inloggegevens ontvangen’');
    await see(root, '1 formulier op ‘Inloggegevens ontvangen’ gezet');
    expect(panel(root).textContent).not.toContain('Deze dag ligt voor');
  });

  it.each([
    ['ready', { state: 'waiting' }, []],
    ['ready', { state: 'failed', code: 'formGone', values: [] }, []],
    ['sent', { state: 'failed', code: 'formGone', values: [] }, ['Naar ‘Klaar om te tekenen’']],
  ] as const)('%s without a PDF (%j) becomes nothing that it cannot be', async (status, work, expected) => {
    await putIn(submission('a', { status, work: { ...work } as Submission['work'] }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    const card = panel(root).querySelector('section.card');
    expect([...(card?.querySelectorAll('button') ?? [])].map((button) => button.textContent)).toEqual(expected);
    expect(card?.textContent).toContain('Er is nog geen pdf van dit formulier.');
  });

  it.each([
    ['both', true, { reconcile: false }, 'raadplegen: VZW A; VZW B.', true],
    ['accounts alone', false, { reconcile: true }, 'raadplegen en afpunten: VZW A; VZW B.', false],
    ['the administrations alone', true, undefined, undefined, true],
  ] as const)('says what the access groups of %s come with', async (_, administers, asked, said, listed) => {
    const { administration, ...request } = submission('a').request;
    const both = asked && { ...accounts, ...asked, accessGroups: ['VZW A', 'VZW B'] };
    await putIn(submission('a', { request: { ...request, ...(administers && { administration }), ...(both && { accounts: both }) } }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    const card = cardOf(root, 'Verwachte scopes');
    expect([card.querySelectorAll('code').length > 0, card.textContent?.includes('Scopes kopiëren')]).toEqual([listed, listed]);
    if (said) expect(card.textContent).toContain(said);
    else expect(card.textContent).not.toContain('Rekeningen API');
  });

  it('hands over the PDF, and the mail with it to the address that the form names', async () => {
    const { administration: _, ...request } = submission('b').request;
    await putIn(submission('a'), submission('b', { request: { ...request, accounts }, fileName: 'b.pdf' }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    await press(root, 'Pdf downloaden');
    expect(lastDownload()).toMatchObject({ fileName: 'intake-school-2026-09-01.pdf', bytes: pdfOf('a'), type: 'application/pdf' });
    await press(root, 'Mail met pdf downloaden (.eml)');
    const eml = new TextDecoder().decode(lastDownload().bytes);
    expect(lastDownload().fileName).toBe('intake-school-2026-09-01.eml');
    expect(eml).toContain('To: info@informat.be');
    expect(eml).toContain(btoa('%PDF a'));

    await act(() => {
      location.hash = '#outbox/b';
      window.dispatchEvent(new Event('hashchange'));
    });
    await see(root, 'rekeningen@informat.be');
    expect(cardOf(root, 'Mail aan Informat').querySelector('a')?.href).toMatch(/^mailto:rekeningen@informat\.be\?/);
    const directie = cardOf(root, 'Mail aan de directie');
    await press(directie, 'Mail downloaden (.eml)');
    const second = new TextDecoder().decode(lastDownload().bytes);
    expect(lastDownload().fileName).toBe('b-directie.eml');
    expect(second).toContain('To: directie@b.example');
    expect(second).not.toContain('application/pdf');
  });

  it('keeps a note when typing rests, and when the field is left', async () => {
    await putIn(submission('a'));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    await type(panel(root), 'Notitie', 'gebeld');
    await vi.waitFor(async () => expect((await stored('a'))?.note).toBe('gebeld'));
    await type(panel(root), 'Notitie', 'gebeld op maandag');
    await act(() => void find(panel(root), 'Notitie').dispatchEvent(new Event('blur')));
    await calm();
    expect((await stored('a'))?.note).toBe('gebeld op maandag');
  });

  it('keeps the name of the ClientID, and no secret', async () => {
    await putIn(submission('a'));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    expect(panel(root).textContent).toContain('nooit het geheim');
    await type(panel(root), 'Naam van de ClientID die kwam', 'Qx7Zr2Lk9Tb4Vn8Wm3Yp6Hd1Js5Gf0Ac');
    await see(root, 'Dit lijkt op een geheim');
    expect((await stored('a'))?.clientId).toBe('');
    await type(panel(root), 'Naam van de ClientID die kwam', 'leerspoor-regenboog');
    await vi.waitFor(async () => expect((await stored('a'))?.clientId).toBe('leerspoor-regenboog'));
  });

  it('lists the scopes to expect, and ticks the notes that concern it', async () => {
    await putIn(submission('a', { request: { ...submission('a').request, accounts } }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    const scopes = [...cardOf(root, 'Verwachte scopes').querySelectorAll('code')].map((code) => code.textContent);
    expect(scopes).toContain('api_informat_sas_leerlingen.leerlingen.035642');
    const write = vi.fn(async () => undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true });
    await press(root, 'Scopes kopiëren');
    expect(write).toHaveBeenCalledWith(scopes.join('\n'));
    expect(root.textContent).toContain('Gekopieerd.');
    const checklist = cardOf(root, 'Aandachtspunten');
    expect(checklist.textContent).toContain('“Extern” of “Extern_Dubieus”');
    const [first] = checklist.querySelectorAll('input');
    await act(() => first?.click());
    await calm();
    expect((await stored('a'))?.ticked).toEqual(['credentialsDirector']);
  });

  it('says why making failed, and tries again', async () => {
    await putIn(submission('a', { work: { state: 'failed', code: 'formGone', values: [] } }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    expect(find<HTMLButtonElement>(root, 'Mail met pdf downloaden (.eml)').disabled).toBe(true);
    await press(root, 'Opnieuw proberen');
    expect((await stored('a'))?.work).toEqual({ state: 'waiting' });
    expect(panel(root).textContent).toContain('De pdf moet nog gemaakt worden.');
  });

  it('tries again with what the profile says now', async () => {
    const choices = { applicantId: 'a1', purposeId: 'p1', again: false };
    await putIn(submission('a', { schoolIds: ['s1'], status: 'ready', choices, work: { state: 'failed', code: 'charactersUnprintable', values: ['😀'] } }));
    const root = await openOutbox('#outbox/a', 'Mail aan Informat');
    await press(root, 'Opnieuw proberen');
    await see(root, 'De pdf moet nog gemaakt worden.');
    expect(await stored('a')).toMatchObject({ id: 'a', name: 'De Regenboog', request: { director: { name: 'Françoise Şahin' } }, work: { state: 'waiting' } });
  });

  it('goes back to the row that it was opened from', async () => {
    await putIn(submission('a'), submission('b'));
    await openOutbox('#outbox/b', 'Mail aan Informat');
    await act(() => {
      location.hash = '#outbox';
      window.dispatchEvent(new Event('hashchange'));
    });
    await calm();
    expect(document.activeElement?.id).toBe('outbox-b');
  });

  it('that is gone says so', async () => {
    await putIn(submission('a'));
    const root = await openOutbox('#outbox/weg', 'staat hier niet meer');
    expect(names(root)).toEqual(['School a']);
  });
});

describe('many at once', () => {
  it('gives a ZIP in which each file has its own name, with the mails that are wished for', async () => {
    await putIn(submission('a'), submission('b'), submission('c', { work: { state: 'waiting' } }));
    const root = await openOutbox();
    await press(root, 'Alle 3 getoonde kiezen');
    await press(root, 'Met de mails aan Informat (.eml)');
    await press(root, 'Als ZIP downloaden');
    await see(root, '4 bestanden in de ZIP.');
    // Of the one without a PDF its mail is missing too.
    expect(root.textContent).toContain('Van één formulier ging niet alles mee');
    expect(root.textContent).toContain('School c');
    const [fileName, blob] = vi.mocked(downloadBlob).mock.lastCall ?? [];
    expect(fileName).toBe('intakeformulieren-2026-09-03.zip');
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(entriesOf(bytes).sort()).toEqual([
      'intake-school-2026-09-01-2.eml',
      'intake-school-2026-09-01-2.pdf',
      'intake-school-2026-09-01.eml',
      'intake-school-2026-09-01.pdf',
    ]);
    const zip = new TextDecoder('latin1').decode(bytes);
    for (const id of ['a', 'b']) expect(zip).toContain(`%PDF ${id}`);
  });

  it('hands over the signed form that came back instead of the one that was made, in the ZIP and with the mail', async () => {
    await putIn(submission('a', { signing: 'print' }), submission('b'));
    await putReturned('a', { name: 'scan.pdf', bytes: new TextEncoder().encode('%PDF signed'), at: 5, doubts: [] });
    const root = await openOutbox();
    await press(root, 'Alle 2 getoonde kiezen');
    await press(root, 'Met de mails aan Informat (.eml)');
    await press(root, 'Als ZIP downloaden');
    await see(root, '4 bestanden in de ZIP.');
    const [, blob] = vi.mocked(downloadBlob).mock.lastCall ?? [];
    const zip = new TextDecoder('latin1').decode((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    for (const [there, gone] of [
      ['%PDF signed', '%PDF a'],
      [btoa('%PDF signed'), btoa('%PDF a')],
    ] as const)
      expect([zip.includes(there), zip.includes(gone)]).toEqual([true, false]);
    await act(() => {
      location.hash = '#outbox/a';
      window.dispatchEvent(new Event('hashchange'));
    });
    await see(root, 'Mail aan Informat');
    const card = cardOf(root, 'Mail aan Informat');
    expect(card.textContent).toContain('op papier ondertekend en ingescand');
    expect(card.textContent).not.toContain('vervang de bijlage');
    await press(card, 'Mail met pdf downloaden (.eml)');
    expect(new TextDecoder().decode(lastDownload().bytes)).toContain(btoa('%PDF signed'));
  });

  it('makes no ZIP of nothing', async () => {
    await putIn(submission('a', { work: { state: 'waiting' } }));
    const root = await openOutbox();
    await pick(root, 'School a');
    await press(root, 'Als ZIP downloaden');
    await see(root, 'is er nog geen pdf');
    expect(downloadBlob).not.toHaveBeenCalled();
  });

  it('writes each file once into a folder, and overwrites nothing', async () => {
    const files = new Map<string, Uint8Array>([['intake-school-2026-09-01.pdf', new Uint8Array([1])]]);
    const missing = () => new DOMException('not there', 'NotFoundError');
    const folder = {
      getFileHandle: async (name: string, options?: { create?: boolean }) => {
        const bytes = files.get(name);
        if (!bytes && !options?.create) throw missing();
        return {
          getFile: async () => new Blob([new Uint8Array(bytes ?? [])]),
          createWritable: async () => ({ write: async (written: Uint8Array) => void files.set(name, written), close: async () => undefined }),
        };
      },
    };
    vi.stubGlobal('showDirectoryPicker', async () => folder);
    await putIn(submission('a'), submission('b'));
    const root = await openOutbox();
    await press(root, 'Alle 2 getoonde kiezen');
    await press(root, 'In een map bewaren…');
    await see(root, '2 bestanden in de map geschreven.');
    expect([...files.keys()].sort()).toEqual(['intake-school-2026-09-01-2-2.pdf', 'intake-school-2026-09-01-2.pdf', 'intake-school-2026-09-01.pdf']);
    expect(files.get('intake-school-2026-09-01.pdf')).toEqual(new Uint8Array([1]));
    await press(root, 'In een map bewaren…');
    await see(root, '2 stonden er al.');
    expect(files.size).toBe(3);
  });

  it('moves those that may be moved, says how many, and takes it back', async () => {
    await putIn(submission('a'), submission('b', { status: 'sent', dates: { sent: '2026-09-02' } }), submission('c', { status: 'ready', dates: {} }));
    const root = await openOutbox();
    await press(root, 'Alle 3 getoonde kiezen');
    const list = root.querySelector<HTMLSelectElement>('select[aria-label="Status"]');
    if (!list) throw new Error('There is no list of statuses.');
    expect([...list.options].map((option) => option.textContent)).toContain('Verstuurd (kan voor 1 van 3)');
    list.value = 'sent';
    await act(() => void list.dispatchEvent(new Event('change', { bubbles: true })));
    await press(root, 'Status wijzigen');
    await see(root, '1 formulier op ‘Verstuurd’ gezet');
    expect(await stored('a')).toMatchObject({ status: 'sent', dates: { sent: '2026-09-03' } });
    expect(await stored('b')).toMatchObject({ dates: { sent: '2026-09-02' } });
    expect(await stored('c')).toMatchObject({ status: 'ready' });
    await press(root, 'Ongedaan maken');
    await vi.waitFor(async () => expect(await stored('a')).toMatchObject({ status: 'signed' }));
  });

  it('says for how many a day is too early, and moves the others', async () => {
    await putIn(
      submission('a', { status: 'sent', dates: { sent: '2026-08-20' } }),
      submission('b', { status: 'sent', dates: { sent: '2026-09-02' } }),
      submission('c', { status: 'sent', dates: { sent: '2026-08-20' }, work: { state: 'waiting' } }),
    );
    const root = await openOutbox();
    await press(root, 'Alle 3 getoonde kiezen');
    const list = root.querySelector<HTMLSelectElement>('select[aria-label="Status"]');
    if (!list) throw new Error('There is no list of statuses.');
    expect([...list.options].map((option) => option.textContent)).toContain('Inloggegevens ontvangen (kan voor 2 van 3)');
    list.value = 'credentials';
    await act(() => void list.dispatchEvent(new Event('change', { bubbles: true })));
    const day = root.querySelector<HTMLInputElement>('.chosen input[type=date]');
    if (!day) throw new Error('There is no day.');
    typeNow(day, '2026-08-19');
    await see(root, 'Voor 2 formulieren ligt deze dag voor de vorige stap');
    expect(find<HTMLButtonElement>(root, 'Status wijzigen').disabled).toBe(true);
    typeNow(day, '2026-09-01');
    await see(root, 'Voor 1 formulier ligt deze dag voor de vorige stap');
    await press(root, 'Status wijzigen');
    await see(root, '1 formulier op ‘Inloggegevens ontvangen’ gezet');
    expect(await stored('b')).toMatchObject({ status: 'sent' });
  });

  it('deletes with the PDFs, and puts both back', async () => {
    await putIn(submission('a'), submission('b'));
    const scan = { name: 'scan.pdf', bytes: new Uint8Array([7, 7]), at: 5, doubts: [] };
    await putReturned('a', scan);
    const root = await openOutbox();
    await pick(root, 'School a');
    await press(root, 'Gekozen formulieren verwijderen');
    await see(root, '1 formulier verwijderd');
    expect(names(root)).toEqual(['School b']);
    expect(await getReturned('a')).toBeUndefined();
    await press(root, 'Ongedaan maken');
    await vi.waitFor(() => expect(names(root)).toEqual(['School a', 'School b']));
    expect(await getReturned('a')).toMatchObject(scan);
    await press(root, 'Als ZIP downloaden');
    await see(root, '1 bestand in de ZIP.');
  });

  it('prints the list as CSV, safe for a spreadsheet', async () => {
    await putIn(submission('a', { name: '=1+1', note: 'tot; straks' }), submission('b'));
    const root = await openOutbox();
    await type(root, 'Zoeken op naam, nummer, directie of notitie', 'straks');
    await press(root, 'Getoonde lijst als CSV');
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(lastDownload().bytes);
    const [, row, ...rest] = csv.trimEnd().split('\r\n');
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(row).toContain("'=1+1");
    expect(row).toContain('"tot; straks"');
    expect(rest).toEqual([]);
  });

  it('tells what is to be done each school year, also as a calendar file', async () => {
    await putIn(submission('a', { status: 'credentials', dates: { credentials: '2026-09-02' }, request: { ...submission('a').request, accounts } }));
    const root = await openOutbox();
    const renewals = cardOf(root, 'Elk schooljaar te doen');
    expect(renewals.textContent).toContain('01/09/2027');
    expect(renewals.textContent).toContain('VZW A');
    await press(root, 'Als agendabestand downloaden (.ics)');
    const ics = new TextDecoder().decode(lastDownload().bytes);
    expect(lastDownload()).toMatchObject({ fileName: 'intakehulp-2026-09-03.ics', type: 'text/calendar' });
    expect(ics).toContain('DTSTART;VALUE=DATE:20270901');
  });

  it('offers to mark as expired what ended with its school year, and tells what waits long', async () => {
    await putIn(
      submission('a', { status: 'credentials', dates: { credentials: '2026-03-02' }, request: { ...submission('a').request, accounts } }),
      submission('b', { status: 'sent', dates: { sent: '2026-07-01' } }),
    );
    const root = await openOutbox();
    expect(root.textContent).toContain('Eén aanvraag is al meer dan vier weken verstuurd');
    await press(root, 'Op ‘Vervallen’ zetten');
    await vi.waitFor(async () => expect(await stored('a')).toMatchObject({ status: 'expired', dates: { expired: '2026-09-01' } }));
  });
});
