import type { Outcome, Violation } from './run.ts';

/** What came of the mutants: counts by answer, and everything that must not be. */
export class Tally {
  readonly answers = new Map<string, number>();
  readonly mutations = new Map<string, Map<string, number>>();
  readonly violations: { outcome: Outcome; violation: Violation }[] = [];
  total = 0;
  slowest: Outcome | undefined;

  add(outcome: Outcome): void {
    this.total++;
    count(this.answers, outcome.answer);
    const group = outcome.answer.startsWith('open:') ? 'refused' : outcome.answer.startsWith('produce:') ? 'not produced' : outcome.answer;
    for (const name of new Set(outcome.mutant.made)) {
      const row = this.mutations.get(name) ?? new Map<string, number>();
      count(row, group);
      this.mutations.set(name, row);
    }
    for (const violation of outcome.violations) this.violations.push({ outcome, violation });
    if (outcome.milliseconds > (this.slowest?.milliseconds ?? 0)) this.slowest = outcome;
  }

  print(): string {
    const groups = ['produced', 'not produced', 'opened, not the form', 'refused'];
    const rows = [...this.mutations].sort(([a], [b]) => a.localeCompare(b)).map(([name, row]) => [name, ...groups.map((group) => String(row.get(group) ?? 0))]);
    const answers = [...this.answers].sort(([, a], [, b]) => b - a).map(([answer, times]) => [answer, String(times)]);
    const kinds = new Map<string, number>();
    for (const { violation } of this.violations) count(kinds, violation.kind);
    const violations = kinds.size > 0 ? [...kinds].map(([kind, times]) => `${kind} ${times}`).join(', ') : 'none';
    const slowest = this.slowest ? `slowest: mutant ${this.slowest.mutant.index}, ${Math.round(this.slowest.milliseconds)} ms, ${this.slowest.answer}` : '';
    return [table([['mutation', ...groups], ...rows]), table([['answer', 'mutants'], ...answers]), slowest, `violations: ${violations}`].join('\n\n');
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}
