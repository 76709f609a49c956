import type { PDFObject, PDFRef } from 'pdf-lib';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFStream, PDFString } from 'pdf-lib';

/** Entries of dictionaries that anybody may have written: what is not of the kind asked for is not there. */

export const name = (value: string) => PDFName.of(value);

/** The names in texts of several, spaces between. */
export const namesOf = (...lists: readonly string[]): ReadonlySet<PDFName> => new Set(lists.flatMap((list) => list.split(' ')).map(name));

export function dictIn(holder: PDFDict | undefined, key: string): PDFDict | undefined {
  const value = holder?.lookup(name(key));
  return value instanceof PDFDict ? value : undefined;
}

export function arrayIn(holder: PDFDict | undefined, key: string): PDFArray | undefined {
  const value = holder?.lookup(name(key));
  return value instanceof PDFArray ? value : undefined;
}

/** As they stand there: references are not followed. */
export const itemsIn = (holder: PDFDict | undefined, key: string): PDFObject[] => arrayIn(holder, key)?.asArray() ?? [];

export const numbersIn = (holder: PDFDict | undefined, key: string): number[] =>
  itemsIn(holder, key).flatMap((item) => (item instanceof PDFNumber ? [item.asNumber()] : []));

export function numberIn(holder: PDFDict | undefined, key: string): number | undefined {
  const value = holder?.lookup(name(key));
  return value instanceof PDFNumber ? value.asNumber() : undefined;
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** A whole number, not below zero. */
export function countIn(holder: PDFDict | undefined, key: string): number | undefined {
  const value = numberIn(holder, key);
  return value !== undefined && isCount(value) ? value : undefined;
}

/** Whole numbers, not below zero, and nothing else; undefined where the array is not there, or holds anything besides. */
export function countsIn(holder: PDFDict | undefined, key: string): number[] | undefined {
  const counts = numbersIn(holder, key);
  return counts.length === arrayIn(holder, key)?.size() && counts.every(isCount) ? counts : undefined;
}

export const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;

export const textIn = (holder: PDFDict | undefined, key: string): string | undefined => textOf(holder?.lookup(name(key)));

export function dictionaryOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : undefined;
}

/** An annotation's name in pdf.js: "144R", or "144R2" for generation 2. */
export const objectName = ({ objectNumber, generationNumber }: PDFRef) => `${objectNumber}R${generationNumber || ''}`;

/** Fields stand in fields, and a file may say that they do so in a circle. */
const generations = 16;

/** A field, or the widget that shows it, and its parents. */
export function lineOf(field: PDFDict): PDFDict[] {
  const line = [field];
  for (let parent = dictIn(field, 'Parent'); parent && line.length < generations; parent = dictIn(parent, 'Parent')) line.push(parent);
  return line;
}

/** An entry that a field may inherit from its parents. */
export function inherited(field: PDFDict, key: string): PDFObject | undefined {
  for (const holder of lineOf(field)) {
    const value = holder.lookup(name(key));
    if (value) return value;
  }
  return undefined;
}
