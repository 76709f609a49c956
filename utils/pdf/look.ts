import type { FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { openPreview } from './preview.ts';

/** A PDF to be looked at by the program: RGBA pixels of a page, so many across, and the text layer, if it has one. Pages count from 0. */
export type Looked = {
  pages: number;
  picture: (page: number, width: number) => Promise<{ data: Uint8ClampedArray; width: number; height: number }>;
  text: (page: number) => Promise<string>;
  close: () => void;
};
export type Look = (bytes: Uint8Array, turns?: readonly number[]) => Promise<Result<Looked, FormFailure>>;

/** Opens a PDF that the engine's `guard` let through, in an extension page. `turns` as `openPreview` has them. */
export async function look(bytes: Uint8Array, turns: readonly number[] = []): Promise<Result<Looked, FormFailure>> {
  let opened: Awaited<ReturnType<typeof openPreview>>;
  try {
    opened = await openPreview(bytes, turns);
  } catch (error) {
    // pdf.js throws plain errors of many kinds on a file that it can't read.
    if (error instanceof Error) return failure(error.name === 'PasswordException' ? 'fileEncrypted' : 'fileDamaged');
    throw error;
  }
  return success({
    pages: opened.pages,
    picture: async (page, width) => {
      const canvas = document.createElement('canvas');
      await opened.render(page, canvas, width / Math.min(globalThis.devicePixelRatio || 1, 3), 'print');
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
      if (!pixels) throw new Error('This browser gives no 2D canvas to look at a page with.');
      return { data: pixels.data, width: pixels.width, height: pixels.height };
    },
    text: opened.text,
    close: opened.close,
  });
}
