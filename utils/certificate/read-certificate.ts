import { curves, ecPublicKey, extensions, rsaEncryption, rsaPss } from './algorithms.ts';
import { hexOf, sameBytes } from '../bytes.ts';
import { expect, parts, readBits, readItem, readOctets, readOid, readTime, tags, withoutLeadingZeros } from './der.ts';
import type { Bytes, Item } from './der.ts';
import { Malformed } from './malformed.ts';
import type { CertificateFacts } from './model.ts';

/** SubjectPublicKeyInfo, taken apart. `parameters` is a named curve's object identifier. */
export type PublicKey = { algorithm: string; parameters?: string; bits: Bytes; raw: Bytes };

type Extension = { critical: boolean; value: Bytes };

/** An X.509 certificate (RFC 5280), as far as signing and verifying need it. Names are compared as raw bytes. */
export type Certificate = {
  raw: Bytes;
  /** What the issuer signed. */
  signed: Bytes;
  signatureAlgorithm: Item;
  signature: Bytes;
  /** The INTEGER with tag and length, and the issuer's name, as a CMS signature names a certificate. */
  serial: Bytes;
  issuer: Bytes;
  subject: Bytes;
  publicKey: PublicKey;
  extensions: ReadonlyMap<string, Extension>;
  uses: Uses;
  facts: CertificateFacts;
};

/** What the extensions say that the key is for. */
type Uses = {
  /** digitalSignature or nonRepudiation, where keyUsage is there at all (RFC 5280, 4.2.1.3). */
  sign: boolean;
  /** nonRepudiation: what cannot be denied later. The certificate to prefer where a person has several. */
  documents: boolean;
  /** Certificates. Version 1 says nothing of it: then it may. */
  issue: boolean;
  /** The object identifiers of extendedKeyUsage; undefined where it is not there. */
  purposes: readonly string[] | undefined;
  /** subjectKeyIdentifier. */
  keyIdentifier: Bytes | undefined;
};

/** Throws Malformed. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const whole = readItem(bytes);
  const [signed, signatureAlgorithm, signature] = parts(whole);
  const fields = [...parts(signed)];
  if (fields[0]?.tag === tags.context(0)) fields.shift();
  const [serial, , issuer, validity, subject, key, ...optional] = fields;
  const [from, to] = parts(validity);
  const publicKey = readPublicKey(expect(key, tags.sequence));
  const names = { subject: expect(subject, tags.sequence), issuer: expect(issuer, tags.sequence) };
  const read = readName(names.subject);
  const present = readExtensions(optional.find(({ tag }) => tag === tags.context(3)));
  return {
    raw: whole.raw,
    signed: expect(signed, tags.sequence).raw,
    signatureAlgorithm: expect(signatureAlgorithm, tags.sequence),
    signature: readBits(signature),
    serial: expect(serial, tags.integer).raw,
    issuer: names.issuer.raw,
    subject: names.subject.raw,
    publicKey,
    extensions: present,
    uses: readUses(present),
    facts: {
      subject: printName(read),
      issuer: printName(readName(names.issuer)),
      name: (read.find(({ key: part }) => part === 'CN') ?? read.find(({ key: part }) => part === 'O') ?? read[0])?.value ?? '',
      serial: hexOf(withoutLeadingZeros(expect(serial, tags.integer).content)),
      from: readTime(from),
      to: readTime(to),
      key: nameKey(publicKey),
      selfSigned: sameBytes(names.subject.raw, names.issuer.raw),
    },
  };
}

function readPublicKey(item: Item): PublicKey {
  const [algorithm, bits] = parts(item);
  const [kind, parameters] = parts(algorithm);
  return { algorithm: readOid(kind), parameters: parameters?.tag === tags.oid ? readOid(parameters) : undefined, bits: readBits(bits), raw: item.raw };
}

function nameKey({ algorithm, parameters = '', bits }: PublicKey): string {
  if (algorithm === rsaEncryption || algorithm === rsaPss) return `RSA ${bitLength(rsaModulus(bits))}`;
  if (algorithm === ecPublicKey) return `ECDSA ${curves[parameters] ?? parameters}`;
  return algorithm;
}

/** The modulus of an RSAPublicKey, without leading zeros. */
export function rsaModulus(bits: Bytes): Bytes {
  return withoutLeadingZeros(expect(parts(readItem(bits))[0], tags.integer).content);
}

export const bitLength = (magnitude: Bytes): number => (magnitude.length === 0 ? 0 : magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24);

function readExtensions(item: Item | undefined): ReadonlyMap<string, Extension> {
  if (!item) return new Map();
  return new Map(
    parts(item.children[0]).map((extension) => {
      const fields = parts(extension);
      const critical = fields[1]?.tag === tags.boolean && fields[1].content[0] !== 0;
      return [readOid(fields[0]), { critical, value: readOctets(fields.at(-1)) }] as const;
    }),
  );
}

const digitalSignature = 0b1000_0000;
const nonRepudiation = 0b0100_0000;

function readUses(present: ReadonlyMap<string, Extension>): Uses {
  const extensionOf = (extension: string) => {
    const found = present.get(extension);
    return found && readItem(found.value);
  };
  const keyUsage = extensionOf(extensions.keyUsage);
  const bits = keyUsage ? (readBits(keyUsage)[0] ?? 0) : digitalSignature;
  const constraints = extensionOf(extensions.basicConstraints);
  const [isAuthority] = constraints ? parts(constraints) : [];
  const purposes = extensionOf(extensions.extendedKeyUsage);
  const keyIdentifier = extensionOf(extensions.subjectKeyIdentifier);
  return {
    sign: (bits & (digitalSignature | nonRepudiation)) !== 0,
    documents: (bits & nonRepudiation) !== 0,
    issue: constraints ? isAuthority?.tag === tags.boolean && isAuthority.content[0] !== 0 : present.size === 0,
    purposes: purposes && parts(purposes).map(readOid),
    keyIdentifier: keyIdentifier && readOctets(keyIdentifier),
  };
}

type NamePart = { key: string; value: string };

/** The short names of RFC 4514, and of what stands on Belgian certificates besides. */
const partNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** The most particular part first. */
function readName(name: Item): NamePart[] {
  const read = parts(name).flatMap((set) =>
    parts(set, tags.set).map((pair) => {
      const [type, value] = parts(pair);
      if (!value) throw new Malformed('a name without a value');
      const key = readOid(type);
      return { key: partNames[key] ?? key, value: readText(value) };
    }),
  );
  return read.reverse();
}

const printName = (name: readonly NamePart[]): string => name.map(({ key, value }) => `${key}=${value.replace(/[,+"\\<>;]/g, '\\$&')}`).join(', ');

/** Control and direction marks in a name would let it pretend to be another: they are left out. */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function readText({ tag, content }: Item): string {
  return decode(tag, content.subarray(0, 1024)).replace(misleading, '');
}

function decode(tag: number, content: Bytes): string {
  if (tag === tags.bmp) return new TextDecoder('utf-16be').decode(content);
  if (tag === tags.universal) return String.fromCodePoint(...utf32(content));
  // T61String is read as Latin-1, as everybody does who wrote one.
  return new TextDecoder(tag === tags.utf8 ? 'utf-8' : 'windows-1252').decode(content);
}

function utf32(content: Bytes): number[] {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return Array.from({ length: Math.floor(content.length / 4) }, (_, at) => view.getUint32(at * 4)).map((point) => (point > 0x10ffff ? 0xfffd : point));
}
