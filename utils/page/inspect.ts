import { type QuestionKey, typedQuestions } from '../intake/catalogue.ts';
import type { WebForm } from '../intake/form.ts';
import { tokens } from '../intake/match.ts';
import { controlsOf, isWorthReading } from './controls.ts';
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
  const controls = controlsOf(document);
  const { located, unseen } = locate(isWorthReading(document, controls) ? readPage(document, controls) : []);
  const asked = typedQuestions.map((question) => question.key);
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
