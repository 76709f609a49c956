import { endOfString } from './operators.ts';

/**
 * What a signature covers, by the bytes themselves. A parser's dictionary does not tell where its entries stand, and forgers live on that: the one
 * gap in what is covered must be the signature's own string, and nothing else.
 */

/** An entry of a dictionary and where its value stands in the file. */
type Entry = { key: string; from: number; to: number };

const blank = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const word = /\/?[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const reference = /\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

const unescaped = (name: string) => name.replace(/#([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Where the value that begins at `from` ends; undefined where it never does. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0;
  let at = from;
  do {
    at = endOf(blank, text, at);
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
  let at = endOf(blank, text, from);
  if (text.slice(at, at + 2) !== '<<') return undefined;
  at = endOf(blank, text, at + 2);
  const entries: Entry[] = [];
  while (text.slice(at, at + 2) !== '>>') {
    const keyEnd = endOf(word, text, at);
    if (text[at] !== '/' || keyEnd === at) return undefined;
    const begin = endOf(blank, text, keyEnd);
    const end = endOfValue(text, begin);
    if (end === undefined) return undefined;
    entries.push({ key: unescaped(text.slice(at + 1, keyEnd)), from: begin, to: end });
    at = endOf(blank, text, end);
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
    at = endOf(blank, text, at);
    const pair = text.slice(at, at + 2);
    const keys = open.at(-1);
    if (pair === '>>' || pair[0] === ']') {
      open.pop();
      at += pair === '>>' ? 2 : 1;
      continue;
    }
    if (keys) {
      const end = endOf(word, text, at);
      const key = unescaped(text.slice(at, end));
      if (end === at || keys.has(key)) return true;
      keys.add(key);
      at = endOf(blank, text, end);
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

/** A CMS without what fills its room up. Undefined where that is not nothing but zeros. */
function withoutPadding(bytes: Uint8Array): Uint8Array | undefined {
  const [tag, first = 0, ...rest] = bytes.subarray(0, 8);
  // Of indefinite length (BER): what reads it sees where it ends.
  if (tag !== 0x30 || first === 0x80) return tag === 0x30 ? bytes : undefined;
  const count = first < 0x80 ? 0 : first - 0x80;
  if (count > 4) return undefined;
  const length = count === 0 ? first : rest.slice(0, count).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = 2 + count + length;
  return end <= bytes.length && bytes.subarray(end).every((byte) => byte === 0) ? bytes.subarray(0, end) : undefined;
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
  const said = /^\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]$/.exec(text.slice(ranges.from, ranges.to));
  if (!said) return undefined;
  const [before, after, length] = said.slice(1).map(Number);
  if (before !== contents.from || after !== contents.to || length === undefined) return undefined;
  const end = contents.to + length;
  const digits = text.slice(contents.from + 1, contents.to - 1);
  if (end > bytes.length || end < last.to || text[contents.from] !== '<' || !/^(?:[\da-f]{2})+$/i.test(digits)) return undefined;
  const cms = withoutPadding(Uint8Array.from({ length: digits.length / 2 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)));
  if (!cms) return undefined;
  const content = new Uint8Array(contents.from + length);
  content.set(bytes.subarray(0, contents.from));
  content.set(bytes.subarray(contents.to, end), contents.from);
  return { cms, content, end };
}
