import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signer } from '../../utils/certificate/model.ts';
import { mostP12Bytes, openP12 } from '../../utils/certificate/open-p12.ts';
import { makeAuthority, type Authority, type Issued, type IssueOptions, type P12Kind } from './authority.ts';
import {
  certificateBag,
  indefinite,
  macOfNothing,
  macWithRounds,
  macWithUnknownDigest,
  modernMac,
  nestedBag,
  otherBag,
  p12Of,
  plainKey,
  safeOf,
  shroudedKey,
  shroudedWithRounds,
} from './made-p12.ts';

const now = new Date('2026-11-23T12:00:00Z');
let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});
afterAll(() => authority.close());

const codeOf = async (p12: Uint8Array, password = 'geheim') => {
  const opened = await openP12(p12, password, now);
  return opened.ok ? 'opened' : opened.code;
};

async function open(p12: Uint8Array, password = 'geheim') {
  const opened = await openP12(p12, password, now);
  if (!opened.ok) throw new Error(`Not opened: ${opened.code}`);
  return opened.value;
}

/** Whether Node's own crypto finds the key's signature to be the first certificate's. */
async function signs({ key, chain }: Signer): Promise<boolean> {
  const text = new TextEncoder().encode('inhoud');
  const ecdsa = key.algorithm.name === 'ECDSA';
  const signature = await crypto.subtle.sign(ecdsa ? { name: 'ECDSA', hash: 'SHA-256' } : key.algorithm.name, key, text);
  const { publicKey } = new X509Certificate(chain[0] ?? new Uint8Array());
  return verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, new Uint8Array(signature));
}

const parts = ({ keyFile, certFile, chainFiles }: Issued) => ({
  key: authority.derOf(keyFile),
  certificate: authority.derOf(certFile),
  issuers: chainFiles.map(authority.derOf),
});

const encrypted: readonly P12Kind[] = ['modern', 'aes128', 'tripleDes', 'rc2Bits40', 'rc2Bits128', 'legacy', 'noMac'];

describe('every kind of file', () => {
  it.each([...encrypted, 'plain'] as const)('%s opens, whatever the password', async (p12) => {
    for (const password of ['geheim', '', 'Zoë’s sleutel € 😀']) {
      const issued = authority.issue({ p12, password, key: 'p256', depth: 3 });
      const { signer, chainComplete } = await open(issued.p12, password);
      expect(signer.chain.map((der) => new X509Certificate(der).subject.match(/CN=(.*)/)?.[1])).toEqual(['Ann Peeters', 'Tussen p256', 'Wortel p384']);
      expect(chainComplete).toBe(true);
      expect(await signs(signer)).toBe(true);
    }
  });

  it.each(encrypted)('%s with another password is told so', async (p12) => {
    const issued = authority.issue({ p12, key: 'p256' });
    for (const password of ['Geheim', 'geheim ', '', '\0']) expect(await codeOf(issued.p12, password)).toBe('p12Password');
    expect(await codeOf(authority.issue({ p12, key: 'p256', password: '' }).p12, 'geheim')).toBe('p12Password');
  });

  it.each(['rsa2048', 'rsa4096', 'p256', 'p384', 'p521'] as const)('%s: the key signs, and what it is can be read', async (key) => {
    const { signer } = await open(authority.issue({ key, depth: 1 }).p12);
    expect(await signs(signer)).toBe(true);
    expect(signer.facts.key).toBe(key.startsWith('rsa') ? `RSA ${key.slice(3)}` : `ECDSA P-${key.slice(1)}`);
  });

  it.each([
    ['AES-192', ['-keypbe', 'AES-192-CBC', '-certpbe', 'AES-192-CBC']],
    ['3DES under PBES2', ['-keypbe', 'DES-EDE3-CBC', '-certpbe', 'DES-EDE3-CBC']],
    ['two keys of DES', ['-provider', 'legacy', '-provider', 'default', '-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    ['a MAC with SHA-384', ['-macalg', 'sha384']],
    ['a MAC with SHA-512', ['-macalg', 'sha512']],
    ['100 000 rounds', ['-iter', '100000']],
    ['a friendly name', ['-name', 'Sleutel van Zoë']],
  ])('%s', async (_, more) => {
    expect(await signs((await open(authority.issue({ key: 'p256', more }).p12)).signer)).toBe(true);
  });

  it('the MAC of RFC 9579', async () => {
    const { key, certificate } = parts(authority.issue({ key: 'p256', depth: 1 }));
    const p12 = p12Of([safeOf(plainKey(key), certificateBag(certificate))], modernMac('geheim'));
    expect(await codeOf(p12)).toBe('opened');
    expect(await codeOf(p12, 'ander')).toBe('p12Password');
  });

  it('an empty password that is no bytes at all', async () => {
    const { key, certificate } = parts(authority.issue({ key: 'p256', depth: 1 }));
    const p12 = p12Of([safeOf(plainKey(key), certificateBag(certificate))], macOfNothing);
    expect(await codeOf(p12, '')).toBe('opened');
    expect(await codeOf(p12, 'geheim')).toBe('p12Password');
  });

  it('a password as OpenSSL 1.0 spelled it, and one with accents composed otherwise', async () => {
    const bytewise = Buffer.from('Zoë', 'utf8').toString('latin1');
    expect(await codeOf(authority.issue({ key: 'p256', p12: 'tripleDes', password: bytewise }).p12, 'Zoë')).toBe('opened');
    expect(await codeOf(authority.issue({ key: 'p256', password: 'Zo\u00eb' }).p12, 'Zoe\u0308')).toBe('opened');
  });

  it('indefinite lengths and strings in pieces', async () => {
    const { p12 } = authority.issue({ key: 'rsa2048', depth: 3 });
    expect(await codeOf(indefinite(p12))).toBe('opened');
    expect(await codeOf(indefinite(p12, 1))).toBe('opened');
    expect(await codeOf(indefinite(p12), 'ander')).toBe('p12Password');
  });
});

describe('the signer', () => {
  it('crosses postMessage, and its key cannot be read', async () => {
    const { signer } = await open(authority.issue({ key: 'p384', depth: 2 }).p12);
    const arrived = structuredClone(signer);
    expect(await signs(arrived)).toBe(true);
    expect(arrived.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', arrived.key)).rejects.toThrow();
    // Nothing but the certificate goes along in its buffer.
    expect(arrived.chain.map((der) => der.buffer.byteLength)).toEqual(arrived.chain.map((der) => der.length));
  });

  it('says what the certificate says', async () => {
    const issued = authority.issue({ name: 'Zoë, de "directeur"', depth: 2 });
    const { facts } = (await open(issued.p12)).signer;
    expect(facts).toEqual({
      subject: 'CN=Zoë\\, de \\"directeur\\", O=Intakehulp proef, C=BE',
      issuer: 'CN=Wortel rsa2048, O=Intakehulp proef, C=BE',
      name: 'Zoë, de "directeur"',
      serial: new X509Certificate(authority.derOf(issued.certFile)).serialNumber.toLowerCase(),
      from: '2020-01-01T00:00:00.000Z',
      to: '2049-12-31T23:59:59.000Z',
      key: 'RSA 2048',
      selfSigned: false,
    });
  });

  it('leaves out of a name what would make it look like another', async () => {
    const { facts } = (await open(authority.issue({ name: 'Ann\u202e sreteeP\u200b' }).p12)).signer;
    expect(facts.name).toBe('Ann sreteeP');
  });

  it('has a complete chain only up to a certificate that signed itself', async () => {
    const complete = async (options: IssueOptions) => {
      const { signer, chainComplete } = await open(authority.issue({ key: 'p256', ...options }).p12);
      return [signer.chain.length, chainComplete];
    };
    expect(await complete({ depth: 1 })).toEqual([1, true]);
    expect(await complete({ depth: 2 })).toEqual([2, true]);
    expect(await complete({ depth: 3 })).toEqual([3, true]);
    expect(await complete({ depth: 3, include: 'withoutRoot' })).toEqual([2, false]);
    expect(await complete({ depth: 3, include: 'alone' })).toEqual([1, false]);
  });

  it('takes no issuer by its name alone', async () => {
    const other = makeAuthority();
    const { key, certificate, issuers } = parts(authority.issue({ key: 'p256', depth: 2 }));
    const namesake = other.derOf(other.issue({ key: 'p256', depth: 2 }).caFile);
    other.close();
    const bags = [plainKey(key), certificateBag(namesake), certificateBag(certificate)];
    expect((await open(p12Of([safeOf(...bags)]))).chainComplete).toBe(false);
    const { signer, chainComplete } = await open(p12Of([safeOf(...bags, ...issuers.map(certificateBag))]));
    expect([signer.chain.length, chainComplete]).toEqual([2, true]);
  });

  it('finds its way in certificates of any order, in nested bags, and past what it does not know', async () => {
    const { key, certificate, issuers } = parts(authority.issue({ key: 'p256', depth: 3 }));
    const [between = key, root = key] = issuers;
    const p12 = p12Of([safeOf(certificateBag(root), otherBag()), safeOf(nestedBag(certificateBag(between), plainKey(key)), certificateBag(certificate))]);
    const { signer, chainComplete } = await open(p12);
    expect([signer.chain.map((der) => Buffer.from(der)), chainComplete]).toEqual([[certificate, between, root].map((der) => Buffer.from(der)), true]);
  });

  it('of several keys is the one with a certificate, that holds, and that is for documents', async () => {
    const login = parts(authority.issue({ key: 'p256', keyNumber: 2, depth: 1, name: 'Aanmelden', usage: 'digitalSignature' }));
    const expired = parts(authority.issue({ key: 'p256', keyNumber: 3, depth: 1, name: 'Verlopen', validity: 'expired' }));
    const documents = parts(authority.issue({ key: 'p256', keyNumber: 4, depth: 1, name: 'Documenten', usage: 'nonRepudiation' }));
    const bags = [login, expired, documents].flatMap(({ key, certificate }) => [plainKey(key), certificateBag(certificate)]);
    const named = async (...held: Uint8Array[]) => (await open(p12Of([safeOf(...held)]))).signer.facts.name;
    expect(await named(...bags)).toBe('Documenten');
    expect(await named(...bags.slice(0, 4))).toBe('Aanmelden');
    expect(await named(plainKey(documents.key), ...bags.slice(0, 4))).toBe('Aanmelden');
    expect(await named(plainKey(authority.derOf(authority.keyFile('ed25519'))), ...bags)).toBe('Documenten');
  });

  it('of a renewed certificate for one key takes the one that holds', async () => {
    const old = parts(authority.issue({ key: 'p256', depth: 1, name: 'Oud', validity: 'expired' }));
    const renewed = parts(authority.issue({ key: 'p256', depth: 1, name: 'Nieuw' }));
    const p12 = p12Of([safeOf(plainKey(old.key), certificateBag(old.certificate), certificateBag(renewed.certificate))]);
    expect((await open(p12)).signer.facts.name).toBe('Nieuw');
  });
});

describe('what cannot sign is told', () => {
  it.each([
    ['expired', { validity: 'expired' }, 'certificateExpired', ['01/01/2021']],
    ['not yet valid', { validity: 'future' }, 'certificateNotYet', ['01/01/2045']],
    ['for encryption only', { usage: 'critical,keyEncipherment' }, 'certificateNoSigning', []],
    ['for issuing certificates only', { isCa: true, usage: 'critical,keyCertSign,cRLSign' }, 'certificateNoSigning', []],
  ] as const)('%s', async (_, options, code, values) => {
    expect(await openP12(authority.issue({ key: 'p256', ...options }).p12, 'geheim', now)).toEqual({ ok: false, code, values });
  });

  it.each([
    ['no key usage at all', { usage: 'none' }],
    ['nonRepudiation alone', { usage: 'critical,nonRepudiation' }],
    ['digitalSignature alone', { usage: 'digitalSignature' }],
    ['an authority that may sign as well', { isCa: true, usage: 'critical,keyCertSign,digitalSignature' }],
    ['an authority without key usage, as openssl req makes it', { isCa: true, usage: 'none', depth: 1 }],
  ] as const)('but %s can', async (_, options) => {
    expect(await codeOf(authority.issue({ key: 'p256', ...options }).p12)).toBe('opened');
  });

  it.each(['rsa1024', 'ed25519', 'secp256k1'] as const)('a key of %s', async (key) => {
    expect(await codeOf(authority.issue({ key, depth: 1 }).p12)).toBe('p12KeyUnsupported');
  });

  it('no key, no certificate, another key’s certificate', async () => {
    const { certFile, keyFile } = authority.issue({ key: 'p256', depth: 1 });
    const made = (...args: string[]) => new Uint8Array(authority.openssl('pkcs12', '-export', '-passout', 'pass:geheim', ...args));
    expect(await codeOf(made('-nokeys', '-in', certFile))).toBe('p12NoKey');
    expect(await codeOf(made('-nocerts', '-inkey', keyFile))).toBe('p12NoCertificate');
    const certificate = authority.derOf(certFile);
    for (const [kind, number] of [
      ['p256', 5],
      ['p384', 1],
      ['rsa2048', 1],
    ] as const)
      expect(await codeOf(p12Of([safeOf(plainKey(authority.derOf(authority.keyFile(kind, number))), certificateBag(certificate))]))).toBe('p12NoCertificate');
  });

  it('a key whose number is the certificate’s, and whose other numbers are not', async () => {
    const { key, certificate } = parts(authority.issue({ key: 'rsa2048', depth: 1 }));
    // In the private exponent and in a prime: past the modulus, which takes 256 bytes as the exponent does.
    const changed = key.map((byte, at) => (at === 450 || at === 650 ? byte ^ 1 : byte));
    expect(await codeOf(p12Of([safeOf(plainKey(key), certificateBag(certificate))]))).toBe('opened');
    expect(await codeOf(p12Of([safeOf(plainKey(changed), certificateBag(certificate))]))).toBe('p12NoCertificate');
  });

  it('encrypted in a way that browsers do not have', async () => {
    const legacy = ['-provider', 'legacy', '-provider', 'default'];
    expect(await codeOf(authority.issue({ more: [...legacy, '-keypbe', 'PBE-SHA1-RC4-128'] }).p12)).toBe('p12CipherUnsupported');
    expect(await codeOf(authority.issue({ more: ['-keypbe', 'CAMELLIA-256-CBC'] }).p12)).toBe('p12CipherUnsupported');
    const scrypt = authority.openssl('pkcs8', '-topk8', '-scrypt', '-in', authority.keyFile('p256'), '-outform', 'DER', '-passout', 'pass:geheim');
    expect(await codeOf(p12Of([safeOf(shroudedKey(scrypt))]))).toBe('p12CipherUnsupported');
  });
});

describe('damage and malice', () => {
  it('what is no P12 file', async () => {
    const { certFile } = authority.issue({ key: 'p256', depth: 1 });
    for (const bytes of [new Uint8Array(), new Uint8Array(100), randomBytes(3000), authority.derOf(certFile), authority.derOf(authority.keyFile('p256'))])
      expect(await codeOf(new Uint8Array(bytes))).toBe('p12Damaged');
  });

  it('cut off at any byte', async () => {
    for (const p12 of ['modern', 'legacy', 'plain'] as const) {
      const { p12: whole } = authority.issue({ p12, key: 'p256', depth: 1 });
      for (let length = 0; length < whole.length; length++) expect([length, await codeOf(whole.subarray(0, length))]).toEqual([length, 'p12Damaged']);
    }
  });

  it('a changed byte under the right password is damage, not a wrong password', async () => {
    for (const p12 of ['modern', 'legacy'] as const) {
      const whole = authority.issue({ p12, key: 'p256' }).p12.slice();
      // The MAC stands at the end: its value, 14 bytes of salt and rounds.
      const at = whole.length - 20;
      whole[at] = (whole[at] ?? 0) ^ 1;
      expect(await codeOf(whole)).toBe('p12Damaged');
      expect(await codeOf(whole, 'ander')).toBe('p12Password');
    }
  });

  it('an unknown MAC is passed by: the password shows where it opens', async () => {
    const { key, certificate } = parts(authority.issue({ key: 'p256', depth: 1 }));
    const encryptedKey = authority.openssl('pkcs8', '-topk8', '-in', authority.keyFile('p256'), '-outform', 'DER', '-passout', 'pass:geheim');
    const p12 = p12Of([safeOf(shroudedKey(encryptedKey), certificateBag(certificate))], macWithUnknownDigest);
    expect(await codeOf(p12)).toBe('opened');
    expect(await codeOf(p12, 'ander')).toBe('p12Password');
    expect(await codeOf(p12Of([safeOf(plainKey(key), certificateBag(certificate))], macWithUnknownDigest))).toBe('opened');
  });

  it('too large', async () => {
    expect(await codeOf(new Uint8Array(mostP12Bytes + 1))).toBe('p12TooLarge');
    expect(await codeOf(new Uint8Array(mostP12Bytes))).toBe('p12Damaged');
  });

  it('too many rounds, in one place or over many, are refused before they are made', async () => {
    for (const rounds of [0x7fffffff, 0xffffffff, 50_000_000]) {
      expect(await codeOf(p12Of([safeOf(shroudedKey(shroudedWithRounds(rounds)))]))).toBe('p12TooCostly');
      expect(await codeOf(p12Of([safeOf()], macWithRounds(rounds)))).toBe('p12TooCostly');
    }
    const { key, certificate } = parts(authority.issue({ key: 'p256', depth: 1 }));
    const expensive = shroudedKey(
      authority.openssl('pkcs8', '-topk8', '-in', authority.keyFile('p256'), '-iter', '500000', '-outform', 'DER', '-passout', 'pass:geheim'),
    );
    expect(await codeOf(p12Of([safeOf(plainKey(key), certificateBag(certificate), ...Array.from({ length: 90 }, () => expensive))]))).toBe('p12TooCostly');
  });

  it('bags in bags, and far too many', async () => {
    const { key, certificate } = parts(authority.issue({ key: 'p256', depth: 1 }));
    let nested = nestedBag(plainKey(key), certificateBag(certificate));
    expect(await codeOf(p12Of([safeOf(nested)]))).toBe('opened');
    for (let depth = 0; depth < 8; depth++) nested = nestedBag(nested);
    expect(await codeOf(p12Of([safeOf(nested)]))).toBe('p12Damaged');
    expect(await codeOf(p12Of([safeOf(plainKey(key), ...Array.from({ length: 200 }, () => certificateBag(certificate)))]))).toBe('p12Damaged');
    const safes = Array.from({ length: 150 }, () => safeOf(certificateBag(certificate)));
    expect(await codeOf(p12Of([safeOf(plainKey(key)), ...safes]))).toBe('p12Damaged');
    for (const depth of [30, 100, 200_000]) {
      const deep = new Uint8Array(depth * 2).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80));
      expect(await codeOf(deep)).toBe('p12Damaged');
    }
  });
});
