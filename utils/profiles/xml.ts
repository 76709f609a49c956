import { Parser } from 'saxen';
import type { Part } from './archive.ts';
import { DamagedPart, unpack } from './archive.ts';
import { most } from './table.ts';

/** What listens to a part's elements. Names come without their prefix; `stop` ends the reading where enough, or too much, was seen. */
export type Listener = {
  open?: (name: string, attributes: ReadonlyMap<string, string>, stop: () => void) => void;
  close?: (name: string, stop: () => void) => void;
  text?: (text: string, stop: () => void) => void;
};

/** How many bytes the parts of one workbook may still unpack to. */
export type Allowance = { bytes: number };

/** A part unpacks to more than it may. */
export class TooMuch extends Error {}

/** Elements of one part: each cell is two of them, and each row one. */
const mostElements = 3 * most.cells;

/** Characters between two events: more is one text or tag of a size that no list of schools has, and the parser would read it again and again. */
const longestToken = 4_000_000;

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

function encodingOf(piece: Uint8Array): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
  return piece[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Entities of a document type are never followed: only the five of XML itself and numbers are known. Throws `DamagedPart` and `TooMuch`. */
export function readXml(part: Part, allowance: Allowance, { open, close, text }: Listener): void {
  const parser = new Parser();
  let stopped = false;
  let broken: Error | undefined;
  let since = 0;
  let elements = 0;
  const stop = () => {
    stopped = true;
    parser.stop();
  };
  parser.on('error', (error) => {
    broken = error;
    stop();
  });
  parser.on('openTag', (name, attributesOf, decode) => {
    since = 0;
    elements += 1;
    if (elements > mostElements) stop();
    if (!open || stopped) return;
    const attributes = new Map(Object.entries(attributesOf() || {}).map(([key, value]) => [bare(key), decode(value)] as const));
    open(bare(name), attributes, stop);
  });
  parser.on('closeTag', (name) => {
    since = 0;
    if (!stopped) close?.(bare(name), stop);
  });
  if (text) {
    parser.on('text', (written, decode) => {
      since = 0;
      if (!stopped) text(decode(written), stop);
    });
    parser.on('cdata', (written) => {
      since = 0;
      if (!stopped) text(written, stop);
    });
  }
  let decoder: TextDecoder | undefined;
  for (const piece of unpack(part)) {
    allowance.bytes -= piece.length;
    since += piece.length;
    if (allowance.bytes < 0 || since > longestToken + piece.length) throw new TooMuch();
    decoder ??= new TextDecoder(encodingOf(piece));
    parser.write(decoder.decode(piece, { stream: true }));
    if (elements > mostElements) throw new TooMuch();
    if (broken) throw new DamagedPart({ cause: broken });
    if (stopped) return;
  }
  const unfinished = parser.end();
  if (broken ?? unfinished) throw new DamagedPart({ cause: broken ?? unfinished });
}

export const fullAllowance = (): Allowance => ({ bytes: most.unpacked });
