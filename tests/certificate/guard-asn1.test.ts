import { describe, expect, it } from 'vitest';
import { der, octets, oid, readItem, sequence } from '../../utils/certificate/der.ts';
import { guardAsn1 } from '../../utils/certificate/guard-asn1.ts';
import { Malformed } from '../../utils/certificate/malformed.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replace(/\s/g, ''), 'hex'));

describe('what asn1js may get', () => {
  it.each([
    ['a value', '02 01 05', 3],
    ['a value with something after it', '02 01 05 ff', 3],
    ['values in a value', '30 06 02 01 05 04 01 00', 8],
    ['an empty one', '30 00', 2],
    ['an indefinite length', '30 80 02 01 05 00 00', 7],
    ['indefinite in indefinite', '30 80 30 80 05 00 00 00 00 00', 10],
    ['indefinite in definite', '30 06 30 80 05 00 00 00', 8],
    ['a length in more bytes than it needs', '04 82 00 01 ff', 5],
    ['a string in pieces', '24 80 04 01 01 04 01 02 00 00', 10],
  ])('%s', (_, hex, length) => {
    expect(guardAsn1(bytes(hex))).toBe(length);
    expect(readItem(bytes(hex)).raw).toHaveLength(length);
  });

  it.each([
    ['nothing', ''],
    ['half a head', '30'],
    ['a value that is cut off', '04 05 00'],
    ['a value past the end of the one that it stands in', '30 03 04 05 01 02 03 04 05'],
    ['an indefinite one past that end', '30 04 30 80 05 00 00 00'],
    ['an end mark where nothing is open', '00 00'],
    ['an end mark in a definite value', '30 02 00 00'],
    ['an end mark with content', '30 80 00 01 05'],
    ['no end mark', '30 80 05 00'],
    ['a simple value of indefinite length', '04 80 00 00'],
    ['a tag of several bytes', 'bf 81 01 00'],
    ['a length of nine bytes', '04 89 00 00 00 00 00 00 00 00 01 ff'],
    ['a length of nearly everything', '04 84 ff ff ff ff 00'],
  ])('not %s', (_, hex) => {
    expect(() => guardAsn1(bytes(hex))).toThrow(Malformed);
  });

  it('not what takes it long: large identifiers and strings, far too many or too deep', () => {
    const large = new Uint8Array(4 * 1024 * 1024).fill(0x31);
    for (const tag of [0x01, 0x02, 0x06, 0x0c, 0x0d, 0x13, 0x14, 0x17, 0x18, 0x1c, 0x1e]) expect(() => readItem(der(tag, large))).toThrow(Malformed);
    expect(readItem(octets(large)).content).toHaveLength(large.length);
    expect(() => readItem(der(0x30, new Uint8Array(8_000_000)))).toThrow(Malformed);
    for (const depth of [50, 5000, 2_000_000])
      expect(() => readItem(new Uint8Array(depth * 2).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80)))).toThrow(Malformed);
  });

  it('a string in a hundred thousand pieces is read', () => {
    const pieces = new Uint8Array(3 * 99_000).map((_, at) => [4, 1, at % 251][at % 3] ?? 0);
    expect(readItem(der(0x24, pieces)).content).toHaveLength(99_000);
  });

  it('what is read is what was written', () => {
    const written = sequence(oid('1.2.840.113549.1.7.2'), octets(new Uint8Array(300)));
    expect(readItem(written).children.map(({ raw }) => raw.length)).toEqual([11, 304]);
    expect(readItem(written).raw).toEqual(written);
  });
});
