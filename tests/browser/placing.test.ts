import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { pdf } from '../../scripts/demo/site.ts';
import { languages, translate } from '../../utils/i18n.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { clickPaper, onScreen } from '../support/browser/clicking.ts';
import type { Box } from '../support/browser/paper.ts';
import { checkStructure, readPlaces, readWords, textIn } from '../support/browser/paper.ts';
import { chooseProfiles, exportPdf, openFile, openInTab, say, signByHand, signOnPaper, storeRecords } from '../support/browser/person.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { isShown, press, see } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { extensionTab } from '../support/browser/session.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';
import { runQpdf } from '../support/poppler.ts';
import { scanned } from '../support/scans.ts';

const fixtures = join(projectFolder, 'tests', 'fixtures', 'forms');
const whole = new Uint8Array(readFileSync(join(fixtures, 'intake-flat.pdf')));
const paper = { width: 594.96, height: 841.92 };
/** Points that the scanner moved the paper, to the right and upward. */
const shift = [10, -6] as const;

/** The form of which only the first page came along: what is asked on the second has no place. Each test's is a file of its own. */
function firstPage(mark: string): Buffer {
  return Buffer.concat([runQpdf(whole, '--pages', '.', '1', '--'), Buffer.from(`% ${mark}\n`)]);
}

const names = ['click', 'keyboard', 'axe', 'erase'] as const;
const served = async () => Object.fromEntries(names.map((name) => [`/${name}.pdf`, pdf(firstPage(name))]));

const extend = expectedForms.find(({ name }) => name.startsWith('extend'));
const both = expectedForms.find(({ name }) => name.startsWith('new'));
if (!extend || !both) throw new Error('The expected forms changed their names.');

/** Where the tests place the two answers of the lost page: on the blank foot of the first. */
const spots: Readonly<Record<string, { at: readonly [number, number]; box: Box }>> = {
  'administration.clientId': { at: [60, 200], box: [60, 193, 260, 207] },
  'administration.use': { at: [60, 150], box: [60, 136, 260, 164] },
};

async function openLacking(session: Session, address: string): Promise<Page> {
  await storeRecords(session, { 'work:date': requestDate });
  const { popup } = await openInTab(session, address);
  await see(popup, say('found_pdf'));
  await chooseProfiles(popup, extend?.choice ?? { applicant: '', school: '', purpose: '' });
  return popup;
}

async function goPlacing(session: Session, popup: Page): Promise<Page> {
  await press(popup, say('placing_open'));
  const desk = await extensionTab(session, 'desk.html', '#request/place');
  await desk.bringToFront();
  await desk.waitForSelector('.target');
  return desk;
}

async function expectPlaced(file: string): Promise<void> {
  await checkStructure(file);
  const words = await readWords(file);
  for (const [key, { box }] of Object.entries(spots)) expect(textIn(words, { page: 0, box }), key).toBe(extend?.texts[key]);
  expect(textIn(words, readPlaces(join(fixtures, 'intake-flat.places.json'))['applicant.name'] ?? { page: 0, box: [0, 0, 0, 0] })).toBe(
    extend?.texts['applicant.name'],
  );
}

/** A mouse goes by whole pixels. */
function expectNear(values: readonly number[], expected: readonly number[]): void {
  expect(values.map((value, at) => (Math.abs(value - (expected[at] ?? 0)) <= 2 ? expected[at] : value))).toEqual(expected);
}

describe.each(browserKinds)('Placing by hand, in %s', (kind) => {
  const stage = useStage(kind, served);

  it('what has no place is asked once: clicked on the preview, printed there, and there again the next time', async () => {
    const { session } = stage;
    const popup = await openLacking(session, `${stage.origin}/click.pdf`);
    await see(popup, say('placing_missing', `${say('field_administration_clientId')}, ${say('field_administration_use')}`));
    const desk = await goPlacing(session, popup);
    expect(await desk.evaluate(() => document.activeElement?.id)).toBe('placing');
    for (const { at } of Object.values(spots)) await clickPaper(desk, paper, 0, at);
    await see(desk, say('placing_all'));
    await signOnPaper(desk);
    const file = await exportPdf(session, desk);
    await expectPlaced(file);

    // Out of the way of the next one, which has the same name.
    await rm(file);
    await session.closeTabs();
    const { popup: again } = await openInTab(session, `${stage.origin}/click.pdf`);
    await see(again, say('found_pdf'));
    expect(await isShown(again, 'button', say('placing_open'))).toBe(false);
    await expectPlaced(await exportPdf(session, again));
  });

  it('a box is dragged, pulled larger and removed with the mouse', async () => {
    const { session } = stage;
    const desk = await goPlacing(session, await openLacking(session, `${stage.origin}/erase.pdf`));
    await clickPaper(desk, paper, 0, [60, 200]);
    const box = `[aria-label="${say('placing_box', say('field_administration_clientId'))}"]`;
    await desk.waitForSelector(box);
    const placedAt = () =>
      desk.$eval(
        box,
        (element, width, height) => {
          const { left, top, width: wide, height: high } = (element as HTMLElement).style;
          const [x, y, w, h] = [left, top, wide, high].map((share) => Number.parseFloat(share) / 100);
          return [x, y, w, h].map((share, side) => Math.round((share ?? 0) * (side % 2 === 0 ? width : height)));
        },
        paper.width,
        paper.height,
      );
    expectNear(await placedAt(), [60, 635, 200, 14]);
    const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
      const start = await onScreen(desk, paper, 0, from);
      const scale = await desk.evaluate((width) => (document.querySelector('.page')?.clientWidth ?? 0) / width, paper.width);
      await desk.mouse.move(...start);
      await desk.mouse.down();
      await desk.mouse.move(start[0] + (to[0] - from[0]) * scale, start[1] - (to[1] - from[1]) * scale, { steps: 4 });
      await desk.mouse.up();
    };
    await drag([150, 200], [190, 180]);
    expectNear(await placedAt(), [100, 655, 200, 14]);
    await drag([299, 174], [329, 164]);
    expectNear(await placedAt(), [100, 655, 230, 24]);
    await press(desk, `${say('placing_remove')}: ${say('field_administration_clientId')}`);
    await settle('the box to be gone', async () => ((await desk.$(box)) ? undefined : true));
  });

  it('goes by keyboard alone', async () => {
    const { session } = stage;
    const desk = await goPlacing(session, await openLacking(session, `${stage.origin}/keyboard.pdf`));
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await settle('the focus on the page', () => desk.evaluate(() => document.activeElement?.classList.contains('target') || undefined));
    // From the middle of the page (297, 421) to (60, 200), near enough: large steps of 24 points, small ones of 4.
    const go = async (key: 'ArrowLeft' | 'ArrowDown' | 'ArrowUp', large: number, small: number) => {
      await desk.keyboard.down('Shift');
      for (let count = 0; count < large; count += 1) await desk.keyboard.press(key);
      await desk.keyboard.up('Shift');
      for (let count = 0; count < small; count += 1) await desk.keyboard.press(key);
    };
    await go('ArrowLeft', 9, 5);
    await go('ArrowDown', 9, 1);
    await desk.keyboard.press('Enter');
    await see(desk, say('placing_next', say('field_administration_use')));
    await go('ArrowDown', 2, 0);
    await desk.keyboard.press('Enter');
    await see(desk, say('placing_all'));
    await settle('the focus back at the list', () => desk.evaluate(() => document.activeElement?.id === 'placing' || undefined));
    const file = await exportPdf(session, desk);
    const words = await readWords(file);
    expect(textIn(words, { page: 0, box: [58, 190, 280, 212] })).toBe(extend.texts['administration.clientId']);
    expect(textIn(words, { page: 0, box: [58, 130, 280, 175] })).toBe(extend.texts['administration.use']);
  });

  it('a scan: said to be one, the known layout dragged over it, taken over, filled and signed', async () => {
    const { session } = stage;
    await storeRecords(session, { 'work:date': requestDate });
    const path = join(session.downloadFolder, 'scan-van-de-school.pdf');
    await writeFile(path, await scanned(whole, shift));
    const desk = await openFile(session, path);
    await see(desk, say('error_scanOnly'));
    await press(desk, say('open_asScan'));
    await see(desk, say('found_scan'));
    await chooseProfiles(desk, both.choice);
    await signByHand(desk);
    for (const page of [0, 1]) {
      const frame = await desk.waitForSelector(`[aria-label="${say('placing_frame', String(page + 1))}"]`);
      const start = await onScreen(desk, paper, page, [200, 500]);
      const scale = await desk.evaluate((width) => (document.querySelector('.page')?.clientWidth ?? 0) / width, paper.width);
      await desk.mouse.move(...start);
      await desk.mouse.down();
      await desk.mouse.move(start[0] + shift[0] * scale, start[1] - shift[1] * scale, { steps: 3 });
      await desk.mouse.up();
      expect(frame).not.toBeNull();
    }
    expect(await findingsOn(desk), 'the layout on the scan').toEqual([]);
    await press(desk, say('placing_accept'));
    await see(desk, say('placing_all'));
    expect(await findingsOn(desk), 'every place on the scan').toEqual([]);
    const file = await exportPdf(session, desk);
    await see(desk, say('export_done'));
    await checkStructure(file);
    const words = await readWords(file);
    const places = readPlaces(join(fixtures, 'intake-flat.places.json'));
    for (const [key, text] of Object.entries(both.texts)) {
      const place = places[key];
      if (!place) throw new Error(`The fixture has no place for ${key}.`);
      const [left, bottom, right, top] = place.box;
      const moved: Box = [left + shift[0], bottom + shift[1], right + shift[0], top + shift[1]];
      expect(textIn(words, { page: place.page, box: moved }), key).toBe(text);
    }
    // The same scan again: nothing is asked anew.
    const again = await openFile(session, path);
    await see(again, say('placing_all'));
  });

  it('is forgotten with everything else', async () => {
    const { session } = stage;
    const desk = await goPlacing(session, await openLacking(session, `${stage.origin}/erase.pdf`));
    await clickPaper(desk, paper, 0, [60, 200]);
    await see(desk, say('placing_onPage', '1'));
    await session.closeTabs();
    const settings = await session.open(`${session.origin}/desk.html#data/erase`);
    // The way to the card has the same words.
    await (await settings.waitForSelector('section[aria-labelledby=data-erase] button.danger'))?.click();
    await press(settings, say('settings_eraseConfirm'));
    // The choice of language is erased as well.
    await see(settings, new RegExp(languages.map((language) => translate(language, 'settings_erased')).join('|')));
    const stored = await settings.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('intakehulp');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counting = opening.result.transaction('placements').objectStore('placements').count();
            counting.onsuccess = () => {
              opening.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
    expect(stored).toBe(0);
  });

  it.each(['light', 'dark'] as const)('passes axe, in popup and desk, %s', async (scheme) => {
    const { session } = stage;
    const popup = await openLacking(session, `${stage.origin}/axe.pdf`);
    await session.colours(popup, scheme);
    expect(await findingsOn(popup)).toEqual([]);
    const desk = await goPlacing(session, popup);
    await session.colours(desk, scheme);
    expect(await findingsOn(desk), 'to be placed').toEqual([]);
    await clickPaper(desk, paper, 0, [60, 200]);
    await see(desk, say('placing_onPage', '1'));
    expect(await findingsOn(desk), 'placed').toEqual([]);
    await press(desk, `${say('placing_remove')}: ${say('field_administration_clientId')}`);
  });
});
