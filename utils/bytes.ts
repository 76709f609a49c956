/** Bytes, and texts of one character a byte: a file's own structure is read and written as such. */

export const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

export const fromLatin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The pieces after each other. An array and not arguments: a hundred thousand pieces would be more of them than a call takes. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Pieces that become one. `add` says how long they are together. */
export function collect(): { add: (piece: Uint8Array) => number; whole: () => Uint8Array } {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    add(piece) {
      pieces.push(piece);
      length += piece.length;
      return length;
    },
    whole: () => joinBytes(pieces),
  };
}
