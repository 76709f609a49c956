/** A package, or a part of one under a licence of its own, that is in the extension. `texts`: its licence and notices as it brings them. */
export type Shipped = { name: string; version: string; licence: string; source: string; texts: readonly string[] };

/** What may be in a package under the MIT licence without asking anything of its users. */
const allowedLicences = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
  'MPL-2.0',
  'CC0-1.0',
  'Zlib',
  'Unicode-3.0',
]);

/** An SPDX expression: each of its ANDs must be allowed, of an OR one is enough. What it does not understand is refused. */
export function isAllowed(expression: string): boolean {
  const inner = /^\((.*)\)$/.exec(expression.trim())?.[1];
  const bare = inner !== undefined && !/[()]/.test(inner) ? inner : expression.trim();
  if (/[()]/.test(bare)) return false;
  return bare.split(/ AND /i).every((part) => part.split(/ OR /i).some((licence) => allowedLicences.has(licence.trim())));
}

/** By name, then version, by code unit: the same on every machine. */
function inOrder(shipped: readonly Shipped[]): Shipped[] {
  const key = ({ name, version }: Shipped) => `${name}\n${version}`;
  return [...shipped].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

const rule = '='.repeat(100);
const row = ({ name, version, licence, source }: Shipped) => `${name} ${version} | ${licence} | ${source}`;

/** licenses.txt: one row a package, then each licence once with the packages that are under those very words. */
export function printLicences(shipped: readonly Shipped[], own: { name: string; version: string; text: string }): string {
  const ordered = inOrder(shipped);
  const byText = new Map<string, string[]>();
  for (const { name, version, texts } of ordered) {
    for (const text of texts) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  return [
    `${own.name} ${own.version} is under the licence that follows this list, and contains what the list names, under the licences after it.`,
    '',
    ...ordered.map(row),
    '',
    rule,
    `${own.name} ${own.version}`,
    '',
    own.text.trim(),
    ...[...byText].flatMap(([text, names]) => ['', rule, ...names, '', text]),
    '',
  ].join('\n');
}

/** The rows of a licenses.txt. */
export function readLicences(text: string): Omit<Shipped, 'texts'>[] {
  const [list = ''] = text.split(rule);
  return list.split('\n').flatMap((line) => {
    const [named, licence, source] = line.split(' | ');
    if (named === undefined || licence === undefined || source === undefined) return [];
    const at = named.lastIndexOf(' ');
    return [{ name: named.slice(0, at), version: named.slice(at + 1), licence, source }];
  });
}
