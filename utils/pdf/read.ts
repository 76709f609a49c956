import type { PlaceKey } from '../intake/catalogue.ts';
import { question, questionOf, questions } from '../intake/catalogue.ts';
import type { Box, Entry, FormFailure, Place, ReadForm } from '../intake/form.ts';
import { requestOf } from '../intake/requested.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { findReference, partAnnex, readAnnex } from './annex.ts';
import type { Anchor } from './anchors.ts';
import { findAnchors } from './anchors.ts';
import { isNearPrint, isRemark, textAfter } from './flow.ts';
import type { Frames } from './frames.ts';
import { findFrames } from './frames.ts';
import { contains } from './geometry.ts';
import type { Layout, Page } from './layout.ts';
import { isScan } from './layout.ts';
import { openLayout, mapOf } from './open.ts';
import type { Glyph } from './paint.ts';
import { readPlaces } from './standing.ts';
import { part } from './written.ts';

/** The letters of the questions, their examples and remarks, and of dotted lines: no answers. What stands in a place is no remark, whatever it says. */
function ownPrint(page: Page, anchors: readonly Anchor[], places: readonly Place[]): (glyph: Glyph) => boolean {
  const asked = anchors.filter((anchor) => anchor.page === page.index);
  const inPlace = (box: Box) => places.some((place) => place.page === page.index && contains(place.box, box, 3));
  const questions = asked.flatMap((anchor) => [...anchor.lines.map((line) => line.box).filter((box) => contains(anchor.box, box, 1)), anchor.last]);
  const remarks = asked.flatMap((anchor) => anchor.hints.flatMap((line) => (isRemark(line.text) && !inPlace(line.box) ? [line.box] : [])));
  const leader = (glyph: Glyph) => page.leaders.some(({ baseline, box }) => Math.abs(baseline - glyph.baseline) < 0.2 && contains(box, glyph.box, 0.5));
  return (glyph) => [...questions, ...remarks].some((box) => contains(box, glyph.box, 1)) || leader(glyph);
}

/** The text of a key's places together, the annex's where it goes on there. */
function whole(parts: readonly string[], annex: ReadonlyMap<number, string>): { text: string; broken: boolean } {
  const filled = parts.filter((text) => text.trim());
  const references = filled.flatMap((text) => findReference(text) ?? []);
  const [reference] = references;
  if (!reference) return { text: filled.join('\n'), broken: false };
  const continued = annex.get(reference.number);
  return continued === undefined ? { text: reference.shown, broken: true } : { text: continued, broken: false };
}

/** Blank paper shows no place: nothing but the question says what stands there. */
function isBlankPaper(place: Place, { frames }: Frames): boolean {
  if (place.slot.kind === 'field' || place.lines || place.cells) return false;
  return !frames.some((frame) => frame.box.every((edge, at) => edge === place.box[at]));
}

/** Answers that stand in no place: typed after their question in the form's own font. An empty text: something stands near, whose is not to be told. */
function readFlow({ pages }: Layout, { anchors, headings }: ReturnType<typeof findAnchors>, places: readonly Place[], texts: ReadonlyMap<PlaceKey, string>) {
  const drawn = pages.map(findFrames);
  return anchors.flatMap((anchor) => {
    const { kind } = question(anchor.question);
    const on = drawn[anchor.page];
    const own = places.filter((place) => place.key === anchor.key);
    if (!on || kind === 'options' || kind === 'signature' || texts.get(anchor.key) || !own.every((place) => isBlankPaper(place, on))) return [];
    const around = { page: on.page, anchors, headings };
    const text = textAfter(anchor, around);
    return text || own.some((place) => isNearPrint(place.box, around)) ? [{ key: anchor.key, text }] : [];
  });
}

/** What stands in the places, in the order of the catalogue. */
function entriesOf(texts: ReadonlyMap<PlaceKey, string>, crossed: ReadonlySet<PlaceKey>): Entry[] {
  const inOrder = questions.flatMap((row) => [row.key, ...(row.parts ?? []).map((one) => one.key), ...(row.options ?? []).map((option) => option.key)]);
  return inOrder.flatMap((key): Entry[] => {
    const text = texts.get(key)?.trim();
    return text ? [{ key, text }] : crossed.has(key) ? [{ key }] : [];
  });
}

async function interpret(bytes: Uint8Array, layout: Layout): Promise<Result<ReadForm, FormFailure>> {
  const { form, annex } = partAnnex(layout);
  const { blank, located, written } = part(form);
  if (!located.detected) return failure('otherForm');
  const asked = findAnchors(blank);
  const standing = form.pages.map((page) =>
    readPlaces(
      page,
      located.places.filter((place) => place.page === page.index),
      page.glyphs.filter((glyph) => written.has(glyph)),
      ownPrint(blank.pages[page.index] ?? page, asked.anchors, located.places),
    ),
  );
  const crossed = new Set(standing.flatMap((page) => page.crossed.map((place) => place.key)));
  const continued = readAnnex(annex);
  const texts = new Map<PlaceKey, string>();
  const doubted = new Set(standing.flatMap((page) => page.doubted));
  for (const key of new Set(standing.flatMap((page) => page.texts.map(({ place }) => place.key)))) {
    const { text, broken } = whole(
      standing.flatMap((page) => page.texts.filter(({ place }) => place.key === key).map((one) => one.text)),
      continued,
    );
    texts.set(key, text);
    if (broken) doubted.add(key);
  }
  // Where what was written is known apart, the rest is the form's own.
  const apart = [...written].filter((glyph) => glyph.text.trim()).length > crossed.size;
  for (const { key, text } of apart ? [] : readFlow(blank, asked, located.places, texts)) {
    texts.set(key, text);
    doubted.add(key);
  }
  for (const key of located.left) if (question(questionOf(key)).kind !== 'signature') doubted.add(key);
  const { request, doubted: unclear } = requestOf({ texts, crossed });
  const answered = new Set([...crossed, ...[...texts].flatMap(([key, text]) => (text ? [key] : []))]);
  const places = located.places.map((place) => (answered.has(place.key) ? { ...place, occupied: true } : place));
  const signed = standing.flatMap((page) => page.signed ?? []);
  return success({
    request,
    entries: entriesOf(texts, crossed),
    form: await mapOf(bytes, layout, { ...located, places }),
    doubted: [...new Set([...doubted, ...unclear])],
    ...(signed.length > 0 && { handSigned: signed.includes(true) }),
  });
}

/**
 * Reads a filled form back: typed in its fields, printed on it by us or by any other program, or crossed by pen strokes.
 * Another PDF is `otherForm`. What could not be read surely is in `doubted`; the request then holds what there was.
 */
export async function readForm(bytes: Uint8Array): Promise<Result<ReadForm, FormFailure>> {
  const layout = await openLayout(bytes);
  if (!layout.ok) return layout;
  if (isScan(layout.value)) return failure('scanOnly');
  return interpret(bytes, layout.value);
}
