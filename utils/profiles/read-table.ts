import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { roleOfHeader } from './columns.ts';
import { decode } from './decode.ts';
import { unguarded } from '../guarded.ts';
import { withHeader } from './header.ts';
import { readSeparated } from './separated.ts';
import type { GridResult, Note, Table, TableFailure } from './table.ts';
import { most } from './table.ts';
import { readWorkbook } from './workbook.ts';

/** The first bytes of files that are no text. */
const kinds: readonly { first: readonly number[]; read: (bytes: Uint8Array) => GridResult }[] = [
  { first: [0x50, 0x4b, 0x03, 0x04], read: readWorkbook },
  { first: [0xd0, 0xcf, 0x11, 0xe0], read: readCompound },
  { first: [0x25, 0x50, 0x44, 0x46], read: () => failure('tableOtherFormat', '.pdf') },
];

/** The old container of Office: an .xls, or what a password was put on. */
function readCompound(bytes: Uint8Array): GridResult {
  // The directory's names are in UTF-16.
  const encrypted = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const first = encrypted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (encrypted.every((byte, offset) => bytes[at + offset] === byte)) return failure('tableEncrypted');
  return failure('tableOtherFormat', '.xls');
}

/** Web pages and XML that call themselves .xls. */
const markup = /^\s*<(\?xml|!doctype|html|table|workbook|meta)/i;

// What no text holds, beside tabs and line ends.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u0008\u000e-\u001f]/g;

function readText(text: string, notes: readonly Note[]): GridResult {
  if (text.includes('\0') || (text.slice(0, 10_000).match(control)?.length ?? 0) > text.length / 100) return failure('tableNotText');
  if (markup.test(text)) return failure('tableOtherFormat', '.html');
  return readSeparated(text, notes);
}

function readGrid(source: Uint8Array | string): GridResult {
  if (source.length > most.bytes) return failure('tableTooBig', String(most.bytes / 1024 / 1024));
  if (typeof source === 'string') return readText(source.replace(/^\ufeff/, ''), []);
  const kind = kinds.find(({ first }) => first.every((byte, at) => source[at] === byte));
  if (kind) return kind.read(source);
  const { text, guessed } = decode(source);
  return readText(text, guessed ? [{ code: 'encodingGuessed', values: [] }] : []);
}

/**
 * A file (CSV in any encoding and with any separator, or .xlsx), or text pasted from a spreadsheet → its table. Every cell is text.
 * A list that `printBadRows` made loses the apostrophes that it put before cells.
 */
export function readTable(source: Uint8Array | string): Result<Table, TableFailure> {
  const grid = readGrid(source);
  if (!grid.ok) return grid;
  const table = withHeader(grid.value);
  if (table.rows.length === 0) return failure('tableEmpty');
  const printed = table.header.some((header) => roleOfHeader(header) === 'reason');
  if (!printed) return success(table);
  return success({ ...table, header: table.header.map(unguarded), rows: table.rows.map(({ number, cells }) => ({ number, cells: cells.map(unguarded) })) });
}
