/**
 * Damages the form in many ways and hands each to the engine, as the extension would:
 *
 *   npm run fuzz -- [--count N] [--seed WORD] [--part MUTATION] [--only K] [--bases made|all] [--engines N]
 *
 * Exit 1 on any violation; the file that caused it, and what was made of it, are kept in test-output/fuzz/.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localDate } from '../../utils/intake/values.ts';
import { allBases, digestOf, madeBases } from './bases.ts';
import { mutations } from './mutations.ts';
import type { Outcome } from './run.ts';
import { examineAll } from './run.ts';
import { Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: localDate(new Date()) },
    part: { type: 'string' },
    only: { type: 'string' },
    bases: { type: 'string', default: 'all' },
    engines: { type: 'string', default: String(availableParallelism()) },
  },
});
const folder = 'test-output/fuzz';
const { seed, part } = values;
if (part !== undefined && !mutations.some(({ name }) => name === part)) throw new Error(`--part is one of: ${mutations.map(({ name }) => name).join(', ')}`);

const bases = values.bases === 'made' ? await madeBases() : await allBases();
const indexes = values.only === undefined ? Array.from({ length: Number(values.count) }, (_, at) => at) : [Number(values.only)];
console.log(`seed ${seed}, ${indexes.length} mutants of ${bases.length} forms (${values.bases}, ${digestOf(bases)}), ${values.engines} engines`);

const tally = new Tally();
const started = performance.now();
const pace = () => `${(tally.total / ((performance.now() - started) / 1000)).toFixed(1)} mutants/s`;

async function keep({ mutant, answer, violations }: Outcome): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${seed}-${mutant.index}.pdf`.replace(/[^\w./-]/g, '_'));
  await writeFile(file, mutant.bytes);
  const made = `${mutant.base}: ${mutant.made.join(', ')} → ${answer}`;
  for (const { kind, words } of violations) console.log(`${kind}: ${words}\n  mutant ${mutant.index} (${made}), kept as ${file}`);
}

await examineAll({ bases, seed, indexes, engines: Number(values.engines), only: part }, async (outcome) => {
  tally.add(outcome);
  if (outcome.violations.length > 0 || values.only !== undefined) await keep(outcome);
  if (tally.total % 1000 === 0) console.log(`${tally.total}: ${tally.violations.length} violations, ${pace()}`);
});
console.log(`\n${tally.print()}\n${pace()}`);
process.exitCode = tally.violations.length > 0 ? 1 : 0;
