/** Access groups may hold commas: only what can't be in a name parts a pasted list. */
export function splitLines(raw: string): string[] {
  return raw
    .split(/[;\n\r\t]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}
