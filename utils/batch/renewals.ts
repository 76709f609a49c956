import { longHashOf } from '../hash.ts';
import { fold } from '../intake/kinship.ts';
import { compareNames, compareTexts } from '../intake/order.ts';
import { nextSchoolYearStart, schoolYearOf } from '../intake/schoolyear.ts';
import { isDate } from '../intake/values.ts';
import { wasMade } from './status.ts';
import type { Status, Submission } from './submission.ts';

/**
 * A day on which something is to be done. `openGroup`: log in to the access group in iRekeningen, or its rights end with the school
 * year; `recheck`: see whether the school's profile still holds. `uid` stays the same at each planning, so that a calendar that takes it in
 * again has it once.
 */
export type Renewal = {
  uid: string;
  kind: 'openGroup' | 'recheck';
  /** yyyy-mm-dd. Where it is overdue: today. */
  date: string;
  overdue: boolean;
  /** Comes back each year on that day. */
  yearly: boolean;
  name: string;
  /** Empty for a profile. */
  accessGroup: string;
  schoolIds: readonly string[];
};

/** What may be asked of the message table: `renewal_<kind>`, and `renewalWhy_<kind>`. $1 is the school, $2 the access group. */
export const renewalKey = (kind: Renewal['kind']) => `renewal_${kind}` as const;
export const renewalWhyKey = (kind: Renewal['kind']) => `renewalWhy_${kind}` as const;

/** Statuses of which there is, or soon will be, an access to keep. */
const alive: ReadonlySet<Status> = new Set(['sent', 'credentials', 'expired']);

/** The school year for which its access groups were last opened. */
const openedIn = ({ dates, request, status }: Submission, today: string) => {
  const opened = dates.credentials ?? (status === 'sent' ? today : request.date);
  return isDate(opened) ? schoolYearOf(opened) : schoolYearOf(today);
};

const uidOf = (...parts: readonly string[]) => `${longHashOf(JSON.stringify(parts), 0x9747b28c)}@intakehulp.invalid`;

const groupsOf = ({ request }: Submission) => (request.accounts?.accessGroups ?? []).map((group) => group.trim()).filter(Boolean);

/** The last school year for which the submission's schools all opened the group: in this request, in another, or in one together with others. */
type LastOpened = (submission: Submission, group: string) => number;

function lastOpened(submissions: readonly Submission[], today: string): LastOpened {
  const opened = new Map<string, number>();
  // A record without its schools is of one that nobody knows.
  const keysOf = ({ schoolIds }: Submission, group: string) => (schoolIds.length > 0 ? schoolIds : ['']).map((id) => JSON.stringify([id, fold(group)]));
  for (const submission of submissions)
    for (const key of groupsOf(submission).flatMap((group) => keysOf(submission, group)))
      opened.set(key, Math.max(opened.get(key) ?? 0, openedIn(submission, today)));
  return (submission, group) => Math.min(...keysOf(submission, group).map((key) => opened.get(key) ?? 0));
}

/**
 * What is to be done at each school year's start (1 September), by day and then by name, for what was sent or granted. A group that was not
 * opened since its school year ended is due today as well. `today` is yyyy-mm-dd.
 */
export function renewals(submissions: readonly Submission[], today: string): readonly Renewal[] {
  const found = new Map<string, Renewal>();
  const put = (renewal: Renewal) => found.set(renewal.uid, found.get(renewal.uid) ?? renewal);
  const next = nextSchoolYearStart(today);
  const year = schoolYearOf(today);
  const kept = submissions.filter((submission) => alive.has(submission.status) && wasMade(submission));
  const openedFor = lastOpened(kept, today);
  const schoolsOf = ({ schoolIds }: Submission) => [...schoolIds].sort().join(' ');
  for (const submission of kept) {
    const { name, schoolIds } = submission;
    for (const accessGroup of groupsOf(submission)) {
      const uid = uidOf('group', schoolsOf(submission), fold(accessGroup));
      const group = { kind: 'openGroup', name, accessGroup, schoolIds } as const;
      put({ ...group, uid, date: next, overdue: false, yearly: true });
      if (openedFor(submission, accessGroup) < year) put({ ...group, uid: uidOf(uid, String(year)), date: today, overdue: true, yearly: false });
    }
    const recheck = { kind: 'recheck', name, accessGroup: '', schoolIds } as const;
    put({ ...recheck, uid: uidOf('recheck', schoolsOf(submission)), date: next, overdue: false, yearly: true });
  }
  return [...found.values()].sort((a, b) => compareTexts(a.date, b.date) || compareNames(a.name, b.name) || compareNames(a.accessGroup, b.accessGroup));
}
