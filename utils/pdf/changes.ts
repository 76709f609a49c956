import type { PDFContext, PDFDict, PDFObject } from 'pdf-lib';
import { PDFArray, PDFName, PDFRef } from 'pdf-lib';
import { dictIn, dictionaryOf, itemsIn, name } from './lookup.ts';
import { hasTwins } from './ranges.ts';
import type { Revision, Whereabouts } from './xref.ts';

/**
 * What became of a file between the state that was signed and the state that it is in: by the objects that the two cross-reference chains name,
 * not by what stands in the file.
 */

/**
 * `formFilled`: fields have another value or look. `annotationsAdded`: or changed. `signed`: signed further. `contentChanged`: anything else that
 * shows, acts, or can't be told. `rangesWrong`: what the signature covers is no state of the file, so that it says nothing about it.
 */
const signatureChanges = ['formFilled', 'annotationsAdded', 'signed', 'contentChanged', 'rangesWrong'] as const;
export type SignatureChange = (typeof signatureChanges)[number];

const namesOf = (list: string) => new Set(list.split(' ').map(name));

/** Of the document's root: where what follows is looked at by itself, and what no viewer shows. */
const besideContent = namesOf('AcroForm Perms DSS Extensions Metadata Version');
const besidePage = namesOf('Annots Parent LastModified PieceInfo');
/** Of the form: what new fields and signatures bring along. What its fields hold is looked at by itself. */
const besideForm = namesOf('Fields SigFlags NeedAppearances');
/** How its fields look where a viewer draws them anew. */
const formLook = namesOf('DR DA Q');
/** What filling a field changes. */
const filling = namesOf('V AS AP RV I DA Ff MaxLen M MK F DS Q Lock');
const leadingAway = namesOf('P Parent Kids Popup IRT Dest');

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

/** The numbers of all objects that these lead to, `start` among them; keys in `skip` (which may depend on who has them) are not followed. */
function reach(
  context: PDFContext,
  start: readonly (PDFObject | undefined)[],
  skip: (holder: PDFDict, key: PDFName) => boolean,
  stop: ReadonlySet<number>,
): Set<number> {
  const reached = new Set<number>();
  const seen = new Set<PDFObject>();
  const pending = [...start];
  while (pending.length > 0) {
    const next = pending.pop();
    if (next instanceof PDFRef) {
      if (stop.has(next.objectNumber) || reached.has(next.objectNumber)) continue;
      reached.add(next.objectNumber);
      pending.push(context.lookup(next));
      continue;
    }
    if (!next || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof PDFArray) pending.push(...next.asArray());
    const dictionary = dictionaryOf(next);
    for (const [key, value] of dictionary?.entries() ?? []) if (dictionary && !skip(dictionary, key)) pending.push(value);
  }
  return reached;
}

type Anatomy = {
  root: PDFDict | undefined;
  form: PDFDict | undefined;
  pages: Map<number, PDFDict>;
  /** Fields and annotations by their object numbers; those without one by what they say. */
  marks: Map<number, PDFDict>;
  bare: Set<string>;
  content: Set<number>;
  /** What is looked at by itself: the marks and the content. */
  fixed: Set<number>;
};

function anatomyOf(revision: Revision): Anatomy {
  const { context } = revision;
  const root = rootOf(revision);
  const form = dictIn(root, 'AcroForm');
  const pages = pagesOf(revision);
  const marks = new Map<number, PDFDict>();
  const bare = new Set<string>();
  const pending = [...[...pages.values()].flatMap((page) => itemsIn(page, 'Annots')), ...itemsIn(form, 'Fields')];
  while (pending.length > 0) {
    const item = pending.pop();
    const mark = dictionaryOf(context.lookup(item));
    if (!mark) continue;
    if (!(item instanceof PDFRef)) bare.add(String(mark));
    else if (marks.has(item.objectNumber)) continue;
    else marks.set(item.objectNumber, mark);
    pending.push(...itemsIn(mark, 'Kids'));
    const parent = mark.get(name('Parent'));
    if (parent instanceof PDFRef) pending.push(parent);
  }
  const leaves = new Set(pages.values());
  const skip = (holder: PDFDict, key: PDFName) => (holder === root && besideContent.has(key)) || (leaves.has(holder) && key === name('Annots'));
  const content = reach(context, [revision.trailer.get(name('Root'))], skip, new Set(marks.keys()));
  return { root, form, pages, marks, bare, content, fixed: new Set([...content, ...marks.keys()]) };
}

/** Entries of two dictionaries that say different things, without looking behind references. */
function differing(before: PDFDict, now: PDFDict): PDFName[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((key) => String(before.get(key)) !== String(now.get(key)));
}

/** The field's own kind, or its parents'. */
function kindOf(mark: PDFDict): PDFName | undefined {
  let holder: PDFDict | undefined = mark;
  for (let depth = 0; holder && depth < 16; depth++) {
    const kind = holder.lookup(name('FT'));
    if (kind instanceof PDFName) return kind;
    holder = dictIn(holder, 'Parent');
  }
  return undefined;
}

const isField = (mark: PDFDict) => mark.lookup(name('Subtype')) === name('Widget') || kindOf(mark) !== undefined;

function changeOfMark(before: PDFDict | undefined, now: PDFDict | undefined, changed: ReadonlySet<number>): SignatureChange[] {
  if (!now) return ['contentChanged'];
  const isSignature = kindOf(now) === name('Sig');
  const value = now.get(name('V'));
  // A signature that was in the file already was put for something else.
  const signed = value instanceof PDFRef && !changed.has(value.objectNumber) ? 'contentChanged' : 'signed';
  if (!before) return [isSignature && value ? signed : 'annotationsAdded'];
  const keys = differing(before, now);
  if (keys.length === 0) return [];
  if (!isField(before)) return ['annotationsAdded'];
  if (!keys.every((key) => filling.has(key))) return ['contentChanged'];
  if (!isSignature || !keys.includes(name('V'))) return ['formFilled'];
  // A signature that was there is the same one still, or it is gone.
  return [before.has(name('V')) ? 'contentChanged' : signed];
}

function isSamePlace(a: Whereabouts | undefined, b: Whereabouts | undefined): boolean {
  return JSON.stringify(a ?? { kind: 'free' }) === JSON.stringify(b ?? { kind: 'free' });
}

/** The numbers under which another object stands than when it was signed. */
function renumbered(signed: Revision, now: Revision): Set<number> {
  const numbers = [...new Set([...signed.where.keys(), ...now.where.keys()])];
  const moved = new Set(numbers.filter((number) => !isSamePlace(signed.where.get(number), now.where.get(number))));
  const within = (revision: Revision, number: number) => {
    const place = revision.where.get(number);
    return place?.kind === 'within' && moved.has(place.stream);
  };
  return new Set(numbers.filter((number) => moved.has(number) || within(signed, number) || within(now, number)));
}

/** What changed since, in the order of `signatureChanges`. Empty: nothing that shows or acts. */
export function changesSince(signed: Revision, now: Revision): SignatureChange[] {
  const [before, after] = [anatomyOf(signed), anatomyOf(now)];
  const changes = new Set<SignatureChange>();
  const changed = renumbered(signed, now);
  // Readers differ in what counts of a section that is two at once.
  if (now.hybrids.some((at) => !signed.hybrids.includes(at))) changes.add('contentChanged');
  const isContent = (keys: readonly PDFName[], beside: ReadonlySet<PDFName>) => keys.some((key) => !beside.has(key));
  if (!before.root || !after.root || String(signed.trailer.get(name('Root'))) !== String(now.trailer.get(name('Root')))) return ['contentChanged'];
  if (isContent(differing(before.root, after.root), besideContent)) changes.add('contentChanged');
  for (const change of changesOfForm(signed, before, after, changed)) changes.add(change);
  if ([...before.pages.keys()].join() !== [...after.pages.keys()].join()) changes.add('contentChanged');
  for (const [number, page] of before.pages) {
    const then = after.pages.get(number);
    if (then && isContent(differing(page, then), besidePage)) changes.add('contentChanged');
  }
  for (const number of new Set([...before.marks.keys(), ...after.marks.keys()])) {
    const [was, is] = [before.marks.get(number), after.marks.get(number)];
    if (changed.has(number) || !was || !is) for (const change of changeOfMark(was, is, changed)) changes.add(change);
    if (was) for (const change of changesBehind(signed, was, changed, before)) changes.add(change);
  }
  for (const item of before.bare) if (!after.bare.has(item)) changes.add('contentChanged');
  for (const item of after.bare) if (!before.bare.has(item)) changes.add('annotationsAdded');
  const own = new Set([...before.pages.keys(), rootNumber(signed)]);
  for (const number of changed) {
    if (!isClear(now, number) || (!own.has(number) && before.content.has(number))) changes.add('contentChanged');
  }
  return signatureChanges.filter((change) => changes.has(change));
}

const rootNumber = ({ trailer }: Revision) => {
  const root = trailer.get(name('Root'));
  return root instanceof PDFRef ? root.objectNumber : 0;
};

/** Viewers guess where the chain leads to no object, and where an object says two things at once. */
function isClear({ where, sources }: Revision, number: number): boolean {
  if ((where.get(number)?.kind ?? 'free') === 'free') return true;
  const source = sources.get(number);
  return source !== undefined && !hasTwins(source.text, source.from);
}

/** The form's own entries; what its fields hold is looked at by itself. */
function changesOfForm(signed: Revision, before: Anatomy, after: Anatomy, changed: ReadonlySet<number>): SignatureChange[] {
  const { form } = before;
  if (!form) return [];
  const keys = after.form ? differing(form, after.form).filter((key) => !besideForm.has(key)) : undefined;
  if (!keys || keys.some((key) => !formLook.has(key))) return ['contentChanged'];
  const look = reach(signed.context, [form], (holder, key) => holder === form && besideForm.has(key), before.fixed);
  return keys.length > 0 || [...look].some((number) => changed.has(number)) ? ['formFilled'] : [];
}

/** What stands behind a field or an annotation and was itself replaced: its look, a value of its own, or the signature that it held. */
function changesBehind(signed: Revision, mark: PDFDict, changed: ReadonlySet<number>, { fixed }: Anatomy): SignatureChange[] {
  const isSignature = kindOf(mark) === name('Sig');
  const isChanged = (start: readonly (PDFObject | undefined)[], skip: ReadonlySet<PDFName>) =>
    [...reach(signed.context, start, (holder, key) => holder === mark && skip.has(key), fixed)].some((number) => changed.has(number));
  const acts = isChanged(
    ['A', 'AA'].map((key) => mark.get(name(key))),
    leadingAway,
  );
  if (acts || (isSignature && isChanged([mark], new Set([...leadingAway, name('AP')])))) return ['contentChanged'];
  if (!isChanged([mark], leadingAway)) return [];
  return [isField(mark) ? 'formFilled' : 'annotationsAdded'];
}
