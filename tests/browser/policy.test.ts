import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BrowserKind } from '../../scripts/browsers.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { freshFolder, launch, removeFolder } from '../support/browser/session.ts';
import { launchOptions } from '../support/browser/stage.ts';
import { see } from '../support/browser/screen.ts';
import { settle } from '../support/browser/wait.ts';

/** The first example of the administrators' guide, as it stands there to be copied. That it is understood, tests/extension/policy.test.ts says. */
const guide = readFileSync(new URL('../../docs/beheerders.md', import.meta.url), 'utf8');
const example: Record<string, unknown> = JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');

const firefoxId = 'intakehulp@intakehulp.example';

/** The id that Chromium gives an extension that lies unpacked in a folder. */
function chromiumId(folder: string): string {
  const digits = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16))).join('');
}

/** Where a browser for Linux reads policies, by the beginning of its file's name. */
const chromiumFolders = [
  ['chromium', '/etc/chromium/policies/managed'],
  ['google-chrome', '/etc/opt/chrome/policies/managed'],
  ['microsoft-edge', '/etc/opt/edge/policies/managed'],
] as const;

/** A folder that is not there yet can be made where its parent can be written. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder)) return isWritable(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    // The answer of accessSync for "no".
    return false;
  }
}

type Scope = Partial<Record<'browser' | 'chrome', { storage: { managed: { get(): Promise<Record<string, unknown>> } } }>>;

const parts = Object.keys(example).length;

/** What the extension is given, in one page of its own: Chromium tells it a few seconds after the start, and later where tabs keep opening. */
async function givenPolicy(session: Session): Promise<{ given: Record<string, unknown>; desk: Page }> {
  const desk = await session.open(`${session.origin}/desk.html#settings`);
  const given = await settle('the policy', async () => {
    const given = await desk.evaluate(async () => {
      const scope = globalThis as Scope;
      return ((await (scope.browser ?? scope.chrome)?.storage.managed.get()) ?? {}) as Record<string, unknown>;
    });
    return Object.keys(given).length === parts ? given : undefined;
  });
  return { given, desk };
}

/** The guide's school stands in the list, marked, and its fields take no typing. */
async function seeSchool(desk: Page): Promise<void> {
  await desk.evaluate(() => {
    location.hash = '#profiles/schools';
  });
  const school = 'Basisschool De Regenboog';
  await see(desk, new RegExp(`${school}\\s*(van je organisatie|de votre organisation|from your organisation)`));
  await desk.evaluate((name) => [...document.querySelectorAll('a')].find((link) => link.textContent?.includes(name))?.click(), school);
  await desk.waitForSelector('fieldset.managed:disabled');
  expect(await desk.$$eval('fieldset.managed :is(input, textarea)', (fields) => fields.filter((field) => !field.matches(':disabled')).length)).toBe(0);
}

describe('A policy that an administrator rolled out', () => {
  const undo: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  async function prepare(kind: BrowserKind): Promise<LaunchOptions> {
    const options = await launchOptions(kind);
    undo.push(() => [options.profileFolder, options.downloadFolder].forEach(removeFolder));
    return options;
  }

  async function start(options: LaunchOptions): Promise<Session> {
    const session = await launch(options);
    undo.push(() => session.close());
    return session;
  }

  /** Writes a file into a folder that may not be there yet; both are gone in the end. */
  function place(folder: string, name: string, contents: unknown): void {
    const made = mkdirSync(folder, { recursive: true });
    undo.push(() => rmSync(made ?? join(folder, name), { recursive: true, force: true }));
    writeFileSync(join(folder, name), JSON.stringify(contents));
  }

  describe.runIf(process.platform === 'linux')('on Linux', () => {
    it('reaches the extension in Firefox', async () => {
      const home = freshFolder('home');
      undo.push(() => removeFolder(home));
      vi.stubEnv('HOME', home);
      undo.push(() => void vi.unstubAllEnvs());
      place(join(home, '.mozilla', 'managed-storage'), `${firefoxId}.json`, { name: firefoxId, description: 'Intakehulp', type: 'storage', data: example });
      const { given, desk } = await givenPolicy(await start(await prepare('firefox')));
      expect(given).toEqual(example);
      await seeSchool(desk);
    });

    it('passes the schema in Chromium and reaches the extension', async ({ skip }) => {
      const options = await prepare('chrome');
      const folder = chromiumFolders.find(([name]) => (options.found.path.split('/').at(-1) ?? '').startsWith(name))?.[1];
      if (!folder || !isWritable(folder)) return skip(`Policies for ${options.found.path} can't be written here: only an administrator can.`);
      const contents = (policy: unknown) => ({ '3rdparty': { extensions: { [chromiumId(options.extensionFolder)]: policy } } });
      place(folder, 'intakehulp-test.json', contents(example));
      const { given, desk } = await givenPolicy(await start(options));
      expect(given).toEqual(example);
      await seeSchool(desk);
    });
  });
});
