import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isAllowed, readLicences } from './build/licences.ts';
import { outputFolder, targets } from './build/run.ts';

/** npm run licenses: what the built extensions really contain, and under which licences. Exit 1 where one may not go along. */
const rows = new Map<string, { licence: string; source: string; in: string[] }>();
for (const target of targets) {
  const file = path.join(outputFolder(target), 'licenses.txt');
  if (!existsSync(file)) throw new Error(`${file} is not there: run npm run build first.`);
  for (const { name, version, licence, source } of readLicences(readFileSync(file, 'utf8'))) {
    const row = rows.get(`${name} ${version}`) ?? { licence, source, in: [] };
    rows.set(`${name} ${version}`, { ...row, in: [...row.in, target] });
  }
}
const shown = [...rows].map(([name, row]) => [name, row.licence, row.in.length === targets.length ? '' : row.in.join(', '), row.source]);
const widths = [0, 1, 2].map((column) => Math.max(...shown.map((cells) => cells[column]?.length ?? 0)));
for (const cells of shown) console.log(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
const refused = [...rows].filter(([, { licence }]) => !isAllowed(licence));
for (const [name, { licence }] of refused) console.error(`${name}: ${licence} may not go along.`);
console.log(`${rows.size} packages and parts, ${refused.length} of them under a licence that may not go along`);
process.exitCode = refused.length > 0 || rows.size === 0 ? 1 : 0;
