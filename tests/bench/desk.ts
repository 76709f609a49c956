/**
 * The desk with many schools, in real Chromium: how long a keystroke in the search takes with 10,000 schools, a batch of 300 from the
 * click to the last PDF (checked, filled, read back, stored), and their ZIP without and with mails; with the longest frame and the memory
 * of the page. The batch is run twice: in a browser with its own schools, and straight after the search among all of them, in the same browser.
 *
 *   tsx tests/bench/desk.ts [--schools 10000] [--batch 300]
 *
 * Goals (issue "The desk"): keystroke ≤ 50 ms; batch ≤ 20 s, ≤ 400 MB, no frame over 100 ms. The build must be there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'puppeteer-core';
import { profileRecords } from '../../scripts/demo/profiles.ts';
import { projectFolder } from '../../scripts/browsers.ts';
import { translateCount } from '../../utils/i18n.ts';
import { openFile, say, storeRecords } from '../support/browser/person.ts';
import { press, see, shownText, tick } from '../support/browser/screen.ts';
import type { Session } from '../support/browser/session.ts';
import { launch, removeFolder } from '../support/browser/session.ts';
import { launchOptions } from '../support/browser/stage.ts';
import { pause } from '../support/browser/wait.ts';

const { values } = parseArgs({ options: { schools: { type: 'string', default: '10000' }, batch: { type: 'string', default: '300' } } });
const schoolCount = Number(values.schools);
const batchCount = Number(values.batch);

function school(at: number): [string, unknown] {
  const id = `bench${at}`;
  const director = { name: `Directeur ${at}`, email: `directie${at}@school${at}.example` };
  return [
    `school:${id}`,
    {
      id,
      name: `${at < batchCount ? 'Reeks' : 'Lijst'} ${at}`,
      institutionNumbers: [String(at + 1).padStart(6, '0')],
      director,
      accessGroups: [`VZW ${at}`],
      username: `A.${at}`,
    },
  ];
}

const middle = (times: readonly number[], part: number) => [...times].sort((a, b) => a - b)[Math.floor(part * (times.length - 1))] ?? Number.NaN;

/** Milliseconds from each typed character until the new list is painted. */
async function search(desk: Page, typed: string): Promise<number[]> {
  await desk.waitForSelector('#find');
  return desk.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('#find');
    if (!field) throw new Error('There is nothing to search in.');
    const times: number[] = [];
    for (let length = 1; length <= text.length; length += 1) {
      const start = performance.now();
      field.value = text.slice(0, length);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 0)));
      times.push(performance.now() - start);
    }
    return times;
  }, typed);
}

/** Bytes: what the page's scripts hold (buffers too), and what its process has for itself, engines and all; `before`: what it had at the start. */
type Memory = { scripts: number; process: number; before: number };

/** Memory of the process that has the most, of those that show pages. The page's own is among them. */
async function processMemory(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const own = renderers.map((id) => {
    try {
      const lines = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').split('\n');
      return lines.filter((line) => line.startsWith('Private_')).reduce((sum, line) => sum + 1024 * Number(/\d+/.exec(line)?.[0]), 0);
    } catch {
      // It ended meanwhile, or this machine has no such file.
      return 0;
    }
  });
  return Math.max(0, ...own);
}

type Watched = { seconds: number; slowFrames: number; longest: number; memory: Memory };

/** Does something that takes a while, and measures the page meanwhile, until `done`. */
async function watch(session: Session, page: Page, act: () => Promise<void>, done: () => Promise<boolean>): Promise<Watched> {
  const cdp = await page.createCDPSession();
  const browser = await session.browser.target().createCDPSession();
  // A string: what the compiler adds to functions is not there in the page.
  await page.evaluate(
    'window.frames_ = []; let last = performance.now(); (function tick() { const now = performance.now(); frames_.push(now - last); last = now; requestAnimationFrame(tick); })()',
  );
  const memory: Memory = { scripts: 0, process: 0, before: await processMemory(browser) };
  const start = Date.now();
  await act();
  do {
    await pause(100);
    const heap = await cdp.send('Runtime.getHeapUsage');
    const scripts = heap.usedSize + ((heap as { backingStorageSize?: number }).backingStorageSize ?? 0);
    memory.scripts = Math.max(memory.scripts, scripts);
    memory.process = Math.max(memory.process, await processMemory(browser));
  } while (!(await done()));
  const seconds = (Date.now() - start) / 1000;
  const frames = (await page.evaluate('frames_')) as number[];
  await Promise.all([cdp.detach(), browser.detach()]);
  return { seconds, slowFrames: frames.filter((frame) => frame > 100).length, longest: Math.max(...frames), memory };
}

const told = ({ seconds, slowFrames, longest, memory }: Watched) =>
  `${seconds.toFixed(1)} s, ${slowFrames} frames over 100 ms (longest ${longest.toFixed(0)} ms), ${(memory.scripts / 1e6).toFixed(0)} MB of scripts, ${(memory.process / 1e6).toFixed(0)} MB in the process (${(memory.before / 1e6).toFixed(0)} before)`;

async function runBatch(session: Session, desk: Page): Promise<Watched> {
  await see(desk, say('batch_intro'));
  await desk.waitForSelector('#picker-applicant');
  await desk.select('#picker-applicant', 'demo-noemie');
  await desk.select('#picker-purpose', 'demo-both');
  await desk.type('#schools-find', 'Reeks');
  await press(desk, say('batch_chooseFound', String(batchCount)));
  await see(desk, `${batchCount} formulieren maken`);
  const start = Date.now();
  return watch(
    session,
    desk,
    () => press(desk, `${batchCount} formulieren maken`),
    async () => Date.now() - start > 2_000 && (await desk.$('.run .status:not(.busy)')) !== null,
  );
}

/** The ZIP of all of them, with both mails of each or none. */
async function runZip(session: Session, mails: boolean): Promise<Watched> {
  const outbox = await session.open(`${session.origin}/desk.html#outbox`);
  await see(outbox, say('outbox_found', String(batchCount), String(batchCount)));
  await tick(outbox, translateCount('nl', 'outbox_chooseAll', batchCount));
  if (mails) for (const kind of ['informat', 'directie'] as const) await tick(outbox, say(`outbox_withMail_${kind}`));
  // One file more: the note of what a pen is to sign.
  const zipped = translateCount('nl', 'outbox_zipped', (mails ? 3 * batchCount : batchCount) + 1);
  const watched = await watch(
    session,
    outbox,
    () => press(outbox, say('outbox_zip')),
    async () => (await shownText(outbox)).includes(zipped),
  );
  await outbox.close();
  return watched;
}

async function batchIn(session: Session): Promise<Watched> {
  const opened = await openFile(session, join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-flat.pdf'));
  await see(opened, say('found_pdf'));
  await opened.close();
  const desk = await session.open(`${session.origin}/desk.html#batch`);
  const watched = await runBatch(session, desk);
  await desk.close();
  return watched;
}

/** A browser of its own, with so many schools in its vault. */
async function withSchools(count: number, use: (session: Session) => Promise<void>): Promise<void> {
  const options = await launchOptions('chrome');
  const session = await launch(options);
  try {
    const records = Object.fromEntries(Array.from({ length: count }, (_, at) => school(at)));
    await storeRecords(session, { ...profileRecords(), settings: { language: 'nl' }, ...records });
    await use(session);
  } finally {
    await session.close();
    for (const folder of [options.profileFolder, options.downloadFolder]) removeFolder(folder);
  }
}

await withSchools(batchCount, async (session) => {
  console.log(`batch    ${batchCount} forms: ${told(await batchIn(session))}`);
  console.log(`zip      ${batchCount} forms: ${told(await runZip(session, false))}`);
  console.log(`zip      ${batchCount} forms with ${2 * batchCount} mails: ${told(await runZip(session, true))}`);
});
await withSchools(schoolCount, async (session) => {
  const schools = await session.open(`${session.origin}/desk.html#profiles/schools`);
  const times = await search(schools, 'lijst 9876');
  await schools.close();
  console.log(`search   ${schoolCount} schools: median ${middle(times, 0.5).toFixed(0)} ms, longest ${middle(times, 1).toFixed(0)} ms a keystroke`);
  console.log(`batch    ${batchCount} forms, straight after that: ${told(await batchIn(session))}`);
});
