import type { PDFDict, PDFName, PDFObject } from 'pdf-lib';
import { PDFBool, PDFRawStream, PDFRef } from 'pdf-lib';
import type { Anatomy } from './anatomy.ts';
import { anatomyOf, besideContent, isField, isSignatureField, reach } from './anatomy.ts';
import { itemsIn, name, namesOf, numberIn } from './lookup.ts';
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

/** Of a page. Not /Parent: a page may have its size, its turn and its fonts from there. */
const besidePage = namesOf('Annots LastModified PieceInfo');
/** Of the form: what new fields and signatures bring along. What its fields hold is looked at by itself. */
const besideForm = namesOf('Fields SigFlags NeedAppearances');
/** How its fields look where a viewer draws them anew. */
const formLook = namesOf('DR DA Q');
/** What filling a field changes, and what other programs set in order besides. */
const filling = namesOf('V AS AP RV I DA Ff MaxLen M MK F DS Q Lock P Type');
const leadingAway = namesOf('P Parent Kids Popup IRT Dest');

type Changed = ReadonlySet<number>;

/** Entries of two dictionaries that say different things, without looking behind references. */
function differing(before: PDFDict | undefined, now: PDFDict): PDFName[] {
  return [...new Set([...(before?.keys() ?? []), ...now.keys()])].filter((key) => String(before?.get(key)) !== String(now.get(key)));
}

function changeOfMark(before: PDFDict | undefined, now: PDFDict | undefined, changed: Changed): SignatureChange[] {
  if (!now) return ['contentChanged'];
  const isSignature = isSignatureField(now);
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

/** As a line's end before "endstream", which a length may count or not. */
const lineEnd = 2;

/** An object that the signed state names without having it whole: it came, or went on, behind that state's end. */
function isCompleted(signed: Revision, now: Revision, number: number): boolean {
  if (!signed.sources.has(number)) return now.sources.has(number);
  const object = signed.context.lookup(PDFRef.of(number));
  return object instanceof PDFRawStream && (numberIn(object.dict, 'Length') ?? 0) > object.contents.length + lineEnd;
}

/** The numbers under which another object stands than when it was signed. */
function renumbered(signed: Revision, now: Revision): Set<number> {
  const numbers = [...new Set([...signed.where.keys(), ...now.where.keys()])];
  const isOther = (number: number) => !isSamePlace(signed.where.get(number), now.where.get(number)) || isCompleted(signed, now, number);
  const moved = new Set(numbers.filter(isOther));
  const within = (revision: Revision, number: number) => {
    const place = revision.where.get(number);
    return place?.kind === 'within' && moved.has(place.stream);
  };
  return new Set(numbers.filter((number) => moved.has(number) || within(signed, number) || within(now, number)));
}

/** What changed since, in the order of `signatureChanges`. Empty: nothing that shows or acts. */
export function changesSince(signed: Revision, now: Revision): SignatureChange[] {
  const [before, after] = [anatomyOf(signed), anatomyOf(now)];
  const changed = renumbered(signed, now);
  // Readers differ in what counts of a section that is two at once.
  const isTwofold = now.hybrids.some((at) => !signed.hybrids.includes(at));
  if (isTwofold || !before.root || !after.root || String(signed.trailer.get(name('Root'))) !== String(now.trailer.get(name('Root')))) return ['contentChanged'];
  const changes = new Set<SignatureChange>([
    ...(isContentChanged(signed, now, before, after, changed) ? ['contentChanged' as const] : []),
    ...changesOfForm(signed, before, after, changed),
    ...changesOfMarks(signed, before, after, changed),
  ]);
  return signatureChanges.filter((change) => changes.has(change));
}

function isContentChanged(signed: Revision, now: Revision, before: Anatomy, after: Anatomy, changed: Changed): boolean {
  if (!before.root || !after.root || differing(before.root, after.root).some((key) => !besideContent.has(key))) return true;
  if ([...before.pages.keys()].join() !== [...after.pages.keys()].join()) return true;
  for (const [number, page] of before.pages) {
    const then = after.pages.get(number);
    if (then && differing(page, then).some((key) => !besidePage.has(key))) return true;
  }
  const root = signed.trailer.get(name('Root'));
  const own = new Set([...before.pages.keys(), ...(root instanceof PDFRef ? [root.objectNumber] : [])]);
  return [...changed].some((number) => !isClear(now, number) || (!own.has(number) && before.content.has(number)));
}

/** Viewers guess where the chain leads to no object, and where an object says two things at once. */
function isClear({ where, sources }: Revision, number: number): boolean {
  if ((where.get(number)?.kind ?? 'free') === 'free') return true;
  const source = sources.get(number);
  return source !== undefined && !hasTwins(source.text, source.from);
}

/** The form's own entries; what its fields hold is looked at by itself. */
function changesOfForm(signed: Revision, before: Anatomy, after: Anatomy, changed: Changed): SignatureChange[] {
  const { form } = before;
  if (!after.form) return form ? ['contentChanged'] : [];
  const keys = differing(form, after.form).filter((key) => !besideForm.has(key));
  if (keys.some((key) => !formLook.has(key))) return ['contentChanged'];
  const isReplaced = (start: PDFObject | undefined, skip: ReadonlySet<PDFName>) =>
    [...reach(signed, [start], { skip: (holder, key) => holder === form && skip.has(key), stop: isFixed(before) })].some((number) => changed.has(number));
  // An XFA form is drawn instead of the pages.
  if (isReplaced(form?.get(name('XFA')), new Set())) return ['contentChanged'];
  // Signatures are never drawn anew, and what wasn't there before had no look.
  const isDrawn = [...before.marks.values(), ...before.bare.values()].some((mark) => isField(mark) && !isSignatureField(mark));
  const isTrue = (holder: PDFDict | undefined) => holder?.lookup(name('NeedAppearances')) === PDFBool.True;
  const isOtherLook = keys.length > 0 || isReplaced(form, besideForm) || (isTrue(after.form) && !isTrue(form));
  return isDrawn && isOtherLook ? ['formFilled'] : [];
}

/** What is looked at by itself: the marks and the content. */
const isFixed =
  ({ marks, content }: Anatomy) =>
  (number: number) =>
    marks.has(number) || content.has(number);

function changesOfMarks(signed: Revision, before: Anatomy, after: Anatomy, changed: Changed): Set<SignatureChange> {
  const changes = new Set<SignatureChange>(isRearranged(before, after) ? ['contentChanged'] : []);
  const add = (found: readonly SignatureChange[]) => {
    for (const change of found) changes.add(change);
  };
  for (const number of new Set([...before.marks.keys(), ...after.marks.keys()])) {
    const [was, is] = [before.marks.get(number), after.marks.get(number)];
    if (changed.has(number) || !was || !is) add(changeOfMark(was, is, changed));
  }
  for (const mark of [...before.marks.values(), ...before.bare.values()]) add(changesBehind(signed, mark, changed, before));
  for (const item of before.bare.keys()) if (!after.bare.has(item)) changes.add('contentChanged');
  for (const item of after.bare.keys()) if (!before.bare.has(item)) changes.add('annotationsAdded');
  return changes;
}

/** What lay on a page is gone from it, lies on another page, or under what it lay on. */
function isRearranged(before: Anatomy, after: Anatomy): boolean {
  const itemsOf = (page: PDFDict | undefined) => itemsIn(page, 'Annots').map(String);
  const known = new Set([...before.pages.values()].flatMap(itemsOf));
  return [...before.pages].some(([number, page]) => {
    const kept = itemsOf(after.pages.get(number)).filter((item) => known.has(item));
    return kept.join('\n') !== itemsOf(page).join('\n');
  });
}

/** What stands behind a field or an annotation and was itself replaced: its look, a value of its own, or the signature that it held. */
function changesBehind(signed: Revision, mark: PDFDict, changed: Changed, before: Anatomy): SignatureChange[] {
  const isChanged = (start: readonly (PDFObject | undefined)[], skip: ReadonlySet<PDFName>) =>
    [...reach(signed, start, { skip: (holder, key) => holder === mark && skip.has(key), stop: isFixed(before) })].some((number) => changed.has(number));
  const acts = isChanged(
    ['A', 'AA'].map((key) => mark.get(name(key))),
    leadingAway,
  );
  if (acts || (isSignatureField(mark) && isChanged([mark], new Set([...leadingAway, name('AP')])))) return ['contentChanged'];
  if (!isChanged([mark], leadingAway)) return [];
  return [isField(mark) ? 'formFilled' : 'annotationsAdded'];
}
