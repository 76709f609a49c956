import type { PDFObject } from 'pdf-lib';
import { PDFArray, PDFDict, PDFName, PDFRef } from 'pdf-lib';
import { dictIn, dictionaryOf, inherited, itemsIn, name, namesOf } from './lookup.ts';
import type { Revision } from './xref.ts';

/** What a state of a file consists of: its pages' content, and the fields and annotations that lie on top of it. */

/** Of the document's root: where what follows is looked at by itself, and what no viewer shows. */
export const besideContent = namesOf('AcroForm Perms DSS Extensions Metadata Version');
/** A program's own notes, which no viewer reads. */
const privateData = name('PieceInfo');
/** Where content names fields and annotations without showing them: from the structure tree, and in what an action is to act on. */
const naming = namesOf('Obj T Fields Annotation AN');

/** The document's root. */
export function rootOf({ trailer, context }: Revision): PDFDict | undefined {
  return dictionaryOf(context.lookup(trailer.get(name('Root'))));
}

/** The pages' dictionaries by their object numbers, in their order; what the tree leads to twice counts once. */
export function pagesOf(revision: Revision): Map<number, PDFDict> {
  const { context } = revision;
  const pages = new Map<number, PDFDict>();
  const seen = new Set<PDFRef>();
  const pending: (PDFObject | undefined)[] = [rootOf(revision)?.get(name('Pages'))];
  while (pending.length > 0) {
    const ref = pending.pop();
    if (!(ref instanceof PDFRef) || seen.has(ref)) continue;
    seen.add(ref);
    const node = dictionaryOf(context.lookup(ref));
    if (!node) continue;
    if (node.has(name('Kids'))) pending.push(...itemsIn(node, 'Kids').toReversed());
    else pages.set(ref.objectNumber, node);
  }
  return pages;
}

/** Which way not to go from the entry `key` of `holder` (of neither, where the way begins): not at all, or not to the objects of some numbers. */
export type Bounds = { skip: (holder: PDFDict, key: PDFName) => boolean; stop: (number: number, key: PDFName | undefined) => boolean };

/** The numbers of all objects that these lead to, `start` among them. */
export function reach({ context }: Revision, start: readonly (PDFObject | undefined)[], { skip, stop }: Bounds): Set<number> {
  const reached = new Set<number>();
  const seen = new Set<PDFObject>();
  const pending: { value: PDFObject | undefined; key?: PDFName }[] = start.map((value) => ({ value }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, key } = next;
    if (value instanceof PDFRef) {
      if (stop(value.objectNumber, key) || reached.has(value.objectNumber)) continue;
      reached.add(value.objectNumber);
      // Whatever stands there may be reached in another way as well: the key counts no further.
      pending.push({ value: context.lookup(value) });
      continue;
    }
    if (!value || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PDFArray) for (const item of value.asArray()) pending.push({ value: item, key });
    const dictionary = dictionaryOf(value);
    for (const [own, held] of dictionary?.entries() ?? []) if (dictionary && !skip(dictionary, own)) pending.push({ value: held, key: own });
  }
  return reached;
}

export type Anatomy = {
  root: PDFDict | undefined;
  form: PDFDict | undefined;
  pages: ReadonlyMap<number, PDFDict>;
  /** Fields and annotations by their object numbers; those without one by what they say. */
  marks: ReadonlyMap<number, PDFDict>;
  bare: ReadonlyMap<string, PDFDict>;
  /** The numbers of what shows or acts besides them. */
  content: ReadonlySet<number>;
};

function marksOf({ context }: Revision, form: PDFDict | undefined, pages: Iterable<PDFDict>): Pick<Anatomy, 'marks' | 'bare'> {
  const marks = new Map<number, PDFDict>();
  const bare = new Map<string, PDFDict>();
  const pending = [...[...pages].flatMap((page) => itemsIn(page, 'Annots')), ...itemsIn(form, 'Fields')];
  while (pending.length > 0) {
    const item = pending.pop();
    const mark = context.lookup(item);
    // A stream is neither, whatever lists it: its data would escape who compares dictionaries.
    if (!(mark instanceof PDFDict)) continue;
    const known = item instanceof PDFRef ? marks.has(item.objectNumber) : bare.has(String(mark));
    if (known) continue;
    if (item instanceof PDFRef) marks.set(item.objectNumber, mark);
    else bare.set(String(mark), mark);
    pending.push(...itemsIn(mark, 'Kids'));
    const parent = mark.get(name('Parent'));
    if (parent instanceof PDFRef) pending.push(parent);
  }
  return { marks, bare };
}

export function anatomyOf(revision: Revision): Anatomy {
  const root = rootOf(revision);
  const form = dictIn(root, 'AcroForm');
  const pages = pagesOf(revision);
  const { marks, bare } = marksOf(revision, form, pages.values());
  const leaves = new Set(pages.values());
  const skip = (holder: PDFDict, key: PDFName) =>
    key === privateData || (holder === root && besideContent.has(key)) || (leaves.has(holder) && key === name('Annots'));
  // What only calls itself a field or an annotation is content wherever content leads to it in earnest.
  const stop = (number: number, key: PDFName | undefined) => marks.has(number) && key !== undefined && naming.has(key);
  const content = reach(revision, [revision.trailer.get(name('Root'))], { skip, stop });
  return { root, form, pages, marks, bare, content };
}

export const isSignatureField = (mark: PDFDict) => inherited(mark, 'FT') === name('Sig');
export const isField = (mark: PDFDict) => mark.lookup(name('Subtype')) === name('Widget') || inherited(mark, 'FT') instanceof PDFName;
