import type { FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { EncryptedStream } from './encrypted.ts';
import { latin1 } from '../bytes.ts';
import { unescapeNames } from './names.ts';
import { costOf } from './cost.ts';
import { decrypt } from './encrypted.ts';
import { decode, mostBytes } from './filters.ts';
import { pixelsOf } from './images.ts';

/** What a file may cost at most, before anything parses it. A form is far below each. */
export const limits = {
  fileBytes: 20 * 1024 * 1024,
  streamBytes: 32 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  objects: 200_000,
  streams: 20_000,
  /** Of one number in a cross-reference stream. */
  entryBytes: 8,
  /** Of one picture: a page of A3 at 600 dots an inch has 70 million. */
  pixels: 80_000_000,
  /** Samples of one row of a picture: decoders make room for a row at a time. */
  rowSamples: 1_000_000,
  /** Brackets within brackets: parsers call themselves for each. */
  depth: 500,
  /**
   * Operators and letters of the whole file (see `cost.ts`): a microsecond or more each to pdf.js. A dense page has 15 000, a page
   * that is one fine drawing 75 000, and no more than forty pages are read.
   */
  painting: 1_000_000,
};

/** `gap`: all that stands between the stream before and this one's data, its dictionary among it; names without escapes. */
type StreamFacts = { gap: string; from: number; to: number };

const numbersAfter = (gap: string, key: string) => [...gap.matchAll(new RegExp(`/${key}\\s+(\\d+)`, 'g'))].map(([, digits]) => Number(digits));
/** Not by spreading them: a hostile file has more than a call may have arguments. */
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

/** Where each object's body begins, by "number generation"; objects that were written anew begin at several places. */
function findObjects(text: string): Map<string, number[]> {
  const objects = new Map<string, number[]>();
  for (const found of text.matchAll(/(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}obj\b/g)) {
    const key = `${Number(found[1])} ${Number(found[2])}`;
    const begins = objects.get(key) ?? [];
    begins.push(found.index + found[0].length);
    objects.set(key, begins);
  }
  return objects;
}

type FileText = { text: string; objects: ReadonlyMap<string, readonly number[]> };

/** No form is saved more often than this without being written whole. */
const revisions = 16;

/** The beginning of what a reference may lead to. */
function referredTo({ text, objects }: FileText, number: string, generation: string): string[] {
  const begins = objects.get(`${Number(number)} ${Number(generation)}`) ?? [];
  return begins.slice(-revisions).map((at) => text.slice(at, at + 400).split('endobj')[0] ?? '');
}

/** The longest length that the dictionary may mean; undefined where it can't be known. */
function declaredLength(gap: string, file: FileText): number | undefined {
  const said = [...gap.matchAll(/\/Length\s+(\d+)(?:\s+(\d+)\s+R)?/g)].at(-1);
  if (!said?.[1]) return undefined;
  if (said[2] === undefined) return Number(said[1]);
  const held = referredTo(file, said[1], said[2]).map((body) => Number.parseInt(body, 10));
  return held.length > 0 && held.every(Number.isFinite) ? largest(held) : undefined;
}

/**
 * Readers end a stream at the length that its dictionary says, or at "endstream": the later of both counts. Where the length
 * can't be known the data may go on to the file's end; what decodes it stops where its own end is.
 */
function findStreams(file: FileText): StreamFacts[] {
  const { text } = file;
  const streams: StreamFacts[] = [];
  const opening = /(?<!end)stream(?:[ ]*\r?\n|\r)?/g;
  let gapFrom = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const gap = unescapeNames(text.slice(gapFrom, found.index));
    const from = opening.lastIndex;
    const end = text.indexOf('endstream', from);
    const length = declaredLength(gap, file);
    streams.push({ gap, from, to: length === undefined || end < 0 ? text.length : Math.min(Math.max(end, from + length), text.length) });
    if (end < 0 || streams.length > limits.streams) break;
    opening.lastIndex = end + 'endstream'.length;
    gapFrom = opening.lastIndex;
  }
  return streams;
}

const namesIn = (text: string) => [...text.matchAll(/\/([^\s/[\]<>()%]+)/g)].flatMap(([, name]) => name ?? []);

/** Every chain of filters that the stream may have: a file that names several may mean any. Undefined: one that can't be known. */
function chainsOf(gap: string, file: FileText): string[][] | undefined {
  const chains: string[][] = [];
  for (const [, said = ''] of gap.matchAll(/\/Filter(?!\w)\s*(\[[^\]]*\]|\/[^\s/[\]<>()%]+|\d+\s+\d+\s+R)/g)) {
    const [, number, generation] = /^(\d+)\s+(\d+)\s+R$/.exec(said) ?? [];
    if (number === undefined || generation === undefined) {
      chains.push(namesIn(said));
      continue;
    }
    const held = referredTo(file, number, generation);
    if (held.length === 0) return undefined;
    for (const body of held) chains.push(namesIn(unescapeNames(body)));
  }
  return chains.length > 0 ? chains : [[]];
}

/** Two bytes that begin deflated data, whatever the dictionary says. */
function looksDeflated(data: Uint8Array): boolean {
  const [first = 0, second = 0] = data;
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0;
}

type Measured = { stream: StreamFacts; chains: readonly string[][]; most: number };

/** What an object's dictionary says, without the objects that stand before it in the gap. */
const ownEntries = (gap: string) => gap.slice(gap.lastIndexOf('obj'));

/** A picture's samples and a file's text are no operators, whatever they look like. A content that calls itself one of these is left to the engine's time limit. */
const isNoContent = ({ gap }: StreamFacts) => /\/(Subtype\s*\/Image|Type\s*\/(EmbeddedFile|Metadata))\b/.test(ownEntries(gap));

/** Largest first, streams are decoded until what is left can't exceed the caps even at the filters' worst: every byte of it an operator. */
async function staysWithinCaps(streams: readonly Measured[], dataOf: DataReader): Promise<boolean> {
  const sorted = [...streams].sort((a, b) => b.most - a.most);
  let rest = sorted.reduce((sum, { most }) => sum + most, 0);
  let total = 0;
  let painting = 0;
  for (const { stream, chains, most } of sorted) {
    if (most <= limits.streamBytes && total + rest <= limits.totalBytes && painting + rest <= limits.painting) return true;
    let length = 0;
    let cost = 0;
    for (const data of await dataOf(stream)) {
      const isKnown = chains.some((chain) => chain.join() === 'FlateDecode');
      const tried = looksDeflated(data) && !isKnown ? [...chains, ['FlateDecode']] : chains;
      for (const chain of tried) {
        const decoded = await decode(data, chain, limits.streamBytes);
        length = Math.max(length, decoded.length);
        if (!isNoContent(stream)) cost = Math.max(cost, costOf(decoded, limits.painting));
      }
    }
    total += length;
    painting += cost;
    rest -= most;
    if (length > limits.streamBytes || total > limits.totalBytes || painting > limits.painting) return false;
  }
  return true;
}

const pictureCodec = /\/(DCTDecode|DCT|JPXDecode|JBIG2Decode)\b/;

async function picturesFit(streams: readonly Measured[], dataOf: DataReader): Promise<boolean> {
  for (const { stream, chains } of streams) {
    if (!pictureCodec.test(stream.gap) && !chains.flat().some((name) => pictureCodec.test(`/${name}`))) continue;
    for (const data of await dataOf(stream))
      for (const chain of chains) if (pixelsOf(await decode(data, chain, limits.streamBytes), chain) > limits.pixels) return false;
  }
  return true;
}

/** Pictures by their dictionaries, and rows by their filters' parameters. */
function roomAsked({ gap }: StreamFacts): { pixels: number; row: number } {
  return {
    pixels: largest(numbersAfter(gap, 'Width')) * largest(numbersAfter(gap, 'Height')),
    row: largest(numbersAfter(gap, 'Columns')) * Math.max(1, largest(numbersAfter(gap, 'Colors'))),
  };
}

function countWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) if (text[at - 1] !== 'd') count++;
  return count;
}

/** The bytes of a cross-reference stream's widest number. A font's /W, in an object before it, is something else. */
function widestEntry(gap: string): number {
  const own = ownEntries(gap);
  if (!/\/XRef\b|\/Type\s+\d/.test(own)) return 0;
  return largest([...own.matchAll(/\/W\s*\[([^\]]*)\]/g)].flatMap(([, widths = '']) => (widths.match(/\d+/g) ?? []).map(Number)));
}

/** Counts that make a parser loop: objects written out, objects in object streams, entries of cross-reference streams. */
function countObjects(written: number, streams: readonly StreamFacts[]): number {
  let count = written;
  for (const { gap, from, to } of streams) {
    if (/\/ObjStm/.test(gap)) {
      const declared = /\/N\s+(\d+)(?!\s+\d+\s+R)/.exec(gap)?.[1];
      count += declared ? Number(declared) : (to - from) * 100;
    }
    // Whether it is a cross-reference stream may stand elsewhere; a count like this stands in no other.
    const sections = [...gap.matchAll(/\/Index\s*\[([^\]]*)\]/g)].flatMap(([, index = '']) => index.trim().split(/\s+/));
    count = Math.max(count, largest(numbersAfter(gap, 'Size')), largest(sections.map(Number).filter(Number.isFinite)));
    if (/\/(Index|Size)\s+\d+\s+\d+\s+R/.test(gap) || widestEntry(gap) > limits.entryBytes) count = Number.POSITIVE_INFINITY;
  }
  return count;
}

/** How deep arrays and dictionaries stand in each other, streams' data left out. Brackets in strings count too: they are few. */
function depthOf(text: string, streams: readonly StreamFacts[]): number {
  let deepest = 0;
  const measure = (part: string) => {
    let depth = 0;
    for (const [bracket] of part.matchAll(/<<|>>|\[|\]|\bobj\b/g)) {
      depth = bracket === 'obj' ? 0 : bracket === '<<' || bracket === '[' ? depth + 1 : Math.max(0, depth - 1);
      if (depth > deepest) deepest = depth;
    }
  };
  for (const { gap } of streams) measure(gap);
  measure(text.slice(text.lastIndexOf('endstream') + 1));
  return deepest;
}

type DataReader = (stream: StreamFacts) => Promise<readonly Uint8Array[]>;

/** A stream's data as it is written, and of an encrypted file also as it is meant. Nothing is decrypted before the first is asked. */
function dataReader(bytes: Uint8Array, text: string, streams: readonly StreamFacts[]): DataReader {
  const written = ({ from, to }: StreamFacts) => bytes.subarray(from, to);
  if (!text.includes('/Encrypt')) return async (stream) => [written(stream)];
  const objects = new Map<StreamFacts, EncryptedStream>();
  for (const stream of streams) {
    const header = [...stream.gap.matchAll(/(\d+)\s+(\d+)\s+obj\b/g)].at(-1);
    if (header) objects.set(stream, { number: Number(header[1]), generation: Number(header[2]), data: written(stream) });
  }
  let plain: ReturnType<typeof decrypt> | undefined;
  return async (stream) => {
    plain ??= decrypt(text, [...objects.values()]);
    const object = objects.get(stream);
    const meant = object && (await plain).get(object);
    return meant ? [written(stream), meant] : [written(stream)];
  };
}

/** Refuses what is no PDF, and what would cost more than a form may: by its bytes alone, nothing of the file's own structure is trusted. */
export async function guard(bytes: Uint8Array): Promise<Result<true, FormFailure>> {
  if (bytes.length === 0) return failure('fileEmpty');
  if (bytes.length > limits.fileBytes) return failure('fileTooLarge', String(Math.ceil(bytes.length / 1024 / 1024)), String(limits.fileBytes / 1024 / 1024));
  if (!latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return failure('notPdf');
  const text = latin1(bytes);
  const written = countWritten(text);
  if (written > limits.objects) return failure('fileBomb');
  const file: FileText = { text, objects: findObjects(text) };
  const streams = findStreams(file);
  if (streams.length > limits.streams || countObjects(written, streams) > limits.objects || depthOf(text, streams) > limits.depth) return failure('fileBomb');

  const measured: Measured[] = [];
  for (const stream of streams) {
    const chains = chainsOf(stream.gap, file);
    const asked = roomAsked(stream);
    if (!chains || asked.pixels > limits.pixels || asked.row > limits.rowSamples) return failure('fileBomb');
    const length = stream.to - stream.from;
    measured.push({ stream, chains, most: largest([...chains, ['FlateDecode']].map((chain) => mostBytes(length, chain))) });
  }
  const dataOf = dataReader(bytes, text, streams);
  return (await staysWithinCaps(measured, dataOf)) && (await picturesFit(measured, dataOf)) ? success(true) : failure('fileBomb');
}
