export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes at a time, a multiple of three: a spread of megabytes overflows the call stack. */
const chunk = 0x6000;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += chunk) parts.push(btoa(String.fromCharCode(...bytes.subarray(start, start + chunk))));
  return parts.join('');
}

/** Undefined where the text is not base64. */
export function fromBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
