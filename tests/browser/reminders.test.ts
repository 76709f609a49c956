import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextSchoolYearStart } from '../../utils/intake/schoolyear.ts';
import { localDate } from '../../utils/intake/values.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { say, storeRecords } from '../support/browser/person.ts';
import { press, see } from '../support/browser/screen.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { launch, removeFolder } from '../support/browser/session.ts';
import { browserKinds, launchOptions } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

/** Chromium's prompt is a window of its own, out of reach: there the permission is given with the installation, as if it had been answered. */
function withNotifications(options: LaunchOptions): LaunchOptions {
  const extensionFolder = mkdtempSync(join(tmpdir(), 'extension-'));
  cpSync(options.extensionFolder, extensionFolder, { recursive: true });
  const path = join(extensionFolder, 'manifest.json');
  const { optional_permissions: asked, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, permissions: [...manifest.permissions, ...asked] }));
  return { ...options, extensionFolder };
}

const next = nextSchoolYearStart(localDate(new Date()));

/** What the browser itself says: its alarms, its notifications, what stands outside the vault. A string: each browser calls its API otherwise. */
type Known = { alarms: { name: string; scheduledTime: number }[]; shown: string[]; due?: string };
const known = (desk: Page) =>
  desk.evaluate(`(async () => {
    const { alarms, notifications, storage } = globalThis.browser ?? globalThis.chrome;
    const { reminderDue } = await storage.local.get('reminderDue');
    const shown = notifications ? Object.keys(await notifications.getAll()) : [];
    return { alarms: await alarms.getAll(), shown, due: reminderDue };
  })()`) as Promise<Known>;
const setDue = (desk: Page, day: string) => desk.evaluate(`(globalThis.browser ?? globalThis.chrome).storage.local.set({ reminderDue: '${day}' })`);

const reminding = ({ alarms }: Known) => alarms.filter(({ name }) => name === 'remind').map(({ scheduledTime }) => scheduledTime);
const nine = new Date(`${next}T09:00:00`).getTime();

describe.each(browserKinds)('6. A reminder at the school year’s start, in %s', (kind) => {
  let options: LaunchOptions | undefined;
  let session: Session | undefined;
  const at = async (view: string): Promise<Page> => {
    if (!session) throw new Error('The browser is not there.');
    const desk = await session.open(`${session.origin}/desk.html${view}`);
    await desk.bringToFront();
    return desk;
  };
  beforeAll(async () => {
    const given = await launchOptions(kind);
    options = kind === 'chrome' ? withNotifications(given) : given;
    session = await launch(options);
    const old = { id: 'a1', name: 'Noëmie Peeters', role: 'ICT', email: '', changedAt: '2020-10-01' };
    await storeRecords(session, { settings: { language: 'nl' }, 'applicant:a1': old });
  });
  afterAll(async () => {
    await session?.close();
    if (!options) return;
    const made = kind === 'chrome' ? [options.extensionFolder] : [];
    for (const folder of [options.profileFolder, options.downloadFolder, ...made]) removeFolder(folder);
  });

  it('is asked for by a click, and stands as an alarm of the browser', async () => {
    const desk = await at('#settings');
    await press(desk, say('reminder_on'));
    await see(desk, say('reminder_set', next.split('-').reverse().join('/')));
    await settle('the alarm', async () => (reminding(await known(desk)).includes(nine) ? true : undefined));
    expect(await findingsOn(desk)).toEqual([]);
    await desk.close();
  });

  it('comes when the background starts, where its day was missed; once, and without a name', async () => {
    const desk = await at('#settings');
    await setDue(desk, '2025-09-01');
    await session?.stopBackground();
    // Which starts it again.
    const again = await at('#settings');
    const told = await settle('the reminder to have come', async () => {
      const now = await known(again);
      return now.due === next ? now : undefined;
    });
    // Firefox without a window forgets a notification as soon as it is there.
    if (kind === 'chrome') expect(told.shown).toEqual(['reminder-profiles']);
    expect(reminding(told)).toEqual([nine]);
    await desk.close();
    await again.close();
  });

  it('is still there after the browser was closed', async () => {
    await session?.close();
    if (!options) throw new Error('There is nothing to start.');
    session = await launch(options);
    const desk = await at('#settings');
    await see(desk, say('reminder_off'));
    await settle('the alarm', async () => (reminding(await known(desk)).includes(nine) ? true : undefined));
    await desk.close();
  });

  it('goes by a click', async () => {
    const desk = await at('#settings');
    await press(desk, say('reminder_off'));
    await settle('the alarm to be gone', async () => {
      const now = await known(desk);
      return reminding(now).length === 0 && now.due === undefined ? true : undefined;
    });
    await desk.close();
  });
});
