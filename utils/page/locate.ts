import { type PlaceKey, type QuestionKey, type QuestionKind, questions, type SectionKey, sections } from '../intake/catalogue.ts';
import { align, matchOption, tokens, weigh } from '../intake/match.ts';
import { assignWithMargins } from './assign.ts';
import { hostOf, inOrder, isInput, isTextarea, type Root, rootOf } from './dom.ts';
import { labelsOf } from './evidence.ts';
import { type ControlKind, type Heading, type PageQuestion, readHeadings, readSurroundings } from './read.ts';
import { isChoiceShown, isShown } from './shown.ts';
import { partNames, tellingWords } from './telling.ts';

/** Below `admitted` a pair is out of the question; from `accepted` on, with `margin`, it is sure; between, it is left to the person. */
const admitted = 0.6;
const accepted = 0.7;
const leastMargin = 0.07;

/** What is added for evidence beside the question's own words. */
const bonus = { hint: 0.08, section: 0.06, otherSection: -0.12, neighbour: 0.06, order: 0.06 };

/** A place that answers go to: a question of the catalogue, or a part that a page asks apart. */
type Target = {
  key: PlaceKey;
  owner: QuestionKey;
  section: SectionKey;
  kind: QuestionKind;
  order: number;
  sayings: readonly Saying[];
  hints: readonly Saying[];
};
type Saying = { said: readonly string[]; weight: number; beginnings: ReadonlySet<string> };

const weightOf = (list: readonly string[]): number => list.reduce((sum, token) => sum + weigh(token), 0);
const beginning = (token: string): string => token.slice(0, 4);

function say(wording: string): Saying {
  const said = tokens(wording);
  return { said, weight: weightOf(said), beginnings: new Set(said.map(beginning)) };
}

/** The wordings of a question as labels show them: alone, and with each hint after it. */
const withHints = (wordings: readonly string[], hints: readonly string[] = []): Saying[] =>
  wordings.flatMap((wording) => [wording, ...hints.map((hint) => `${wording} ${hint}`)]).map(say);

let compiled: readonly Target[] | undefined;

/** The catalogue, cut into words once. A web page takes no handwriting: the signature is no target. */
function targets(): readonly Target[] {
  compiled ??= questions
    .filter((question) => question.kind !== 'signature')
    .flatMap((question, order) => {
      const { key: owner, section, kind, hints } = question;
      const whole: Target = { key: owner, owner, section, kind, order, sayings: withHints(question.wordings, hints), hints: (hints ?? []).map(say) };
      const parts = (question.parts ?? []).map(
        (part): Target => ({ key: part.key, owner, section, kind: 'line', order, sayings: withHints(part.wordings, hints), hints: [] }),
      );
      return [whole, ...parts];
    });
  return compiled;
}

/** How well words say a wording, 0–1; 0 without alignment where they share too little to get anywhere. */
function score(saying: Saying, heard: readonly string[], heardWeight: number): number {
  const both = saying.weight + heardWeight;
  const shared = heard.reduce((sum, token) => sum + (saying.beginnings.has(beginning(token)) ? weigh(token) : 0), 0);
  if (both === 0 || (2 * Math.min(shared, saying.weight)) / both < admitted) return 0;
  const found = align(saying.said, heard);
  return Math.min(1, (found.score * (saying.weight + weightOf(heard.slice(0, found.end)))) / both);
}

const takes: Readonly<Record<QuestionKind, readonly ControlKind[]>> = {
  line: ['text', 'editable'],
  lines: ['text', 'editable'],
  list: ['text', 'editable'],
  date: ['text', 'date', 'editable'],
  options: ['radio', 'checkbox', 'select', 'ariaRadio', 'ariaCheckbox'],
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
  const options = questions.find((candidate) => candidate.key === owner)?.options ?? [];
  return question.options.map(({ name }) => {
    const saying = `${owner} ${name}`;
    if (!matchedBefore.has(saying)) matchedBefore.set(saying, matchOption(options, name));
    return matchedBefore.get(saying);
  });
}

/** 0 where the controls can't take the answer; 1 where they can; between where an option is missing. */
function fitControls(target: Target, question: PageQuestion): number {
  const [control] = question.controls;
  if (!control || !takes[target.kind].includes(question.kind)) return 0;
  if (isInput(control) && typeTakes[control.type] && !typeTakes[control.type]?.includes(target.key)) return 0;
  if (question.kind === 'text' && question.controls.length > 1 && target.kind !== 'list') return 0;
  if (target.kind !== 'options') return 1;
  if (question.options.length > mostOptions) return 0;
  const matched = matchOptions(target.owner, question).filter((key) => key !== undefined);
  const distinct = new Set(matched).size;
  const asked = questions.find((candidate) => candidate.key === target.owner)?.options?.length ?? 0;
  return distinct < 2 || distinct < matched.length ? 0 : distinct === asked ? 1 : 0.92;
}

/** Options that name the question by themselves: "Leerlingenadministratie", where "Ja" and "Beide" name none. */
const optionEvidence = 0.78;

function fromOptions(target: Target, question: PageQuestion): number {
  const matched = new Set(matchOptions(target.owner, question).filter((key) => key !== undefined));
  const telling = [...matched].filter((key) => !/\.(yes|no|both)$/.test(key));
  return telling.length >= 2 && matched.size === question.options.filter(({ name }) => name.trim()).length ? optionEvidence : 0;
}

type Heard = { words: readonly string[]; total: number; weight: number };

function isTold(target: Target, ...said: readonly (readonly string[])[]): boolean {
  const telling = tellingWords[target.key];
  return !telling || telling.some((word) => said.some((words) => words.includes(word)));
}

function fromWords(target: Target, heard: readonly Heard[]): number {
  let best = 0;
  for (const { words, total, weight } of heard) {
    if (weight <= best || !isTold(target, words)) continue;
    for (const saying of target.sayings) best = Math.max(best, weight * score(saying, words, total));
  }
  return best;
}

/** "Naam" under "Naam en e-mailadres van de directie …": the part by its own name, the question by what stands over it. */
function fromSurroundings(target: Target, question: PageQuestion): number {
  const names = partNames.filter((part) => part.key === target.key);
  const [control] = question.controls;
  if (names.length === 0 || !control) return 0;
  const own = question.evidence.filter((evidence) => matchOption(names, evidence.text) === target.key);
  const ownWeight = Math.max(0, ...own.map((evidence) => evidence.weight));
  if (ownWeight < accepted) return 0;
  const whole = targets().find((candidate) => candidate.key === target.owner);
  const over = whole ? fromWords(whole, readSurroundings(control).map(hear)) : 0;
  return Math.min(ownWeight, over);
}

function hear(text: string): Heard {
  const words = tokens(text);
  return { words, total: weightOf(words), weight: 1 };
}

/** How well the page's question is the target's, by its own words and controls alone. */
function scorePair(target: Target, question: PageQuestion, heard: readonly Heard[]): number {
  const fit = fitControls(target, question);
  if (fit === 0) return 0;
  const said = Math.max(fromWords(target, heard), fromSurroundings(target, question), target.kind === 'options' ? fromOptions(target, question) : 0);
  // Where one answer may take several lines, a text area is the likelier place; this only settles ties.
  const [control] = question.controls;
  const roomy = control && target.kind === 'lines' && isTextarea(control) ? 0.005 : 0;
  if (said < admitted) return 0;
  return said * fit + roomy + (describes(target, question) ? bonus.hint : 0);
}

/** Whether the example that describes the question is the target's: it tells two like questions apart, never more. */
function describes(target: Target, question: PageQuestion): boolean {
  const words = target.hints.length > 0 ? tokens(question.description) : [];
  return words.length > 0 && target.hints.some((hint) => score(hint, words, weightOf(words)) >= accepted);
}

type SectionMark = { element: Element; section: SectionKey };

type SectionSayings = { rows: readonly { key: SectionKey; sayings: readonly Saying[] }[]; glance: RegExp };
let compiledSections: SectionSayings | undefined;

/** The sections' wordings, cut into words once; `glance` tells cheaply that a text has no word in common with any. */
function sectionSayings(): SectionSayings {
  if (!compiledSections) {
    const rows = sections.map(({ key, wordings }) => ({ key, sayings: wordings.map(say) }));
    const beginnings = rows.flatMap(({ sayings }) => sayings.flatMap(({ said }) => said.filter((token) => weigh(token) === 1).map(beginning)));
    compiledSections = { rows, glance: new RegExp([...new Set(beginnings)].join('|'), 'i') };
  }
  return compiledSections;
}

function markSections(headings: readonly Heading[]): SectionMark[] {
  const { rows, glance } = sectionSayings();
  return headings.flatMap(({ element, text }) => {
    if (!glance.test(text.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''))) return [];
    const words = tokens(text);
    const total = weightOf(words);
    const found = rows.find(({ sayings }) => sayings.some((saying) => score(saying, words, total) >= 0.8));
    return found ? [{ element, section: found.key }] : [];
  });
}

/** The section whose heading stands last before a question, in its own root or around its host. */
function sectionFinder(): (question: PageQuestion) => SectionKey | undefined {
  const marks = new Map<Root, SectionMark[]>();
  return (question) => {
    for (let at: Element | undefined = question.controls[0]; at; at = hostOf(at)) {
      const root = rootOf(at);
      const inRoot = marks.get(root) ?? markSections(readHeadings(root));
      marks.set(root, inRoot);
      const element = at;
      const before = inRoot.filter((mark) => inOrder(mark.element, element) < 0).at(-1);
      if (before) return before.section;
    }
    return undefined;
  };
}

/** A question of the catalogue found on the page. */
export type Located = { key: PlaceKey; owner: QuestionKey; question: PageQuestion; score: number };
export type Location = {
  located: readonly Located[];
  /** Questions that the page seems to ask, but where no place is surely theirs. */
  unsure: readonly PlaceKey[];
};

function isSeen(question: PageQuestion): boolean {
  if (question.kind === 'radio' || question.kind === 'checkbox') return question.controls.every((control) => isChoiceShown(control, labelsOf(control)[0]));
  return question.controls.every(isShown);
}

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
function readAs(rows: readonly Target[], scores: readonly (readonly number[])[], asked: readonly PageQuestion[]): Location & { sum: number } {
  const weighed = weighOrder(rows, scores, asked);
  const located: Located[] = [];
  const unsure: PlaceKey[] = [];
  let sum = 0;
  assignWithMargins(weighed).forEach(({ column, margin }, row) => {
    const target = rows[row];
    const question = asked[column];
    const base = scores[row]?.[column] ?? 0;
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
  const asked: PageQuestion[] = [];
  const columns: number[][] = [];
  for (const question of onPage) {
    const heard = question.evidence.map(({ text, weight }) => ({ ...hear(text), weight }));
    const scores = targets().map((target) => scorePair(target, question, heard));
    if (!scores.some((value) => value >= admitted) || !isSeen(question)) continue;
    const section = sectionOf(question);
    asked.push(question);
    columns.push(
      scores.map((value, row) => {
        if (value < admitted) return 0;
        return section === undefined ? value : value + (targets()[row]?.section === section ? bonus.section : bonus.otherSection);
      }),
    );
  }
  if (asked.length === 0) return { located: [], unsure: [] };
  const reading = (use: (target: Target) => boolean) => {
    const rows = targets().filter(use);
    return readAs(
      rows,
      rows.map((target) => columns.map((column) => column[targets().indexOf(target)] ?? 0)),
      asked,
    );
  };
  const whole = reading((target) => target.key === target.owner);
  const inParts = reading((target) => !targets().some((part) => part.owner === target.key && part.key !== target.key));
  const { located, unsure } = inParts.sum > whole.sum ? inParts : whole;
  return { located, unsure };
}
