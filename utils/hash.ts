/**
 * FNV-1a of a text's UTF-8, 32 bits. It tells texts apart and hides nothing. `start`: another one gives another hash of the same text. What it
 * gives is stored (as ids, as names of entries in a calendar), and so must stay what it is.
 */
export function hashOf(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Two hashes after each other, as 16 hex digits: by chance no two of ten thousand texts have the same. `second`: where the second one starts. */
export function longHashOf(text: string, second: number): string {
  return [hashOf(text), hashOf(text, second)].map((hash) => hash.toString(16).padStart(8, '0')).join('');
}
