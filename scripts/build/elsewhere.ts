import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../browsers.ts';
import type { Output } from './output.ts';
import { readOutput } from './output.ts';
import type { Target } from './run.ts';
import { runBuild } from './run.ts';

/** What a build is made of; the packages are linked. */
const sources = ['components', 'entrypoints', 'public', 'scripts', 'utils', 'LICENSE', 'package.json', 'tsconfig.json', 'wxt.config.ts'];

/** What differs between two machines, apart from the folder. */
const otherMachine = { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };

const copyName = 'intakehulp-elsewhere-';

/** What no file of an extension may name: where it was built, and where its packages stand. */
export const buildFolders = [projectFolder, path.join(tmpdir(), copyName)];

/** Builds from a copy of the sources in a fresh folder, as another machine would, and gives every file. */
export async function buildElsewhere(target: Target): Promise<Output> {
  const parent = mkdtempSync(path.join(tmpdir(), copyName));
  try {
    const folder = path.join(parent, 'in a folder', `of ${target}`);
    mkdirSync(folder, { recursive: true });
    for (const source of sources) cpSync(path.join(projectFolder, source), path.join(folder, source), { recursive: true });
    symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    return readOutput(await runBuild(target, folder, otherMachine));
  } finally {
    rmSync(parent, { recursive: true });
  }
}
