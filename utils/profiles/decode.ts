/** The marks that a text may begin with, and the encoding each stands for. */
const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** What 0x80–0x9f stand for in windows-1252; the five that stand for nothing stay what they are. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not by TextDecoder: Node's reads these bytes as Latin-1 in several versions. */
function windows1252(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes).replace(/[\u0080-\u009f]/g, (character) => upper[character.charCodeAt(0) - 0x80] ?? character);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // The one way to ask whether bytes are UTF-8.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The text of a file: by its mark, or UTF-8 where it is valid, or else windows-1252, which is then a guess. */
export function decode(bytes: Uint8Array): { text: string; guessed: boolean } {
  const mark = marks.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  const written = bytes.subarray(mark?.bytes.length ?? 0);
  if (mark && mark.encoding !== 'utf-8') return { text: new TextDecoder(mark.encoding, { ignoreBOM: true }).decode(written), guessed: false };
  const text = utf8(written);
  return text === undefined ? { text: windows1252(written), guessed: true } : { text, guessed: false };
}
