import { type PlaceKey, type QuestionKey, type QuestionKind, type SectionKey, typedQuestions } from '../intake/catalogue.ts';
import { learn, matchOption } from '../intake/match.ts';
import { assignWithMargins } from './assign.ts';
import { type ControlKind, isChoice } from './controls.ts';
import { isInput, isTextarea } from './elements.ts';
import { labelsOf } from './evidence.ts';
import type { PageQuestion } from './read.ts';
import { admitted, type Listener, listenFor } from './sayings.ts';
import { readSurroundings, sectionFinder } from './sections.ts';
import { look } from './shown.ts';
import { conceptsIn, partNames, tellingWords } from './telling.ts';

/** A pair below `admitted` is out of the question; from `accepted` on, with `margin`, it is sure; between, it is left to the person. */
const accepted = 0.7;
const leastMargin = 0.07;

/** How well a paraphrase says its question: less than a wording, enough to be sure. */
const paraphrased = 0.8;

/** What is added for evidence beside the question's own words. */
const bonus = { hint: 0.08, section: 0.06, otherSection: -0.12, neighbour: 0.06, order: 0.06 };

/** A place that answers go to: a question of the catalogue, or a part that a page asks apart. */
type Target = {
  key: PlaceKey;
  owner: QuestionKey;
  section: SectionKey;
  kind: QuestionKind;
  order: number;
  wordings: readonly string[];
  hints: readonly string[];
};

/** The catalogue as what a page may ask. A web page takes no handwriting: the signature is no target. */
const targets: readonly Target[] = typedQuestions.flatMap((question, order) => {
  const { key: owner, section, kind, hints = [] } = question;
  const parts = (question.parts ?? []).map((part): Target => ({ key: part.key, owner, section, order, wordings: part.wordings, kind: 'line', hints }));
  return [{ key: owner, owner, section, order, wordings: question.wordings, kind, hints }, ...parts];
});

let wordingsListener: Listener | undefined;
let hintsListener: Listener | undefined;

// Made when they are first needed: few pages say anything that is to be compared with the hints.
/** How well a text says each target, by its wordings. */
const hearWordings: Listener = (text) => {
  wordingsListener ??= listenFor(targets.map(({ key, wordings, hints }) => ({ wordings, tails: hints, telling: tellingWords[key]?.split(' ') })));
  return wordingsListener(text);
};
/** The same by its hints. */
const hearHints: Listener = (text) => {
  hintsListener ??= listenFor(targets.map(({ hints }) => ({ wordings: hints })));
  return hintsListener(text);
};

const takes: Readonly<Record<QuestionKind, readonly ControlKind[]>> = {
  line: ['text', 'editable', 'combobox'],
  lines: ['text', 'editable'],
  list: ['text', 'editable', 'combobox'],
  date: ['text', 'date', 'picker', 'dateParts', 'editable'],
  options: ['radio', 'checkbox', 'select', 'combobox', 'ariaRadio', 'ariaCheckbox'],
  signature: [],
};

/** Inputs that say by their type what they take. */
const typeTakes: Readonly<Record<string, readonly PlaceKey[]>> = {
  email: ['director.email'],
  number: ['administration.institutionNumbers'],
  tel: ['administration.institutionNumbers'],
};

/** A choice of more than this (a list of countries) is none of the form's, and costs time to compare. */
const mostOptions = 10;

// Pages say "Ja" and "Nee" many times: each saying is compared once.
const matchedBefore = new Map<string, PlaceKey | undefined>();

/** Which of the question's options each option on the page is. */
export function matchOptions(owner: QuestionKey, question: PageQuestion): (PlaceKey | undefined)[] {
  const options = typedQuestions.find((candidate) => candidate.key === owner)?.options ?? [];
  return question.options.map(({ name }) => {
    const saying = `${owner} ${name}`;
    if (!matchedBefore.has(saying)) matchedBefore.set(saying, matchOption(options, name));
    return matchedBefore.get(saying);
  });
}

/** A box with the question itself as its label: crossed for yes. */
const isStatement = (target: Target, question: PageQuestion): boolean =>
  (hearWordings(question.options[0]?.name ?? '')[targets.indexOf(target)] ?? 0) >= accepted;

/** 0 where the controls can't take the answer; 1 where they can; between where an option is missing. */
function fitControls(target: Target, question: PageQuestion): number {
  const [control] = question.controls;
  if (!control) return 0;
  if (isInput(control) && typeTakes[control.type] && !typeTakes[control.type]?.includes(target.key)) return 0;
  if (question.kind === 'text' && question.controls.length > 1 && target.kind !== 'list') return 0;
  if (target.kind !== 'options') return question.kind === 'combobox' && !isInput(control) ? 0 : 1;
  if (question.options.length > mostOptions) return 0;
  if (question.kind === 'combobox' && question.options.length === 0) return closedFit;
  const onlyYes = question.options.length === 1 && isChoice(question.kind);
  const matched = matchOptions(target.owner, question).filter((key) => key !== undefined);
  if (onlyYes) return asksYesOrNo(target) && (matched[0]?.endsWith('.yes') || isStatement(target, question)) ? 1 : 0;
  const distinct = new Set(matched).size;
  const asked = typedQuestions.find((candidate) => candidate.key === target.owner)?.options?.length ?? 0;
  return distinct < 2 || distinct < matched.length ? 0 : distinct === asked ? 1 : 0.92;
}

/** A list that shows its options only when it is opened may have the right ones. */
const closedFit = 0.95;

const asksYesOrNo = ({ owner }: Target): boolean =>
  typedQuestions.some((candidate) => candidate.key === owner && candidate.options?.some((option) => option.key.endsWith('.yes')));

/** Options that name the question by themselves: "Leerlingenadministratie", where "Ja" and "Beide" name none. */
const optionEvidence = 0.78;

function fromOptions(target: Target, question: PageQuestion): number {
  const matched = new Set(matchOptions(target.owner, question).filter((key) => key !== undefined));
  const telling = [...matched].filter((key) => !/\.(yes|no|both)$/.test(key));
  return telling.length >= 2 && matched.size === question.options.filter(({ name }) => name.trim()).length ? optionEvidence : 0;
}

/** "Naam" under "Naam en e-mailadres van de directie …": the part by its own name, the question by what stands over it. */
function fromSurroundings(target: Target, question: PageQuestion, onPage: readonly PageQuestion[]): number {
  const own = question.evidence.filter((evidence) => matchOption(partNames, evidence.text) === target.key);
  const ownWeight = Math.max(0, ...own.map((evidence) => evidence.weight));
  if (ownWeight < accepted) return 0;
  const whole = targets.findIndex((candidate) => candidate.key === target.owner);
  return Math.min(ownWeight, Math.max(0, ...readSurroundings(question, onPage).map((text) => hearWordings(text)[whole] ?? 0)));
}

/** How well the page's question is each target's, by its own words and controls alone. */
function scorePairs(question: PageQuestion, onPage: readonly PageQuestion[]): number[] {
  const said = question.evidence.map(({ text, weight }) => ({ scores: hearWordings(text), concepts: conceptsIn(text), weight }));
  // Where one answer may take several lines, a text area is the likelier place; this only settles ties.
  const [control] = question.controls;
  const isRoomy = control !== undefined && isTextarea(control);
  return targets.map((target, at) => {
    if (!takes[target.kind].includes(question.kind)) return 0;
    let best = 0;
    for (const { scores, concepts, weight } of said) best = Math.max(best, Math.max(scores[at] ?? 0, concepts.includes(target.key) ? paraphrased : 0) * weight);
    if (best < accepted && target.key !== target.owner) best = Math.max(best, fromSurroundings(target, question, onPage));
    if (best < admitted && target.kind === 'options') best = Math.max(best, fromOptions(target, question));
    const fit = best < admitted ? 0 : fitControls(target, question);
    if (fit === 0) return 0;
    // The example that describes the question tells two like questions apart, never more.
    const described = question.description !== '' && (hearHints(question.description)[at] ?? 0) >= accepted;
    return best * fit + (isRoomy && target.kind === 'lines' ? 0.005 : 0) + (described ? bonus.hint : 0);
  });
}

/** A question of the catalogue found on the page. */
export type Located = { key: PlaceKey; owner: QuestionKey; question: PageQuestion; score: number };
export type Location = {
  located: readonly Located[];
  /** Questions that the page seems to ask, but where no place is surely theirs. */
  unsure: readonly PlaceKey[];
  /** Questions that the page has, and does not show: they may be a later step. */
  unseen: readonly QuestionKey[];
};

/** Best readings with the sure ones' sections and order as evidence for the rest. `columns` are the page's questions. */
function weighOrder(rows: readonly Target[], scores: readonly (readonly number[])[], asked: readonly PageQuestion[]): number[][] {
  const sure = assignWithMargins(scores).flatMap(({ column, margin }, row) =>
    column >= 0 && margin >= leastMargin && (scores[row]?.[column] ?? 0) >= accepted ? [{ column, target: rows[row] }] : [],
  );
  const around = asked.map((_, column) => ({
    before: sure.filter((other) => other.column < column).sort((a, b) => b.column - a.column)[0]?.target,
    after: sure.filter((other) => other.column > column).sort((a, b) => a.column - b.column)[0]?.target,
  }));
  return scores.map((line, row) =>
    line.map((base, column) => {
      const target = rows[row];
      const { before, after } = around[column] ?? {};
      if (base === 0 || !target) return 0;
      const near = [before, after].filter((other) => other?.section === target.section).length * bonus.neighbour;
      const ordered = (before && before.order < target.order ? bonus.order : 0) + (after && after.order > target.order ? bonus.order : 0);
      return base + near + ordered;
    }),
  );
}

/** One reading: which of the rows stands where. The director is asked whole or in parts, so that both are read and compared. */
function readAs(
  rows: readonly Target[],
  own: readonly (readonly number[])[],
  scores: readonly (readonly number[])[],
  asked: readonly PageQuestion[],
): Omit<Location, 'unseen'> & { sum: number } {
  const weighed = weighOrder(rows, scores, asked);
  const located: Located[] = [];
  const unsure: PlaceKey[] = [];
  let sum = 0;
  assignWithMargins(weighed).forEach(({ column, margin }, row) => {
    const target = rows[row];
    const question = asked[column];
    const base = own[row]?.[column] ?? 0;
    if (!target || !question) return;
    if (base < accepted || margin < leastMargin) unsure.push(target.key);
    else {
      located.push({ key: target.key, owner: target.owner, question, score: base });
      sum += target.key === 'director' ? 2 * base : base;
    }
  });
  return { located: located.sort((a, b) => asked.indexOf(a.question) - asked.indexOf(b.question)), unsure, sum };
}

/** The page's questions → the catalogue's, all at once for the best total; what is not surely one of them is left. */
export function locate(onPage: readonly PageQuestion[]): Location {
  const sectionOf = sectionFinder();
  const { isShown, isChoiceShown } = look();
  const isSeen = ({ kind, controls }: PageQuestion) =>
    controls.every((control) => (kind === 'radio' || kind === 'checkbox' ? isChoiceShown(control, labelsOf(control)[0]) : isShown(control)));
  const asked: PageQuestion[] = [];
  const columns: number[][] = [];
  const inSections: number[][] = [];
  const unseen: QuestionKey[] = [];
  learn(onPage.flatMap(({ evidence, options }) => [...evidence, ...options.slice(0, mostOptions)].map((one) => ('text' in one ? one.text : one.name))));
  for (const question of onPage) {
    const scores = scorePairs(question, onPage);
    const best = Math.max(...scores);
    if (best < admitted) continue;
    if (!isSeen(question)) {
      const target = targets[scores.indexOf(best)];
      if (target && best >= accepted) unseen.push(target.owner);
      continue;
    }
    const section = sectionOf(question);
    asked.push(question);
    columns.push(scores);
    inSections.push(
      scores.map((value, row) => {
        if (value < admitted || section === undefined) return value;
        return value + (targets[row]?.section === section ? bonus.section : bonus.otherSection);
      }),
    );
  }
  if (asked.length === 0) return { located: [], unsure: [], unseen };
  const reading = (use: (target: Target) => boolean) => {
    const rows = targets.filter(use);
    const rowsOf = (from: readonly (readonly number[])[]) => rows.map((target) => from.map((column) => column[targets.indexOf(target)] ?? 0));
    return readAs(rows, rowsOf(columns), rowsOf(inSections), asked);
  };
  const whole = reading((target) => target.key === target.owner);
  const hasParts = targets.some((target, row) => target.key !== target.owner && columns.some((column) => (column[row] ?? 0) > 0));
  const inParts = !hasParts ? whole : reading((target) => !targets.some((part) => part.owner === target.key && part.key !== target.key));
  const { located, unsure } = inParts.sum > whole.sum ? inParts : whole;
  return { located, unsure, unseen };
}
