import { unescapeNames } from './names.ts';
import { endOfString } from './operators.ts';

/**
 * What a signature covers, by the bytes themselves. A parser's dictionary does not tell where its entries stand, and forgers live on that: the one
 * gap in what is covered must be the signature's own string, and nothing else.
 */

/** An entry of a dictionary and where its value stands in the file. */
type Entry = { key: string; from: number; to: number };

const space = /[\0\t\n\f\r ]*/y;
const comment = /%[^\r\n]*/y;
const word = /\/?[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const reference = /\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** Past spaces and comments. Not by one pattern for both: on megabytes of them it would need more memory than a pattern gets. */
function skipBlank(text: string, from: number): number {
  let at = endOf(space, text, from);
  while (text[at] === '%') at = endOf(space, text, endOf(comment, text, at));
  return at;
}

/** Where the value that begins at `from` ends; undefined where it never does. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0;
  let at = from;
  do {
    at = skipBlank(text, at);
    const pair = text.slice(at, at + 2);
    let end: number | undefined;
    if (pair === '<<' || pair === '>>') {
      depth += pair === '<<' ? 1 : -1;
      end = at + 2;
    } else if (pair[0] === '[' || pair[0] === ']') {
      depth += pair[0] === '[' ? 1 : -1;
      end = at + 1;
    } else if (pair[0] === '(') end = endOfString(text, at);
    else if (pair[0] === '<') end = text.indexOf('>', at) + 1;
    else end = Math.max(endOf(reference, text, at), endOf(word, text, at));
    if (end === undefined || end <= at || depth < 0) return undefined;
    at = end;
  } while (depth > 0);
  return at;
}

/** The entries of the dictionary that begins at `from`, as often as each stands there; undefined where none begins there, or it never ends. */
export function entriesAt(text: string, from: number): Entry[] | undefined {
  let at = skipBlank(text, from);
  if (text.slice(at, at + 2) !== '<<') return undefined;
  at = skipBlank(text, at + 2);
  const entries: Entry[] = [];
  while (text.slice(at, at + 2) !== '>>') {
    const keyEnd = endOf(word, text, at);
    if (text[at] !== '/' || keyEnd === at) return undefined;
    const begin = skipBlank(text, keyEnd);
    const end = endOfValue(text, begin);
    if (end === undefined) return undefined;
    entries.push({ key: unescapeNames(text.slice(at + 1, keyEnd)), from: begin, to: end });
    at = skipBlank(text, end);
  }
  return entries;
}

/**
 * A dictionary in the value that begins at `from`, or in one of its own, has an entry twice: readers differ in which of the two they take. Also where the
 * value never ends.
 */
export function hasTwins(text: string, from: number): boolean {
  const open: (Set<string> | undefined)[] = [];
  let at = from;
  do {
    at = skipBlank(text, at);
    const pair = text.slice(at, at + 2);
    const keys = open.at(-1);
    if (pair === '>>' || pair[0] === ']') {
      open.pop();
      at += pair === '>>' ? 2 : 1;
      continue;
    }
    if (keys) {
      const end = endOf(word, text, at);
      const key = unescapeNames(text.slice(at, end));
      if (end === at || keys.has(key)) return true;
      keys.add(key);
      at = skipBlank(text, end);
    }
    if (text.slice(at, at + 2) === '<<') {
      open.push(new Set());
      at += 2;
    } else if (text[at] === '[') {
      open.push(undefined);
      at += 1;
    } else {
      const end = endOfValue(text, at);
      if (end === undefined) return true;
      at = end;
    }
  } while (open.length > 0);
  return false;
}

/** `end`: where the covered bytes end, and with them the state of the file that was signed. */
export type Covered = { cms: Uint8Array; content: Uint8Array; end: number };

/** Where the message that begins the bytes ends, if it is of a stated length (DER). */
function endOfMessage(bytes: Uint8Array): number | undefined {
  const [tag, first = 0x80] = bytes;
  const count = first < 0x80 ? 0 : first - 0x80;
  if (tag !== 0x30 || first === 0x80 || count > 4) return undefined;
  const end = 2 + count + (count === 0 ? first : bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0));
  return end <= bytes.length ? end : undefined;
}

/** A CMS without the zeros that fill its room up; undefined where anything else does. What is of no stated length is left to whoever reads it. */
function withoutPadding(bytes: Uint8Array): Uint8Array | undefined {
  const end = endOfMessage(bytes);
  return bytes.subarray(end ?? bytes.length).every((byte) => byte === 0) ? bytes.subarray(0, end) : undefined;
}

/**
 * What the signature dictionary at `from` covers. Undefined where its ranges are not sound: they must begin at the file's first byte, leave
 * out the dictionary's one /Contents and nothing else, and end in the file, behind the dictionary.
 */
export function coveredBy(bytes: Uint8Array, text: string, from: number): Covered | undefined {
  const entries = entriesAt(text, from);
  const [ranges, ...moreRanges] = entries?.filter(({ key }) => key === 'ByteRange') ?? [];
  const [contents, ...moreContents] = entries?.filter(({ key }) => key === 'Contents') ?? [];
  const last = entries?.at(-1);
  if (!ranges || !contents || !last || moreRanges.length > 0 || moreContents.length > 0) return undefined;
  const said = /^\[\s*0{1,10}\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]$/.exec(text.slice(ranges.from, ranges.to));
  if (!said) return undefined;
  const [before, after, length] = said.slice(1).map(Number);
  if (before !== contents.from || after !== contents.to || length === undefined) return undefined;
  const end = contents.to + length;
  const digits = text.slice(contents.from + 1, contents.to - 1);
  if (end > bytes.length || end < last.to || text[contents.from] !== '<' || digits.length % 2 !== 0 || !/^[\da-f]+$/i.test(digits)) return undefined;
  const cms = withoutPadding(Uint8Array.from({ length: digits.length / 2 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)));
  if (!cms) return undefined;
  const content = new Uint8Array(contents.from + length);
  content.set(bytes.subarray(0, contents.from));
  content.set(bytes.subarray(contents.to, end), contents.from);
  return { cms, content, end };
}
