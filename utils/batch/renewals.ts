import { fold } from '../intake/kinship.ts';
import { nextSchoolYearStart, schoolYearOf } from '../intake/schoolyear.ts';
import { isDate } from '../intake/values.ts';
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

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

/** Twice 32 bits: of 10,000 things no two have the same name by chance. */
function uidOf(...parts: readonly string[]): string {
  const text = JSON.stringify(parts);
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x9747b28c)}@intakehulp.invalid`;
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
  const kept = submissions.filter(({ status }) => alive.has(status));
  // The same group of the same schools may have been asked in more than one request: opened for the one is opened for all.
  const opened = new Map<string, number>();
  const schoolsOf = ({ schoolIds }: Submission) => [...schoolIds].sort().join(' ');
  const groupsOf = ({ request }: Submission) => (request.accounts?.accessGroups ?? []).map((group) => group.trim()).filter(Boolean);
  const groupUid = (submission: Submission, group: string) => uidOf('group', schoolsOf(submission), fold(group));
  for (const submission of kept)
    for (const group of groupsOf(submission)) {
      const uid = groupUid(submission, group);
      opened.set(uid, Math.max(opened.get(uid) ?? 0, openedIn(submission, today)));
    }
  for (const submission of kept) {
    const { name, schoolIds } = submission;
    for (const accessGroup of groupsOf(submission)) {
      const uid = groupUid(submission, accessGroup);
      const group = { kind: 'openGroup', name, accessGroup, schoolIds } as const;
      put({ ...group, uid, date: next, overdue: false, yearly: true });
      if ((opened.get(uid) ?? year) < year) put({ ...group, uid: uidOf(uid, String(year)), date: today, overdue: true, yearly: false });
    }
    const recheck = { kind: 'recheck', name, accessGroup: '', schoolIds } as const;
    put({ ...recheck, uid: uidOf('recheck', schoolsOf(submission)), date: next, overdue: false, yearly: true });
  }
  const collator = new Intl.Collator('nl', { numeric: true });
  return [...found.values()].sort(
    (a, b) => Number(a.date > b.date) - Number(a.date < b.date) || collator.compare(a.name, b.name) || collator.compare(a.accessGroup, b.accessGroup),
  );
}
