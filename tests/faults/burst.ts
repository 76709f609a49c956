import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import type { Random } from '../fuzz/random.ts';
import { tell } from '../support/browser/person.ts';
import { settle } from '../support/browser/wait.ts';
import { undated } from '../support/undated.ts';

/**
 * Saves sent one after the other by each of some lanes, all lanes at once. Save `n` of a lane writes a school of its own and the
 * lane's counter, so that what stands in the vault tells, for each lane, up to which save it goes, and whether a save stands in part.
 */
type Change = { set: Record<string, unknown>; remove: string[] };
export type Lanes = readonly (readonly Change[])[];

export const passphrase = 'vier groene lampen';

function saveOf(name: string, lane: number, number: number, filling: string): Change {
  const id = `${name}-${lane}-${number}`;
  const school = {
    id,
    name: `School ${id}`,
    institutionNumbers: [String(number).padStart(6, '0')],
    director: { name: `Łucja ${filling}`, email: `${id}@school.example` },
    accessGroups: [],
    username: filling.slice(0, 5),
  };
  const counter = { id: `lane-${lane}`, name: String(number), role: id, email: '' };
  return { set: { [`school:${id}`]: school, [`applicant:lane-${lane}`]: counter }, remove: [] };
}

export function lanesOf(random: Random, name: string, saves: number, count = 1 + random.below(3)): Lanes {
  return Array.from({ length: count }, (_lane, lane) =>
    Array.from({ length: saves }, (_save, index) => saveOf(name, lane, index + 1, 'ç'.repeat(random.chance(0.1) ? 20_000 : random.below(300)))),
  );
}

export type Progress = { sent: number[]; acknowledged: number[] };
type Burst = Progress & { running: number };

type PageScope = {
  burst?: Burst;
  /** Tells whoever outlives the page. */
  tellAcknowledged?: (lane: number, number: number) => void;
  browser?: { runtime: { sendMessage(message: object): Promise<{ ok: boolean } | undefined> } };
  chrome?: PageScope['browser'];
};

/** Returns when the first saves are on their way. A lane ends with its first save that is not answered well. */
export async function beginBurst(page: Page, lanes: Lanes): Promise<void> {
  await page.evaluate((given) => {
    const scope = globalThis as PageScope;
    const burst = { sent: given.map(() => 0), acknowledged: given.map(() => 0), running: given.length };
    scope.burst = burst;
    for (const [lane, changes] of given.entries()) {
      void (async () => {
        for (const [index, change] of changes.entries()) {
          burst.sent[lane] = index + 1;
          const sending = (scope.browser ?? scope.chrome)?.runtime.sendMessage({ type: 'keep', ...change });
          const answer = await sending?.catch(() => undefined);
          if (!answer?.ok) break;
          burst.acknowledged[lane] = index + 1;
          scope.tellAcknowledged?.(lane, index + 1);
        }
        burst.running -= 1;
      })();
    }
  }, lanes as Change[][]);
}

/** What the page knows when all its lanes have ended. */
export function endOfBurst(page: Page): Promise<Progress> {
  return settle('the burst to end', async () => {
    const burst = await page.evaluate(() => (globalThis as PageScope).burst);
    return burst?.running === 0 ? burst : undefined;
  });
}

/** Hears what is acknowledged while it is: what was heard when the page died was acknowledged before. */
export class Listener {
  readonly progress: Progress;
  #whenHeard: (() => void) | undefined;
  #count = 0;

  private constructor(lanes: Lanes) {
    // Nobody knows how far a page came that died.
    this.progress = { sent: lanes.map((lane) => lane.length), acknowledged: lanes.map(() => 0) };
  }

  static async on(page: Page, lanes: Lanes): Promise<Listener> {
    const listener = new Listener(lanes);
    await page.exposeFunction('tellAcknowledged', (lane: number, number: number) => listener.#hear(lane, number));
    return listener;
  }

  #hear(lane: number, number: number): void {
    this.progress.acknowledged[lane] = number;
    this.#count += 1;
    this.#whenHeard?.();
  }

  /** Until so many saves were heard of. */
  heard(count: number): Promise<void> {
    return new Promise((done) => {
      this.#whenHeard = () => {
        if (this.#count >= count) done();
      };
      this.#whenHeard();
    });
  }
}

/** The vault's records without their days, read with the passphrase where it asks for one. Throws where opening found anything amiss. */
export async function readVault(page: Page): Promise<Record<string, unknown>> {
  const { value } = await tell(page, { type: 'loadVault' }).catch(async (error: unknown) => {
    if (!String(error).includes('vaultLocked')) throw error;
    await tell(page, { type: 'unlock', passphrase });
    return tell(page, { type: 'loadVault' });
  });
  const { records = {}, problems } = value as { records?: Record<string, unknown>; problems?: readonly unknown[] };
  if (problems?.length !== 0) throw new Error(`The vault opened with problems: ${JSON.stringify(problems)}`);
  return undated(records);
}

/** What is wrong with the records after this burst; nothing where each lane stands whole up to one of its saves that may be the last. */
export function faultsIn(records: Record<string, unknown>, lanes: Lanes, { sent, acknowledged }: Progress): string[] {
  const expected: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [lane, changes] of lanes.entries()) {
    const counter = records[`applicant:lane-${lane}`] as { name?: string } | undefined;
    const last = Number(counter?.name ?? 0);
    const [least = 0, most = 0] = [acknowledged[lane], sent[lane]];
    if (last < least) faults.push(`lane ${lane}: save ${least} was acknowledged, and ${last} is the last that stands`);
    if (last > most) faults.push(`lane ${lane}: save ${last} stands, and ${most} were sent`);
    for (const change of changes.slice(0, last)) Object.assign(expected, change.set);
  }
  if (!isDeepStrictEqual(records, expected)) {
    const wrong = [...new Set([...Object.keys(records), ...Object.keys(expected)])].filter((key) => !isDeepStrictEqual(records[key], expected[key]));
    faults.push(`not as they were saved, missing or not asked for: ${wrong.slice(0, 5).join(', ')}`);
  }
  return faults;
}

/** Empties the vault by a save of its own, as a person removes profiles; the passphrase stays. */
export async function clearVault(page: Page, records: Record<string, unknown>): Promise<void> {
  await tell(page, { type: 'keep', set: {}, remove: Object.keys(records) });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** How many saves were acknowledged, and whether the burst was cut off before all were. */
export const toll = ({ sent, acknowledged }: Progress) => ({ acknowledged: sum(acknowledged), cutOff: sum(sent) > sum(acknowledged) });
