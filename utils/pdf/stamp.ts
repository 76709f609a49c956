import type { PDFDocument, PDFPage } from 'pdf-lib';
import type { Box } from '../intake/form.ts';
import { append } from './append.ts';
import type { Ink } from './content.ts';
import { appearanceOf } from './content.ts';
import { turnOf } from './fields.ts';
import type { Matrix } from './geometry.ts';
import { transformBox } from './geometry.ts';

/** Annotation flags: printed, not to be changed, not to be moved. */
const printedAndFixed = 4 | 64 | 128;

/**
 * Lays ink over a page as an annotation (a stamp), for a page whose own content somebody signed: viewers then show that signature as sound, with
 * something added, where they would call it broken by a changed page. `box`: what the ink keeps to, on the page as it is read.
 */
export function stampInk(document: PDFDocument, page: PDFPage, toUser: Matrix, content: Ink, box: Box): void {
  const { context } = document;
  const stamp = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Stamp',
      Rect: [...transformBox(toUser, box)],
      F: printedAndFixed,
      P: page.ref,
      AP: { N: appearanceOf(document, box, turnOf(toUser), content, []) },
    }),
  );
  append(page.node, 'Annots', stamp);
}
