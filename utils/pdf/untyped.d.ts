// Two entry points whose packages ship no declarations.
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
declare module 'fontkit' {
  type Font = { hasGlyphForCodePoint: (codePoint: number) => boolean };
  export function create(bytes: Uint8Array): Font;
}
