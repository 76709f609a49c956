import type { Option, PlaceKey } from '../intake/catalogue.ts';
import type { Box } from '../intake/form.ts';
import { question } from '../intake/catalogue.ts';
import { matchOption } from '../intake/match.ts';
import type { Anchor } from './anchors.ts';
import { contains, height, overlapX, overlapY, unite } from './geometry.ts';
import { joinBroken } from './hyphen.ts';
import type { Line, Page, Word } from './layout.ts';
import type { Mark } from './spots.ts';

type Choice = { option: Option; line: Line };
export type MarkedOption = { key: PlaceKey; mark: Mark; confidence: number };

const farthestBelow = 170;
/** Words. */
const longestOption = 8;
const farthestOnRow = 140;
const farthestMark = { left: 40, right: 320 };

const sameRow = (a: Line['box'], b: Line['box']) => overlapY(a, b) > 0.35 * Math.min(height(a), height(b));

/** Does another question begin between the two? Then the option is that question's. */
function questionBetween(anchor: Anchor, line: Line, anchors: readonly Anchor[]): boolean {
  return anchors.some(
    (other) =>
      other !== anchor &&
      other.page === anchor.page &&
      other.box[3] <= anchor.box[1] + 3 &&
      other.box[3] >= line.box[3] - 2 &&
      (overlapX(other.box, anchor.box) > 0 || overlapX(other.box, line.box) > 0),
  );
}

/** Distance in reading from question to option; Infinity where the option can't be its own. */
function distance(anchor: Anchor, line: Line, anchors: readonly Anchor[]): number {
  const onRow = anchor.lines.some((bearing) => bearing !== line && sameRow(bearing.box, line.box)) && line.box[0] > anchor.last[2] - 2;
  if (onRow) {
    const between = anchors.some(
      (other) =>
        other !== anchor && other.page === anchor.page && sameRow(other.last, line.box) && other.last[0] > anchor.last[2] && other.last[2] <= line.box[0],
    );
    return between ? Infinity : 0.2 * (line.box[0] - anchor.last[2]);
  }
  const drop = anchor.last[1] - line.box[3];
  if (drop < -3 || drop > farthestBelow || questionBetween(anchor, line, anchors)) return Infinity;
  const aside = Math.max(0, -overlapX([anchor.box[0] - 20, 0, Math.max(anchor.box[2], anchor.box[0] + 200), 0], line.box));
  return aside > 120 ? Infinity : 4 + drop + aside;
}

type Near = Choice & { far: number };

/** An option right under another of the same question, flush with it, or further on its row, is its neighbour wherever the question itself stands. */
function nextToAnother(option: Option, line: Line, near: readonly Near[], anchor: Anchor, anchors: readonly Anchor[]): number {
  const others = near.filter((other) => other.option !== option);
  const under = others.flatMap((other) => {
    const drop = other.line.baseline - line.baseline;
    return Math.abs(other.line.box[0] - line.box[0]) < 4 && drop > 0 && drop < 3 * line.size ? [other.far + drop] : [];
  });
  const after = others.flatMap((other) => {
    const gap = line.box[0] - other.line.box[2];
    return sameRow(other.line.box, line.box) && gap > 0 && gap < farthestOnRow ? [other.far + 0.2 * gap] : [];
  });
  const asked = anchors.some((other) => other !== anchor && other.page === anchor.page && sameRow(other.box, line.box) && other.box[2] < line.box[0]);
  return asked ? Infinity : Math.min(...under, ...after);
}

/** A text that goes on on the next line, or the two next, as one. */
function brokenLines(lines: readonly Line[]): Line[] {
  const goOn = (whole: Line, last: Line): { whole: Line; last: Line } | undefined => {
    const next = lines.find((below) => {
      const drop = last.baseline - below.baseline;
      return drop > 0.6 * last.size && drop < 2 * last.size && Math.abs(below.box[0] - last.box[0]) < 3 && Math.abs(below.size - last.size) < 0.5;
    });
    if (!next || whole.words.length + next.words.length > longestOption) return undefined;
    const text = joinBroken(whole.text, next.text) ?? `${whole.text} ${next.text}`;
    return { whole: { ...whole, words: [...whole.words, ...next.words], text, box: unite([whole.box, next.box]) }, last: next };
  };
  return lines.flatMap((line) => {
    const two = goOn(line, line);
    const three = two && goOn(two.whole, two.last);
    return [...(two ? [two.whole] : []), ...(three ? [three.whole] : [])];
  });
}

/** Options that stand close after their question, or after one another, on one line: its words after the question, parted where a box stands between them. */
function parted(anchor: Anchor, page: Page, marks: readonly Mark[]): Line[] {
  return page.lines.flatMap((line) => {
    const bears = anchor.lines[anchor.lines.length - 1] === line;
    if (!bears && !sameRow(line.box, anchor.last)) return [];
    const parts: Word[][] = [];
    for (const word of line.words) {
      if (bears && word.box[0] < anchor.last[2] - 1) continue;
      const last = parts[parts.length - 1];
      const before = last?.[last.length - 1];
      const apart =
        !before || marks.some(({ page: at, box }) => at === page.index && sameRow(box, line.box) && box[0] > before.box[2] - 2 && box[2] < word.box[0] + 2);
      if (apart) parts.push([word]);
      else last?.push(word);
    }
    if (parts.length === 0 || parts[0]?.length === line.words.length) return [];
    return parts.map((words) => ({ ...line, words, text: words.map(({ text }) => text).join(' '), box: unite(words.map(({ box }) => box)) }));
  });
}

/** The option lines of each question: of equal texts ("Ja", "Beide") the one that follows the question. */
function choicesOf(anchor: Anchor, page: Page, anchors: readonly Anchor[], marks: readonly Mark[]): Choice[] {
  const options = question(anchor.question).options ?? [];
  const named = [...page.lines, ...brokenLines(page.lines), ...parted(anchor, page, marks)].flatMap((line) => {
    const key = matchOption(options, line.text.replace(/[:;,.]+$/, ''));
    const option = options.find((candidate) => candidate.key === key);
    return option ? [{ option, line, far: distance(anchor, line, anchors) }] : [];
  });
  // Of a text over two lines whose second alone says the option as well, the whole.
  const isWhole = ({ option, line }: Choice) =>
    !named.some(
      (other) => other.option === option && other.line.words.length > line.words.length && line.words.every((word) => other.line.words.includes(word)),
    );
  const whole = named.filter(isWhole);
  const near: Near[] = whole.filter((choice) => choice.far < Infinity);
  for (const choice of whole.filter((other) => other.far === Infinity).sort((a, b) => b.line.baseline - a.line.baseline)) {
    const far = nextToAnother(choice.option, choice.line, near, anchor, anchors);
    if (far < Infinity) near.push({ ...choice, far });
  }
  return options.flatMap((option) => {
    const nearest = near.filter((choice) => choice.option === option).sort((a, b) => a.far - b.far)[0];
    return nearest ? [{ option, line: nearest.line }] : [];
  });
}

/** Where a line's box to cross may stand: beside it, of one over several lines beside any of them. */
function rowOf(line: Line): Box {
  return [line.box[0], Math.min(line.baseline - 2, line.box[1]), line.box[2], line.baseline + line.size];
}

function nearestMark(line: Line, side: 'left' | 'right', page: Page, marks: readonly Mark[]): { mark: Mark; gap: number } | undefined {
  const reach = farthestMark[side];
  const candidates = marks
    .filter((mark) => mark.page === page.index && sameRow(mark.box, rowOf(line)))
    .map((mark) => ({ mark, gap: side === 'left' ? line.box[0] - mark.box[2] : mark.box[0] - line.box[2] }))
    .filter(({ gap }) => gap > -2 && gap < reach)
    .sort((a, b) => a.gap - b.gap);
  const [nearest] = candidates;
  if (!nearest) return undefined;
  const from = side === 'left' ? nearest.mark.box[2] : line.box[2];
  const to = side === 'left' ? line.box[0] : nearest.mark.box[0];
  const printed = page.lines.some(
    (other) => !contains(line.box, other.box, 0.5) && sameRow(other.box, line.box) && other.box[0] >= from - 1 && other.box[2] <= to + 1,
  );
  return printed ? undefined : nearest;
}

type Pairing = { pairs: { choice: Choice; mark: Mark; gap: number }[]; complete: boolean; worst: number };

function pairOn(side: 'left' | 'right', choices: readonly Choice[], page: Page, marks: readonly Mark[]): Pairing {
  const pairs = choices.flatMap((choice) => {
    const found = nearestMark(choice.line, side, page, marks);
    return found ? [{ choice, ...found }] : [];
  });
  const own = pairs.filter((pair) => pairs.filter((other) => other.mark === pair.mark).length === 1);
  return { pairs: own, complete: own.length === choices.length, worst: Math.max(0, ...own.map((pair) => pair.gap)) };
}

/**
 * The box of each option. All options of a question have theirs on the same side; the side on which each has one of its own
 * is taken, and of two such sides the nearer. Where neither side is complete nothing is guessed.
 */
export function findOptionMarks(anchor: Anchor, page: Page, anchors: readonly Anchor[], marks: readonly Mark[]): MarkedOption[] {
  const choices = choicesOf(anchor, page, anchors, marks);
  const wanted = question(anchor.question).options?.length ?? 0;
  if (choices.length < Math.min(2, wanted)) return [];
  const sides = [pairOn('left', choices, page, marks), pairOn('right', choices, page, marks)].filter((pairing) => pairing.complete);
  const best = sides.sort((a, b) => a.worst - b.worst)[0];
  if (!best) return [];
  const confidence = anchor.score * (choices.length === wanted ? 1 : 0.8);
  return best.pairs.map(({ choice, mark }) => ({ key: choice.option.key, mark, confidence }));
}
