import type { PlaceKey } from '../intake/catalogue.ts';
import { question, questions } from '../intake/catalogue.ts';
import type { Box, FormKind, Place } from '../intake/form.ts';
import { keysWithoutPlace } from '../intake/placing.ts';
import type { Anchor, Heading } from './anchors.ts';
import { findAnchors } from './anchors.ts';
import { blankSpot, hasOwnCell, isBlankFree } from './blank.ts';
import { findFrames, isOutlined } from './frames.ts';
import { contains, height, middle, overlap, overlapX, overlapY, unite, width } from './geometry.ts';
import type { Layout, Line, Page } from './layout.ts';
import { findOptionMarks } from './options.ts';
import type { Mark, Spot } from './spots.ts';
import { findMarks, findSpots } from './spots.ts';

export type Located = {
  detected: boolean;
  confidence: number;
  kind: FormKind;
  places: Place[];
  left: PlaceKey[];
};

const farthestBelow = 70;
const leastConfidence = 0.55;
/** A manual that quotes the form has its words, not its places. */
const leastPlaces = 7;
/** From so many drawn places on, a question without one is not answered on blank paper. */
const leastDrawn = 3;
const leastShareDrawn = 0.3;
/** Lines of print: more than anybody writes in a place. */
const mostWritten = 6;

/** Points: flush left, and how far a heading may stand above what it heads. */
const flush = 8;
const headingReach = 16;
/** Points: what is taller beside a short question is a panel, not its place. */
const tallestBeside = 110;

/** Added to the distance: what is written on is a question's place only where no free one is. */
const writtenOn = 30;
/** Added likewise to a spot that stands apart beside a question which has a free one right below. */
const aside = 25;
const besideGap = 12;
const reachBelow = 30;

type Claim = { anchor: Anchor; spot: Spot; cost: number };

const rowOverlap = (a: Box, b: Box) => overlapY(a, b) > 0.4 * Math.min(height(a), height(b));

function belongs(line: Line, anchor: Anchor): boolean {
  return anchor.lines.includes(line) || anchor.hints.includes(line);
}

/** Where the first line of an answer would stand: of ruled lines the first, which may begin after its label. */
function firstRowOf(spot: Spot): Box {
  const first = spot.lines?.[0];
  return first ? [first.from, first.y - 2, first.to, first.y + 10] : spot.box;
}

/** A text of its own directly left of a spot labels it: "Telefoon: [   ]" is no place for the question above. */
function labelledByOther(spot: Spot, anchor: Anchor, page: Page): boolean {
  const row = firstRowOf(spot);
  // A place flush with the question above it stands in the question's own column; what is left of it in another.
  if (spot.box[0] - Math.max(anchor.box[0], anchor.lines[0]?.box[0] ?? anchor.box[0]) < 6) return false;
  return page.lines.some(
    (line) =>
      !belongs(line, anchor) &&
      rowOverlap(line.box, row) &&
      line.box[2] <= row[0] + 3 &&
      row[0] - line.box[2] < 60 &&
      !page.widgets.some((widget) => contains(widget.box, line.box, 2)),
  );
}

const isFlush = (a: Box, b: Box) => Math.abs(a[0] - b[0]) < flush || Math.abs(a[2] - b[2]) < flush;

/** A text right above a spot, flush with it, heads it: a spot beside a question is not its own then, but another column's. Column heads of a table ("Vraag", "Antwoord") are none. */
function headedByOther(spot: Spot, anchor: Anchor, page: Page, spots: readonly Spot[]): boolean {
  return page.lines.some((line) => {
    const gap = line.box[1] - spot.box[3];
    if (belongs(line, anchor) || !isFlush(line.box, spot.box) || gap < -2 || gap > headingReach) return false;
    const between = spots.some(
      (other) => other !== spot && overlapX(other.box, spot.box) > 2 && other.box[1] >= spot.box[3] - 2 && other.box[3] <= line.box[1] + 2,
    );
    const isColumnHead =
      line.words.length <= 3 &&
      page.lines.some(
        (other) => other !== line && other.words.length <= 3 && rowOverlap(other.box, line.box) && Math.abs(other.box[0] - anchor.box[0]) < flush,
      );
    return !between && !isColumnHead;
  });
}

/** Around the question with the end of its paragraph, a colon or "(verplicht)" that went to a line of its own. */
function rowsOf(anchor: Anchor, right: number): Box {
  const ends = anchor.hints.filter((line, at) => {
    const above = anchor.hints[at - 1] ?? anchor.lines[anchor.lines.length - 1];
    return above !== undefined && above.baseline - line.baseline < 2.2 * line.size && !line.text.startsWith('*') && line.words.length <= 3;
  });
  return unite([[anchor.box[0], anchor.last[1], right, Math.max(anchor.last[3], anchor.box[3])], ...ends.map((line) => line.box)]);
}

/** How far the spot is from the question in reading; Infinity where other print stands between, or it lies elsewhere. */
function cost(anchor: Anchor, spot: Spot, page: Page, spots: readonly Spot[]): number {
  if (spot.page !== anchor.page) return Infinity;
  const lastLine = anchor.lines[anchor.lines.length - 1];
  if (!lastLine) return Infinity;
  const tall = anchor.question === 'signature';
  if (spot.widget?.kind === 'signature' && !tall) return Infinity;
  const paragraph = unite([anchor.box, ...anchor.hints.map((line) => line.box)]);
  const label: Box = [anchor.last[0], anchor.last[1], Math.max(anchor.last[2], lastLine.box[2]), anchor.last[3]];
  // What is written in an occupied spot is no print between it and its question.
  const others = page.lines.filter(
    (line) => !belongs(line, anchor) && !(spot.occupied && overlapY(line.box, spot.box) > 2 && overlapX(line.box, spot.box) > 2),
  );

  const firstRow = firstRowOf(spot);
  const questionRows = rowsOf(anchor, label[2]);
  if (
    (rowOverlap(label, firstRow) || rowOverlap(questionRows, spot.box)) &&
    firstRow[0] >= (rowOverlap(label, firstRow) ? label[2] : Math.max(label[2], anchor.box[2])) - 4
  ) {
    const between = (box: Box) => box[0] > label[2] - 2 && box[2] < firstRow[0] + 2 && rowOverlap(box, rowOverlap(label, firstRow) ? label : spot.box);
    if (others.some((line) => between(line.box)) || spots.some((other) => other !== spot && between(other.box))) return Infinity;
    const gap = firstRow[0] - label[2];
    const outsized = height(spot.box) > Math.max(tall ? 200 : tallestBeside, 1.6 * height(paragraph));
    return gap > 360 || outsized || headedByOther(spot, anchor, page, spots) ? Infinity : 0.1 * gap;
  }

  const drop = anchor.last[1] - spot.box[3];
  const reach = tall ? 110 : farthestBelow;
  if (drop < -6 || drop > reach || middle(spot.box) > anchor.last[1]) return Infinity;
  const left = Math.max(spot.box[0], Math.min(anchor.box[0], lastLine.box[0]));
  const right = Math.min(spot.box[2], Math.max(label[2], anchor.box[2]));
  if (right - left < 0.25 * Math.min(width(spot.box), label[2] - label[0])) return Infinity;
  const blocked = (box: Box) =>
    overlap(box[0], box[2], spot.box[0], spot.box[2]) > 1 && box[1] < anchor.last[1] - 2 && box[3] > spot.box[3] - 2 && middle(box) > spot.box[1];
  if (others.some((line) => blocked(line.box)) || spots.some((other) => other !== spot && other.box[1] > spot.box[3] - 3 && blocked(other.box)))
    return Infinity;
  if (labelledByOther(spot, anchor, page)) return Infinity;
  return 6 + Math.max(drop, 0) + 0.05 * Math.abs(spot.box[0] - anchor.box[0]);
}

/** Flush with its question and next to it in reading. */
function isRightBelow({ box }: Spot, anchor: Anchor): boolean {
  const drop = anchor.last[1] - box[3];
  const label = anchor.lines[0]?.box ?? anchor.box;
  // A question in a cell of its own stands a little further in than the cell below it.
  const within = label[0] > box[0] && label[0] - box[0] < 2 * flush;
  return drop > -6 && drop < reachBelow && (within || isFlush(box, label));
}

/** Each spot to one question and each question its nearest: the surest pairs first. */
function assign(anchors: readonly Anchor[], pages: readonly Page[], spotsOf: ReadonlyMap<number, readonly Spot[]>): Map<Anchor, Spot[]> {
  const claims: Claim[] = anchors.flatMap((anchor) => {
    const page = pages[anchor.page];
    const spots = spotsOf.get(anchor.page) ?? [];
    if (!page) return [];
    const within = spots.map((spot) => ({ anchor, spot, cost: cost(anchor, spot, page, spots) })).filter((claim) => claim.cost < Infinity);
    const hasBelow = within.some(({ spot }) => !spot.occupied && isRightBelow(spot, anchor));
    return within.map((claim) => {
      const far = hasBelow && !isRightBelow(claim.spot, anchor) && claim.spot.box[0] - anchor.last[2] > besideGap;
      return { ...claim, cost: claim.cost + (claim.spot.occupied ? writtenOn : 0) + (far ? aside : 0) };
    });
  });
  const given = new Map<Anchor, Spot[]>();
  const taken = new Set<Spot>();
  for (const { anchor, spot } of claims.sort((a, b) => a.cost - b.cost)) {
    if (given.has(anchor) || taken.has(spot)) continue;
    given.set(anchor, [spot]);
    taken.add(spot);
  }
  for (const [anchor, own] of given) {
    const page = pages[anchor.page];
    if (page && question(anchor.question).kind === 'list') addNeighbours(own, anchor, page, spotsOf.get(anchor.page) ?? [], taken);
  }
  return given;
}

/** A list may have a place for each value: like spots beside or below the first, with nothing printed between. */
function addNeighbours(own: Spot[], anchor: Anchor, page: Page, spots: readonly Spot[], taken: Set<Spot>): void {
  for (;;) {
    const last = own[own.length - 1];
    if (!last) return;
    const next = spots
      .filter(
        (spot) => !taken.has(spot) && spot.kind === last.kind && Math.abs(height(spot.box) - height(last.box)) < 4 && !labelledByOther(spot, anchor, page),
      )
      .map((spot) => {
        const beside = rowOverlap(spot.box, last.box) && spot.box[0] >= last.box[2] - 2 ? spot.box[0] - last.box[2] : Infinity;
        const under = overlapX(spot.box, last.box) > 0.5 * width(spot.box) && spot.box[3] <= last.box[1] + 3 ? last.box[1] - spot.box[3] : Infinity;
        const newRow = own.some((other) => Math.abs(other.box[0] - spot.box[0]) < 4) && spot.box[3] <= last.box[1] + 3 ? last.box[1] - spot.box[3] : Infinity;
        return { spot, gap: Math.min(beside, under, newRow), turns: beside === Infinity };
      })
      .filter(({ gap }) => gap < 26)
      // As one reads: on along the row, then from the left of the next.
      .sort((a, b) => Number(a.turns) - Number(b.turns) || (a.turns ? b.spot.box[3] - a.spot.box[3] : 0) || a.spot.box[0] - b.spot.box[0])[0]?.spot;
    if (!next) return;
    const from = last.box;
    const span: Box = [Math.min(from[0], next.box[0]), Math.min(from[1], next.box[1]), Math.max(from[2], next.box[2]), Math.max(from[3], next.box[3])];
    if (page.lines.some((line) => overlapX(line.box, span) > 1 && overlapY(line.box, span) > 2)) return;
    own.push(next);
    taken.add(next);
  }
}

function toPlace(key: PlaceKey, anchor: Anchor, spot: Spot, sureness: number): Place {
  const slot = spot.widget ? { kind: 'field' as const, field: spot.widget.field, object: spot.widget.object } : { kind: 'print' as const };
  return {
    key,
    page: spot.page,
    box: spot.box,
    slot,
    cells: spot.cells,
    lines: spot.lines,
    occupied: spot.occupied || undefined,
    confidence: Math.round(anchor.score * sureness * 100) / 100,
  };
}

function optionPlaces(anchors: readonly Anchor[], pages: readonly Page[], marks: readonly Mark[]): Place[] {
  const found = anchors
    .filter((anchor) => question(anchor.question).kind === 'options')
    .flatMap((anchor) => {
      const page = pages[anchor.page];
      return page ? findOptionMarks(anchor, page, anchors, marks).map((option) => ({ anchor, option })) : [];
    });
  // A mark that two questions claim is nobody's.
  return found
    .filter(({ option }) => found.filter((other) => other.option.mark === option.mark).length === 1)
    .map(({ option }) => ({
      key: option.key,
      page: option.mark.page,
      box: option.mark.box,
      slot: option.mark.widget ? { kind: 'field' as const, field: option.mark.widget.field, object: option.mark.widget.object } : { kind: 'print' as const },
      occupied: option.mark.occupied || undefined,
      confidence: Math.round(option.confidence * 100) / 100,
    }));
}

function judge(anchors: readonly Anchor[], headings: readonly Heading[], places: readonly Place[], drawn: number): { detected: boolean; confidence: number } {
  const asked = new Set(anchors.map((anchor) => anchor.question));
  const answered = new Set(places.map((place) => place.key));
  const total = questions.reduce((sum, row) => sum + (row.options?.length ?? 1), 0);
  const wordShare = [...asked].reduce((sum, key) => sum + (anchors.find((anchor) => anchor.question === key)?.score ?? 0), 0) / questions.length;
  const placeShare = Math.min(1, answered.size / total);
  const headingShare = new Set(headings.map((heading) => heading.section)).size / 3;
  const confidence = Math.round((0.55 * wordShare + 0.35 * placeShare + 0.1 * headingShare) * 100) / 100;
  return { detected: confidence >= leastConfidence && drawn >= leastPlaces, confidence };
}

/** Layout + catalogue → where each answer goes. Abstains (the key is in `left`) where a question, or its place, is not surely found. */
export function locate(layout: Layout): Located {
  const { anchors, headings } = findAnchors(layout);
  const { pages } = layout;
  const framesOf = pages.map(findFrames);
  const marks = pages.flatMap((page, at) => (framesOf[at] ? findMarks(page, framesOf[at]) : []));
  const options = optionPlaces(anchors, pages, marks);
  const written = anchors.filter((anchor) => question(anchor.question).kind !== 'options');
  // A frame with a question or a heading in it is their cell, not a place that somebody wrote in.
  const asks = (spot: Spot) =>
    spot.occupied === true &&
    [...anchors, ...headings].some((asked) => asked.page === spot.page && overlapX(asked.box, spot.box) > 2 && overlapY(asked.box, spot.box) > 2);
  const found = pages.flatMap((page, at) => (framesOf[at] ? findSpots(page, framesOf[at]) : []));
  const pageOf = (spot: Spot) => pages.find(({ index }) => index === spot.page) as Page;
  const unlined = (spot: Spot) => spot.kind === 'frame' && !isOutlined(pageOf(spot), spot.box);
  const shaded = (spot: Spot) => spot.occupied === true && unlined(spot);
  // A form that sets its own questions on shaded bands sets every other text on them too: none is a place that somebody wrote in.
  const onBands = found.filter((spot) => asks(spot) && shaded(spot)).length >= leastDrawn;
  const isPanel = (spot: Spot) =>
    spot.kind === 'frame' && spot.occupied === true && pageOf(spot).lines.filter((line) => contains(spot.box, line.box, 2)).length > mostWritten;
  const panels = found.filter(isPanel);
  // A panel goes on over the page's end: its empty rest, at the next page's top, is no place.
  const goesOn = (spot: Spot) =>
    unlined(spot) &&
    pageOf(spot).lines.every((line) => line.box[3] <= spot.box[3] + 2) &&
    panels.some(
      (panel) => panel.page === spot.page - 1 && Math.abs(panel.box[0] - spot.box[0]) < 3 && Math.abs(panel.box[2] - spot.box[2]) < 3 && unlined(panel),
    );
  const taken = (spot: Spot) => asks(spot) || isPanel(spot) || goesOn(spot) || (onBands && shaded(spot));
  const spotsOf = new Map(pages.map((page) => [page.index, found.filter((spot) => spot.page === page.index && !taken(spot))] as const));
  const inOwnCell = new Set(written.filter((anchor) => pages[anchor.page] && hasOwnCell(pages[anchor.page] as Page, anchor, spotsOf.get(anchor.page) ?? [])));
  const given = assign(
    written.filter((anchor) => !inOwnCell.has(anchor)),
    pages,
    spotsOf,
  );
  // A form that draws its places leaves none blank, except for the pen and in the question's own cell.
  const free = [...given.values()].filter(([first]) => !first?.occupied).length + inOwnCell.size;
  const drawsPlaces = free >= Math.max(leastDrawn, leastShareDrawn * written.length);
  const texts: Place[] = [];
  const blanks: Place[] = [];
  for (const anchor of written) {
    const page = pages[anchor.page];
    const spots = given.get(anchor);
    if (spots) texts.push(...spots.map((spot) => toPlace(anchor.key, anchor, spot, 1)));
    else if (page && (!drawsPlaces || anchor.question === 'signature' || inOwnCell.has(anchor))) {
      const blank = blankSpot(
        page,
        anchor,
        marks.filter((mark) => mark.page === page.index),
      );
      if (blank && isBlankFree(blank, spotsOf.get(page.index) ?? []))
        (inOwnCell.has(anchor) ? texts : blanks).push({
          key: anchor.key,
          page: page.index,
          box: blank,
          slot: { kind: 'print' },
          confidence: Math.round(anchor.score * 70) / 100,
        });
    }
  }
  const places = [...texts, ...options, ...blanks];
  const inFields = places.filter((place) => place.slot.kind === 'field').length;
  const verdict = judge(anchors, headings, places, texts.length + options.length);
  return { ...verdict, kind: inFields > places.length / 2 ? 'fillable' : 'flat', places, left: keysWithoutPlace(places) };
}
