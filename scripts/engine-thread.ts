import { parentPort } from 'node:worker_threads';
// Read before the engine says that it is ready: compiling it takes no file's time.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import engine from '../entrypoints/engine.ts';
import { useFontFrom } from '../utils/pdf/font.ts';
import { installedFont } from './font.ts';
import './pdfjs-rejections.ts';

/** The extension's own engine, run as a thread of Node: what a browser's worker has in its global comes from the port. */

const port = parentPort;
if (!port) throw new Error('engine-thread.ts is started by engine.ts, as a thread.');
Object.assign(globalThis, {
  postMessage: (answer: unknown) => port.postMessage(answer),
  addEventListener: (_: 'message', listener: (event: { data: unknown }) => void) => port.on('message', (data) => listener({ data })),
});
engine.main();
// Where the extension would fetch it from its own files.
useFontFrom(installedFont);
