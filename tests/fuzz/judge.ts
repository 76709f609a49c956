import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an independent reader says of an output: nothing where it is clean. */
export type Complaint = { kind: 'qpdf error' | 'qpdf warning' | 'forbidden'; words: string };

const limit = 30_000;

type Ran = { code: number; out: string; error: string };

function qpdf(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('qpdf', args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: limit }, (error, out, words) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 2 : 0, out, error: words || (error?.message ?? '') }),
    );
  });
}

/** Keys that make a viewer act, or carry files along, whatever stands under them. */
const forbiddenKeys = new Set(
  [
    'JS',
    'JavaScript',
    'OpenAction',
    'AA',
    'AF',
    'EmbeddedFiles',
    'EF',
    'RF',
    'XFA',
    'Collection',
    'RichMediaContent',
    'Launch',
    'PA',
    'OPI',
    'FFilter',
    'FS',
    'Renditions',
  ].map((key) => `/${key}`),
);
const forbiddenActions = new Set(
  [
    'JavaScript',
    'Launch',
    'GoToR',
    'GoToE',
    'URI',
    'SubmitForm',
    'ImportData',
    'ResetForm',
    'Rendition',
    'RichMediaExecute',
    'Sound',
    'Movie',
    'Thread',
    'Trans',
  ].map((action) => `/${action}`),
);
const forbiddenSubtypes = new Set(['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D', 'PS'].map((subtype) => `/${subtype}`));
const forbiddenTypes = new Set(['Filespec', 'EmbeddedFile', 'F', 'Rendition'].map((type) => `/${type}`));

const nameIn = (dictionary: Record<string, unknown>, key: string) => {
  const named = dictionary[key];
  return typeof named === 'string' ? named : '';
};

/** `isStream`: an entry /F of a stream's dictionary says that its data is in another file. */
function findForbidden(node: unknown, path: string, isStream = false): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => findForbidden(item, path));
  if (typeof node !== 'object' || node === null) return [];
  const dictionary = node as Record<string, unknown>;
  const found = Object.keys(dictionary).flatMap((key) => (forbiddenKeys.has(key) || (isStream && key === '/F') ? [`${path} has ${key}`] : []));
  const isLink = nameIn(dictionary, '/S') === '/URI' && /^u:(https?|mailto):/i.test(nameIn(dictionary, '/URI'));
  if (!isLink && forbiddenActions.has(nameIn(dictionary, '/S'))) found.push(`${path} is an action ${nameIn(dictionary, '/S')}`);
  if (forbiddenSubtypes.has(nameIn(dictionary, '/Subtype'))) found.push(`${path} is a ${nameIn(dictionary, '/Subtype')}`);
  if (forbiddenTypes.has(nameIn(dictionary, '/Type'))) found.push(`${path} is a ${nameIn(dictionary, '/Type')}`);
  return [...found, ...Object.entries(dictionary).flatMap(([key, value]) => findForbidden(value, `${path}${key}`))];
}

type QpdfObjects = { qpdf: [unknown, Record<string, { value?: unknown; stream?: { dict: unknown } }>] };

/** Every object of the file as qpdf reads it → the entries that must not be there. */
export function forbiddenIn(json: string): string[] {
  const { qpdf: parts } = JSON.parse(json) as QpdfObjects;
  return Object.entries(parts[1]).flatMap(([name, object]) => [
    ...findForbidden(object.value, name),
    ...findForbidden(object.stream?.dict, name, object.stream !== undefined),
  ]);
}

const firstWords = (words: string, file: string) =>
  words
    .replaceAll(file, '')
    .split('\n')
    .filter((line) => /WARNING|ERROR|error/.test(line))
    .slice(0, 3)
    .join(' | ');

let count = 0;

export async function judge(output: Uint8Array): Promise<Complaint[]> {
  count++;
  const file = join(tmpdir(), `intakehulp-fuzz-${process.pid}-${count}.pdf`);
  await writeFile(file, output);
  try {
    const [checked, read] = await Promise.all([qpdf('--check', file), qpdf('--json=2', '--json-stream-data=none', '--json-key=qpdf', file)]);
    const complaints: Complaint[] = [];
    if (checked.code === 3) complaints.push({ kind: 'qpdf warning', words: firstWords(checked.error + checked.out, file) });
    else if (checked.code !== 0) complaints.push({ kind: 'qpdf error', words: firstWords(checked.error + checked.out, file) });
    if (read.code === 0 || read.code === 3) complaints.push(...forbiddenIn(read.out).map((words): Complaint => ({ kind: 'forbidden', words })));
    return complaints;
  } finally {
    await rm(file, { force: true });
  }
}
