import { buildElsewhere, buildFolders } from './build/elsewhere.ts';
import { differences, filesThatName } from './build/output.ts';
import { targets } from './build/run.ts';

/** npm run build:twice: each browser's extension, built in two folders. Every byte must be the same, and no folder of this machine named. */
for (const target of targets) {
  const [first, second] = [await buildElsewhere(target), await buildElsewhere(target)];
  const found = [...differences(first, second), ...filesThatName(first, buildFolders)];
  for (const line of found) console.error(`${target}: ${line}`);
  const bytes = [...first.values()].reduce((sum, file) => sum + file.length, 0);
  console.log(`${target}: ${first.size} files, ${bytes} bytes, ${found.length === 0 ? 'twice the same' : 'not the same'}`);
  if (found.length > 0) process.exitCode = 1;
}
