// Two entry points whose packages ship no declarations.
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
declare module 'fontkit' {
  /** `_tables`: what was parsed so far; fontkit's own variations of one font share it. */
  export type Font = { hasGlyphForCodePoint: (codePoint: number) => boolean; _tables: object };
  export function create(bytes: Uint8Array): Font;
}
