import { Malformed } from './malformed.ts';

/**
 * What asn1js must not get. It lets a value end after the one that it stands in, and takes half a minute for an object identifier of four megabytes;
 * a certificate file and a signature come from anybody. Nothing here reads what a value means.
 */
const mostDepth = 40;
/** Lists of revoked certificates may stand in a signature: some thousands of entries. 10 µs each. */
const mostValues = 100_000;

/** Bytes that a primitive universal value may take, by its tag; those that are not named are copied as they are, whatever their size. */
const mostBytes: ReadonlyMap<number, number> = new Map([
  ...[1, 5, 10].map((tag) => [tag, 16] as const), // BOOLEAN, NULL, ENUMERATED
  ...[6, 13].map((tag) => [tag, 64] as const), // OBJECT IDENTIFIER
  ...[14, 23, 24, 31, 32, 33, 34].map((tag) => [tag, 40] as const), // times
  ...[2, 12, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 30].map((tag) => [tag, 8192] as const), // INTEGER and the strings of characters
]);

type Head = { tag: number; constructed: boolean; begin: number; end: number };

/** Bytes that the first value takes. Throws Malformed where it is not whole, or is more than any file of the kind has. */
export function guardAsn1(bytes: Uint8Array): number {
  /** Where each value that is open ends; Infinity: at its end mark. */
  const open: number[] = [];
  let at = 0;
  let values = 0;
  do {
    const head = readHead(bytes, at, Math.min(bytes.length, ...open));
    if (head.tag === 0) {
      if (open.pop() !== Number.POSITIVE_INFINITY || head.end !== at + 2) throw new Malformed('an end mark in the wrong place');
      at = head.end;
    } else {
      if (++values > mostValues) throw new Malformed('too many values');
      if (head.constructed) open.push(head.end);
      at = head.constructed ? head.begin : head.end;
    }
    if (open.length > mostDepth) throw new Malformed('too deep');
    while (open.at(-1) === at) open.pop();
  } while (open.length > 0);
  return at;
}

function readHead(bytes: Uint8Array, at: number, limit: number): Head {
  const [identifier, first] = [bytes[at], bytes[at + 1]];
  if (identifier === undefined || first === undefined || at + 2 > limit) throw new Malformed('cut off');
  const tag = identifier & 0xdf;
  const constructed = (identifier & 0x20) !== 0;
  // No format that is read here has tags of several bytes.
  if ((identifier & 0x1f) === 0x1f) throw new Malformed('a long tag');
  if (first === 0x80) {
    if (!constructed) throw new Malformed('a simple value without a length');
    return { tag, constructed, begin: at + 2, end: Number.POSITIVE_INFINITY };
  }
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4) throw new Malformed('a length beyond any file');
  const begin = at + 2 + size;
  const length = size === 0 ? first : bytes.subarray(at + 2, begin).reduce((sum, byte) => sum * 256 + byte, 0);
  if (begin + length > limit) throw new Malformed('cut off');
  if (!constructed && length > (mostBytes.get(tag) ?? Number.POSITIVE_INFINITY)) throw new Malformed('longer than any value of its kind');
  return { tag, constructed, begin, end: begin + length };
}
