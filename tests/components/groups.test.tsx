// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../utils/extension/store.ts';
import { local, openDesk, openData, putIn, see, startAfresh, useNodeExceptions } from './data-stage.tsx';
import { school } from './profiles.ts';
import { find, inVault, press, type } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/download.ts', async (original) => ({ ...(await original<object>()), download: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({
  levelRows: async () => undefined,
  openRows: async () => undefined,
  eraseRows: async () => undefined,
  listRows: async () => [],
}));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => undefined,
  latestForm: async () => undefined,
  allFiles: async () => ({ forms: [], outcomes: [], placements: [] }),
}));

const permission = { given: false, asked: 0 };
const group = { id: 'g1', name: 'Noord', schoolIds: ['s1', 'gone'], director: { name: '', email: '' }, username: '' };
const inGroup = async () => (await inVault())['group:g1'] as typeof group;

beforeAll(useNodeExceptions);
beforeEach(async () => {
  Object.assign(permission, { given: false, asked: 0 });
  await startAfresh();
  Object.assign(fakeBrowser, {
    permissions: {
      contains: async () => permission.given,
      remove: async () => {
        permission.given = false;
      },
      request: async () => {
        permission.asked += 1;
        return permission.given;
      },
    },
  });
});

describe('a group', () => {
  it('shows the schools that are there, and keeps what stands in it until it is edited', async () => {
    await putIn({ 'group:g1': group });
    const root = await openDesk('#profiles/groups/g1', '1 school in deze groep');
    expect((await inGroup()).schoolIds).toEqual(['s1', 'gone']);
    await type(root, 'Naam van de groep', 'Noord en Zuid');
    expect(await inGroup()).toMatchObject({ name: 'Noord en Zuid', schoolIds: ['s1', 'gone'] });
    await putIn({ 'school:gone': { ...school, id: 'gone', name: 'Terug van weggeweest' } });
    await see(root, '2 scholen in deze groep');
    await press(root, 'Uit de groep halen: De Regenboog');
    expect((await inGroup()).schoolIds).toEqual(['gone']);
    expect(document.activeElement?.id).toBe('group-members');
  });

  it('has a director who is judged as a school’s is', async () => {
    const root = await openDesk('#profiles/groups', 'Nog geen groepen');
    await press(root, 'Nieuwe groep');
    await type(root, 'E-mailadres van de directie', 'geen adres');
    expect(root.querySelector('.form')?.textContent).toContain('geen adres');
  });

  it('stands in the inventory, and in what can be shared', async () => {
    await putIn({ 'group:g1': group });
    const root = await openData();
    expect([...root.querySelectorAll('.inventory tr')].map(({ textContent }) => textContent)).toContainEqual(expect.stringMatching(/^Groepen1/));
    expect(root.textContent).toContain('Noord');
  });
});

describe('a profile of an earlier school year', () => {
  it('of which nobody knows the age counts from when this machine began to stamp', async () => {
    await local.set({ 'applicant:a2': { id: 'a2', name: 'Bea', role: '', email: '' }, stampedSince: '2026-08-20' });
    const root = await openDesk('#profiles/applicants/a2', 'Nakijken: van een vorig schooljaar');
    await press(root, 'Nog juist');
    await see(root, '1 profiel is nagekeken.');
    expect((await inVault())['applicant:a2']).toMatchObject({ checkedAt: '2026-09-03' });
    expect(root.textContent).not.toContain('Nakijken: van een vorig schooljaar');
    await press(root, 'Ongedaan maken');
    await see(root, 'Nakijken: van een vorig schooljaar');
  });
});

describe('the reminder', () => {
  it('is not set where the browser refuses, and says so', async () => {
    const root = await openDesk('#settings', 'Herinner mij');
    await press(root, 'Herinner mij');
    expect(root.querySelector('[role=alert]')?.textContent).toContain('Je browser mag geen meldingen tonen');
    expect([permission.asked, (await loadSettings()).reminders]).toEqual([1, false]);
  });

  it('is set, and goes with its permission', async () => {
    permission.given = true;
    const root = await openDesk('#settings', 'Herinner mij');
    await press(root, 'Herinner mij');
    await see(root, 'Je krijgt een melding op 01/09/2027.');
    expect((await loadSettings()).reminders).toBe(true);
    find(root, 'Niet meer herinneren');
    await press(root, 'Niet meer herinneren');
    expect([permission.given, (await loadSettings()).reminders]).toEqual([false, false]);
    await see(root, 'Herinner mij');
  });
});
