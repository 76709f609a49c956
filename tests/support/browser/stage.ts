import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { BrowserKind } from '../../../scripts/browsers.ts';
import { findOrInstallBrowser } from '../../../scripts/browsers.ts';
import { demoFiles } from '../../../scripts/demo/page.ts';
import { profileRecords } from '../../../scripts/demo/profiles.ts';
import type { ServedFile, Site } from '../../../scripts/demo/site.ts';
import { serve } from '../../../scripts/demo/site.ts';
import { builtExtension } from './build.ts';
import { resetRecords } from './person.ts';
import type { LaunchOptions, Session } from './session.ts';
import { freshFolder, launch, removeFolder } from './session.ts';

export const browserKinds: readonly BrowserKind[] = ['chrome', 'firefox'];

/** The demo profiles, and the views in Dutch whatever the browser speaks. */
export const storedRecords = () => ({ ...profileRecords(), settings: { language: 'nl' } });

export async function launchOptions(kind: BrowserKind): Promise<LaunchOptions> {
  const found = await findOrInstallBrowser(kind, (line) => console.log(line));
  if (!found.ok) throw new Error(found.values.join('\n'));
  return {
    found: found.value,
    extensionFolder: builtExtension(kind),
    headless: true,
    profileFolder: freshFolder(`${kind}-profile`),
    downloadFolder: freshFolder(`${kind}-downloads`),
  };
}

export type Stage = { readonly session: Session; readonly origin: string };

/** One browser with the extension and one site for all tests of a block; before each, tabs and downloads are gone and the profiles fresh. */
export function useStage(
  kind: BrowserKind,
  more: () => Promise<Record<string, ServedFile>> = async () => ({}),
  proxy?: () => string,
  prepare: (options: LaunchOptions) => LaunchOptions = (options) => options,
): Stage {
  let session: Session | undefined;
  let site: Site | undefined;
  let options: LaunchOptions | undefined;

  beforeAll(async () => {
    site = await serve({ ...(await demoFiles()), ...(await more()) });
    options = prepare({ ...(await launchOptions(kind)), proxy: proxy?.() });
    session = await launch(options);
  });
  beforeEach(async () => {
    if (!session) return;
    for (const name of readdirSync(session.downloadFolder)) rmSync(join(session.downloadFolder, name));
    await resetRecords(session, storedRecords());
  });
  afterAll(async () => {
    await session?.close();
    await site?.close();
    if (options) for (const folder of [options.profileFolder, options.downloadFolder]) removeFolder(folder);
  });

  return {
    get session() {
      if (!session) throw new Error('The browser is not there yet.');
      return session;
    },
    get origin() {
      if (!site) throw new Error('The site is not there yet.');
      return site.origin;
    },
  };
}
