import { isOld, lastLookedAt } from '../intake/age.ts';
import { check } from '../intake/check.ts';
import { compose } from '../intake/compose.ts';
import type { Signing } from '../intake/form.ts';
import { compareNames, compareTexts } from '../intake/order.ts';
import type { CheckContext, Problem } from '../intake/problem.ts';
import type { Applicant, PurposeProfile, School } from '../intake/profile.ts';
import type { AccessRequest } from '../intake/request.ts';
import { printDate } from '../intake/values.ts';
import type { GroupChoice } from './group.ts';
import { checkGroup, gather } from './group.ts';
import type { Holdings } from './holdings.ts';
import { clientIdOf, holdingsOf } from './holdings.ts';
import type { AlreadyHad } from './outstanding.ts';
import { outstanding } from './outstanding.ts';
import { batchProblem, listed } from './problem.ts';
import type { Submission } from './submission.ts';

/** What the person chose for the batch. Dates are yyyy-mm-dd. */
export type PlanInput = {
  applicant?: Applicant;
  purpose?: PurposeProfile;
  schools: readonly School[];
  /** One form for each school, or one for all their numbers. */
  mode: 'each' | 'group';
  /** Of the one form: what its schools may say differently. */
  group?: GroupChoice;
  date: string;
  today: string;
  /** With what all forms are signed; absent where that is yet to come. */
  signing?: Signing;
  /** Everything handed in before. */
  history: readonly Submission[];
  /** The rows (by id) whose form asks also for what the ClientID has already. */
  askAgain?: ReadonlySet<string>;
};

/** One form to come. `checked`: what `check` found, of which a part may be said once for all; `problems`: what concerns this form alone. */
export type Draft = {
  /** The school's, or those of the group's schools: the same at each planning. */
  id: string;
  school: School;
  schoolIds: readonly string[];
  name: string;
  request: AccessRequest;
  /** What the ClientID has or is to get. */
  alreadyHad: readonly AlreadyHad[];
  /** The form asks that all the same. */
  askedAgain: boolean;
  checked: readonly Problem[];
  problems: readonly Problem[];
};

const noApplicant: Applicant = { id: '', name: '', role: '', email: '' };
const noPurpose: PurposeProfile = { id: '', name: '', clientId: { name: '' }, administration: { asked: false, use: '' }, accounts: { asked: false, use: '' } };

/** Of what was not chosen at all, what is missing in it says nothing. */
function saysNothing({ key, code }: Problem, { applicant, purpose }: PlanInput): boolean {
  return (!applicant && key.startsWith('applicant.')) || (!purpose && (code === 'nothingAsked' || code === 'clientIdMissing'));
}

/** Of these schools those that nobody looked at this school year. */
function checkAge(schools: readonly School[], today: string): Problem[] {
  const old = schools.filter((school) => isOld(school, today));
  const [first = ''] = old.flatMap((school) => lastLookedAt(school) ?? []).sort();
  return old.length > 0 ? [batchProblem('batchProfileOld', listed(old.map(({ name }) => name.trim())), printDate(first) ?? first)] : [];
}

/** Who asks with one form: its school (of a group: gathered), and the ids of the schools that it is for. */
type Asker = { school: School; schoolIds: readonly string[]; problems: readonly Problem[] };

function askersOf({ schools: chosen, mode, group = {}, purpose, today }: PlanInput): Asker[] {
  const schools = [...chosen].sort((a, b) => compareNames(a.name, b.name) || compareTexts(a.id, b.id));
  if (mode === 'each') return schools.map((school) => ({ school, schoolIds: [school.id], problems: checkAge([school], today) }));
  if (schools.length === 0) return [];
  const problems = [...checkGroup(schools, group, purpose?.accounts.asked ?? false), ...checkAge(schools, today)];
  return [{ school: gather(schools, group), schoolIds: schools.map(({ id }) => id), problems }];
}

/** What was handed in before, as far as it bears on this batch. */
type Before = { extended?: Holdings; asked: Holdings };

function lookBack({ purpose, history }: PlanInput): Before {
  const name = purpose?.clientId.kind === 'extend' ? purpose.clientId.name.trim() : '';
  const extended = name ? holdingsOf(history.filter((submission) => clientIdOf(submission) === name)) : undefined;
  return { extended, asked: holdingsOf(purpose?.clientId.kind === 'new' ? history : []) };
}

const printValues = (had: readonly AlreadyHad[]) => listed(had.map(({ value }) => value));

/** The day, or of several the first and the last. */
function printSpan(days: readonly string[]): string {
  const known = days.filter(Boolean).sort();
  const ends = new Set([known[0] ?? '', known.at(-1) ?? '']);
  return [...ends].map((day) => printDate(day) ?? day).join(' – ');
}

/** A new ClientID for what another was granted or asked for: often a form that is sent twice. */
function checkAskedBefore(request: AccessRequest, { asked }: Before, schoolIds: readonly string[]): Problem[] {
  const { alreadyHad } = outstanding(request, asked, schoolIds);
  if (alreadyHad.length === 0) return [];
  return [batchProblem('batchAskedBefore', printValues(alreadyHad), printSpan(alreadyHad.map(({ since }) => since)))];
}

function draftOf({ school, schoolIds, problems }: Asker, input: PlanInput, before: Before): Draft {
  const { applicant = noApplicant, purpose = noPurpose, date, today, askAgain } = input;
  const whole = compose(applicant, school, purpose, date);
  const kept = before.extended && outstanding(whole, before.extended, schoolIds);
  const alreadyHad = kept?.alreadyHad ?? [];
  const askedAgain = alreadyHad.length > 0 && (askAgain?.has(school.id) ?? false);
  const left = askedAgain ? undefined : kept;
  const request = left?.request ?? whole;
  const context: CheckContext = { applicantEmail: applicant.email, today };
  const checked = check(request, context).filter((one) => !saysNothing(one, input) && !(left?.nothingLeft && one.code === 'nothingAsked'));
  const leftOut = batchProblem(left?.nothingLeft ? 'batchNothingLeft' : 'batchLeftOut', printValues(alreadyHad));
  return {
    id: school.id,
    school,
    schoolIds,
    name: school.name,
    request,
    alreadyHad,
    askedAgain,
    checked,
    problems: [...problems, ...(alreadyHad.length > 0 && !askedAgain ? [leftOut] : []), ...checkAskedBefore(request, before, schoolIds)],
  };
}

/** The forms to come of these choices, by name. */
export function draftsOf(input: PlanInput): Draft[] {
  const before = lookBack(input);
  return askersOf(input).map((asker) => draftOf(asker, input, before));
}
