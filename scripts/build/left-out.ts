import type { Plugin } from 'vite';

/** A passage of a library that never runs here, and what stands in its place. */
export type Passage = { file: string; passage: string; instead: string; why: string };

/**
 * What libraries carry that an extension should not have in it at all: code made of text, scripts by address, markup made of
 * text. None of it is reached here; so that nobody has to believe that, it is taken out.
 */
export const leftOut: readonly Passage[] = [
  {
    file: 'preact/dist/preact.mjs',
    passage: 'l||y&&(h.__html==y.__html||h.__html==t.innerHTML)||(t.innerHTML=h.__html),r.__k=[]',
    instead: 'r.__k=[]',
    why: 'dangerouslySetInnerHTML, which nothing here uses, makes an element without content.',
  },
  {
    file: 'pdfjs-dist/build/pdf.mjs',
    passage: 'new Function("");\n    return true;',
    instead: 'return false;',
    why: 'Code made of text is refused by the CSP; asking whether it is allowed is a report of its own.',
  },
  {
    file: 'pdfjs-dist/build/pdf.mjs',
    passage: `const wrapper = \`await import("\${url}");\`;`,
    instead: 'throw new Error("No script is taken from another site.");',
    why: "A worker from another site; ours is in the extension's own files.",
  },
  {
    file: 'pdfjs-dist/build/pdf.mjs',
    passage: 'if (PDFWorker.#isWorkerDisabled || PDFWorker.#mainThreadWorkerMessageHandler) {\n      this.#setupFakeWorker();\n      return;\n    }',
    instead: 'this.#setupFakeWorker();\n    return;',
    why: "A worker by address: utils/pdf/pdfjs.ts hands pdf.js its worker's code.",
  },
  {
    file: 'pdfjs-dist/build/pdf.mjs',
    passage:
      'const worker = await import(\n      /*webpackIgnore: true*/\n      /*@vite-ignore*/\n      this.workerSrc);\n      return worker.WorkerMessageHandler;',
    instead: "throw new Error('pdf.js was not handed the code of its worker.');",
    why: 'The same code by address, where it was not handed over.',
  },
  {
    file: 'pdfjs-dist/build/pdf.worker.mjs',
    passage: 'new Function("");\n    return true;',
    instead: 'return false;',
    why: 'As in pdf.mjs.',
  },
  {
    file: 'pdfjs-dist/build/pdf.worker.mjs',
    passage: 'if (factory.isEvalSupported && FeatureTest.isEvalSupported) {',
    instead: 'if (false) {',
    why: "A PDF's own functions made into code; they are evaluated step by step instead.",
  },
  {
    file: 'pdfjs-dist/build/pdf.worker.mjs',
    passage: 'const mod = await import(\n      /*webpackIgnore: true*/\n      /*@vite-ignore*/\n      path);\n      instance = mod.default();',
    instead: "throw new Error('not in the package');",
    why: 'A codec for JPEG 2000 by address; the package has none, and such a picture is left blank.',
  },
  {
    file: 'node-forge/lib/util.js',
    passage: 'var worker = new Worker(blobUrl);',
    instead: 'var worker; throw new Error("Nobody counts cores.");',
    why: 'A worker by address, for the making of keys; only its ciphers are used.',
  },
];

/** Throws where a passage is not there exactly once: a new version of the library is to be looked at. */
export function withoutPassages(code: string, passages: readonly Passage[]): string {
  return passages.reduce((rest, { file, passage, instead }) => {
    const [before, after, ...more] = rest.split(passage);
    if (before === undefined || after === undefined || more.length > 0) throw new Error(`${file} does not have this passage once: ${passage}`);
    return before + instead + after;
  }, code);
}

export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    enforce: 'pre',
    transform(code, id) {
      const passages = leftOut.filter(({ file }) => id.endsWith(`/node_modules/${file}`));
      return passages.length > 0 ? { code: withoutPassages(code, passages), map: null } : undefined;
    },
  };
}
