import type { PDFObject, PDFRef } from 'pdf-lib';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFStream, PDFString } from 'pdf-lib';

/** Entries of dictionaries that anybody may have written: what is not of the kind asked for is not there. */

export const name = (value: string) => PDFName.of(value);

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

export const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;

export const textIn = (holder: PDFDict | undefined, key: string): string | undefined => textOf(holder?.lookup(name(key)));

export function dictionaryOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : undefined;
}

/** An annotation's name in pdf.js: "144R", or "144R2" for generation 2. */
export const objectName = ({ objectNumber, generationNumber }: PDFRef) => `${objectNumber}R${generationNumber || ''}`;
