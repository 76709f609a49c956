import type { PDFImage } from 'pdf-lib';
import type { Box, FormMap, Handwriting, Place, Signing } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { Ink } from './content.ts';
import { emptyInk, inkImage, inkStrokes } from './content.ts';
import { findWidget, signatureFieldState, setAppearance } from './fields.ts';
import type { Printed } from './fill.ts';
import { height, shrink, width } from './geometry.ts';
import type { Sheet } from './sheet.ts';
import { inkOf, pageOf } from './sheet.ts';

/** The mention precedes the signature: above it, or left of it where the place is low. Shares of the place. */
const mentionShare = { above: 0.36, left: 0.45 };
const lowPlace = 42;
const penWidth = 1.1;

function partsOf(box: Box, withMention: boolean, withSignature: boolean): { mention: Box; signature: Box } {
  const inner = shrink(box, Math.min(3, height(box) * 0.08));
  const [left, bottom, right, top] = inner;
  if (!withMention || !withSignature) return { mention: inner, signature: inner };
  if (height(box) < lowPlace) {
    const at = left + width(inner) * mentionShare.left;
    return { mention: [left, bottom, at - 2, top], signature: [at + 2, bottom, right, top] };
  }
  const at = top - height(inner) * mentionShare.above;
  return { mention: [left, at + 1, right, top], signature: [left, bottom, right, at - 1] };
}

const handsOf = (signing: Signing) => ({
  mention: signing.kind === 'print' ? undefined : signing.mention,
  signature: signing.kind === 'hand' ? signing.signature : undefined,
});

/** The mention's part of the place and the signature's; a certificate's signature has its part although no hand fills it. */
const sharesOf = ({ box }: Place, signing: Signing) => {
  const { mention, signature } = handsOf(signing);
  return partsOf(box, mention !== undefined, signature !== undefined || signing.kind === 'certificate');
};

function openPlace(places: readonly Place[]): Place | undefined {
  const place = places.find((candidate) => candidate.key === 'signature');
  return place?.occupied ? undefined : place;
}

/** The part of the signature's place that `sign` leaves free, for the certificate's signature to show in. Absent where the form shows no place for it. */
export function signatureShare({ places }: Pick<FormMap, 'places'>, signing: Signing): { page: number; box: Box } | undefined {
  const place = openPlace(places);
  return place && { page: place.page, box: sharesOf(place, signing).signature };
}

/** The largest box of the given proportions inside another, at its left and in its middle. Never stretched. */
function fitInside(box: Box, proportions: { width: number; height: number }): { box: Box; scale: number } {
  const scale = Math.min(width(box) / proportions.width, height(box) / proportions.height);
  const low = box[1] + (height(box) - proportions.height * scale) / 2;
  return { box: [box[0], low, box[0] + proportions.width * scale, low + proportions.height * scale], scale };
}

type Drawing = Extract<Handwriting, { kind: 'drawn' }>;

/** Strokes trimmed to their own extent; the surface's y runs downward, the page's upward. */
function drawStrokes(into: Ink, drawing: Drawing, box: Box): boolean {
  const strokes = drawing.strokes
    .map((stroke) => stroke.flatMap((x, at) => (at % 2 === 0 ? [[x, stroke[at + 1] ?? 0] as const] : [])))
    .filter((points) => points.length > 0);
  const points = strokes.flat();
  if (points.length === 0) return false;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, upper, lower] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const target = fitInside(shrink(box, penWidth), { width: Math.max(right - left, 1), height: Math.max(lower - upper, 1) });
  const scale = Math.min(target.scale, 1);
  const low = box[1] + (height(box) - (lower - upper) * scale) / 2;
  const onPage = strokes.map((stroke) => stroke.map(([x, y]) => [box[0] + penWidth + (x - left) * scale, low + (lower - y) * scale] as const));
  inkStrokes(into, onPage, penWidth);
  return true;
}

async function embed(sheet: Sheet, hand: Extract<Handwriting, { kind: 'image' }>): Promise<PDFImage | undefined> {
  try {
    return hand.type === 'image/png' ? await sheet.document.embedPng(hand.bytes) : await sheet.document.embedJpg(hand.bytes);
  } catch (error) {
    // The image libraries throw plain errors of many kinds on a damaged file; whoever chose the file is told.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

async function draw(sheet: Sheet, into: Ink, hand: Handwriting, box: Box): Promise<Result<boolean, 'imageUnreadable'>> {
  if (hand.kind === 'drawn') return success(drawStrokes(into, hand, box));
  const image = await embed(sheet, hand);
  if (!image || image.width < 1 || image.height < 1) return failure('imageUnreadable');
  inkImage(into, image, fitInside(box, image).box);
  return success(true);
}

/**
 * Puts the person's own mention and signature in the signature's place. Nothing is drawn for `print`, nor where the form
 * shows no place for it: the form is then signed by pen. A field for certificate signatures gets its appearance when it is signed: what is
 * to stay beside that stands on the page.
 */
export async function sign(sheet: Sheet, places: readonly Place[], signing: Signing): Promise<Result<Printed[], 'imageUnreadable'>> {
  const place = openPlace(places);
  if (!place) return success([]);
  const { page, toUser } = pageOf(sheet, place.page);
  const [hands, shares] = [handsOf(signing), sharesOf(place, signing)];
  const field = place.slot.kind === 'field' ? findWidget(sheet.document, page, place.slot.object) : undefined;
  const state = field ? signatureFieldState(field) : 'none';
  if ((place.slot.kind === 'field' && !field) || state === 'signed') return success([]);
  const ownField = signing.kind === 'hand' || state === 'none' ? field : undefined;
  const content = ownField ? emptyInk() : inkOf(sheet, place.page);
  const printed: Printed[] = [];
  for (const key of ['mention', 'signature'] as const) {
    const hand = hands[key];
    if (!hand) continue;
    const drawn = await draw(sheet, content, hand, shares[key]);
    if (!drawn.ok) return drawn;
    if (drawn.value) printed.push({ key, page: place.page, box: shares[key], kind: 'hand' });
  }
  if (ownField && printed.length > 0) setAppearance(sheet.document, ownField, place.box, toUser, content);
  return success(printed);
}
