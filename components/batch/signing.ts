import type { SigningWay } from '../../utils/batch/submission.ts';
import type { Hand } from '../../utils/extension/handwriting.ts';
import type { Signing } from '../../utils/intake/form.ts';

/** What stands on forms that are signed in this way, as the hand is now. */
export function signingWith(way: SigningWay, { mention, signature, kept }: Hand): Signing {
  if (way === 'hand') return { kind: 'hand', mention, signature, kept };
  return way === 'certificate' ? { kind: 'certificate', mention, kept } : { kind: 'print' };
}
