import { fold } from './kinship.ts';

const letters = /\p{Script=Latin}+/gu;
const wordsOf = (name: string): string[] => fold(name).match(letters) ?? [];
const lettersOf = (words: readonly string[]) => [...words.join('')].sort().join('');

/** An initial stands for the word that it begins. */
const isWord = (word: string, other: string) => word === other || ((word.length === 1 || other.length === 1) && word[0] === other[0]);

/** Each word of the shorter name is one of the longer, which may have more: first names, a family name in front. */
function isPartOf(shorter: readonly string[], longer: readonly string[]): boolean {
  const open = [...longer];
  return shorter.every((word) => {
    const at = [open.indexOf(word), open.findIndex((other) => isWord(word, other))].find((found) => found >= 0);
    if (at !== undefined) open.splice(at, 1);
    return at !== undefined;
  });
}

/** Whether two names may be one person's. Of names that cannot be compared, being empty or in other letters, nothing is said against it. */
export function mayBeOnePerson(name: string, other: string): boolean {
  const [a, b] = [wordsOf(name), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return true;
  // `Van Acker` is written `Vanacker` too.
  return (a.length < b.length ? isPartOf(a, b) : isPartOf(b, a)) || lettersOf(a) === lettersOf(b);
}
