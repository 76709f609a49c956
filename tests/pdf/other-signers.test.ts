import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../scripts/font.ts';
import { requestStamp } from '../../utils/certificate/request-stamp.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import { readSignatures } from '../../utils/pdf/signatures.ts';
import { success } from '../../utils/result.ts';
import type { Authority, Issued } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import { indefinite } from '../certificate/made-p12.ts';
import type { Objects } from './written-by-hand.ts';
import { asBytes, filePdf, streamOf, updated } from './written-by-hand.ts';

/** Signatures as other programs write them. Each must be read for what it is. */

let authority: Authority;
let rsa: Issued;
beforeAll(() => {
  authority = makeAuthority();
  rsa = authority.issue({ key: 'rsa2048', depth: 2 });
}, 60_000);
afterAll(() => authority.close());

type Ranges = readonly [number, number, number, number];
type Habits = {
  ranges?: (numbers: Ranges) => string;
  hex?: (digits: string) => string;
  cms?: (content: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Of the signature's dictionary, besides what it must have. */
  entries?: string;
  kind?: string;
  /** Bytes that are kept for the CMS. */
  room?: number;
  /** Behind the file's end. */
  tail?: string;
};

const opensslCms = (content: Uint8Array, ...more: string[]) => authority.signCms(rsa, content, '-md', 'sha256', ...more);
const rangesRoom = '/ByteRange'.padEnd(90);

const root = (fields: string, more = '') => `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${fields}] /SigFlags 3 >> ${more} >>`;
const page = (annotations: string) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Annots [${annotations}] >>`;
const fieldOf = (title: string, value: number) => `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${title}) /Rect [0 0 0 0] /F 132 /V ${value} 0 R /P 3 0 R >>`;

const unsigned: Objects = {
  1: root('6 0 R'),
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: page('6 0 R'),
  4: streamOf('0 0 9 9 re f'),
  6: fieldOf('een', 7),
};

/** Signs the last signature dictionary, number `at`, of what `write` makes of the objects. */
async function signedAs(write: (objects: Objects) => Uint8Array, objects: Objects, at: number, habits: Habits = {}): Promise<Uint8Array> {
  const {
    ranges = (numbers) => `[${numbers.join(' ')}]`,
    hex = (digits) => digits,
    cms = opensslCms,
    entries = '',
    kind = '/Type /Sig /SubFilter /adbe.pkcs7.detached',
    room = 12_000,
    tail = '',
  } = habits;
  const contents = `<${'0'.repeat(2 * room)}>`;
  const dictionary = `<< ${kind} /Filter /Adobe.PPKLite ${rangesRoom} /Contents ${contents} ${entries} >>`;
  const text = Buffer.from(write({ ...objects, [at]: dictionary })).toString('latin1') + tail;
  const from = text.lastIndexOf(contents);
  const to = from + contents.length;
  const named = text.replace(rangesRoom, () => `/ByteRange ${ranges([0, from, to, text.length - to])}`.padEnd(rangesRoom.length));
  const digits = hex(Buffer.from(await cms(asBytes(named.slice(0, from) + named.slice(to)))).toString('hex'));
  return asBytes(`${named.slice(0, from + 1)}${digits.padEnd(2 * room, '0')}${named.slice(to - 1)}`);
}

/** Of each signature: whether it covers the whole file, what changed since, and whether it is intact, with its problems. */
async function saidOf(bytes: Uint8Array) {
  const read = await readSignatures(bytes);
  if (!read.ok) throw new Error(read.code);
  return Promise.all(
    read.value.map(async ({ coversWhole, changedSince, cms, content }) => {
      const report = await verifyDetached(cms, content);
      return [coversWhole, changedSince, report.ok ? [report.value.intact, ...report.value.problems] : report.code];
    }),
  );
}

const tenDigits = (value: number) => String(value).padStart(10, '0');
const right = [true, [], [true]];
const wrongRanges = [false, ['rangesWrong'], 'cmsUnreadable'];

const habits: readonly (readonly [string, Habits, unknown])[] = [
  ['ranges of ten digits each', { ranges: (numbers) => `[${numbers.map(tenDigits).join(' ')}]` }, right],
  ['ranges on lines of their own', { ranges: (numbers) => `[\r\n${numbers.join('\r\n')}\r\n]` }, right],
  ['ranges in an object of their own, where PDF wants them in the dictionary', { ranges: () => '8 0 R' }, wrongRanges],
  ['a range in words', { ranges: ([a, b, c]) => `[${a} ${b} ${c} /alles]` }, wrongRanges],
  ['capital digits', { hex: (digits) => digits.toUpperCase() }, right],
  ['megabytes of room', { room: 8_000_000 }, right],
  ['a message of no stated length, in pieces', { cms: (content) => indefinite(opensslCms(content)) }, right],
  ['RSA-PSS', { cms: (content) => authority.signCms(rsa, content, '-md', 'sha512', '-keyopt', 'rsa_padding_mode:pss') }, right],
  ['a certificate named by its key', { cms: (content) => opensslCms(content, '-keyid') }, right],
  ['a block filled up with zeros', { tail: '\0'.repeat(400) }, right],
  [
    'a signature of adbe.x509.rsa_sha1, which is no message',
    { cms: () => Uint8Array.of(4, 130, 1, 0, ...new Uint8Array(256).fill(7)) },
    [true, [], 'cmsUnreadable'],
  ],
  ['a place that nobody signed', { cms: () => new Uint8Array() }, [true, [], 'cmsUnreadable']],
  ['entries of the wrong kinds', { entries: '/M 5 /Name [1] /Reason << >> /Reference 5' }, right],
  [
    'texts that are none',
    { entries: '/M <zz> /Name (\\376\\377\\330) /Reason <FEFFD8> /Reference [5 /a << /TransformMethod /DocMDP /TransformParams 4 >> 90 0 R]' },
    right,
  ],
];

test.each(habits)('%s', async (_, habit, said) => expect(await saidOf(await signedAs(filePdf, unsigned, 7, habit))).toEqual([said]), 30_000);

describe('kept for years (PAdES B-LT and B-LTA)', () => {
  const stampCms = async (content: Uint8Array) => {
    const stamped = await requestStamp(content.slice(), async (request) => success(authority.stamp(request)));
    if (!stamped.ok) throw new Error(stamped.code);
    return stamped.value.token;
  };
  const proof = streamOf('bewijs');
  const extended = '/Version /1.7 /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >> /DSS 50 0 R';
  const withProofs = (bytes: Uint8Array, certificates: string) =>
    updated(bytes, { 50: `<< /Certs [${certificates}] /CRLs [52 0 R] /VRI << /AA << /Cert [51 0 R] >> >> >>`, 51: proof, 52: proof, 53: proof });
  const withStamp = (bytes: Uint8Array, title: string, at: number, fields: string) =>
    signedAs((objects) => updated(bytes, objects), { 1: root(fields, extended), 3: page(fields), [at]: fieldOf(title, at + 1) }, at + 1, {
      cms: stampCms,
      kind: '/Type /DocTimeStamp /SubFilter /ETSI.RFC3161',
    });

  test('proofs change nothing, and a time stamp over the file signs it further', async () => {
    const signed = await signedAs(filePdf, unsigned, 7);
    const proven = withProofs(updated(signed, { 1: root('6 0 R', extended) }), '51 0 R');
    expect(await saidOf(proven)).toEqual([[false, [], [true]]]);
    const stamped = await withStamp(proven, 'twee', 60, '6 0 R 60 0 R');
    expect(await saidOf(stamped)).toEqual([[false, ['signed'], [true]], right]);
    const renewed = await withStamp(withProofs(stamped, '51 0 R 53 0 R'), 'drie', 70, '6 0 R 60 0 R 70 0 R');
    expect(await saidOf(renewed)).toEqual([[false, ['signed'], [true]], [false, ['signed'], [true]], right]);
  });
});
