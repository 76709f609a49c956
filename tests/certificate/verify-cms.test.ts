import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attributes } from '../../utils/certificate/algorithms.ts';
import { context, der, oid, readItem, sequence } from '../../utils/certificate/der.ts';
import { verifyDetached, type CmsReport } from '../../utils/certificate/verify-cms.ts';
import { makeAuthority, type Authority, type Issued } from './authority.ts';
import { indefinite } from './made-p12.ts';

const content = new TextEncoder().encode('De inhoud van een pdf.\r\n');
let authority: Authority;
let rsa: Issued;
let ecdsa: Issued;
beforeAll(() => {
  authority = makeAuthority();
  rsa = authority.issue({ key: 'rsa2048', depth: 2 });
  ecdsa = authority.issue({ key: 'p256', depth: 3 });
});
afterAll(() => authority.close());

async function report(cms: Uint8Array, text: Uint8Array = content): Promise<CmsReport> {
  const verified = await verifyDetached(cms, text);
  if (!verified.ok) throw new Error(verified.code);
  return verified.value;
}

const pss = (digest: string, salt: string, mask = digest) => [
  '-md',
  digest,
  ...['rsa_padding_mode:pss', `rsa_pss_saltlen:${salt}`, `rsa_mgf1_md:${mask}`].flatMap((option) => ['-keyopt', option]),
];

describe('signatures that openssl makes', () => {
  it.each([
    ['SHA-256', () => rsa, ['-md', 'sha256']],
    ['SHA-384', () => rsa, ['-md', 'sha384']],
    ['SHA-512', () => rsa, ['-md', 'sha512']],
    ['PSS, the salt as long as the digest', () => rsa, pss('sha256', 'digest')],
    ['PSS, no salt', () => rsa, pss('sha512', '0')],
    ['PSS, the longest salt', () => rsa, pss('sha384', 'max')],
    ['ECDSA with SHA-256', () => ecdsa, ['-md', 'sha256']],
    ['ECDSA with SHA-512', () => ecdsa, ['-md', 'sha512']],
    ['signing-certificate-v2', () => ecdsa, ['-cades', '-md', 'sha256']],
    ['the signer named by key identifier', () => ecdsa, ['-keyid', '-md', 'sha256']],
    ['no signed attributes', () => rsa, ['-noattr', '-md', 'sha256']],
  ] as const)('%s', async (name, issued, more) => {
    const cms = authority.signCms(issued(), content, ...more);
    const read = await report(cms);
    expect(read).toMatchObject({ kind: 'signature', intact: true, chainComplete: true, problems: [], facts: { name: 'Ann Peeters' } });
    expect(read.chain).toHaveLength(issued() === rsa ? 2 : 3);
    expect(read.claimedAt === undefined).toBe(name === 'no signed attributes');
    expect((await report(cms, content.subarray(1))).intact).toBe(false);
    expect((await report(cms, content.subarray(1))).problems).toEqual(['contentChanged']);
  });

  it('weak digests are told, and checked all the same', async () => {
    const sha1 = authority.signCms(rsa, content, '-md', 'sha1');
    expect(await report(sha1)).toMatchObject({ intact: true, problems: ['weakDigest'] });
    expect(await report(sha1, content.subarray(1))).toMatchObject({ intact: false, problems: ['weakDigest', 'contentChanged'] });
    expect(await report(authority.signCms(rsa, content, ...pss('sha1', 'digest')))).toMatchObject({ intact: true, problems: ['weakDigest'] });
    expect(await report(authority.signCms(rsa, content, '-md', 'md5'))).toMatchObject({ intact: false, problems: ['weakDigest', 'algorithmUnknown'] });
  });

  it('what no browser computes is unknown, not right', async () => {
    const koblitz = authority.issue({ key: 'secp256k1', depth: 1 });
    for (const cms of [
      authority.signCms(rsa, content, '-md', 'sha224'),
      authority.signCms(rsa, content, '-md', 'sha3-256'),
      authority.signCms(rsa, content, ...pss('sha256', 'digest', 'sha512')),
      authority.signCms(koblitz, content),
    ])
      expect(await report(cms)).toMatchObject({ intact: false, problems: ['algorithmUnknown'] });
  });

  it('without its certificate it cannot be checked', async () => {
    expect(await report(authority.signCms(rsa, content, '-nocerts'))).toEqual({
      kind: 'signature',
      intact: false,
      claimedAt: expect.any(String),
      chain: [],
      chainComplete: false,
      problems: ['signerCertificateMissing'],
    });
  });

  it('of two signers both must fit, and the first is named', async () => {
    const second = authority.issue({ key: 'p256', keyNumber: 2, depth: 2, name: 'Bert Maes' });
    const cms = authority.signCms(rsa, content, '-md', 'sha256', '-signer', second.certFile, '-inkey', second.keyFile);
    const read = await report(cms);
    expect(read).toMatchObject({ intact: true, problems: ['severalSigners'] });
    const last = cms.slice();
    last[last.length - 1] = (last[last.length - 1] ?? 0) ^ 1;
    expect((await report(last)).intact).toBe(false);
  });

  it('a list of certificates without a signer', async () => {
    const cms = authority.openssl('crl2pkcs7', '-nocrl', '-certfile', rsa.certFile, '-outform', 'DER');
    expect(await report(new Uint8Array(cms))).toMatchObject({ intact: false, problems: ['noSigner'] });
  });

  it('content of its own must be what the PDF holds, or its SHA-1', async () => {
    const whole = authority.signCms(rsa, content, '-nodetach', '-md', 'sha256');
    expect(await report(whole)).toMatchObject({ intact: true, problems: ['contentEmbedded'] });
    expect(await report(whole, content.subarray(1))).toMatchObject({ intact: false, problems: ['contentEmbedded', 'contentChanged'] });
    const digest = authority.signCms(rsa, createHash('sha1').update(content).digest(), '-nodetach', '-md', 'sha256');
    expect(await report(digest)).toMatchObject({ intact: true, problems: ['contentEmbedded', 'weakDigest'] });
    expect((await report(digest, content.subarray(1))).intact).toBe(false);
  });
});

describe('certificates', () => {
  it.each([
    ['expired when it was signed', { validity: 'expired' }, 'certificateOutOfDate'],
    ['not yet valid', { validity: 'future' }, 'certificateOutOfDate'],
    ['not for signing', { usage: 'critical,keyEncipherment' }, 'certificateNoSigning'],
    ['with an extension that nobody knows', { extensions: ['1.2.3.4=critical,DER:0500'] }, 'criticalUnknown'],
    ['of a short key', { key: 'rsa1024' }, 'weakKey'],
  ] as const)('%s', async (_, options, problem) => {
    const cms = authority.signCms(authority.issue({ key: 'p256', depth: 2, ...options }), content, '-md', 'sha256');
    expect(await report(cms)).toMatchObject({ intact: true, problems: [problem] });
  });

  it('that another one was put in the place of', async () => {
    const cms = authority.signCms(ecdsa, content, '-cades', '-md', 'sha256');
    const certificate = authority.derOf(ecdsa.certFile);
    // The certificate's last byte is its issuer's signature: the key in it still fits.
    const at = Buffer.from(cms).indexOf(certificate) + certificate.length - 1;
    cms[at] = (cms[at] ?? 0) ^ 1;
    expect(await report(cms)).toMatchObject({ intact: false, chainComplete: false, problems: ['certificateSwapped'] });
  });

  it('of the issuers that are not there, the chain is not complete', async () => {
    const alone = { ...ecdsa, chainFiles: ecdsa.chainFiles.slice(0, 1) };
    expect(await report(authority.signCms(alone, content))).toMatchObject({
      intact: true,
      chainComplete: false,
      chain: [{ name: 'Ann Peeters' }, { name: 'Tussen p256' }],
    });
  });
});

describe('the bytes', () => {
  it('zeros after the message are the room that PDF leaves; anything else is told', async () => {
    const cms = authority.signCms(ecdsa, content);
    expect((await report(new Uint8Array([...cms, ...new Uint8Array(9000)]))).problems).toEqual([]);
    expect(await report(new Uint8Array([...cms, 0, 0, 7]))).toMatchObject({ intact: true, problems: ['trailingBytes'] });
  });

  it('indefinite lengths and strings in pieces', async () => {
    expect(await report(indefinite(authority.signCms(rsa, content, '-noattr', '-md', 'sha256')))).toMatchObject({ intact: true, problems: [] });
    expect(await report(indefinite(authority.signCms(rsa, content, '-md', 'sha256'), 100, 4))).toMatchObject({ intact: true, problems: [] });
    // Of the signed attributes the DER is signed, however the message carries them.
    expect(await report(indefinite(authority.signCms(rsa, content, '-md', 'sha256')))).toMatchObject({ intact: true, problems: [] });
    expect(await report(indefinite(authority.signCms(rsa, content, '-md', 'sha256')), content.subarray(1))).toMatchObject({ intact: false });
  });

  it('signed attributes that say a thing twice, or not at all', async () => {
    const cms = authority.signCms(ecdsa, content, '-md', 'sha256');
    // message-digest made into an attribute that nobody knows: the digest is then not stated.
    const at = Buffer.from(cms).lastIndexOf(oid(attributes.messageDigest)) + oid(attributes.messageDigest).length - 1;
    cms[at] = 99;
    expect(await report(cms)).toMatchObject({ intact: false, problems: ['attributesWrong', 'signatureWrong'] });
  });

  it('that a browser refuses to check are wrong', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify').mockRejectedValue(new DOMException('salt', 'OperationError'));
    const read = await report(authority.signCms(rsa, content, ...pss('sha256', 'max')));
    verify.mockRestore();
    expect(read).toMatchObject({ intact: false, chainComplete: false, problems: ['signatureWrong'] });
  });

  it('that are no message', async () => {
    const none = [new Uint8Array(), new Uint8Array(5000), content, authority.derOf(rsa.certFile), authority.derOf(rsa.keyFile), rsa.p12];
    for (const bytes of [...none, sequence(), sequence(oid('1.2.840.113549.1.7.2')), new Uint8Array(9 * 1024 * 1024)])
      expect(await verifyDetached(bytes, content)).toEqual({ ok: false, code: 'cmsUnreadable', values: [] });
  });

  it('with hundreds of issuers of one name ask for no more signatures than a chain has', async () => {
    const cms = authority.signCms({ ...ecdsa, chainFiles: [] }, content, '-md', 'sha256');
    const [version, digests, inner, , signers] = readItem(cms).children[1]?.children[0]?.children.map(({ raw }) => raw) ?? [];
    if (!version || !digests || !inner || !signers) throw new Error('No such message.');
    const namesake = authority.derOf(authority.issue({ key: 'p256', depth: 2, name: 'Tussen p256', isCa: true, usage: 'none' }).certFile);
    const crowd = Array.from({ length: 300 }, (_, at) => {
      const one = namesake.slice();
      one[one.length - 1] = at & 0xff;
      return one;
    });
    const certificates = context(0, authority.derOf(ecdsa.certFile), ...crowd);
    const crowded = sequence(oid('1.2.840.113549.1.7.2'), context(0, sequence(version, digests, inner, certificates, signers)));
    const verify = vi.spyOn(crypto.subtle, 'verify');
    expect(await report(crowded)).toMatchObject({ intact: true, chainComplete: false });
    expect(verify.mock.calls.length).toBeLessThan(30);
    verify.mockRestore();
  });

  it('with more signers than any message has are refused: each costs a digest of the whole content', async () => {
    const [version, digests, inner, certificates, signers] =
      readItem(authority.signCms(ecdsa, content, '-md', 'sha256')).children[1]?.children[0]?.children ?? [];
    const one = signers?.children[0];
    if (!version || !digests || !inner || !certificates || !one) throw new Error('No such message.');
    const signedBy = (number: number) => {
      const many = der(0x31, ...Array.from({ length: number }, () => one.raw));
      return sequence(oid('1.2.840.113549.1.7.2'), context(0, sequence(version.raw, digests.raw, inner.raw, certificates.raw, many)));
    };
    expect(await report(signedBy(2))).toMatchObject({ intact: true, problems: ['severalSigners'] });
    expect(await verifyDetached(signedBy(500), content)).toMatchObject({ ok: false, code: 'cmsUnreadable' });
  });

  it('with more values than any message has are refused', async () => {
    const many = sequence(
      oid('1.2.840.113549.1.7.2'),
      context(
        0,
        der(
          0x30,
          new Uint8Array(220_000).map((_, at) => (at % 2 === 0 ? 5 : 0)),
        ),
      ),
    );
    expect(await verifyDetached(many, content)).toMatchObject({ ok: false });
  });
});
