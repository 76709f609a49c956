const encoder = new TextEncoder();

/** Cuts a text into parts of at most `first` octets of UTF-8, and `next` each after that one, between characters. */
export function cutByOctets(text: string, first: number, next = first): string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of text) {
    const length = encoder.encode(character).length;
    if (size + length > (parts.length === 0 ? first : next)) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += length;
  }
  return [...parts, part];
}
