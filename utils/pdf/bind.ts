import { PageSizes, PDFDocument } from 'pdf-lib';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/** Pictures of pages, as JPEG, in their order → one PDF, each on its own A4 page, upright or lying as the picture is. */
export async function bindPages(pictures: readonly Uint8Array[]): Promise<Result<Uint8Array, 'imageUnreadable'>> {
  const document = await PDFDocument.create();
  document.setProducer('Intakehulp');
  for (const picture of pictures) {
    let image: Awaited<ReturnType<typeof document.embedJpg>>;
    try {
      image = await document.embedJpg(picture);
    } catch (error) {
      // The image library throws plain errors on a damaged picture.
      if (error instanceof Error) return failure('imageUnreadable');
      throw error;
    }
    const [short, long] = PageSizes.A4;
    const [width, height] = image.width > image.height ? [long, short] : [short, long];
    const scale = Math.min(width / image.width, height / image.height);
    const [across, high] = [image.width * scale, image.height * scale];
    document.addPage([width, height]).drawImage(image, { x: (width - across) / 2, y: (height - high) / 2, width: across, height: high });
  }
  return success(await document.save());
}
