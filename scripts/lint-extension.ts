import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * web-ext lint on the Firefox build: 0 errors, and 0 warnings of our making. pdf.js and Preact carry the few constructs
 * below in code that is never reached here; they are named one by one, so that a new one fails.
 */
const accepted: readonly { code: string; file: RegExp; most: number; why: string }[] = [
  {
    code: 'UNSAFE_VAR_ASSIGNMENT',
    file: /^chunks\/RequestPickers-/,
    most: 1,
    why: 'Preact sets innerHTML for dangerouslySetInnerHTML, which Biome forbids here.',
  },
  {
    code: 'DANGEROUS_EVAL',
    file: /^(engine\.js|chunks\/(desk|pdf\.worker)-.*)$/,
    most: 6,
    why: 'pdf.js probes for eval, which isEvalSupported: false and the CSP refuse; fontkit likewise.',
  },
  {
    code: 'UNSAFE_VAR_ASSIGNMENT',
    file: /^(engine\.js|chunks\/(desk|pdf\.worker)-.*)$/,
    most: 4,
    why: 'pdf.js can import a worker or a codec by address; both are given inline, and script-src is self.',
  },
];

type Finding = { code: string; message: string; file?: string; line?: number };

const bin = fileURLToPath(new URL('../node_modules/web-ext/bin/web-ext.js', import.meta.url));

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
const rowOf = (warning: Finding) => accepted.find((row) => row.code === warning.code && row.file.test(warning.file ?? ''));
const ours = warnings.filter((warning) => {
  const row = rowOf(warning);
  return !row || warnings.filter((other) => rowOf(other) === row).length > row.most;
});
for (const finding of [...errors, ...ours]) console.error(`${finding.code} ${finding.file ?? ''}:${finding.line ?? ''} ${finding.message}`);
console.log(`web-ext lint: ${errors.length} errors, ${ours.length} warnings (${warnings.length - ours.length} of libraries, named and accepted)`);
process.exitCode = errors.length + ours.length > 0 ? 1 : 0;
