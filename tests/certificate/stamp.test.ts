import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readItem, type Item } from '../../utils/certificate/der.ts';
import type { Signer } from '../../utils/certificate/model.ts';
import { openP12 } from '../../utils/certificate/open-p12.ts';
import type { StampRequest } from '../../utils/certificate/request-stamp.ts';
import { roomFor, signDetached } from '../../utils/certificate/sign-cms.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import { failure, success } from '../../utils/result.ts';
import { makeAuthority, type Authority, type Issued, type KeyKind } from './authority.ts';

const content = new TextEncoder().encode('De inhoud van een pdf, op de handtekening na.');
let authority: Authority;
let issued: Issued;
let signer: Signer;

async function signerFrom(from: Issued): Promise<Signer> {
  const opened = await openP12(from.p12, from.password, new Date());
  if (!opened.ok) throw new Error(opened.code);
  return opened.value.signer;
}

beforeAll(async () => {
  authority = makeAuthority();
  issued = authority.issue({ key: 'p256', depth: 2 });
  signer = await signerFrom(issued);
});
afterAll(() => authority.close());

const granted: StampRequest = async (request) => success(authority.stamp(request));

const codeWith = async (stamp: StampRequest) => {
  const signed = await signDetached(signer, content, stamp);
  return signed.ok ? 'signed' : signed.code;
};

const infoOf = (cms: Uint8Array): Item | undefined => readItem(cms).children[1]?.children[0]?.children.at(-1)?.children[0];

/** The signature value of a message, and the token over it. */
function stampOf(cms: Uint8Array): { value: Uint8Array; token: Uint8Array } {
  const info = infoOf(cms);
  const token = info?.children[6]?.children[0]?.children[1]?.children[0]?.raw;
  const value = info?.children[5]?.content;
  if (!token || !value) throw new Error('No time stamp.');
  return { value, token };
}

async function stamped(from = signer): Promise<Uint8Array<ArrayBuffer>> {
  const signed = await signDetached(from, content, granted);
  if (!signed.ok) throw new Error(signed.code);
  return signed.value.slice();
}

describe('a time stamp', () => {
  it.each<KeyKind>(['rsa2048', 'p256', 'p384'])('stands over the signature of %s, and openssl verifies both', async (key) => {
    const own = authority.issue({ key, depth: 2 });
    const cms = await stamped(await signerFrom(own));
    const { value, token } = stampOf(cms);
    expect(authority.verifyStamp(token, value)).toMatchObject({ ok: true });
    expect(authority.verifyStamp(token, content)).toMatchObject({ ok: false });
    expect(authority.verifyCms(cms, content, own.caFile)).toMatchObject({ ok: true });
    expect(cms.length).toBeLessThanOrEqual(roomFor(await signerFrom(own), true));

    const verified = await verifyDetached(cms, content);
    expect(verified).toMatchObject({ ok: true, value: { intact: true, problems: [] } });
    expect(Math.abs(Date.parse((verified.ok && verified.value.stampedAt) || '') - Date.now())).toBeLessThan(60_000);
    expect(authority.printCms(cms)).toMatch(/unsignedAttrs:\s+object: id-smime-aa-timeStampToken \(1\.2\.840\.113549\.1\.9\.16\.2\.14\)/);
  });

  it('asks for a nonce and the certificate, of SHA-256, and never twice the same', async () => {
    const requests: Uint8Array[] = [];
    await codeWith(async (request) => {
      requests.push(request);
      return failure('stampUnreachable');
    });
    await codeWith(async (request) => {
      requests.push(request);
      return failure('stampUnreachable');
    });
    const printed = requests.map((request) => authority.openssl('ts', '-query', '-in', authority.put(request), '-text').toString());
    for (const text of printed) {
      expect(text).toContain('Hash Algorithm: sha256');
      expect(text).toContain('Certificate required: yes');
    }
    const nonces = printed.map((text) => /Nonce: 0x([0-9A-F]+)/.exec(text)?.[1]);
    expect(nonces[0]?.length).toBeGreaterThan(10);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('that the server did not give is told as the caller tells it', async () => {
    expect(await codeWith(async () => failure('stampUnreachable'))).toBe('stampUnreachable');
    expect(await codeWith(async () => failure('stampRefused'))).toBe('stampRefused');
  });

  it('that is refused in the answer itself', async () => {
    // PKIStatusInfo: rejection; and one that openssl makes of a request for a digest that it does not take.
    expect(await codeWith(async () => success(Uint8Array.of(0x30, 5, 0x30, 3, 2, 1, 2)))).toBe('stampRefused');
    const badRequest = authority.openssl('ts', '-query', '-data', authority.put(content), '-sha1', '-no_nonce');
    const refused = authority.stamp(new Uint8Array(badRequest));
    expect(authority.openssl('ts', '-reply', '-in', authority.put(refused), '-text').toString()).toContain('Status: Rejected');
    expect(await codeWith(async () => success(refused))).toBe('stampRefused');
  });

  it('of something else is wrong: another request, no answer, too much, a changed byte', async () => {
    const replayed = async (request: Uint8Array) => {
      // The same imprint, but another nonce: the request's own nonce stands before the last three bytes (certReq).
      const other = request.slice();
      other[other.length - 6] = (other[other.length - 6] ?? 0) ^ 1;
      return success(authority.stamp(other));
    };
    expect(await codeWith(replayed)).toBe('stampWrong');
    const otherImprint = async (request: Uint8Array) => {
      const other = request.slice();
      const hash = Buffer.from(other).indexOf(Uint8Array.of(0x04, 0x20));
      other[hash + 5] = (other[hash + 5] ?? 0) ^ 1;
      return success(authority.stamp(other));
    };
    expect(await codeWith(otherImprint)).toBe('stampWrong');
    for (const answer of [new Uint8Array(), new TextEncoder().encode('<html>404'), Uint8Array.of(0x30, 5, 0x30, 3, 2, 1, 0)])
      expect(await codeWith(async () => success(answer))).toBe('stampWrong');
    const changed = async (request: Uint8Array) => {
      const answer = authority.stamp(request);
      answer[answer.length - 1] = (answer[answer.length - 1] ?? 0) ^ 1;
      return success(answer);
    };
    expect(await codeWith(changed)).toBe('stampWrong');
  });

  it('by a certificate that is not for time stamps is wrong', async () => {
    const forged: StampRequest = async (request) => {
      const answer = readItem(authority.stamp(request));
      const info = answer.children[1]?.children[1]?.children[0]?.children[2]?.children[1]?.children[0]?.content ?? new Uint8Array();
      const token = authority.signCms(issued, info, '-nodetach', '-econtent_type', '1.2.840.113549.1.9.16.1.4', '-cades');
      return success(new Uint8Array(Buffer.concat([Uint8Array.of(0x30, 0x82, (token.length + 5) >> 8, (token.length + 5) & 0xff, 0x30, 3, 2, 1, 0), token])));
    };
    expect(await codeWith(forged)).toBe('stampWrong');
  });

  it('in a signature is found to be another’s', async () => {
    const cms = await stamped();
    const { token } = stampOf(cms);
    const at = Buffer.from(cms).indexOf(token) + token.length - 1;
    cms[at] = (cms[at] ?? 0) ^ 1;
    const verified = await verifyDetached(cms, content);
    expect(verified).toMatchObject({ ok: true, value: { intact: true, problems: ['stampWrong'] } });
    expect(verified.ok && verified.value.stampedAt).toBeUndefined();
  });
});

describe('a time stamp over a whole document', () => {
  it('is a report of its own kind', async () => {
    const { value, token } = stampOf(await stamped());
    const verified = await verifyDetached(token, value);
    expect(verified).toMatchObject({ ok: true, value: { kind: 'stamp', intact: true, facts: { name: 'Tijdstempel' }, chainComplete: true, problems: [] } });
    expect(await verifyDetached(token, content)).toMatchObject({
      ok: true,
      value: { kind: 'stamp', intact: false, problems: ['contentChanged', 'stampWrong'] },
    });
  });

  it('with a byte changed of what it states or signs is not intact', async () => {
    const { value, token } = stampOf(await stamped());
    const [data, info] = [readItem(token).children[1]?.children[0], infoOf(token)];
    const stated = data?.children[2]?.children[1]?.children[0]?.content;
    for (const part of [stated, info?.children[3]?.raw, info?.children[5]?.content]) {
      const from = part ? Buffer.from(token).indexOf(part) : -1;
      expect(from).toBeGreaterThan(0);
      for (let at = from; at < from + (part?.length ?? 0); at += 3) {
        const changed = token.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const verified = await verifyDetached(changed, value);
        expect([at - from, verified.ok && verified.value.intact]).toEqual([at - from, false]);
      }
    }
  });
});
