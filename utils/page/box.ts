import { holdsOnly, hostOf } from './elements.ts';
import type { PageQuestion } from './read.ts';

/** The widest of the near ancestors in which nothing but this question stands: its control with all that belongs to it. */
export function boxOf(question: Pick<PageQuestion, 'controls' | 'neighbours'>): Element | undefined {
  const widest = 4;
  let box: Element | undefined;
  const last = question.controls.at(-1);
  let at: Element | null | undefined = last?.parentElement ?? (last && hostOf(last));
  for (let hop = 0; hop < widest && at && at.localName !== 'body' && at.localName !== 'form' && holdsOnly(at, question); hop++) {
    box = at;
    at = at.parentElement ?? hostOf(at);
  }
  return box;
}
