/**
 * What a content stream costs whoever follows it: its operators, and the letters that it shows. Only those cost; readers pass over
 * all other words, and over numbers, quickly. Read as pdf.js reads it, also where nothing parts an operator from the next ("qQqQ").
 */

const codeOf = (word: string) => [...word].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);

const operators = new Set(
  `b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J k K l m M MP n q Q re RG rg ri
   s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`
    .split(/\s+/)
    .map(codeOf),
);
/** What shows the strings before it. */
const showing = new Set(['Tj', 'TJ', "'", '"'].map(codeOf));
const longest = 0xffffff;

const byte = {
  backslash: codeOf('\\'),
  open: codeOf('('),
  close: codeOf(')'),
  less: codeOf('<'),
  greater: codeOf('>'),
  name: codeOf('/'),
  comment: codeOf('%'),
};

/** For each byte, whether it is one of these. */
function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[codeOf(character)] = 1;
  return table;
}

const delimiters = tableOf('\0\t\n\f\r ()<>[]{}/%');
/** Between words, or a number: nothing to look at. */
const idle = tableOf('\0\t\n\f\r )>[]{}0123456789+-.');
const lineEnds = tableOf('\r\n');
const closings = tableOf('>');

/** Where the string that opens at `from` ends, behind its last parenthesis; the data's end where it never does. */
function endOfString(data: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < data.length; at++) {
    if (data[at] === byte.backslash) at++;
    else if (data[at] === byte.open) depth++;
    else if (data[at] === byte.close) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return data.length;
}

/** The first byte from there on that is one of these. */
function find(data: Uint8Array, from: number, ends: Uint8Array): number {
  let at = from;
  while (at < data.length && !ends[data[at] ?? 0]) at++;
  return at;
}

/** Operators and shown letters of a decoded content stream. Past `most` it stops counting. */
export function costOf(data: Uint8Array, most: number): number {
  let cost = 0;
  let letters = 0;
  for (let at = 0; at < data.length && cost <= most; ) {
    const first = data[at] ?? 0;
    if (idle[first]) at++;
    else if (first === byte.open) {
      const end = endOfString(data, at);
      letters += end - at - 2;
      at = end;
    } else if (first === byte.less) {
      if (data[at + 1] === byte.less) at += 2;
      else {
        const end = find(data, at, closings);
        letters += (end - at - 1) / 2;
        at = end + 1;
      }
    } else if (first === byte.comment) at = find(data, at, lineEnds);
    else if (first === byte.name) at = find(data, at + 1, delimiters);
    else {
      let word = first;
      for (at++; at < data.length; at++) {
        const next = data[at] ?? 0;
        const longer = word * 256 + next;
        if (delimiters[next] || (operators.has(word) && !operators.has(longer))) break;
        word = longer > longest ? Infinity : longer;
      }
      if (operators.has(word)) cost += showing.has(word) ? 1 + letters : 1;
      letters = 0;
    }
  }
  return cost;
}
