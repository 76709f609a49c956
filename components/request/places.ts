import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { question, questionOf } from '../../utils/intake/catalogue.ts';
import type { Box, FormMap, PageSize, Place } from '../../utils/intake/form.ts';
import type { Problem, Severity } from '../../utils/intake/problem.ts';

/** Options whose own name says little without their question: "Beide", "Ja". */
const bareOptions: ReadonlySet<PlaceKey> = new Set(['administration.application', 'administration.purpose', 'accounts.reconcile']);

/** What a place is called on the screen, told apart from every other. */
export function placeName(field: (key: string) => string, key: PlaceKey): string {
  const owner = questionOf(key);
  const isOption = question(owner).options?.some((option) => option.key === key);
  return isOption && bareOptions.has(owner) ? `${field(owner)} ${field(key)}` : field(key);
}

/** Where a question is answered on the form: its own place, else those of its whole question (its boxes, or the whole that it is a part of). */
export function placesOf(map: FormMap, key: PlaceKey): readonly Place[] {
  const own = map.places.filter((place) => place.key === key);
  return own.length > 0 ? own : map.places.filter((place) => questionOf(place.key) === questionOf(key));
}

/** A place on the page as it is shown: per cent of the page, from its top-left, as CSS takes it. */
export type ShownBox = { left: string; top: string; width: string; height: string };

/** The preview shows a page as it is read, and boxes are measured on it: only the origin differs. */
export function shownBox([left, bottom, right, top]: Box, page: Pick<PageSize, 'width' | 'height'>): ShownBox {
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`;
  return {
    left: share(left, page.width),
    top: share(page.height - top, page.height),
    width: share(right - left, page.width),
    height: share(top - bottom, page.height),
  };
}

/** A place that is marked on the page; pressing it leads to what `key` stands for elsewhere on the screen. */
export type Mark = { page: number; box: ShownBox; key: PlaceKey; look: Severity | 'doubted' | 'shown'; label: string };

function markOf(map: FormMap, place: Place, mark: Omit<Mark, 'page' | 'box'>): Mark[] {
  const page = map.pages[place.page];
  return page ? [{ page: place.page, box: shownBox(place.box, page), ...mark }] : [];
}

/** The places on the form of what is missing or doubtful, the worst problem of each place alone. `problems` are worst first. */
export function marksOf(map: FormMap, problems: readonly Problem[], say: (problem: Problem) => string): readonly Mark[] {
  const marks = new Map<Place, Problem>();
  for (const problem of problems.filter(({ severity }) => severity !== 'informs')) {
    for (const place of placesOf(map, problem.key)) if (!marks.has(place)) marks.set(place, problem);
  }
  return [...marks].flatMap(([place, problem]) => markOf(map, place, { key: problem.key, look: problem.severity, label: say(problem) }));
}

/** The places of these keys, all in one look. */
export function marksFor(map: FormMap, keys: readonly PlaceKey[], look: Mark['look'], label: (key: PlaceKey) => string): readonly Mark[] {
  return keys.flatMap((key) => placesOf(map, key).flatMap((place) => markOf(map, place, { key, look, label: label(key) })));
}
