import type { ListAnswer, ListCall } from '../profiles/open-list.ts';

/** What the page and the Worker that reads its lists say to each other. */

export type ListRequest = { id: number; call: ListCall };
/** An answer, or before it a piece of one of its lists. */
export type ListReply = { id: number; answer: ListAnswer } | { id: number; list: string; piece: readonly unknown[] };

/** Of a list so much crosses at once: to read ten thousand schools in one go, the page would stand still for a tenth of a second. */
const mostAtOnce = 1_000;

/** An answer as the messages in which it crosses: the pieces of its long lists, then the answer without them. */
export function inMessages(id: number, answer: ListAnswer): ListReply[] {
  if (!answer.ok || typeof answer.value !== 'object') return [{ id, answer }];
  const pieces: ListReply[] = [];
  const parts = Object.entries(answer.value).map(([list, part]: [string, unknown]) => {
    if (!Array.isArray(part) || part.length <= mostAtOnce) return [list, part];
    for (let at = 0; at < part.length; at += mostAtOnce) pieces.push({ id, list, piece: part.slice(at, at + mostAtOnce) });
    return [list, []];
  });
  return [...pieces, { id, answer: { ...answer, value: Object.fromEntries(parts) } as ListAnswer }];
}

/** The answer with the pieces that came before it. */
export function whole(answer: ListAnswer, lists: ReadonlyMap<string, readonly unknown[]>): ListAnswer {
  return answer.ok && typeof answer.value === 'object' ? ({ ...answer, value: { ...answer.value, ...Object.fromEntries(lists) } } as ListAnswer) : answer;
}
