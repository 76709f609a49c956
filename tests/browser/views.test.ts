import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { findingsOn } from '../support/browser/axe.ts';
import { chooseProfiles, downloaded, goToDesk, openInTab, say, signByHand } from '../support/browser/person.ts';
import { expectedForms } from '../support/browser/requests.ts';
import { press, see } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { pause } from '../support/browser/wait.ts';

const [sound] = expectedForms;
if (!sound) throw new Error('There are no expected forms.');

const deskViews = [
  '#request',
  '#open',
  '#returned',
  '#profiles/applicants/demo-noemie',
  '#profiles/schools/demo-klimop',
  '#profiles/purposes/demo-nameless',
  '#profiles/groups',
  '#batch',
  '#outbox',
  '#import',
  '#data',
  '#settings',
];

describe.each(browserKinds)('The views, in %s', (kind) => {
  const stage = useStage(kind);

  it.each(['light', 'dark'] as const)('the popup passes axe in its states, %s', async (scheme) => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/intake-acroform.pdf`);
    await stage.session.colours(popup, scheme);
    await see(popup, say('found_pdf'));
    expect(await findingsOn(popup), 'nothing chosen').toEqual([]);
    await chooseProfiles(popup, sound.choice);
    await press(popup, say('edit_school'));
    expect(await findingsOn(popup), 'a school being edited').toEqual([]);
    const { popup: other } = await openInTab(stage.session, `${stage.origin}/`);
    await stage.session.colours(other, scheme);
    await see(other, say('found_notWeb'));
    expect(await findingsOn(other), 'no form').toEqual([]);
  });

  it.each(['light', 'dark'] as const)('the desk passes axe in every view, %s', async (scheme) => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#open`);
    await stage.session.colours(desk, scheme);
    for (const view of deskViews) {
      await desk.evaluate((hash) => {
        location.hash = hash;
      }, view);
      await pause(400);
      expect(await findingsOn(desk), view).toEqual([]);
    }
  });

  it('the desk with a form, drawn on, passes axe', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/intake-flat.pdf`);
    await see(popup, say('found_pdf'));
    await chooseProfiles(popup, sound.choice);
    const desk = await goToDesk(stage.session, popup);
    await signByHand(desk);
    await see(desk, say('preview_ready'));
    expect(await findingsOn(desk)).toEqual([]);
  });

  it('the popup goes by keyboard alone, from choosing to the export', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/intake-acroform.pdf`);
    await see(popup, say('found_pdf'));
    for (const [label, option] of [
      ['applicant', sound.choice.applicant],
      ['school', sound.choice.school],
      ['purpose', sound.choice.purpose],
    ] as const) {
      await tabTo(popup, `picker-${label}`, '');
      // Typing in a list chooses by its words.
      await popup.keyboard.type(option.slice(0, 12));
      await pause(1200);
    }
    const file = await downloaded(stage.session, async () => {
      await tabTo(popup, '', say('export_do'));
      await popup.keyboard.press('Enter');
    });
    expect(file).toMatch(/\.pdf$/);
  });
});

/** Presses Tab until the focus is on the element with this id, or with these words. */
async function tabTo(page: Page, id: string, words: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const there = await page.evaluate(
      (wanted, text) => document.activeElement?.id === wanted || (text !== '' && document.activeElement?.textContent?.trim() === text),
      id || '-',
      words,
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Sixty presses of Tab do not lead to ${id || words}.`);
}
