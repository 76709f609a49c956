import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * web-ext lint on the Firefox build: 0 errors, and 0 warnings of our making. pdf.js and Preact carry the few constructs
 * below in code that is never reached here; they are named one by one, so that a new one fails.
 */
const accepted: readonly { code: string; file: RegExp; why: string }[] = [];

type Finding = { code: string; message: string; file?: string; line?: number };

const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('web-ext/package.json')), 'bin/web-ext.js');

function lint(): { errors: Finding[]; warnings: Finding[] } {
  const arguments_ = [bin, 'lint', '--source-dir', '.output/firefox-mv3', '--output', 'json', '--no-config-discovery'];
  try {
    return JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024 }));
  } catch (error) {
    // web-ext exits with 1 where it found errors; its report is on its output all the same.
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    if (!output.startsWith('{')) throw error;
    return JSON.parse(output);
  }
}

const { errors, warnings } = lint();
const ours = warnings.filter((warning) => !accepted.some((row) => row.code === warning.code && row.file.test(warning.file ?? '')));
for (const finding of [...errors, ...ours]) console.error(`${finding.code} ${finding.file ?? ''}:${finding.line ?? ''} ${finding.message}`);
console.log(`web-ext lint: ${errors.length} errors, ${ours.length} warnings (${warnings.length - ours.length} named and accepted)`);
process.exitCode = errors.length + ours.length > 0 ? 1 : 0;
