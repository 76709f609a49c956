import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outputFolder } from './build/run.ts';

/** web-ext lint on the Firefox build: 0 errors, 0 warnings, 0 notices, with no exceptions. scripts/build/left-out.ts takes out what would need one. */

type Finding = { code: string; message: string; file?: string; line?: number };
type Report = Record<'errors' | 'warnings' | 'notices', Finding[]>;

const bin = fileURLToPath(new URL('../node_modules/web-ext/bin/web-ext.js', import.meta.url));

function lint(): Report {
  const arguments_ = [bin, 'lint', '--source-dir', outputFolder('firefox'), '--output', 'json', '--no-config-discovery'];
  try {
    return JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024 }));
  } catch (error) {
    // web-ext exits with 1 where it found errors; its report is on its output all the same.
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    if (!output.startsWith('{')) throw error;
    return JSON.parse(output);
  }
}

const { errors, warnings, notices } = lint();
const findings = [...errors, ...warnings, ...notices];
for (const { code, file = '', line = '', message } of findings) console.error(`${code} ${file}:${line} ${message}`);
console.log(`web-ext lint: ${errors.length} errors, ${warnings.length} warnings, ${notices.length} notices`);
process.exitCode = findings.length > 0 ? 1 : 0;
