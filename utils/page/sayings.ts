import { align, learn, tokens, weigh } from '../intake/match.ts';

/** Below this a text is out of the question as a wording. */
export const admitted = 0.6;

const weightOf = (list: readonly string[]): number => list.reduce((sum, token) => sum + weigh(token), 0);
const beginning = (token: string): string => token.slice(0, 4);

/** A wording cut into words; `row` is the table's row that it is a wording of. */
type Saying = { row: number; said: readonly string[]; weight: number };

/** How well a text says each row of a table of wordings, 0–1; 0 below `admitted`. */
export type Listener = (text: string) => readonly number[];

/** As many texts as are remembered: pages say the same again, and are read again. */
const mostHeard = 4000;

/** A row of a table: its wordings, what may follow these in a text and is part of no wording, and words of which the text must say one. */
export type Row = { wordings: readonly string[]; tails?: readonly string[]; telling?: readonly string[] | undefined };

/** From here on the rest of a text is one of the row's tails. */
const isTail = 0.7;

/** Listens for a table's wordings. Only sayings that share enough words with the text, by how these begin, are aligned with it. */
export function listenFor(table: readonly Row[]): Listener {
  learn(table.flatMap(({ wordings, tails = [] }) => [...wordings, ...tails]));
  const sayings: Saying[] = table.flatMap(({ wordings }, row) =>
    wordings.map((wording) => ({ row, said: tokens(wording), weight: weightOf(tokens(wording)) })),
  );
  const byBeginning = new Map<string, number[]>();
  sayings.forEach(({ said }, at) => {
    for (const start of new Set(said.filter((token) => weigh(token) === 1).map(beginning))) {
      const list = byBeginning.get(start);
      if (list) list.push(at);
      else byBeginning.set(start, [at]);
    }
  });
  const heardBefore = new Map<string, readonly number[]>();
  const shared = new Float64Array(sayings.length);

  const hear = (words: readonly string[]): readonly number[] => {
    const total = weightOf(words);
    const scores = new Array<number>(table.length).fill(0);
    const touched: number[] = [];
    let light = 0;
    for (const word of words) {
      const weight = weigh(word);
      if (weight < 1) light += weight;
      else
        for (const at of byBeginning.get(beginning(word)) ?? []) {
          if (shared[at] === 0) touched.push(at);
          shared[at] = (shared[at] ?? 0) + weight;
        }
    }
    for (const at of touched) {
      const saying = sayings[at];
      const most = (shared[at] ?? 0) + light;
      shared[at] = 0;
      const { telling, tails } = table[saying?.row ?? -1] ?? {};
      if (!saying || (telling && !telling.some((word) => words.includes(word)))) continue;
      const { row, said, weight } = saying;
      const best = scores[row] ?? 0;
      // What an example adds to a text is no part of its wording.
      const least = tails || words.includes('voorbeeld') ? 2 * weight : weight + total;
      if ((2 * Math.min(most, weight)) / Math.min(least, weight + total) <= Math.max(best, admitted)) continue;
      scores[row] = Math.max(best, scoreSaying(said, weight, words, total, tails));
    }
    return scores;
  };
  return (text) => {
    const known = heardBefore.get(text);
    if (known) return known;
    const scores = hear(tokens(text));
    if (heardBefore.size > mostHeard) heardBefore.clear();
    heardBefore.set(text, scores);
    return scores;
  };
}

function scoreSaying(said: readonly string[], weight: number, words: readonly string[], total: number, tails: readonly string[] = []): number {
  if (said.length === words.length && said.every((token, at) => token === words[at])) return 1;
  const { score, end } = align(said, words);
  const upToEnd = weight + weightOf(words.slice(0, end));
  const rest = words.slice(end);
  const tailed = score >= admitted && rest.length > 0 && (rest[0] === 'voorbeeld' || tails.some((tail) => align(tokens(tail), rest).score >= isTail));
  const whole = tailed ? score : Math.min(1, (score * upToEnd) / (weight + total));
  return whole >= admitted ? whole : 0;
}
