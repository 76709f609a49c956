/**
 * Makes lists of schools in many ways and reads each: `npx tsx tests/profiles/fuzz.ts [--count 10000] [--seed N]`. Exit 1 on any violation,
 * which is printed with the smallest list that shows it.
 */
import { parseArgs } from 'node:util';
import { properties, prototypeKeys } from './properties.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
const perProperty = Math.ceil(Number(values.count) / Object.keys(properties).length);
const before = prototypeKeys();
let files = 0;
let violations = 0;
for (const [name, tryOut] of Object.entries(properties)) {
  const started = performance.now();
  const { runs, report } = tryOut(perProperty, Number(values.seed));
  files += runs;
  if (report !== '') {
    violations += 1;
    console.log(report);
  }
  console.log(`${name}: ${runs} files, ${report === '' ? 'held' : 'FAILED'}, ${Math.round(performance.now() - started)} ms`);
}
if (prototypeKeys() !== before) {
  violations += 1;
  console.log('a prototype was changed');
}
console.log(`seed ${values.seed}, ${files} files, ${violations} violations`);
process.exitCode = violations > 0 ? 1 : 0;
