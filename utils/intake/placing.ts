import { answersFor } from './answers.ts';
import type { PlaceKey } from './catalogue.ts';
import { question, questionOf, questions } from './catalogue.ts';
import type { Box, FormMap, FreeField, PageSize, Place, Signing } from './form.ts';
import type { AccessRequest } from './request.ts';

/** Where a person showed that an answer goes on this form: page and box as a FormMap's. */
export type Placement = { key: PlaceKey; page: number; box: Box };

export type Point = readonly [x: number, y: number];

/** Points. */
const sizes = { mark: [9, 9], line: [200, 14], lines: [200, 28], signature: [200, 60] } as const;
/** Points: less than this is no place to write in, nor to take hold of. */
export const leastSide = 6;
/** Points: what is narrower, because the click was at the page's edge, is moved inward. */
const leastText = 24;

function isMark(key: PlaceKey): boolean {
  return question(questionOf(key)).options?.some((option) => option.key === key) ?? false;
}

function sizeFor(key: PlaceKey): readonly [width: number, height: number] {
  if (isMark(key)) return sizes.mark;
  const owner = question(questionOf(key));
  if (owner.kind === 'signature') return sizes.signature;
  // A part of a question is one line, also where the whole takes several.
  return owner.kind === 'lines' && owner.key === key ? sizes.lines : sizes.line;
}

const contains = ([left, bottom, right, top]: Box, [x, y]: Point) => x >= left && x <= right && y >= bottom && y <= top;
const area = ([left, bottom, right, top]: Box) => Math.max(0, right - left) * Math.max(0, top - bottom);

function shared(a: Box, b: Box): number {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] > box[0] && box[3] > box[1] ? area(box) : 0;
}

/** The same spot of paper, a little moved or resized. */
const sameSpot = (a: Box, b: Box) => shared(a, b) > 0.5 * Math.max(area(a), area(b));

/** The form's own fields on a page that take such an answer: those that a question took, and those that are nobody's. */
function fieldsFor(map: FormMap, key: PlaceKey, page: number): Pick<FreeField, 'page' | 'box' | 'slot'>[] {
  const taken = map.places.flatMap(({ slot, ...place }) => (slot.kind === 'field' ? [{ ...place, slot, mark: isMark(place.key) }] : []));
  return [...taken, ...(map.fields ?? [])].filter((field) => field.page === page && field.mark === isMark(key));
}

/**
 * The box that a click at `point` (points of the page as read) gives an answer: that of the form's own field there, else one
 * of the answer's usual size, clipped to the page. Crosses are centred on the click; texts begin at it.
 */
export function boxAt(map: FormMap, key: PlaceKey, page: number, point: Point): Box {
  const field = fieldsFor(map, key, page).find(({ box }) => contains(box, point));
  if (field) return field.box;
  const [x, y] = point;
  const [width, height] = sizeFor(key);
  const paper = map.pages[page] ?? { width: x + width, height: y + height };
  if (isMark(key)) return withinPage([x - width / 2, y - height / 2, x + width / 2, y + height / 2], paper);
  const left = Math.max(0, Math.min(x, paper.width - leastText));
  return withinPage([left, y - height / 2, Math.min(x + width, paper.width), y + height / 2], paper);
}

/** Moved until it lies on the page; smaller only where it is larger than the page. */
function withinPage([left, bottom, right, top]: Box, page: Pick<PageSize, 'width' | 'height'>): Box {
  const width = Math.min(right - left, page.width);
  const height = Math.min(top - bottom, page.height);
  const x = Math.max(0, Math.min(left, page.width - width));
  const y = Math.max(0, Math.min(bottom, page.height - height));
  return [x, y, x + width, y + height];
}

export function moveBox([left, bottom, right, top]: Box, [dx, dy]: Point, page: PageSize): Box {
  return withinPage([left + dx, bottom + dy, right + dx, top + dy], page);
}

/** Pulls the lower right corner; the upper left stays. `dy` counts upward, as on the page. */
export function resizeBox([left, bottom, right, top]: Box, [dx, dy]: Point, page: PageSize): Box {
  return [left, Math.max(0, Math.min(bottom + dy, top - leastSide)), Math.min(page.width, Math.max(right + dx, left + leastSide)), top];
}

/** The keys that a form with these places lacks: a question's own, or each of its options; its parts where it has some of them. */
export function keysWithoutPlace(places: readonly Pick<Place, 'key'>[]): PlaceKey[] {
  const has = (key: PlaceKey) => places.some((place) => place.key === key);
  return questions.flatMap((row): PlaceKey[] => {
    if (row.options) return row.options.map((option) => option.key).filter((key) => !has(key));
    if (has(row.key)) return [];
    const parts = (row.parts ?? []).map((part) => part.key);
    return parts.some(has) ? parts.filter((key) => !has(key)) : [row.key];
  });
}

function toPlace(map: FormMap, placement: Placement): Place {
  const field = fieldsFor(map, placement.key, placement.page).find(({ box }) => sameSpot(box, placement.box));
  if (field) return { key: placement.key, page: field.page, box: field.box, slot: field.slot, confidence: 1 };
  return { key: placement.key, page: placement.page, box: placement.box, slot: { kind: 'print' }, confidence: 1 };
}

/**
 * The map with the person's placements, which win over what was located: a key that they placed has only those places, and a
 * spot or field that they gave to one key is no other's. What lost its place so is in `left` again.
 */
export function place(map: FormMap, placements: readonly Placement[] = []): FormMap {
  const onForm = placements.filter(({ page }) => page < map.pages.length);
  if (onForm.length === 0) return map;
  const shown = onForm.map((placement) => toPlace(map, placement));
  const lost = (located: Place) => shown.some((own) => own.key === located.key || (own.page === located.page && sameSpot(own.box, located.box)));
  const places = [...map.places.filter((located) => !lost(located)), ...shown];
  const free = map.fields?.filter((field) => !shown.some(({ slot }) => slot.kind === 'field' && slot.object === field.slot.object));
  return { ...map, places, left: keysWithoutPlace(places), ...(free && { fields: free }) };
}

/** Of what the request prints on this form, in the form's order: the keys that have no place on it. */
export function unplaced(map: FormMap, request: AccessRequest, signing: Signing): PlaceKey[] {
  return asked(map, request, signing).filter((key) => !map.places.some((place) => place.key === key));
}

/** What the person is to show or has shown: unplaced keys, and those that only their own placements hold. */
export function toShow(map: FormMap, request: AccessRequest, signing: Signing, placements: readonly Placement[]): PlaceKey[] {
  const missing = new Set(unplaced(map, request, signing));
  return asked(map, request, signing).filter((key) => missing.has(key) || placements.some((placement) => placement.key === key));
}

function asked(map: FormMap, request: AccessRequest, signing: Signing): PlaceKey[] {
  const answers = answersFor(request, new Set(map.places.map((located) => located.key)));
  return [...answers.keys(), ...(signing.kind === 'hand' ? ['signature' as const] : [])];
}
