/** Reads an .eml back, in a way of its own: unfolds headers, parts the body at its boundary, decodes words, file names and bodies. */
export type ReadPart = { headers: Map<string, string>; bytes: Uint8Array };
export type ReadMail = { lines: readonly string[]; headers: Map<string, string>; parts: readonly ReadPart[] };

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true });

function readHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of block.replace(/\r\n[ \t]/g, ' ').split('\r\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    if (at < 1 || headers.has(name)) throw new Error(`Not a header, or a second one: ${line}`);
    headers.set(name, line.slice(at + 1).trim());
  }
  return headers;
}

function readBody(encoding: string | undefined, body: string): Uint8Array {
  if (encoding === 'base64') return new Uint8Array(Buffer.from(body, 'base64'));
  const plain = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(plain, 'latin1'));
}

function split(text: string): [head: string, body: string] {
  const at = text.indexOf('\r\n\r\n');
  return [text.slice(0, at), text.slice(at + 4)];
}

export function readEml(bytes: Uint8Array): ReadMail {
  const text = latin.decode(bytes);
  const [head, body] = split(text);
  const headers = readHeaders(head);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`);
  if (parts.at(-1) !== '--\r\n') throw new Error('The last part has no end.');
  return {
    lines: text.split('\r\n'),
    headers,
    parts: parts.slice(1, -1).map((part) => {
      const [partHead, partBody] = split(part.slice(2));
      const partHeaders = readHeaders(partHead);
      return { headers: partHeaders, bytes: readBody(partHeaders.get('content-transfer-encoding'), partBody) };
    }),
  };
}

export const textOf = ({ bytes }: ReadPart): string => utf8.decode(bytes);

export function decodeWords(header: string): string {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => utf8.decode(Buffer.from(word, 'base64')));
}

export function fileNameOf({ headers }: ReadPart): string {
  const disposition = headers.get('content-disposition') ?? '';
  const plain = /filename="([^"]*)"/.exec(disposition)?.[1];
  const extended = [...disposition.matchAll(/filename\*(\d+)\*=([^;\s]+)/g)].map(([, , part = '']) => part).join('');
  return plain ?? decodeURIComponent(extended.replace(/^UTF-8''/, ''));
}
