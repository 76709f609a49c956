/**
 * How long the import of 10,000 schools takes, step by step, in Node: `npx tsx tests/bench/import.ts [--schools 10000]`. The public list's
 * shape, as CSV and as .xlsx, against as many stored schools. The best of three.
 */
import { parseArgs } from 'node:util';
import { matchSchools, takeSchools } from '../../utils/profiles/match-schools.ts';
import { proposeMapping } from '../../utils/profiles/propose-mapping.ts';
import { readSchools } from '../../utils/profiles/read-schools.ts';
import { readTable } from '../../utils/profiles/read-table.ts';
import { governmentList, governmentRows } from '../profiles/government.ts';
import { workbook } from '../profiles/written.ts';

const { values } = parseArgs({ options: { schools: { type: 'string', default: '10000' } } });
const count = Number(values.schools);

type Times = Record<'read' | 'map' | 'merge' | 'match' | 'all', number>;

function importOnce(bytes: Uint8Array): { times: Times; told: string } {
  const marks = [performance.now()];
  const lap = () => marks.push(performance.now());
  const read = readTable(bytes);
  if (!read.ok) throw new Error(`not read: ${read.code} ${read.values}`);
  lap();
  const { mapping } = proposeMapping(read.value.header, read.value.rows);
  lap();
  const { schools, bad, remarks } = readSchools(read.value, mapping);
  lap();
  const stored = takeSchools(matchSchools(schools, []), () => crypto.randomUUID());
  const matches = matchSchools(schools, stored);
  lap();
  const [start = 0, table = 0, mapped = 0, merged = 0, end = 0] = marks;
  if (schools.length !== count || bad.length > 0) throw new Error(`${schools.length} schools, ${bad.length} bad rows`);
  const told = `${read.value.rows.length} rows, ${schools.length} schools, ${remarks.length} remarks, ${matches.filter(({ state }) => state === 'same').length} the same`;
  return { times: { read: table - start, map: mapped - table, merge: merged - mapped, match: end - merged, all: end - start }, told };
}

for (const [name, bytes] of Object.entries({ csv: governmentList(count), xlsx: workbook([{ rows: governmentRows(count) }]) })) {
  const runs = [1, 2, 3].map(() => importOnce(bytes)).sort((a, b) => a.times.all - b.times.all);
  const [best] = runs;
  if (!best) continue;
  const laps = Object.entries(best.times).map(([step, ms]) => `${step} ${Math.round(ms)} ms`);
  console.log(`${name}, ${(bytes.length / 1024 / 1024).toFixed(1)} MB, ${best.told}: ${laps.join(', ')}`);
}
