import { numberOf } from '../intake/kinship.ts';
import { ownerOf } from '../intake/owner.ts';
import type { Problem } from '../intake/problem.ts';
import type { Draft } from './draft.ts';
import { batchProblem } from './problem.ts';

/** What only shows when the forms of a batch are laid side by side. */

const numbersOf = ({ request }: Draft) => new Set((request.administration?.institutionNumbers ?? []).map(numberOf));

/** A number on two forms of one batch: the school stands in the list twice, or one of them has a slip. */
export function numbersElsewhere(drafts: readonly Draft[]): Map<Draft, Problem[]> {
  const holders = new Map<string, Draft[]>();
  for (const draft of drafts)
    for (const number of numbersOf(draft)) {
      const sharing = holders.get(number);
      if (sharing) sharing.push(draft);
      else holders.set(number, [draft]);
    }
  const found = new Map<Draft, Problem[]>();
  for (const [number, sharing] of holders) {
    if (sharing.length < 2) continue;
    for (const draft of sharing) {
      const other = sharing.find((candidate) => candidate !== draft)?.name ?? '';
      found.set(draft, [...(found.get(draft) ?? []), batchProblem('batchNumberElsewhere', number, other)]);
    }
  }
  return found;
}

/** Tells one problem from another. */
export const sameness = ({ code, key, values }: Problem) => JSON.stringify([code, key, values]);

/**
 * What is said of every form, and is mended in one place or only to be known. What a school's profile answers is mended school by
 * school, though all rows should have it.
 */
export function sharedBy(drafts: readonly Draft[]): readonly Problem[] {
  const [first, ...others] = drafts;
  if (!first) return [];
  const said = others.map(({ checked }) => new Set(checked.map(sameness)));
  const mendedOnce = ({ key, severity }: Problem) => ownerOf(key) !== 'school' || severity === 'informs';
  return first.checked.filter((one) => mendedOnce(one) && said.every((known) => known.has(sameness(one))));
}
