import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageSize } from '../intake/form.ts';

/** A document on screen. Pages count from 0; sizes are in points of the page as read, in which a FormMap's boxes are. */
export type Preview = {
  pages: number;
  size: (page: number) => Promise<PageSize>;
  /**
   * Draws a page as wide as `cssWidth`, sharp on the screen's own pixels. A newer drawing on the same canvas cancels the older. `print`: as it comes
   * out of a printer, and without waiting for the screen, which stands still in a tab that nobody looks at.
   */
  render: (page: number, canvas: HTMLCanvasElement, cssWidth: number, intent?: 'display' | 'print') => Promise<void>;
  /** The words of a page's text layer, in the file's order; empty where it has none. */
  text: (page: number) => Promise<string>;
  close: () => void;
};

type Scope = { pdfjsWorker?: unknown };

/**
 * Opens bytes for looking at, in an extension page. pdf.js draws in the page itself: a preview is small, and its worker
 * would be one more file to guard. `turns`: each page's clockwise quarter turns, as its FormMap says; none for the others.
 */
export async function openPreview(bytes: Uint8Array, turns: readonly number[] = []): Promise<Preview> {
  const scope = globalThis as Scope;
  scope.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    useWorkerFetch: false,
    standardFontDataUrl: new URL('/standard_fonts/', location.href).href,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  const running = new WeakMap<HTMLCanvasElement, { cancel: () => void }>();
  const upright = async (page: number, scale: number) => {
    const proxy = await document.getPage(page + 1);
    return { proxy, viewport: proxy.getViewport({ scale, rotation: (proxy.rotate + 90 * (turns[page] ?? 0)) % 360 }) };
  };
  return {
    pages: document.numPages,
    size: async (page) => {
      const { width, height } = (await upright(page, 1)).viewport;
      return { width, height, turn: turns[page] ?? 0 };
    },
    render: async (page, canvas, cssWidth, intent = 'display') => {
      running.get(canvas)?.cancel();
      const ratio = Math.min(globalThis.devicePixelRatio || 1, 3);
      const { viewport: unscaled } = await upright(page, 1);
      const { proxy, viewport } = await upright(page, (cssWidth * ratio) / unscaled.width);
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      const drawing = proxy.render({ canvas, viewport, intent });
      running.set(canvas, drawing);
      try {
        await drawing.promise;
      } catch (error) {
        if (!(error instanceof pdfjs.RenderingCancelledException)) throw error;
      }
    },
    text: async (page) => {
      const { items } = await (await document.getPage(page + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    },
    close: () => void task.destroy(),
  };
}
