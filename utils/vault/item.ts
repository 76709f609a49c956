import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { checksum, Derivation, decrypt, encrypt, newNonce } from './cipher.ts';
import { latest } from './migrations/walk.ts';
import { parseJson } from './records.ts';

z.config({ jitless: true });

/**
 * All that the vault writes has one form, a text of three parts:
 *
 *     head: what this is, in JSON, on one line
 *     SHA-256 of the head, a line break and the body
 *     body
 *
 * With a passphrase the body is encrypted and the head is its additional data: neither can be altered, nor stand under another head.
 */
const count = z.int().check(z.minimum(0));
const Place = z.object({ epoch: count, number: count });
const shared = { magic: z.literal('intakehulp-vault'), version: z.int().check(z.minimum(1)), nonce: z.optional(z.string()) };

const BaseHead = z.object({ ...shared, kind: z.literal('base'), generation: count, last: Place });
const EntryHead = z.object({ ...shared, kind: z.literal('entry'), generation: count, at: Place, after: Place, writer: z.string() });
const SnapshotHead = z.object({ ...shared, kind: z.literal('snapshot'), number: count, date: z.string(), generation: count, last: Place });
const AsideHead = z.object({ ...shared, kind: z.literal('aside'), number: count });
const LockHead = z.object({ ...shared, kind: z.literal('lock'), turn: count, keyId: z.string(), derivation: Derivation });

export const Head = z.discriminatedUnion('kind', [BaseHead, EntryHead, SnapshotHead, AsideHead, LockHead]);
/**
 * - `base`: all records as they were after the change at `last`; the higher `generation` is the newer.
 * - `entry`: the change at `at`, made on top of that base, next after the change at `after`.
 * - `snapshot`: as a base, kept for its day.
 * - `aside`: what could not be read under another key, as it was.
 * - `lock`: the data key, wrapped by the passphrase's key; `keyId` tells which data key.
 */
export type Head = z.infer<typeof Head>;
export type Kind = Head['kind'];
export type HeadOf<Name extends Kind> = Extract<Head, { kind: Name }>;
/** What a head says beside the form; `version` where it is not the latest. */
export type Said<Some> = Some extends unknown ? Omit<Some, 'magic' | 'version' | 'nonce'> & { version?: number } : never;

export type Item = { head: Head; headText: string; body: string };
export type ItemFailure = 'damaged' | 'newer';

/** Lone surrogates have no UTF-8 of their own, so that a checksum could not tell them apart. */
const loneSurrogate = /\p{Surrogate}/u;

/** Plain without a key. */
export async function printItem(head: Said<Head>, text: string, key: CryptoKey | undefined): Promise<string> {
  const nonce = key && newNonce();
  const headText = JSON.stringify({ magic: 'intakehulp-vault', version: latest, nonce, ...head });
  const body = key && nonce ? await encrypt(key, nonce, headText, text) : text;
  return `${headText}\n${await checksum(`${headText}\n${body}`)}\n${body}`;
}

/** Reads without a key: whether the item is whole, and what it is. `newer`: whole, but written by a later version of Intakehulp. */
export async function readItem(stored: unknown): Promise<Result<Item, ItemFailure>> {
  if (typeof stored !== 'string' || loneSurrogate.test(stored)) return failure('damaged');
  const headEnd = stored.indexOf('\n');
  const sumEnd = stored.indexOf('\n', headEnd + 1);
  if (headEnd < 0 || sumEnd < 0) return failure('damaged');
  const headText = stored.slice(0, headEnd);
  const body = stored.slice(sumEnd + 1);
  if (stored.slice(headEnd + 1, sumEnd) !== (await checksum(`${headText}\n${body}`))) return failure('damaged');
  const given = parseJson(headText);
  const { data: common } = z.object(shared).safeParse(given);
  if (common && common.version > latest) return failure('newer');
  const head = Head.safeParse(given);
  return head.success ? success({ head: head.data, headText, body }) : failure('damaged');
}

export const isSealed = ({ head }: Item) => head.nonce !== undefined;

/** The item's text; undefined where it was not written with this key, or not without one. */
export async function openItem({ head, headText, body }: Item, key: CryptoKey | undefined): Promise<string | undefined> {
  if (head.nonce === undefined) return key ? undefined : body;
  return key && decrypt(key, head.nonce, headText, body);
}
