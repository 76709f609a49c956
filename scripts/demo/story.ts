import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { allowReading, chooseProfiles, exportPdf, goToDesk, openInTab, say as text, signByHand, storeRecords } from '../../tests/support/browser/person.ts';
import { painted, press, see } from '../../tests/support/browser/screen.ts';
import type { Session } from '../../tests/support/browser/session.ts';
import { applicants, purposes, schools } from './profiles.ts';

export function loadDemo(session: Session, records: Record<string, unknown>): Promise<void> {
  return storeRecords(session, records);
}

type Job = { session: Session; origin: string; output: string; say: (line: string) => void };

const named = (profiles: readonly { id: string; name: string }[], id: string) => {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (!profile) throw new Error(`There is no demo profile ${id}.`);
  return profile.name;
};

const requests = [
  { form: 'intake-acroform', applicant: 'demo-noemie', school: 'demo-regenboog', purpose: 'demo-both' },
  { form: 'intake-flat', applicant: 'demo-joris', school: 'demo-zes-torens', purpose: 'demo-extend' },
] as const;

/** Everything that the demo page invites to, done by the program through the extension's own popup and desk. */
export async function doTheJob(job: Job): Promise<void> {
  for (const request of requests) await handIn(job, request);
  await fillWebForm(job);
  job.say('Done: the PDFs and the screenshots are in demo-output/.');
}

async function picture({ session, output, say }: Job, page: Page, name: string): Promise<void> {
  const file = `${session.kind}-${name}.png` as const;
  await painted(page);
  await page.screenshot({ path: join(output, file) as `${string}.png` });
  say(`  screenshot ${file}`);
}

async function handIn(job: Job, { form, applicant, school, purpose }: (typeof requests)[number]): Promise<void> {
  const { session, origin, output, say } = job;
  say(`${form}.pdf: opening it in a tab and clicking the icon`);
  const { tab, popup } = await openInTab(session, `${origin}/${form}.pdf`);
  const found = await see(popup, text('found_pdf'));
  say(`  the popup says: ${text('found_pdf')}, ${/\d+ % zeker/.exec(found)?.[0] ?? ''}`);
  const choice = { applicant: named(applicants, applicant), school: named(schools, school), purpose: named(purposes, purpose) };
  await chooseProfiles(popup, choice);
  say(`  chosen: ${Object.values(choice).join(' / ')}`);
  await picture(job, popup, `${form}-popup`);
  const desk = await goToDesk(session, popup);
  await signByHand(desk);
  await see(desk, text('preview_ready'));
  say('  signed with the mouse; the preview shows the filled pages');
  await picture(job, desk, `${form}-desk`);
  const file = await exportPdf(session, desk);
  await see(desk, text('export_done'));
  // Firefox shows a downloaded PDF in a tab of its own, and draws nothing in the one behind.
  await desk.bringToFront();
  const kept = `${session.kind}-${form}-${basename(file)}`;
  copyFileSync(file, join(output, kept));
  say(`  exported and verified: ${kept}`);
  await picture(job, desk, `${form}-exported`);
  await desk.close();
  await tab.close();
}

async function fillWebForm(job: Job): Promise<void> {
  const { session, origin, say } = job;
  say('plain.html: opening the web form and clicking the icon');
  const tab = await session.open(`${origin}/plain.html`);
  const popup = await session.clickIcon(tab);
  await allowReading(popup);
  await see(popup, text('found_web'));
  await press(popup, text('web_fill'));
  await see(popup, text('web_filled'));
  await picture(job, popup, 'plain-popup');
  await picture(job, tab, 'plain-page');
  say('  filled in place; sending it is the person’s own act');
}
