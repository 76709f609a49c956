import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schools } from '../../scripts/demo/profiles.ts';
import { translateCount } from '../../utils/i18n.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { downloaded, readRecords, resetRecords, say, storeRecords, tell } from '../support/browser/person.ts';
import { press, see, shownText, tick, type, valueIn } from '../support/browser/screen.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { launch, removeFolder } from '../support/browser/session.ts';
import { browserKinds, launchOptions, storedRecords, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const passphrase = 'drie gele fietsen';
const [regenboog, torens, klimop] = schools;
if (!regenboog || !torens || !klimop) throw new Error('The demo has three schools.');

const openData = async (session: Session, card = '') => {
  const page = await session.open(`${session.origin}/desk.html#data${card}`);
  await see(page, say('data_intro'));
  return page;
};

async function setPassphrase(page: Page): Promise<void> {
  await type(page, say('passphrase_new'), passphrase);
  await type(page, say('passphrase_again'), passphrase);
  await press(page, say('passphrase_set'));
  await see(page, say('passphrase_isSet'));
}

async function unlock(page: Page, words = passphrase): Promise<void> {
  await type(page, say('vault_passphrase'), words);
  await press(page, say('vault_unlock'));
}

const importInput = '#data-import ~ .dropzone input[type=file]';

async function give(page: Page, path: string): Promise<void> {
  const input = await page.waitForSelector(importInput);
  if (!input) throw new Error('The data page takes no file.');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
}

const focused = (page: Page, id: string) =>
  settle(`the focus on ${id}`, async () => ((await page.evaluate('document.hasFocus() && document.activeElement?.id')) === id ? true : undefined));

/** The widest thing that stands out of the page, in CSS pixels. */
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.each(browserKinds)('The data page, in %s', (kind) => {
  const stage = useStage(kind);

  it('takes a snapshot back, and takes that back', async () => {
    const { session } = stage;
    await storeRecords(session, { [`school:${klimop.id}`]: { ...klimop, name: 'Klimop, nu goed' } });
    const page = await openData(session, '/snapshots');
    await press(page, / bekijken$/);
    await see(page, say('data_would_changed'));
    await see(page, klimop.name);
    expect(await findingsOn(page)).toEqual([]);
    await press(page, /^Terugzetten naar /);
    await see(page, say('data_snapshotSame'));
    expect(await readRecords(session)).toMatchObject({ [`school:${klimop.id}`]: klimop });
    await page.bringToFront();
    await press(page, say('undo'));
    await see(page, say('data_would_changed'));
    expect(await readRecords(session)).toMatchObject({ [`school:${klimop.id}`]: { name: 'Klimop, nu goed' } });
  });

  it('makes a bundle, takes it in after everything was erased, and shows what differs the next time', async () => {
    const { session } = stage;
    const page = await openData(session, '/share');
    await tick(page, torens.name);
    await type(page, say('share_passphraseNew'), 'samen delen');
    await type(page, say('share_passphraseAgain'), 'samen delen');
    const file = await downloaded(session, () => press(page, say('share_make')), /\.intakehulp$/);
    expect(file).toMatch(/intakehulp-\d{4}-\d\d-\d\d\.intakehulp$/);
    expect(await readFile(file, 'latin1')).not.toContain('Regenboog');

    await resetRecords(session, { settings: { language: 'nl' } });
    const empty = await openData(session, '/import');
    await give(empty, file);
    await focused(empty, 'passphrase-import');
    await empty.keyboard.type('fout');
    await empty.keyboard.press('Enter');
    await see(empty, say('error_passphraseWrong'));
    await empty.keyboard.press('Backspace');
    for (let key = 0; key < 3; key += 1) await empty.keyboard.press('Backspace');
    await empty.keyboard.type('samen delen');
    await empty.keyboard.press('Enter');
    await see(empty, translateCount('nl', 'data_incoming_new', 8));
    expect(await findingsOn(empty)).toEqual([]);
    await press(empty, translateCount('nl', 'data_importTake', 8));
    await see(empty, translateCount('nl', 'data_imported', 8));
    const taken = await readRecords(session);
    expect(taken).toMatchObject({ [`school:${regenboog.id}`]: { ...regenboog, director: { name: '', email: '' } } });
    expect(taken).not.toHaveProperty(`school:${torens.id}`);

    await storeRecords(session, { [`school:${regenboog.id}`]: { ...regenboog, username: 'iemand' } });
    await empty.bringToFront();
    await give(empty, file);
    await focused(empty, 'passphrase-import');
    await empty.keyboard.type('samen delen');
    await empty.keyboard.press('Enter');
    const text = await see(empty, translateCount('nl', 'data_incoming_differs', 1));
    expect(text).toContain(translateCount('nl', 'data_incoming_same', 7));
    const rows = await empty.$$eval('.choosing tbody tr', (lines) => lines.map((line) => [...line.children].map((cell) => (cell.textContent ?? '').trim())));
    expect(rows).toEqual([[say('field_accounts_username'), 'iemand', regenboog.username]]);
    // The director was not in the bundle, and stays as it is here.
    await press(empty, translateCount('nl', 'data_importTake', 1));
    await see(empty, translateCount('nl', 'data_imported', 1));
    expect(await readRecords(session)).toMatchObject({ [`school:${regenboog.id}`]: regenboog });
  });

  it('gives all that is kept as a ZIP, and the profiles as a file that is taken in again', async () => {
    const { session } = stage;
    const page = await openData(session);
    const zip = await downloaded(session, () => press(page, say('data_zip')), /\.zip$/);
    expect((await readFile(zip)).subarray(0, 4)).toEqual(Buffer.from([0x50, 0x4b, 3, 4]));
    const archive = await downloaded(session, () => press(page, say('data_archive')), /\.json$/);
    await give(page, archive);
    await see(page, translateCount('nl', 'data_incoming_same', 9));
    await give(page, zip);
    await see(page, say('error_fileIsZip'));
  });

  it('erases everything after a second yes', async () => {
    const { session } = stage;
    const page = await openData(session, '/erase');
    await page.click('section[aria-labelledby=data-erase] button.danger');
    await press(page, say('settings_eraseConfirm'));
    await see(page, say('settings_erased'));
    expect(Object.keys(await readRecords(session)).filter((key) => !key.startsWith('vault:'))).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('fits a telephone and a large screen, and passes axe, %s', async (scheme) => {
    const { session } = stage;
    const page = await openData(session);
    await session.colours(page, scheme);
    for (const width of [320, 800, 1600]) {
      await page.setViewport({ width, height: 800 });
      expect([width, await overflow(page), await findingsOn(page)]).toEqual([width, 0, []]);
    }
  });
});

describe.each(browserKinds)('The passphrase, in %s', (kind) => {
  let options: LaunchOptions;
  let session: Session;
  beforeAll(async () => {
    options = await launchOptions(kind);
    session = await launch(options);
    await resetRecords(session, storedRecords());
  });
  afterAll(async () => {
    await session?.close();
    for (const folder of [options.profileFolder, options.downloadFolder]) removeFolder(folder);
  });

  it('is set by keyboard alone, locks with the browser, and opens the profiles again', async () => {
    const page = await openData(session, '/security');
    await focused(page, 'data-security');
    for (const words of [passphrase, passphrase]) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(words);
    }
    await page.keyboard.press('Enter');
    await see(page, say('passphrase_isSet'));
    expect(await findingsOn(page)).toEqual([]);
    await session.close();

    session = await launch(options);
    const again = await session.open(`${session.origin}/desk.html#profiles/schools/${regenboog.id}`);
    await see(again, say('vault_locked'));
    expect(await shownText(again)).not.toContain(regenboog.name);
    expect(await findingsOn(again)).toEqual([]);
    await unlock(again, 'fout');
    await see(again, say('error_passphraseWrong'));
    await again.$eval('input[type=password]', (field) => {
      (field as HTMLInputElement).select();
    });
    await again.keyboard.press('Backspace');
    await unlock(again);
    await see(again, regenboog.name);
    expect(await valueIn(again, say('field_school_name'))).toBe(regenboog.name);
  });

  it('is asked again after a time without use', async () => {
    const page = await openData(session);
    await see(page, say('data_sealed'));
    // The extension's own alarm, minutes early.
    await page.evaluate(() => {
      type Alarms = { alarms: { create(name: string, when: object): unknown } };
      const scope = globalThis as { browser?: Alarms; chrome?: Alarms };
      (scope.browser ?? scope.chrome)?.alarms.create('lockVault', { when: Date.now() + 300 });
    });
    await see(page, say('vault_locked'));
    await expect(tell(page, { type: 'loadVault' })).rejects.toThrow('vaultLocked');
    await unlock(page);
    await see(page, say('data_sealed'));
    await press(page, say('lock_now'));
    await see(page, say('vault_locked'));
  });

  it('that is forgotten leaves only erasing, which was said before', async () => {
    const page = await session.open(`${session.origin}/desk.html#data`);
    await see(page, say('vault_locked'));
    await press(page, say('vault_forgotten'));
    await press(page, say('settings_erase'));
    await see(page, say('vault_forgottenWhy'));
    await press(page, say('settings_eraseConfirm'));
    await settle('the page of an empty vault', async () => ((await page.$('#passphrase-set-new')) ? true : undefined));
    // The language was a choice, and is gone as well.
    await storeRecords(session, { settings: { language: 'nl' } });
    await page.bringToFront();
    await see(page, say('share_nothing'));
    await setPassphrase(page);
  });
});
