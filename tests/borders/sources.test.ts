import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { leftOut, withoutPassages } from '../../scripts/build/left-out.ts';
import { decoded, findForbidden, forbiddenInOutput, forbiddenInSources } from './forbidden.ts';

const sources = ['components', 'entrypoints', 'utils'].flatMap((folder) =>
  readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html|css)$/.test(name))
    .map((name) => path.join(folder, name)),
);

describe('The sources make no code or markup of text', () => {
  it('there are sources to look at', () => expect(sources.length).toBeGreaterThan(100));

  it.each(sources)('%s', (file) => {
    expect(findForbidden(readFileSync(path.join(projectFolder, file), 'utf8'), forbiddenInSources)).toEqual([]);
  });
});

describe('The rules find what they are for', () => {
  it.each([
    'eval("1")',
    'window.eval(text)',
    String.raw`\u0065val(text)`,
    String.raw`\x65val (text)`,
    'new Function("return 1")',
    'Function(`return 1`)',
    '(()=>{}).constructor("return 1")()',
    'setTimeout("go()", 1)',
    'element.innerHTML=text',
    'element["innerHTML"] = text',
    'element.outerHTML = text',
    'element.insertAdjacentHTML("beforeend", text)',
    'frame.srcdoc = text',
    'document.write(text)',
    'range.createContextualFragment(text)',
    'document.createElement("script")',
    'document.createElementNS(svg, `script`)',
    'import("https://cdn.example/a.js")',
    "import x from 'https://cdn.example/a.js'",
    'importScripts("//cdn.example/a.js")',
    'new Worker("https://cdn.example/a.js")',
    '<a href="javascript:alert(1)">',
    'import(address)',
  ])('%s', (code) => {
    expect(findForbidden(code, forbiddenInSources)).not.toEqual([]);
    expect(findForbidden(code, forbiddenInOutput)).not.toEqual([]);
  });

  it('in the sources: what Preact would make markup of', () => {
    expect(findForbidden('<div dangerouslySetInnerHTML={{ __html: text }} />', forbiddenInSources)).not.toEqual([]);
  });

  it.each(['new Worker(t,{type:`module`})', 'new SharedWorker(`a.js`)', 'import(`preact`)', 'import(`./a.js`+b)'])('in the output: %s', (code) => {
    expect(findForbidden(code, forbiddenInOutput)).not.toEqual([]);
  });

  it.each(['new Worker(a())', 'import(`./pdf.worker-D-hb3wm1.js`)', 'medieval(x)', 'a.outerHTML===b', 'isFunction(x)', 'import.meta.url'])(
    'and leave alone: %s',
    (code) => expect(findForbidden(code, forbiddenInOutput)).toEqual([]),
  );

  it('read only printable letters out of escapes', () => expect(decoded(String.raw`\u0000\x0a\u{1F600}\u{41}`)).toBe(String.raw`\u0000\x0a\u{1F600}A`));
});

describe('What is taken out of the libraries', () => {
  it.each([...new Set(leftOut.map(({ file }) => file))])('%s has each passage once, and nothing of them is left', (file) => {
    const code = readFileSync(path.join(projectFolder, 'node_modules', file), 'utf8');
    const passages = leftOut.filter((row) => row.file === file);
    const rest = withoutPassages(code, passages);
    for (const { passage } of passages) expect(rest).not.toContain(passage);
  });

  it('a passage that is gone or there twice stops the build', () => {
    const row = { file: 'library.js', passage: 'eval(x)', instead: '', why: '' };
    expect(withoutPassages('a;eval(x);b', [row])).toBe('a;;b');
    expect(() => withoutPassages('a;b', [row])).toThrow('library.js does not have this passage once: eval(x)');
    expect(() => withoutPassages('eval(x);eval(x)', [row])).toThrow('once');
  });
});
