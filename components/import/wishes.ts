import type { School } from '../../utils/intake/profile.ts';
import { matchSchools } from '../../utils/profiles/match-schools.ts';
import type { Differing, ListPlan, New, Twins } from '../../utils/profiles/open-list.ts';
import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import { findAmong } from '../profiles/find.ts';

/** What there is to choose of. `managed`: stored schools that the organisation rolled out, and that the list says otherwise. */
export type Offers = { fresh: readonly New[]; differing: readonly Differing[]; twins: readonly Twins[]; managed: number };

/** What of it the person wants. `left`: schools not to be taken over, by their first row; `twins`: which stored school such a one is. */
export type Wishes = { left: ReadonlySet<number>; twins: ReadonlyMap<number, string> };

export const noWishes: Wishes = { left: new Set(), twins: new Map() };

/** What tells one school of a list from the others: its first row in the file. */
export const rowOf = ({ rows }: ReadSchool) => rows[0] ?? 0;

/** What the organisation rolled out is used, not changed: nothing of it is offered. */
export function offersIn(plan: ListPlan, isManaged: (school: School) => boolean): Offers {
  const differing = plan.differing.filter(({ stored }) => !isManaged(stored));
  const twins = plan.twins.filter(({ stored }) => !stored.some(isManaged));
  return { fresh: plan.fresh, differing, twins, managed: plan.differing.length - differing.length + plan.twins.length - twins.length };
}

/** What the list would change of the one that was chosen of several stored schools; undefined where none was chosen, or nothing would change. */
export function settled({ read, stored }: Twins, id: string | undefined): Differing | undefined {
  const [match] = matchSchools(
    [read],
    stored.filter((school) => school.id === id),
  );
  return match?.state === 'differs' ? match : undefined;
}

/** What is to be taken over, for `takeSchools`. */
export function chosenOf({ fresh, differing, twins }: Offers, { left, twins: settledAs }: Wishes): (New | Differing)[] {
  const ticked = [...fresh, ...differing].filter(({ read }) => !left.has(rowOf(read)));
  return [...ticked, ...twins.flatMap((twin) => settled(twin, settledAs.get(rowOf(twin.read))) ?? [])];
}

const partsOf = ({ read: { school, board } }: New | Differing | Twins) => [
  school.name,
  board,
  ...school.institutionNumbers,
  school.director.name,
  school.director.email,
  ...school.accessGroups,
];

/** Of the offers those that have every word that was typed. */
export function findOffers(offers: Offers, typed: string): Offers {
  return {
    ...offers,
    fresh: findAmong(offers.fresh, typed, partsOf),
    differing: findAmong(offers.differing, typed, partsOf),
    twins: findAmong(offers.twins, typed, partsOf),
  };
}
