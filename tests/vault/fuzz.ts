import fc from 'fast-check';
import { openArchive, openBundle } from '../../utils/vault/bundle.ts';
import { checksum, encrypt, newDerivation, newNonce } from '../../utils/vault/cipher.ts';
import { compare, take } from '../../utils/vault/compare.ts';
import { kinds, splitKey } from '../../utils/vault/kinds.ts';
import { latest } from '../../utils/vault/migrations/walk.ts';
import { quickly, school } from './support.ts';

/** What became of the files: `opened`, or the code of their refusal; and of the records in those that opened. */
export type FuzzReport = { files: number; outcomes: Record<string, number>; records: Record<string, number> };

const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length', 'id', 'name', ''];
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('<script>alert(1)</script>', 'javascript:alert(1)', '\u0000', '\ud800', '\u202e', '=HYPERLINK("x")', '../../x', '$1', '𝕏'.repeat(200)),
);
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, -0, 1e308, -1),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    hostileText,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...hostileKeys), hostileText), tie('value')), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries)),
})).value;

const ids = fc.oneof(fc.constantFrom('1', 'a', '__proto__', 'constructor', ''), fc.stringMatching(/^[\w-]{1,8}$/), hostileText);
const hand = fc.oneof(
  fc.record({ kind: fc.constant('drawn'), width: fc.double(), height: fc.nat(), strokes: fc.array(fc.array(fc.nat())) }),
  fc.record({ kind: fc.constant('image'), type: fc.constantFrom('image/png', 'image/jpeg', 'image/svg+xml'), base64: fc.base64String() }),
);

/** A record that could almost be one: each part right, wrong, or missing. */
const almostRecord = fc
  .tuple(fc.constantFrom('applicant', 'school', 'purpose', 'signature', 'kept:school', 'vault', 'constructor'), ids)
  .chain(([kind, id]) => {
    const or = <Part>(part: fc.Arbitrary<Part>) => fc.oneof({ weight: 6, arbitrary: part as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anyJson });
    const texts = or(fc.array(hostileText, { maxLength: 3 }));
    const parts = {
      id: fc.oneof({ weight: 9, arbitrary: fc.constant(id) as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anyJson }),
      name: or(hostileText),
      role: or(hostileText),
      institutionNumbers: texts,
      accessGroups: texts,
      director: or(fc.record({ name: hostileText, email: hostileText }, { requiredKeys: [] })),
      clientId: or(fc.record({ kind: fc.constantFrom('new', 'extend', 'x'), name: hostileText }, { requiredKeys: [] })),
      administration: or(fc.record({ asked: fc.boolean(), purpose: fc.constantFrom('push', 'read'), use: hostileText }, { requiredKeys: [] })),
      signature: or(hand),
      ['__proto__']: anyJson,
    };
    return fc.record(parts, { requiredKeys: ['id'], noNullPrototype: true }).map((record): [string, unknown] => [`${kind}:${id}`, record]);
  });

const stored = new Map<string, unknown>([
  ['school:1', school('1')],
  ['school:a', 'unreadable'],
  ['applicant:1', { id: '1', name: 'An', role: '', email: '' }],
  ['purpose:1', { id: '1', name: 'Doel', clientId: { name: '' } }],
  ['signature:1', { id: '1', name: 'An' }],
]);
const storedText = JSON.stringify([...stored]);

const knownRecord = fc.constantFrom(...stored).map(([key, record]): [string, unknown] => [key, structuredClone(record)]);

const anyRecords = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof({ weight: 5, arbitrary: almostRecord }, { weight: 1, arbitrary: knownRecord }), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)) as fc.Arbitrary<unknown>,
  },
  { weight: 1, arbitrary: anyJson },
);
const anyVersion = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(latest, latest, latest, 1) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 1.5, latest + 1, '2', null) },
);

type File = { kind: 'bundle' | 'archive'; version: unknown; records: unknown; wound: Wound };
/** What happened to the file on its way, at a place 0–1 of its length. */
type Wound = { how: 'none' | 'flip' | 'cut' | 'double'; at: number; bit: number };

const anyFile: fc.Arbitrary<File> = fc.record({
  kind: fc.constantFrom('bundle', 'archive'),
  version: anyVersion,
  records: anyRecords,
  wound: fc.record({
    how: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'none', 'none', 'flip', 'cut', 'double'),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    bit: fc.nat(7),
  }),
});

function wounded(bytes: Uint8Array, { how, at, bit }: Wound): Uint8Array {
  const place = Math.floor(bytes.length * at);
  if (how === 'cut') return bytes.slice(0, place);
  if (how === 'double') return new Uint8Array([...bytes, ...bytes.slice(place)]);
  if (how === 'flip') return bytes.map((byte, index) => (index === place ? byte ^ (1 << bit) : byte));
  return bytes;
}

const utf8 = new TextEncoder();

/** A bundle of anything, as somebody who knows the passphrase could make one. */
async function bundleOf(version: unknown, records: unknown): Promise<Uint8Array> {
  const derivation = newDerivation();
  const nonce = newNonce();
  const head = JSON.stringify({ magic: 'intakehulp-bundle', version, derivation, nonce });
  const body = await encrypt(await quickly('zin', derivation), nonce, head, JSON.stringify(records));
  return utf8.encode(`${head}\n${await checksum(`${head}\n${body}`)}\n${body}`);
}

const prototypeNames = () =>
  [Object.prototype, Array.prototype, Function.prototype, Map.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype)).join();

function must(held: boolean, what: string): void {
  if (!held) throw new Error(what);
}

async function importFile({ kind, version, records, wound }: File, report: FuzzReport): Promise<void> {
  const whole = kind === 'bundle' ? await bundleOf(version, records) : utf8.encode(JSON.stringify({ magic: 'intakehulp-archive', version, records }));
  const bytes = wounded(whole, wound);
  const opened = kind === 'bundle' ? await openBundle(bytes, 'zin', quickly) : openArchive(bytes);
  const outcome = opened.ok ? 'opened' : opened.code;
  report.files += 1;
  report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
  must(kind === 'archive' || wound.how === 'none' || !opened.ok, 'a wounded bundle opened');
  if (!opened.ok) return;
  const comparisons = compare(opened.value, stored);
  must(comparisons.length === opened.value.size, 'each record is compared once');
  for (const { state } of comparisons) report.records[state] = (report.records[state] ?? 0) + 1;
  const change = take(
    comparisons.map((comparison) => ({ comparison })),
    stored,
  );
  must(change.remove.length === 0, 'an import removes nothing');
  for (const [key, record] of Object.entries(change.set)) {
    const split = splitKey(key);
    must(split !== undefined && kinds[split.kind].schema.safeParse(record).success, `what is taken is a record: ${key}`);
    must(Object.getPrototypeOf(record) === Object.prototype && !Object.hasOwn(Object(record), '__proto__'), 'no record brings a prototype');
  }
  // What was taken is the same as what came, when it comes again.
  const after = new Map([...stored, ...Object.entries(change.set)]);
  must(
    compare(opened.value, after).every(({ state }) => state === 'same' || state === 'unfit'),
    'taking twice is taking once',
  );
}

/** Imports `count` generated files; throws with the smallest one that does what no file may do. */
export async function fuzzImports(count: number, seed?: number): Promise<FuzzReport> {
  const report: FuzzReport = { files: 0, outcomes: {}, records: {} };
  const before = prototypeNames();
  await fc.assert(
    fc.asyncProperty(anyFile, async (file) => {
      await importFile(file, report);
      must(prototypeNames() === before, 'a prototype was changed');
      must(JSON.stringify([...stored]) === storedText, 'comparing wrote');
    }),
    { numRuns: count, seed },
  );
  return report;
}
