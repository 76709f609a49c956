import type { Hand, HandUse } from '../utils/extension/handwriting.ts';
import type { ProfileKind, Profiles } from '../utils/extension/profiles.ts';
import { check, checkSigning } from '../utils/intake/check.ts';
import { compose } from '../utils/intake/compose.ts';
import type { Signing } from '../utils/intake/form.ts';
import type { Problem, Severity } from '../utils/intake/problem.ts';
import type { Applicant, PurposeProfile, School } from '../utils/intake/profile.ts';
import type { AccessRequest } from '../utils/intake/request.ts';
import { blankApplicant, blankPurpose, blankSchool } from './blank.ts';
import { ownerOf } from './fields.ts';
import type { ShownWork } from './stored.ts';

type Chosen = { applicant?: Applicant; school?: School; purpose?: PurposeProfile };

/** What the person is busy with, composed and judged. `ready`: all three profiles are chosen. */
export type RequestAtHand = { chosen: Chosen; date: string; ready: boolean; request: AccessRequest; problems: readonly Problem[]; signing: Signing };

const rank: Record<Severity, number> = { blocks: 0, warns: 1, informs: 2 };

const notChosen: Record<ProfileKind, Problem> = {
  applicant: { code: 'applicantNotChosen', severity: 'blocks', key: 'applicant.name', values: [], source: '' },
  school: { code: 'schoolNotChosen', severity: 'blocks', key: 'administration.institutionNumbers', values: [], source: '' },
  purpose: { code: 'purposeNotChosen', severity: 'blocks', key: 'administration.application', values: [], source: '' },
};

/** The request at hand, as a hand is given for it. */
export function handUseOf(work: ShownWork, profiles: Profiles): HandUse {
  const school = profiles.schools.find(({ id }) => id === work.schoolId);
  return { fingerprint: work.form?.fingerprint ?? '', schoolId: work.schoolId ?? '', name: [work.form?.name, school?.name].filter(Boolean).join(', ') };
}

/** A hand that was given for another form, or for another school: it stands under this one only after the person says so. */
export function isOfOther(hand: Hand, use: HandUse): boolean {
  if (!hand.mention && !hand.signature) return false;
  return hand.use?.fingerprint !== use.fingerprint || hand.use.schoolId !== use.schoolId;
}

/** What the request is signed with, and what is yet to be done about it. */
function signingOf({ profiles, work, hand }: { profiles: Profiles; work: ShownWork; hand: Hand }): { signing: Signing; problems: Problem[] } {
  if (work.signing === 'print') return { signing: { kind: 'print' }, problems: checkSigning({ kind: 'print' }) };
  if (isOfOther(hand, handUseOf(work, profiles))) {
    const problem: Problem = { code: 'handOfOther', severity: 'blocks', key: 'signature', values: [hand.use?.name ?? ''], source: '' };
    return { signing: { kind: 'hand' }, problems: [problem] };
  }
  const signing: Signing = { kind: 'hand', mention: hand.mention, signature: hand.signature };
  return { signing, problems: checkSigning(signing) };
}

/** Profiles + choices + hand → the request with its problems, worst first. `today` is yyyy-mm-dd. */
export function assemble(stored: { profiles: Profiles; work: ShownWork; hand: Hand }, today: string): RequestAtHand {
  const { profiles, work } = stored;
  const chosen: Chosen = {
    applicant: profiles.applicants.find(({ id }) => id === work.applicantId),
    school: profiles.schools.find(({ id }) => id === work.schoolId),
    purpose: profiles.purposes.find(({ id }) => id === work.purposeId),
  };
  const date = work.date ?? today;
  const request = compose(chosen.applicant ?? blankApplicant(''), chosen.school ?? blankSchool(''), chosen.purpose ?? blankPurpose(''), date);
  const missing = (['applicant', 'school', 'purpose'] as const).filter((kind) => !chosen[kind]);
  const found = check(request, { applicantEmail: chosen.applicant?.email, today }).filter(({ key }) => !missing.some((kind) => ownerOf(key) === kind));
  const { signing, problems: unsigned } = signingOf(stored);
  const problems = [...missing.map((kind) => notChosen[kind]), ...found, ...unsigned];
  return {
    chosen,
    date,
    ready: missing.length === 0,
    request,
    problems: problems.sort((a, b) => rank[a.severity] - rank[b.severity]),
    signing,
  };
}

/**
 * What is wrong in one profile by itself, where no request is at hand yet: only what is typed is judged, nothing is called
 * missing.
 */
export function judgeProfile(kind: ProfileKind, profile: Applicant | School | PurposeProfile, today: string): readonly Problem[] {
  const asked = { ...blankPurpose(''), clientId: { kind: 'new' as const, name: '' }, administration: { asked: true, use: '' } };
  const request = compose(
    kind === 'applicant' ? (profile as Applicant) : blankApplicant(''),
    kind === 'school' ? (profile as School) : blankSchool(''),
    kind === 'purpose' ? (profile as PurposeProfile) : asked,
    today,
  );
  return check(request, { today }).filter(
    ({ code, severity, key }) => ownerOf(key) === kind && severity !== 'informs' && !/Missing$|^nothingAsked$/.test(code),
  );
}
