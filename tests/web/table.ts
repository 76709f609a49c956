import type { BrowserKind } from '../../scripts/browsers.ts';
import type { Cost } from './costs.ts';
import type { Fault } from './judge.ts';

/** One page in one browser, over all its requests. */
export type Row = {
  name: string;
  kind: string;
  part: 'dev' | 'frozen';
  browser: BrowserKind;
  path: 'messages' | 'popup';
  paraphrased: boolean;
  asked: number;
  right: number;
  wrong: number;
  left: number;
  doubted: number;
  overclaimed: number;
  /** Requests after which undo put everything back, of how many. */
  undone: number;
  requests: number;
  faults: readonly (Fault & { request: string })[];
};

export type NegativeRow = { name: string; part: 'dev' | 'frozen'; browser: BrowserKind; detected: boolean };

export type Report = { rows: readonly Row[]; negatives: readonly NegativeRow[]; costs: readonly (Cost & { browser: BrowserKind })[] };

const columns = ['asked', 'right', 'wrong', 'left', 'doubted'] as const;

const sum = (rows: readonly Row[], column: (typeof columns)[number] | 'overclaimed' | 'undone' | 'requests') =>
  rows.reduce((total, row) => total + row[column], 0);

const recallOf = (rows: readonly Row[]): number => sum(rows, 'right') / Math.max(1, sum(rows, 'asked'));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function line(name: string, rows: readonly Row[]): string {
  const figures = columns.map((column) => String(sum(rows, column)).padStart(8)).join('');
  return `${name.padEnd(46)}${figures}${percent(recallOf(rows)).padStart(10)}${`${sum(rows, 'undone')}/${sum(rows, 'requests')}`.padStart(10)}`;
}

const head = `${'page'.padEnd(46)}${columns.map((column) => column.padStart(8)).join('')}${'recall'.padStart(10)}${'undone'.padStart(10)}`;

function groups(rows: readonly Row[], by: (row: Row) => string): [string, Row[]][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(by(row), [...(found.get(by(row)) ?? []), row]);
  return [...found];
}

/** One line for all that came out alike. */
function tell(faults: Row['faults']): string[] {
  const found = new Map<string, string[]>();
  for (const { request, what, why } of faults) found.set(`${request}: ${why}`, [...(found.get(`${request}: ${why}`) ?? []), what]);
  return [...found].map(([why, whats]) => `${why}: ${whats.join(', ')}`);
}

const nameOf = ({ path, name, browser }: Row) => `${browser === 'chrome' ? 'C' : 'F'} ${path === 'popup' ? 'popup ' : ''}${name}`;

/** `part` undefined: the rows of the development part, and of the frozen one the totals only, so that nobody tunes on its cases. */
export function printTable({ rows, negatives, costs }: Report, part: 'dev' | 'frozen' | undefined, print: (line: string) => void): void {
  const told = (row: { part: 'dev' | 'frozen' }) => part !== undefined || row.part === 'dev';
  print(head);
  for (const row of rows.filter(told)) {
    print(line(nameOf(row), [row]));
    for (const fault of tell(row.faults)) print(`      ${fault}`);
  }
  print('');
  for (const [kind, group] of groups(rows.filter(told), ({ kind }) => `kind ${kind}`)) print(line(kind, group));
  print('');
  for (const [name, group] of groups(rows, (row) => `${row.part} ${row.browser}${row.path === 'popup' ? ' by the popup' : ''}`))
    print(line(`total ${name}`, group));
  for (const [name, group] of groups(rows, (row) => `${row.part}, ${row.paraphrased ? 'in other words' : 'in its own words'}`))
    print(line(`total ${name}`, group));
  print(line('total', rows));
  print(`said to be filled, but not held by the page: ${sum(rows, 'overclaimed')}`);
  const detected = negatives.filter((negative) => negative.detected);
  print(`pages that are not the form: ${negatives.length}, detected: ${detected.length}`);
  for (const { name, browser } of detected.filter(told)) print(`      ${browser}: ${name}`);
  for (const { browser, what, measured, goal, unit } of costs) {
    const aim = goal === undefined ? '' : `, goal ${goal}${goal > 0 ? ` (${(measured / goal).toFixed(2)} of it)` : ''}`;
    print(`${browser}: ${what}: ${measured.toFixed(1)} ${unit}${aim}`);
  }
}

const leastRecall = 0.98;

/** The goals of the issue that were missed, each in a sentence. */
export function missed({ rows, negatives, costs }: Report): string[] {
  const wrong = sum(rows, 'wrong');
  const overclaimed = sum(rows, 'overclaimed');
  const detected = negatives.filter((negative) => negative.detected).length;
  const notUndone = sum(rows, 'requests') - sum(rows, 'undone');
  return [
    ...groups(rows, ({ part, browser }) => `${part} in ${browser}`).flatMap(([name, group]) =>
      recallOf(group) < leastRecall ? [`recall is ${percent(recallOf(group))} (${name}), the goal ${percent(leastRecall)}`] : [],
    ),
    wrong > 0 ? `${wrong} wrong fills, the goal 0` : '',
    overclaimed > 0 ? `${overclaimed} answers were said to be filled that the page does not hold, the goal 0` : '',
    notUndone > 0 ? `${notUndone} times undo did not put everything back` : '',
    detected > 0 ? `${detected} pages were taken for the form that are not, the goal 0` : '',
    ...costs.flatMap(({ browser, what, measured, goal, unit }) =>
      goal !== undefined && measured > goal ? [`${what} in ${browser}: ${measured.toFixed(1)} ${unit}, the goal ${goal}`] : [],
    ),
  ].filter(Boolean);
}
