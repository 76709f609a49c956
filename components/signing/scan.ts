import type { MessageKey } from '../../utils/i18n.ts';
import { messageKey } from '../../utils/i18n.ts';
import type { Handwriting } from '../../utils/intake/form.ts';
import type { Pixels } from '../../utils/paper/grey.ts';
import { liftInk, splitHand } from '../../utils/paper/lift.ts';
import type { Look } from '../../utils/pdf/look.ts';

/** Bytes of the file as it comes in, and pixels of the picture's longer side as it is kept. */
const largestFile = 10_000_000;
const longestSide = 1400;
/** Pixels across in which a page with handwriting is drawn: 150 dots an inch of A4. */
const pageWidth = 1240;

const pictureTypes = ['image/png', 'image/jpeg'];
export const scanTypes = '.png,.jpg,.jpeg,.pdf,image/png,image/jpeg,application/pdf';
export const pictureScanTypes = 'image/png,image/jpeg';

function surface(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D canvas to lift the handwriting with.');
  return { canvas, context };
}

/** A PNG or JPEG on white paper, its longer side no longer than `longest`, upright as its camera says. Nothing else of the file is read. */
export async function drawPicture(file: Blob, longest: number): Promise<{ canvas: HTMLCanvasElement; pixels: Pixels } | undefined> {
  const bitmap = await createImageBitmap(file).catch((error: unknown) => {
    if (error instanceof DOMException) return undefined;
    throw error;
  });
  if (!bitmap) return undefined;
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const { canvas, context } = surface(width, height);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { canvas, pixels: { data, width, height } };
}

export const isPdf = ({ type, name }: File) => type === 'application/pdf' || (type === '' && /\.pdf$/i.test(name));
export const isPicture = ({ type }: File) => pictureTypes.includes(type);

async function pixelsOf(file: File, look: Look | undefined): Promise<Pixels | MessageKey> {
  if (file.size > largestFile) return 'sign_large';
  if (!isPdf(file) || !look) return (isPicture(file) && (await drawPicture(file, longestSide))?.pixels) || 'error_imageUnreadable';
  const looked = await look(new Uint8Array(await file.arrayBuffer()));
  if (!looked.ok) return messageKey(`error_${looked.code}`);
  try {
    return await looked.value.picture(0, pageWidth);
  } finally {
    looked.value.close();
  }
}

/** The picture as a file's bytes. */
export async function printCanvas(canvas: HTMLCanvasElement, type: 'image/png' | 'image/jpeg', quality?: number): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  if (!blob) throw new Error(`The canvas gave no ${type}.`);
  return new Uint8Array(await blob.arrayBuffer());
}

async function pngOf({ data, width, height }: Pixels): Promise<Handwriting> {
  const { canvas, context } = surface(width, height);
  const image = context.createImageData(width, height);
  image.data.set(data);
  context.putImageData(image, 0, 0);
  return { kind: 'image', type: 'image/png', bytes: await printCanvas(canvas, 'image/png') };
}

/** The scan's ink on nothing, as PNG; or the key of the sentence that says why not. Of a PDF its first page counts. */
export async function readScan(file: File, look: Look | undefined): Promise<Handwriting | MessageKey> {
  const pixels = await pixelsOf(file, look);
  if (typeof pixels === 'string') return pixels;
  const lifted = liftInk(pixels);
  return lifted.ok ? pngOf(lifted.value) : messageKey(`sign_${lifted.code}`);
}

export type BothHands = { mention: Handwriting; signature: Handwriting };

/** As `readScan`, of one scan with the mention above, or before, the signature. */
export async function readBoth(file: File, look: Look | undefined): Promise<BothHands | MessageKey> {
  const pixels = await pixelsOf(file, look);
  if (typeof pixels === 'string') return pixels;
  const lifted = liftInk(pixels);
  if (!lifted.ok) return messageKey(`sign_${lifted.code}`);
  const parts = splitHand(lifted.value);
  return parts ? { mention: await pngOf(parts.mention), signature: await pngOf(parts.signature) } : 'sign_notApart';
}
