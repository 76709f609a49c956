// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openArchive, packBundle } from '../../utils/vault/bundle.ts';
import { archiveOf, card, cells, give, lastDownload, local, openData, see, startAfresh, useNodeExceptions } from './data-stage.tsx';
import { purpose, school } from './profiles.ts';
import { answering, find, inVault, press, type } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: async () => undefined, stop: () => undefined }) }));
vi.mock('../../utils/extension/download.ts', async (original) => ({ ...(await original<object>()), download: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/hand-uses.ts', () => ({ listHandUses: async () => [] }));
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

describe('taking in', () => {
  it('says what an archive would do, field by field, writes what is chosen, and takes it back', async () => {
    const root = await openData('#data/import');
    const given = {
      'school:s1': { ...school, username: 'jan', director: { ...school.director, name: 'An Claes' } },
      'school:s9': { ...school, id: 's9', name: 'Nieuwe school', institutionNumbers: ['113357'] },
      'purpose:p1': purpose,
      'school:fout': { id: 'fout', name: 7 },
      settings: { language: 'fr' },
    };
    await give(archiveOf(given));
    await see(root, 'Wat er in ‘van-an.json’ staat');
    const incoming = card(root, 'import');
    expect(document.activeElement?.tagName).toBe('H3');
    for (const words of [
      '1 nieuw profiel',
      '1 profiel dat verschilt',
      '1 profiel is hetzelfde',
      '2 stukken passen niet',
      'Een profiel bevat dit zo niet: Naam van de school',
    ])
      expect(incoming.textContent).toContain(words);
    expect(cells(incoming)).toEqual([
      ['Naam van de directie', 'Françoise Şahin', 'An Claes'],
      ['Gebruikersnaam in Rekeningen2.0', 'F.Sahin', 'jan'],
    ]);
    await act(() => find(incoming, 'Naam van de directie').click());
    const before = await inVault();
    await press(incoming, '2 profielen overnemen');
    await see(root, '2 profielen zijn overgenomen.');
    expect(await inVault()).toEqual({ ...before, 'school:s1': { ...school, username: 'jan' }, 'school:s9': given['school:s9'] });
    expect((await local.get('settings')).settings).toEqual({ language: 'nl' });
    await press(root, 'Ongedaan maken');
    expect(await inVault()).toEqual(before);
  });

  it('keeps what does not fit for export', async () => {
    const root = await openData();
    await give(archiveOf({ 'school:fout': { id: 'fout', name: 7 }, raadsel: [1] }));
    await press(root, 'Apart downloaden (JSON)');
    const opened = openArchive(lastDownload().bytes);
    expect(opened.ok && Object.fromEntries(opened.value)).toEqual({ 'school:fout': { id: 'fout', name: 7 }, raadsel: [1] });
    expect(find<HTMLButtonElement>(root, '0 profielen overnemen').disabled).toBe(true);
  });

  it('joins what resembles, or takes it as new', async () => {
    const root = await openData();
    const twin = { ...school, id: 's9', name: 'Regenboog (VZW)', username: 'jan' };
    await give(archiveOf({ 'school:s9': twin }));
    expect(root.textContent).toContain('Lijkt op ‘De Regenboog’, dat je al hebt.');
    expect(cells(root).map(([name]) => name)).toEqual(['Naam van de school', 'Gebruikersnaam in Rekeningen2.0']);
    await act(() => find(root, 'Naam van de school').click());
    await press(root, '1 profiel overnemen');
    expect(await inVault()).toMatchObject({ 'school:s1': { ...school, username: 'jan' } });
    expect(await inVault()).not.toHaveProperty('school:s9');
    await press(root, 'Ongedaan maken');
    await give(archiveOf({ 'school:s9': twin }));
    await act(() => find(root, 'Als nieuw profiel inlezen').click());
    await press(root, '1 profiel overnemen');
    expect(await inVault()).toMatchObject({ 'school:s1': school, 'school:s9': twin });
  });

  it('asks a bundle’s passphrase, also after a wrong one', async () => {
    const root = await openData();
    const bundle = await packBundle(
      new Map([['school:s9', { ...school, id: 's9', name: 'Uit de bundel' }]]),
      { keys: ['school:s9'], directors: true, signatures: false },
      'zin',
    );
    if (!bundle.ok) throw new Error(bundle.code);
    await give(new File([bundle.value.slice()], 'collega.intakehulp'));
    const label = 'Wachtwoordzin van ‘collega.intakehulp’';
    await see(root, label);
    expect(document.activeElement).toBe(find(root, label));
    await type(root, label, 'fout');
    await press(root, 'Bestand openen');
    await see(root, 'Dat is niet de juiste wachtwoordzin.');
    await type(root, label, 'zin');
    await press(root, 'Bestand openen');
    await see(root, 'Uit de bundel');
  });

  it.each([
    [new File(['%PDF-1.7'], 'x.pdf'), 'Dit is geen bestand van Intakehulp.'],
    [new File(['{"magic":"intakehulp-archive","version":999,"records":{}}'], 'x.json'), 'door een nieuwere Intakehulp gemaakt'],
    [new File(['{"magic":"intakehulp-archive","version":2,"records":[]}'], 'x.json'), 'beschadigd of gewijzigd'],
    [new File([new Uint8Array(20_000_001)], 'x.json'), 'groter dan 20 MB'],
    [new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'x.zip'), 'Pak het uit'],
  ])('says of a bad file what it is: %#', async (file, words) => {
    const root = await openData();
    const before = await inVault();
    await give(file);
    await see(card(root, 'import'), words);
    expect(card(root, 'import').querySelector('[role=alert]')).not.toBeNull();
    expect(await inVault()).toEqual(before);
  });
});

describe('a vault that cannot be written', () => {
  it('keeps the file on the screen, and says so', async () => {
    const root = await openData();
    answering({ keep: { ok: false, code: 'vaultFull', values: [] } });
    await give(archiveOf({ 'school:s9': { ...school, id: 's9', name: 'Nieuw', institutionNumbers: [] } }));
    await press(root, '1 profiel overnemen');
    expect(card(root, 'import').querySelector('[role=alert]')?.textContent).toContain('geen plaats meer');
    expect(find(root, '1 profiel overnemen')).toBeTruthy();
    expect(root.querySelector('.toast')).toBeNull();
  });
});
