import { check, checkSigning } from '../intake/check.ts';
import { compose } from '../intake/compose.ts';
import { fileNameFor } from '../intake/filename.ts';
import type { Signing } from '../intake/form.ts';
import { numberOf } from '../intake/kinship.ts';
import type { CheckContext, Problem, Severity } from '../intake/problem.ts';
import type { Applicant, PurposeProfile, School } from '../intake/profile.ts';
import type { AccessRequest } from '../intake/request.ts';
import { printDate } from '../intake/values.ts';
import { setApart } from './filenames.ts';
import type { GroupChoice } from './group.ts';
import { checkGroup, gather } from './group.ts';
import type { Holdings } from './holdings.ts';
import { clientIdOf, holdingsOf } from './holdings.ts';
import type { AlreadyHad } from './outstanding.ts';
import { outstanding } from './outstanding.ts';
import { batchProblem } from './problem.ts';
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
  /** Ask also for what the ClientID has already. */
  askAgain?: boolean;
};

export type PlannedRow = {
  /** The school's, or those of the group's schools: the same at each planning. */
  id: string;
  schoolIds: readonly string[];
  name: string;
  request: AccessRequest;
  fileName: string;
  /** Its own problems, worst first; those of all rows stand in the plan. */
  problems: readonly Problem[];
  counts: Readonly<Record<Severity, number>>;
  /** What its form leaves out, since the ClientID has it or is to get it. */
  alreadyHad: readonly AlreadyHad[];
  /** Nothing blocks, here or in what all rows share. */
  ready: boolean;
};

export type Plan = {
  /** What is not chosen, and what is the same on every form and is mended in one place; worst first. */
  problems: readonly Problem[];
  /** Those that need attention first, then by name. */
  rows: readonly PlannedRow[];
  /** Rows by the worst of their own problems; one that only informs needs no attention. */
  counts: Readonly<Record<'blocks' | 'warns' | 'clear', number>>;
};

const severities = ['blocks', 'warns', 'informs'] as const satisfies readonly Severity[];
const rankOf = ({ severity }: Problem) => severities.indexOf(severity);
const worstFirst = (problems: readonly Problem[]) => [...problems].sort((a, b) => rankOf(a) - rankOf(b));

/** What a school's profile answers: a problem of these is mended school by school, though all rows should have it. */
const schoolsOwn = ['director', 'administration.institutionNumbers', 'accounts.accessGroups', 'accounts.username'];
const isOfSchool = ({ key }: Problem) => schoolsOwn.some((prefix) => key.startsWith(prefix));

const noApplicant: Applicant = { id: '', name: '', role: '', email: '' };
const noPurpose: PurposeProfile = { id: '', name: '', clientId: { name: '' }, administration: { asked: false, use: '' }, accounts: { asked: false, use: '' } };

/** Of what was not chosen at all, what is missing in it says nothing. */
function saysNothing({ key, code }: Problem, { applicant, purpose }: PlanInput): boolean {
  return (!applicant && key.startsWith('applicant.')) || (!purpose && (code === 'nothingAsked' || code === 'clientIdMissing'));
}

const byName = new Intl.Collator('nl', { numeric: true });
const compareText = (a: string, b: string) => Number(a > b) - Number(a < b);

/** One form to come: its school (of a group: gathered), and the ids of the schools that it is for. */
type Asker = { school: School; schoolIds: readonly string[]; problems: readonly Problem[] };

function askersOf({ schools: chosen, mode, group = {}, purpose }: PlanInput): Asker[] {
  const schools = [...chosen].sort((a, b) => byName.compare(a.name, b.name) || compareText(a.id, b.id));
  if (mode === 'each') return schools.map((school) => ({ school, schoolIds: [school.id], problems: [] }));
  if (schools.length === 0) return [];
  const problems = checkGroup(schools, group, purpose?.accounts.asked ?? false);
  return [{ school: gather(schools, group), schoolIds: schools.map(({ id }) => id), problems }];
}

/** What was handed in before, as far as it bears on this batch. */
type Before = { extended?: Holdings; asked: Holdings };

function lookBack({ purpose, history, askAgain }: PlanInput): Before {
  const name = purpose?.clientId.kind === 'extend' ? purpose.clientId.name.trim() : '';
  const extended = name && !askAgain ? holdingsOf(history.filter((submission) => clientIdOf(submission) === name)) : undefined;
  return { extended, asked: holdingsOf(purpose?.clientId.kind === 'new' ? history : []) };
}

const printValues = (had: readonly AlreadyHad[]) => had.map(({ value }) => value).join(', ');

/** A new ClientID for what another was granted or asked for: often a form that is sent twice. */
function checkAskedBefore(request: AccessRequest, { asked }: Before, schoolIds: readonly string[]): Problem[] {
  const { alreadyHad } = outstanding(request, asked, schoolIds);
  const since =
    alreadyHad
      .map((had) => had.since)
      .sort()
      .at(-1) ?? '';
  if (alreadyHad.length === 0) return [];
  return [batchProblem('batchAskedBefore', printValues(alreadyHad), printDate(since) ?? since)];
}

/** `checked`: what `check` found, of which a part may be said once for all; `problems`: what concerns this form alone. */
type Draft = Omit<PlannedRow, 'fileName' | 'counts' | 'ready'> & { school: School; checked: readonly Problem[] };

function draftRow({ school, schoolIds, problems }: Asker, input: PlanInput, before: Before): Draft {
  const { applicant = noApplicant, purpose = noPurpose, date, today } = input;
  const whole = compose(applicant, school, purpose, date);
  const kept = before.extended && outstanding(whole, before.extended, schoolIds);
  const request = kept?.request ?? whole;
  const alreadyHad = kept?.alreadyHad ?? [];
  const context: CheckContext = { applicantEmail: applicant.email, today };
  const found = check(request, context).filter((one) => !saysNothing(one, input) && !(kept?.nothingLeft && one.code === 'nothingAsked'));
  const leftOut = batchProblem(kept?.nothingLeft ? 'batchNothingLeft' : 'batchLeftOut', printValues(alreadyHad));
  return {
    id: school.id,
    school,
    schoolIds,
    name: school.name,
    request,
    alreadyHad,
    checked: found,
    problems: [...problems, ...(alreadyHad.length > 0 ? [leftOut] : []), ...checkAskedBefore(request, before, schoolIds)],
  };
}

const numbersOf = ({ request }: Draft) => new Set((request.administration?.institutionNumbers ?? []).map(numberOf));

/** A number on two forms of one batch: the school stands in the list twice, or one of them has a slip. */
function numbersElsewhere(drafts: readonly Draft[]): Map<Draft, Problem[]> {
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

const sameness = ({ code, key, values }: Problem) => JSON.stringify([code, key, values]);

/** What is said of every form, and is mended in one place or only to be known. */
function sharedBy(drafts: readonly Draft[]): readonly Problem[] {
  const [first, ...others] = drafts;
  if (!first) return [];
  const said = others.map(({ checked }) => new Set(checked.map(sameness)));
  const mendedOnce = (one: Problem) => !isOfSchool(one) || one.severity === 'informs';
  return first.checked.filter((one) => mendedOnce(one) && said.every((known) => known.has(sameness(one))));
}

/** A name that several schools have gets the school's number; what is then still the same, a count. */
function fileNamesOf(drafts: readonly Draft[], date: string, isDraft: (draft: Draft) => boolean): string[] {
  const nameOf = (draft: Draft, name: string) => fileNameFor({ name, institutionNumbers: draft.school.institutionNumbers }, date, isDraft(draft));
  const plain = drafts.map((draft) => nameOf(draft, draft.name));
  const uses = new Map<string, number>();
  for (const name of plain) uses.set(name, (uses.get(name) ?? 0) + 1);
  const numbered = drafts.map((draft, at) => {
    const number = draft.school.institutionNumbers.map(numberOf).find(Boolean);
    return number && (uses.get(plain[at] ?? '') ?? 0) > 1 ? nameOf(draft, `${draft.name.slice(0, longestBeforeNumber)} ${number}`) : (plain[at] ?? '');
  });
  return setApart(numbered);
}

/** Of a file name's length, what leaves room for a number. */
const longestBeforeNumber = 48;

const countOf = (problems: readonly Problem[], severity: Severity) => problems.filter((one) => one.severity === severity).length;

/** 0: blocks, 1: warns, 2: needs no attention. */
function needOf({ counts }: Pick<PlannedRow, 'counts'>): 0 | 1 | 2 {
  if (counts.blocks > 0) return 0;
  return counts.warns > 0 ? 1 : 2;
}

/** What will be handed in for these choices, and what stands in its way. The same choices give the same plan, in whatever order the schools come. */
export function plan(input: PlanInput): Plan {
  const before = lookBack(input);
  const drafts = askersOf(input).map((asker) => draftRow(asker, input, before));
  const elsewhere = numbersElsewhere(drafts);
  const shared = sharedBy(drafts);
  const choices = [
    ...(input.applicant ? [] : [batchProblem('applicantNotChosen')]),
    ...(input.purpose ? [] : [batchProblem('purposeNotChosen')]),
    ...(input.schools.length > 0 ? [] : [batchProblem('schoolNotChosen')]),
    ...(input.signing ? checkSigning(input.signing) : []),
  ];
  const problems = worstFirst([...choices, ...shared]);
  const everywhere = new Set(shared.map(sameness));
  const blocked = countOf(problems, 'blocks') > 0;
  const judged = drafts.map((draft) => {
    const own = worstFirst([...draft.checked.filter((one) => !everywhere.has(sameness(one))), ...draft.problems, ...(elsewhere.get(draft) ?? [])]);
    const counts = { blocks: countOf(own, 'blocks'), warns: countOf(own, 'warns'), informs: countOf(own, 'informs') };
    return { draft, own, counts, ready: !blocked && counts.blocks === 0 };
  });
  const unready = new Set(judged.filter(({ ready }) => !ready).map(({ draft }) => draft));
  const fileNames = fileNamesOf(drafts, input.date, (draft) => unready.has(draft));
  const rows = judged.map(
    ({ draft: { id, schoolIds, name, request, alreadyHad }, own, counts, ready }, at): PlannedRow => ({
      id,
      schoolIds,
      name,
      request,
      fileName: fileNames[at] ?? '',
      problems: own,
      counts,
      alreadyHad,
      ready,
    }),
  );
  const count = (need: 0 | 1 | 2) => rows.filter((row) => needOf(row) === need).length;
  return { problems, rows: rows.sort((a, b) => needOf(a) - needOf(b)), counts: { blocks: count(0), warns: count(1), clear: count(2) } };
}
