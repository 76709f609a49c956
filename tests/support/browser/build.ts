import type { BrowserKind } from '../../../scripts/browsers.ts';
import { findTools } from '../../../scripts/browsers.ts';
import { outputFolder, runBuild } from '../../../scripts/build/run.ts';

export function builtExtension(kind: BrowserKind): string {
  return outputFolder(kind);
}

/** What the browser tests run is built from the sources as they are now, byte for byte as it is handed out. */
export async function buildExtension(kind: BrowserKind): Promise<string> {
  return runBuild(kind);
}

/** Once before all browser tests (vitest's globalSetup). */
export async function setup(): Promise<void> {
  const tools = await findTools((line) => console.log(line));
  if (!tools.ok) throw new Error(tools.values.join('\n'));
  for (const kind of ['chrome', 'firefox'] as const) await buildExtension(kind);
}
