/** Milliseconds; the browser reads the object URL only after the click, at its own time. */
const urlLifetime = 60_000;

/**
 * Hands a PDF to the browser's downloads, from an extension page (popup or desk) only: a click on a link with `download`
 * needs no permission, and a background has no object URLs in Chrome.
 */
export function download(file: { fileName: string; bytes: Uint8Array }): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(file.bytes)], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), urlLifetime);
}
