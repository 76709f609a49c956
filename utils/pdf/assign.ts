import { question } from '../intake/catalogue.ts';
import type { Box } from '../intake/form.ts';
import type { Anchor } from './anchors.ts';
import { contains, height, middle, overlap, overlapX, overlapY, unite, width } from './geometry.ts';
import type { Line, Page } from './layout.ts';
import type { Spot } from './spots.ts';

/** Points under a question. */
const farthestBelow = 70;
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
export function assign(anchors: readonly Anchor[], pages: readonly Page[], spotsOf: ReadonlyMap<number, readonly Spot[]>): Map<Anchor, Spot[]> {
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
    const span = unite([last.box, next.box]);
    if (page.lines.some((line) => overlapX(line.box, span) > 1 && overlapY(line.box, span) > 2)) return;
    own.push(next);
    taken.add(next);
  }
}
