import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A certificate authority made by `openssl` for one test file: keys, chains, P12 files of every kind, a time-stamp authority, and openssl's own
 * word on a CMS signature. Everything stands in one folder, which `close` removes. Keys are made once for each kind and used again.
 *
 *   const authority = makeAuthority();
 *   const { p12, password, caFile } = authority.issue({ key: 'p256', depth: 2 });
 *   authority.verifyCms(cms, content, caFile).ok
 *   authority.close();
 */

export type KeyKind = 'rsa1024' | 'rsa2048' | 'rsa4096' | 'p256' | 'p384' | 'p521' | 'ed25519' | 'secp256k1';

/**
 * modern: PBES2 AES-256, PBKDF2 and MAC with SHA-256. aes128: PBES2 AES-128. tripleDes and rc2Bits40/128: PBE-SHA1 for key and certificates, MAC SHA-1.
 * legacy: what Windows and OpenSSL 1 made, the key in 3DES and the certificates in RC2-40, MAC SHA-1. noMac: modern without a MAC. plain: nothing
 * encrypted and no MAC.
 */
export type P12Kind = 'modern' | 'aes128' | 'tripleDes' | 'rc2Bits40' | 'rc2Bits128' | 'legacy' | 'noMac' | 'plain';

export type IssueOptions = {
  key?: KeyKind;
  /** Another key of the kind than the first. */
  keyNumber?: number;
  /** Certificates from the signer to the root: 1 is self-signed, 2 has a root, 3 has one in between. */
  depth?: 1 | 2 | 3;
  p12?: P12Kind;
  /** `geheim` where it is not given; '' is allowed. */
  password?: string;
  /** The subject's common name. */
  name?: string;
  /** The keyUsage extension as openssl names it; 'none' leaves the extension out. */
  usage?: string;
  /** The extendedKeyUsage extension as openssl names it; left out where it is not given. */
  extendedUsage?: string;
  /** A certificate that may issue certificates. */
  isCa?: boolean;
  /** Further extensions, as lines of an openssl configuration. */
  extensions?: readonly string[];
  validity?: 'current' | 'expired' | 'future';
  /** Which certificates stand in the P12 besides the signer's: all issuers, all but the root, or none. */
  include?: 'whole' | 'withoutRoot' | 'alone';
  friendlyName?: string;
  /** Further options for `openssl pkcs12 -export`. */
  more?: readonly string[];
};

export type Issued = {
  p12: Uint8Array;
  password: string;
  /** PEM files. `chainFiles`: the issuers in order, the root last; none where the signer signed itself. `caFile`: the root. */
  keyFile: string;
  certFile: string;
  chainFiles: string[];
  caFile: string;
};

type Verdict = { ok: boolean; said: string };

export type Authority = {
  folder: string;
  issue(options?: IssueOptions): Issued;
  /** The PEM file of a private key (PKCS #8), always the same one for a kind and a number. */
  keyFile(kind: KeyKind, number?: number): string;
  /** `openssl cms -verify` of a detached DER signature over `content`; `more` are further options. */
  verifyCms(cms: Uint8Array, content: Uint8Array, caFile: string, ...more: string[]): Verdict;
  /** `openssl cms -cmsout -print`. */
  printCms(cms: Uint8Array): string;
  /** `openssl cms -sign`, detached and binary, as DER; `more` are options such as `-md`, `-cades`, `-keyopt`. */
  signCms(issued: Issued, content: Uint8Array, ...more: string[]): Uint8Array;
  /** Answers an RFC 3161 request as a time-stamp authority does: a TimeStampResp in DER. */
  stamp(request: Uint8Array): Uint8Array;
  /** `openssl ts -verify` of a TimeStampToken (ContentInfo) over `data`. */
  verifyStamp(token: Uint8Array, data: Uint8Array): Verdict;
  /** The root that the time-stamp authority's certificate stands under. */
  readonly stampCaFile: string;
  /** The DER of what stands in a PEM file: a certificate, or a private key as PKCS #8. */
  derOf(pemFile: string): Uint8Array;
  /** Runs openssl in the folder and throws with its words when it fails. */
  openssl(...args: string[]): Buffer;
  /** Writes bytes to a new file in the folder. */
  put(bytes: Uint8Array | string, ending?: string): string;
  close(): void;
};

const keyOptions: Record<KeyKind, readonly string[]> = {
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  rsa2048: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsa4096: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:4096'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-algorithm', 'ED25519'],
  secp256k1: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
};

/** RSA signers stand under RSA authorities and the others under ECDSA ones, so that both kinds of link are there. */
const authorityKeys = (kind: KeyKind): { root: KeyKind; between: KeyKind } =>
  kind.startsWith('rsa') ? { root: 'rsa2048', between: 'rsa2048' } : { root: 'p384', between: 'p256' };

const modern = ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha256'];
const old = (key: string, certificates: string) => ['-provider', 'legacy', '-provider', 'default', '-keypbe', key, '-certpbe', certificates, '-macalg', 'sha1'];

const p12Options: Record<P12Kind, readonly string[]> = {
  modern,
  aes128: ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha256'],
  tripleDes: old('PBE-SHA1-3DES', 'PBE-SHA1-3DES'),
  rc2Bits40: old('PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-40'),
  rc2Bits128: old('PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-128'),
  legacy: old('PBE-SHA1-3DES', 'PBE-SHA1-RC2-40'),
  noMac: [...modern, '-nomac'],
  plain: ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac'],
};

const validities: Record<NonNullable<IssueOptions['validity']>, readonly [string, string]> = {
  current: ['20200101000000Z', '20491231235959Z'],
  expired: ['20200101000000Z', '20210101000000Z'],
  future: ['20450101000000Z', '20491231235959Z'],
};

const configuration = `
[ca]
default_ca = here
[here]
new_certs_dir = issued
database = index.txt
default_md = sha256
rand_serial = yes
policy = any
unique_subject = no
copy_extensions = none
[any]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = none
[none]
[stamps]
dir = .
serial = stamp.serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

type Certified = { certFile: string; keyFile: string };

/** `folder` is made where it is not given. */
export function makeAuthority(folder = mkdtempSync(path.join(tmpdir(), 'intakehulp-ca-'))): Authority {
  mkdirSync(path.join(folder, 'issued'), { recursive: true });
  writeFileSync(path.join(folder, 'openssl.cnf'), configuration);
  writeFileSync(path.join(folder, 'index.txt'), '');
  writeFileSync(path.join(folder, 'stamp.serial'), '01');

  let numbered = 0;
  const fresh = (ending: string) => path.join(folder, `${++numbered}${ending}`);
  const put = (bytes: Uint8Array | string, ending = '.der') => {
    const file = fresh(ending);
    writeFileSync(file, bytes);
    return file;
  };
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });
  const judge = (...args: string[]): Verdict => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
    return { ok: status === 0, said: stderr };
  };

  const keyFile = (kind: KeyKind, number = 1) => {
    const file = path.join(folder, `key-${kind}-${number}.pem`);
    if (!existsSync(file)) openssl('genpkey', ...keyOptions[kind], '-out', file);
    return file;
  };

  /** Signs a certificate for the key; without an issuer it signs itself. */
  const certify = (name: string, key: string, extensions: string, [from, to]: readonly [string, string], issuer?: Certified): Certified => {
    const request = fresh('.csr');
    const certFile = fresh('.pem');
    const extensionFile = put(`[these]\n${extensions}\n`, '.cnf');
    const subject = `/C=BE/O=Intakehulp proef/CN=${name.replaceAll('/', '\\/')}`;
    openssl('req', '-new', '-config', 'openssl.cnf', '-utf8', '-key', key, '-subj', subject, '-out', request);
    const by = issuer ? ['-cert', issuer.certFile, '-keyfile', issuer.keyFile] : ['-selfsign', '-keyfile', key];
    const dates = ['-startdate', from, '-enddate', to];
    const extra = ['-extfile', extensionFile, '-extensions', 'these'];
    openssl('ca', '-config', 'openssl.cnf', '-batch', '-notext', '-utf8', '-in', request, '-out', certFile, ...by, ...dates, ...extra);
    return { certFile, keyFile: key };
  };

  const caExtensions = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash';
  const made = new Map<string, Certified>();
  const once = (name: string, make: () => Certified) => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  const rootFor = (kind: KeyKind) => once(`Wortel ${kind}`, () => certify(`Wortel ${kind}`, keyFile(kind, 8), caExtensions, validities.current));

  /** The issuers in order, the root last. */
  const issuersFor = (kind: KeyKind, depth: 1 | 2 | 3): Certified[] => {
    if (depth === 1) return [];
    const { root, between } = authorityKeys(kind);
    const top = rootFor(root);
    if (depth === 2) return [top];
    const name = `Tussen ${between}`;
    return [once(name, () => certify(name, keyFile(between, 9), caExtensions, validities.current, top)), top];
  };

  const issue = (options: IssueOptions = {}): Issued => {
    const {
      key = 'rsa2048',
      keyNumber = 1,
      depth = 2,
      p12 = 'modern',
      password = 'geheim',
      name = 'Ann Peeters',
      usage = 'critical,digitalSignature,nonRepudiation',
    } = options;
    const { validity = 'current', include = 'whole', isCa = false, extendedUsage, extensions: further = [], friendlyName, more = [] } = options;
    const issuers = issuersFor(key, depth);
    const extensions = [
      `basicConstraints=critical,CA:${isCa ? 'TRUE' : 'FALSE'}`,
      'subjectKeyIdentifier=hash',
      ...(usage === 'none' ? [] : [`keyUsage=${usage}`]),
      ...(extendedUsage === undefined ? [] : [`extendedKeyUsage=${extendedUsage}`]),
      ...further,
    ].join('\n');
    const signer = certify(name, keyFile(key, keyNumber), extensions, validities[validity], issuers[0]);
    const chainFiles = issuers.map(({ certFile }) => certFile);

    const beside = { whole: chainFiles, withoutRoot: chainFiles.slice(0, -1), alone: [] }[include];
    const out = fresh('.p12');
    const chain = beside.length === 0 ? [] : ['-certfile', put(beside.map((file) => readFileSync(file, 'utf8')).join(''), '.pem')];
    const named = friendlyName === undefined ? [] : ['-name', friendlyName];
    const passed = ['-passout', `file:${put(`${password}\n`, '.txt')}`];
    openssl('pkcs12', '-export', '-inkey', signer.keyFile, '-in', signer.certFile, ...chain, ...named, ...passed, ...p12Options[p12], ...more, '-out', out);
    return { p12: new Uint8Array(readFileSync(out)), password, ...signer, chainFiles, caFile: chainFiles.at(-1) ?? signer.certFile };
  };

  const verifyCms: Authority['verifyCms'] = (cms, content, caFile, ...more) =>
    judge('cms', '-verify', '-binary', '-inform', 'DER', '-in', put(cms), '-content', put(content, '.bin'), '-CAfile', caFile, '-out', fresh('.out'), ...more);

  const signCms: Authority['signCms'] = ({ certFile, keyFile: key, chainFiles }, content, ...more) => {
    const chain = chainFiles.length === 0 ? [] : ['-certfile', put(chainFiles.map((file) => readFileSync(file, 'utf8')).join(''), '.pem')];
    const signer = ['-signer', certFile, '-inkey', key, ...chain];
    return new Uint8Array(openssl('cms', '-sign', '-binary', '-outform', 'DER', '-in', put(content, '.bin'), ...signer, ...more));
  };

  const stampRoot = () => rootFor('rsa2048');
  const stamper = () => {
    const extensions =
      'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash';
    return once('Tijdstempel', () => certify('Tijdstempel', keyFile('rsa2048', 7), extensions, validities.current, stampRoot()));
  };
  const stamp: Authority['stamp'] = (request) => {
    const { certFile, keyFile: key } = stamper();
    const out = fresh('.tsr');
    const signer = ['-signer', certFile, '-inkey', key, '-chain', stampRoot().certFile];
    openssl('ts', '-reply', '-config', 'openssl.cnf', '-section', 'stamps', '-queryfile', put(request, '.tsq'), ...signer, '-out', out);
    return new Uint8Array(readFileSync(out));
  };
  const verifyStamp: Authority['verifyStamp'] = (token, data) =>
    judge('ts', '-verify', '-token_in', '-in', put(token), '-data', put(data, '.bin'), '-CAfile', stampRoot().certFile);

  return {
    folder,
    issue,
    keyFile,
    verifyCms,
    printCms: (cms) => openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', put(cms)).toString('utf8'),
    signCms,
    stamp,
    verifyStamp,
    get stampCaFile() {
      return stampRoot().certFile;
    },
    derOf: (pemFile) => new Uint8Array(Buffer.from(readFileSync(pemFile, 'utf8').replace(/-----[^-]+-----|\s/g, ''), 'base64')),
    openssl,
    put,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
