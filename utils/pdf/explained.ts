import type { Box } from '../intake/form.ts';
import type { Frames } from './frames.ts';
import { isOutlined } from './frames.ts';
import { contains, intersects } from './geometry.ts';
import type { Page } from './layout.ts';
import type { Spot } from './spots.ts';
import { findSpots } from './spots.ts';

/** Where the words of a question or a heading stand. */
type Asked = { page: number; box: Box };

/** Lines of print: more than anybody writes in a place. */
const mostWritten = 6;
/** So many questions on shaded bands are how the form is set. */
const leastBands = 3;

/** A spot, and what there is to say of the print in it. */
type Seen = {
  spot: Spot;
  page: Page;
  /** A question or a heading stands in it: it is their cell. */
  asks: boolean;
  /** More stands in it than anybody writes. */
  isPanel: boolean;
  /** A frame without lines around it: it is shaded, or other things' edges make it. */
  unlined: boolean;
  /** Such a frame with print in it. */
  isBand: boolean;
};

function look(spot: Spot, page: Page, asked: readonly Asked[]): Seen {
  const isFrame = spot.kind === 'frame';
  const written = spot.occupied === true;
  const unlined = isFrame && !isOutlined(page, spot.box);
  return {
    spot,
    page,
    asks: written && asked.some((one) => one.page === page.index && intersects(one.box, spot.box, 2)),
    isPanel: isFrame && written && page.lines.filter((line) => contains(spot.box, line.box, 2)).length > mostWritten,
    unlined,
    isBand: written && unlined,
  };
}

/** A panel goes on over the page's end: its empty rest, at the next page's top, is no place. */
function isRestOf(panel: Seen, { spot, page, unlined }: Seen): boolean {
  return (
    unlined &&
    panel.unlined &&
    panel.page.index === page.index - 1 &&
    Math.abs(panel.spot.box[0] - spot.box[0]) < 3 &&
    Math.abs(panel.spot.box[2] - spot.box[2]) < 3 &&
    page.lines.every((line) => line.box[3] <= spot.box[3] + 2)
  );
}

/**
 * The spots of each page, by the page's index, but for those that something else than an answer explains: a question's or a
 * heading's own cell, a shaded label, a panel of print. With print in it any other spot is a place that somebody wrote in.
 */
export function unexplainedSpots(drawn: readonly Frames[], asked: readonly Asked[]): Map<number, Spot[]> {
  const seen = drawn.map((on) => findSpots(on).map((spot) => look(spot, on.page, asked)));
  const all = seen.flat();
  // A form that sets its own questions on shaded bands sets every other text on them too: none is a place that somebody wrote in.
  const onBands = all.filter((one) => one.asks && one.isBand).length >= leastBands;
  const panels = all.filter((one) => one.isPanel);
  const isExplained = (one: Seen) => one.asks || one.isPanel || (onBands && one.isBand) || panels.some((panel) => isRestOf(panel, one));
  return new Map(drawn.map(({ page }, at) => [page.index, (seen[at] ?? []).filter((one) => !isExplained(one)).map(({ spot }) => spot)]));
}
