// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { backFrom, keepWritten, writtenOf } from '../../components/import/take.ts';
import type { ListRequest } from '../../utils/extension/list-messages.ts';
import { OpenList } from '../../utils/profiles/open-list.ts';
import { governmentList } from '../profiles/government.ts';
import { give, lastDownload, openDesk, putIn, see, startAfresh, useNodeExceptions } from './data-stage.tsx';
import type { Group } from '../../utils/intake/profile.ts';
import { school } from './profiles.ts';
import { answering, calm, choose, find, inVault, press, type } from './stage.tsx';

/** A Worker in this thread: what crosses is copied, and what it throws is an event. */
const { workers, FakeWorker } = vi.hoisted(() => {
  class FakeWorker {
    static broken = false;
    answer: (data: unknown) => unknown = () => undefined;
    ended = false;
    readonly #listeners = new Map<string, (event: unknown) => void>();
    addEventListener(type: string, listener: (event: unknown) => void) {
      this.#listeners.set(type, listener);
    }
    postMessage(data: unknown) {
      const copy = structuredClone(data);
      queueMicrotask(() => {
        if (this.ended) return;
        if (FakeWorker.broken) this.#listeners.get('error')?.({});
        else this.#listeners.get('message')?.({ data: structuredClone(this.answer(copy)) });
      });
    }
    terminate() {
      this.ended = true;
    }
  }
  return { workers: [] as FakeWorker[], FakeWorker };
});

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/worker-script.ts', () => ({
  startListsScript: () => {
    const worker = new FakeWorker();
    const list = new OpenList();
    worker.answer = (data) => {
      const { id, call } = data as ListRequest;
      return { id, answer: list.answer(call) };
    };
    workers.push(worker);
    return worker;
  },
}));
vi.mock('../../utils/extension/download.ts', async (original) => ({ ...(await original<object>()), download: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({
  levelRows: async () => undefined,
  openRows: async () => undefined,
  eraseRows: async () => undefined,
  listRows: async () => [],
}));
vi.mock('../../utils/extension/files.ts', () => ({ getForm: async () => undefined, latestForm: async () => undefined }));

beforeAll(useNodeExceptions);
beforeEach(async () => {
  FakeWorker.broken = false;
  workers.length = 0;
  await startAfresh();
});

const openImport = () => openDesk('#import', 'Scholen inlezen');
const csv = (...rows: string[]) => new File([rows.join('\n')], 'lijst.csv');
const head = 'Instellingsnummer;Naam van de school;Directie;E-mail directie';
const schoolsNow = async () =>
  Object.entries(await inVault())
    .filter(([key]) => key.startsWith('school:'))
    .map(([, record]) => record as typeof school);
const card = (root: HTMLElement, name: string) => root.querySelector<HTMLElement>(`section[aria-labelledby=import-${name}]`);
const column = (root: HTMLElement, name: string) => {
  const list = root.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`);
  if (!list) throw new Error(`There is no column ${name}.`);
  return list;
};
const rowsOf = (root: HTMLElement | null) =>
  [...(root?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(({ textContent }) => textContent));
const paste = async (types: Record<string, string>) => {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: (type: string) => types[type] ?? '', files: [new File(['x'], 'image.png')] } });
  await act(() => void document.body.dispatchEvent(event));
  await calm();
};

describe('a list of schools', () => {
  it('is looked over first: nothing is written before the click, and the click can be undone', async () => {
    const root = await openImport();
    const before = await inVault();
    await give(new File([governmentList(6).slice()], 'scholen.csv'));
    await see(root, 'Wat er verandert');
    expect(root.textContent).toContain('scholen.csv (rijen: 10)');
    expect(document.activeElement?.textContent).toBe('Wat elke kolom is');
    expect(rowsOf(card(root, 'columns')).map(([name]) => name)).toContain('schoolnummer');
    expect(column(root, 'schoolnummer').value).toBe('number');
    expect([...root.querySelectorAll('.counts > div')].map(({ textContent }) => textContent)).toEqual([
      'Nieuwe scholen6',
      'Rijen bij een andere rij van dezelfde school gevoegd4',
    ]);
    await see(root, 'Weggevallen nullen teruggezet: 10');
    expect(await inVault()).toEqual(before);
    await press(root, '6 scholen overnemen');
    await see(root, '6 scholen zijn overgenomen.');
    expect(location.hash).toBe('#profiles/schools');
    expect((await schoolsNow()).map(({ institutionNumbers }) => institutionNumbers[0])).toContain('000103');
    await press(root, 'Ongedaan maken');
    expect(await inVault()).toEqual(before);
  });

  it('is searched, by anything that it says of a school; what is ticked then are those that were found', async () => {
    const root = await openImport();
    const rows = Array.from({ length: 12 }, (_, at) => `${String(50_000 + at).padStart(6, '0')};School ${at};Ann Şen;directie@s${at}.example`);
    await give(csv(head, ...rows));
    await see(root, '12 scholen overnemen');
    await type(root, 'Zoeken in de lijst', 'sen 50011');
    await see(root, '1 van 12 gevonden');
    expect(card(root, 'fresh')?.textContent).toContain('School 11');
    await press(root, 'Gevonden uitvinken');
    await see(root, '11 scholen overnemen');
    await type(root, 'Zoeken in de lijst', 'bestaat niet');
    await see(root, '0 van 12 gevonden');
    await type(root, 'Zoeken in de lijst', '');
    await press(root, '11 scholen overnemen');
    await see(root, '11 scholen zijn overgenomen.');
    expect((await schoolsNow()).map(({ name }) => name)).not.toContain('School 11');
  });

  it('tells of a stored school what would change, and leaves what is not ticked', async () => {
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'De Wingerd', institutionNumbers: ['040428'], username: '' } });
    const root = await openImport();
    await give(csv(head, '35642;De Regenboog;An Claes;an@regenboog.example', '40428;De Wingerd;Jo Maes;jo@wingerd.example', '113357;Sint-Jozef;;'));
    await see(root, 'Wat er verandert aan ‘De Regenboog’');
    expect(rowsOf(card(root, 'differing')).slice(0, 2)).toEqual([
      ['Naam van de directie', 'Françoise Şahin', 'An Claes'],
      ['E-mailadres van de directie', 'directie@school.example', 'an@regenboog.example'],
    ]);
    await act(() => find(root, 'De Wingerd').click());
    await press(root, '2 scholen overnemen');
    const now = await schoolsNow();
    expect(now).toHaveLength(3);
    expect(now).toContainEqual({ ...school, director: { name: 'An Claes', email: 'an@regenboog.example' } });
    expect(now.find(({ name }) => name === 'De Wingerd')?.director).toEqual(school.director);
  });

  it('shows another name beside what else would change, and writes it', async () => {
    await putIn({ 'school:s2': { ...school, id: 's2', name: '118802', institutionNumbers: ['118802'] } });
    const root = await openImport();
    await give(csv(head, '35642;Vrije Basisschool De Regenboog;;', '118802;Sint-Jozef;;'));
    await see(root, 'Wat er verandert aan ‘De Regenboog’');
    expect(rowsOf(card(root, 'differing'))).toEqual([
      ['Naam van de school', 'De Regenboog', 'Vrije Basisschool De Regenboog'],
      ['Naam van de school', '118802', 'Sint-Jozef'],
    ]);
    await press(root, '2 scholen overnemen');
    expect((await schoolsNow()).map(({ id, name }) => [id, name]).sort()).toEqual([
      ['s1', 'Vrije Basisschool De Regenboog'],
      ['s2', 'Sint-Jozef'],
    ]);
  });

  it('leaves to the person a number that finds a school of another name, and what looks like a total', async () => {
    const root = await openImport();
    await give(csv(head, '113357;Sint-Jozef;;', '10;Totaal;;', '35642;Het Anker;An Claes;an@anker.example'));
    await see(root, 'Zelfde nummer, andere naam: ‘De Regenboog’ en ‘Het Anker’');
    expect(root.textContent).toContain('‘Totaal’ lijkt een optelling, geen school');
    expect(root.textContent).toContain('Niet vanzelf aangevinkt: kijk na2');
    await press(root, '1 school overnemen');
    expect((await schoolsNow()).map(({ name }) => name).sort()).toEqual(['De Regenboog', 'Sint-Jozef']);
    expect(await schoolsNow()).toContainEqual(school);
  });

  it('takes over what was doubted where the person ticks it', async () => {
    const root = await openImport();
    await give(csv(head, '35642;Het Anker;An Claes;an@anker.example'));
    await see(root, '0 scholen overnemen');
    await act(() => card(root, 'differing')?.querySelector<HTMLInputElement>('input')?.click());
    await press(root, '1 school overnemen');
    expect(await schoolsNow()).toEqual([{ ...school, name: 'Het Anker', director: { name: 'An Claes', email: 'an@anker.example' } }]);
  });

  it('makes groups of its boards where that is asked, and takes them back with the schools', async () => {
    await putIn({ 'group:g1': { id: 'g1', name: 'vzw NOORD', schoolIds: ['s1'], director: { name: 'An', email: '' }, username: '' } });
    const root = await openImport();
    const before = await inVault();
    const given = csv(
      'Instellingsnummer;Naam van de school;Bestuur',
      '35642;De Regenboog;Zuid',
      '113357;Sint-Jozef;Zuid',
      '40428;De Wingerd;VZW Noord',
      '50001;Alleen;Oost',
    );
    await give(given);
    await see(root, '3 scholen overnemen');
    const box = find<HTMLInputElement>(root, '2 groepen maken of aanvullen van de kolom ‘Bestuur of groep’');
    expect(box.checked).toBe(false);
    await act(() => box.click());
    await press(root, '3 scholen overnemen en 2 groepen maken');
    await see(root, '3 scholen zijn overgenomen. 2 groepen zijn gemaakt of aangevuld.');
    const idOf = Object.fromEntries((await schoolsNow()).map(({ name, id }) => [name, id]));
    const groups = Object.entries(await inVault()).flatMap(([key, record]) => (key.startsWith('group:') ? [record as Group] : []));
    expect(groups.map(({ name, schoolIds, director }) => [name, [...schoolIds].sort(), director.name]).sort()).toEqual([
      ['Zuid', ['s1', idOf['Sint-Jozef']].sort(), ''],
      ['vzw NOORD', ['s1', idOf['De Wingerd']].sort(), 'An'],
    ]);
    // What another view does to one of them meanwhile stands.
    await putIn({ 'group:g1': { ...groups.find(({ id }) => id === 'g1'), username: 'A.Claes' } });
    await press(root, 'Ongedaan maken');
    expect(await inVault()).toEqual({ ...before, 'group:g1': { ...(before['group:g1'] as Group), username: 'A.Claes' } });
  });

  it('asks which of several stored schools is meant', async () => {
    await putIn({ 'school:s2': { ...school, id: 's2', name: 'Regenboog (tweede keer)' } });
    const root = await openImport();
    await give(csv(head, '35642;De Regenboog;An Claes;'));
    await see(root, 'Niet zeker welke school');
    expect(find<HTMLButtonElement>(root, '0 scholen overnemen').disabled).toBe(true);
    await choose(root, root.querySelector('label[for^=import-twin]')?.textContent?.trim() ?? '', 's2');
    await press(root, '1 school overnemen');
    expect(await schoolsNow()).toContainEqual({ ...school, id: 's2', director: { ...school.director, name: 'An Claes' } });
    expect(await schoolsNow()).toContainEqual(school);
  });

  it('gives its bad rows back to be corrected', async () => {
    const root = await openImport();
    await give(csv(head, '0403170701;Met ondernemingsnummer;;', '113357;Sint-Jozef;;'));
    await see(root, 'Rij 2: ‘0403170701’ is een ondernemingsnummer (KBO), geen instellingsnummer.');
    await press(root, 'Downloaden om te verbeteren');
    const file = lastDownload();
    expect(file.fileName).toBe('lijst - te verbeteren.csv');
    await give(new File([new TextDecoder().decode(file.bytes).replaceAll('0403170701', '40428')], file.fileName));
    await press(root, '1 school overnemen');
    expect(await schoolsNow()).toContainEqual(expect.objectContaining({ name: 'Met ondernemingsnummer', institutionNumbers: ['040428'] }));
  });

  it('remembers how its columns were corrected, until a new proposal is asked', async () => {
    const root = await openImport();
    await give(csv(head, '113357;Sint-Jozef;An Claes;'));
    await see(root, 'Wat er verandert');
    const list = column(root, 'Directie');
    list.value = 'username';
    await act(() => void list.dispatchEvent(new Event('change', { bubbles: true })));
    await see(root, 'Ingedeeld zoals je dat vorige keer deed.');
    await press(root, 'Niets overnemen');
    expect(card(root, 'columns')).toBeNull();
    await give(csv(head, '113357;Sint-Jozef;A.Claes;'));
    await see(root, 'Ingedeeld zoals je dat vorige keer deed.');
    expect(column(root, 'Directie').value).toBe('username');
    await press(root, 'Opnieuw voorstellen');
    expect(column(root, 'Directie').value).toBe('directorName');
    const work = JSON.stringify(await fakeBrowser.storage.local.get('work:columns'));
    for (const word of ['Jozef', 'Directie', '113357']) expect(work).not.toContain(word);
  });

  it('is pasted as rows, not as the picture that lies beside them', async () => {
    const root = await openImport();
    await paste({ 'text/plain': 'Naam\tInstellingsnummer\nHet Anker\t5678' });
    await see(root, 'Geplakte rijen (rijen: 1)');
    await press(root, '1 school overnemen');
    expect(await schoolsNow()).toContainEqual(expect.objectContaining({ name: 'Het Anker', institutionNumbers: ['005678'] }));
  });
});

describe('what is no list', () => {
  it.each([
    [new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2])], 'oud.xls'), 'Een bestand van de soort .xls'],
    [new File([''], 'leeg.csv'), 'Er staat niets in deze lijst.'],
    [new File([new Uint8Array(33 * 1024 * 1024)], 'groot.csv'), 'groter dan 32 MB'],
  ])('is refused with a sentence: %#', async (file, words) => {
    const root = await openImport();
    await give(file);
    await see(root, words);
    expect(root.querySelector('[role=alert]')).not.toBeNull();
    expect(card(root, 'columns')).toBeNull();
  });

  it('says it when the reading stops, and reads the next list anew', async () => {
    const root = await openImport();
    FakeWorker.broken = true;
    await give(csv(head, '113357;Sint-Jozef;;'));
    await see(root, 'Het lezen van de lijst is onverwacht gestopt.');
    FakeWorker.broken = false;
    await give(csv(head, '113357;Sint-Jozef;;'));
    await see(root, '1 school overnemen');
    expect(root.querySelector('[role=alert]')).toBeNull();
    expect(workers).toHaveLength(2);
  });
});

it('a vault that cannot be written keeps the list on the screen, and says so', async () => {
  const root = await openImport();
  answering({ keep: { ok: false, code: 'vaultFull', values: [] } });
  await give(csv(head, '113357;Sint-Jozef;;'));
  await press(root, '1 school overnemen');
  await see(root, 'geen plaats meer');
  expect(find(root, '1 school overnemen')).toBeTruthy();
  expect(root.querySelector('.toast')).toBeNull();
});

it('many schools are kept in several messages, and each can be taken back', async () => {
  const many = writtenOf(
    Array.from({ length: 6000 }, (_, at) => ({ ...school, id: `m${at}` })),
    [],
  );
  const kept = new Map<string, unknown>([['school:m7', { ...school, id: 'm7', name: 'Eerst' }]]);
  const told: number[] = [];
  expect(await keepWritten(many, kept, (count) => told.push(count))).toEqual({ ok: true, value: undefined });
  expect(told).toEqual([2500, 5000, 6000]);
  expect(await schoolsNow()).toHaveLength(6001);
  const back = backFrom(many, kept, '2026-09-03');
  expect(back.map(({ change }) => change.remove.length)).toEqual([2499, 2500, 1000]);
  expect(back[0]?.change.set).toEqual(Object.fromEntries(kept));
});

describe('several schools at once', () => {
  const second = { ...school, id: 's2', name: 'De Wingerd', institutionNumbers: ['040428'], username: '' };

  it('are changed and removed together, each with a way back', async () => {
    await putIn({ 'school:s2': second });
    const root = await openDesk('#profiles/schools', 'Meerdere scholen samen wijzigen');
    const before = await schoolsNow();
    await press(root, 'De 2 gevonden kiezen');
    await type(root, 'Toegangsgroep die erbij komt', 'vzw de regenboog');
    await type(root, 'Gebruikersnaam voor allemaal', 'A.Claes');
    await press(root, '2 scholen wijzigen');
    await see(root, '2 scholen zijn gewijzigd.');
    expect(await schoolsNow()).toEqual(before.map((one) => ({ ...one, username: 'A.Claes' })));
    await press(root, 'Ongedaan maken');
    expect(await schoolsNow()).toEqual(before);
    await press(root, '2 scholen verwijderen');
    expect(await schoolsNow()).toEqual([]);
    await press(root, 'Ongedaan maken');
    expect(await schoolsNow()).toEqual(before);
  });

  it('get a director together, whole, and lose an access group', async () => {
    await putIn({ 'school:s2': second });
    const root = await openDesk('#profiles/schools', 'Meerdere scholen samen wijzigen');
    const before = await schoolsNow();
    await press(root, 'De 2 gevonden kiezen');
    await type(root, 'Directie voor allemaal: naam', 'An Claes');
    await see(root, 'horen samen');
    expect(find<HTMLButtonElement>(root, '2 scholen wijzigen').disabled).toBe(true);
    await type(root, 'Directie voor allemaal: e-mailadres', 'an@');
    await see(root, 'is niet volledig');
    expect(find<HTMLButtonElement>(root, '2 scholen wijzigen').disabled).toBe(true);
    await type(root, 'Directie voor allemaal: e-mailadres', 'an@groep.example');
    await choose(root, 'Toegangsgroep die weggaat', 'vzw de regenboog');
    await press(root, '2 scholen wijzigen');
    const director = { name: 'An Claes', email: 'an@groep.example' };
    expect(await schoolsNow()).toEqual(before.map((one) => ({ ...one, director, accessGroups: [] })));
    await press(root, 'Ongedaan maken');
    expect(await schoolsNow()).toEqual(before);
  });

  it('are told apart in the list by their numbers', async () => {
    await putIn({ 'school:s2': { ...second, name: 'De Regenboog', institutionNumbers: ['40428', '113357', '5678'] } });
    const root = await openDesk('#profiles/schools', 'Meerdere scholen samen wijzigen');
    expect([...root.querySelectorAll('.profile-list .numbers')].map(({ textContent }) => textContent).sort()).toEqual(['035642', '040428 +2']);
  });

  it('come back one after the other, the last one first', async () => {
    await putIn({ 'school:s2': second });
    const root = await openDesk('#profiles/schools/s1', 'Naam van de school');
    await press(root, '‘De Regenboog’ verwijderen');
    location.hash = '#profiles/schools/s2';
    await see(root, 'Toegangsgroep(en)');
    await press(root, '‘De Wingerd’ verwijderen');
    await see(root, '‘De Wingerd’ is verwijderd.');
    expect(await schoolsNow()).toEqual([]);
    await press(root, 'Ongedaan maken');
    expect((await schoolsNow()).map(({ id }) => id)).toEqual(['s2']);
    await see(root, '‘De Regenboog’ is verwijderd.');
    await press(root, 'Ongedaan maken');
    expect((await schoolsNow()).map(({ id }) => id).sort()).toEqual(['s1', 's2']);
    expect(root.querySelector('.toast')).toBeNull();
  });

  it('that are one become one, after showing what is kept and what goes', async () => {
    const twin = { ...second, name: 'Regenboog oud', institutionNumbers: ['35642', '113357'], director: { name: '', email: 'oud@school.example' } };
    await putIn({ 'school:s2': twin });
    const root = await openDesk('#profiles/schools', 'Dubbele scholen: 1');
    const card = root.querySelector<HTMLElement>('.twins');
    expect(card?.textContent).toContain('035642, 113357');
    expect(card?.textContent).toContain('Dit vervalt: Regenboog oud, oud@school.example.');
    await press(root, 'Samenvoegen tot ‘De Regenboog’');
    await see(root, 'De scholen zijn samengevoegd tot ‘De Regenboog’.');
    expect(await schoolsNow()).toEqual([{ ...school, institutionNumbers: ['035642', '113357'] }]);
    expect(root.querySelector('.twins')).toBeNull();
    await press(root, 'Ongedaan maken');
    expect(await schoolsNow()).toHaveLength(2);
  });
});
