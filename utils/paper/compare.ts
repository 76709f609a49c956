import type { Grey } from './grey.ts';
import { blur, resize, turn } from './grey.ts';
import type { Frame } from './ink.ts';
import { extentOf, inkOf, withoutDust } from './ink.ts';
import type { Inked, Lie } from './register.ts';
import { inkedOf, rectify, register, sure } from './register.ts';
import { straighten } from './straighten.ts';

/** In widths of the page, from its top-left: left, top, right, bottom. */
export type Area = readonly [left: number, top: number, right: number, bottom: number];

/** A page as it was made: its picture, that of the empty form where it is known, and what stands where. */
export type MadePage = { printed: Grey; blank?: Grey | undefined; places: readonly { key: string; area: Area }[]; signature?: Area | undefined };

/** Which page a picture shows; `page` is absent where it is none of them. */
export type Seen = { page?: number; turns: number; score: number };

export type PageFindings = {
  /** Places that surely show something else than was printed there. */
  differing: readonly string[];
  /** Something is written in the signature's place; absent where it is not on this page. */
  signed?: boolean;
};

/** Below this a picture is none of the page. */
const known = 0.45;

/** Pixels across, in which answers are read. */
const wide = 1000;
const visible = 70;

/** The area's pixels, but for a rim of so many inside it. */
function within(area: Area, picture: Grey, rim = 0): Frame {
  const [left, top, right, bottom] = area.map((length) => length * picture.width) as [number, number, number, number];
  return {
    left: Math.max(0, Math.round(left + rim)),
    top: Math.max(0, Math.round(top + rim)),
    right: Math.min(picture.width, Math.round(right - rim)),
    bottom: Math.min(picture.height, Math.round(bottom - rim)),
  };
}

/** Which pixels of the page are the form's own. */
function formOnly(ink: Grey, { places, signature }: MadePage): (at: number) => boolean {
  const counts = new Uint8Array(ink.data.length).fill(1);
  for (const area of [...places.map((place) => place.area), ...(signature ? [signature] : [])]) {
    const { left, top, right, bottom } = within(area, ink);
    for (let y = top; y < bottom; y += 1) counts.fill(0, y * ink.width + left, y * ink.width + right);
  }
  return (at) => counts[at] === 1;
}

/** The longer side of the form's sheets by their shorter one. */
function tallOf([first]: readonly MadePage[]): number {
  const { width, height } = first?.printed ?? { width: 1, height: Math.SQRT2 };
  return Math.max(width, height) / Math.min(width, height);
}

type Known = { page: MadePage; inked: Inked; counts: (at: number) => boolean };

/** `picture`: the one that `lie` speaks of, set square where it is a photograph. */
export type Recognised = { seen: Seen; lie: Lie | undefined; picture: Grey };

type Fit = { at: number; page: number; picture: Grey; lie: Lie; score: number };

/**
 * Which of the made pages each picture shows, and how it lies. Each page is shown by one picture at most: the one that shows it best.
 */
export function recognise(made: readonly MadePage[], pictures: readonly Grey[]): Recognised[] {
  const pages = made.map((page): Known => {
    const inked = inkedOf(page.printed);
    return { page, inked, counts: formOnly(inked.ink, page) };
  });
  const fitsOf = (picture: Grey, at: number) => {
    const own: Fit[] = [];
    // In the order in which they were made, as nearly all come back.
    const order = [...pages.keys()].sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
    for (const page of order) {
      const one = pages[page];
      if (!one) continue;
      own.push({ at, page, picture, ...register(one.inked, picture, one.counts) });
      if ((own.at(-1)?.score ?? 0) >= sure) break;
    }
    return own;
  };
  const best = (fits: readonly Fit[]) => fits.reduce((most, { score }) => Math.max(most, score), 0);
  const fits = pictures.flatMap((picture, at) => {
    const square = straighten(picture, tallOf(made));
    const straightened = square ? fitsOf(square, at) : [];
    // A bright sheet in the picture may be another thing than the page.
    return best(straightened) >= known ? straightened : [...straightened, ...fitsOf(picture, at)];
  });
  const takenBy = new Map<number, Fit>();
  const taken = new Set<number>();
  for (const fit of fits.sort((a, b) => b.score - a.score)) {
    if (fit.score < known || taken.has(fit.page) || takenBy.has(fit.at)) continue;
    takenBy.set(fit.at, fit);
    taken.add(fit.page);
  }
  return pictures.map((picture, at) => {
    const fit = takenBy.get(at);
    if (fit) return { seen: { page: fit.page, turns: fit.lie.turns, score: fit.score }, lie: fit.lie, picture: fit.picture };
    return { seen: { turns: 0, score: best(fits.filter((one) => one.at === at)) }, lie: undefined, picture };
  });
}

/** The darkest within `radius`, so that a line that lies a little beside itself is still the same line. */
function grown(ink: Grey, radius: number): Grey {
  const data = new Uint8Array(ink.data.length);
  for (let y = 0; y < ink.height; y += 1) {
    for (let x = 0; x < ink.width; x += 1) {
      const value = ink.data[y * ink.width + x] ?? 0;
      if (value < visible) continue;
      for (let row = Math.max(0, y - radius); row <= Math.min(ink.height - 1, y + radius); row += 1)
        for (let column = Math.max(0, x - radius); column <= Math.min(ink.width - 1, x + radius); column += 1)
          data[row * ink.width + column] = Math.max(data[row * ink.width + column] ?? 0, value);
    }
  }
  return { ...ink, data };
}

/** How alike the two are in the frame, the second moved by (dx, dy). */
function alike(a: Grey, b: Grey, { left, top, right, bottom }: Frame, dx: number, dy: number): number {
  let [count, sumA, sumB, both, squareA, squareB] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    if (y + dy < 0 || y + dy >= b.height) continue;
    for (let x = left; x < right; x += 1) {
      if (x + dx < 0 || x + dx >= b.width) continue;
      const [va, vb] = [a.data[y * a.width + x] ?? 0, b.data[(y + dy) * b.width + x + dx] ?? 0];
      count += 1;
      sumA += va;
      sumB += vb;
      both += va * vb;
      squareA += va * va;
      squareB += vb * vb;
    }
  }
  if (count === 0) return 0;
  const [spreadA, spreadB] = [squareA - (sumA * sumA) / count, squareB - (sumB * sumB) / count];
  return spreadA > 1 && spreadB > 1 ? (both - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB) : 0;
}

function bestShift(a: Grey, b: Grey, frame: Frame, reach: number, around: readonly [number, number] = [0, 0]): { dx: number; dy: number; like: number } {
  let best = { dx: around[0], dy: around[1], like: -1 };
  for (let dy = around[1] - reach; dy <= around[1] + reach; dy += 1) {
    for (let dx = around[0] - reach; dx <= around[0] + reach; dx += 1) {
      const like = alike(a, b, frame, dx, dy);
      if (like > best.like) best = { dx, dy, like };
    }
  }
  return best;
}

/** Pixels: about one letter of a form's print, in which two texts are compared. */
const letter = { wide: 14, step: 7, reach: 2, rim: 2 };
/** The place as a whole may lie this much beside where the page says. */
const placeReach = 6;
/** A letter below this share of what the page's own print agrees is another letter; so many of them, and at least so many, are another text. */
const other = { share: 0.62, part: 0.2, least: 2 };
/** Pixels of ink that a letter has at least. */
const leastInk = 12;

/** The likeness of each letter's width of `answer` with what the picture shows there. */
function lettersOf(answer: Grey, picture: Grey, frame: Frame): number[] {
  const { dx, dy } = bestShift(answer, picture, frame, placeReach);
  const found: number[] = [];
  for (let left = frame.left; left < frame.right; left += letter.step) {
    const right = Math.min(frame.right, left + letter.wide);
    const { count, extent } = extentOf(answer, visible, { ...frame, left, right });
    if (count < leastInk) continue;
    const around = { left: left - letter.rim, top: extent.top - letter.rim, right: right + letter.rim, bottom: extent.bottom + letter.rim };
    found.push(bestShift(answer, picture, around, letter.reach, [dx, dy]).like);
  }
  return found;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Square points of ink that a signature leaves at least, and how wide it is at least; a page is 595 points wide, as A4 is. */
const leastSigned = { area: 16, across: 14 };
const points = 595;

function isSigned(form: Grey, picture: Grey, area: Area): boolean {
  const frame = within(area, picture, 3);
  const own = grown(form, 4);
  const added: Grey = { ...picture, data: new Uint8Array(picture.data.length) };
  for (let y = frame.top; y < frame.bottom; y += 1) {
    for (let x = frame.left; x < frame.right; x += 1) {
      const at = y * picture.width + x;
      if ((own.data[at] ?? 0) < visible) added.data[at] = picture.data[at] ?? 0;
    }
  }
  const written = withoutDust(added, 12, visible);
  const { count, extent } = extentOf(written, visible, frame);
  const pixel = points / picture.width;
  return count * pixel * pixel >= leastSigned.area && (extent.right - extent.left) * pixel >= leastSigned.across;
}

/** What a picture shows of the page that it was recognised as. */
export function inspect(made: MadePage, picture: Grey, lie: Lie): PageFindings {
  const high = Math.max(1, Math.round((made.printed.height * wide) / made.printed.width));
  const upright = turn(picture, lie.turns);
  const fine = upright.width > 1.5 * wide ? resize(upright, Math.round(1.5 * wide), Math.round((upright.height * 1.5 * wide) / upright.width)) : upright;
  const seen = inkOf(rectify(fine, lie, wide, high, 255));
  const printed = inkOf(resize(made.printed, wide, high));
  const blank = made.blank && inkOf(resize(made.blank, wide, high));
  const form = blank && grown(blank, 1);
  const answers: Grey = form ? { ...printed, data: printed.data.map((value, at) => ((form.data[at] ?? 0) < visible ? value : 0)) } : printed;
  const [softAnswers, softSeen, softForm] = [blur(answers, 1), blur(seen, 1), blur(blank ?? printed, 1)];
  const own = { left: Math.round(0.06 * wide), top: Math.round(0.03 * high), right: Math.round(0.94 * wide), bottom: Math.round(0.97 * high) };
  const usual = usualLikeness(softForm, softSeen, own);
  const differing = made.places.filter(({ area }) => {
    const frame = within(area, printed, blank ? 0 : 3);
    const letters = lettersOf(softAnswers, softSeen, frame);
    const others = letters.filter((like) => like < other.share * usual).length;
    return letters.length >= other.least && others >= other.least && others >= other.part * letters.length;
  });
  return {
    differing: differing.map(({ key }) => key),
    ...(made.signature && { signed: isSigned(blank ?? printed, seen, made.signature) }),
  };
}

/** How alike the form's own print is on the picture: what a good scan gives more of than a poor one. */
function usualLikeness(form: Grey, seen: Grey, frame: Frame): number {
  const likes: number[] = [];
  const side = 40;
  for (let top = frame.top; top + side < frame.bottom; top += 2 * side) {
    for (let left = frame.left; left + side < frame.right; left += 2 * side) {
      const tile = { left, top, right: left + side, bottom: top + 16 };
      if (extentOf(form, visible, tile).count >= 6 * leastInk) likes.push(bestShift(form, seen, tile, 4).like);
    }
  }
  return likes.length > 0 ? median(likes) : 1;
}
