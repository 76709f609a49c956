/** The judge's table: a row for each variant, totals for the development and the frozen part apart. */
import type { Part } from '../fixtures/generate/truth.ts';

export type Fault = { request: string; key: string; outcome: string; why: string };

export type Row = {
  name: string;
  part: Part;
  producer: string;
  detected: boolean;
  /** Else it need not be detected, and leaving its places is right. */
  readable: boolean;
  kind: string;
  /** Detect and locate. */
  milliseconds: number;
  right: number;
  wrong: number;
  abstained: number;
  /** Completed forms read back, and how many gave their request again; answers read otherwise, without and with doubt. */
  read: { tried: number; equal: number; misread: number; doubted: number };
  faults: Fault[];
};

export type Printing = { others: number; mistaken: readonly string[]; showFrozen: boolean; inFull: boolean };

const leastRight = 0.995;

const asked = (row: Row) => row.right + row.wrong + row.abstained;

const sum = (rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);

function shareRight(rows: readonly Row[]): number {
  return sum(rows, (row) => row.right) / Math.max(1, sum(rows, asked));
}

export function goalsMet(rows: readonly Row[], mistaken: readonly string[]): boolean {
  return (
    sum(rows, (row) => row.wrong) === 0 &&
    shareRight(rows) >= leastRight &&
    rows.every((row) => row.detected || !row.readable) &&
    rows.every((row) => row.read.equal === row.read.tried) &&
    mistaken.length === 0
  );
}

const line = (cells: readonly (string | number)[]) => {
  const [name = '', ...rest] = cells;
  return `${String(name).padEnd(32)}${rest.map((cell) => String(cell).padStart(11)).join('')}`;
};

/** The same fault in all three requests is said once. */
function faultsOf(row: Row): string[] {
  const grouped = new Map<string, string[]>();
  for (const { request, key, outcome, why } of row.faults) {
    const fault = `${outcome} ${key}${why ? `: ${why}` : ''}`;
    grouped.set(fault, [...(grouped.get(fault) ?? []), request]);
  }
  return [...grouped].map(([fault, requests]) => `${fault} (${requests.join('; ')})`);
}

function totals(name: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const times = rows.map((row) => row.milliseconds).sort((a, b) => a - b);
  const slow = times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0;
  const missed = rows.filter((row) => !row.detected && row.readable).length;
  return [
    line([
      `${name}: ${rows.length} variants`,
      sum(rows, asked),
      sum(rows, (row) => row.right),
      sum(rows, (row) => row.wrong),
      sum(rows, (row) => row.abstained),
      `${sum(rows, (row) => row.read.equal)}/${sum(rows, (row) => row.read.tried)}`,
      `${slow.toFixed(0)} p95`,
    ]),
    `  ${(shareRight(rows) * 100).toFixed(2)} % right; ${missed} not detected; ${rows.filter((row) => asked(row) === row.right).length} without fault`,
    `  read back: ${sum(rows, (row) => row.read.misread)} answers misread, ${sum(rows, (row) => row.read.doubted)} doubted`,
  ].join('\n');
}

export function printTable(rows: readonly Row[], { others, mistaken, showFrozen, inFull }: Printing): void {
  const lines = [line(['variant', 'asked', 'right', 'wrong', 'abstained', 'read', 'ms'])];
  for (const row of rows) {
    if (row.part === 'frozen' && !showFrozen) continue;
    lines.push(
      `${line([row.name, asked(row), row.right, row.wrong, row.abstained, `${row.read.equal}/${row.read.tried}`, row.milliseconds.toFixed(0)])}   ${row.detected ? row.kind : row.readable ? 'NOT DETECTED' : 'unreadable, left'}`,
    );
    const faults = faultsOf(row);
    lines.push(...faults.slice(0, inFull ? faults.length : 6).map((fault) => `    ${fault}`));
    if (!inFull && faults.length > 6) lines.push(`    and ${faults.length - 6} more`);
  }
  lines.push('');
  for (const part of ['dev', 'frozen'] as const) {
    const inPart = rows.filter((row) => row.part === part);
    if (inPart.length > 0) lines.push(totals(part, inPart));
  }
  if (others > 0) lines.push(`other documents: ${others}, taken for the form: ${mistaken.length}${mistaken.length > 0 ? ` (${mistaken.join(', ')})` : ''}`);
  lines.push(
    goalsMet(rows, mistaken) ? 'goals met' : 'goals missed: wrong = 0, right ≥ 99.5 %, every variant detected, no other document, every form read back',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}
