import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { buildElsewhere, buildFolders } from '../../scripts/build/elsewhere.ts';
import { isAllowed, readLicences } from '../../scripts/build/licences.ts';
import type { Output } from '../../scripts/build/output.ts';
import { differences, filesThatName, readOutput } from '../../scripts/build/output.ts';
import type { Target } from '../../scripts/build/run.ts';
import { outputFolder, targets } from '../../scripts/build/run.ts';
import { findForbidden, forbiddenInOutput } from '../borders/forbidden.ts';

/** What a library carries and nothing here reaches; `most` keeps a second one from hiding behind it. */
const accepted: readonly { file: RegExp; rule: string; most: number; why: string }[] = [
  {
    file: /^engine\.js$/,
    rule: 'markup of text',
    most: 4,
    why: "pdf-lib's reader of XML gives its own nodes, which are no page's, members called innerHTML. A worker has no document.",
  },
];

/** Names of kinds of XML, addresses that pdf.js measures others by, and pdf-lib's own name of itself. '' is an address made of another. */
const namesOnly = new Set(['www.w3.org', 'ns.adobe.com', 'purl.org', 'www.aiim.org', 'www.xfa.org', 'example.com', 'foo.bar', 'github.com', '']);

const permissions: Readonly<Record<Target, readonly string[]>> = {
  chrome: ['activeTab', 'alarms', 'offscreen', 'scripting', 'storage', 'unlimitedStorage'],
  edge: ['activeTab', 'alarms', 'offscreen', 'scripting', 'storage', 'unlimitedStorage'],
  firefox: ['activeTab', 'alarms', 'scripting', 'storage', 'unlimitedStorage'],
};

const directivesOf = (policy: string): Record<string, string[]> =>
  Object.fromEntries(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1)]));

describe.each(targets)('The extension as it is handed out, for %s', (target) => {
  let output: Output = new Map();
  const text = (name: string) => {
    const bytes = output.get(name);
    if (!bytes) throw new Error(`The extension has no ${name}.`);
    return bytes.toString();
  };
  const manifest = () => JSON.parse(text('manifest.json'));
  const named = (...endings: string[]) => [...output.keys()].filter((name) => endings.includes(path.extname(name)));

  beforeAll(async () => {
    output = await buildElsewhere(target);
  });

  it('the manifest is the one that was looked at: tests/borders/manifest-*.json changes with it', () => {
    const seen = JSON.parse(readFileSync(path.join(projectFolder, 'tests', 'borders', `manifest-${target}.json`), 'utf8'));
    const { version, ...rest } = manifest();
    expect(rest).toEqual(seen);
    expect(version).toBe(JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')).version);
  });

  it('at install it may do what its work needs, and touches no page', () => {
    expect([...manifest().permissions].sort()).toEqual(permissions[target]);
    for (const key of [
      'host_permissions',
      'content_scripts',
      'web_accessible_resources',
      'externally_connectable',
      'sandbox',
      'update_url',
      'chrome_url_overrides',
    ]) {
      expect(manifest(), key).not.toHaveProperty(key);
    }
  });

  it('the policy allows nothing but what it names: no address but for the PDF that the background gets', () => {
    const {
      'connect-src': connect,
      'require-trusted-types-for': trusted,
      'trusted-types': makers,
      ...rest
    } = directivesOf(manifest().content_security_policy.extension_pages);
    expect(rest['default-src']).toEqual(["'none'"]);
    expect(connect).toEqual(["'self'", 'http:', 'https:']);
    expect([trusted, makers]).toEqual([["'script'"], ['engine']]);
    for (const [directive, sources] of Object.entries(rest)) {
      expect(["'none'", "'self'", "'self' blob:"], directive).toContain(sources.join(' '));
      if (directive !== 'img-src') expect(sources, directive).not.toContain('blob:');
    }
  });

  it('its pages connect to nothing but itself, and load nothing but its own files', () => {
    expect(named('.html').sort()).toEqual(target === 'firefox' ? ['desk.html', 'popup.html'] : ['desk.html', 'offscreen.html', 'popup.html']);
    for (const name of named('.html')) {
      const page = text(name);
      const policy = directivesOf(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '');
      expect(policy['connect-src'], name).toEqual(["'self'"]);
      expect(page.indexOf('http-equiv'), name).toBeLessThan(page.indexOf('<script'));
      for (const [, source] of page.matchAll(/\s(?:src|href)="([^"]*)"/g)) expect(output.has(source?.slice(1) ?? ''), `${name}: ${source}`).toBe(true);
      expect(page, name).not.toMatch(/\son\w+=|<script(?![^>]*\ssrc=)|<style|\sstyle=|<iframe|<base/i);
    }
    for (const name of named('.css')) expect(text(name), name).not.toMatch(/@import|url\(|expression\(/i);
  });

  it('no code and no markup is made of text, and no code comes from elsewhere', () => {
    expect(named('.js').length).toBeGreaterThan(6);
    for (const name of named('.js')) {
      const found = findForbidden(text(name), forbiddenInOutput);
      const unexplained = found.filter((line) => {
        const row = accepted.find(({ file, rule }) => file.test(name) && line.startsWith(`${rule}:`));
        return !row || found.filter((other) => other.startsWith(`${row.rule}:`)).length > row.most;
      });
      expect(unexplained, name).toEqual([]);
    }
  });

  it('it holds no address to talk to: only names of kinds of XML, and examples', () => {
    const hosts = named('.js', '.html', '.css').flatMap((name) =>
      [...text(name).matchAll(/\b(?:https?|wss?|ftp):\/\/([\w.-]*)/g)].map((match) => match[1] ?? ''),
    );
    expect([...new Set(hosts)].filter((host) => !namesOnly.has(host))).toEqual([]);
  });

  it('no other kind of file is in it: no WebAssembly, no source map, nothing hidden', () => {
    const kinds = new Set([...output.keys()].map((name) => path.extname(name) || path.basename(name)));
    expect([...kinds].sort()).toEqual(['.css', '.html', '.js', '.json', '.pfb', '.png', '.ttf', '.txt', 'LICENSE_FOXIT', 'LICENSE_LIBERATION']);
    expect([...output.keys()].filter((name) => /(^|\/)\./.test(name))).toEqual([]);
  });

  it('every licence of what is in it may go along, and goes along', () => {
    const rows = readLicences(text('licenses.txt'));
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['preact', 'pdfjs-dist', '@cantoo/pdf-lib', 'zod', 'webextension-polyfill', 'Liberation fonts']),
    );
    expect(rows.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it('names no folder of the machine that built it', () => expect(filesThatName(output, buildFolders)).toEqual([]));

  // Edge's is built in no other test; npm run build:twice compares all three.
  it.skipIf(target === 'edge')('is byte for byte what another folder, time zone and language gave', () => {
    expect(differences(readOutput(outputFolder(target)), output)).toEqual([]);
  });
});
