import { fingerprintOf } from '../fingerprint.ts';
import type { FillReport } from '../intake/form.ts';
import type { Made } from './work.ts';

/** What is noted of a PDF that was made, once it is stored. */
export async function madeOf(bytes: Uint8Array, { placed, left, kept, annexed }: FillReport): Promise<Made> {
  return { hash: await fingerprintOf(bytes), report: { placed: [...placed], left: [...left], kept: [...kept], annexed: [...annexed] } };
}
