import preact from '@preact/preset-vite';
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'wxt';
import { leaveOut } from './scripts/build/left-out.ts';
import { narrowPages } from './scripts/build/page-policy.ts';
import { recordShipped } from './scripts/build/shipped.ts';

// Bytes of a PDF cross runtime messages as they are: Chrome can since 148, Firefox always could.
const chromeMinimum = '148';
// pdf.js's build for browsers uses Map.getOrInsertComputed.
const firefoxMinimum = '144.0';

const { resolve } = createRequire(import.meta.url);
const standardFonts = path.join(path.dirname(resolve('pdfjs-dist/package.json')), 'standard_fonts');

const shipped = recordShipped();

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  // A scan of somebody's hand, shown before it is used.
  "img-src 'self' blob:",
  // The background gets the tab's own PDF, from wherever the tab has it. The pages have a narrower policy: scripts/build/page-policy.ts.
  "connect-src 'self' http: https:",
  // The browser itself refuses markup and code made of text; only utils/extension/worker-script.ts names scripts: the engine and the list reader.
  "require-trusted-types-for 'script'",
  'trusted-types engine',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

export default defineConfig({
  hooks: {
    // `imports: false` takes the names out of the types only: the builder would still give WXT's own `storage` to a file that calls something so.
    'config:resolved': ({ config }) => void Object.assign(config.imports, { autoImport: false }),
    // Fonts come from their packages at build time, so that the repository holds no copy: the one that answers are printed
    // in, and pdf.js's own for the preview of forms that embed none.
    'build:publicAssets': (_, assets) => {
      assets.push({ absoluteSrc: resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf'), relativeDest: 'fonts/OpenSans-Regular.ttf' });
      assets.push({ absoluteSrc: resolve('@expo-google-fonts/open-sans/LICENSE_FONT'), relativeDest: 'fonts/OpenSans-LICENSE.txt' });
      for (const file of readdirSync(standardFonts)) assets.push({ absoluteSrc: path.join(standardFonts, file), relativeDest: `standard_fonts/${file}` });
      for (const asset of assets) if ('absoluteSrc' in asset) shipped.addFile(asset.absoluteSrc);
    },
    // Most of these licences ask that their text goes along.
    'build:done': ({ config }) => writeFileSync(path.join(config.outDir, 'licenses.txt'), shipped.print()),
  },
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'edge', 'firefox'],
  vite: () => ({
    plugins: [leaveOut(), narrowPages(), preact(), shipped.plugin()],
    // Node needs pdf.js's legacy build; the browsers that the manifest asks for don't, and it is smaller without its polyfills.
    resolve: { alias: { 'pdfjs-dist/legacy/build': 'pdfjs-dist/build' } },
    build: { target: 'es2024', modulePreload: false, chunkSizeWarningLimit: 2500 },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'nl',
    // Each is needed at install; reading a site without a click is asked for in the click that needs it.
    permissions: ['activeTab', 'scripting', 'storage', 'unlimitedStorage', 'alarms', ...(browser === 'firefox' ? [] : ['offscreen'])],
    // For who wants to be reminded.
    optional_permissions: ['notifications'],
    optional_host_permissions: ['*://*/*'],
    action: { default_title: '__MSG_extName__' },
    content_security_policy: { extension_pages: policy.join('; ') },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: { id: 'intakehulp@intakehulp.example', strict_min_version: firefoxMinimum, data_collection_permissions: { required: ['none'] } },
          },
        }
      : { minimum_chrome_version: chromeMinimum, message_serialization: 'structured_clone', storage: { managed_schema: 'managed-schema.json' } }),
  }),
});
