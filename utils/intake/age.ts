import type { Applicant, Group, PurposeProfile, School } from './profile.ts';
import { schoolYearOf, schoolYearStart } from './schoolyear.ts';
import { isDate } from './values.ts';

type Stamps = Pick<Applicant | School | PurposeProfile | Group, 'changedAt' | 'checkedAt' | 'seenAt'>;

/** The parts of a profile that tell its age, and nothing of what it says. */
export const stampNames = ['changedAt', 'checkedAt', 'seenAt'] as const satisfies readonly (keyof Stamps)[];

/** The last of these that are days (yyyy-mm-dd); undefined where none is. */
export function latestDay(days: readonly unknown[]): string | undefined {
  return days
    .filter((day): day is string => typeof day === 'string' && isDate(day))
    .sort()
    .at(-1);
}

/** The last day on which somebody changed the profile or said that it holds; undefined where nobody knows. */
export function lastLookedAt(profile: Stamps): string | undefined {
  return latestDay(stampNames.map((name) => profile[name]));
}

/**
 * Whether the profile was last changed and last checked in an earlier school year than that of `today` (yyyy-mm-dd): a director may have
 * gone, an access group may have another name. One of which nobody knows the age is not called old.
 */
export function isOld(profile: Stamps, today: string): boolean {
  const last = lastLookedAt(profile);
  return last !== undefined && last < schoolYearStart(schoolYearOf(today));
}
