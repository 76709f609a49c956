import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.d.ts';
import { limits } from './guard.ts';

/**
 * The one door to pdf.js. It runs in the same thread as its caller: in the extension that is the engine's own worker
 * already, and in Node there is no worker to be had. The legacy build is the one that runs in Node 20 as well.
 */

export const OPS = pdfjs.OPS;

export type PaintOperator = { operator: number; args: readonly unknown[] };

type WorkerScope = { pdfjsWorker?: unknown };

async function loadWorkerCode(): Promise<void> {
  const scope = globalThis as WorkerScope;
  scope.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
}

export type OpenedDocument = { document: PDFDocumentProxy; close: () => Promise<void> };

/** Opens a copy of the bytes: pdf.js takes what it is given away from its caller. Throws what pdf.js throws. */
export async function openDocument(bytes: Uint8Array): Promise<OpenedDocument> {
  await loadWorkerCode();
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    isEvalSupported: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: limits.pixels,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  return { document, close: () => task.destroy() };
}

export async function paintOperators(page: PDFPageProxy): Promise<PaintOperator[]> {
  const list = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.ENABLE });
  return list.fnArray.map((operator, at) => ({ operator, args: (list.argsArray[at] as readonly unknown[] | null) ?? [] }));
}

export type { PDFDocumentProxy, PDFPageProxy };
