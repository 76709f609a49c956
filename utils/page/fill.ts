import { type Answer, answersFor } from '../intake/answers.ts';
import { type PlaceKey, question as rowOf, questionOf } from '../intake/catalogue.ts';
import type { WebFill } from '../intake/form.ts';
import type { AccessRequest } from '../intake/request.ts';
import { acts } from './acts.ts';
import { rootOf } from './dom.ts';
import { type Journal, journalOf } from './journal.ts';
import { type Located, type Location, locate, matchOptions } from './locate.ts';
import { type PageQuestion, readPage } from './read.ts';
import { holds, isEmpty, type State, stateOf } from './verify.ts';
import { isAnswered, want } from './want.ts';

/** Milliseconds: for the page's script to take in what happened, and after which everything is read once more. */
export type Pace = { settle: number; patience: number; recheck: number };
const pace: Pace = { settle: 15, patience: 120, recheck: 1000 };

/** Answers may bring up further questions ("Indien ja …"): the page is read anew this many times at most. */
const mostRounds = 3;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const find = (document: Document, key: PlaceKey): Located | undefined => locate(readPage(document)).located.find((found) => found.key === key);

const isOnPage = (question: PageQuestion): boolean => question.controls.every((control) => control.isConnected);

/** The places that a page offers, as `answersFor` wants them. */
function placesOf({ located }: Location): Set<PlaceKey> {
  return new Set(
    located.flatMap(({ key, owner, question }) => [
      key,
      ...(rowOf(owner).options ? matchOptions(owner, question).filter((option) => option !== undefined) : []),
    ]),
  );
}

/** While the page is being filled nothing may send it off. */
async function unsubmitted<Value>(document: Document, location: Location, work: () => Promise<Value>): Promise<Value> {
  const roots = new Set([document, ...location.located.flatMap(({ question }) => question.controls.map(rootOf))]);
  const refuse = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const root of roots) root.addEventListener('submit', refuse, true);
  try {
    return await work();
  } finally {
    for (const root of roots) root.removeEventListener('submit', refuse, true);
  }
}

/** Acts until the page holds what is wanted; false where no act gets it there. The question is sought anew when the page re-renders it. */
async function enter(document: Document, located: Located, wanted: State, { settle, patience }: Pace): Promise<boolean> {
  let { question } = located;
  for (const act of acts[question.kind]) {
    act(question, wanted);
    await pause(settle);
    if (!isOnPage(question)) question = find(document, located.key)?.question ?? question;
    if (holds(question, wanted)) return true;
    await pause(patience);
    if (holds(question, wanted)) return true;
  }
  return false;
}

/** Whether what stands there may be replaced: nothing, or what an earlier fill wrote. */
function isOurs({ key, question }: Located, journal: Journal): boolean {
  const change = journal.get(key);
  return isEmpty(question) || (change !== undefined && holds(question, change.written));
}

async function fillQuestion(document: Document, located: Located, answers: ReadonlyMap<PlaceKey, Answer>, speed: Pace): Promise<'filled' | 'doubted'> {
  const journal = journalOf(document);
  const wanted = want(located, answers);
  if (!wanted) return 'doubted';
  if (holds(located.question, wanted) && !needsAct(located.question)) return 'filled';
  if (!isOurs(located, journal)) return 'doubted';
  const before = journal.get(located.key)?.before ?? stateOf(located.question);
  const entered = await enter(document, located, wanted, speed);
  const now = isOnPage(located.question) ? located : (find(document, located.key) ?? located);
  journal.set(located.key, { located: now, before, written: stateOf(now.question) });
  return entered ? 'filled' : 'doubted';
}

/** A select that shows the right option by default was not answered yet in the eyes of the page's script. */
const needsAct = (question: PageQuestion): boolean => question.kind === 'select' && isEmpty(question);

/** Puts back what stood in one question, unless it was changed since. */
function restore(document: Document, key: PlaceKey, journal: Journal): boolean {
  const change = journal.get(key);
  if (!change) return false;
  const located = isOnPage(change.located.question) ? change.located : find(document, key);
  journal.delete(key);
  if (!located || !holds(located.question, change.written)) return false;
  for (const act of acts[located.question.kind]) {
    if (holds(located.question, change.before)) break;
    act(located.question, change.before);
  }
  return holds(located.question, change.before);
}

/** An answer's key as it is reported: its question's, or the part's that the page asks apart. */
const reported = (key: PlaceKey): PlaceKey => (rowOf(questionOf(key)).options ? questionOf(key) : key);

/**
 * Fills what the page surely asks and nothing else, and reads back what it then holds. Never submits. `doubted`: the page asks
 * it, but something else stands there, the answer doesn't fit, or the place is not sure; `left`: the page has no place for it.
 */
export async function fill(document: Document, request: AccessRequest, speed: Pace = pace): Promise<WebFill> {
  const journal = journalOf(document);
  const outcome = new Map<PlaceKey, 'filled' | 'doubted'>();
  let answers = new Map<PlaceKey, Answer>();
  let location: Location = { located: [], unsure: [] };
  for (let round = 0; round < mostRounds; round++) {
    location = locate(readPage(document));
    answers = answersFor(request, placesOf(location));
    if (round === 0) for (const { key } of location.located.filter((found) => !isAnswered(found, answers))) restore(document, key, journal);
    const pending = location.located.filter((found) => !outcome.has(found.key) && isAnswered(found, answers));
    if (pending.length === 0) break;
    await unsubmitted(document, location, async () => {
      for (const found of pending) {
        const located = isOnPage(found.question) ? found : find(document, found.key);
        if (located) outcome.set(found.key, await fillQuestion(document, located, answers, speed));
      }
    });
  }
  await recheck(document, outcome, answers, speed);
  const asked = [...new Set([...answers.keys()].map(reported))];
  const unsure = new Set(location.unsure);
  return {
    filled: asked.filter((key) => outcome.get(key) === 'filled'),
    doubted: asked.filter((key) => outcome.get(key) === 'doubted' || (!outcome.has(key) && unsure.has(key))),
    left: asked.filter((key) => !outcome.has(key) && !unsure.has(key)),
  };
}

/** Pages undo things late. What no longer holds a while later is entered once more, and doubted if that doesn't last either. */
async function recheck(
  document: Document,
  outcome: Map<PlaceKey, 'filled' | 'doubted'>,
  answers: ReadonlyMap<PlaceKey, Answer>,
  speed: Pace,
  again = true,
): Promise<void> {
  await pause(speed.recheck);
  const location = locate(readPage(document));
  let reentered = false;
  await unsubmitted(document, location, async () => {
    for (const key of [...outcome.keys()].filter((asked) => outcome.get(asked) === 'filled')) {
      const located = location.located.find((found) => found.key === key) ?? journalOf(document).get(key)?.located;
      const wanted = located && want(located, answers);
      if (located && wanted && isOnPage(located.question)) {
        if (holds(located.question, wanted)) continue;
        if (again && isEmpty(located.question) && (await enter(document, located, wanted, speed))) {
          reentered = true;
          continue;
        }
      }
      outcome.set(key, 'doubted');
    }
  });
  if (reentered) await recheck(document, outcome, answers, speed, false);
}

/** Puts back everything that `fill` changed on this page and the person did not change since; returns how many questions. */
export function undo(document: Document): number {
  const journal = journalOf(document);
  return [...journal.keys()].reverse().filter((key) => restore(document, key, journal)).length;
}
