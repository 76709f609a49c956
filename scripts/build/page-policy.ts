import type { Plugin } from 'vite';

/**
 * What the manifest's policy can't say, since it is one for all: only the background gets a PDF from elsewhere. The pages talk
 * to nobody but the extension.
 */
const policy = "connect-src 'self'";

/** Gives each page this policy on top of the manifest's. Not while developing: there the server talks to the page. */
export function narrowPages(): Plugin {
  return {
    name: 'narrow-pages',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' }],
  };
}
