import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { Derive } from './cipher.ts';
import { checksum, Derivation, decrypt, deriveKey, encrypt, newDerivation, newNonce } from './cipher.ts';
import type { RecordKind } from './kinds.ts';
import { splitKey } from './kinds.ts';
import { latest, walk } from './migrations/walk.ts';
import type { Records } from './records.ts';
import { parseJson, recordsIn } from './records.ts';

z.config({ jitless: true });

/** Bytes, and records. */
export const mostBytes = 20_000_000;
export const mostRecords = 50_000;

/**
 * `fileNotOurs`: no bundle or archive of Intakehulp. `fileOfNewer`: made by a later version. `fileAltered`: cut off or changed on the way.
 * `fileTooBig`: more than 20 MB. `tooManyRecords`: more than 50,000.
 */
export type FileFailure = 'fileNotOurs' | 'fileOfNewer' | 'fileAltered' | 'fileTooBig' | 'tooManyRecords';
export type BundleFailure = FileFailure | 'passphraseWrong' | 'passphraseEmpty';

/** Keys of the records to hand on. Who directs a school, and signatures, go along only where that is chosen. */
export type BundleChoice = { keys: readonly string[]; directors: boolean; signatures: boolean };

const BundleHead = z.object({
  magic: z.literal('intakehulp-bundle'),
  version: z.int().check(z.minimum(2)),
  derivation: Derivation,
  nonce: z.string().check(z.regex(/^[A-Za-z0-9+/]{16}$/)),
});
const Versioned = z.object({ magic: z.string(), version: z.int().check(z.minimum(1)) });

function withoutDirector(record: unknown): unknown {
  return typeof record === 'object' && record !== null ? Object.fromEntries(Object.entries(record).filter(([part]) => part !== 'director')) : record;
}

function choose(records: Records, { keys, directors, signatures }: BundleChoice): Record<string, unknown> {
  const chosen = keys.flatMap((key): [string, unknown][] => {
    const kind: RecordKind | undefined = splitKey(key)?.kind;
    if (!kind || !records.has(key) || (kind === 'signature' && !signatures)) return [];
    const record = records.get(key);
    return [[key, (kind === 'school' || kind === 'group') && !directors ? withoutDirector(record) : record]];
  });
  return Object.fromEntries(chosen);
}

/**
 * A file of the chosen records that only the passphrase opens: a head in JSON, its checksum with the body, and the body, AES-GCM
 * with the head as additional data, each on a line.
 */
export async function packBundle(
  records: Records,
  choice: BundleChoice,
  passphrase: string,
  derive: Derive = deriveKey,
): Promise<Result<Uint8Array, 'passphraseEmpty' | 'fileTooBig' | 'tooManyRecords'>> {
  if (passphrase === '') return failure('passphraseEmpty');
  const chosen = choose(records, choice);
  if (Object.keys(chosen).length > mostRecords) return failure('tooManyRecords', String(mostRecords));
  const derivation = newDerivation();
  const nonce = newNonce();
  const head = JSON.stringify({ magic: 'intakehulp-bundle', version: latest, derivation, nonce });
  const body = await encrypt(await derive(passphrase, derivation), nonce, head, JSON.stringify(chosen));
  const bytes = new TextEncoder().encode(`${head}\n${await checksum(`${head}\n${body}`)}\n${body}`);
  return bytes.length > mostBytes ? failure('fileTooBig') : success(bytes);
}

function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The records of a file, of the latest version. Nothing is known yet of what is in them: that is for `compare`. */
function readRecords(value: unknown, version: number): Result<Records, 'fileAltered' | 'tooManyRecords'> {
  const records = recordsIn(value);
  if (!records) return failure('fileAltered');
  return records.size > mostRecords ? failure('tooManyRecords', String(mostRecords)) : success(walk(records, version));
}

function refuseVersion(head: unknown, magic: string): 'fileNotOurs' | 'fileOfNewer' | undefined {
  const stated = Versioned.safeParse(head);
  if (!stated.success || stated.data.magic !== magic) return 'fileNotOurs';
  return stated.data.version > latest ? 'fileOfNewer' : undefined;
}

export async function openBundle(bytes: Uint8Array, passphrase: string, derive: Derive = deriveKey): Promise<Result<Records, BundleFailure>> {
  if (bytes.length > mostBytes) return failure('fileTooBig');
  // Mail programs change line ends and add some.
  const [headText = '', sum = '', body, ...rest] = (readText(bytes) ?? '').trimEnd().split(/\r?\n/, 4);
  const given = parseJson(headText);
  const refused = refuseVersion(given, 'intakehulp-bundle');
  if (refused) return failure(refused);
  const head = BundleHead.safeParse(given);
  if (!head.success || body === undefined || rest.length > 0 || sum !== (await checksum(`${headText}\n${body}`))) return failure('fileAltered');
  if (passphrase === '') return failure('passphraseEmpty');
  const { nonce, derivation, version } = head.data;
  const text = await decrypt(await derive(passphrase, derivation), nonce, headText, body);
  return text === undefined ? failure('passphraseWrong') : readRecords(parseJson(text), version);
}

/** Everything that is stored, readable, for whoever wants to know or to take it elsewhere. `date`: yyyy-mm-dd. */
export function printArchive(records: Records, date: string): string {
  return `${JSON.stringify({ magic: 'intakehulp-archive', version: latest, date, records: Object.fromEntries(records) }, null, 2)}\n`;
}

/** An archive, as it was printed or as somebody edited it. */
export function openArchive(bytes: Uint8Array): Result<Records, FileFailure> {
  if (bytes.length > mostBytes) return failure('fileTooBig');
  const given = parseJson(readText(bytes) ?? '');
  const refused = refuseVersion(given, 'intakehulp-archive');
  if (refused) return failure(refused);
  const { version } = Versioned.parse(given);
  return readRecords(recordsIn(given)?.get('records'), version);
}
