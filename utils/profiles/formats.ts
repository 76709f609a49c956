import type { Part } from './archive.ts';
import type { Allowance } from './xml.ts';
import { readXml } from './xml.ts';

/** How a number is shown: as a date, or with so many digits that zeros stand before it. */
export type NumberFormat = { date: boolean; digits: number };

/** The formats that a spreadsheet knows without writing them down and that show a date. */
const datesBuiltIn = (id: number) => (id >= 14 && id <= 17) || id === 22;

function formatOf(code: string): NumberFormat {
  const signs = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return { date: /[dy]/i.test(signs) && !/[0#]/.test(signs), digits: /^0+(;|$)/.test(signs) ? signs.replace(/;.*$/, '').length : 0 };
}

/** The styles of a workbook → how each shows its numbers, in the order that cells name them. */
export function readFormats(part: Part | undefined, allowance: Allowance): NumberFormat[] {
  const formats: NumberFormat[] = [];
  if (!part) return formats;
  const own = new Map<number, NumberFormat>();
  let inCells = false;
  readXml(part, allowance, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      if (name === 'numFmt') own.set(id, formatOf(attributes.get('formatCode') ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(own.get(id) ?? { date: datesBuiltIn(id), digits: 0 });
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** Days since the last day of 1899, with the leap day that 1900 did not have → yyyy-mm-dd. */
function dateOf(serial: number, since1904: boolean): string | undefined {
  const days = Math.floor(serial) + (since1904 ? 1462 : 0);
  if (days < 61 || days > 2_958_465) return undefined;
  return new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
}

/** A stored number as a person reads it in the sheet: 35642 under the format 000000 is 035642, 1.9E5 is 190000. */
export function printNumber(stored: string, format: NumberFormat | undefined, since1904: boolean): string {
  const number = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(number)) return stored;
  if (format?.date) return dateOf(number, since1904) ?? stored;
  const plain = /^-?\d+$/.test(stored) || !Number.isSafeInteger(number) ? stored : String(number);
  return format && /^\d+$/.test(plain) ? plain.padStart(format.digits, '0') : plain;
}
