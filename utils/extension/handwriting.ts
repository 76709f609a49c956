import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { Handwriting } from '../intake/form.ts';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import { KeptHand, StoredHandwriting } from '../vault/kinds.ts';
import { watchArea } from './area.ts';

z.config({ jitless: true });

/** One form for one school. `name` is how the person knows it. */
export type HandUse = { fingerprint: string; schoolId: string; name: string };

/**
 * The hand of the running work: the mention and the signature, and the request for which the person drew them or said that they
 * serve. Under another request they stand only after they say so again. `kept`: the stored signature that they come from.
 */
export type Hand = { mention?: Handwriting; signature?: Handwriting; use?: HandUse; kept?: z.infer<typeof KeptHand> };

const StoredHand = z.object({
  mention: z.optional(StoredHandwriting),
  signature: z.optional(StoredHandwriting),
  use: z.optional(z.object({ fingerprint: z.string(), schoolId: z.string(), name: z.string() })),
  kept: z.optional(KeptHand),
});

const key = 'handwriting';

export function pack(handwriting: Handwriting | undefined): StoredHandwriting | undefined {
  if (!handwriting) return undefined;
  if (handwriting.kind === 'image') return { kind: 'image', type: handwriting.type, base64: toBase64(handwriting.bytes) };
  return { ...handwriting, strokes: handwriting.strokes.map((stroke) => [...stroke]) };
}

export function unpack(stored: StoredHandwriting | undefined): Handwriting | undefined {
  if (!stored) return undefined;
  return stored.kind === 'image' ? { kind: 'image', type: stored.type, bytes: fromBase64(stored.base64) ?? new Uint8Array() } : stored;
}

export async function loadHandwriting(): Promise<Hand> {
  const { [key]: stored } = await browser.storage.session.get(key);
  if (stored === undefined || stored === null) return {};
  const { mention, signature, use, kept } = StoredHand.parse(stored);
  return { mention: unpack(mention), signature: unpack(signature), use, ...(kept && { kept }) };
}

/**
 * Kept in memory only and gone when the browser closes: a signature does not belong on disk. Rejects when it is larger
 * than the browser keeps for a session (10 MB in all).
 */
export function saveHandwriting(hand: Hand): Promise<void> {
  const stored: z.infer<typeof StoredHand> = { mention: pack(hand.mention), signature: pack(hand.signature), use: hand.use, kept: hand.kept };
  return browser.storage.session.set({ [key]: stored });
}

export function clearHandwriting(): Promise<void> {
  return browser.storage.session.remove(key);
}

/** Hears of a change made in another view. Returns how to stop. */
export function watchHandwriting(listener: () => void): () => void {
  return watchArea('session', (changes) => {
    if (key in changes) listener();
  });
}
