/** Chance that can be repeated: the same words give the same numbers, on every machine. */
export type Random = {
  /** 0 ≤ x < 1. */
  share: () => number;
  /** A whole number, 0 ≤ n < below. */
  below: (below: number) => number;
  pick: <Value>(from: readonly Value[]) => Value;
  chance: (share: number) => boolean;
};

/** FNV-1a over the words' characters, so that neighbours start far apart. */
function hash(words: string): number {
  let value = 0x811c9dc5;
  for (const character of words) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  return value >>> 0;
}

export function randomOf(words: string): Random {
  let state = hash(words);
  const share = () => {
    // Mulberry's step: a counter, mixed.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(share() * limit);
  return {
    share,
    below,
    chance: (of) => share() < of,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
  };
}
