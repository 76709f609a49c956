import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { purposes, schools } from '../../scripts/demo/profiles.ts';
import { photographHand } from '../support/browser/hand.ts';
import { changedPoints, checkStructure, isIn, readPlaces, readWords, render, renderFixture, textIn } from '../support/browser/paper.ts';
import { chooseProfiles, exportPdf, goToDesk, openInTab, say, signByHand, signOnPaper, storeRecords } from '../support/browser/person.ts';
import type { ExpectedForm } from '../support/browser/requests.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { isShown, press, see, tick } from '../support/browser/screen.ts';
import type { Stage } from '../support/browser/stage.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const folder = join(projectFolder, 'tests', 'fixtures', 'forms');
const forms = ['intake-acroform', 'intake-flat'] as const;
const slugs: Readonly<Record<string, string>> = {
  'Basisschool De Regenboog': 'basisschool-de-regenboog',
  'Scholengroep Zes Torens': 'scholengroep-zes-torens',
};
/** Points around a place that its answer's anti-aliasing and its box's own line may take. */
const margin = 2;

async function openAndChoose(stage: Stage, form: string, expected: ExpectedForm): Promise<Page> {
  await storeRecords(stage.session, { 'work:date': requestDate });
  const { popup } = await openInTab(stage.session, `${stage.origin}/${form}.pdf`);
  await see(popup, say('found_pdf'));
  await chooseProfiles(popup, expected.choice);
  return popup;
}

const firstExpected = (): ExpectedForm => {
  const [expected] = expectedForms;
  if (!expected) throw new Error('There are no expected forms.');
  return expected;
};

/** Every answer stands in its place, every cross is a cross, and nothing else on the pages changed. */
async function expectFilled(form: string, file: string, expected: ExpectedForm, signed: boolean): Promise<void> {
  const original = join(folder, `${form}.pdf`);
  const places = readPlaces(join(folder, `${form}.places.json`));
  await checkStructure(file);
  const words = await readWords(file);
  for (const [key, text] of Object.entries(expected.texts)) {
    const place = places[key];
    expect(place && textIn(words, place), key).toBe(text);
  }
  const [before, after] = [await renderFixture(original, 2), await render(file, 2)];
  for (const [page, raster] of before.entries()) {
    const filled = after[page];
    if (!filled) throw new Error(`Page ${page + 1} is gone.`);
    const changed = changedPoints(raster, filled);
    const own = Object.entries(places).filter(([, place]) => place.page === page);
    const touched = own.filter(([, { box }]) => changed.some((point) => isIn(point, box, -0.5))).map(([key]) => key);
    const asked = [...Object.keys(expected.texts), ...expected.crosses, ...(signed ? ['signature'] : [])].filter((key) => places[key]?.page === page);
    expect(touched.sort(), `places with ink on page ${page + 1}`).toEqual(asked.sort());
    expect(
      changed.filter((point) => !own.some(([, { box }]) => isIn(point, box, margin))),
      `ink outside every place on page ${page + 1}`,
    ).toEqual([]);
  }
}

describe.each(browserKinds)('4 and 5. Signed, seen, exported, in %s', (kind) => {
  const stage = useStage(kind);

  describe.each(forms)('%s', (form) => {
    it.each(expectedForms)('$name: drawn by hand, exported under the school’s name and the date, every answer in its place', async (expected) => {
      const popup = await openAndChoose(stage, form, expected);
      const desk = await goToDesk(stage.session, popup);
      await signByHand(desk);
      await see(desk, say('preview_ready'));
      const file = await exportPdf(stage.session, desk);
      expect(basename(file)).toBe(`intake-${slugs[expected.choice.school]}-${requestDate}.pdf`);
      await see(desk, say('export_done'));
      await see(desk, say('export_mail', expected.mailbox));
      await expectFilled(form, file, expected, true);
    });

    it('to print and sign: the signature’s place stays empty, and the popup exports in three clicks', async () => {
      const expected = firstExpected();
      const popup = await openAndChoose(stage, form, expected);
      const file = await exportPdf(stage.session, popup);
      await see(popup, say('export_done'));
      await expectFilled(form, file, expected, false);
    });
  });

  it('a scan of the person’s hand is taken instead of drawing', async () => {
    const expected = firstExpected();
    const desk = await goToDesk(stage.session, await openAndChoose(stage, 'intake-flat', expected));
    await tick(desk, say('sign_hand'));
    for (const part of ['mention', 'signature'] as const) {
      const input = await desk.waitForSelector(`input[type=file][aria-label="${say('sign_scan')}: ${say(`field_${part}`)}"]`);
      const photo = join(stage.session.downloadFolder, `${part}.png`);
      await writeFile(photo, photographHand());
      await input?.uploadFile(photo);
      await desk.waitForFunction((count) => document.querySelectorAll('img.scan').length === count, {}, part === 'mention' ? 1 : 2);
    }
    const file = await exportPdf(stage.session, desk);
    await expectFilled('intake-flat', file, expected, true);
  });

  it('the preview shows the filled pages before anything is exported', async () => {
    const expected = firstExpected();
    const desk = await goToDesk(stage.session, await openAndChoose(stage, 'intake-flat', expected));
    await signOnPaper(desk);
    await see(desk, say('preview_ready'));
    const place = readPlaces(join(folder, 'intake-flat.places.json'))['applicant.name'];
    if (!place) throw new Error('The fixture has no place for the applicant.');
    const [left, bottom, right, top] = place.box;
    await settle('ink in the applicant’s place of the preview', () =>
      desk.evaluate(
        (x, y, width, height) => {
          const paper = document.querySelector<HTMLCanvasElement>('.page canvas');
          if (!paper) return undefined;
          const pixels = paper.getContext('2d')?.getImageData(x * paper.width, y * paper.height, width * paper.width, height * paper.height);
          return (pixels?.data.filter((value, at) => at % 4 === 0 && value < 120).length ?? 0) > 20 || undefined;
        },
        (left + 2) / 595,
        1 - (top - 2) / 842,
        (right - left - 4) / 595,
        (top - bottom - 4) / 842,
      ),
    );
  });

  it('with blocking problems only a draft, named as one, can be exported', async () => {
    const nameless = purposes.find(({ id }) => id === 'demo-nameless');
    const school = schools.find(({ id }) => id === 'demo-regenboog');
    const popup = await openAndChoose(stage, 'intake-acroform', {
      ...firstExpected(),
      choice: { ...firstExpected().choice, purpose: nameless?.name ?? '', school: school?.name ?? '' },
    });
    await see(popup, say('export_draftWhy'));
    expect(await isShown(popup, 'button', say('export_do'))).toBe(false);
    const file = await exportPdf(stage.session, popup, true);
    expect(basename(file)).toMatch(/^KLAD-intake-/);
    await see(popup, say('export_doneDraft'));
    expect(await isShown(popup, 'p', say('export_done'))).toBe(false);
  });

  it('an export begun in a popup that closes is shown when the popup is opened again', async () => {
    const expected = firstExpected();
    await storeRecords(stage.session, { 'work:date': requestDate });
    const { tab, popup } = await openInTab(stage.session, `${stage.origin}/intake-flat.pdf`);
    await see(popup, say('found_pdf'));
    await chooseProfiles(popup, expected.choice);
    await press(popup, say('export_do'));
    await stage.session.closePopup();
    const again = await stage.session.clickIcon(tab);
    await see(again, say('export_done'));
    expect(await isShown(again, 'button', say('export_download'))).toBe(true);
  });
});
