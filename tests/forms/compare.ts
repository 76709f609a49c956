/** The rendered truth: what changed between a form and its completed copy, held against where the answers belong. */
import type { Answer } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { FillReport } from '../../utils/intake/form.ts';
import type { PlacesFile, Spot } from '../fixtures/generate/truth.ts';
import { mapSpots, placeKeys, spotsOf } from '../fixtures/generate/truth.ts';
import type { Letter, Pixels, Shown } from './pages.ts';

export type Judged = { key: string; outcome: 'right' | 'wrong' | 'abstained'; why: string };

/** Points that ink may stand outside its box: a pixel's width and the thickness of a border. */
const margin = 2;
const changedBy = 24;
const darkenedBy = 60;
/** Fewer changed pixels than this are no ink. */
const fewPixels = 3;

type Area = { page: number; left: number; top: number; right: number; bottom: number };

/** A spot as shares of its page, y downward, grown by `points`. */
function areaOf(spot: Spot, truth: PlacesFile, points: number): Area {
  const size = truth.pages[spot.page] ?? { width: 1, height: 1 };
  const [left, bottom, right, top] = spot.box;
  return {
    page: spot.page,
    left: (left - points) / size.width,
    right: (right + points) / size.width,
    top: (size.height - top - points) / size.height,
    bottom: (size.height - bottom + points) / size.height,
  };
}

const contains = (area: Area, page: number, x: number, y: number) =>
  area.page === page && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;

const centre = ({ box }: Letter) => ({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 });

const leaders = /[\s._…·‥□☐❏❑○[\]\u00ad]/gu;

/** What is compared: no spaces, no leaders that the answer is written over, composed letters. */
const plain = (text: string) => text.normalize('NFKC').replace(leaders, '');

const separators = /[,;/|•–—-]/g;

type Flags = Uint8Array;

type Changes = { changed: Flags[]; darkened: Flags[] };

function difference(before: Pixels | undefined, after: Pixels): { changed: Flags; darkened: Flags } {
  const count = after.width * after.height;
  const changed = new Uint8Array(count);
  const darkened = new Uint8Array(count);
  if (!before || before.width !== after.width || before.height !== after.height) return { changed: changed.fill(1), darkened: darkened.fill(1) };
  for (let at = 0; at < count; at += 1) {
    let most = 0;
    let sum = 0;
    for (let channel = at * 3; channel < at * 3 + 3; channel += 1) {
      const step = (before.pixels[channel] ?? 0) - (after.pixels[channel] ?? 0);
      most = Math.max(most, Math.abs(step));
      sum += step;
    }
    if (most > changedBy) changed[at] = 1;
    if (sum / 3 > darkenedBy) darkened[at] = 1;
  }
  return { changed, darkened };
}

function countIn(flags: Flags, page: Pixels, area: Area): number {
  let count = 0;
  const toX = Math.min(page.width, Math.ceil(area.right * page.width));
  const toY = Math.min(page.height, Math.ceil(area.bottom * page.height));
  for (let y = Math.max(0, Math.floor(area.top * page.height)); y < toY; y += 1) {
    for (let x = Math.max(0, Math.floor(area.left * page.width)); x < toX; x += 1) if (flags[y * page.width + x]) count += 1;
  }
  return count;
}

function nearest(areas: readonly { key: PlaceKey; area: Area }[], page: number, x: number, y: number): PlaceKey | undefined {
  const away = ({ area }: { area: Area }) => Math.hypot(Math.max(area.left - x, 0, x - area.right), Math.max(area.top - y, 0, y - area.bottom));
  const onPage = areas.filter(({ area }) => area.page === page);
  return onPage.sort((a, b) => away(a) - away(b))[0]?.key;
}

function newLetters(before: readonly Letter[], after: readonly Letter[]): { added: Letter[]; kept: Letter[] } {
  const nameOf = ({ letter, page, box }: Letter) => `${letter} ${page} ${Math.round(box[0] * 1000)} ${Math.round(box[3] * 1000)}`;
  const counts = new Map<string, number>();
  for (const letter of before) counts.set(nameOf(letter), (counts.get(nameOf(letter)) ?? 0) + 1);
  const added: Letter[] = [];
  const kept: Letter[] = [];
  for (const letter of after) {
    const left = counts.get(nameOf(letter)) ?? 0;
    if (left > 0) {
      counts.set(nameOf(letter), left - 1);
      kept.push(letter);
    } else added.push(letter);
  }
  return { added, kept };
}

/** One form before and after, with where its answers belong. */
export class Comparison {
  readonly #truth: PlacesFile;
  readonly #after: Shown;
  readonly #added: readonly Letter[];
  readonly #kept: readonly Letter[];
  readonly #changes: Changes;
  readonly #pageCount: number;

  constructor(truth: PlacesFile, before: Shown, after: Shown) {
    this.#after = after;
    this.#pageCount = before.pages.length;
    const { added, kept } = newLetters(before.letters, after.letters);
    this.#added = added;
    this.#kept = kept;
    this.#truth = this.#resolved(truth);
    const differences = after.pages.slice(0, before.pages.length).map((page, at) => difference(before.pages[at], page));
    this.#changes = { changed: differences.map(({ changed }) => changed), darkened: differences.map(({ darkened }) => darkened) };
  }

  /** Of two boxes that are as right, the one that was written in. */
  #resolved(truth: PlacesFile): PlacesFile {
    const lettersIn = (spot: Spot) =>
      this.#added.filter((letter) => contains(areaOf(spot, truth, margin), letter.page, centre(letter).x, centre(letter).y)).length;
    const choose = (spot: Spot): Spot => (spot.or && lettersIn({ page: spot.page, box: spot.or }) > lettersIn(spot) ? { page: spot.page, box: spot.or } : spot);
    return { ...truth, places: mapSpots(truth.places, choose) };
  }

  #lettersIn(spot: Spot, letters = this.#added): Letter[] {
    const area = areaOf(spot, this.#truth, margin);
    return letters.filter((letter) => contains(area, letter.page, centre(letter).x, centre(letter).y));
  }

  #inked(area: Area): number {
    const page = this.#after.pages[area.page];
    return page ? countIn(this.#changes.changed[area.page] ?? new Uint8Array(), page, area) : 0;
  }

  /** Letters that stick out of the box along their line, or whose pixels never changed. */
  #flaw(spot: Spot, letters: readonly Letter[]): string {
    const area = areaOf(spot, this.#truth, margin);
    const printed = letters.filter(({ letter }) => letter.trim());
    if (printed.some(({ box, lying }) => (lying ? box[0] < area.left || box[2] > area.right : box[1] < area.top || box[3] > area.bottom)))
      return 'sticks out of its box';
    const shown = printed.filter(({ page, box }) => this.#inked({ page, left: box[0], top: box[1], right: box[2], bottom: box[3] }) > 0);
    return shown.length < printed.length * 0.85 ? 'invisible' : '';
  }

  /** Each letter in a cell of its own, from the first on. */
  #cellFlaw(spot: Spot, letters: readonly Letter[]): string {
    if (!spot.cells) return '';
    const width = this.#truth.pages[spot.page]?.width ?? 1;
    const edges = [spot.box[0], ...spot.cells, spot.box[2]];
    const astray = letters
      .filter(({ letter }) => letter.trim())
      .some((letter, at) => {
        const x = centre(letter).x * width;
        return x < (edges[at] ?? Number.POSITIVE_INFINITY) - 1 || x > (edges[at + 1] ?? Number.NEGATIVE_INFINITY) + 1;
      });
    return astray ? 'not one letter in each cell' : '';
  }

  #judgeText(key: PlaceKey, answer: Exclude<Answer, { kind: 'mark' }>, annexed: boolean): string {
    const spots = spotsOf(this.#truth.places, key);
    const read = spots.map((spot) => this.#lettersIn(spot));
    const texts = read.map((letters) => plain(letters.map(({ letter }) => letter).join('')));
    for (const [at, spot] of spots.entries()) {
      const letters = read[at] ?? [];
      const old = plain(
        this.#lettersIn(spot, this.#kept)
          .map(({ letter }) => letter)
          .join(''),
      );
      if (letters.length > 0 && old) return `over printed text (${old.slice(0, 30)})`;
      const flaw = this.#flaw(spot, letters) || this.#cellFlaw(spot, letters);
      if (flaw) return flaw;
    }
    const values = answer.kind === 'text' ? [answer.text] : answer.values;
    if (annexed) return this.#judgeAnnexed(texts.join(''), values);
    if (spots.length > 1) {
      const filled = texts.filter(Boolean);
      if (values.length <= spots.length) return filled.join('|') === values.map(plain).join('|') ? '' : `reads ${filled.join(' | ')}`;
    }
    const combed = spots.some(({ cells }) => cells);
    const bare = (text: string) => (combed || answer.kind === 'list' ? plain(text).replace(separators, '') : plain(text));
    const wanted = bare(values.join(''));
    const got = bare(texts.join(''));
    if (got === wanted) return '';
    return got ? `reads “${texts.join(' | ').slice(0, 60)}”` : 'nothing to read in its box';
  }

  #judgeAnnexed(inBox: string, values: readonly string[]): string {
    const annex = plain(
      this.#added
        .filter(({ page }) => page >= this.#pageCount)
        .map(({ letter }) => letter)
        .join(''),
    );
    if (!inBox) return 'continues on the added page without a word in its box';
    if (!annex.includes('Bijlage')) return 'no Bijlage on an added page';
    const lost = values
      .flatMap((value) => value.split(/\s+/))
      .map(plain)
      .filter((word) => word && !inBox.includes(word) && !annex.includes(word));
    return lost.length > 0 ? `lost on the way to the added page: ${lost.join(' ')}` : '';
  }

  #judgeInk(key: PlaceKey, least: number): string {
    const inked = spotsOf(this.#truth.places, key).reduce((sum, spot) => sum + this.#inked(areaOf(spot, this.#truth, 0)), 0);
    return inked >= least ? '' : 'no ink in its box';
  }

  /** Ink outside every asked box, held against the nearest asked one; and ink in boxes that nobody asked for. */
  #strays(asked: readonly PlaceKey[]): Map<string, number> {
    const strays = new Map<string, number>();
    const areas = asked.flatMap((key) => spotsOf(this.#truth.places, key).map((spot) => ({ key, area: areaOf(spot, this.#truth, margin) })));
    const quiet = placeKeys(this.#truth.places)
      .filter((key) => !asked.includes(key))
      .flatMap((key) =>
        spotsOf(this.#truth.places, key).map((spot) => ({ key, area: areaOf(spot, this.#truth, margin), core: areaOf(spot, this.#truth, -2) })),
      );
    for (const [page, changed] of this.#changes.changed.entries()) {
      const { width = 1 } = this.#after.pages[page] ?? {};
      const { height = 1 } = this.#after.pages[page] ?? {};
      for (let at = 0; at < changed.length; at += 1) {
        if (!changed[at]) continue;
        const x = ((at % width) + 0.5) / width;
        const y = (Math.floor(at / width) + 0.5) / height;
        if (areas.some(({ area }) => contains(area, page, x, y))) continue;
        const unasked = quiet.find(({ area }) => contains(area, page, x, y));
        if (unasked) {
          if (!this.#changes.darkened[page]?.[at] || !contains(unasked.core, page, x, y)) continue;
          const name = `unasked ${unasked.key}`;
          strays.set(name, (strays.get(name) ?? 0) + 1);
          continue;
        }
        const name = nearest(areas, page, x, y) ?? `page ${page + 1}`;
        strays.set(name, (strays.get(name) ?? 0) + 1);
      }
    }
    return new Map([...strays].filter(([, count]) => count >= fewPixels));
  }

  /** `answers` by the truth's keys; `taken` places count as right when left alone. */
  judge(answers: ReadonlyMap<PlaceKey, Answer>, signed: boolean, report: FillReport): Judged[] {
    const taken = new Set(this.#truth.taken ?? []);
    const asked: PlaceKey[] = [...answers.keys(), ...(signed && this.#truth.places.signature ? (['signature'] as const) : [])];
    const strays = this.#strays(asked.filter((key) => report.placed.includes(key)));
    const judged: Judged[] = asked.map((key) => {
      const placed = report.placed.includes(key);
      if (taken.has(key)) return placed ? { key, outcome: 'wrong', why: 'over what stood there' } : { key, outcome: 'right', why: '' };
      if (!placed) return { key, outcome: 'abstained', why: '' };
      const answer = answers.get(key);
      const own = !answer
        ? this.#judgeInk(key, 30)
        : answer.kind === 'mark'
          ? this.#judgeInk(key, 6)
          : this.#judgeText(key, answer, report.annexed.includes(key));
      const stray = strays.get(key);
      const why = own || (stray ? `${stray} pixels of ink outside its box` : '');
      return { key, outcome: why ? 'wrong' : 'right', why };
    });
    const invented = report.placed.filter((key) => key !== 'mention' && !asked.includes(key));
    for (const key of invented) judged.push({ key, outcome: 'wrong', why: 'placed, but the form does not ask it' });
    for (const [name, count] of strays) {
      if (asked.includes(name as PlaceKey)) continue;
      // An answer that went astray is one fault, not two.
      const astray = judged.find(({ outcome, why }) => outcome === 'wrong' && /^(nothing to read|reads|no ink)/.test(why) && !why.includes('; ink in'));
      if (astray) astray.why += `; ink in ${name}`;
      else judged.push({ key: name, outcome: 'wrong', why: `${count} pixels of ink` });
    }
    return judged;
  }
}
