import { question, questions } from '../intake/catalogue.ts';
import type { Box } from '../intake/form.ts';
import { matchOption, tokens, weigh } from '../intake/match.ts';
import type { Anchor, Heading } from './anchors.ts';
import { height, overlapX, overlapY } from './geometry.ts';
import type { Line, Page } from './layout.ts';

/** How far under its question an answer may begin, in the height of its lines. */
const farthestRows = 4;
const endsQuestion = /[:?*]["”’)]*$/;

const remark = /^\s*(\*|\(|vb\b|bv\b|bijv|bijvoorbeeld|ex\b|e\.g|nb\b|opgelet)/i;
const hints = questions.flatMap((row) => (row.hints ?? []).map((hint) => new Set(tokens(hint))));

/** An example or a remark of the form's own, or the rest of one: hardly a word that the catalogue has not. */
export function isRemark(text: string): boolean {
  const said = tokens(text).filter((token) => weigh(token) === 1);
  return remark.test(text) || (said.length > 0 && hints.some((hint) => said.every((token) => hint.has(token))));
}

/** Farther to the right another column begins. */
const farthestBeside = 60;

type Surroundings = { page: Page; anchors: readonly Anchor[]; headings: readonly Heading[] };

const sameRow = (a: Line, b: Line) => overlapY(a.box, b.box) > 0.5 * Math.min(height(a.box), height(b.box));

/** The words on the question's own last line that come after its colon. */
function afterColon(anchor: Anchor): string {
  const line = anchor.lines[anchor.lines.length - 1];
  if (!line) return '';
  const end = line.words.findLastIndex((word) => word.box[0] < anchor.last[2] - 1);
  const colon = line.words.findIndex((word, at) => at >= end && endsQuestion.test(word.text));
  const words = colon < 0 ? [] : line.words.slice(colon + 1);
  return words.map((word) => word.text).join(' ');
}

function isForm(line: Line, { page, anchors, headings }: Surroundings): boolean {
  if (isRemark(line.text) || anchors.some((anchor) => anchor.page === page.index && anchor.lines.includes(line))) return true;
  if (headings.some((heading) => heading.page === page.index && overlapY(heading.box, line.box) > 0 && overlapX(heading.box, line.box) > 0)) return true;
  return anchors.some((anchor) => matchOption(question(anchor.question).options ?? [], line.text.replace(/[:;,.]+$/, '')) !== undefined);
}

/**
 * The text that follows a question on a form without drawn places, typed as the form itself was: on its line, else right under
 * it, up to the form's next words. Nothing tells it from a remark of the form's own: it is never sure.
 */
export function textAfter(anchor: Anchor, around: Surroundings): string {
  const lastLine = anchor.lines[anchor.lines.length - 1];
  if (!lastLine) return '';
  const { lines } = around.page;
  const beside = lines
    .filter((line) => line.box[0] > lastLine.box[2] && line.box[0] < lastLine.box[2] + farthestBeside && sameRow(line, lastLine))
    .sort((a, b) => a.box[0] - b.box[0]);
  const until = beside.findIndex((line) => isForm(line, around));
  const onRow = [afterColon(anchor), ...beside.slice(0, until < 0 ? beside.length : until).map((line) => line.text)].filter(Boolean).join(' ');
  if (onRow) return onRow;
  const remarks = anchor.hints.findLastIndex((line) => isRemark(line.text));
  let last = anchor.hints[remarks] ?? lastLine;
  const under: Line[] = [];
  for (;;) {
    const above = last;
    const next = lines
      .filter((line) => line.baseline < above.baseline - 1 && overlapX(line.box, [anchor.box[0] - 6, 0, Math.max(anchor.box[2], lastLine.box[2]), 0]) > 0)
      .sort((a, b) => b.baseline - a.baseline)[0];
    const reach = (under.length === 0 ? farthestRows : 2) * above.size;
    if (!next || above.baseline - next.baseline > reach || isForm(next, around)) break;
    under.push(next);
    last = next;
  }
  return under.map((line) => line.text).join(question(anchor.question).kind === 'list' ? '\n' : ' ');
}

/** Does print that is not the form's stand in a blank place or right above it, in its own column? */
export function isNearPrint([left, bottom, right, top]: Box, around: Surroundings): boolean {
  const near: Box = [left - 4, bottom, right, top + (top - bottom)];
  return around.page.lines.some((line) => line.box[0] > left - 4 && overlapX(line.box, near) > 0 && overlapY(line.box, near) > 0 && !isForm(line, around));
}
