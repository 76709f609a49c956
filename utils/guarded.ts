/**
 * What a spreadsheet takes for a formula, or would after it dropped a space or a break; full-width signs too. Apostrophes before it are
 * the cell's own.
 */
const dangerous = /^'*\s*[=+\-@\t\r\n＝＋－＠]/;

/** A cell that no spreadsheet evaluates: an apostrophe before what looks like a formula. */
export const guarded = (cell: string) => (dangerous.test(cell) ? `'${cell}` : cell);

/** The inverse of `guarded`. */
export const unguarded = (cell: string) => (cell.startsWith("'") && dangerous.test(cell) ? cell.slice(1) : cell);
