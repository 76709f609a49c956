import type { PlaceKey, QuestionKey, SectionKey } from '../intake/catalogue.ts';
import { questions, sections } from '../intake/catalogue.ts';
import type { Box } from '../intake/form.ts';
import { align, tokens, tokensOf, weigh } from '../intake/match.ts';
import { overlapX, unite, width } from './geometry.ts';
import { joinBroken } from './hyphen.ts';
import type { Layout, Line, Page } from './layout.ts';
import { readingOrder } from './order.ts';

/** A question's words as they stand on the paper. */
export type Anchor = {
  question: QuestionKey;
  /** The question itself, or the part of it that this wording asks. */
  key: PlaceKey;
  section: SectionKey;
  page: number;
  /** 0–1: how well the text says the wording. */
  score: number;
  /** The lines that bear it, top to bottom, whole; the question may share the first and last with other words. */
  lines: readonly Line[];
  /** Around the question's own words. */
  box: Box;
  /** Around its words on the last line. */
  last: Box;
  /** Lines after it that belong to it but are no answer: an example, a footnote. */
  hints: readonly Line[];
  /** Place in the reading order of the whole document. */
  order: number;
};

type Chain = { lines: Line[]; texts: string[]; owner: number[]; wordBoxes: Box[] };
type Candidate = Anchor & { weight: number; shared: boolean; taken: readonly string[] };

const leastScore = 0.72;
const longestChain = 7;
/** In ems of the question's print, from line to line: an example may stand apart from its question. */
const farthestHint = 3.6;
/** In ems. */
const widestJustified = 3;
const mostHintRows = 6;
const none: ReadonlySet<Line> = new Set();

/** The line right below that goes on with this one. */
function lineBelow(line: Line, lines: readonly Line[]): Line | undefined {
  const below = lines.filter((other) => {
    const drop = line.baseline - other.baseline;
    return (
      other !== line &&
      drop > 0.6 * line.size &&
      drop < 2.1 * line.size &&
      Math.abs(other.size - line.size) < 0.2 * line.size &&
      overlapX(line.box, other.box) > 0.4 * Math.min(width(line.box), width(other.box)) &&
      (other.box[0] < line.box[0] + 4 * line.size || Math.abs(other.box[2] - line.box[2]) < 4)
    );
  });
  return below.sort((a, b) => b.baseline - a.baseline || a.box[0] - b.box[0])[0];
}

/** `below`: of each line of the page the one that goes on with it. */
function chainFrom(line: Line, below: ReadonlyMap<Line, Line | undefined>): Chain {
  const chain: Line[] = [line];
  while (chain.length < longestChain) {
    const next = below.get(chain[chain.length - 1] ?? line);
    if (!next || chain.includes(next)) break;
    chain.push(next);
  }
  const words = chain.flatMap((member, at) => member.words.map((word) => ({ word, at })));
  const texts = words.map(({ word }) => word.text);
  // A word broken at the line's end: its second half joins the first.
  words.forEach(({ word, at }, index) => {
    const next = words[index + 1];
    const whole = next?.at === at + 1 ? joinBroken(word.text, next.word.text) : undefined;
    if (whole === undefined) return;
    texts[index] = whole;
    texts[index + 1] = '';
  });
  return { lines: chain, texts, owner: words.map(({ at }) => at), wordBoxes: words.map(({ word }) => word.box) };
}

type Wording = {
  question: QuestionKey;
  key: PlaceKey;
  section: SectionKey;
  said: readonly string[];
  openings: ReadonlySet<string>;
  weight: number;
  shared: boolean;
};

const wordings: readonly Wording[] = (() => {
  const all = questions.flatMap((question) => [
    ...question.wordings.map((text) => ({ question: question.key, key: question.key as PlaceKey, section: question.section, text })),
    ...(question.parts ?? []).flatMap((part) => part.wordings.map((text) => ({ question: question.key, key: part.key, section: question.section, text }))),
  ]);
  return all.map(({ text, ...row }) => {
    const said = tokens(text);
    const shared = all.some((other) => other.key !== row.key && tokens(other.text).join(' ') === said.join(' '));
    return { ...row, said, openings: new Set(said.slice(0, 3)), weight: said.reduce((sum, token) => sum + weigh(token), 0), shared };
  });
})();

const hintsOf = new Map(questions.map((question) => [question.key, (question.hints ?? []).map(tokens)]));

/** Begins a remark rather than a question. */
const remark = /^\s*(\*|\(|vb\b|bv\b|bijv|bijvoorbeeld|ex\b|e\.g|nb\b|opgelet)/i;

/** A justified line falls into pieces where its words stand far apart: what follows on the same line, up to the next column's gap. */
function isPieceOf(start: Line, line: Line, lines: readonly Line[]): boolean {
  if (Math.abs(line.baseline - start.baseline) > 0.5 || Math.abs(line.size - start.size) > 0.1 || line.box[0] < start.box[2]) return false;
  const before = lines.filter((other) => Math.abs(other.baseline - start.baseline) <= 0.5 && other.box[2] <= line.box[0] && other.box[0] >= start.box[0]);
  return line.box[0] - Math.max(...before.map((other) => other.box[2])) < widestJustified * line.size;
}

/** The question's further lines: the rest of its paragraph, its example, a remark. They stop at another question's line. */
function hintLines(question: QuestionKey, bearing: readonly Line[], lines: readonly Line[], foreign: ReadonlySet<Line>): Line[] {
  const found: Line[] = [];
  let last = bearing[bearing.length - 1];
  const [first, second] = bearing;
  const spacing = first && second ? first.baseline - second.baseline : undefined;
  for (let row = 0; last && row < mostHintRows; row++) {
    const current: Line = last;
    const next = lines
      .filter(
        (line) => line.baseline < current.baseline - 1 && current.baseline - line.baseline < farthestHint * current.size && overlapX(line.box, current.box) > 0,
      )
      .sort((a, b) => Math.round(b.baseline) - Math.round(a.baseline) || a.box[0] - b.box[0])[0];
    if (!next || foreign.has(next)) break;
    const said = tokensOf(next.words.map((word) => word.text)).map(({ token }) => token);
    const known = (hintsOf.get(question) ?? []).some((hint) => align(hint, said).score > 0.6 || (said.length > 2 && containsMost(hint, said)));
    const drop = current.baseline - next.baseline;
    const sameSize = Math.abs(next.size - current.size) < 0.1 * current.size;
    // In wide-set print a further line is told from the next text by the question's own spacing, or by how it begins.
    const asSet = spacing !== undefined && Math.abs(drop - spacing) < 0.08 * current.size;
    const close = sameSize && (asSet || drop < 1.7 * current.size || (drop < 2.2 * current.size && /^[\p{Ll}<(]/u.test(next.text)));
    const goesOn = close && !endsSentence.test(current.text) && (bearing.includes(current) ? current.words.length > 3 : true);
    if (!known && !remark.test(next.text) && !goesOn) break;
    const pieces = lines.filter((line) => line !== next && !foreign.has(line) && isPieceOf(next, line, lines)).sort((a, b) => a.box[0] - b.box[0]);
    found.push(next, ...pieces);
    last = pieces[pieces.length - 1] ?? next;
  }
  return found;
}

function containsMost(hint: readonly string[], said: readonly string[]): boolean {
  const content = said.filter((token) => weigh(token) === 1);
  return content.length >= 2 && content.filter((token) => hint.includes(token)).length >= 0.8 * content.length;
}

const endsSentence = /[?:.!;]["”’)]*\*?$/;

/** Weight of the words on the same lines that the question does not say: before it, and after it up to the sentence's end. */
function strayWeight(chain: Chain, from: number, to: number): number {
  const firstLine = chain.owner[from];
  const lastLine = chain.owner[to];
  const weightOf = (texts: readonly string[]) => tokensOf(texts).reduce((sum, { token }) => sum + weigh(token), 0);
  let start = from;
  while (start > 0 && chain.owner[start - 1] === firstLine && !endsSentence.test(chain.texts[start - 1] ?? '')) start--;
  const before = chain.texts.slice(start, from).filter((text) => !/^\(?[0-9a-z]{1,2}[.)]$/i.test(text));
  let end = to + 1;
  if (!endsSentence.test(chain.texts[to] ?? '')) {
    while (end < chain.texts.length && chain.owner[end] === lastLine) {
      const text = chain.texts[end] ?? '';
      if (/^[(*<]/.test(text)) break;
      end++;
      if (endsSentence.test(text)) break;
    }
  }
  return weightOf(before) + weightOf(chain.texts.slice(to + 1, end));
}

function candidatesIn(page: Page, lines: readonly Line[], orderOf: ReadonlyMap<Line, number>): Candidate[] {
  const below = new Map(lines.map((line) => [line, lineBelow(line, page.lines)]));
  return lines.flatMap((line) => {
    const chain = chainFrom(line, below);
    const heard = tokensOf(chain.texts);
    const text = heard.map(({ token }) => token);
    const inFirst = heard.filter(({ part }) => chain.owner[part] === 0).length;
    const found = new Map<string, Candidate>();
    for (const wording of wordings) {
      for (let from = 0; from < inFirst; from++) {
        if (!wording.openings.has(text[from] ?? '')) continue;
        const { score, end } = align(wording.said, text, from);
        if (score < leastScore) continue;
        const first = heard[from]?.part ?? 0;
        const final = heard[end - 1]?.last ?? first;
        const stray = strayWeight(chain, first, final);
        const judged = score * ((2 * wording.weight) / (2 * wording.weight + stray));
        const known = found.get(wording.key);
        if (judged < leastScore || (known && known.score >= judged)) continue;
        const lastOwner = chain.owner[final] ?? 0;
        const members = chain.lines.slice(0, lastOwner + 1);
        const boxes = chain.wordBoxes.slice(first, final + 1);
        found.set(wording.key, {
          question: wording.question,
          key: wording.key,
          section: wording.section,
          page: page.index,
          score: judged,
          lines: members,
          box: unite(boxes),
          last: unite(boxes.filter((_, at) => chain.owner[first + at] === lastOwner)),
          hints: hintLines(wording.question, members, page.lines, none),
          order: orderOf.get(line) ?? 0,
          weight: wording.weight,
          shared: wording.shared,
          taken: boxes.map((box) => `${page.index}:${box.join()}`),
        });
      }
    }
    return [...found.values()];
  });
}

export type Heading = { section: SectionKey; page: number; order: number; box: Box };

const headingWordings = sections.flatMap((section) => section.wordings.map((text) => ({ section: section.key, text: tokens(text).join(' ') })));

function headingsIn(page: Page, lines: readonly Line[], orderOf: ReadonlyMap<Line, number>): Heading[] {
  return lines.flatMap((line) => {
    const said = tokens(line.text.replace(/^\s*[0-9A-Z]{1,2}[.)]\s*/, '')).join(' ');
    const heading = headingWordings.find(({ text }) => text === said);
    return heading ? [{ section: heading.section, page: page.index, order: orderOf.get(line) ?? 0, box: line.box }] : [];
  });
}

/** Questions that two sections ask in the same words are told apart by their example, else by what stands around them. */
function evidence(candidate: Candidate, headings: readonly Heading[], sure: readonly Candidate[]): number {
  const hint = candidate.hints.length > 0 ? candidate.hints.map((line) => line.text).join(' ') : '';
  const said = tokens(hint);
  const own = Math.max(0, ...(hintsOf.get(candidate.question) ?? []).map((wording) => align(wording, said).score));
  const rival = Math.max(
    0,
    ...questions
      .filter((other) => other.key !== candidate.question)
      .flatMap((other) => (hintsOf.get(other.key) ?? []).map((wording) => align(wording, said).score)),
  );
  const before = headings.filter((heading) => heading.order < candidate.order).sort((a, b) => b.order - a.order)[0];
  const neighbour = sure.map((other) => ({ other, distance: Math.abs(other.order - candidate.order) })).sort((a, b) => a.distance - b.distance)[0];
  const bySection = before ? (before.section === candidate.section ? 0.1 : -0.1) : 0;
  const byNeighbour = neighbour ? (neighbour.other.section === candidate.section ? 0.05 : -0.05) : 0;
  return (own - rival) * 0.3 + bySection + byNeighbour;
}

function choose(ranked: readonly Candidate[], chosen: Candidate[]): void {
  const taken = new Set(chosen.flatMap((candidate) => candidate.taken));
  const keys = new Set(chosen.map((candidate) => candidate.key));
  for (const candidate of ranked) {
    if (keys.has(candidate.key) || candidate.taken.some((word) => taken.has(word))) continue;
    chosen.push(candidate);
    keys.add(candidate.key);
    for (const word of candidate.taken) taken.add(word);
  }
}

/** A form asks the director in one place or in parts, never both: what says it best stays. */
function withoutDoubles(anchors: readonly Candidate[]): Candidate[] {
  return anchors.filter((anchor) => {
    const parts = questions.find((question) => question.key === anchor.question)?.parts;
    if (!parts) return true;
    const whole = anchors.find((other) => other.key === anchor.question);
    const partial = anchors.filter((other) => parts.some((part) => part.key === other.key));
    if (!whole || partial.length === 0) return true;
    return (anchor === whole) === partial.length < parts.length;
  });
}

/** Each question's words on the paper, at most once each, in reading order; and the section headings. */
export function findAnchors(layout: Layout): { anchors: Anchor[]; headings: Heading[] } {
  const orderOf = new Map<Line, number>();
  const perPage = layout.pages.map((page) => {
    const lines = readingOrder(page.lines);
    for (const line of lines) orderOf.set(line, orderOf.size);
    return { page, lines };
  });
  const headings = perPage.flatMap(({ page, lines }) => headingsIn(page, lines, orderOf));
  const candidates = perPage.flatMap(({ page, lines }) => candidatesIn(page, lines, orderOf));
  // Longer wordings first among equals: the more is said, the less it is chance.
  const rank = (candidate: Candidate) => candidate.score + Math.min(candidate.weight, 12) * 0.004;
  const chosen: Candidate[] = [];
  choose(
    candidates.filter((candidate) => !candidate.shared).sort((a, b) => rank(b) - rank(a)),
    chosen,
  );
  const shared = candidates
    .filter((candidate) => candidate.shared)
    .map((candidate) => ({ candidate, worth: rank(candidate) + evidence(candidate, headings, chosen) }));
  choose(
    shared.sort((a, b) => b.worth - a.worth || a.candidate.order - b.candidate.order).map(({ candidate }) => candidate),
    chosen,
  );
  const anchors = withoutDoubles(chosen).sort((a, b) => a.order - b.order);
  const bearing = new Set(anchors.flatMap((anchor) => anchor.lines));
  return {
    anchors: anchors.map((anchor) => ({ ...anchor, hints: hintLines(anchor.question, anchor.lines, layout.pages[anchor.page]?.lines ?? [], bearing) })),
    headings,
  };
}
