import { latestDay, stampNames } from '../intake/age.ts';
import { isReadable, splitKey } from './kinds.ts';
import type { Records } from './records.ts';
import { recordsIn, sameJson } from './records.ts';

const isStamp = (name: string) => stampNames.some((stamp) => stamp === name);
const withoutStamps = (record: Records) => Object.fromEntries([...record].filter(([name]) => !isStamp(name)));

/** Whether two records say the same, whenever it was said. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  const [one, other] = [recordsIn(a), recordsIn(b)];
  return one && other ? sameJson(withoutStamps(one), withoutStamps(other)) : sameJson(a, b);
}

/**
 * A record on its way into the vault, with the day of its change: the one place where that is written. What comes back as it was before (an
 * undone change, a snapshot), or comes from somebody's file, keeps the days that it has; a mere check is no change.
 */
export function stampChange(key: string, wanted: unknown, current: unknown, today: string): unknown {
  const kind = splitKey(key)?.kind;
  const record = recordsIn(wanted);
  if (!kind || kind === 'signature' || !record || !isReadable(key, wanted)) return wanted;
  const before = recordsIn(current);
  const isAsItWas = before ? saysTheSame(wanted, current) || record.get('changedAt') !== before.get('changedAt') : [...record.keys()].some(isStamp);
  return isAsItWas ? wanted : { ...Object.fromEntries(record), changedAt: today };
}

/** `record` with the latest of each day of both. */
export function withLatestStamps(record: unknown, other: unknown): unknown {
  const [one, two] = [recordsIn(record), recordsIn(other)];
  if (!one || !two) return record;
  const days = stampNames.flatMap((name): [string, unknown][] => {
    const latest = latestDay([one.get(name), two.get(name)]);
    return latest === undefined ? [] : [[name, latest]];
  });
  return { ...Object.fromEntries(one), ...Object.fromEntries(days) };
}
