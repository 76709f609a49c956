/** One line of the printed table: what was done to the vault how often, what was seen, and what went wrong. */
export type Row = { what: string; times: number; seen: string; faults: string[] };

export type Say = (line: string) => void;

export function printRows(rows: readonly Row[]): string {
  const lines = rows.map(({ what, times, seen, faults }) => [what, String(times), String(faults.length), seen]);
  const all = [['what', 'times', 'faults', 'seen'], ...lines];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const table = all.map((line) =>
    line.map((cell, column) => (column === 0 || column === 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  const faults = rows.flatMap(({ what, faults: found }) => found.map((fault) => `${what}: ${fault}`));
  return [...table, ...faults].join('\n');
}
