import type { PlaceKey } from '../intake/catalogue.ts';
import { question, questions } from '../intake/catalogue.ts';
import type { FormKind, Place } from '../intake/form.ts';
import { keysWithoutPlace } from '../intake/placing.ts';
import type { Anchor, Heading } from './anchors.ts';
import { findAnchors } from './anchors.ts';
import { assign } from './assign.ts';
import { blankSpot, hasOwnCell, isBlankFree } from './blank.ts';
import { unexplainedSpots } from './explained.ts';
import type { Frames } from './frames.ts';
import { findFrames } from './frames.ts';
import type { Layout, Page } from './layout.ts';
import { isNoted } from './noted.ts';
import { findOptionMarks } from './options.ts';
import type { Mark, Spot } from './spots.ts';
import { findMarks, raise } from './spots.ts';
import type { Widget } from './widgets.ts';

export type Located = {
  detected: boolean;
  confidence: number;
  kind: FormKind;
  places: Place[];
  left: PlaceKey[];
};

const leastConfidence = 0.55;
/** A manual that quotes the form has its words, not its places. */
const leastPlaces = 7;
/** From so many drawn places on, a question without one is not answered on blank paper. */
const leastDrawn = 3;
const leastShareDrawn = 0.3;

function slotOf(widget: Widget | undefined): Place['slot'] {
  return widget ? { kind: 'field', field: widget.field, object: widget.object } : { kind: 'print' };
}

const rounded = (confidence: number) => Math.round(confidence * 100) / 100;

function toPlace(anchor: Anchor, spot: Spot): Place {
  return {
    key: anchor.key,
    page: spot.page,
    box: spot.box,
    slot: slotOf(spot.widget),
    cells: spot.cells,
    lines: spot.lines,
    occupied: spot.occupied || undefined,
    confidence: rounded(anchor.score),
  };
}

/** The blank paper that a question leaves for its answer, where nothing is drawn on it. */
function blankPlace(anchor: Anchor, on: Frames, marks: readonly Mark[], spots: readonly Spot[]): Place | undefined {
  const { index } = on.page;
  const box = blankSpot(
    on,
    anchor,
    marks.filter((mark) => mark.page === index),
  );
  if (!box || !isBlankFree(box, spots)) return undefined;
  return { key: anchor.key, page: index, box, slot: { kind: 'print' }, confidence: rounded(0.7 * anchor.score) };
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
      slot: slotOf(option.mark.widget),
      occupied: option.mark.occupied || undefined,
      confidence: rounded(option.confidence),
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
  const drawn = pages.map(findFrames);
  const marks = drawn.flatMap(findMarks);
  const options = optionPlaces(anchors, pages, marks);
  const written = anchors.filter((anchor) => question(anchor.question).kind !== 'options');
  const spotsOf = unexplainedSpots(drawn, [...anchors, ...headings]);
  const spotsAt = ({ page }: Anchor) => spotsOf.get(page) ?? [];
  const inOwnCell = new Set(
    written.filter((anchor) => {
      const on = drawn[anchor.page];
      return on !== undefined && hasOwnCell(on, anchor, spotsAt(anchor));
    }),
  );
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
    const on = drawn[anchor.page];
    const spots = given.get(anchor);
    if (spots) texts.push(...spots.map((spot) => toPlace(anchor, on && anchor.question === 'signature' ? { ...spot, box: raise(spot, on.page) } : spot)));
    else if (on && (!drawsPlaces || anchor.question === 'signature' || inOwnCell.has(anchor))) {
      const blank = blankPlace(anchor, on, marks, spotsAt(anchor));
      if (blank) (inOwnCell.has(anchor) ? texts : blanks).push(blank);
    }
  }
  const places = [...texts, ...options, ...blanks].map((place) => (isNoted(place, pages[place.page]) ? { ...place, occupied: true } : place));
  const inFields = places.filter((place) => place.slot.kind === 'field').length;
  const verdict = judge(anchors, headings, places, texts.length + options.length);
  return { ...verdict, kind: inFields > places.length / 2 ? 'fillable' : 'flat', places, left: keysWithoutPlace(places) };
}
