import { joinBytes } from '../bytes.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { isEmail } from '../intake/values.ts';
import type { Letter } from './letter.ts';
import { cutByOctets } from './octets.ts';

type Attachment = { name: string; type: 'application/pdf'; bytes: Uint8Array };
/** `from`: left to the mail program where it is not known. */
export type Mail = Letter & { from?: { name: string; email: string }; attachments: readonly Attachment[] };

const crlf = '\r\n';
const encoder = new TextEncoder();

/** What could end a header line, or is no character: a mail program would take what follows for a header of its own. */
const plainLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** RFC 2047: encoded words, one a line of at most 76 with the longest header name. 39 bytes are 52 characters of base64. */
function encodeWords(text: string): string {
  return cutByOctets(text, 39)
    .map((part) => `=?UTF-8?B?${btoa(String.fromCharCode(...encoder.encode(part)))}?=`)
    .join(`${crlf} `);
}

/** A header of free text. What is ASCII and short stands as it is; all else is encoded, also what looks encoded. */
function printText(name: string, text: string): string {
  const line = plainLine(text);
  const asIs = isAscii(line) && !line.includes('=?') && name.length + 2 + line.length <= 76;
  return `${name}: ${asIs ? line : encodeWords(line)}`;
}

const localPart = /^(?!\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/;
/** In any script. A path, a port or an escape after it, URL would take for its own and leave out. */
const domainName = /^[\p{L}\p{M}\p{N}.-]+$/u;

/** An address as a header takes it: ASCII, the domain in its ASCII form. Undefined where there is none such. */
function printAddress(email: string): string | undefined {
  const [local = '', domain = ''] = email.trim().split('@');
  if (!isEmail(email.trim()) || !localPart.test(local) || !domainName.test(domain)) return undefined;
  // URL knows how a domain reads in ASCII, and refuses what is none; numbers alone it reads as an address of the network.
  const host = URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : '';
  return /^(?![\d.]+$)[a-z0-9.-]+$/.test(host) ? `${local}@${host}` : undefined;
}

/** RFC 2231: in parts, since a line is not to be longer than 76. */
function printFileName(name: string): string {
  const plain = plainLine(name).replace(/["\\/]/g, '_');
  if (isAscii(plain) && plain.length <= 60) return ` filename="${plain}"`;
  const escaped = [...plain].map((character) =>
    encodeURIComponent(character).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  const parts: string[] = [];
  for (const one of escaped) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + one.length <= 50) parts[parts.length - 1] = last + one;
    else parts.push(one);
  }
  return parts.map((part, at) => ` filename*${at}*=${at === 0 ? "UTF-8''" : ''}${part}`).join(`;${crlf}`);
}

/** RFC 2045: what is not printable ASCII as =XX, lines of at most 76. */
function quotePrintably(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map(quoteLine)
    .join(crlf);
}

function quoteLine(line: string): string {
  const tokens = [...encoder.encode(line)].map((byte) =>
    (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  // A space at a line's end is lost on the way, and a lone dot ends the mail for old programs.
  if (tokens.at(-1) === ' ') tokens[tokens.length - 1] = '=20';
  if (tokens.length === 1 && tokens[0] === '.') tokens[0] = '=2E';
  const lines: string[] = [];
  let current = '';
  for (const token of tokens) {
    if (current.length + token.length > 75) {
      lines.push(`${current}=`);
      current = '';
    }
    current += token;
  }
  return [...lines, current].join(crlf);
}

/** Three octets become four characters: lines of 76. */
const octetsALine = 57;
const alphabet = encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const [padding = 0, carriageReturn = 0, lineFeed = 0] = encoder.encode(`=${crlf}`);

/** Base64 in lines, straight into bytes: as a text, a PDF would take its size several times over. */
function printBase64(bytes: Uint8Array): Uint8Array {
  const breaks = Math.max(0, Math.ceil(bytes.length / octetsALine) - 1);
  const printed = new Uint8Array(4 * Math.ceil(bytes.length / 3) + 2 * breaks);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    if (at > 0 && at % octetsALine === 0) {
      printed[to++] = carriageReturn;
      printed[to++] = lineFeed;
    }
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    printed[to++] = alphabet[three >> 18] ?? 0;
    printed[to++] = alphabet[(three >> 12) & 63] ?? 0;
    printed[to++] = at + 1 < bytes.length ? (alphabet[(three >> 6) & 63] ?? 0) : padding;
    printed[to++] = at + 2 < bytes.length ? (alphabet[three & 63] ?? 0) : padding;
  }
  return printed;
}

/** Never in a part: quoted-printable writes each = as =3D, and base64 has no underscore. */
const boundary = '=_intakehulp_part';

function printAttachment({ name, type, bytes }: Attachment): Uint8Array[] {
  const head = [
    `--${boundary}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;${crlf}${printFileName(name)}`,
    '',
    '',
  ];
  return [encoder.encode(head.join(crlf)), printBase64(bytes), encoder.encode(crlf)];
}

/**
 * A mail as a file that mail programs open as one yet to be sent (X-Unsent): the bytes of an .eml, RFC 5322 with CRLF, all ASCII. `at`: its
 * day and hour. An empty address leaves its header out, for the person to fill; one that no header can hold is a failure, with the address.
 */
export function printEml({ from, to, subject, text, attachments }: Mail, at: Date): Result<Uint8Array<ArrayBuffer>, 'mailAddressUnwritable'> {
  const receiver = to.trim() ? printAddress(to) : '';
  if (receiver === undefined) return failure('mailAddressUnwritable', plainLine(to));
  const sender = from?.email.trim() ? printAddress(from.email) : '';
  if (sender === undefined) return failure('mailAddressUnwritable', plainLine(from?.email ?? ''));
  const senderName = plainLine(from?.name ?? '');
  const head = [
    'X-Unsent: 1',
    ...(sender ? [senderName ? `From: ${encodeWords(senderName)}${crlf} <${sender}>` : `From: ${sender}`] : []),
    ...(receiver ? [`To: ${receiver}`] : []),
    printText('Subject', subject),
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotePrintably(text),
    '',
  ];
  return success(joinBytes([encoder.encode(head.join(crlf)), ...attachments.flatMap(printAttachment), encoder.encode(`--${boundary}--${crlf}`)]));
}
