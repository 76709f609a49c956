import * as z from 'zod/mini';
import { fingerprintOf } from '../fingerprint.ts';
import type { Signing } from '../intake/form.ts';
import { listRows, putRows } from './database.ts';

z.config({ jitless: true });

/** One PDF under which a stored signature was put; `at` in ms, `hash` the SHA-256 of its bytes. `signature`: as it was called then. */
const UsedHand = z.object({
  id: z.string(),
  at: z.number(),
  signatureId: z.string(),
  signature: z.string(),
  school: z.string(),
  form: z.string(),
  fileName: z.string(),
  hash: z.string(),
});
export type UsedHand = z.infer<typeof UsedHand>;

/** What the log says of the PDF. */
export type SignedPdf = { school: string; form: string; fileName: string; bytes: Uint8Array };

/**
 * Notes that a stored signature stands on this PDF; a hand that was drawn for it is nobody's business. False where the vault is
 * locked: then the PDF is not kept either.
 */
export async function noteHandUse(signing: Signing, { bytes, ...about }: SignedPdf): Promise<boolean> {
  if (signing.kind === 'print' || !signing.kept) return true;
  const { id, name } = signing.kept;
  const use: UsedHand = { id: crypto.randomUUID(), at: Date.now(), signatureId: id, signature: name, ...about, hash: await fingerprintOf(bytes) };
  return putRows('handUses', [use]);
}

/** Newest first. */
export async function listHandUses(): Promise<UsedHand[]> {
  return (await listRows('handUses')).flatMap((row) => UsedHand.safeParse(row).data ?? []);
}
