import { isCertified } from './certified.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { FormFailure, FormMap, FreeField, Place } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { guard } from './guard.ts';
import { heldPlaces } from './held.ts';
import type { Layout, Painted } from './layout.ts';
import { readLayout, readPainted } from './layout.ts';
import type { Located } from './locate.ts';
import { locate } from './locate.ts';
import type { PDFDocumentProxy } from './pdfjs.ts';
import { openDocument } from './pdfjs.ts';

/** pdf.js names its exceptions; their classes differ between builds. */
function failureOf(error: unknown): FormFailure {
  const name = error instanceof Error ? error.name : '';
  return name === 'PasswordException' ? 'fileEncrypted' : 'fileDamaged';
}

/** What a parser throws on a guarded file is the file's fault and said as such. */
async function readWith<Read>(bytes: Uint8Array, read: (document: PDFDocumentProxy) => Promise<Read>): Promise<Result<Read, FormFailure>> {
  let opened: Awaited<ReturnType<typeof openDocument>>;
  try {
    opened = await openDocument(bytes);
  } catch (error) {
    return failure(failureOf(error));
  }
  try {
    return success(await read(opened.document));
  } catch (error) {
    return failure(failureOf(error));
  } finally {
    await opened.close();
  }
}

/** Reads a guarded file's layout. */
export const layoutOf = (bytes: Uint8Array): Promise<Result<Layout, FormFailure>> => readWith(bytes, readLayout);

/** Reads back what was written: what `verify` compares. */
export const paintedOf = (bytes: Uint8Array): Promise<Result<Painted, FormFailure>> => readWith(bytes, readPainted);

/** Guards a file and reads its layout: what every opening begins with. A file without a page is damaged. */
export async function openLayout(bytes: Uint8Array): Promise<Result<Layout, FormFailure>> {
  const safe = await guard(bytes);
  if (!safe.ok) return safe;
  const layout = await layoutOf(bytes);
  return layout.ok && layout.value.pages.length === 0 ? failure('fileDamaged') : layout;
}

/** The fields that take a text or a cross and that no place is. */
function freeFields({ pages }: Layout, places: readonly Place[]): FreeField[] {
  const taken = new Set(places.flatMap(({ slot }) => (slot.kind === 'field' ? [slot.object] : [])));
  return pages.flatMap((page) =>
    page.widgets.flatMap(({ kind, readOnly, object, field, box }): FreeField[] => {
      const mark = kind === 'check' || kind === 'radio';
      if (readOnly || taken.has(object) || !(mark || kind === 'text' || kind === 'choice')) return [];
      return [{ page: page.index, box, slot: { kind: 'field', field, object }, mark }];
    }),
  );
}

/** The map of a file's layout; `located` where its places are known already. */
export async function mapOf(bytes: Uint8Array, layout: Layout, located: Located = locate(layout)): Promise<FormMap> {
  const { detected, confidence, kind, places, left } = located;
  const pages = layout.pages.map((page) => ({ width: page.width, height: page.height, turn: page.turn }));
  const fields = freeFields(layout, places);
  const answered = [...new Set(heldPlaces(layout, places).map(({ key }) => key))];
  return {
    fingerprint: await fingerprintOf(bytes),
    detected,
    confidence,
    kind,
    pages,
    places,
    left,
    signed: isCertified(bytes),
    ...(fields.length > 0 && { fields }),
    ...(answered.length > 0 && { answered }),
  };
}
