import { collect, latin1 } from '../bytes.ts';

/**
 * Streams' filters, decoded only to learn how much comes out: nothing has parsed the file yet. Damaged data gives what came
 * out of it; past `cap` bytes a filter stops, so that its output is at most a little longer.
 */
type Filter = (data: Uint8Array, cap: number) => Promise<Uint8Array> | Uint8Array;

/** What deflated data becomes; `sound` says whether it is whole and undamaged. Past `cap` bytes it stops. In small pieces, what comes before damage is not lost with it. */
export async function inflate(data: Uint8Array, cap: number, piece = data.length): Promise<{ bytes: Uint8Array; sound: boolean }> {
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let at = 0; at < data.length; at += piece) controller.enqueue(data.slice(at, at + piece));
      controller.close();
    },
  });
  const reader = pieces.pipeThrough(new DecompressionStream('deflate')).getReader();
  const out = collect();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: out.whole(), sound: true };
      if (out.add(value) <= cap) continue;
      await reader.cancel();
      return { bytes: out.whole(), sound: false };
    }
  } catch (error) {
    // Node and browsers report broken deflate data as TypeError; anything else is ours.
    if (!(error instanceof TypeError) && !(error instanceof Error && 'code' in error)) throw error;
    return { bytes: out.whole(), sound: false };
  }
}

const lzw = { clear: 256, end: 257, most: 4096 };

function longer(word: Uint8Array, byte: number): Uint8Array {
  const long = new Uint8Array(word.length + 1);
  long.set(word);
  long[word.length] = byte;
  return long;
}

/** `early`: codes grow one code earlier than they need to, as they do unless /EarlyChange says 0. */
function lzwDecode(data: Uint8Array, cap: number, early: 0 | 1): Uint8Array {
  const out = collect();
  let table: Uint8Array[] = [];
  let previous: Uint8Array | undefined;
  let [bits, held, width] = [0, 0, 9];
  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xffffff;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === lzw.end) break;
    if (code === lzw.clear) {
      table = [];
      previous = undefined;
      width = 9;
      continue;
    }
    const known = code < lzw.clear ? Uint8Array.of(code) : table[code - lzw.end - 1];
    const word = known ?? (previous && longer(previous, previous[0] ?? 0));
    if (!word) break;
    if (previous && table.length + lzw.end + 1 < lzw.most) table.push(longer(previous, word[0] ?? 0));
    previous = word;
    const next = table.length + lzw.end + 1 + early;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    if (out.add(word) > cap) break;
  }
  return out.whole();
}

/** The longer of both ways to read it: which one the file means is not known here. */
function expandLzw(data: Uint8Array, cap: number): Uint8Array {
  const [late, early] = [lzwDecode(data, cap, 0), lzwDecode(data, cap, 1)];
  return late.length > early.length ? late : early;
}

function expandRuns(data: Uint8Array, cap: number): Uint8Array {
  const out = collect();
  for (let at = 0; at < data.length; ) {
    const length = data[at] ?? 128;
    if (length === 128) break;
    const piece = length < 128 ? data.subarray(at + 1, at + 2 + length) : new Uint8Array(257 - length).fill(data[at + 1] ?? 0);
    at += length < 128 ? 2 + length : 2;
    if (out.add(piece) > cap) break;
  }
  return out.whole();
}

function decodeHex(data: Uint8Array): Uint8Array {
  const digits =
    latin1(data)
      .split('>')[0]
      ?.replace(/[^\da-f]/gi, '') ?? '';
  return Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2).padEnd(2, '0'), 16));
}

function decodeBase85(data: Uint8Array, cap: number): Uint8Array {
  const out = new Uint8Array(Math.min(cap + 8, data.length * 4));
  let length = 0;
  let [value, digits] = [0, 0];
  const close = (bytes: number) => {
    for (let at = 0; at < bytes; at++) out[length++] = Math.floor(value / 256 ** (3 - at)) & 255;
    [value, digits] = [0, 0];
  };
  for (const byte of data) {
    if (byte === 0x7e || length > cap) break;
    if (byte === 0x7a && digits === 0) length += 4;
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + byte - 0x21;
    digits++;
    if (digits === 5) close(4);
  }
  if (digits > 1) {
    const bytes = digits - 1;
    for (; digits < 5; digits++) value = value * 85 + 84;
    close(bytes);
  }
  return out.subarray(0, length);
}

/** Each filter that changes a stream's length, and the most that one byte can become: deflate's own bound, LZW's longest word, a run, a "z". */
const filters: readonly { names: readonly string[]; factor: number; decode: Filter }[] = [
  { names: ['FlateDecode', 'Fl'], factor: 1032, decode: async (data, cap) => (await inflate(data, cap)).bytes },
  { names: ['LZWDecode', 'LZW'], factor: 3641, decode: expandLzw },
  { names: ['RunLengthDecode', 'RL'], factor: 64, decode: expandRuns },
  { names: ['ASCIIHexDecode', 'AHx'], factor: 0.5, decode: decodeHex },
  { names: ['ASCII85Decode', 'A85'], factor: 4, decode: decodeBase85 },
];

/** The full name of a filter that anybody can undo; undefined for a picture's, and for none. */
export const fullName = (name: string) => filterOf(name)?.names[0];

const filterOf = (name: string) => filters.find(({ names }) => names.includes(name));

/** The most bytes that `length` bytes can become behind these filters. */
export function mostBytes(length: number, chain: readonly string[]): number {
  return chain.reduce((most, name) => most * (filterOf(name)?.factor ?? 1), length);
}

/** What comes out of a chain of filters, up to the first that is a picture's (which has a length of its own, see `images.ts`). */
export async function decode(data: Uint8Array, chain: readonly string[], cap: number): Promise<Uint8Array> {
  let decoded = data;
  for (const name of chain) {
    const filter = filterOf(name);
    if (!filter || decoded.length > cap) break;
    decoded = await filter.decode(decoded, cap);
  }
  return decoded;
}
