import { joinBytes } from '../bytes.ts';
import { fromBER, ObjectIdentifier, type BaseBlock } from 'asn1js';
import { guardAsn1 } from './guard-asn1.ts';
import { Malformed } from './malformed.ts';

/** Bytes that WebCrypto takes: never shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** One ASN.1 value. `tag`: the identifier octet without the constructed bit. `raw`: the whole value with tag and length, exactly as it stood. */
export type Item = { tag: number; raw: Bytes; content: Bytes; children: readonly Item[] };

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x10,
  set: 0x11,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  universal: 0x1c,
  /** A context-specific tag, as [0] in the standards. */
  context: (number: number) => 0x80 | number,
};

/** The first value in the bytes. BER is read as well (indefinite lengths, strings in pieces), since P12 and CMS files use it. */
export function readItem(bytes: Uint8Array): Item {
  return readFirst(bytes).item;
}

/** The first value, and how many bytes it takes. */
export function readFirst(bytes: Uint8Array): { item: Item; length: number } {
  const length = guardAsn1(bytes);
  const { result } = parse(bytes.slice(0, length));
  if (result.error !== '') throw new Malformed(result.error);
  return { item: toItem(result), length };
}

function parse(own: Bytes): ReturnType<typeof fromBER> {
  try {
    return fromBER(own, { maxNodes: Number.POSITIVE_INFINITY, parseEmbedded: false, copyInput: false });
  } catch (error) {
    // asn1js reports most faults as a result, but throws some of them: times that are none, identifiers that break off.
    throw new Malformed(String(error));
  }
}

function toItem(block: BaseBlock): Item {
  const { idBlock, lenBlock } = block;
  // tagClass: 1 universal … 4 private.
  const tag = ((idBlock.tagClass - 1) << 6) | idBlock.tagNumber;
  const raw = block.valueBeforeDecodeView as Bytes;
  const header = idBlock.blockLength + lenBlock.blockLength;
  if (!idBlock.isConstructed) return { tag, raw, content: raw.subarray(header), children: [] };
  const inside = 'value' in block.valueBlock && Array.isArray(block.valueBlock.value) ? (block.valueBlock.value as BaseBlock[]) : [];
  const children = inside.map(toItem);
  return {
    tag,
    raw,
    children,
    // Read where it is asked for: it copies, and values stand in values.
    get content() {
      return joinBytes(children.map((child) => (isPiece(tag, child) ? child.content : child.raw)));
    },
  };
}

/** A string in pieces: its content is that of the pieces together. */
const isPiece = (tag: number, child: Item) => child.tag === tags.octetString && (tag === tags.octetString || tag >= 0x80);

export function expect(item: Item | undefined, tag: number): Item {
  if (item?.tag !== tag) throw new Malformed(`tag ${item?.tag ?? 'none'} where ${tag} belongs`);
  return item;
}

/** The children of a SEQUENCE, or of what stands in place of one. */
export const parts = (item: Item | undefined, tag: number = tags.sequence): readonly Item[] => expect(item, tag).children;

/** The value that an explicit context tag wraps. */
export function unwrap(item: Item | undefined, number: number): Item {
  const [inside] = parts(item, tags.context(number));
  if (!inside) throw new Malformed('an empty wrapping');
  return inside;
}

export function readOid(item: Item | undefined): string {
  const { content } = expect(item, tags.oid);
  if (content.length === 0) throw new Malformed('an empty object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** A whole number that counts something; one too large to count with is Infinity. */
export function readCount(item: Item | undefined): number {
  const { content } = expect(item, tags.integer);
  if (content.length === 0 || (content[0] ?? 0) & 0x80) throw new Malformed('a count below zero');
  const digits = withoutLeadingZeros(content);
  return digits.length > 6 ? Number.POSITIVE_INFINITY : digits.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The bytes of a BIT STRING that fills whole bytes. */
export function readBits(item: Item | undefined): Bytes {
  const { content } = expect(item, tags.bitString);
  return content.subarray(1);
}

export const readOctets = (item: Item | undefined): Bytes => expect(item, tags.octetString).content;

export function withoutLeadingZeros(bytes: Bytes): Bytes {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(Math.max(0, first));
}

const shortTime = /^(\d{2})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\.\d+)?(Z|[+-]\d{4})$/;
const longTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\.\d+)?(Z|[+-]\d{4})$/;

/** UTCTime or GeneralizedTime as an ISO date-time. */
export function readTime(item: Item | undefined): string {
  const text = String.fromCharCode(...(item?.content ?? []).slice(0, 40));
  const short = item?.tag === tags.utcTime;
  if (!short && item?.tag !== tags.generalizedTime) throw new Malformed('no time');
  const found = (short ? shortTime : longTime).exec(text);
  if (!found) throw new Malformed(`no time: ${text}`);
  const [, year = '', month, day, hour, minute, second = '00', fraction = '', zone = ''] = found;
  // RFC 5280, 4.1.2.5.1: two digits from 50 are of the twentieth century.
  const whole = short ? (Number(year) < 50 ? `20${year}` : `19${year}`) : year;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const date = new Date(`${whole}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
  if (Number.isNaN(date.getTime())) throw new Malformed(`no time: ${text}`);
  return date.toISOString();
}

/** Byte for byte, the shorter first where one begins with the other: the order of a DER SET OF. */
function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, index) => byte !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at] ?? 0) - (other[at] ?? -1);
}

const constructed = 0x20;

/** The value as DER writes it: definite lengths, strings in one piece, the members of sets in their order. */
export function toDer({ tag, raw, content, children }: Item): Bytes {
  const [identifier = 0] = raw;
  if ((identifier & constructed) === 0 || tag === tags.octetString) return der(identifier & ~constructed, content);
  const members = children.map(toDer);
  return der(identifier, ...(tag === tags.set ? sorted(members) : members));
}

/** A DER value of its identifier octet and its content. */
export function der(identifier: number, ...content: readonly Uint8Array[]): Bytes {
  const inside = joinBytes(content);
  if (inside.length < 0x80) return joinBytes([Uint8Array.of(identifier, inside.length), inside]);
  const size: number[] = [];
  for (let rest = inside.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest & 0xff);
  return joinBytes([Uint8Array.of(identifier, 0x80 | size.length, ...size), inside]);
}

export const sequence = (...content: readonly Uint8Array[]): Bytes => der(tags.sequence | constructed, ...content);
/** The members of a SET OF in the order that DER gives them. */
export const sorted = (members: readonly Uint8Array[]): Uint8Array[] => [...members].sort(compareBytes);
export const setOf = (members: readonly Uint8Array[]): Bytes => der(tags.set | constructed, joinBytes(sorted(members)));
export const context = (number: number, ...content: readonly Uint8Array[]): Bytes => der(tags.context(number) | constructed, ...content);
export const octets = (content: Uint8Array): Bytes => der(tags.octetString, content);
export const nothing: Bytes = Uint8Array.of(tags.null, 0);
export const oid = (dotted: string): Bytes => new Uint8Array(new ObjectIdentifier({ value: dotted }).toBER());

/** A positive INTEGER of its big-endian bytes. */
export function integer(magnitude: Bytes | number): Bytes {
  const digits = typeof magnitude === 'number' ? Uint8Array.of(magnitude) : withoutLeadingZeros(magnitude);
  return der(tags.integer, (digits[0] ?? 0) & 0x80 || digits.length === 0 ? joinBytes([Uint8Array.of(0), digits]) : digits);
}
