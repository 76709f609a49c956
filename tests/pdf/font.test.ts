import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { installedFont } from '../../scripts/font.ts';
import { embedFont, useFontFrom } from '../../utils/pdf/font.ts';

async function documentWith(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await embedFont(document);
  document.addPage([200, 200]).drawText(text, { font });
  return document.save();
}

test('what one document prints changes no later one', async () => {
  useFontFrom(installedFont);
  const alone = await documentWith('ı');
  useFontFrom(installedFont);
  // Under an accent an i is drawn as a dotless one: the same glyph, for another character.
  await documentWith('i\u0301');
  expect(await documentWith('ı')).toEqual(alone);
});
