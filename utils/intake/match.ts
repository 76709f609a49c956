import type { PlaceKey } from './catalogue.ts';
import { apart, functionWords, rewritings, synonyms } from './words.ts';

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
  return [...text.matchAll(word)].map((found) => ({
    token: firstSaying.get(found[0]) ?? found[0],
    part: origin[found.index] ?? 0,
    last: origin[found.index + found[0].length - 1] ?? 0,
  }));
}

/** The same text is asked for many times, on paper and on pages: what was made of it is kept, as long as there is not too much. */
function remembering<Value>(make: (text: string) => Value): Map<string, Value> & { of: (text: string) => Value } {
  const made = new Map<string, Value>();
  const of = (text: string): Value => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size > mostRemembered) made.clear();
    const value = make(text);
    made.set(text, value);
    return value;
  };
  return Object.assign(made, { of });
}
const mostRemembered = 8000;

/**
 * Letters and digits, as they are after `bare`: spelled out, since browsers take milliseconds to prepare \p{L}. Of other scripts than
 * Latin it takes some marks for letters too, which no wording has.
 */
const word = /[0-9a-z\u00df-\u00f6\u00f8-\u02af\u0370-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+/g;

const cut = (plain: string): string[] => (plain.match(word) ?? []).map((said) => firstSaying.get(said) ?? said);

const plainly = (text: string): string => rewritings.reduce((plain, [pattern, replacement]) => plain.replace(pattern, replacement), `${bare(text)} `);

const cutBefore = remembering((text) => cut(plainly(text)));

/** The words of a text, each by its first saying. */
export function tokens(text: string): readonly string[] {
  return cutBefore.of(text);
}

/** `tokens` of many texts at once, which costs far less than one by one: they are then known. */
export function learn(texts: readonly string[]): void {
  const unknown = texts.filter((text) => !cutBefore.has(text) && !text.includes(apart));
  if (cutBefore.size > mostRemembered) cutBefore.clear();
  const plain = plainly(unknown.join(` ${apart}`)).split(apart);
  unknown.forEach((text, at) => {
    cutBefore.set(text, cut(plain[at] ?? ''));
  });
}

const weights = remembering((token) => (/^\d{1,2}$/.test(token) ? 0 : functionWords.has(token) || token.length === 1 ? functionWeight : 1));

/** 0 for numbering, little for function words, 1 for the words that tell one question from another. */
export function weigh(token: string): number {
  return weights.of(token);
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
const stems = remembering((token) => (token.length > 5 ? token.replace(/(en|s|n|e)$/, '') : token));

/** The same word, its plural, or (for long words) one slip apart. */
function sameToken(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 5 || b.length < 5) return false;
  return stems.of(a) === stems.of(b) || (a.length >= typoLength && b.length >= typoLength && almostSame(a, b));
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
  let next = new Float64Array(wording.length + 1);
  let textWeight = 0;
  let best: Alignment = { score: 0, end: from };
  for (let at = from; at < reach; at++) {
    const token = text[at] ?? '';
    const weight = weigh(token);
    textWeight += weight;
    for (let to = 1; to <= wording.length; to++) {
      const said = wording[to - 1] ?? '';
      const together = sameToken(said, token) ? (row[to - 1] ?? 0) + weigh(said) : 0;
      next[to] = Math.max(row[to] ?? 0, next[to - 1] ?? 0, together);
    }
    [row, next] = [next, row];
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

type Named = { key: PlaceKey; wordings: readonly string[] };

const inOrder = (words: readonly string[]): string => words.join(' ');
const asSet = (words: readonly string[]): string => [...new Set(words)].sort().join(' ');

type Names = { exact: Map<string, PlaceKey>; sets: Map<string, ReadonlySet<PlaceKey>> };
const namesBefore = new WeakMap<readonly Named[], Names>();

/** The options' names, cut into words once for each table of them. */
function namesOf(options: readonly Named[]): Names {
  const known = namesBefore.get(options);
  if (known) return known;
  const names: Names = { exact: new Map(), sets: new Map() };
  for (const { key, wordings } of options) {
    for (const words of wordings.map(tokens)) {
      if (!names.exact.has(inOrder(words))) names.exact.set(inOrder(words), key);
      names.sets.set(asSet(words), new Set([...(names.sets.get(asSet(words)) ?? []), key]));
    }
  }
  namesBefore.set(options, names);
  return names;
}

/** The option that a text names: exactly, by an alias, or by the same set of words. Never by a part of a word or of the text. */
export function matchOption(options: readonly Named[], text: string): PlaceKey | undefined {
  const heard = tokens(text);
  if (heard.length === 0) return undefined;
  const { exact, sets } = namesOf(options);
  const named = exact.get(inOrder(heard));
  if (named !== undefined) return named;
  const sameWords = sets.get(asSet(heard));
  return sameWords?.size === 1 ? [...sameWords][0] : undefined;
}
