import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../browsers.ts';

export const targets = ['chrome', 'edge', 'firefox'] as const;
export type Target = (typeof targets)[number];

export const outputFolder = (target: Target, folder = projectFolder): string => path.join(folder, '.output', `${target}-mv3`);

/** What a test runner says of its own process. A build that hears it is one for developing, and not what is handed out. */
const runnersOwn = new Set(['NODE_ENV', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'TEST', 'VITEST']);

/** Builds one browser's extension from the sources in this folder, with these variables besides the machine's; gives the output's folder. */
export async function runBuild(target: Target, folder = projectFolder, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !runnersOwn.has(name));
  const wxt = path.join(projectFolder, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const env = { ...Object.fromEntries(inherited), ...variables };
  await promisify(execFile)(process.execPath, [wxt, 'build', '-b', target], { cwd: folder, env, maxBuffer: 2 ** 26 });
  return outputFolder(target, folder);
}
