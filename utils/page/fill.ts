import type { Answer } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import type { WebFill } from '../intake/form.ts';
import { acts } from './acts.ts';
import { rootOf } from './elements.ts';
import { asEntries, dropAdded } from './entries.ts';
import { reading } from './handed.ts';
import { type Journal, journalOf } from './journal.ts';
import type { Located, Location } from './locate.ts';
import { awaitSight, pause } from './press.ts';
import type { PageQuestion } from './read.ts';
import { rowOf } from './rows.ts';
import { holds, isEmpty, type State, stateOf } from './verify.ts';
import { isAnswered, want } from './want.ts';

/** Milliseconds: for the page's script to take in what happened, and after which everything is read once more. */
export type Pace = { settle: number; patience: number; recheck: number };
export const usualPace: Pace = { settle: 15, patience: 120, recheck: 1000 };

export type Answers = ReadonlyMap<PlaceKey, Answer>;

/** What is to be filled on a page, and what came of it so far. The page may show a part of its questions only later. */
export type Filling = { document: Document; answers: Answers; outcome: Map<PlaceKey, 'filled' | 'doubted'>; unsure: Set<PlaceKey>; pace: Pace };

/** Answers may bring up further questions ("Indien ja …"): the page is read anew this many times at most. */
const mostRounds = 3;

/** What the page asks now; a list that it takes value by value as such. */
function locateOn(document: Document): Location {
  const location = reading().locate(document);
  const isList = ({ owner }: Located) => rowOf(owner).kind === 'list';
  return { ...location, located: location.located.map((found) => (isList(found) ? { ...found, question: asEntries(found.question) } : found)) };
}

const find = (document: Document, key: PlaceKey): Located | undefined => locateOn(document).located.find((found) => found.key === key);

const isOnPage = (question: PageQuestion): boolean => question.controls.every((control) => control.isConnected);

/** While the page is being filled nothing may send it off. */
async function unsubmitted<Value>(document: Document, { located }: Location, work: () => Promise<Value>): Promise<Value> {
  const roots = new Set([document, ...located.flatMap(({ question }) => question.controls.map(rootOf))]);
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
  const refresh = () => find(document, located.key)?.question;
  for (const act of acts[question.kind]) {
    await act(question, wanted, { settle, refresh });
    await pause(settle);
    const held = () => {
      if (question.kind === 'entries' || !isOnPage(question)) question = refresh() ?? question;
      return holds(question, wanted) ? true : undefined;
    };
    if (await awaitSight(held, patience)) return true;
  }
  return false;
}

/** Whether what stands there may be replaced: nothing, or what an earlier fill wrote. */
function isOurs({ key, question }: Located, journal: Journal): boolean {
  const change = journal.get(key);
  return isEmpty(question) || (change !== undefined && holds(question, change.written));
}

async function fillQuestion({ document, answers, pace }: Filling, located: Located): Promise<'filled' | 'doubted'> {
  const journal = journalOf(document);
  const wanted = want(located, answers);
  if (!wanted) return 'doubted';
  if (holds(located.question, wanted) && !needsAct(located.question)) return 'filled';
  if (!isOurs(located, journal)) return 'doubted';
  const { before, controls } = journal.get(located.key) ?? { before: stateOf(located.question), controls: located.question.controls.length };
  const entered = await enter(document, located, wanted, pace);
  const now = isOnPage(located.question) && located.question.kind !== 'entries' ? located : (find(document, located.key) ?? located);
  journal.set(located.key, { located: now, before, controls, written: stateOf(now.question) });
  return entered ? 'filled' : 'doubted';
}

/** A select that shows the right option by default was not answered yet in the eyes of the page's script. */
const needsAct = (question: PageQuestion): boolean => question.kind === 'select' && isEmpty(question);

/** Puts back what stood in one question, unless it was changed since. */
async function restore(document: Document, key: PlaceKey, { settle }: Pace): Promise<boolean> {
  const journal = journalOf(document);
  const change = journal.get(key);
  if (!change) return false;
  const located = isOnPage(change.located.question) ? change.located : find(document, key);
  journal.delete(key);
  if (!located || !holds(located.question, change.written)) return false;
  let { question } = located;
  const refresh = () => find(document, key)?.question;
  for (const act of acts[question.kind]) {
    if (holds(question, change.before)) break;
    await act(question, change.before, { settle, refresh });
    if (!isOnPage(question)) question = refresh() ?? question;
  }
  const restored = holds(question, change.before);
  if (question.kind === 'entries') await dropAdded(refresh() ?? question, change.controls, settle, refresh);
  return restored;
}

/** One reading of the page: what it asks now and was not dealt with yet is filled. Says whether there was anything. */
async function fillRound(filling: Filling): Promise<boolean> {
  const { document, answers, outcome, unsure } = filling;
  const location = locateOn(document);
  for (const key of location.unsure) unsure.add(key);
  const pending = location.located.filter((found) => !outcome.has(found.key) && isAnswered(found, answers));
  await unsubmitted(document, location, async () => {
    for (const found of pending) {
      const located = isOnPage(found.question) ? found : find(document, found.key);
      if (located) outcome.set(found.key, await fillQuestion(filling, located));
    }
  });
  return pending.length > 0;
}

/** Fills what the page shows now, and what its answers bring up; then reads it all once more after a while. */
export async function fillShown(filling: Filling): Promise<boolean> {
  const known = new Set(filling.outcome.keys());
  let rounds = 0;
  while (rounds < mostRounds && (await fillRound(filling))) rounds++;
  const fresh = [...filling.outcome.keys()].filter((key) => !known.has(key));
  if (fresh.length > 0) await recheck(filling, fresh);
  return fresh.length > 0;
}

/** Pages undo things late. What no longer holds a while later is entered once more, and doubted if that doesn't last either. */
async function recheck(filling: Filling, keys: readonly PlaceKey[], again = true): Promise<void> {
  const { document, answers, outcome, pace } = filling;
  await pause(pace.recheck);
  const location = locateOn(document);
  const reentered: PlaceKey[] = [];
  await unsubmitted(document, location, async () => {
    for (const key of keys.filter((asked) => outcome.get(asked) === 'filled')) {
      const located = location.located.find((found) => found.key === key) ?? journalOf(document).get(key)?.located;
      const wanted = located && want(located, answers);
      if (located && wanted && isOnPage(located.question)) {
        if (holds(located.question, wanted)) continue;
        if (again && isEmpty(located.question) && (await enter(document, located, wanted, pace))) {
          reentered.push(key);
          continue;
        }
      }
      outcome.set(key, 'doubted');
    }
  });
  if (reentered.length > 0) await recheck(filling, reentered, false);
}

/** Takes back what an earlier fill wrote and this request does not ask. */
export async function clearUnasked({ document, answers, pace }: Filling): Promise<void> {
  const written = journalOf(document);
  for (const { key, owner, question, score } of locateOn(document).located) {
    if (written.has(key) && !isAnswered({ key, owner, question, score }, answers)) await restore(document, key, pace);
  }
}

/** An answer's key as it is reported: its question's, or the part's that the page asks apart. */
function reported(key: PlaceKey): PlaceKey {
  const row = rowOf(key);
  return row.options ? row.key : key;
}

/** The keys that a page answers for: the director as one or in parts, as it asks. */
function askedKeys({ answers, outcome }: Filling): PlaceKey[] {
  const unused = reading().questions.flatMap(({ key, parts }) => {
    const keys = (parts ?? []).map((part) => part.key);
    return keys.some((part) => outcome.has(part)) ? [key] : keys;
  });
  return [...new Set([...answers.keys()].filter((key) => !unused.includes(key)).map(reported))];
}

/** What came of it so far. */
export function reportOn(filling: Filling): WebFill {
  const { outcome, unsure } = filling;
  const asked = askedKeys(filling);
  return {
    filled: asked.filter((key) => outcome.get(key) === 'filled'),
    doubted: asked.filter((key) => outcome.get(key) === 'doubted' || (!outcome.has(key) && unsure.has(key))),
    left: asked.filter((key) => !outcome.has(key) && !unsure.has(key)),
  };
}

/** Puts back everything that was changed on this page and the person did not change since; returns how many questions. */
export async function undo(document: Document, pace: Pace): Promise<number> {
  let restored = 0;
  for (const key of [...journalOf(document).keys()].reverse()) if (await restore(document, key, pace)) restored++;
  return restored;
}
