import type { PlaceKey } from '../utils/intake/catalogue.ts';
import { questionOf } from '../utils/intake/catalogue.ts';
import type { Box, FormMap, PageSize, Place } from '../utils/intake/form.ts';
import type { Problem } from '../utils/intake/problem.ts';

/** Where a question is answered on the form: its own place, else those of its whole question (its boxes, or the whole that it is a part of). */
export function placesOf(map: FormMap, key: PlaceKey): readonly Place[] {
  const own = map.places.filter((place) => place.key === key);
  return own.length > 0 ? own : map.places.filter((place) => questionOf(place.key) === questionOf(key));
}

/** A place on the page as it is shown: per cent of the page, from its top-left, as CSS takes it. */
export type ShownBox = { left: string; top: string; width: string; height: string };

/** Undoes the turn from the page as it is shown to the page as it is read, in which boxes and `page` are measured. */
export function shownBox([left, bottom, right, top]: Box, page: PageSize): ShownBox {
  const { width, height } = page;
  const turned: readonly { box: Box; width: number; height: number }[] = [
    { box: [left, bottom, right, top], width, height },
    { box: [height - top, left, height - bottom, right], width: height, height: width },
    { box: [width - right, height - top, width - left, height - bottom], width, height },
    { box: [bottom, width - right, top, width - left], width: height, height: width },
  ];
  const shown = turned[page.turn % 4];
  if (!shown) throw new Error(`A page is turned by quarters, not by ${page.turn}.`);
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`;
  const [l, b, r, t] = shown.box;
  return { left: share(l, shown.width), top: share(shown.height - t, shown.height), width: share(r - l, shown.width), height: share(t - b, shown.height) };
}

export type Mark = { page: number; box: ShownBox; problem: Problem };

/** The places on the form of what is missing or doubtful, the worst problem of each place alone. `problems` are worst first. */
export function marksOf(map: FormMap, problems: readonly Problem[]): readonly Mark[] {
  const marks = new Map<Place, Problem>();
  for (const problem of problems.filter(({ severity }) => severity !== 'informs')) {
    for (const place of placesOf(map, problem.key)) if (!marks.has(place)) marks.set(place, problem);
  }
  return [...marks].flatMap(([place, problem]) => {
    const page = map.pages[place.page];
    return page ? [{ page: place.page, box: shownBox(place.box, page), problem }] : [];
  });
}
