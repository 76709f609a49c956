import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compile } from 'svelte/compiler';
import { build as bundle, type Plugin, type Rolldown } from 'vite';
import type { ServedFile } from '../../scripts/demo/site.ts';
import { elementsOf } from './markup.ts';
import type { Framework, WebPage } from './page.ts';
import { html } from './print/html.ts';
import { preact, react, reactUncontrolled } from './print/jsx.ts';
import { escapeText, print, type Syntax } from './print/template.ts';
import { angularReactive, angularTemplate, lit, svelte, vue } from './print/templates.ts';

const kit = join(import.meta.dirname, 'kit');
const json = (value: unknown): string => JSON.stringify(value);

type Source = { ending: 'js' | 'jsx' | 'svelte'; code: string };

/** What the page's own script knows: nothing of which question is which. */
function specOf(page: WebPage) {
  const options: Record<string, string[]> = {};
  for (const { bind } of elementsOf(page.markup)) {
    if (bind?.as === 'boxes' || bind?.as === 'ariaBoxes') options[bind.field] = [...(options[bind.field] ?? []), bind.value];
  }
  return { state: page.state, widgets: page.widgets, rewrites: page.rewrites, goes: page.goes, options };
}

const plain =
  (follows: 'server' | 'change' | 'input', redraws = false) =>
  (page: WebPage): Source => ({
    ending: 'js',
    code: `import { start } from '${kit}/plain.js';\nstart(${json(specOf(page))}, ${json({ follows, redraws })});`,
  });

const reactive =
  (syntax: Syntax, options: { remounts?: true; keeps?: true }) =>
  (page: WebPage): Source => ({
    ending: 'jsx',
    code: `import { start } from '${kit}/react.jsx';
import { Widget } from '${kit}/react-widgets.jsx';
const spec = ${json(specOf(page))};
start(spec, ${json(options)}, ({ s, set, toggle, keep, keepIn, write, first }) => <>${print(page.markup, syntax)}</>);`,
  });

const angular =
  (syntax: Syntax, isReactive: boolean) =>
  (page: WebPage): Source => ({
    ending: 'js',
    code: `import { start } from '${kit}/angular.js';\nstart(${json(specOf(page))}, ${json(print(page.markup, syntax))}, ${json({ reactive: isReactive })});`,
  });

const svelteSource = (page: WebPage): Source => ({
  ending: 'svelte',
  code: `<script>
let { first } = $props();
let s = $state(structuredClone($state.snapshot(first)));
const toggle = (field, value) => (s[field] = s[field].includes(value) ? s[field].filter((other) => other !== value) : [...s[field], value]);
export const read = () => $state.snapshot(s);
export const write = (field, value) => (s[field] = value);
</script>
${print(page.markup, svelte)}`,
});

/** The script of a page, in the language of what it is built with. */
const sources: Readonly<Record<Framework, (page: WebPage) => Source>> = {
  'plain-server': plain('server'),
  'plain-change': plain('change'),
  'plain-input': plain('input'),
  'plain-redrawn': plain('input', true),
  react: reactive(react, {}),
  'react-uncontrolled': reactive(reactUncontrolled, { keeps: true }),
  'react-remounted': reactive(react, { remounts: true }),
  preact: (page) => ({
    ending: 'jsx',
    code: `/** @jsxImportSource preact */
import { start } from '${kit}/preact.jsx';
start(${json(specOf(page))}, ({ s, set, toggle, write, place }) => <>${print(page.markup, preact)}</>);`,
  }),
  vue: (page) => ({ ending: 'js', code: `import { start } from '${kit}/vue.js';\nstart(${json(specOf(page))}, ${json(print(page.markup, vue))});` }),
  'angular-reactive': angular(angularReactive, true),
  'angular-template': angular(angularTemplate, false),
  svelte: svelteSource,
  lit: (page) => ({
    ending: 'js',
    code: `import { start } from '${kit}/lit.js';
start(${json(specOf(page))}, ${json(page.css)}, ({ s, set, toggle, html, live }) => html\`${print(page.markup, lit)}\`);`,
  }),
  'lit-fields': (page) => ({ ending: 'js', code: `import { start } from '${kit}/lit-fields.js';\nstart(${json(specOf(page))});` }),
};

const prefix = 'web-page/';

/** Gives the bundler each page's script as if it were a file. */
function pagesPlugin(pages: ReadonlyMap<string, WebPage>): Plugin {
  const made = new Map([...pages].map(([name, page]) => [name, sources[page.framework](page)]));
  const idOf = (name: string) => `\0${prefix}${name}.${made.get(name)?.ending === 'jsx' ? 'jsx' : 'js'}`;
  return {
    name: 'web-pages',
    enforce: 'pre',
    resolveId: (id, importer) => {
      if (id.startsWith(prefix)) return idOf(id.slice(prefix.length));
      if (id.startsWith('svelte-component/')) return `\0${id}.js`;
      return importer?.startsWith(`\0`) && !/^[./]/.test(id) ? createRequire(import.meta.url).resolve(id) : undefined;
    },
    load: (id) => {
      const name = /^\0(?:web-page|svelte-component)\/(.+)\.jsx?$/.exec(id)?.[1];
      const source = name === undefined ? undefined : made.get(name);
      if (!source || name === undefined) return undefined;
      if (id.startsWith('\0svelte-component/')) return compile(source.code, { generate: 'client', filename: `${name}.svelte`, css: 'external' }).js.code;
      if (source.ending !== 'svelte') return source.code;
      const page = pages.get(name);
      return page && `import { start } from '${kit}/svelte.js';\nimport Page from 'svelte-component/${name}';\nstart(${json(specOf(page))}, Page);`;
    },
  };
}

/** In these the server sends the markup; elsewhere the script draws it. */
const isDrawnByServer = ({ framework }: WebPage): boolean => framework.startsWith('plain') || framework === 'lit-fields';

function documentOf(page: WebPage): string {
  const drawn = isDrawnByServer(page) ? print(page.markup, html) : '';
  return `<!doctype html>
<html lang="${page.language}">
<head><meta charset="utf-8"><title>${escapeText(page.title)}</title><link rel="stylesheet" href="/flatpickr.css"><style>${page.css}</style></head>
<body><div id="app">${drawn}</div><script type="module" src="/built/${page.name}.js"></script></body>
</html>`;
}

const frameOf = (page: WebPage, address: string): string => `<!doctype html>
<html lang="${page.language}">
<head><meta charset="utf-8"><title>${escapeText(page.title)}</title><style>iframe { width: 100%; height: 90vh; border: 0; }</style></head>
<body><header><h1>Onze school</h1><nav><a href="#a">Nieuws</a> <a href="#b">Kalender</a></nav></header><iframe src="${address}" title="Formulier"></iframe></body>
</html>`;

/** Path → file, for the site of the pages and for the other site that frames come from. Addresses: `/web/NAME`. */
export type Sites = { own: Record<string, ServedFile>; other: Record<string, ServedFile> };

const page = (body: string): ServedFile => ({ type: 'text/html; charset=utf-8', body });

/** `otherOrigin` is where the second site will be. */
export async function buildSites(pages: readonly WebPage[], otherOrigin: string): Promise<Sites> {
  const byName = new Map(pages.map((one) => [one.name, one]));
  const flatpickr = join(dirname(createRequire(import.meta.url).resolve('flatpickr/package.json')), 'dist', 'flatpickr.css');
  const built = (await bundle({
    configFile: false,
    logLevel: 'warn',
    root: kit,
    plugins: [pagesPlugin(byName)],
    define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false', ngDevMode: 'false' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: Object.fromEntries(pages.map(({ name }) => [name, `${prefix}${name}`])),
        output: { entryFileNames: 'built/[name].js', chunkFileNames: 'built/shared/[name]-[hash].js' },
      },
    },
  })) as Rolldown.RolldownOutput;
  const scripts = Object.fromEntries(
    built.output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, { type: 'text/javascript; charset=utf-8', body: file.code }]] : [])),
  );
  const shared = { ...scripts, '/flatpickr.css': { type: 'text/css; charset=utf-8', body: await readFile(flatpickr) } };
  const own: Record<string, ServedFile> = { ...shared };
  const other: Record<string, ServedFile> = { ...shared };
  for (const one of pages) {
    const path = `/web/${one.name}`;
    if (!one.frame) own[path] = page(documentOf(one));
    else {
      const inner = `${path}/inhoud`;
      own[path] = page(frameOf(one, one.frame === 'cross' ? otherOrigin + inner : inner));
      (one.frame === 'cross' ? other : own)[inner] = page(documentOf(one));
    }
  }
  return { own, other };
}
