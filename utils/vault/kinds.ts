import * as z from 'zod/mini';
import { Applicant, Group, PurposeProfile, School } from '../intake/profile.ts';

z.config({ jitless: true });

/** Pen strokes, in units of the drawing. */
export const DrawnHand = z.object({ kind: z.literal('drawn'), width: z.number(), height: z.number(), strokes: z.array(z.array(z.number())) });

/** Handwriting as it is stored: strokes, or an image in base64. */
export const StoredHandwriting = z.discriminatedUnion('kind', [
  DrawnHand,
  z.object({ kind: z.literal('image'), type: z.enum(['image/png', 'image/jpeg']), base64: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/)) }),
]);

export type StoredHandwriting = z.infer<typeof StoredHandwriting>;

/** A hand that somebody chose to keep: in the vault only, and in a bundle only when chosen. */
const SignatureRecord = z.object({
  id: z.string(),
  name: z._default(z.string(), ''),
  mention: z.optional(StoredHandwriting),
  signature: z.optional(StoredHandwriting),
});

/** The stored signature that a hand comes from. */
export const KeptHand = z.object({ id: z.string(), name: z.string() });

/** What may come in from a file: `kind:ID` → its shape, and how much JSON (characters) it may be. */
export const kinds = {
  applicant: { schema: Applicant, most: 100_000 },
  school: { schema: School, most: 100_000 },
  purpose: { schema: PurposeProfile, most: 100_000 },
  /** Ten thousand schools, by their ids. */
  group: { schema: Group, most: 1_000_000 },
  signature: { schema: SignatureRecord, most: 4_000_000 },
} as const;
export type RecordKind = keyof typeof kinds;

const keyPattern = /^([a-z]+):([A-Za-z0-9_-]{1,64})$/;

/** The kind and id that a key names; undefined where it is no key of the table. */
export function splitKey(key: string): { kind: RecordKind; id: string } | undefined {
  const [, kind = '', id = ''] = keyPattern.exec(key) ?? [];
  return Object.hasOwn(kinds, kind) ? { kind: kind as RecordKind, id } : undefined;
}

/** Whether a record is what its key says; those of no kind are nobody's to judge. */
export function isReadable(key: string, record: unknown): boolean {
  const kind = splitKey(key)?.kind;
  return kind === undefined || kinds[kind].schema.safeParse(record).success;
}
