import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Browser as Downloadable, computeExecutablePath, detectBrowserPlatform, install, resolveBuildId } from '@puppeteer/browsers';
import type { Result } from '../utils/result.ts';
import { failure, success } from '../utils/result.ts';

const run = promisify(execFile);

export const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));
/** Downloaded browsers and the profiles of started ones. Inside the project: a sandboxed browser (snap) may not see /tmp. */
export const toolCache = join(projectFolder, '.tool-cache');

export type BrowserKind = 'chrome' | 'firefox';

export type FoundBrowser = { kind: BrowserKind; path: string; version: string; from: string };

type Candidates = {
  title: string;
  environment: string;
  /** The extension's own minimum: older ones refuse to install it. */
  minimum: number;
  commands: readonly string[];
  places: Partial<Record<NodeJS.Platform, readonly string[]>>;
  download: Downloadable;
  packages: readonly string[];
};

const programFiles = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);

const candidates: Record<BrowserKind, Candidates> = {
  chrome: {
    title: 'Chrome or Chromium',
    environment: 'CHROME_PATH',
    minimum: 148,
    commands: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge', 'microsoft-edge-stable'],
    places: {
      darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
      win32: programFiles.flatMap((folder) =>
        ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'].map((name) => join(folder, name, 'Application', name.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe')),
      ),
    },
    download: Downloadable.CHROME,
    packages: ['chromium'],
  },
  firefox: {
    title: 'Firefox',
    environment: 'FIREFOX_PATH',
    minimum: 142,
    commands: ['firefox', 'firefox-esr', 'firefox-developer-edition'],
    places: {
      darwin: ['Firefox', 'Firefox Developer Edition'].map((name) => `/Applications/${name}.app/Contents/MacOS/firefox`),
      win32: programFiles.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
    },
    download: Downloadable.FIREFOX,
    packages: ['firefox-esr'],
  },
};

type Say = (line: string) => void;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // What can't be reached or run is no candidate.
    return false;
  }
}

function onPath(command: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending))).find(isExecutable);
}

/** What the program says of itself, or why it does not start. On Windows a browser asked for its version opens a window: not asked. */
async function versionOf(path: string): Promise<Result<string, 'notStarting'>> {
  if (process.platform === 'win32') return success('');
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 60_000 });
    return success(stdout.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return failure('notStarting', stderr.split('\n')[0] || String(error));
  }
}

async function usable(kind: BrowserKind, path: string, from: string): Promise<Result<FoundBrowser, 'unusable'>> {
  const { minimum } = candidates[kind];
  const version = await versionOf(path);
  if (!version.ok) return failure('unusable', `${path} does not start: ${version.values.join(' ')}`);
  const major = Number(/(\d+)\./.exec(version.value)?.[1] ?? minimum);
  if (major < minimum) return failure('unusable', `${path} is ${version.value}; version ${minimum} or later is needed.`);
  return success({ kind, path, version: version.value, from });
}

function isRootOnDebian(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;
}

/** Installs Debian packages; a mirror that fails once is asked once more. */
async function installPackages(packages: readonly string[], say: Say): Promise<Result<true, 'notInstalled'>> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let last = '';
  for (const attempt of [1, 2]) {
    say(`Installing ${packages.join(', ')} with apt-get${attempt > 1 ? ' (second attempt)' : ''} …`);
    try {
      await run('apt-get', ['update', '-q'], { env: environment, maxBuffer: 2 ** 26 });
      await run('apt-get', ['install', '-yq', '--no-install-recommends', ...packages], { env: environment, maxBuffer: 2 ** 26 });
      return success(true);
    } catch (error) {
      last = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
    }
  }
  return failure('notInstalled', `apt-get could not install ${packages.join(', ')}: ${last}`);
}

async function downloadBrowser(kind: BrowserKind, say: Say): Promise<Result<FoundBrowser, 'unusable'>> {
  const platform = detectBrowserPlatform();
  if (!platform) return failure('unusable', `No download of ${candidates[kind].title} exists for this system.`);
  const browser = candidates[kind].download;
  try {
    const buildId = await resolveBuildId(browser, platform, 'stable');
    const path = computeExecutablePath({ browser, buildId, cacheDir: toolCache, platform });
    if (!existsSync(path)) {
      say(`Downloading ${browser} ${buildId} into .tool-cache …`);
      await install({ browser, buildId, cacheDir: toolCache, platform });
    }
    return await usable(kind, path, 'download');
  } catch (error) {
    return failure('unusable', `The download of ${candidates[kind].title} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The first browser of this kind on the machine that starts and is recent enough; otherwise each reason why not. */
export async function findBrowser(kind: BrowserKind): Promise<Result<FoundBrowser, 'browserMissing'>> {
  const { environment, commands, places } = candidates[kind];
  const named = process.env[environment];
  if (named) {
    const found = await usable(kind, named, environment);
    return found.ok ? found : failure('browserMissing', `${environment} is set, but ${found.values.join(' ')}`);
  }
  const paths = [...commands.flatMap((command) => onPath(command) ?? []), ...(places[process.platform] ?? []).filter((path) => existsSync(path))];
  const reasons: string[] = [];
  for (const path of new Set(paths)) {
    const found = await usable(kind, path, 'this machine');
    if (found.ok) return found;
    reasons.push(...found.values);
  }
  return failure('browserMissing', ...reasons);
}

/** CHROME_PATH / FIREFOX_PATH, then the machine's own, then a download into .tool-cache, then apt-get where root on Debian. */
export async function findOrInstallBrowser(kind: BrowserKind, say: Say): Promise<Result<FoundBrowser, 'browserMissing'>> {
  const { title, environment, packages } = candidates[kind];
  const found = await findBrowser(kind);
  if (found.ok || process.env[environment]) return found;
  const downloaded = await downloadBrowser(kind, say);
  if (downloaded.ok) return downloaded;
  const reasons = [...found.values, ...downloaded.values];
  if (isRootOnDebian()) {
    const installed = await installPackages(packages, say);
    const again = installed.ok ? await findBrowser(kind) : installed;
    if (again.ok) return again;
    reasons.push(...again.values);
  }
  return failure(
    'browserMissing',
    `No usable ${title} was found or could be installed. ${reasons.join(' ')} Install it, or set ${environment} to its program file.`,
  );
}

/** The independent PDF readers of the tests, and the package that brings each. */
const tools = { pdftotext: 'poppler-utils', pdftoppm: 'poppler-utils', qpdf: 'qpdf' } as const;
export type Tool = keyof typeof tools;

/** Poppler's and qpdf's commands, with apt-get where they are missing and that is possible. */
export async function findTools(say: Say): Promise<Result<Record<Tool, string>, 'toolsMissing'>> {
  const missing = () => Object.entries(tools).filter(([command]) => !onPath(command));
  const packages = [...new Set(missing().map(([, name]) => name))];
  if (packages.length > 0 && isRootOnDebian()) {
    const installed = await installPackages(packages, say);
    if (!installed.ok) return failure('toolsMissing', ...installed.values);
  }
  const found = Object.fromEntries(Object.keys(tools).flatMap((command) => (onPath(command) ? [[command, onPath(command)]] : [])));
  const absent = missing();
  if (absent.length > 0) {
    const how = process.platform === 'darwin' ? 'brew install poppler qpdf' : `apt-get install ${packages.join(' ')}`;
    return failure('toolsMissing', `${absent.map(([command]) => command).join(', ')} not found. Install with: ${how}`);
  }
  return success(found as Record<Tool, string>);
}

/** Chromium refuses its sandbox to root, and in a container that offers no user namespaces. */
export function needsNoSandbox(): boolean {
  if (process.platform !== 'linux') return false;
  const restricted = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  return process.getuid?.() === 0 || (existsSync(restricted) && readFileSync(restricted, 'utf8').trim() === '1');
}
