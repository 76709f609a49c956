import type { Reading } from './offered.ts';

/**
 * The page's engine is two scripts: one reads and is put in at the first look, the other fills and is put in only for that. What
 * they share is handed over on the global of the extension's own world, which the page's scripts can't see, under a symbol,
 * which no element's id or name can shadow.
 */
const name = 'intakehulp.reading';

export function handReading(reading: Reading): void {
  Reflect.set(globalThis, Symbol.for(name), reading);
}

/** What the reading script handed over. Whoever fills sees to it that this script came first. */
export const reading = (): Reading => Reflect.get(globalThis, Symbol.for(name)) as Reading;
