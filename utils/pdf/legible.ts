import type { Glyph } from './paint.ts';

/**
 * Some producers embed a TrueType font without saying which letters its glyphs are; a reader then sees glyph numbers as
 * characters. In the usual order of a TrueType font, glyph 3 is the space: each character is 29 places too low.
 */
const glyphOrderShift = 29;
const leastLetters = 12;

const shifted = (text: string) => String.fromCodePoint(...Array.from(text, (character) => (character.codePointAt(0) ?? 0) + glyphOrderShift));

/** Does it read as Dutch, French or English? Vowels make up a third to a half of the letters of each, and most are small. */
function readsAsWords(text: string): boolean {
  const words = text.replace(/[._…\s]/g, '');
  const letters = words.match(/\p{L}/gu) ?? [];
  const vowels = text.match(/[aeiouyé]/gi) ?? [];
  const small = text.match(/\p{Ll}/gu) ?? [];
  return (
    letters.length >= 0.7 * [...words].length &&
    vowels.length >= 0.28 * letters.length &&
    vowels.length <= 0.6 * letters.length &&
    small.length >= 0.5 * letters.length
  );
}

const sharesLetters = (text: string) => (text.match(/[\p{L}\s]/gu) ?? []).length / Math.max(1, [...text].length);

/** Gives glyphs of unlabelled fonts the letters that they show. Fonts that read as words already stay as they are. */
export function makeLegible(glyphs: readonly Glyph[]): Glyph[] {
  const texts = new Map<string, string>();
  for (const glyph of glyphs) texts.set(glyph.font, (texts.get(glyph.font) ?? '') + glyph.text.trim());
  const sure = new Set(
    [...texts].filter(([, text]) => text.length >= leastLetters && !readsAsWords(text) && readsAsWords(shifted(text))).map(([font]) => font),
  );
  if (sure.size === 0) return [...glyphs];
  const all = new Set(
    [...texts]
      .filter(([font, text]) => sure.has(font) || (!readsAsWords(text) && sharesLetters(shifted(text)) > sharesLetters(text) + 0.2))
      .map(([font]) => font),
  );
  return glyphs.map((glyph) => (all.has(glyph.font) ? { ...glyph, text: shifted(glyph.text) } : glyph));
}
