/**
 * Judges the built extension on web forms of many kinds of markup, in real browsers, by the pages' own state, and prints a table.
 *
 *   tsx tests/web/run.ts [--part dev|frozen|all] [--browser chromium|firefox|both] [--page NAME] [--kind KIND] [--built FOLDER] [--quick]
 *
 * KIND is one of the table's, or `negative`: the pages that are not the form. Without --part: the rows of the development part,
 * and of the frozen part the totals only, so that nobody tunes on its cases. --built takes what stands in that folder (.output) instead of
 * building anew; --quick leaves the popup and the milliseconds out. Exit 1 when a goal is missed.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import type { BrowserKind } from '../../scripts/browsers.ts';
import { serve } from '../../scripts/demo/site.ts';
import { buildExtension } from '../support/browser/build.ts';
import { resetRecords } from '../support/browser/person.ts';
import { freshFolder, launch, removeFolder, type Session } from '../support/browser/session.ts';
import { launchOptions } from '../support/browser/stage.ts';
import { type RequestName, requestFixture, requestNames } from '../support/requests.ts';
import { buildSites } from './build.ts';
import { type Cost, hugePage, sizes, times } from './costs.ts';
import { fillInPopup, fillOverMessages, isDetected, profilesOf, type Run, undoable } from './drive.ts';
import { type Fault, judge, notPutBack } from './judge.ts';
import type { WebPage } from './page.ts';
import { negativeFiles, negativeNames, positives } from './pages.ts';
import { missed, type NegativeRow, printTable, type Row } from './table.ts';

const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: 'all' },
    browser: { type: 'string', default: 'both' },
    page: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
    built: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

/** One of the values that an option may have; anything else is a slip of the pen, and not to be taken for the default. */
function chosen<Choice>(name: string, value: string, choices: Readonly<Record<string, Choice>>): Choice {
  if (!(value in choices)) throw new Error(`--${name} takes ${Object.keys(choices).join(', ')}; not ${value}.`);
  return choices[value] as Choice;
}

/** Windows of one browser that are filled side by side: each fill mostly waits, and a tab in the background would wait longer. */
const workers = 4;
const browsers = chosen<readonly BrowserKind[]>('browser', options.browser, { both: ['chrome', 'firefox'], chromium: ['chrome'], firefox: ['firefox'] });
const part = chosen<'dev' | 'frozen' | undefined>('part', options.part, { all: undefined, dev: 'dev', frozen: 'frozen' });
const inPart = (one: { part: 'dev' | 'frozen' }) => part === undefined || one.part === part;
const isMeant = ({ name, kind }: { name: string; kind: string }) =>
  (!options.page || options.page.includes(name)) && (!options.kind || options.kind.includes(kind));

const pages = positives.filter(inPart).filter(isMeant);
const others = negativeNames.filter(inPart).filter(({ name }) => isMeant({ name, kind: 'negative' }));
/** One of each kind goes through the popup too; a frame of another site needs a permission that only a person can give. */
const sample = pages.filter(
  (page, at) =>
    page.frame !== 'cross' && page.steps === 1 && pages.findIndex(({ kind, frame, steps }) => kind === page.kind && frame !== 'cross' && steps === 1) === at,
);

/** Inside the project: a sandboxed browser may not see the system's own folder for such things. */
const scratch = freshFolder('web');

/** A copy of the built extension, so that a build that goes on meanwhile changes nothing. */
async function take(kind: BrowserKind): Promise<string> {
  const built = options.built === undefined ? await buildExtension(kind) : resolve(options.built, `${kind}-mv3`);
  const folder = join(scratch, `extension-${kind}`);
  await cp(built, folder, { recursive: true });
  return folder;
}

/** The same with the permission for this machine's addresses that a person would give by a click. */
async function permit(extensionFolder: string): Promise<string> {
  const folder = `${extensionFolder}-permitted`;
  await cp(extensionFolder, folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object;
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, host_permissions: ['http://127.0.0.1/*', 'http://localhost/*'] }));
  return folder;
}

/** A browser with this build of the extension, for as long as `work` takes. */
async function withBrowser<Value>(kind: BrowserKind, extensionFolder: string, work: (session: Session) => Promise<Value>): Promise<Value> {
  const settings = { ...(await launchOptions(kind)), extensionFolder };
  // A clock that tells less than a whole millisecond.
  if (kind === 'firefox') await writeFile(join(settings.profileFolder, 'prefs.js'), 'user_pref("privacy.reduceTimerPrecision", false);\n');
  const session = await launch(settings);
  try {
    return await work(session);
  } finally {
    await session.close();
    for (const folder of [settings.profileFolder, settings.downloadFolder]) removeFolder(folder);
  }
}

const empty = { asked: 0, right: 0, wrong: 0, left: 0, doubted: 0, overclaimed: 0, undone: 0 };

/** Adds one request's outcome to a page's row. */
function add(row: Row, page: WebPage, name: RequestName, run: Run): Row {
  const verdict = judge(page, requestFixture(name), run);
  const notBack = notPutBack(page, run.before, run.undone);
  const faults: Fault[] = [
    ...verdict.faults,
    ...notBack.map((field) => ({
      what: `undo ${page.truths.find(({ fields }) => fields.includes(field))?.key ?? field}`,
      why: `holds ${JSON.stringify(run.undone[field])}`,
    })),
  ];
  if (run.failure) faults.unshift({ what: 'page', why: run.failure });
  return {
    ...row,
    asked: row.asked + verdict.asked,
    right: row.right + verdict.right,
    wrong: row.wrong + verdict.wrong,
    left: row.left + verdict.left,
    doubted: row.doubted + verdict.doubted,
    overclaimed: row.overclaimed + verdict.overclaimed,
    undone: row.undone + (notBack.length === 0 ? 1 : 0),
    requests: row.requests + 1,
    faults: [...row.faults, ...faults.map((fault) => ({ ...fault, request: name }))],
  };
}

const rowOf = ({ name, kind, part: own, paraphrased }: WebPage, browser: BrowserKind, path: Row['path']): Row => ({
  name,
  kind,
  part: own,
  browser,
  path,
  paraphrased,
  ...empty,
  requests: 0,
  faults: [],
});

/** What went wrong with the run itself is a fault of the page's row, so that the other pages are still judged. */
function failed(error: unknown): Run {
  const message = error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}` : String(error);
  return undoable({}, message.split('\n')[0] ?? '');
}

async function judgeOverMessages(session: Session, origin: string): Promise<{ rows: Row[]; negatives: NegativeRow[] }> {
  const rows: Row[] = [];
  const negatives: NegativeRow[] = [];
  const panel = await session.open(`${session.origin}/desk.html#settings`);
  const waiting = [...pages];
  const waitingOthers = [...others];
  let visits = 0;
  const work = async (tab: Page) => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      let row = rowOf(page, session.kind, 'messages');
      for (const name of requestNames) {
        const address = `${origin}/web/${page.name}?n=${++visits}`;
        const run = await fillOverMessages(panel, tab, address, page, requestFixture(name)).catch(failed);
        row = add(row, page, name, run);
      }
      rows.push(row);
    }
    for (let other = waitingOthers.shift(); other; other = waitingOthers.shift()) {
      negatives.push({ ...other, browser: session.kind, detected: await isDetected(panel, tab, `${origin}/not/${other.name}?n=${++visits}`) });
    }
  };
  const tabs = await Promise.all(Array.from({ length: workers }, () => session.browser.newPage({ type: 'window' })));
  // As where a person looks: a window that has no focus tells its page nothing of it.
  if (session.kind === 'chrome') for (const tab of tabs) await tab.emulateFocusedPage(true);
  await Promise.all(tabs.map(work));
  const place = new Map(positives.map(({ name }, at) => [name, at]));
  return { rows: rows.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0)), negatives };
}

async function judgeInPopup(session: Session, origin: string): Promise<Row[]> {
  const rows: Row[] = [];
  const [name] = requestNames;
  const request = requestFixture(name);
  await resetRecords(session, profilesOf(request));
  for (const page of sample) {
    const run = await fillInPopup(session, `${origin}/web/${page.name}`, page, request).catch(failed);
    rows.push(add(rowOf(page, session.kind, 'popup'), page, name, run));
  }
  return rows;
}

/** Bytes always; milliseconds unless the run is to be quick, and before anything else is at work. */
async function costsOf(browser: BrowserKind, folder: string, origin: string): Promise<(Cost & { browser: BrowserKind })[]> {
  const plain = pages.find(({ framework, frame, steps }) => framework === 'plain-server' && !frame && steps === 1);
  const measure = (session: Session) => times(session, folder, { plain: `${origin}/web/${plain?.name}`, huge: `${origin}/huge` });
  const measured = options.quick || !plain ? [] : await withBrowser(browser, folder, measure);
  return [...(await sizes(folder)), ...measured].map((cost) => ({ ...cost, browser }));
}

async function main(): Promise<void> {
  const started = Date.now();
  const clock = (what: string) => console.error(`${((Date.now() - started) / 1000).toFixed(0)} s: ${what}`);
  const otherFiles = {};
  const otherSite = await serve(otherFiles);
  const sites = await buildSites(positives.filter(isMeant), otherSite.origin.replace('127.0.0.1', 'localhost'));
  Object.assign(otherFiles, sites.other);
  const site = await serve({ ...sites.own, ...negativeFiles, '/huge': hugePage() });
  clock(`${pages.length} pages and ${others.length} that are not the form`);
  const report = { rows: [] as Row[], negatives: [] as NegativeRow[], costs: [] as (Cost & { browser: BrowserKind })[] };
  try {
    const folders = new Map<BrowserKind, { built: string; permitted: string }>();
    for (const browser of browsers) {
      const built = await take(browser);
      folders.set(browser, { built, permitted: await permit(built) });
      report.costs.push(...(await costsOf(browser, built, site.origin)));
    }
    clock('costs');
    // The browsers mostly wait: side by side they take little longer than one.
    const judged = await Promise.all(
      [...folders].map(async ([browser, { built, permitted }]) => {
        const over = await withBrowser(browser, permitted, (session) => judgeOverMessages(session, site.origin));
        clock(`${browser}, over messages`);
        const popup = options.quick ? [] : await withBrowser(browser, built, (session) => judgeInPopup(session, site.origin));
        clock(`${browser}, by the popup`);
        return { rows: [...over.rows, ...popup], negatives: over.negatives };
      }),
    );
    report.rows.push(...judged.flatMap(({ rows }) => rows));
    report.negatives.push(...judged.flatMap(({ negatives }) => negatives));
  } finally {
    await site.close();
    await otherSite.close();
    removeFolder(scratch);
  }
  printTable(report, part, console.log);
  const goals = missed(report);
  for (const goal of goals) console.log(`missed: ${goal}`);
  if (goals.length > 0) process.exitCode = 1;
}

await main();
