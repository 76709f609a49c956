import { PDFArray, PDFContext, PDFDict, PDFName, PDFObjectParser, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { latin1 } from '../bytes.ts';
import { decode, fullName } from './filters.ts';
import { limits } from './guard.ts';
import { countIn, countsIn, name, numberIn } from './lookup.ts';
import { hasTwins } from './ranges.ts';

/**
 * A file as its cross-reference chain tells it: which object stands where. pdf-lib takes the last writing of each object in the file, whatever
 * the chain says; what a signature covers, and what came after it, only the chain tells, as it does to viewers.
 */

/** An object's place in the file: a byte, the nth of an object stream, or none. */
export type Whereabouts = { kind: 'at'; offset: number; generation: number } | { kind: 'within'; stream: number; index: number } | { kind: 'free' };

export type Revision = {
  bytes: Uint8Array;
  where: ReadonlyMap<number, Whereabouts>;
  /** The newest trailer, or the dictionary of the newest cross-reference stream. */
  trailer: PDFDict;
  /** The newest section is a stream. */
  isStream: boolean;
  startxref: number;
  /** Bytes before the header: offsets count from there. */
  shift: number;
  /** Where the sections begin that are two at once, a table and a stream. */
  hybrids: readonly number[];
  /** Every object that the chain names and that can be read. */
  context: PDFContext;
  /** Where each of them begins: in the file, or in an object stream's data. */
  sources: ReadonlyMap<number, Source>;
};

/** `text`: the bytes, one character each. */
type Source = { bytes: Uint8Array; text: string; from: number };

type Section = { entries: Map<number, Whereabouts>; trailer: PDFDict; isStream: boolean; isHybrid?: boolean };

/** The first kilobyte may hold something else before the header. */
const headerReach = 1024;
/** Longer than any object's header. */
const headerLength = 40;
const mostSections = 256;

/** What pdf-lib's parser makes of the bytes; undefined where it throws: its errors say that these are no object. */
function parseValue(bytes: Uint8Array, context: PDFContext): PDFObject | undefined {
  try {
    return PDFObjectParser.forBytes(bytes, context).parseObject();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Where the value of the object that begins at `offset` begins; undefined where no object, or another, begins there. */
export function valueAt(bytes: Uint8Array, offset: number, number?: number): number | undefined {
  const found = /^\s*(\d+)\s+\d+\s+obj\b/.exec(latin1(bytes.subarray(offset, offset + headerLength)));
  return found && (number === undefined || Number(found[1]) === number) ? offset + found[0].length : undefined;
}

/** Undoes the predictors of PNG, a row at a time: cross-reference streams are seldom without. */
function unpredict(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)] ?? 0;
    for (let at = 0; at < columns; at++) {
      const left = at > 0 ? (out[row * columns + at - 1] ?? 0) : 0;
      const above = row > 0 ? (out[(row - 1) * columns + at] ?? 0) : 0;
      const corner = at > 0 && row > 0 ? (out[(row - 1) * columns + at - 1] ?? 0) : 0;
      const guess = left + above - corner;
      const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
      const paeth = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
      const predicted = [0, left, above, (left + above) >> 1, paeth][kind] ?? 0;
      out[row * columns + at] = (data[row * (columns + 1) + 1 + at] ?? 0) + predicted;
    }
  }
  return out;
}

/** The data of a stream of the file's own structure. Undefined behind a filter or a predictor that none of these use. */
async function dataOf(stream: PDFRawStream): Promise<Uint8Array | undefined> {
  const filter = stream.dict.lookup(name('Filter'));
  const chain = (filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []).map((one) => (one instanceof PDFName ? one.decodeText() : ''));
  if (!chain.every((one) => fullName(one))) return undefined;
  const data = await decode(stream.contents, chain, limits.streamBytes);
  const given = stream.dict.lookup(name('DecodeParms'));
  const parameters = given instanceof PDFArray ? given.lookup(given.size() - 1) : given;
  if (!(parameters instanceof PDFDict)) return data;
  const predictor = numberIn(parameters, 'Predictor') ?? 1;
  if (predictor === 1) return data;
  const columns = parameters.has(name('Columns')) ? (countIn(parameters, 'Columns') ?? 0) : 1;
  const isBytes = (numberIn(parameters, 'Colors') ?? 1) === 1 && (numberIn(parameters, 'BitsPerComponent') ?? 8) === 8;
  return predictor >= 10 && isBytes && columns > 0 && columns <= limits.rowSamples ? unpredict(data, columns) : undefined;
}

function readTable(bytes: Uint8Array, text: string, from: number, context: PDFContext): Section | undefined {
  const entries = new Map<number, Whereabouts>();
  let at = from;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  if (!take(/\s*xref\s+/y)) return undefined;
  for (let head = take(/(\d+)\s+(\d+)\s+/y); head; head = take(/(\d+)\s+(\d+)\s+/y)) {
    const [first, count] = [Number(head[1]), Number(head[2])];
    if (entries.size + count > limits.objects) return undefined;
    for (let index = 0; index < count; index++) {
      const entry = take(/(\d{1,10})\s+(\d{1,5})\s+([nf])\s+/y);
      if (!entry) return undefined;
      const offset = Number(entry[1]);
      entries.set(first + index, entry[3] === 'n' && offset > 0 ? { kind: 'at', offset, generation: Number(entry[2]) } : { kind: 'free' });
    }
  }
  if (!take(/trailer\s*/y)) return undefined;
  const trailer = parseValue(bytes.subarray(at), context);
  return trailer instanceof PDFDict && !hasTwins(text, at) ? { entries, trailer, isStream: false } : undefined;
}

async function readStream(bytes: Uint8Array, text: string, from: number, context: PDFContext): Promise<Section | undefined> {
  const begin = valueAt(bytes, from);
  const stream = begin === undefined ? undefined : parseValue(bytes.subarray(begin), context);
  if (begin === undefined || !(stream instanceof PDFRawStream) || hasTwins(text, begin)) return undefined;
  const data = await dataOf(stream);
  const [type, second, third] = countsIn(stream.dict, 'W') ?? [];
  const size = countIn(stream.dict, 'Size');
  if (!data || type === undefined || second === undefined || third === undefined || size === undefined) return undefined;
  const width = type + second + third;
  if (width < 1 || Math.max(type, second, third) > limits.entryBytes) return undefined;
  const index = stream.dict.has(name('Index')) ? countsIn(stream.dict, 'Index') : [0, size];
  if (!index) return undefined;
  const entries = new Map<number, Whereabouts>();
  let at = 0;
  const take = (length: number) => {
    at += length;
    return data.subarray(at - length, at).reduce((sum, byte) => sum * 256 + byte, 0);
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    if (entries.size + count > limits.objects) return undefined;
    for (let item = 0; item < count && at + width <= data.length; item++) {
      const kind = type === 0 ? 1 : take(type);
      const [b, c] = [take(second), take(third)];
      const place: Whereabouts =
        kind === 1 ? { kind: 'at', offset: b, generation: c } : kind === 2 ? { kind: 'within', stream: b, index: c } : { kind: 'free' };
      entries.set(first + item, place);
    }
  }
  return { entries, trailer: stream.dict, isStream: true };
}

/** The section at an offset; of a hybrid one also what its stream adds, which stands before what the table calls free. */
async function readSection(bytes: Uint8Array, text: string, from: number, shift: number, context: PDFContext): Promise<Section | undefined> {
  const table = readTable(bytes, text, from, context);
  if (!table) return readStream(bytes, text, from, context);
  const beside = countIn(table.trailer, 'XRefStm');
  const hidden = beside === undefined ? undefined : await readStream(bytes, text, beside + shift, context);
  for (const [number, place] of hidden?.entries ?? []) {
    if ((table.entries.get(number) ?? { kind: 'free' }).kind === 'free') table.entries.set(number, place);
  }
  return { ...table, isHybrid: table.trailer.has(name('XRefStm')) };
}

/** The objects of an object stream: their numbers, and where they begin in its data. */
async function sourcesWithin(stream: PDFObject | undefined): Promise<(Source & { number: number | undefined })[]> {
  if (!(stream instanceof PDFRawStream)) return [];
  const [count, first] = [countIn(stream.dict, 'N'), countIn(stream.dict, 'First')];
  const data = await dataOf(stream);
  if (!data || count === undefined || first === undefined || count > limits.objects) return [];
  const text = latin1(data);
  const heads = text.slice(0, first).trim().split(/\s+/).map(Number);
  return Array.from({ length: count }, (_, index) => ({
    bytes: data,
    text,
    number: heads[2 * index],
    from: first + (heads[2 * index + 1] ?? data.length),
  }));
}

/** A context that finds an object by its number alone: some viewers ask for no generation, so that a wrong one must hide nothing. */
function contextByNumber(): PDFContext {
  const context = PDFContext.create();
  const lookup = context.lookup.bind(context);
  const byNumber = (object: PDFObject | undefined) => lookup(object instanceof PDFRef ? PDFRef.of(object.objectNumber) : object);
  return Object.assign(context, { lookup: byNumber as PDFContext['lookup'] });
}

/** Reads every object that the chain names into the context, those in object streams after the streams themselves. */
async function readObjects(
  { bytes, text }: Omit<Source, 'from'>,
  where: ReadonlyMap<number, Whereabouts>,
  shift: number,
  context: PDFContext,
): Promise<Map<number, Source>> {
  const sources = new Map<number, Source>();
  const read = (number: number, source: Source | undefined) => {
    const object = source && parseValue(source.bytes.subarray(source.from), context);
    if (!source || !object) return;
    context.assign(PDFRef.of(number), object);
    sources.set(number, source);
  };
  for (const [number, place] of where) {
    const from = place.kind === 'at' ? valueAt(bytes, place.offset + shift, number) : undefined;
    if (place.kind === 'at' && from !== undefined) read(number, { bytes, text, from });
  }
  const opened = new Map<number, Awaited<ReturnType<typeof sourcesWithin>>>();
  for (const [number, place] of where) {
    if (place.kind !== 'within') continue;
    const within = opened.get(place.stream) ?? (await sourcesWithin(context.lookup(PDFRef.of(place.stream))));
    opened.set(place.stream, within);
    const found = within[place.index];
    // Viewers go by the place or by the number: where these are two objects, neither is told.
    read(number, found?.number === number ? found : undefined);
  }
  return sources;
}

/**
 * Reads the file's chain from its last "startxref" to its beginning. Undefined where the chain is broken: viewers then guess at the objects,
 * each in its own way.
 */
export async function readRevision(bytes: Uint8Array): Promise<Revision | undefined> {
  const text = latin1(bytes);
  const shift = Math.max(0, text.slice(0, headerReach).indexOf('%PDF-'));
  const said = /^startxref\s+(\d+)/.exec(text.slice(text.lastIndexOf('startxref')).slice(0, headerLength));
  if (!said) return undefined;
  const context = contextByNumber();
  const where = new Map<number, Whereabouts>();
  const startxref = Number(said[1]);
  const seen = new Set<number>();
  const hybrids: number[] = [];
  let newest: Section | undefined;
  for (let at: number | undefined = startxref; at !== undefined; ) {
    if (seen.has(at) || seen.size > mostSections) return undefined;
    seen.add(at);
    const section: Section | undefined = await readSection(bytes, text, at + shift, shift, context);
    if (!section) return undefined;
    newest ??= section;
    if (section.isHybrid) hybrids.push(at);
    for (const [number, place] of section.entries) if (!where.has(number)) where.set(number, place);
    at = countIn(section.trailer, 'Prev');
    if (at === undefined && section.trailer.has(name('Prev'))) return undefined;
  }
  if (!newest) return undefined;
  const sources = await readObjects({ bytes, text }, where, shift, context);
  return { bytes, where, trailer: newest.trailer, isStream: newest.isStream, startxref, shift, hybrids, context, sources };
}
