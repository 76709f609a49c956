import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../scripts/browsers.ts';
import type { Row } from './row.ts';

type Report = { testResults: readonly { assertionResults: readonly { status: string; fullName: string }[] }[] };

/** The unit tests in these files, as one row: how many there were, and which failed. */
export async function runUnits(what: string, files: readonly string[], seen: string): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const outputFile = join(folder, 'report.json');
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const run = promisify(execFile)(process.execPath, [vitest, 'run', ...files, '--reporter=json', `--outputFile=${outputFile}`], {
    cwd: projectFolder,
    maxBuffer: 2 ** 26,
  });
  const error = await run.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  const report = await readFile(outputFile, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true });
  if (report === undefined) throw new Error(`The tests in ${files.join(', ')} did not run.`, { cause: error });
  const tests = (JSON.parse(report) as Report).testResults.flatMap(({ assertionResults }) => assertionResults);
  const faults = tests.filter(({ status }) => status !== 'passed').map(({ fullName, status }) => `${status}: ${fullName}`);
  // An error outside of any test fails the run and no test.
  if (error && faults.length === 0) faults.push(String(error));
  return { what, times: tests.length, seen, faults };
}
