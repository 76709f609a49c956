import * as z from 'zod/mini';
import { Applicant, PurposeProfile, School } from '../intake/profile.ts';

z.config({ jitless: true });

/** Units of a drawing, or an image in base64. */
const StoredHand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawn'), width: z.number(), height: z.number(), strokes: z.array(z.array(z.number())) }),
  z.object({ kind: z.literal('image'), type: z.enum(['image/png', 'image/jpeg']), base64: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/)) }),
]);

/** A hand that somebody chose to keep: in the vault only, and in a bundle only when chosen. */
const SignatureRecord = z.object({
  id: z.string(),
  name: z._default(z.string(), ''),
  mention: z.optional(StoredHand),
  signature: z.optional(StoredHand),
});

/**
 * What may come in from a file: `kind:ID` → its shape, how much JSON (characters) it may be, and its parts that are taken in whole
 * or not at all.
 */
export const kinds = {
  applicant: { schema: Applicant, most: 100_000, whole: [] },
  school: { schema: School, most: 100_000, whole: [] },
  purpose: { schema: PurposeProfile, most: 100_000, whole: [] },
  signature: { schema: SignatureRecord, most: 4_000_000, whole: ['mention', 'signature'] },
} as const;
export type RecordKind = keyof typeof kinds;

const keyPattern = /^([a-z]+):([A-Za-z0-9_-]{1,64})$/;

/** The kind and id that a key names; undefined where it is no key of the table. */
export function splitKey(key: string): { kind: RecordKind; id: string } | undefined {
  const [, kind = '', id = ''] = keyPattern.exec(key) ?? [];
  return Object.hasOwn(kinds, kind) ? { kind: kind as RecordKind, id } : undefined;
}
