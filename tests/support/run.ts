import { spawnSync } from 'node:child_process';

export type Ran = { status: number | null; out: string; error: string };

/** Runs an npm script as a person would, in the project's folder. */
export function runScript(script: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script, '--', ...args], { encoding: 'utf8', cwd: new URL('../..', import.meta.url) });
  return { status, out: stdout, error: stderr };
}
