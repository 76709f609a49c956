/** Characters that are advised; fewer are taken as well. */
export const advisedLength = 12;

/** Fewer different characters than this is one thing typed over and over. */
const leastDifferent = 5;

export type Strength = 'short' | 'repeats' | 'fine';

/** What to say of a passphrase that is being chosen; nothing of none. It is advice: whoever wants a short one may. */
export function strengthOf(passphrase: string): Strength | undefined {
  const characters = [...passphrase.normalize('NFC')];
  if (characters.length === 0) return undefined;
  if (characters.length < advisedLength) return 'short';
  return new Set(characters).size < leastDifferent ? 'repeats' : 'fine';
}
