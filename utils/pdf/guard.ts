import type { FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/** What a file may cost at most, before anything parses it. A form is far below each. */
export const limits = {
  fileBytes: 20 * 1024 * 1024,
  streamBytes: 32 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  objects: 200_000,
};

/** The most that one compressed byte can become: deflate's and LZW's own bounds, and run lengths'. */
const expansion: readonly (readonly [RegExp, number])[] = [
  [/\/(FlateDecode|Fl)\b/g, 1032],
  [/\/(LZWDecode|LZW)\b/g, 2731],
  [/\/(RunLengthDecode|RL)\b/g, 64],
];

type StreamFacts = { dictionary: string; from: number; to: number };

const longestDictionary = 4096;

/** `bytes` as text of one character a byte, in pieces: an engine may copy it, but each character stays a byte. */
function asLatin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function findStreams(text: string): StreamFacts[] {
  const streams: StreamFacts[] = [];
  const opening = /stream\r?\n/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    if (text.slice(found.index - 3, found.index) === 'end') continue;
    const end = text.indexOf('endstream', opening.lastIndex);
    const head = text.slice(Math.max(0, found.index - longestDictionary), found.index);
    const start = Math.max(head.lastIndexOf(' obj'), 0);
    streams.push({ dictionary: head.slice(start), from: opening.lastIndex, to: end < 0 ? text.length : end });
    if (end < 0) break;
    opening.lastIndex = end + 9;
  }
  return streams;
}

function mostBytes({ dictionary, from, to }: StreamFacts): number {
  let most = to - from;
  for (const [filter, factor] of expansion) most *= factor ** (dictionary.match(filter)?.length ?? 0);
  return most;
}

/** Inflates without keeping anything; stops past `cap`. What is damaged counts for what came out of it. */
async function inflatedLength(bytes: Uint8Array, cap: number): Promise<number> {
  const reader = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let length = 0;
  try {
    while (length <= cap) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.length;
    }
    await reader.cancel();
  } catch (error) {
    // Node and browsers report broken deflate data as TypeError; anything else is ours.
    if (!(error instanceof TypeError) && !(error instanceof Error && 'code' in error)) throw error;
  }
  return length;
}

/** Largest first, streams are measured until what is left can't exceed the caps even at the filters' worst. */
async function staysWithinCaps(bytes: Uint8Array, streams: readonly StreamFacts[]): Promise<boolean> {
  const sorted = streams.map((stream) => ({ stream, most: mostBytes(stream) })).sort((a, b) => b.most - a.most);
  let rest = sorted.reduce((sum, { most }) => sum + most, 0);
  let measured = 0;
  for (const { stream, most } of sorted) {
    if (most <= limits.streamBytes && measured + rest <= limits.totalBytes) return true;
    const filters = stream.dictionary.match(/\/(FlateDecode|Fl|LZWDecode|LZW)\b/g) ?? [];
    // Compressed twice is done by nobody who makes forms; LZW can't be measured here.
    if (filters.length > 1 || (filters[0]?.startsWith('/LZW') && most > limits.streamBytes)) return false;
    const length = filters.length === 1 ? await inflatedLength(bytes.subarray(stream.from, stream.to), limits.streamBytes) : stream.to - stream.from;
    if (length > limits.streamBytes) return false;
    measured += length;
    rest -= most;
    if (measured > limits.totalBytes) return false;
  }
  return true;
}

/** Counts that make a parser loop: objects written out, objects in object streams, entries of cross-reference streams. */
function countsObjects(text: string, streams: readonly StreamFacts[]): number {
  let count = 0;
  for (let at = text.indexOf(' obj'); at >= 0; at = text.indexOf(' obj', at + 4)) count++;
  for (const { dictionary, from, to } of streams) {
    if (/\/Type\s*\/ObjStm/.test(dictionary)) {
      const declared = /\/N\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
      count += declared ? Number(declared) : (to - from) * 100;
    }
    if (/\/Type\s*\/XRef/.test(dictionary)) {
      const index = /\/Index\s*\[([^\]]*)\]/.exec(dictionary)?.[1];
      const entries = index
        ? index
            .trim()
            .split(/\s+/)
            .filter((_, at) => at % 2 === 1)
        : [/\/Size\s+(\d+)/.exec(dictionary)?.[1] ?? '0'];
      count = Math.max(count, ...entries.map(Number).filter(Number.isFinite));
    }
  }
  return count;
}

/** Refuses what is no PDF, and what would cost more than a form may: by its bytes alone, nothing is parsed. */
export async function guard(bytes: Uint8Array): Promise<Result<true, FormFailure>> {
  if (bytes.length === 0) return failure('fileEmpty');
  if (bytes.length > limits.fileBytes) return failure('fileTooLarge', String(Math.ceil(bytes.length / 1024 / 1024)), String(limits.fileBytes / 1024 / 1024));
  if (!asLatin1(bytes.subarray(0, 1024)).includes('%PDF-')) return failure('notPdf');
  const text = asLatin1(bytes);
  const streams = findStreams(text);
  if (countsObjects(text, streams) > limits.objects) return failure('fileBomb');
  return (await staysWithinCaps(bytes, streams)) ? success(true) : failure('fileBomb');
}
