/** How many pixels a coded picture says that it has, read from its own header: decoders make room by that, whatever the file's dictionary says. */

const word = (data: Uint8Array, at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
const long = (data: Uint8Array, at: number) => word(data, at) * 0x10000 + word(data, at + 2);

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isBare = (marker: number) => marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd9);

/** From marker to marker, as decoders go: what tables, profiles and thumbnails hold is skipped. The largest frame counts. */
function jpegPixels(data: Uint8Array): number {
  let most = 0;
  for (let at = 0; at + 9 < data.length; ) {
    const marker = data[at + 1] ?? 0;
    if (data[at] !== 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : data[at] === 0xff ? 2 : 1;
      continue;
    }
    if (isFrame(marker)) most = Math.max(most, word(data, at + 5) * word(data, at + 7));
    at += 2 + word(data, at + 2);
  }
  return most;
}

/** The codestream's SIZ marker: the reference grid, less its offset. */
function jpeg2000Pixels(data: Uint8Array): number {
  for (let at = 0; at + 24 < data.length; at++) {
    if (data[at] !== 0xff || data[at + 1] !== 0x4f || data[at + 2] !== 0xff || data[at + 3] !== 0x51) continue;
    return (long(data, at + 8) - long(data, at + 16)) * (long(data, at + 12) - long(data, at + 20));
  }
  return 0;
}

const pageInformation = 48;

/** Any segment header of a page's information: its type, no references, its page, its length of 19, then width and height. A height of all ones is "not known yet". */
function jbig2Pixels(data: Uint8Array): number {
  let most = 0;
  for (let at = 4; at + 15 < data.length; at++) {
    if (((data[at] ?? 0) & 0x3f) !== pageInformation || data[at + 1] !== 0 || long(data, at + 3) !== 19) continue;
    const high = long(data, at + 11);
    most = Math.max(most, long(data, at + 7) * (high === 0xffffffff ? 1 : high));
  }
  return most;
}

const readers: Readonly<Record<string, (data: Uint8Array) => number>> = {
  DCTDecode: jpegPixels,
  DCT: jpegPixels,
  JPXDecode: jpeg2000Pixels,
  JBIG2Decode: jbig2Pixels,
};

/** Pixels by the codec's own header; 0 where the chain ends in no picture's codec, or the header can't be found. */
export function pixelsOf(data: Uint8Array, chain: readonly string[]): number {
  const codec = chain.find((name) => readers[name]);
  return (codec && readers[codec]?.(data)) || 0;
}
