import type { Page } from 'puppeteer-core';
import { profileRecords } from '../../scripts/demo/profiles.ts';
import { randomOf } from '../fuzz/random.ts';
import type { StoredSubmission } from '../support/browser/batch.ts';
import { batchMade, batchSchools, numberOf, openBatch, prepareBatch, storedPdf, storedSubmissions } from '../support/browser/batch.ts';
import { resetRecords, say as text } from '../support/browser/person.ts';
import { isShown, press } from '../support/browser/screen.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { launch } from '../support/browser/session.ts';
import { pause } from '../support/browser/wait.ts';
import { wordsOf } from '../support/poppler.ts';
import type { Row, Say } from './row.ts';

/** The longest that a run is let alone, in milliseconds: some forms' worth. */
const longest = 900;

/** Of a finished batch: what was lost, made twice, or holds another school's data. Every PDF is read back by poppler. */
export async function faultsOf(page: Page, stored: readonly StoredSubmission[], count: number): Promise<string[]> {
  const faults: string[] = [];
  const names = new Set(stored.map(({ name }) => name));
  if (stored.length !== count || names.size !== count) faults.push(`${stored.length} submissions of ${names.size} schools, not ${count}`);
  for (const { id, name, state, number, hash } of stored) {
    if (state !== 'made' || !hash) {
      faults.push(`${name} is ${state}${hash ? '' : ', without a PDF'}`);
      continue;
    }
    const words = wordsOf(await storedPdf(page, id)).map((word) => word.text);
    const at = Number(number) - Number(numberOf(0));
    const crossed = words.filter((word) => (/^04\d{4}$/.test(word) && word !== number) || (/^directie\d+@/.test(word) && !word.startsWith(`directie${at}@`)));
    if (!words.includes(number)) faults.push(`${name}: its number ${number} is not on its form`);
    if (crossed.length > 0) faults.push(`${name}: ${crossed.join(', ')} of another school`);
  }
  return faults;
}

/** What is made already must stay as it is: a PDF that changes was made twice. */
class Watch {
  readonly #made = new Map<string, string>();

  look(stored: readonly StoredSubmission[]): string[] {
    const again = stored.filter(({ id, state, hash }) => state === 'made' && this.#made.has(id) && this.#made.get(id) !== hash);
    for (const { id, state, hash } of stored) if (state === 'made' && hash) this.#made.set(id, hash);
    return again.map(({ name }) => `${name} was made again after it was made`);
  }
}

async function goOn(desk: Page, count: number): Promise<void> {
  const waiting = (await storedSubmissions(desk)).filter(({ state }) => state !== 'made').length;
  if (waiting === 0) return;
  const retry = text('batch_retry', String(waiting));
  const goOnButton = text('batch_goOn', String(waiting));
  for (let tries = 0; tries < 50; tries += 1) {
    if (await isShown(desk, 'button', goOnButton)) return press(desk, goOnButton);
    if (await isShown(desk, 'button', retry)) return press(desk, retry);
    await pause(100);
  }
  throw new Error(`${waiting} of ${count} wait, and nothing offers to go on.`);
}

type Asked = { count: number; times: number; seed: string };

/** The page with its engines ended at random moments of a batch, gone on with each time. */
export async function killPages(session: Session, { count, times, seed }: Asked, say: Say): Promise<Row> {
  const row: Row = { what: `page and its workers ended in mid-batch, ${session.kind}`, times: 0, seen: '', faults: [] };
  const random = randomOf(`${seed} batch ${session.kind}`);
  const watch = new Watch();
  for (let round = 0; row.times < times; round += 1) {
    await resetRecords(session, { ...profileRecords(), settings: { language: 'nl' } });
    let desk = await prepareBatch(session, batchSchools(count));
    await press(desk, `${count} formulieren maken`);
    for (;;) {
      await pause(random.below(longest));
      const stored = await storedSubmissions(desk);
      row.faults.push(...watch.look(stored));
      if (stored.length === count && stored.every(({ state }) => state === 'made')) break;
      if (row.times >= times) break;
      await desk.close({ runBeforeUnload: false });
      row.times += 1;
      desk = await openBatch(session);
      await goOn(desk, count);
    }
    const made = await batchMade(desk, count);
    row.faults.push(...watch.look(made), ...(await faultsOf(desk, made, count)));
    row.seen = `${(round + 1) * count} forms made and read back`;
    say(`${row.what}: ${row.times}`);
    await desk.close();
  }
  return row;
}

/** The browser ended by SIGKILL at random moments of one batch, started again on the same profile folder. */
export async function killBrowsersInBatch(options: LaunchOptions, { count, times, seed }: Asked, say: Say): Promise<Row> {
  const row: Row = { what: `browser killed in mid-batch, ${options.found.kind}`, times: 0, seen: '', faults: [] };
  const random = randomOf(`${seed} batch browser ${options.found.kind}`);
  const watch = new Watch();
  let session = await launch(options);
  try {
    await resetRecords(session, { ...profileRecords(), settings: { language: 'nl' } });
    let desk = await prepareBatch(session, batchSchools(count));
    await press(desk, `${count} formulieren maken`);
    while (row.times < times) {
      await pause(300 + random.below(longest));
      await session.kill();
      row.times += 1;
      session = await launch(options);
      desk = await openBatch(session);
      row.faults.push(...watch.look(await storedSubmissions(desk)));
      await goOn(desk, count);
      say(`${row.what}: ${row.times}`);
    }
    const made = await batchMade(desk, count);
    row.faults.push(...watch.look(made), ...(await faultsOf(desk, made, count)));
    row.seen = `${count} forms made and read back`;
  } finally {
    await session.close();
  }
  return row;
}
