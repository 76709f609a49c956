import { attributes, contentTypes, digests, type Digest } from './algorithms.ts';
import { joinBytes } from '../bytes.ts';
import { expect, parts, readOctets, readOid, readTime, setOf, tags, toDer, unwrap, type Bytes, type Item } from './der.ts';
import { Malformed, readable } from './malformed.ts';
import { readCertificate, type Certificate } from './read-certificate.ts';

/** The values of each attribute by its object identifier; an attribute that stands twice has the values of both. */
type Attributes = ReadonlyMap<string, readonly Item[]>;

export type SignerInfo = {
  /** How the signer's certificate is named: by issuer and serial number, or by its key's identifier. */
  named: { issuer: Bytes; serial: Bytes } | { keyIdentifier: Bytes };
  /** Undefined where it is one that no browser computes. */
  digest: Digest | undefined;
  digestOid: string;
  /** The encodings of the signed attributes that the signature can be over, the likeliest first; none where nothing but the content is signed. */
  signedEncodings: readonly Bytes[];
  /** What the signed attributes say; undefined where there are none, or where CMS does not allow them as they are. */
  stated: Stated | undefined;
  /** A time-stamp token over the signature. */
  stamp: Item | undefined;
  algorithm: Item;
  signature: Bytes;
};

/** `certificates`: the digests of the signer's certificate, each as its attribute names it. `signingTime`: ISO. */
type Stated = { contentType: string; digest: Bytes; certificates: readonly CertificateDigest[]; signingTime: string | undefined };
type CertificateDigest = { digest: Digest | undefined; value: Bytes };

/** SignedData (RFC 5652, 5.1). `content` is undefined where the signature is detached. Certificates that cannot be read are left out. */
export type SignedData = { contentType: string; content: Bytes | undefined; certificates: readonly Certificate[]; signers: readonly SignerInfo[] };

/** Throws Malformed. */
export function readSignedData(contentInfo: Item): SignedData {
  const [type, wrapped] = parts(contentInfo);
  if (readOid(type) !== contentTypes.signedData) throw new Malformed('no signed data');
  const fields = parts(unwrap(wrapped, 0));
  const [contentType, content] = parts(fields[2]);
  const certificates = fields.slice(3).find(({ tag }) => tag === tags.context(0));
  return {
    contentType: readOid(contentType),
    content: content && readContent(unwrap(content, 0)),
    certificates: (certificates?.children ?? []).flatMap((item) => (item.tag === tags.sequence ? (readable(() => readCertificate(item.raw)) ?? []) : [])),
    signers: readSigners(fields.at(-1)),
  };
}

/** An OCTET STRING as CMS has it; PKCS #7 before it allowed any value. */
const readContent = (item: Item): Bytes => (item.tag === tags.octetString ? readOctets(item) : item.content);

/** Each costs a digest of the whole content. */
const mostSigners = 8;

function readSigners(item: Item | undefined): SignerInfo[] {
  const signers = parts(item, tags.set);
  if (signers.length > mostSigners) throw new Malformed('too many signers');
  return signers.map(readSigner);
}

function readSigner(item: Item): SignerInfo {
  const [, named, digest, ...rest] = parts(item);
  const signed = rest[0]?.tag === tags.context(0) ? rest.shift() : undefined;
  const [algorithm, signature, unsigned] = rest;
  const digestOid = readOid(parts(digest)[0]);
  return {
    named: readNamed(named),
    digest: digests[digestOid],
    digestOid,
    signedEncodings: signed ? encodingsOf(signed) : [],
    stated: readable(() => signed && readStated(readAttributes(signed))),
    stamp: readable(() => unsigned && readAttributes(unsigned).get(attributes.signatureTimeStamp)?.[0]),
    algorithm: expect(algorithm, tags.sequence),
    signature: readOctets(signature),
  };
}

function readNamed(item: Item | undefined): SignerInfo['named'] {
  if (item?.tag === tags.context(0)) return { keyIdentifier: item.content };
  const [issuer, serial] = parts(item);
  return { issuer: expect(issuer, tags.sequence).raw, serial: expect(serial, tags.integer).raw };
}

const setTag = 0x31;

/**
 * RFC 5652, 5.4: signed is the DER of the SET, which the message carries under [0]. First as it stands with the SET's own tag; some signers do not
 * write the message's copy in DER though they sign the DER, so that second.
 */
function encodingsOf(signed: Item): Bytes[] {
  const standing = joinBytes([Uint8Array.of(setTag), signed.raw.subarray(1)]);
  return [standing, setOf(signed.children.map(toDer))];
}

/** RFC 5652, 5.3 and 11: exactly one content-type and one message-digest. */
function readStated(read: Attributes): Stated {
  const only = (attribute: string): Item => {
    const [value, ...more] = read.get(attribute) ?? [];
    if (!value || more.length > 0) throw new Malformed('an attribute that is missing, or there twice');
    return value;
  };
  const time = read.get(attributes.signingTime)?.[0];
  return {
    contentType: readOid(only(attributes.contentType)),
    digest: readOctets(only(attributes.messageDigest)),
    certificates: [
      ...(read.get(attributes.signingCertificateV2) ?? []).map((value) => readCertificateDigest(value, 'SHA-256')),
      ...(read.get(attributes.signingCertificate) ?? []).map((value) => readCertificateDigest(value, 'SHA-1')),
    ],
    signingTime: time && readTime(time),
  };
}

/** signing-certificate (RFC 2634) and its version 2 (RFC 5035). The first certificate named is the signer's; others are its issuers. */
function readCertificateDigest(value: Item, standard: Digest): CertificateDigest {
  const [first] = parts(parts(value)[0]);
  const fields = parts(first);
  const digest = fields[0]?.tag === tags.sequence ? digests[readOid(parts(fields[0])[0])] : standard;
  return { digest, value: readOctets(fields.find(({ tag }) => tag === tags.octetString)) };
}

function readAttributes(item: Item): Attributes {
  const read = new Map<string, Item[]>();
  for (const attribute of item.children) {
    const [type, values] = parts(attribute);
    const key = readOid(type);
    read.set(key, [...(read.get(key) ?? []), ...parts(values, tags.set)]);
  }
  return read;
}
