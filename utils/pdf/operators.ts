/**
 * A content stream's tokens, as ISO 32000-2, 7.2 and 7.8.2 write them. Readers guess at what is none, each in its own way; a form
 * that is handed in leaves nothing to guess.
 */

const regular = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;
const hexadecimal = /<[\da-fA-F\0\t\n\f\r ]*>/y;
const integer = /^[+-]?\d+$/;
const numeric = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const constants = new Set(['true', 'false', 'null']);
const largestInteger = 2 ** 31 - 1;
const deepest = 100;

/** An array or dictionary that is open: where its bracket stands among the kept tokens, and what it holds so far. */
type Frame = { bracket: '[' | '<<'; at: number; items: number; sound: boolean };

/** Where the string that begins at `from` ends; undefined where it never does. */
export function endOfString(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** A number sign in a name stands for itself only when it is written as one. */
const mendName = (name: string) => name.replace(/#(?![\da-fA-F]{2})|#00/g, (found) => (found === '#' ? '#23' : ''));

function mendNumber(word: string): string {
  if (!integer.test(word) || Math.abs(Number(word)) <= largestInteger) return word;
  return String(Math.sign(Number(word)) * largestInteger);
}

class Mending {
  readonly kept: string[] = [];
  readonly #frames: Frame[] = [];
  damaged = false;

  /** Whatever is left out or changed. */
  drop(): void {
    this.damaged = true;
  }

  /** An operand, or a key of a dictionary. */
  value(token: string, kind: 'name' | 'other', written = token): void {
    if (token !== written) this.damaged = true;
    const frame = this.#frames.at(-1);
    if (frame) {
      if (frame.bracket === '<<' && frame.items % 2 === 0 && kind !== 'name') frame.sound = false;
      frame.items++;
    }
    this.kept.push(token);
  }

  open(bracket: Frame['bracket']): void {
    if (this.#frames.length >= deepest) {
      this.drop();
      return;
    }
    this.#frames.push({ bracket, at: this.kept.length, items: 0, sound: true });
    this.kept.push(bracket);
  }

  close(bracket: Frame['bracket']): void {
    const frame = this.#frames.at(-1);
    if (frame?.bracket !== bracket) {
      this.drop();
      return;
    }
    this.#frames.pop();
    if (bracket === '<<' && (!frame.sound || frame.items % 2 === 1)) {
      this.damaged = true;
      this.kept.length = frame.at + 1;
    }
    this.value(bracket === '[' ? ']' : '>>', 'other');
  }

  /** An operator ends its operands: brackets that are still open never were any. */
  operator(word: string): void {
    this.#abandon();
    this.kept.push(word);
  }

  /** Takes back what was kept from this token on. */
  backTo(token: string): void {
    const at = this.kept.lastIndexOf(token);
    if (at >= 0) this.kept.length = at;
    this.damaged = true;
  }

  finish(): void {
    this.#abandon();
  }

  #abandon(): void {
    const [outermost] = this.#frames;
    if (!outermost) return;
    this.kept.length = outermost.at;
    this.#frames.length = 0;
    this.damaged = true;
  }
}

/** An inline image's data, from behind ID to behind EI. */
function endOfImage(text: string, from: number): number | undefined {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
  end.lastIndex = from;
  const found = end.exec(text);
  return found ? found.index + found[0].length : undefined;
}

const matchAt = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** `text`: a page's whole content, one character a byte → the same without what is no token; undefined where all of it is sound. */
export function mendContent(text: string): string | undefined {
  const mending = new Mending();
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    const pair = text.slice(at, at + 2);
    if ('\0\t\n\f\r '.includes(character)) at++;
    else if (character === '%') at += /[^\r\n]*/y.exec(text.slice(at))?.[0].length ?? 1;
    else if (character === '(') {
      const end = endOfString(text, at);
      if (end === undefined) mending.drop();
      else mending.value(text.slice(at, end), 'other');
      at = end ?? text.length;
    } else if (pair === '<<' || character === '[') {
      mending.open(pair === '<<' ? '<<' : '[');
      at += pair === '<<' ? 2 : 1;
    } else if (pair === '>>' || character === ']') {
      mending.close(pair === '>>' ? '<<' : '[');
      at += pair === '>>' ? 2 : 1;
    } else if (character === '<') {
      const string = matchAt(hexadecimal, text, at);
      if (string) mending.value(string, 'other');
      else mending.drop();
      at += string?.length ?? 1;
    } else if (character === '/') {
      const name = `/${matchAt(regular, text, at + 1) ?? ''}`;
      mending.value(mendName(name), 'name', name);
      at += name.length;
    } else if (')>{}'.includes(character)) {
      mending.drop();
      at++;
    } else {
      const word = matchAt(regular, text, at) ?? character;
      at += word.length;
      if (numeric.test(word)) mending.value(mendNumber(word), 'other', word);
      else if (constants.has(word)) mending.value(word, 'other');
      else if (word !== 'ID') mending.operator(word);
      else {
        const end = endOfImage(text, at);
        if (end === undefined) mending.backTo('BI');
        else mending.operator(`ID${text.slice(at, end)}`);
        at = end ?? text.length;
      }
    }
  }
  mending.finish();
  return mending.damaged ? mending.kept.join('\n') : undefined;
}
