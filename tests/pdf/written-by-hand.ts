/** PDFs written object by object, so that a test says every byte of what a forger or another program writes. */

const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
export const asBytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** Each object's text by its number, from `obj` to `endobj`. */
export type Objects = Readonly<Record<number, string>>;

export const streamOf = (data: string, entries = '') => `<< /Length ${data.length} ${entries} >>\nstream\n${data}\nendstream`;

/** The objects behind `before`, with a table and a trailer of their own. */
function withTable(before: string, objects: Objects, trailer: string): Uint8Array {
  let text = before;
  const rows: string[] = [];
  for (const [number, body] of Object.entries(objects)) {
    rows.push(`${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  return asBytes(`${text}xref\n${rows.join('')}trailer\n<< ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`);
}

/** A whole file; object 1 is its root. */
export const filePdf = (objects: Objects) => withTable('%PDF-1.7\n', objects, '/Size 100 /Root 1 0 R');

function lastSection(text: string): string {
  const [, at] = /^startxref\s+(\d+)/.exec(text.slice(text.lastIndexOf('startxref'))) ?? [];
  if (at === undefined) throw new Error('no cross-reference section');
  return at;
}

/** An incremental update with a table. */
export function updated(bytes: Uint8Array, objects: Objects): Uint8Array {
  const text = asText(bytes);
  return withTable(text, objects, `/Size 200 /Root 1 0 R /Prev ${lastSection(text)}`);
}

const inFour = (value: number) => String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

/**
 * An incremental update with one object, in an object stream (190) that a cross-reference stream (191) names. `said`: the number that the object
 * stream itself says; `entries`: of the cross-reference stream, besides what it must have.
 */
export function updatedWithin(
  bytes: Uint8Array,
  number: number,
  body: string,
  { said = number, entries = '', widths = '[1 4 1]', index = '' } = {},
): Uint8Array {
  const text = asText(bytes);
  const head = `${said} 0 `;
  const first = `190 0 obj\n${streamOf(head + body, `/Type /ObjStm /N 1 /First ${head.length}`)}\nendobj\n`;
  const at = text.length + first.length;
  const rows = `\x02${inFour(190)}\0\x01${inFour(text.length)}\0\x01${inFour(at)}\0`;
  const numbers = index || `[${number} 1 190 2]`;
  const section = streamOf(rows, `/Type /XRef /Size 200 /Root 1 0 R /W ${widths} /Index ${numbers} ${entries || `/Prev ${lastSection(text)}`}`);
  return asBytes(`${text}${first}191 0 obj\n${section}\nendobj\nstartxref\n${at}\n%%EOF\n`);
}

/** The text of an object as its last writing in the file has it. */
export function objectIn(bytes: Uint8Array, number: number): string {
  const text = asText(bytes);
  const header = `\n${number} 0 obj\n`;
  const begin = text.lastIndexOf(header) + header.length;
  return text.slice(begin, text.indexOf('\nendobj', begin));
}
