import { SignedData, Certificate as PkiCertificate, ContentInfo } from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readItem, type Item } from '../../utils/certificate/der.ts';
import type { Signer } from '../../utils/certificate/model.ts';
import { openP12 } from '../../utils/certificate/open-p12.ts';
import { roomFor, signDetached } from '../../utils/certificate/sign-cms.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import { makeAuthority, type Authority, type Issued, type IssueOptions, type KeyKind } from './authority.ts';

const now = new Date('2026-11-23T12:00:00Z');
const content = new TextEncoder().encode('De inhoud van een pdf, op de handtekening na.\r\n\n\0');
let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});
afterAll(() => authority.close());

async function signerOf(options: IssueOptions): Promise<{ signer: Signer; issued: Issued }> {
  const issued = authority.issue(options);
  const opened = await openP12(issued.p12, issued.password, now);
  if (!opened.ok) throw new Error(opened.code);
  return { signer: opened.value.signer, issued };
}

async function sign(signer: Signer, text: Uint8Array = content): Promise<Uint8Array<ArrayBuffer>> {
  const signed = await signDetached(signer, text, undefined, now);
  if (!signed.ok) throw new Error(signed.code);
  return signed.value.slice();
}

async function isIntact(cms: Uint8Array, text: Uint8Array = content): Promise<boolean> {
  const verified = await verifyDetached(cms, text);
  return verified.ok && verified.value.intact;
}

/** A field of SignerInfo as it stands in the message: 3 the signed attributes, 5 the signature value. */
function signerInfoOf(cms: Uint8Array, field: number): Item {
  const found = readItem(cms).children[1]?.children[0]?.children.at(-1)?.children[0]?.children[field];
  if (!found) throw new Error('No such field.');
  return found;
}

/** Where in `whole` a part of it begins. */
const placeOf = (whole: Uint8Array, part: Uint8Array) => Buffer.from(whole).indexOf(part);

const flipped = (bytes: Uint8Array<ArrayBuffer>, at: number, bit = 1): Uint8Array<ArrayBuffer> => {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ bit;
  return changed;
};

const kinds: readonly KeyKind[] = ['rsa2048', 'rsa4096', 'p256', 'p384', 'p521'];
const depths = [1, 2, 3] as const;

describe.each(kinds)('%s', (key) => {
  it.each(depths)('a chain of %i: openssl, pkijs and our own reading agree', async (depth) => {
    const { signer, issued } = await signerOf({ key, depth });
    const cms = await sign(signer);
    expect(authority.verifyCms(cms, content, issued.caFile)).toMatchObject({ ok: true });
    expect(authority.verifyCms(cms, content, issued.caFile, '-cades')).toMatchObject({ ok: true });

    const signedData = new SignedData({ schema: ContentInfo.fromBER(cms.slice()).content });
    // pkijs takes no root that is not an authority.
    const trustedCerts = [PkiCertificate.fromBER(authority.derOf(issued.caFile).slice())];
    expect(await signedData.verify({ signer: 0, data: content.slice().buffer, trustedCerts, checkChain: depth > 1, checkDate: now })).toBe(true);

    const verified = await verifyDetached(cms, content);
    expect(verified).toMatchObject({ ok: true, value: { kind: 'signature', intact: true, facts: signer.facts, chainComplete: true, problems: [] } });
    expect(verified.ok && verified.value.chain).toHaveLength(depth);
    expect(cms.length).toBeLessThanOrEqual(roomFor(signer, false));
  });

  it('one changed byte of the content, the signed attributes or the signature is found by openssl and by us', async () => {
    const { signer, issued } = await signerOf({ key, depth: 2 });
    const cms = await sign(signer);
    const foundByOpenssl = (changed: Uint8Array, text: Uint8Array = content) => !authority.verifyCms(changed, text, issued.caFile).ok;

    for (let at = 0; at < content.length; at++) expect(await isIntact(cms, flipped(content, at))).toBe(false);
    for (const at of [0, 20, content.length - 1]) expect(foundByOpenssl(cms, flipped(content, at))).toBe(true);
    for (const text of [content.subarray(1), content.subarray(0, -1), new Uint8Array([...content, 0]), new Uint8Array()])
      expect(await isIntact(cms, text)).toBe(false);

    const [attributes, value] = [signerInfoOf(cms, 3).raw, signerInfoOf(cms, 5).content];
    for (const part of [attributes, value]) {
      const from = placeOf(cms, part);
      expect(from).toBeGreaterThan(0);
      for (let at = from; at < from + part.length; at += key === 'p256' ? 1 : 7) {
        expect([at - from, await isIntact(flipped(cms, at, 1 << (at % 8)))]).toEqual([at - from, false]);
      }
      // The lowest bit: openssl takes a SET without the mark of a constructed value for one with it.
      for (let at = from; at < from + part.length; at += 41) expect(foundByOpenssl(flipped(cms, at))).toBe(true);
    }
  });
});

describe('what is signed', () => {
  it('is exactly what PAdES asks: content type, digest and certificate, and no time', async () => {
    for (const key of ['rsa2048', 'p384'] as const) {
      const { signer } = await signerOf({ key, depth: 2 });
      const printed = authority.printCms(await sign(signer));
      const [, signed = '', after = ''] = printed.slice(printed.indexOf('signerInfos:')).split(/ signedAttrs:| signatureAlgorithm:/);
      expect([...signed.matchAll(/object: .*\(([\d.]+)\)/g)].map(([, oid]) => oid).sort()).toEqual([
        '1.2.840.113549.1.9.16.2.47',
        '1.2.840.113549.1.9.3',
        '1.2.840.113549.1.9.4',
      ]);
      expect(after).toMatch(/unsignedAttrs:\s*<ABSENT>/);
      expect(printed).not.toContain('signingTime');
      expect(printed).toMatch(/eContent: <ABSENT>/);
    }
  });

  it('stands in the order of DER', async () => {
    for (const key of kinds) {
      const { signer } = await signerOf({ key, depth: 3 });
      const cms = await sign(signer);
      const raws = signerInfoOf(cms, 3).children.map(({ raw }) => Buffer.from(raw));
      expect(raws).toEqual([...raws].sort(Buffer.compare));
      const certificates = readItem(cms).children[1]?.children[0]?.children[3]?.children.map(({ raw }) => Buffer.from(raw)) ?? [];
      expect(certificates).toHaveLength(3);
      expect(certificates).toEqual([...certificates].sort(Buffer.compare));
    }
  });

  it.each([
    ['rsa2048', 'sha256', 'rsaEncryption'],
    ['rsa4096', 'sha256', 'rsaEncryption'],
    ['p256', 'sha256', 'ecdsa-with-SHA256'],
    ['p384', 'sha384', 'ecdsa-with-SHA384'],
    ['p521', 'sha512', 'ecdsa-with-SHA512'],
  ] as const)('%s signs with %s', async (key, digest, algorithm) => {
    const printed = authority.printCms(await sign((await signerOf({ key, depth: 1 })).signer));
    const [, info = ''] = printed.split('signerInfos:');
    expect(info).toMatch(new RegExp(`digestAlgorithm:\\s+algorithm: ${digest} `));
    expect(info).toMatch(new RegExp(`signatureAlgorithm:\\s+algorithm: ${algorithm} `));
  });

  it('holds the chain that there is, also where it is not complete', async () => {
    const { signer, issued } = await signerOf({ key: 'p256', depth: 3, include: 'withoutRoot' });
    const cms = await sign(signer);
    expect(authority.verifyCms(cms, content, issued.caFile).ok).toBe(true);
    expect(await verifyDetached(cms, content)).toMatchObject({ ok: true, value: { intact: true, chainComplete: false, problems: [] } });
  });
});

describe('when it is signed', () => {
  it('not with a certificate that expired since it was opened', async () => {
    const { signer } = await signerOf({ key: 'p256', depth: 1 });
    expect(await signDetached(signer, content, undefined, new Date('2050-01-01'))).toEqual({ ok: false, code: 'certificateExpired', values: ['31/12/2049'] });
    expect(await signDetached(signer, content, undefined, new Date('2019-12-31'))).toEqual({ ok: false, code: 'certificateNotYet', values: ['01/01/2020'] });
  });

  it('fifty in a row are fifty good ones', async () => {
    const { signer, issued } = await signerOf({ key: 'p256', depth: 2 });
    for (let number = 0; number < 50; number++) {
      const text = new TextEncoder().encode(`Formulier ${number}`);
      const cms = await sign(signer, text);
      expect(await isIntact(cms, text)).toBe(true);
      expect(cms.length).toBeLessThanOrEqual(roomFor(signer, false));
      if (number % 10 === 0) expect(authority.verifyCms(cms, text, issued.caFile).ok).toBe(true);
    }
  });
});
