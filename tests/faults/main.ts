/**
 * Does to the vault what a machine, a browser and a hostile page may do, and prints what was lost:
 *
 *   npm run test:faults -- [--quick] [--seed WORD] [--only PART,…] [--built]
 *
 * PART is one of: workers, browsers, batch, updates, tabs, forged, damage, imports, units. --built takes the extension as it stands in
 * .output instead of building it anew. Exit 1 on any fault.
 */
import { parseArgs } from 'node:util';
import { localDate } from '../../utils/intake/values.ts';
import { randomOf } from '../fuzz/random.ts';
import { buildExtension } from '../support/browser/build.ts';
import { fuzzImports } from '../vault/fuzz.ts';
import { killBrowsersInBatch, killPages } from './batch.ts';
import { flipBytes, truncate } from './damage.ts';
import { modes } from './desk.ts';
import { forgeInPage } from './forged-pages.ts';
import { killBrowsers, killWorkers, updateExtension } from './kills.ts';
import type { Session } from '../support/browser/session.ts';
import { browserKinds } from '../support/browser/stage.ts';
import { withOptions, withSession } from './stage.ts';
import type { Row } from './row.ts';
import { printRows } from './row.ts';
import { editDifferentFields, editSameField } from './tabs.ts';
import { runUnits } from './units.ts';

/** Each for one browser and one mode of the vault, where it has to do with these. */
const full = {
  workers: 100,
  browsers: 13,
  updates: 10,
  edits: 300,
  forged: 500,
  flipEvery: 1,
  cuts: 200,
  imports: 50_000,
  batch: { forms: 300, pages: 100, kills: 10 },
};
const quick: typeof full = {
  workers: 6,
  browsers: 1,
  updates: 1,
  edits: 60,
  forged: 100,
  flipEvery: 20,
  cuts: 20,
  imports: 2000,
  batch: { forms: 20, pages: 4, kills: 2 },
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: localDate(new Date()) },
    only: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
});
const counts = values.quick ? quick : full;
const { seed } = values;
/** For what takes numbers only. */
const number = randomOf(seed).below(2 ** 31);
const started = performance.now();
const rows: Row[] = [];
const say = (line: string) => console.log(`${Math.round((performance.now() - started) / 1000)} s  ${line}`);

async function add(row: Promise<Row>): Promise<void> {
  const done = await row;
  rows.push(done);
  say(`${done.what}: ${done.times}, ${done.faults.length} faults`);
}

async function inEach(use: (session: Session, mode: (typeof modes)[number]) => Promise<void>): Promise<void> {
  for (const kind of browserKinds) {
    for (const mode of modes) await withSession(kind, (session) => use(session, mode));
  }
}

const parts: Record<string, () => Promise<void>> = {
  workers: () => inEach((session, mode) => add(killWorkers(session, { mode, times: counts.workers, seed }, say))),
  async browsers() {
    for (const kind of browserKinds) {
      for (const mode of modes) await withOptions(kind, (options) => add(killBrowsers(options, { mode, times: counts.browsers, seed }, say)));
    }
  },
  async batch() {
    const { forms: count, pages, kills } = counts.batch;
    for (const kind of browserKinds) {
      await withSession(kind, (session) => add(killPages(session, { count, times: pages, seed }, say)));
      await withOptions(kind, (options) => add(killBrowsersInBatch(options, { count, times: kills, seed }, say)));
    }
  },
  updates: () => inEach((session, mode) => add(updateExtension(session, { mode, times: counts.updates, seed }, say))),
  tabs: () =>
    inEach(async (session, mode) => {
      await add(editDifferentFields(session, mode, counts.edits, seed));
      await add(editSameField(session, mode, counts.edits, seed));
    }),
  async forged() {
    await withSession('chrome', (session) => add(forgeInPage(session, counts.forged, number)));
    await add(runUnits('forged messages to the background, in files', ['tests/extension/forged.test.ts'], 'seven kinds of sender, 1,000 messages each'));
  },
  async damage() {
    for (const mode of modes) {
      await add(flipBytes(mode, counts.flipEvery));
      await add(truncate(mode, counts.cuts));
    }
  },
  imports: () => add(importAll()),
  async units() {
    await add(
      runUnits('killed, refused or lost at each step of a vault’s life', ['tests/vault/faults.test.ts'], 'and killed again at each step of the next opening'),
    );
    await add(runUnits('damaged and forged records, by case', ['tests/vault/damage.test.ts'], 'each test flips, cuts or forges many'));
    await add(runUnits('full, unavailable, clock set back, two backgrounds', ['tests/extension/vault.test.ts'], 'each has a defined answer'));
  },
};

async function importAll(): Promise<Row> {
  const what = 'generated bundles and archives';
  try {
    const { files, outcomes, records } = await fuzzImports(counts.imports, number);
    const listed = (tally: Record<string, number>) =>
      Object.entries(tally)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ');
    return { what, times: files, seen: `${listed(outcomes)}; records: ${listed(records)}`, faults: [] };
  } catch (error) {
    return { what, times: counts.imports, seen: '', faults: [String(error)] };
  }
}

// In a hurry the units are left to the run of all unit tests.
const chosen = values.only?.split(',') ?? Object.keys(parts).filter((name) => !values.quick || name !== 'units');
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`--only takes: ${Object.keys(parts).join(', ')}`);
console.log(`seed ${seed}${values.quick ? ', quick' : ''}`);
if (!values.built) for (const kind of browserKinds) await buildExtension(kind);
for (const name of chosen) await parts[name]?.();
console.log(`\n${printRows(rows)}`);
process.exitCode = rows.some(({ faults }) => faults.length > 0) ? 1 : 0;
