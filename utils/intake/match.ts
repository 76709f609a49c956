import type { PlaceKey } from './catalogue.ts';
import { functionWords, rewritings, synonyms } from './words.ts';

/**
 * Question text on paper or page → how well it says a wording of the catalogue. Words, never substrings: "naam" is not in
 * "gebruikersnaam", "nee" not in "meneer". Content words weigh most, function words little, numbering nothing.
 */

const functionWeight = 0.15;
const firstSaying = new Map(synonyms.flatMap((row) => row.map((word) => [word, row[0] ?? word] as const)));

/** Text in the making: `origin[i]` is the part that character i came from. */
type Tracked = { text: string; origin: number[] };

function rewrite({ text, origin }: Tracked, pattern: RegExp, replacement: string): Tracked {
  let rewritten = '';
  const from: number[] = [];
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    const insert = found[0].replace(new RegExp(pattern.source, pattern.flags.replace('g', '')), replacement);
    rewritten += text.slice(at, found.index) + insert;
    const end = found.index + found[0].length;
    from.push(...origin.slice(at, found.index), ...Array.from(insert, (_, i) => origin[i === insert.length - 1 ? end - 1 : found.index] ?? 0));
    at = end;
  }
  return at === 0 ? { text, origin } : { text: rewritten + text.slice(at), origin: [...from, ...origin.slice(at)] };
}

const bare = (part: string) =>
  part
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u00ad\u200b\u2060\ufeff]/g, '')
    .toLowerCase();

function normaliseParts(parts: readonly string[]): Tracked {
  let tracked: Tracked = { text: '', origin: [] };
  parts.forEach((part, at) => {
    const plain = `${bare(part)} `;
    tracked.text += plain;
    for (let i = 0; i < plain.length; i++) tracked.origin.push(at);
  });
  for (const [pattern, replacement] of rewritings) tracked = rewrite(tracked, pattern, replacement);
  return tracked;
}

/** Lower case, no diacritics, ligatures apart, the usual spellings made one. */
export function normalise(text: string): string {
  return normaliseParts([text]).text.trim();
}

export type Token = {
  token: string;
  /** Index of the part (a printed word, say) in which it begins, and of the one in which it ends: "uit te breiden" is one word. */
  part: number;
  last: number;
};

/** The words of consecutive parts in order, each by its first saying, and the parts it spans. */
export function tokensOf(parts: readonly string[]): Token[] {
  const { text, origin } = normaliseParts(parts);
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((found) => ({
    token: firstSaying.get(found[0]) ?? found[0],
    part: origin[found.index] ?? 0,
    last: origin[found.index + found[0].length - 1] ?? 0,
  }));
}

export function tokens(text: string): string[] {
  return tokensOf([text]).map(({ token }) => token);
}

/** 0 for numbering, little for function words, 1 for the words that tell one question from another. */
export function weigh(token: string): number {
  if (/^\d{1,2}$/.test(token)) return 0;
  return functionWords.has(token) || token.length === 1 ? functionWeight : 1;
}

/** One slip of the pen apart: a letter changed, dropped, added, or two swapped. */
function almostSame(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

const typoLength = 7;
const stem = (token: string) => (token.length > 5 ? token.replace(/(en|s|n|e)$/, '') : token);

/** The same word, its plural, or (for long words) one slip apart. */
function sameToken(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 5 || b.length < 5) return false;
  return stem(a) === stem(b) || (a.length >= typoLength && b.length >= typoLength && almostSame(a, b));
}

export type Alignment = {
  /** 0–1: twice the weight said in order, over the weight of both. */
  score: number;
  /** Index after the last word of the text that belongs to the wording. */
  end: number;
};

/**
 * How well the text says the wording from word `from` on, wherever it stops saying it: the end is chosen for the best score.
 * A text may go on after it (the next question); words in between count against it.
 */
export function align(wording: readonly string[], text: readonly string[], from = 0): Alignment {
  const reach = Math.min(text.length, from + Math.ceil(wording.length * 1.5) + 4);
  const wordingWeight = wording.reduce((sum, token) => sum + weigh(token), 0);
  let row = new Float64Array(wording.length + 1);
  let textWeight = 0;
  let best: Alignment = { score: 0, end: from };
  for (let at = from; at < reach; at++) {
    const token = text[at] ?? '';
    const weight = weigh(token);
    textWeight += weight;
    const next = new Float64Array(wording.length + 1);
    for (let to = 1; to <= wording.length; to++) {
      const said = wording[to - 1] ?? '';
      const together = sameToken(said, token) ? (row[to - 1] ?? 0) + weigh(said) : 0;
      next[to] = Math.max(row[to] ?? 0, next[to - 1] ?? 0, together);
    }
    row = next;
    const score = wordingWeight + textWeight > 0 ? (2 * (row[wording.length] ?? 0)) / (wordingWeight + textWeight) : 0;
    if (score > best.score + 1e-9) best = { score: Math.min(score, 1), end: at + 1 };
  }
  return best;
}

/** How well the whole text says the wording: 1 for the same words, falling with each content word too many or too few. */
export function scoreWording(wording: string, text: string): number {
  const said = tokens(wording);
  const heard = tokens(text);
  const weight = (list: readonly string[]) => list.reduce((sum, token) => sum + weigh(token), 0);
  const both = weight(said) + weight(heard);
  if (both === 0) return 0;
  const found = align(said, heard);
  const upToEnd = weight(said) + weight(heard.slice(0, found.end));
  return Math.min(1, (found.score * upToEnd) / both);
}

/** The option that a text names: exactly, by an alias, or by the same set of words. Never by a part of a word or of the text. */
export function matchOption(options: readonly { key: PlaceKey; wordings: readonly string[] }[], text: string): PlaceKey | undefined {
  const plain = (value: string) => tokens(value).join(' ');
  const asSet = (value: string) => [...new Set(tokens(value))].sort().join(' ');
  const heard = plain(text);
  if (!heard) return undefined;
  const exact = options.find((option) => option.wordings.some((wording) => plain(wording) === heard));
  if (exact) return exact.key;
  const sameWords = options.filter((option) => option.wordings.some((wording) => asSet(wording) === asSet(text)));
  return sameWords.length === 1 ? sameWords[0]?.key : undefined;
}
