import type { Records } from '../records.ts';
import { to2 } from './to-2.ts';

/** One step a version, each pure and made for records of any shape: what it does not understand it leaves as it is. */
const steps: ReadonlyMap<number, (records: Records) => Map<string, unknown>> = new Map([[2, to2]]);

/** The version that this Intakehulp writes. */
export const latest = Math.max(...steps.keys());

/** Records of version `from` as the records of version `to`. */
export function walk(records: Records, from: number, to: number = latest): Map<string, unknown> {
  let walked = new Map(records);
  for (let version = from + 1; version <= to; version += 1) walked = steps.get(version)?.(walked) ?? walked;
  return walked;
}
