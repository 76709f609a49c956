import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isAllowed, printLicences, readLicences } from '../../scripts/build/licences.ts';
import { describePackage, packageFolder, recordShipped } from '../../scripts/build/shipped.ts';

describe('Which licences may go along', () => {
  it.each(['MIT', 'ISC', '0BSD', 'Apache-2.0', 'MPL-2.0', 'OFL-1.1', 'MIT AND OFL-1.1', '(MIT OR GPL-3.0-only)', 'GPL-2.0-only OR Apache-2.0'])(
    '%s',
    (licence) => expect(isAllowed(licence)).toBe(true),
  );

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'LGPL-2.1',
    'MIT AND GPL-2.0-only',
    '(MIT OR ISC) AND (GPL-2.0-only)',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
    'none',
    '',
  ])('not “%s”', (licence) => expect(isAllowed(licence)).toBe(false));
});

describe('licenses.txt', () => {
  const own = { name: 'Own', version: '1.0.0', text: 'Our text' };
  const zeta = { name: 'zeta', version: '2.0.0', licence: 'MIT', source: 'https://zeta.example', texts: ['The same text'] };
  const alpha = { name: '@scope/alpha', version: '1.0.0', licence: 'ISC', source: '', texts: ['The same text', 'A notice'] };

  it('is the same in whatever order the packages came', () => expect(printLicences([zeta, alpha], own)).toBe(printLicences([alpha, zeta], own)));

  it('has every text once, under the packages that it is of', () => {
    const text = printLicences([zeta, alpha], own);
    expect(text.match(/The same text/g)).toHaveLength(1);
    expect(text).toContain('@scope/alpha 1.0.0\nzeta 2.0.0\n\nThe same text');
    expect(text).toContain('A notice');
    expect(text).toContain('Our text');
  });

  it('its list is read back', () => {
    const rows = [alpha, zeta].map(({ texts: _, ...row }) => row);
    expect(readLicences(printLicences([zeta, alpha], own))).toEqual(rows);
  });
});

describe('What is shipped', () => {
  const folders: string[] = [];
  const write = (name: string, manifest: object, files: Record<string, string> = {}) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'licences-'));
    folders.push(folder);
    const home = path.join(folder, 'node_modules', name);
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(home, file), text);
    return home;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it.each([
    ['/a/node_modules/preact/hooks/dist/hooks.mjs', '/a/node_modules/preact'],
    ['/a/node_modules/@swc/helpers/esm/x.js?v=1', '/a/node_modules/@swc/helpers'],
    ['/a/node_modules/one/node_modules/two/index.js', '/a/node_modules/one/node_modules/two'],
    ['/a/utils/result.ts', undefined],
  ])('%s belongs to %s', (file, home) => expect(packageFolder(file)).toBe(home));

  it('a package with its texts, and where it comes from', () => {
    const home = write('free', { license: 'ISC', repository: { url: 'git+https://code.example/free.git' } }, { LICENSE: 'Free.\r\n', NOTICE: 'Notice' });
    expect(describePackage(home)).toEqual([
      { name: 'free', version: '1.2.3', licence: 'ISC', source: 'https://code.example/free.git', texts: ['Free.', 'Notice'] },
    ]);
  });

  it('MIT without a text gets the text; any other licence without one stops the build', () => {
    expect(describePackage(write('mild', { license: 'MIT', author: 'Ada <ada@mild.example>' }))[0]?.texts[0]).toMatch(
      /Copyright \(c\) Ada\n[\s\S]*WITHOUT WARRANTY/,
    );
    const home = write('grim', { license: 'GPL-3.0-only' });
    expect(() => describePackage(home)).toThrow('grim 1.2.3 brings no text');
  });

  it('a package under GPL is in the list, and refused', () => {
    const home = write('grim', { license: 'GPL-3.0-only' }, { COPYING: 'GPL' });
    const record = recordShipped();
    record.addFile(path.join(home, 'index.js'));
    const row = readLicences(record.print()).find(({ name }) => name === 'grim');
    expect(row?.licence).toBe('GPL-3.0-only');
    expect(isAllowed(row?.licence ?? '')).toBe(false);
  });

  it('code that nobody owns stops the build', () => {
    expect(() => recordShipped().addFile('\0unheard-of/module')).toThrow('Nobody knows whose code this is');
  });
});
