import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { translateCount } from '../../utils/i18n.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { putRows } from '../support/browser/batch.ts';
import { focusedOn, tabTo } from '../support/browser/keys.ts';
import { downloaded, openFile, say, storeRecords } from '../support/browser/person.ts';
import { choose, press, see, shownText, tick } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';
import { wordsOf } from '../support/poppler.ts';

const flat = new URL('../fixtures/forms/intake-flat.pdf', import.meta.url).pathname;
const count = (...[key, number]: Parameters<typeof translateCount> extends [unknown, ...infer Rest] ? Rest : never) => translateCount('nl', key, number);

/** Schools of one kind, each with its own number. */
const schools = Object.fromEntries(
  [0, 1, 2].map((at) => [
    `school:b${at}`,
    {
      id: `b${at}`,
      name: `Proefschool ${at}`,
      institutionNumbers: [`04000${at}`],
      director: { name: `Directeur ${at}`, email: `directie@school${at}.example` },
      accessGroups: [`VZW ${at}`],
      username: `A.${at}`,
    },
  ]),
);

const statuses = ['draft', 'ready', 'signed', 'sent', 'credentials', 'refused', 'expired'] as const;

/** What stands in the database after a few batches; every seventh failed. */
const submissions = (length: number) =>
  Array.from({ length }, (_, at) => {
    const status = statuses[at % statuses.length] ?? 'draft';
    const number = String(40000 + at).padStart(6, '0');
    return {
      id: `s${at}`,
      batchId: 'b',
      schoolIds: [`b${at}`],
      name: `Vrije Basisschool De Heel Lange Naam ${at}`,
      request: {
        applicant: { name: 'Noëmie Łukasik-Peeters', role: 'ICT-coördinator' },
        date: '2026-09-03',
        director: { name: `Directeur ${at}`, email: `directie@school${at}.example` },
        clientId: { kind: 'new' },
        administration: { application: 'both', purpose: 'both', institutionNumbers: [number], use: 'Leerspoor' },
        accounts: { accessGroups: [`VZW Scholengroep ${at}`], username: 'u', use: 'Leerspoor', reconcile: true },
      },
      fileName: `intake-school-${at}.pdf`,
      form: { fingerprint: 'f', name: 'intake.pdf' },
      signing: at % 2 === 0 ? 'hand' : 'print',
      status,
      dates: { ready: '2026-09-01', [status]: '2026-09-02' },
      clientId: '',
      ticked: [],
      note: at === 0 ? 'Belde op maandag.' : '',
      work:
        at % 7 === 6
          ? { state: 'failed', code: 'formGone', values: [] }
          : { state: 'made', hash: 'h', report: { placed: [], left: [], kept: [], annexed: [] } },
      at,
    };
  });

async function openOutbox(session: Session, rows: readonly object[], hash = '#outbox'): Promise<Page> {
  const empty = await session.open(`${session.origin}/desk.html#outbox`);
  await see(empty, say('outbox_empty'));
  await putRows(empty, 'submissions', rows);
  await empty.close();
  const page = await session.open(`${session.origin}/desk.html${hash}`);
  await see(page, say('outbox_list'));
  return page;
}

/** How far anything stands out of the window, or out of its card, in CSS pixels. What a row of the list cuts off is no matter. */
const overflow = (page: Page) =>
  page.evaluate(`Math.max(
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ...[...document.querySelectorAll('.outbox .card *:not(.outbox-facts *)')].map((element) =>
      Math.round(element.getBoundingClientRect().right - element.closest('.card').getBoundingClientRect().right)),
  )`);

describe.each(browserKinds)('The outbox, in %s', (kind) => {
  const stage = useStage(kind);

  it('hands over what a batch made, each form under its own name with its own mail, and tells that it was sent', async () => {
    const { session } = stage;
    await storeRecords(session, schools);
    await see(await openFile(session, flat), say('found_pdf'));
    const desk = await session.open(`${session.origin}/desk.html#batch`);
    await see(desk, say('batch_intro'));
    await choose(desk, say('kind_applicant'), 'Noëmie Łukasik-Peeters');
    const purpose = await desk.waitForSelector('#picker-purpose');
    await purpose?.select('demo-both');
    await desk.type('#schools-find', 'Proefschool');
    await press(desk, say('batch_chooseFound', '3'));
    await tick(desk, say('sign_print'));
    await press(desk, count('batch_make', 3));
    await see(desk, say('batch_chosen', '0', '6'));

    const outbox = await session.open(`${session.origin}/desk.html#outbox`);
    await see(outbox, say('outbox_found', '3', '3'));
    await settle('every PDF to be made', async () => ((await shownText(outbox)).includes(say('outbox_unmade')) ? undefined : true), 60_000);
    await tick(outbox, count('outbox_chooseAll', 3));
    await tick(outbox, say('outbox_withMail_informat'));
    const zip = await downloaded(session, () => press(outbox, say('outbox_zip')), /\.zip$/);
    await see(outbox, count('outbox_zipped', 7));
    const files = unzipSync(await readFile(zip));
    // What a pen is to sign goes with a note that says where.
    const notes = Object.keys(files).filter((name) => name.startsWith(say('note_fileName')));
    expect(notes).toHaveLength(1);
    const noted = wordsOf(files[notes[0] ?? ''] ?? new Uint8Array()).map(({ text }) => text);
    for (const at of [0, 1, 2]) expect(noted.join(' ')).toContain(`Proefschool ${at}`);
    const forms = Object.entries(files).filter(([name]) => name.endsWith('.pdf') && !notes.includes(name));
    expect(forms).toHaveLength(3);
    for (const [name, bytes] of forms) {
      const at = /proefschool-(\d)/.exec(name)?.[1];
      const words = wordsOf(bytes).map(({ text }) => text);
      expect(
        words.filter((word) => /^04000\d/.test(word)),
        name,
      ).toEqual([`04000${at}`]);
      const mail = Buffer.from(files[name.replace('.pdf', '.eml')] ?? []).toString('latin1');
      expect(mail).toContain('To: info@informat.be');
      const attached = mail.split('Content-Type: application/pdf')[1]?.split('\r\n\r\n')[1]?.split('\r\n--')[0] ?? '';
      expect(Buffer.from(attached, 'base64').equals(bytes), name).toBe(true);
    }

    await press(outbox, /^Proefschool 1 /);
    await see(outbox, say('outbox_mail_informat'));
    const becomesSigned = say('outbox_becomes', say('status_signed'));
    await press(outbox, becomesSigned);
    await press(outbox, say('outbox_becomes', say('status_sent')));
    await see(outbox, say('outbox_moved', count('outbox_forms', 1), say('status_sent')));
    const again = await session.open(outbox.url());
    await see(again, `${say('outbox_status')}: ${say('status_sent')}`);
  });

  it.each(['light', 'dark'] as const)('passes axe and fits from 320 to 1600 pixels, %s', async (scheme) => {
    const { session } = stage;
    const page = await openOutbox(session, submissions(150));
    await session.colours(page, scheme);
    // With something chosen, what can be done with it says the most.
    await tick(page, count('outbox_chooseAll', 150));
    await see(page, count('outbox_chosen', 150));
    for (const hash of ['#outbox', '#outbox/s0', '#outbox/s6']) {
      await page.evaluate((next) => {
        location.hash = next;
      }, hash);
      await see(page, say(hash === '#outbox' ? 'outbox_renewals' : 'outbox_mail_directie'));
      expect(await findingsOn(page), hash).toEqual([]);
      for (const width of [320, 700, 1000, 1600]) {
        await page.setViewport({ width, height: 900 });
        await see(page, say(hash === '#outbox' ? 'outbox_renewals' : 'outbox_mail_directie'));
        expect(await overflow(page), `${hash} at ${width}`).toBeLessThanOrEqual(0);
      }
    }
  });

  it('goes by keyboard alone, from a word typed to a form opened, and back', async () => {
    const { session } = stage;
    const page = await openOutbox(session, submissions(150));
    await page.bringToFront();
    await tabTo(page, '#outbox-find');
    await page.keyboard.type('lange 040144');
    await see(page, say('outbox_found', '1', '150'));
    await tabTo(page, '.outbox-list input');
    await page.keyboard.press(' ');
    await see(page, count('outbox_chosen', 1));
    await tabTo(page, '#outbox-s144');
    await page.keyboard.press('Enter');
    await focusedOn(page, '#outbox-opened');
    await tabTo(page, '.outbox-panel a.button');
    await page.keyboard.press('Enter');
    await focusedOn(page, '#outbox-s144');
  });
});
