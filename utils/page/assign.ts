/**
 * Rows to columns, each at most once, for the greatest total: the Hungarian method on negated scores. `scores[row][column]`
 * is 0 where the pair is out of the question. Returns for each row its column, or -1.
 */
export function assign(scores: readonly (readonly number[])[]): number[] {
  const rows = scores.length;
  const columns = scores[0]?.length ?? 0;
  // One column for each row stands for "nothing".
  const width = columns + rows;
  const cost = (row: number, column: number) => (column < columns ? -(scores[row]?.[column] ?? 0) : 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) {
    const cameFrom = new Int32Array(width + 1);
    const slack = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(width + 1);
    rowOf[0] = row;
    let column = 0;
    while (rowOf[column] !== 0) {
      visited[column] = 1;
      const current = rowOf[column] ?? 0;
      let least = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let next = 1; next <= width; next++) {
        if (visited[next]) continue;
        const reduced = cost(current - 1, next - 1) - (rowPotential[current] ?? 0) - (columnPotential[next] ?? 0);
        if (reduced < (slack[next] ?? 0)) {
          slack[next] = reduced;
          cameFrom[next] = column;
        }
        if ((slack[next] ?? 0) < least) {
          least = slack[next] ?? 0;
          nearest = next;
        }
      }
      for (let at = 0; at <= width; at++) {
        if (visited[at]) {
          const owner = rowOf[at] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + least;
          columnPotential[at] = (columnPotential[at] ?? 0) - least;
        } else {
          slack[at] = (slack[at] ?? 0) - least;
        }
      }
      column = nearest;
    }
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    const row = (rowOf[column] ?? 0) - 1;
    if (row >= 0 && (scores[row]?.[column - 1] ?? 0) > 0) columnOf[row] = column - 1;
  }
  return columnOf;
}

export function total(scores: readonly (readonly number[])[], columnOf: readonly number[]): number {
  return columnOf.reduce((sum, column, row) => sum + (column < 0 ? 0 : (scores[row]?.[column] ?? 0)), 0);
}

export type Assignment = {
  column: number;
  /** How much the best total loses when this row may not have this column: small means that another reading is as good. */
  margin: number;
};

/** The best assignment of all rows at once, with the margin of each. What has no rival is given without any search. */
export function assignWithMargins(scores: readonly (readonly number[])[]): Assignment[] {
  const rivals = scores.map((line, row) =>
    line.some((score, column) => score > 0 && (line.some((other, at) => at !== column && other > 0) || isWantedBy(scores, column, row))),
  );
  const given = scores.map((line, row): Assignment => {
    const column = rivals[row] ? -1 : line.findIndex((score) => score > 0);
    return { column, margin: line[column] ?? 0 };
  });
  const rows = scores.flatMap((_, row) => (rivals[row] ? [row] : []));
  const columns = [...new Set(rows.flatMap((row) => (scores[row] ?? []).flatMap((score, column) => (score > 0 ? [column] : []))))];
  const contested = rows.map((row) => columns.map((column) => scores[row]?.[column] ?? 0));
  const best = assign(contested);
  const bestTotal = total(contested, best);
  best.forEach((at, index) => {
    const row = rows[index];
    const column = columns[at];
    if (row === undefined || column === undefined) return;
    const without = contested.map((line, other) => (other === index ? line.map((score, place) => (place === at ? 0 : score)) : line));
    given[row] = { column, margin: bestTotal - total(without, assign(without)) };
  });
  return given;
}

const isWantedBy = (scores: readonly (readonly number[])[], column: number, except: number): boolean =>
  scores.some((line, row) => row !== except && (line[column] ?? 0) > 0);
