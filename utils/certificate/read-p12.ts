import { contentTypes } from './algorithms.ts';
import { expect, parts, readCount, readItem, readOctets, readOid, tags, unwrap, type Bytes, type Item } from './der.ts';
import { Malformed } from './malformed.ts';

/** What stands in a P12 file (RFC 7292) before anything is decrypted. `signed`: what its MAC is over. */
export type P12 = { safes: readonly Safe[]; signed: Bytes; mac: Mac | undefined };

/** Bags together: as they are, or encrypted with the password. */
type Safe = { algorithm: Item | undefined; content: Bytes };

/** `algorithm`: a digest for the old MAC, or PBMAC1. */
export type Mac = { algorithm: Item; value: Bytes; salt: Bytes; iterations: number };

/** `plain` and `shrouded`: a private key (PKCS #8), bare or encrypted with the password. */
export type Bag = { kind: 'plain'; content: Bytes } | { kind: 'shrouded'; algorithm: Item; content: Bytes } | { kind: 'certificate'; content: Bytes };

const mostNesting = 4;

/** Throws Malformed. Undefined where the file is sealed with a public key and not with a password. */
export function readP12(bytes: Uint8Array): P12 | undefined {
  const [version, authSafe, macData] = parts(readItem(bytes));
  if (readCount(version) !== 3) throw new Malformed('not version 3');
  const [type, wrapped] = parts(authSafe);
  if (readOid(type) !== contentTypes.data) return undefined;
  const signed = readOctets(unwrap(wrapped, 0));
  const safes: Safe[] = [];
  for (const contentInfo of parts(readItem(signed))) {
    const safe = readSafe(contentInfo);
    if (!safe) return undefined;
    safes.push(safe);
  }
  return { safes, signed, mac: macData && readMac(macData) };
}

function readSafe(contentInfo: Item): Safe | undefined {
  const [type, wrapped] = parts(contentInfo);
  const kind = readOid(type);
  if (kind === contentTypes.data) return { algorithm: undefined, content: readOctets(unwrap(wrapped, 0)) };
  if (kind !== contentTypes.encryptedData) return undefined;
  const [, encrypted] = parts(unwrap(wrapped, 0));
  const [, algorithm, content] = parts(encrypted);
  return { algorithm: expect(algorithm, tags.sequence), content: expect(content, tags.context(0)).content };
}

function readMac(item: Item): Mac {
  const [digestInfo, salt, iterations] = parts(item);
  const [algorithm, value] = parts(digestInfo);
  return {
    algorithm: expect(algorithm, tags.sequence),
    value: readOctets(value),
    salt: readOctets(salt),
    iterations: iterations ? readCount(iterations) : 1,
  };
}

const bagTypes: Readonly<Record<string, Bag['kind'] | 'nested'>> = {
  '1.2.840.113549.1.12.10.1.1': 'plain',
  '1.2.840.113549.1.12.10.1.2': 'shrouded',
  '1.2.840.113549.1.12.10.1.3': 'certificate',
  '1.2.840.113549.1.12.10.1.6': 'nested',
};
const x509Certificate = '1.2.840.113549.1.9.22.1';

/** The keys and certificates of decrypted SafeContents. Lists of revoked certificates and secrets are passed by. Throws Malformed. */
export function readBags(safeContents: Bytes): Bag[] {
  return readNested(parts(readItem(safeContents)), 0);
}

function readNested(items: readonly Item[], nesting: number): Bag[] {
  if (nesting > mostNesting) throw new Malformed('bags in bags in bags');
  return items.flatMap((item) => {
    const [type, wrapped] = parts(item);
    const kind = bagTypes[readOid(type)];
    if (kind === undefined) return [];
    const value = unwrap(wrapped, 0);
    if (kind === 'nested') return readNested(parts(value), nesting + 1);
    return readBag(kind, value);
  });
}

function readBag(kind: Bag['kind'], value: Item): Bag[] {
  if (kind === 'plain') return [{ kind, content: value.raw }];
  const [first, second] = parts(value);
  if (kind === 'shrouded') return [{ kind, algorithm: expect(first, tags.sequence), content: readOctets(second) }];
  return readOid(first) === x509Certificate ? [{ kind, content: readOctets(unwrap(second, 0)) }] : [];
}
