// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerVault } from '../../utils/extension/vault-messages.ts';
import { openArchive, openBundle } from '../../utils/vault/bundle.ts';
import { card, lastDownload, local, openData, openDesk, putIn, see, startAfresh, useNodeExceptions } from './data-stage.tsx';
import { applicant, purpose, school } from './profiles.ts';
import { answering, calm, find, inVault, press, type } from './stage.tsx';

const logged = vi.hoisted(() => ({ uses: [] as object[] }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: async () => undefined, stop: () => undefined }) }));
vi.mock('../../utils/extension/download.ts', async (original) => ({ ...(await original<object>()), download: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/hand-uses.ts', () => ({ listHandUses: async () => logged.uses }));
vi.mock('../../utils/extension/submissions.ts', () => ({
  listSubmissions: async () => ({ submissions: [], unreadable: 0 }),
  allSubmissions: async () => ({ submissions: [], pdfs: [] }),
}));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => undefined,
  latestForm: async () => undefined,
  allFiles: async () => ({
    forms: [{ fingerprint: 'f', name: 'intake.pdf', bytes: new Uint8Array([1]), openedAt: 1_780_000_000_000 }],
    outcomes: [],
    placements: [],
  }),
}));

beforeAll(useNodeExceptions);
beforeEach(startAfresh);

describe('the data page', () => {
  it('lists what is kept, and gives the profiles as a file that can be taken in again', async () => {
    const root = await openData();
    const rows = [...card(root, 'stored').querySelectorAll('.inventory tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows).toContainEqual(['Scholen', '1', 'Op schijf, niet versleuteld', 'Tot je ze wist']);
    expect(rows).toContainEqual(['Geopende formulieren', '1', 'Op schijf, niet versleuteld', 'De laatste vijf']);
    await press(root, 'Profielen downloaden (JSON)');
    const { fileName, bytes, type: mime } = lastDownload();
    expect([fileName, mime]).toEqual(['intakehulp-profielen-2026-09-03.json', 'application/json']);
    const opened = openArchive(bytes);
    expect(opened.ok && Object.fromEntries(opened.value)).toEqual({ 'applicant:a1': applicant, 'school:s1': school, 'purpose:p1': purpose });
  });

  it('gives everything as one ZIP', async () => {
    const root = await openData();
    await press(root, 'Alles downloaden (ZIP)');
    await vi.waitFor(() => expect(lastDownload().fileName).toBe('intakehulp-alles-2026-09-03.zip'));
    expect(new TextDecoder('latin1').decode(lastDownload().bytes)).toContain('formulieren/intake.pdf');
  });

  it.each([
    ['stored', 'Wat er bewaard wordt'],
    ['security', 'Beveiliging'],
    ['hands', 'Handtekeningen'],
    ['snapshots', 'Momentopnamen'],
    ['share', 'Delen'],
    ['import', 'Inlezen'],
    ['erase', 'Alles wissen'],
  ])('#data/%s leads to %s', async (name, title) => {
    await openData(`#data/${name}`);
    expect(document.activeElement?.tagName).toBe('H2');
    expect(document.activeElement?.textContent).toBe(title);
  });

  it('shows what opening found amiss, and lets what is unreadable be had and thrown away', async () => {
    await openData();
    await local.set({ 'vault:raadsel': 'x' });
    await answerVault({ type: 'beginAnew' });
    const root = await openData();
    expect(root.textContent).toContain('onleesbaar');
    await press(root, 'Onleesbare gegevens downloaden');
    expect(new TextDecoder().decode(lastDownload().bytes)).toContain('vault:raadsel');
    await press(root, 'Weggooien');
    expect(document.activeElement?.textContent).toBe('Annuleren');
    await press(root, 'Ja, weggooien');
    await see(root, 'De onleesbare stukken zijn weggegooid.');
    expect(Object.keys(await local.get(null)).filter((key) => key.includes('aside'))).toEqual([]);
  });

  it('tells what opening found amiss on the page itself, and elsewhere where to read it', async () => {
    const problems = [{ code: 'vaultSnapshotUsed', severity: 'warns', values: ['2026-09-01'] }];
    answering({ loadVault: { ok: true, value: { records: {}, problems, hasPassphrase: false } } });
    const root = await openData();
    expect(card(root, 'stored').textContent).toContain('je ziet de profielen van 2026-09-01');
    location.hash = '#settings';
    await act(() => void window.dispatchEvent(new Event('hashchange')));
    expect(root.querySelector('a[href="#data/stored"]')?.parentElement?.textContent).toContain('Bij het openen van je profielen ging iets mis.');
  });

  it('erases only after a second yes', async () => {
    const root = await openData();
    await press(card(root, 'erase'), 'Alles wissen');
    await press(root, 'Annuleren');
    expect(await inVault()).toHaveProperty('school:s1');
    await press(card(root, 'erase'), 'Alles wissen');
    await press(root, 'Ja, alles wissen');
    await see(root, 'Alles is gewist.');
    expect(await inVault()).toEqual({});
    expect(await local.get('work:schoolId')).toEqual({});
  });
});

describe('the passphrase', () => {
  async function setPassphrase(root: HTMLElement, passphrase: string, again = passphrase): Promise<void> {
    await type(card(root, 'security'), 'Nieuwe wachtwoordzin', passphrase);
    await type(card(root, 'security'), 'Nog eens dezelfde wachtwoordzin', again);
    await press(root, 'Wachtwoordzin instellen');
  }

  it('is not set when it is empty or typed in two ways', async () => {
    const root = await openData();
    expect(card(root, 'security').textContent).toContain('leesbaar op deze computer');
    await press(root, 'Wachtwoordzin instellen');
    expect(card(root, 'security').querySelector('[role=alert]')?.textContent).toBe('Geef een wachtwoordzin.');
    await setPassphrase(root, 'kort', 'korter');
    expect(card(root, 'security').textContent).toContain('Kort: met minder dan 12 tekens');
    expect(card(root, 'security').querySelector('[role=alert]')?.textContent).toBe('De twee wachtwoordzinnen zijn niet gelijk.');
    expect(Object.keys(await local.get(null)).filter((key) => key.startsWith('vault:lock'))).toEqual([]);
  });

  it('encrypts, locks, unlocks, changes and goes', async () => {
    const root = await openData();
    await setPassphrase(root, 'drie gele fietsen');
    await see(root, 'De wachtwoordzin is ingesteld.');
    expect(document.activeElement?.id).toBe('data-security');
    expect(JSON.stringify(await local.get(null))).not.toContain('De Regenboog');
    expect(card(root, 'stored').textContent).toContain('Op schijf, versleuteld met je wachtwoordzin');
    await press(root, 'Nu vergrendelen');
    await see(root, 'Vergrendeld');
    await type(root, 'Wachtwoordzin', 'drie gele fietsen');
    await press(root, 'Ontgrendelen');
    await see(root, 'Nu vergrendelen');
    const security = card(root, 'security');
    await type(security, 'Huidige wachtwoordzin', 'fout');
    await type(security, 'Nieuwe wachtwoordzin', 'vier rode autobussen');
    await type(security, 'Nog eens dezelfde wachtwoordzin', 'vier rode autobussen');
    const [change, remove] = security.querySelectorAll('form');
    const send = async (form: HTMLFormElement | undefined) => act(async () => void form?.dispatchEvent(new Event('submit', { cancelable: true })));
    await send(change);
    await see(root, 'Dat is niet de juiste wachtwoordzin.');
    await type(security, 'Huidige wachtwoordzin', 'drie gele fietsen');
    await send(change);
    await see(root, 'De wachtwoordzin is gewijzigd.');
    const field = security.querySelector<HTMLInputElement>('#passphrase-remove');
    if (field) field.value = 'vier rode autobussen';
    await act(() => void field?.dispatchEvent(new Event('input', { bubbles: true })));
    await send(remove);
    await see(root, 'De wachtwoordzin is weg.');
    expect(await inVault()).toHaveProperty('school:s1', school);
  });
});

describe('snapshots', () => {
  it('say what going back would change, do it, and take it back', async () => {
    await openData();
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'Klimop' } });
    vi.setSystemTime(new Date(2026, 8, 4, 12));
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'Klimop II' }, 'purpose:p9': { ...purpose, id: 'p9', name: 'Later' } });
    await answerVault({ type: 'keep', set: {}, remove: ['applicant:a1'] });
    const root = await openData();
    await see(root, '3 september 2026');
    await press(root, '3 september 2026 bekijken');
    await see(root, 'Terugzetten zou dit veranderen');
    const lists = [...card(root, 'snapshots').querySelectorAll('.way-back h3')].map((heading) => [
      heading.textContent,
      [...(heading.nextElementSibling?.querySelectorAll('li') ?? [])].map((row) => row.textContent),
    ]);
    expect(lists).toEqual([
      ['Komt terug', ['Joris Van Acker aanvrager']],
      ['Wordt weer zoals toen', ['Klimop school']],
      ['Verdwijnt', ['Later doel']],
    ]);
    const before = await inVault();
    await press(root, 'Terugzetten naar 3 september 2026');
    await see(root, 'Je profielen zijn weer zoals op 3 september 2026.');
    expect(await inVault()).toMatchObject({ 'applicant:a1': applicant, 'school:s2': { name: 'Klimop' } });
    expect(await inVault()).not.toHaveProperty('purpose:p9');
    expect(card(root, 'snapshots').textContent).toContain('Je profielen zijn nu dezelfde als toen.');
    await press(root, 'Ongedaan maken');
    expect(await inVault()).toEqual(before);
  });
});

describe('sharing', () => {
  it('hands on what is chosen, without directors unless asked, under a passphrase of its own', async () => {
    const root = await openData('#data/share');
    const share = card(root, 'share');
    await act(() => find(share, 'Joris Van Acker').click());
    await type(share, 'Wachtwoordzin van het bestand', 'samen delen');
    await press(share, 'Bestand maken');
    expect(share.querySelector('[role=alert]')?.textContent).toBe('De twee wachtwoordzinnen zijn niet gelijk.');
    await type(share, 'Nog eens de wachtwoordzin van het bestand', 'samen delen');
    await press(share, 'Bestand maken');
    await see(root, 'Het bestand met 2 profielen is gemaakt.');
    const { fileName, bytes } = lastDownload();
    expect(fileName).toBe('intakehulp-2026-09-03.intakehulp');
    expect(new TextDecoder().decode(bytes)).not.toContain('Regenboog');
    const opened = await openBundle(bytes, 'samen delen');
    const { director: _left, ...rest } = school;
    expect(opened.ok && Object.fromEntries(opened.value)).toEqual({ 'school:s1': rest, 'purpose:p1': purpose });
    expect(find<HTMLInputElement>(share, 'Wachtwoordzin van het bestand').value).toBe('');
  });

  it('makes no file of nothing, and offers signatures only where there are any', async () => {
    const root = await openData('#data/share');
    const share = card(root, 'share');
    expect(share.textContent).not.toContain('handtekeningen');
    for (const kind of ['Aanvragers', 'Scholen', 'Doelen']) expect([kind, share.textContent?.includes(`${kind}: 1 van 1 gekozen`)]).toEqual([kind, true]);
    for (const name of ['Joris Van Acker', 'De Regenboog', 'Leerspoor']) await act(() => find(share, name).click());
    expect(share.textContent).not.toContain('e-mailadres');
    await press(share, 'Bestand maken');
    expect(share.querySelector('[role=alert]')?.textContent).toBe('Kies minstens één profiel.');
    await putIn({ 'signature:x': { id: 'x', name: 'An' } });
    await act(() => find(share, 'Ook de bewaarde handtekeningen').click());
    for (const label of ['Wachtwoordzin van het bestand', 'Nog eens de wachtwoordzin van het bestand']) await type(share, label, 'zin');
    await press(share, 'Bestand maken');
    await see(root, 'Het bestand met 1 profiel is gemaakt.');
  });

  it('is searched where there are many', async () => {
    await openData();
    await putIn(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`school:n${at}`, { ...school, id: `n${at}`, name: `School ${at}` }])));
    const root = await openData('#data/share');
    const share = card(root, 'share');
    const search = share.querySelector<HTMLInputElement>('input[type=search]');
    expect(search?.getAttribute('aria-label')).toBe('Zoeken in Scholen');
    expect(find(share, 'Nog 11 tonen')).toBeTruthy();
    if (search) search.value = 'school 1';
    await act(() => void search?.dispatchEvent(new Event('input', { bubbles: true })));
    await press(share, 'Niets kiezen: Scholen');
    expect(share.textContent).toContain('Scholen: 46 van 61 gekozen');
  });
});

describe('the settings', () => {
  it('hold how long until the vault locks, and whether they go along; what the organisation chose stands fixed', async () => {
    const root = await openDesk('#settings', 'Vanzelf vergrendelen');
    await act(() => find(root, 'na 5 minuten').click());
    await act(() => find(root, 'Instellingen en doelen meenemen naar mijn andere computers').click());
    await calm();
    expect((await local.get('settings')).settings).toEqual({ language: 'nl', lockAfter: 5, sync: true, reminders: false });
    await fakeBrowser.storage.managed.set({ settings: { lockAfter: 60 } });
    const again = await openDesk('#settings', 'Vastgelegd door je organisatie.');
    expect(find<HTMLInputElement>(again, 'na 5 minuten').closest('fieldset')?.disabled).toBe(true);
    expect(find<HTMLInputElement>(again, 'Français').closest('fieldset')?.disabled).toBe(false);
  });
});

describe('stored signatures', () => {
  const drawn = { kind: 'drawn', width: 10, height: 10, strokes: [[0, 0, 10, 10]] };

  it('are listed, renamed, and erased with a way back', async () => {
    await putIn({ 'signature:x1': { id: 'x1', name: 'Mijn hand', mention: drawn, signature: drawn } });
    const root = await openData();
    expect(card(root, 'hands').querySelectorAll('.kept-list svg')).toHaveLength(2);
    await type(root, 'Naam van deze handtekening', 'Hand van Noor');
    await press(root, 'Nieuwe naam bewaren: Mijn hand');
    expect(await inVault()).toMatchObject({ 'signature:x1': { name: 'Hand van Noor', signature: drawn } });
    await press(root, 'Handtekening wissen: Hand van Noor');
    expect(await inVault()).not.toHaveProperty('signature:x1');
    await press(root, 'Ongedaan maken');
    expect(await inVault()).toMatchObject({ 'signature:x1': { name: 'Hand van Noor', mention: drawn } });
  });

  it('have a log that is found by school and given as CSV', async () => {
    const use = {
      id: '1',
      at: 1_780_000_000_000,
      signatureId: 'x1',
      signature: 'Mijn hand',
      school: 'De Regenboog',
      form: 'intake.pdf',
      fileName: 'a.pdf',
      hash: 'ab12',
    };
    logged.uses = [use, { ...use, id: '2', school: '@Klimop', hash: 'cd34' }];
    const root = await openData();
    expect(card(root, 'hands').querySelectorAll('.hand-log tbody tr')).toHaveLength(2);
    await type(root, 'Zoeken op school', 'klimop');
    expect(card(root, 'hands').querySelector('.hand-log tbody')?.textContent).not.toContain('ab12');
    await press(root, 'Logboek als CSV');
    const csv = new TextDecoder().decode(lastDownload().bytes);
    expect(csv).toContain(";'@Klimop;");
    expect(csv).not.toContain('Regenboog');
  });
});
