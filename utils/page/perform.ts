import { type QuestionKey, questions } from '../intake/catalogue.ts';
import type { WebFill, WebForm } from '../intake/form.ts';
import type { AccessRequest } from '../intake/request.ts';
import { fill, type Pace, undo } from './fill.ts';
import { locate } from './locate.ts';
import { readPage } from './read.ts';
import { tellingWeight } from './telling.ts';

/** A page is the form when it has controls for this many questions, with this much that only this form asks. */
const fewestQuestions = 4;
const leastTelling = 3;

const tell = (key: QuestionKey): number => tellingWeight[key] ?? 1;
const weigh = (keys: readonly QuestionKey[]): number => keys.reduce((sum, key) => sum + tell(key), 0);

/** Looks whether the page asks the form's questions. `found` and `left` are questions (or the parts that the page asks apart) in the form's order. */
export function inspectPage(document: Document): WebForm {
  const { located } = locate(readPage(document));
  const asked = questions.filter((question) => question.kind !== 'signature');
  const ownersFound = asked.map((question) => question.key).filter((key) => located.some((found) => found.owner === key));
  const telling = weigh(ownersFound);
  const keysOf = (key: QuestionKey) => located.filter((found) => found.owner === key).map((found) => found.key);
  return {
    detected: ownersFound.length >= fewestQuestions && telling >= leastTelling,
    confidence: Math.round((100 * telling) / weigh(asked.map((question) => question.key))) / 100,
    found: ownersFound.flatMap(keysOf),
    left: asked.map((question) => question.key).filter((key) => !ownersFound.includes(key)),
  };
}

/** Fills the page's form from the request. See `fill` for what is filled, left and doubted; takes a second and a little more. */
export async function fillPage(document: Document, request: AccessRequest, pace?: Pace): Promise<WebFill> {
  return fill(document, request, pace);
}

/** Puts back what `fillPage` changed, in this or an earlier injection of the script. */
export function undoPage(document: Document): { restored: number } {
  return { restored: undo(document) };
}
