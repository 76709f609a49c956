import { recordsIn, sameJson } from './records.ts';

/**
 * Two views change the same record: what the second `wanted` to change of what it had seen (`was`), done to what the record is by
 * now. Both changes stand where they touch different parts; of the same part the last one does. Lists are one part.
 */
export function join(was: unknown, wanted: unknown, current: unknown): unknown {
  const [before, after, now] = [recordsIn(was), recordsIn(wanted), recordsIn(current)];
  if (!before || !after || !now) return sameJson(was, wanted) ? current : wanted;
  const names = new Set([...now.keys(), ...after.keys()]);
  const joined = [...names].flatMap((name): [string, unknown][] => {
    const part = join(before.get(name), after.get(name), now.get(name));
    return part === undefined ? [] : [[name, part]];
  });
  return Object.fromEntries(joined);
}
