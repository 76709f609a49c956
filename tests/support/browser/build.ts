import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserKind } from '../../../scripts/browsers.ts';
import { findTools, projectFolder } from '../../../scripts/browsers.ts';

export function builtExtension(kind: BrowserKind): string {
  return join(projectFolder, '.output', `${kind}-mv3`);
}

/** What the browser tests run is built from the sources as they are now. */
export async function buildExtension(kind: BrowserKind): Promise<string> {
  const wxt = join(projectFolder, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  await promisify(execFile)(process.execPath, [wxt, 'build', '-b', kind], { cwd: projectFolder, maxBuffer: 2 ** 26 });
  return builtExtension(kind);
}

/** Once before all browser tests (vitest's globalSetup). */
export async function setup(): Promise<void> {
  const tools = await findTools((line) => console.log(line));
  if (!tools.ok) throw new Error(tools.values.join('\n'));
  for (const kind of ['chrome', 'firefox'] as const) await buildExtension(kind);
}
