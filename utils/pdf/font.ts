import * as fontkit from 'fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

/**
 * The one font that answers are printed in: Open Sans (SIL OFL 1.1), for its Latin, Greek, Cyrillic and Hebrew. It is always
 * embedded, because the standard fonts lose what is outside WinAnsi (Ł, ş, č).
 */

let load: (() => Promise<Uint8Array>) | undefined;
let loaded: Promise<Uint8Array> | undefined;
let read: Promise<ReturnType<typeof fontkit.create>> | undefined;

/** Says where the font's bytes come from: the extension's own file in a browser, the package's in Node. */
export function useFontFrom(source: () => Promise<Uint8Array>): void {
  load = source;
  loaded = undefined;
  read = undefined;
}

async function fontBytes(): Promise<Uint8Array> {
  if (!load) throw new Error('No font source: call useFontFrom in the entrypoint, before the first fill.');
  loaded ??= load();
  return loaded;
}

async function readFont(): Promise<fontkit.Font> {
  read ??= fontBytes().then((bytes) => fontkit.create(bytes));
  return read;
}

/**
 * Embeds the font's used glyphs. Ligatures are off, so that what is read back is what was typed. The font's tables are parsed once, its glyphs made
 * anew for each document: a glyph remembers the character that it was first asked for, and one document is no business of the next.
 */
export async function embedFont(document: PDFDocument): Promise<PDFFont> {
  const { _tables } = await readFont();
  const create = (bytes: Uint8Array) => Object.assign(fontkit.create(bytes), { _tables });
  document.registerFontkit({ create } as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  return document.embedFont(await fontBytes(), { subset: true, features: { liga: false, clig: false, dlig: false } });
}

/** The characters of these texts that the font has no glyph for; each once. */
export async function unprintable(texts: readonly string[]): Promise<string[]> {
  const font = await readFont();
  const missing = new Set<string>();
  for (const character of texts.join('')) {
    if (/[\s]/u.test(character)) continue;
    if (/\p{C}/u.test(character) || !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) missing.add(character);
  }
  return [...missing];
}
