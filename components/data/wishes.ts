import type { Choice, Comparison } from '../../utils/vault/compare.ts';

/** What the person wants of one record that came in. `left`: the keys of the fields that stay as they are. */
export type Wish = { action: 'take' | 'join' | 'leave'; left: readonly string[] };

export type New = Extract<Comparison, { state: 'new' }>;
export type Differing = Extract<Comparison, { state: 'differs' }>;
export type Unfit = Extract<Comparison, { state: 'unfit' }>;
/** What there is something to choose of. */
export type Offered = New | Differing;

const isOffered = (comparison: Comparison): comparison is Offered => comparison.state === 'new' || comparison.state === 'differs';

/**
 * Before the person chooses: everything is taken. What resembles something stored is joined with it; of several that resemble the
 * same, the first.
 */
export function firstWishes(comparisons: readonly Comparison[]): Map<string, Wish> {
  const taken = new Set(comparisons.filter(({ state }) => state !== 'unfit').map(({ key }) => key));
  return new Map(
    comparisons.filter(isOffered).map((comparison) => {
      const target = comparison.state === 'new' ? comparison.resembles?.key : undefined;
      const joins = target !== undefined && !taken.has(target);
      if (joins) taken.add(target);
      return [comparison.key, { action: joins ? 'join' : 'take', left: [] }];
    }),
  );
}

/** The fields that would change something stored, if the wish is so. */
export function fieldsOf(comparison: Offered, { action }: Wish) {
  if (comparison.state === 'differs') return comparison.fields;
  return action === 'join' ? (comparison.resembles?.fields ?? []) : [];
}

/** What is to be taken in, for `take`. */
export function choicesOf(comparisons: readonly Comparison[], wishes: ReadonlyMap<string, Wish>): Choice[] {
  return comparisons.filter(isOffered).flatMap((comparison): Choice[] => {
    const wish = wishes.get(comparison.key);
    if (!wish || wish.action === 'leave') return [];
    const fields = fieldsOf(comparison, wish)
      .map(({ key }) => key)
      .filter((key) => !wish.left.includes(key));
    return [{ comparison, fields, join: wish.action === 'join' }];
  });
}
