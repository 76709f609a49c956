import { useRef, useState } from 'preact/hooks';
import type { Handwriting } from '../utils/intake/form.ts';
import type { MessageKey } from '../utils/i18n.ts';
import { liftInk } from './paper.ts';
import { Failure } from './Status.tsx';
import { useText } from './text.ts';

/** Bytes of the picture as it comes in, and pixels of its longer side as it is kept. */
const largestFile = 10_000_000;
const longestSide = 1400;

function surface(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D canvas to lift the handwriting with.');
  return { canvas, context };
}

async function decode(file: File): Promise<ImageBitmap | undefined> {
  if (!['image/png', 'image/jpeg'].includes(file.type)) return undefined;
  return createImageBitmap(file).catch((error: unknown) => {
    if (error instanceof DOMException) return undefined;
    throw error;
  });
}

/** The picture's ink on nothing, as PNG; or the key of the sentence that says why not. */
async function readScan(file: File): Promise<Handwriting | MessageKey> {
  if (file.size > largestFile) return 'sign_large';
  const bitmap = await decode(file);
  if (!bitmap) return 'error_imageUnreadable';
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const { context } = surface(width, height);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const lifted = liftInk(context.getImageData(0, 0, width, height));
  if (!lifted) return 'sign_blank';
  const cut = surface(lifted.width, lifted.height);
  const image = cut.context.createImageData(lifted.width, lifted.height);
  image.data.set(lifted.data);
  cut.context.putImageData(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => cut.canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The canvas gave no PNG of the handwriting.');
  return { kind: 'image', type: 'image/png', bytes: new Uint8Array(await blob.arrayBuffer()) };
}

/** A scan or photo of the person's own hand. `label` says of what: the mention or the signature. */
export function ScanInput({ label, onScan }: { label: string; onScan: (handwriting: Handwriting) => void }) {
  const { say } = useText();
  const [problem, setProblem] = useState<MessageKey>();
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    const scan = await readScan(file);
    setProblem(typeof scan === 'string' ? scan : undefined);
    if (typeof scan !== 'string') onScan(scan);
  };
  return (
    <>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/png,image/jpeg"
        aria-label={`${say('sign_scan')}: ${label}`}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          return read(file);
        }}
      />
      <button type="button" class="quiet" aria-label={`${say('sign_scan')}: ${label}`} onClick={() => input.current?.click()}>
        {say('sign_scan')}
      </button>
      {problem && <Failure text={say(problem)} />}
    </>
  );
}
