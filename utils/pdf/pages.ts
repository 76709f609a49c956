import type { PDFDocument, PDFObject } from 'pdf-lib';
import { PDFArray, type PDFName, PDFNumber, PDFPageLeaf, PDFPageTree, PDFRef } from 'pdf-lib';
import { settlePage } from './entries.ts';
import { name } from './lookup.ts';

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map(name);

/** Every page straight below the root of the page tree, with what it inherited: no tree is left that could lead astray. */
export function flattenPages(document: PDFDocument): void {
  const { context } = document;
  const rootRef = document.catalog.get(name('Pages'));
  const root = context.lookup(rootRef);
  if (!(rootRef instanceof PDFRef) || !(root instanceof PDFPageTree)) throw new Error('The document has no page tree.');
  const leaves: PDFRef[] = [];
  const seen = new Set<PDFObject>();
  const pending: { ref: PDFObject | undefined; given: ReadonlyMap<PDFName, PDFObject> }[] = [{ ref: rootRef, given: new Map() }];
  while (pending.length > 0) {
    const next = pending.pop();
    const node = context.lookup(next?.ref);
    if (!next || !(node instanceof PDFPageTree || node instanceof PDFPageLeaf) || seen.has(node))
      throw new Error('The page tree leads to no page, or in a circle.');
    seen.add(node);
    settlePage(node);
    const own = new Map(next.given);
    for (const key of inherited) {
      const value = node.get(key);
      if (value) own.set(key, value);
    }
    if (node instanceof PDFPageLeaf) {
      for (const [key, value] of own) node.set(key, value);
      node.set(name('Parent'), rootRef);
      leaves.push(next.ref instanceof PDFRef ? next.ref : context.register(node));
      continue;
    }
    const kids = node.lookup(name('Kids'));
    if (!(kids instanceof PDFArray)) throw new Error('The page tree has no pages.');
    for (const kid of kids.asArray().toReversed()) pending.push({ ref: kid, given: own });
  }
  root.set(name('Kids'), context.obj(leaves));
  root.set(name('Count'), PDFNumber.of(leaves.length));
  root.delete(name('Parent'));
}
