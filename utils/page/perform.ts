import { type PlaceKey, type QuestionKey, questions } from '../intake/catalogue.ts';
import type { WebFill, WebForm } from '../intake/form.ts';
import { tokens } from '../intake/match.ts';
import { clearUnasked, type Answers, type Filling, fillShown, type Pace, reportOn, undo, usualPace } from './fill.ts';
import { journalOf } from './journal.ts';
import { stopWatching, watchForMore } from './later.ts';
import { type Located, locate } from './locate.ts';
import { readPage } from './read.ts';
import { credentialWords, tellingWeight, titleWords } from './telling.ts';

/** A page is the form when it has controls for this many questions, with this much that only this form asks. */
const fewestQuestions = 4;
const leastTelling = 2.7;

const tell = (key: QuestionKey): number => tellingWeight[key] ?? 1;
const weigh = (keys: readonly QuestionKey[]): number => keys.reduce((sum, key) => sum + tell(key), 0);

const says = (text: string, words: readonly string[]): boolean => {
  const heard = tokens(text);
  return words.some((word) => heard.includes(word));
};

/** The page calls itself this form, or API access. */
function isTitled(document: Document): boolean {
  const headings = [...document.querySelectorAll('h1, h2')].slice(0, 10).map((heading) => (heading.textContent ?? '').slice(0, 200));
  return [document.title, ...headings].some((text) => titleWords.every((either) => says(text, either)));
}

const asksCredentials = ({ owner, question }: Located): boolean => owner === 'director' && question.evidence.some(({ text }) => says(text, credentialWords));

/** Looks whether the page asks the form's questions. `found` and `left` are questions (or the parts that the page asks apart) in the form's order. */
export function inspectPage(document: Document): WebForm {
  const { located, unseen } = locate(readPage(document));
  const asked = questions.filter((question) => question.kind !== 'signature').map((question) => question.key);
  const seen = asked.filter((key) => located.some((found) => found.owner === key));
  // The further steps of a form that is already in sight; alone they are a page that shows no form.
  const known = seen.length >= 2 ? asked.filter((key) => seen.includes(key) || unseen.includes(key)) : seen;
  const telling = weigh(known) + (known.length > 0 && isTitled(document) ? 1 : 0) + (located.some(asksCredentials) ? 0.8 : 0);
  return {
    detected: known.length >= fewestQuestions && telling >= leastTelling,
    confidence: Math.round(Math.min(100, (100 * telling) / weigh(asked))) / 100,
    found: seen.flatMap((key) => located.filter((found) => found.owner === key).map((found) => found.key)),
    left: asked.filter((key) => !seen.includes(key)),
  };
}

// In the script's own memory, as the journal is.
const fillings = new WeakMap<Document, Filling>();

/**
 * Fills what the page surely asks and nothing else, and reads back what it then holds; takes a second and a little more. Never
 * submits, never goes to the next step, but fills that step when the person gets there. `doubted`: the page asks it, but
 * something else stands there, the answer doesn't fit, or the place is not sure; `left`: the page shows no place for it.
 */
export async function fillPage(document: Document, answers: Answers, pace: Pace = usualPace): Promise<WebFill> {
  stopWatching(document);
  const filling: Filling = { document, answers, outcome: new Map(), unsure: new Set(), pace };
  fillings.set(document, filling);
  await clearUnasked(filling);
  await fillShown(filling);
  watchForMore(filling);
  return reportOn(filling);
}

/** What came of the last `fillPage`, with the steps that were shown since; undefined where nothing was filled, or all taken back. */
export function reportPage(document: Document): WebFill | undefined {
  const filling = fillings.get(document);
  return filling && reportOn(filling);
}

/** Puts back what `fillPage` changed, in this or an earlier injection of the script. */
export async function undoPage(document: Document, pace: Pace = usualPace): Promise<{ restored: number }> {
  stopWatching(document);
  fillings.delete(document);
  return { restored: await undo(document, pace) };
}

/** Brings a question into sight and puts the cursor in it; false where the page does not show it. */
export function showOnPage(document: Document, key: PlaceKey): boolean {
  const asked = locate(readPage(document)).located.find((found) => found.key === key) ?? journalOf(document).get(key)?.located;
  const control = asked?.question.controls.find((one) => one.isConnected);
  if (!control) return false;
  control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
  return true;
}
