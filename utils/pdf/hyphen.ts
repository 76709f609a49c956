const hyphenAtEnd = /\p{L}{2,}[-\u2010\u00ad]$/u;
/** "aan- en uitzetten" is no word broken in two. */
const conjunction = /^(en|of|et|and)(\s|$)/i;

/** A text whose last word is broken at the line's end, and the text that goes on with it, as one without the hyphen; undefined where no word is broken. */
export function joinBroken(before: string, after: string): string | undefined {
  const broken = hyphenAtEnd.test(before) && /^\p{Ll}/u.test(after) && !conjunction.test(after);
  return broken ? before.slice(0, -1) + after : undefined;
}
