import type { School } from '../../utils/intake/profile.ts';
import type { OfBoard } from '../../utils/profiles/board-groups.ts';
import { matchSchools } from '../../utils/profiles/match-schools.ts';
import type { Differing, ListPlan, New, Twins } from '../../utils/profiles/open-list.ts';
import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import { findAmong } from '../profiles/find.ts';

/** What there is to choose of. `managed`: stored schools that the organisation rolled out, and that the list says otherwise. */
export type Offers = { fresh: readonly New[]; differing: readonly Differing[]; twins: readonly Twins[]; managed: number };

/** What is ticked, and what not, by the person's own hand: a school by its first row. */
export type Ticks = ReadonlyMap<number, boolean>;

/** What of it the person wants. `twins`: which stored school such a one is; `boards`: make groups of them. */
export type Wishes = { ticks: Ticks; twins: ReadonlyMap<number, string>; boards: boolean };

export const noWishes: Wishes = { ticks: new Map(), twins: new Map(), boards: false };

/** What tells one school of a list from the others: its first row in the file. */
export const rowOf = ({ rows }: ReadSchool) => rows[0] ?? 0;

/** What is doubted waits for the person. */
export const isTicked = ({ read, doubts }: New | Differing, ticks: Ticks) => ticks.get(rowOf(read)) ?? doubts.length === 0;

/** What the person has to look at stands where it is seen. */
const doubtedFirst = <Offer extends New | Differing>(offers: readonly Offer[]) => [
  ...offers.filter(({ doubts }) => doubts.length > 0),
  ...offers.filter(({ doubts }) => doubts.length === 0),
];

/** What the organisation rolled out is used, not changed: nothing of it is offered. */
export function offersIn(plan: ListPlan, isManaged: (school: School) => boolean): Offers {
  const differing = plan.differing.filter(({ stored }) => !isManaged(stored));
  const twins = plan.twins.filter(({ stored }) => !stored.some(isManaged));
  return {
    fresh: doubtedFirst(plan.fresh),
    differing: doubtedFirst(differing),
    twins,
    managed: plan.differing.length - differing.length + plan.twins.length - twins.length,
  };
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
export function chosenOf({ fresh, differing, twins }: Offers, { ticks, twins: settledAs }: Wishes): (New | Differing)[] {
  const ticked = [...fresh, ...differing].filter((offer) => isTicked(offer, ticks));
  return [...ticked, ...twins.flatMap((twin) => settled(twin, settledAs.get(rowOf(twin.read))) ?? [])];
}

/** The schools that are stored as the list says them once what was chosen is, with their boards. `idOf` gives a new school its id. */
export function boarded({ same }: ListPlan, chosen: readonly (New | Differing)[], idOf: (read: ReadSchool) => string): OfBoard[] {
  return [...same, ...chosen].map((match) => ({ id: match.state === 'new' ? idOf(match.read) : match.stored.id, board: match.read.board }));
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
