/** A PDF as text of one character a byte, and what stands where in it. */

/** Streams' data blanked: what is left is the file's structure, each character where it was. */
export function outline(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const found of text.matchAll(/stream\r?\n/g)) {
    if (found.index < at) continue;
    const from = found.index + found[0].length;
    const end = text.indexOf('endstream', from);
    if (end < 0) break;
    parts.push(text.slice(at, from), ' '.repeat(end - from));
    at = end + 'endstream'.length;
    parts.push('endstream');
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** `from`–`to` is the body, between "obj" and "endobj". */
export type Written = { number: number; generation: number; start: number; from: number; to: number; end: number };

export function objectsOf(text: string): Written[] {
  const objects: Written[] = [];
  for (const found of outline(text).matchAll(/(\d+) (\d+) obj\b(.*?)endobj/gs)) {
    const from = found.index + found[0].length - (found[3]?.length ?? 0) - 'endobj'.length;
    const end = found.index + found[0].length;
    objects.push({ number: Number(found[1]), generation: Number(found[2]), start: found.index, from, to: end - 'endobj'.length, end });
  }
  return objects;
}

export function replace(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** A cross-reference table of what stands in the file now, put after it: what was moved or added is then read as a producer would have written it. */
export function crossReferenced(text: string): string {
  const structure = outline(text);
  const trailer = ['Root', 'Info', 'ID', 'Encrypt'].flatMap((key) => {
    const values = [...structure.matchAll(new RegExp(`/${key}\\s*(\\d+ \\d+ R|\\[[^\\]]*\\])`, 'g'))];
    const last = values.at(-1)?.[1];
    return last ? [`/${key} ${last}`] : [];
  });
  const places = new Map(objectsOf(text).map(({ number, generation, start }) => [number, { generation, start }]));
  const numbers = [...places.keys()].sort((a, b) => a - b);
  const rows = numbers.map((number) => {
    const { start = 0, generation = 0 } = places.get(number) ?? {};
    return `${number} 1\n${String(start).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
  });
  const at = text.length + 1;
  return `${text}\nxref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${(numbers.at(-1) ?? 0) + 1} ${trailer.join(' ')} >>\nstartxref\n${at}\n%%EOF\n`;
}
