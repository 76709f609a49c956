import type { Box } from '../intake/form.ts';

/** Boxes in the order in which a person reads them: columns apart, then from top to bottom, then from left to right. */
export function readingOrder<Item extends { box: Box }>(items: readonly Item[]): Item[] {
  if (items.length <= 1) return [...items];
  const columns = cut(items, 0, 12);
  if (columns?.every((part) => part.length >= 3)) return columns.flatMap(readingOrder);
  const rows = cut(items, 1, 0.5, true);
  if (rows) return rows.flatMap(readingOrder);
  return [...items].sort((a, b) => b.box[3] - a.box[3] || a.box[0] - b.box[0]);
}

/** Parts the items at the widest blank band across all of them (axis 0: upright band), if one is at least `least` wide. */
function cut<Item extends { box: Box }>(items: readonly Item[], axis: 0 | 1, least: number, downward = false): [Item[], Item[]] | undefined {
  const spans = items.map((item) => ({ item, from: item.box[axis], to: item.box[axis + 2] as number })).sort((a, b) => a.from - b.from);
  let reach = -Infinity;
  let best = { gap: 0, at: 0 };
  spans.forEach((span, at) => {
    if (at > 0 && span.from - reach > best.gap) best = { gap: span.from - reach, at };
    reach = Math.max(reach, span.to);
  });
  if (best.gap < least) return undefined;
  const before = spans.slice(0, best.at).map(({ item }) => item);
  const after = spans.slice(best.at).map(({ item }) => item);
  return downward ? [after, before] : [before, after];
}
