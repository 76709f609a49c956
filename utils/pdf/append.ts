import type { PDFDict, PDFObject } from 'pdf-lib';
import { arrayIn, name } from './lookup.ts';

/** Adds an item to the list under a key, which is made where there is none: an annotation to its page, a field to its form. */
export function append(holder: PDFDict, key: string, item: PDFObject): void {
  const known = arrayIn(holder, key);
  if (known) known.push(item);
  else holder.set(name(key), holder.context.obj([item]));
}
