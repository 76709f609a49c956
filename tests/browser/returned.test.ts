import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { applicants, purposes, schools } from '../../scripts/demo/profiles.ts';
import { pdf } from '../../scripts/demo/site.ts';
import { translateCount } from '../../utils/i18n.ts';
import { produce } from '../../utils/pdf/perform.ts';
import '../../scripts/font.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { clickPaper } from '../support/browser/clicking.ts';
import { readPlaces, readWords, textIn } from '../support/browser/paper.ts';
import {
  chooseProfiles,
  exportPdf,
  goToDesk,
  openFile,
  openInTab,
  readRecords,
  resetRecords,
  say,
  signByHand,
  storeRecords,
} from '../support/browser/person.ts';
import type { ExpectedForm } from '../support/browser/requests.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { press, see } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { extensionTab } from '../support/browser/session.ts';
import type { Stage } from '../support/browser/stage.ts';
import { undated } from '../support/undated.ts';
import { browserKinds, storedRecords, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';
import { runQpdf } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';

const flat = new Uint8Array(readFileSync(join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-flat.pdf')));
const paper = { width: 594.96, height: 841.92 };
const dutch = { settings: { language: 'nl' } };

const byName = (start: string): ExpectedForm => {
  const found = expectedForms.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error('The expected forms changed their names.');
  return found;
};

/** What comes back: a form that this extension exported. */
async function exported(stage: Stage, form: string, expected: ExpectedForm, signed: boolean): Promise<string> {
  const { session } = stage;
  await storeRecords(session, { 'work:date': requestDate });
  const { popup } = await openInTab(session, `${stage.origin}/${form}.pdf`);
  await see(popup, say('found_pdf'));
  await chooseProfiles(popup, expected.choice);
  const view = signed ? await goToDesk(session, popup) : popup;
  if (signed) await signByHand(view);
  return exportPdf(session, view);
}

async function review(session: Session, file: string): Promise<Page> {
  const desk = await openFile(session, file);
  await see(desk, /Dit formulier is al ingevuld/);
  await press(desk, say('found_review'));
  await see(desk, say('returned_save'));
  return desk;
}

/** Types over what a field proposes. */
async function retype(desk: Page, selector: string, text: string): Promise<void> {
  const field = await desk.waitForSelector(selector);
  await field?.evaluate((input) => {
    (input as HTMLInputElement).focus();
    (input as HTMLInputElement).select();
  });
  await desk.keyboard.type(text);
}

type StoredRecord = Record<string, unknown>;
const kept = async (session: Session, kind: string) =>
  Object.entries(undated(await readRecords(session))).flatMap(([key, record]) => (key.startsWith(`${kind}:`) ? [record as StoredRecord] : []));
const withoutId = ({ id: _, ...profile }: { id: string; [key: string]: unknown }) => profile;
const demo = <Profile extends { name: string }>(profiles: readonly Profile[], name: string): Profile => {
  const found = profiles.find((profile) => profile.name === name);
  if (!found) throw new Error(`There is no demo profile ${name}.`);
  return found;
};

/** The first page of the flat form, and at its foot fields whose labels say nothing that the catalogue knows. */
async function withUnknownFields(): Promise<Uint8Array> {
  const document = await PDFDocument.load(runQpdf(flat, '--pages', '.', '1', '--'));
  const page = document.getPage(0);
  const form = document.getForm();
  const row = { x: 140, width: 220, height: 18 };
  for (const [at, label] of ['Kenmerk A', 'Kenmerk B', 'Kenmerk C'].entries()) {
    const y = 200 - at * 30;
    page.drawText(label, { x: 60, y: y + 4, size: 9 });
    form.createTextField(`f${at}`).addToPage(page, { ...row, y });
  }
  page.drawText('Kenmerk D', { x: 60, y: 114, size: 9 });
  form.createCheckBox('f3').addToPage(page, { x: 140, y: 110, width: 12, height: 12 });
  return document.save();
}

async function filled(): Promise<Uint8Array> {
  const produced = await produce(flat, requestFixture('new-both'), { kind: 'print' });
  if (!produced.ok) throw new Error(produced.code);
  return produced.value.bytes;
}

const served = async () => ({ '/unknown.pdf': pdf(await withUnknownFields()), '/returned.pdf': pdf(await filled()) });

describe.each(browserKinds)('A form that comes back, in %s', (kind) => {
  const stage = useStage(kind, served);

  it.each([
    ['intake-acroform', 'new', true],
    ['intake-flat', 'extend', false],
  ] as const)('%s: read back, checked, and kept as the profiles that it was made of; undone', async (form, request, signed) => {
    const { session } = stage;
    const expected = byName(request);
    const file = await exported(stage, form, expected, signed);
    await resetRecords(session, dutch);
    const desk = await review(session, file);
    for (const text of Object.values(expected.texts)) await see(desk, text);
    if (signed) await see(desk, say('returned_signed'));
    else await see(desk, say('problem_signatureAbsent'));
    expect(await kept(session, 'applicant')).toEqual([]);

    await desk.bringToFront();
    await retype(desk, '#returned-school-name', expected.choice.school);
    await press(desk, say('returned_keep'));
    await see(desk, translateCount('nl', 'returned_kept', 3));
    await see(desk, say('returned_same', expected.choice.school));
    const { name, role } = demo(applicants, expected.choice.applicant);
    expect((await kept(session, 'applicant')).map((one) => withoutId(one as { id: string }))).toEqual([{ name, role, email: '' }]);
    const school = withoutId(demo(schools, expected.choice.school));
    const asksAccounts = 'accounts.username' in expected.texts;
    expect((await kept(session, 'school')).map((one) => withoutId(one as { id: string }))).toEqual([
      asksAccounts ? school : { ...school, accessGroups: [], username: '' },
    ]);
    const { name: _, ...purpose } = withoutId(demo(purposes, expected.choice.purpose)) as { name: string };
    expect(await kept(session, 'purpose')).toEqual([expect.objectContaining(purpose)]);

    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('the profiles to be gone', async () => ((await kept(session, 'purpose')).length === 0 ? true : undefined));
    expect([...(await kept(session, 'applicant')), ...(await kept(session, 'school'))]).toEqual([]);
  });

  it('shows what differs from a kept profile before anything is written, and takes the change back', async () => {
    const { session } = stage;
    const expected = byName('new');
    const file = await exported(stage, 'intake-flat', expected, false);
    const school = { ...demo(schools, expected.choice.school), username: 'Iemand.Anders' };
    await resetRecords(session, { ...storedRecords(), [`school:${school.id}`]: school });
    const desk = await review(session, file);
    await see(desk, say('returned_differs', school.name));
    await see(desk, /Iemand\.Anders\s+F\.Sahin/);
    await press(desk, say('returned_keep'));
    await see(desk, translateCount('nl', 'returned_kept', 1));
    expect(await kept(session, 'school')).toContainEqual({ ...school, username: 'F.Sahin' });
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('the profile as it was', async () => ((await kept(session, 'school')).some((one) => one.username === 'Iemand.Anders') ? true : undefined));
  });

  it('in a tab: the popup says that it is filled and leads to the desk, which goes by keyboard; both pass axe, light and dark', async () => {
    const { session } = stage;
    const { popup } = await openInTab(session, `${stage.origin}/returned.pdf`);
    await see(popup, /Dit formulier is al ingevuld/);
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(popup, scheme);
      expect(await findingsOn(popup), `popup, ${scheme}`).toEqual([]);
    }
    await press(popup, say('found_review'));
    const desk = await extensionTab(session, 'desk.html', '#returned');
    await desk.bringToFront();
    await see(desk, say('returned_save'));
    await desk.waitForSelector('.page canvas');
    await desk.keyboard.press('Tab');
    await settle('an answer in the focus', async () => {
      const there = await desk.evaluate(() => document.activeElement?.id === 'field-date');
      if (!there) await desk.keyboard.press('Tab');
      return there || undefined;
    });
    await desk.keyboard.press('Enter');
    await settle('its place in the focus', () => desk.evaluate(() => document.activeElement?.matches('.mark.shown.pressed') || undefined));
    await desk.keyboard.press('Enter');
    await settle('the answer in the focus again', () => desk.evaluate(() => document.activeElement?.id === 'field-date' || undefined));
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(desk, scheme);
      expect(await findingsOn(desk), `desk, ${scheme}`).toEqual([]);
    }
  });

  it('a field that no question knows is filled where the person clicks in it', async () => {
    const { session } = stage;
    const expected = byName('Rekeningen');
    await storeRecords(session, { 'work:date': requestDate });
    const { popup } = await openInTab(session, `${stage.origin}/unknown.pdf`);
    await see(popup, say('found_pdf'));
    await chooseProfiles(popup, expected.choice);
    await press(popup, say('placing_open'));
    const desk = await extensionTab(session, 'desk.html', '#request/place');
    await desk.bringToFront();
    await desk.waitForSelector('.target');
    for (const point of [
      [250, 209],
      [250, 179],
      [250, 149],
      [146, 116],
    ] as const)
      await clickPaper(desk, paper, 0, point);
    await see(desk, say('placing_all'));
    const file = await exportPdf(session, desk);
    const fields = (await PDFDocument.load(readFileSync(file))).getForm();
    const texts = ['f0', 'f1', 'f2'].map((name) => fields.getTextField(name).getText());
    expect(texts).toEqual([expected.texts['accounts.accessGroups'], expected.texts['accounts.username'], expected.texts['accounts.use']]);
    expect(fields.getCheckBox('f3').isChecked()).toBe(true);
    const words = await readWords(file);
    expect(textIn(words, { page: 0, box: [138, 168, 362, 190] })).toBe(expected.texts['accounts.username']);
    const place = readPlaces(join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-flat.places.json'))['applicant.name'];
    expect(place && textIn(words, place)).toBe(expected.texts['applicant.name']);
  });
});
