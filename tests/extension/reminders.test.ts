import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Reminders from '../../utils/extension/reminders.ts';
import { translate, translateCount } from '../../utils/i18n.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const vault = vi.hoisted(() => ({ records: new Map<string, unknown>(), locked: false }));
vi.mock('../../utils/extension/vault.ts', () => ({
  withVault: async (step: (vault: { read: () => Promise<Map<string, unknown>> }) => Promise<unknown>) =>
    vault.locked ? { ok: false, code: 'vaultLocked', values: [] } : step({ read: async () => vault.records }),
}));
vi.mock('../../utils/extension/submissions.ts', () => ({ listSubmissions: async () => ({ submissions: [], unreadable: 0 }) }));
const opened = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../utils/extension/tabs.ts', () => ({ openDesk: opened }));

const { local } = fakeBrowser.storage;
const granted = { notifications: false };
const shown = new Map<string, { title: string; message: string }>();
let clicked: (id: string) => void = () => undefined;
let reminders: typeof Reminders;

const fake = fakeBrowser as unknown as Record<string, unknown>;
const on = (moment: string) => vi.setSystemTime(new Date(moment));
const alarm = () => fakeBrowser.alarms.get('remind');
const profile = (changedAt: string) => ({ id: 'a1', name: 'Noëmie Peeters', role: '', email: 'noemie@school.example', changedAt });

/** The background started anew, as after an update or with the browser. */
async function restart(): Promise<void> {
  vi.resetModules();
  reminders = await import('../../utils/extension/reminders.ts');
  reminders.remindInTime();
  await reminders.followReminders();
}

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['Date'] });
  on('2026-11-23T12:00:00');
  shown.clear();
  opened.mockClear();
  vault.records = new Map();
  vault.locked = false;
  granted.notifications = true;
  fake.permissions = { contains: async () => granted.notifications };
  fake.notifications = {
    onClicked: { hasListener: () => false, addListener: (listener: typeof clicked) => (clicked = listener) },
    create: async (id: string, options: { title: string; message: string }) => shown.set(id, options),
    clear: async (id: string) => shown.delete(id),
  };
  vi.stubGlobal('fetch', async (address: string) => {
    const [, language = ''] = /_locales\/(..)\/messages\.json$/.exec(address) ?? [];
    return { json: () => import(`../../public/_locales/${language}/messages.json`).then(({ default: messages }) => messages) };
  });
  await local.set({ settings: { language: 'nl', reminders: true } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the alarm', () => {
  it('stands at nine on 1 September, and is there again after each start', async () => {
    await restart();
    expect(await alarm()).toMatchObject({ scheduledTime: new Date('2027-09-01T09:00:00').getTime() });
    await fakeBrowser.alarms.clearAll();
    await restart();
    expect(await alarm()).toBeDefined();
    expect(await local.get('reminderDue')).toEqual({ reminderDue: '2027-09-01' });
    expect(shown.size).toBe(0);
  });

  it.each([
    ['nobody asked for it', () => local.set({ settings: { language: 'nl' } })],
    [
      'the permission was taken back',
      async () => {
        granted.notifications = false;
      },
    ],
  ])('is not there where %s', async (_, change) => {
    await restart();
    await change();
    await reminders.followReminders();
    expect([await alarm(), await local.get('reminderDue')]).toEqual([undefined, {}]);
  });

  it.each(['2099-09-01', '0000-00-00', 'gisteren', 5, null])('is not put off by a clock that once ran ahead, or by what is no day: %j', async (reminderDue) => {
    await local.set({ reminderDue });
    await restart();
    expect(await alarm()).toMatchObject({ scheduledTime: new Date('2027-09-01T09:00:00').getTime() });
  });
});

describe('the notification', () => {
  it('comes at its time, tells how many, and names nobody', async () => {
    await restart();
    vault.records.set('applicant:a1', profile('2026-11-23'));
    on('2027-09-01T09:00:00');
    await reminders.followReminders();
    expect([...shown]).toMatchObject([
      ['reminder-profiles', { title: translate('nl', 'reminder_profilesTitle'), message: translateCount('nl', 'reminder_profilesCount', 1) }],
    ]);
    expect(JSON.stringify([...shown])).not.toMatch(/Noëmie|school\.example/);
    expect(await alarm()).toMatchObject({ scheduledTime: new Date('2028-09-01T09:00:00').getTime() });
  });

  it('comes once, also where the browser was closed on the day', async () => {
    vault.records.set('applicant:a1', profile('2026-11-23'));
    await restart();
    on('2027-10-05T18:00:00');
    await restart();
    expect(shown.size).toBe(1);
    shown.clear();
    await restart();
    expect(shown.size).toBe(0);
  });

  it('does not come where there is nothing to do', async () => {
    await local.set({ reminderDue: '2026-09-01' });
    vault.records.set('applicant:a1', profile('2026-10-01'));
    await restart();
    expect(shown.size).toBe(0);
  });

  it('says it in general where the vault is locked, in the language of the person', async () => {
    await local.set({ reminderDue: '2026-09-01', settings: { language: 'fr', reminders: true } });
    vault.locked = true;
    await restart();
    expect([...shown.values()].map(({ message }) => message)).toEqual([translate('fr', 'reminder_groups'), translate('fr', 'reminder_profiles')]);
  });

  it('leads to the place by a click', async () => {
    await restart();
    for (const [id, route] of [
      ['reminder-groups', '#outbox/renewals'],
      ['reminder-profiles', '#profiles/schools'],
    ] as const) {
      clicked(id);
      await vi.waitFor(() => expect(opened).toHaveBeenLastCalledWith(route));
    }
    clicked('of-somebody-else');
    expect(opened).toHaveBeenCalledTimes(2);
  });
});

it('outside the vault stands nothing but a day', async () => {
  vault.records.set('applicant:a1', profile('2026-11-23'));
  await restart();
  expect(await local.get(null)).toEqual({ settings: { language: 'nl', reminders: true }, reminderDue: '2027-09-01' });
});
