import { randomOf } from '../fuzz/random.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { launch } from '../support/browser/session.ts';
import { pause } from '../support/browser/wait.ts';
import type { Lanes, Progress } from './burst.ts';
import { beginBurst, clearVault, endOfBurst, faultsIn, Listener, lanesOf, readVault, toll } from './burst.ts';
import type { Mode } from './desk.ts';
import { openDesk, prepareVault } from './desk.ts';
import type { Row, Say } from './row.ts';

/** Saves a lane sends in one burst: more than fit into the longest wait. */
const saves = 60;

type Asked = { mode: Mode; times: number; seed: string };

/** Counts over the rounds of one row. */
class Course {
  readonly row: Row;
  #acknowledged = 0;
  #cutOff = 0;

  constructor(what: string) {
    this.row = { what, times: 0, seen: '', faults: [] };
  }

  add(round: number, progress: Progress, faults: readonly string[]): void {
    const { acknowledged, cutOff } = toll(progress);
    this.#acknowledged += acknowledged;
    this.#cutOff += cutOff ? 1 : 0;
    this.row.times += 1;
    this.row.seen = `${this.#acknowledged} saves acknowledged, ${this.#cutOff} bursts cut off`;
    this.row.faults.push(...faults.map((fault) => `round ${round}: ${fault}`));
  }
}

/** The background ended at a random moment of a burst; what stands is read by the next one, which is ended again first. */
export async function killWorkers(session: Session, { mode, times, seed }: Asked, say: Say): Promise<Row> {
  const course = new Course(`background ended in mid-save, ${session.kind}, ${mode}`);
  const random = randomOf(`${seed} worker ${session.kind} ${mode}`);
  const page = await openDesk(session);
  await prepareVault(page, mode);
  for (let round = 1; round <= times; round += 1) {
    const lanes = lanesOf(random, `w${round}`, saves);
    await beginBurst(page, lanes);
    await pause(random.below(81));
    await session.stopBackground();
    const progress = await endOfBurst(page);
    await session.stopBackground();
    const records = await readVault(page);
    course.add(round, progress, faultsIn(records, lanes, progress));
    await clearVault(page, records);
    if (round % 25 === 0) say(`${course.row.what}: ${round}`);
  }
  await page.close();
  return course.row;
}

/**
 * The browser ended by SIGKILL, over and over on one profile folder: at a random moment of a burst, or at once when a save was
 * heard to be acknowledged.
 */
export async function killBrowsers(options: LaunchOptions, { mode, times, seed }: Asked, say: Say): Promise<Row> {
  const { kind } = options.found;
  const course = new Course(`browser killed in mid-save, ${kind}, ${mode}`);
  const random = randomOf(`${seed} browser ${kind} ${mode}`);
  let before: { lanes: Lanes; progress: Progress } | undefined;
  for (let round = 0; round <= times; round += 1) {
    const session = await launch(options);
    try {
      const page = await openDesk(session);
      if (before) {
        const records = await readVault(page);
        course.add(round, before.progress, faultsIn(records, before.lanes, before.progress));
        await clearVault(page, records);
      } else {
        await prepareVault(page, mode);
      }
      if (round % 5 === 0) say(`${course.row.what}: ${round}`);
      const lanes = lanesOf(random, `b${round}`, saves);
      const listener = await Listener.on(page, lanes);
      before = { lanes, progress: listener.progress };
      await beginBurst(page, lanes);
      await (random.chance(0.5) ? pause(random.below(300)) : Promise.race([listener.heard(1 + random.below(30)), pause(20_000)]));
    } finally {
      await session.kill();
    }
  }
  return course.row;
}

/** The extension replaced by itself, as an update does, while a burst runs. All its pages go with it. */
export async function updateExtension(session: Session, { mode, times, seed }: Asked, say: Say): Promise<Row> {
  const course = new Course(`extension updated in mid-save, ${session.kind}, ${mode}`);
  const random = randomOf(`${seed} update ${session.kind} ${mode}`);
  let page = await openDesk(session);
  await prepareVault(page, mode);
  for (let round = 1; round <= times; round += 1) {
    const lanes = lanesOf(random, `u${round}`, saves);
    const listener = await Listener.on(page, lanes);
    await beginBurst(page, lanes);
    await pause(random.below(300));
    await session.updateExtension();
    page = await openDesk(session);
    const records = await readVault(page);
    course.add(round, listener.progress, faultsIn(records, lanes, listener.progress));
    await clearVault(page, records);
    if (round % 5 === 0) say(`${course.row.what}: ${round}`);
  }
  await page.close();
  return course.row;
}
