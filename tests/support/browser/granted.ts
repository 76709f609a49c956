import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from './session.ts';

type Manifest = Record<string, unknown> & { permissions: string[] };

/**
 * Chromium's permission prompt is a window of its own, out of reach: there what is asked in the click is given with the installation, as if the
 * prompt had been answered. Firefox answers its own in these tests.
 */
export function withGranted(options: LaunchOptions, grant: (manifest: Manifest) => Record<string, unknown>): LaunchOptions {
  if (options.found.kind !== 'chrome') return options;
  const extensionFolder = mkdtempSync(join(tmpdir(), 'extension-'));
  cpSync(options.extensionFolder, extensionFolder, { recursive: true });
  const path = join(extensionFolder, 'manifest.json');
  writeFileSync(path, JSON.stringify(grant(JSON.parse(readFileSync(path, 'utf8')))));
  return { ...options, extensionFolder };
}
