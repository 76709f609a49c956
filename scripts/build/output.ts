import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A built extension: its files by their path with slashes, in order of path. */
export type Output = ReadonlyMap<string, Buffer>;

export function readOutput(folder: string): Output {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
  return new Map(paths.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** Where two builds are not the same byte for byte; nothing when they are. */
export function differences(one: Output, other: Output): string[] {
  const names = [...new Set([...one.keys(), ...other.keys()])].sort();
  return names.flatMap((name) => {
    const [here, there] = [one.get(name), other.get(name)];
    if (!here || !there) return [`${name}: only in the ${here ? 'first' : 'second'}`];
    if (here.equals(there)) return [];
    const at = here.findIndex((byte, index) => byte !== there[index]);
    const around = (bytes: Buffer) => JSON.stringify(bytes.subarray(Math.max(0, at - 40), at + 40).toString('latin1'));
    return [`${name}: at byte ${at}, ${around(here)} and ${around(there)}`];
  });
}

/** The files in which one of these folders is named. */
export function filesThatName(output: Output, folders: readonly string[]): string[] {
  return [...output].flatMap(([name, bytes]) => folders.filter((folder) => bytes.includes(folder)).map((folder) => `${name}: ${folder}`));
}
