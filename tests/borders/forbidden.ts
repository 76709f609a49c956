/** What makes code or markup of text, or takes code from elsewhere. */
export type Rule = { name: string; pattern: RegExp };

const address = String.raw`[\`"'](?:https?:|data:|blob:|\/\/)`;

const everywhere: readonly Rule[] = [
  { name: 'eval', pattern: /(?<![\w$])eval\s*\(/g },
  { name: 'code of text', pattern: /(?<![\w$])Function\s*\(|\.constructor\s*\(\s*[`"']|\bset(?:Timeout|Interval)\s*\(\s*[`"']/g },
  {
    name: 'markup of text',
    pattern: /\b(?:innerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|setHTMLUnsafe|parseHTMLUnsafe)\b|\bouterHTML\s*=(?!=)|\bdocument\.write/g,
  },
  { name: 'script element', pattern: /createElement(?:NS)?\s*\([^)]*[`"']script[`"']/g },
  { name: 'script by address', pattern: new RegExp(String.raw`(?:\bimport|\bimportScripts|Worker|\bfrom)\s*\(?\s*${address}`, 'g') },
  { name: 'javascript: address', pattern: /[`"'=]\s*javascript:/gi },
];

export const forbiddenInSources: readonly Rule[] = [
  ...everywhere,
  { name: 'markup of text, by Preact', pattern: /\bdangerouslySetInnerHTML\b/g },
  // A name that is written out is the bundler's to find; anything else would be found when it runs.
  { name: 'import by variable', pattern: /(?<![\w$.])import\s*\((?!\s*[`"'])/g },
];

export const forbiddenInOutput: readonly Rule[] = [
  ...everywhere,
  { name: 'import of other than an own chunk', pattern: /(?<![\w$.])import\s*\((?!\s*[`"']\.\/[\w.-]+\.js[`"']\s*\))/g },
  // Ours has its address from a function without arguments; what the browser takes there is trusted-types' to say.
  { name: 'worker by address', pattern: /new\s+(?:Shared)?Worker\s*\((?![\w$]+\(\)\s*\))/g },
];

/** As an engine would read it: letters written as \x65 or \u0065 are letters. */
export function decoded(code: string): string {
  return code.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})/gi, (whole, ...codes: (string | undefined)[]) => {
    const point = Number.parseInt(codes.slice(0, 3).find(Boolean) ?? '', 16);
    return point >= 0x20 && point < 0x7f ? String.fromCodePoint(point) : whole;
  });
}

/** Each place with its rule and the words around it. */
export function findForbidden(code: string, rules: readonly Rule[]): string[] {
  const text = decoded(code);
  return rules.flatMap(({ name, pattern }) =>
    [...text.matchAll(pattern)].map(({ index }) => `${name}: ${text.slice(Math.max(0, index - 30), index + 50).replace(/\s+/g, ' ')}`),
  );
}
