/** Milliseconds; the browser reads the object URL only after the click, at its own time. */
const urlLifetime = 60_000;

/** `type`: its MIME type. */
export type DownloadFile = { fileName: string; bytes: Uint8Array; type: string };

/**
 * Hands a file to the browser's downloads, from an extension page (popup or desk) only: a click on a link with `download`
 * needs no permission, and a background has no object URLs in Chrome.
 */
export function download({ fileName, bytes, type }: DownloadFile): void {
  downloadBlob(fileName, new Blob([new Uint8Array(bytes)], { type }));
}

/** As `download`, for what is too large to be held twice. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), urlLifetime);
}

/** A text as a file to download. */
export function jsonFile(fileName: string, text: string): DownloadFile {
  return { fileName, bytes: new TextEncoder().encode(text), type: 'application/json' };
}
