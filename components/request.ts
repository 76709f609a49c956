import type { Hand } from '../utils/extension/handwriting.ts';
import type { ProfileKind, Profiles, Work } from '../utils/extension/store.ts';
import { check } from '../utils/intake/check.ts';
import { compose } from '../utils/intake/compose.ts';
import type { Signing } from '../utils/intake/form.ts';
import type { Problem, Severity } from '../utils/intake/problem.ts';
import type { Applicant, PurposeProfile, School } from '../utils/intake/profile.ts';
import type { AccessRequest } from '../utils/intake/request.ts';
import { blankApplicant, blankPurpose, blankSchool } from './blank.ts';
import { ownerOf } from './fields.ts';

type Chosen = { applicant?: Applicant; school?: School; purpose?: PurposeProfile };

/** What the person is busy with, composed and judged. `ready`: all three profiles are chosen. */
export type RequestAtHand = { chosen: Chosen; date: string; ready: boolean; request: AccessRequest; problems: readonly Problem[]; signing: Signing };

const rank: Record<Severity, number> = { blocks: 0, warns: 1, informs: 2 };

const notChosen: Record<ProfileKind, Problem> = {
  applicant: { code: 'applicantNotChosen', severity: 'blocks', key: 'applicant.name', values: [], source: '' },
  school: { code: 'schoolNotChosen', severity: 'blocks', key: 'administration.institutionNumbers', values: [], source: '' },
  purpose: { code: 'purposeNotChosen', severity: 'blocks', key: 'administration.application', values: [], source: '' },
};

const signatureSentence = 'Handtekening aanvrager, voorafgaand door de handgeschreven vermelding gelezen en goedgekeurd.';

/** Whoever chose to sign here and didn't yet hands in a form that comes back; on paper it is only to be remembered. */
function checkSigning(work: Work, hand: Hand): Problem[] {
  const problem = (code: string, severity: Severity, key: 'mention' | 'signature'): Problem => ({ code, severity, key, values: [], source: signatureSentence });
  if (work.signing === 'print') return [problem('signOnPaper', 'informs', 'signature')];
  return [
    ...(hand.mention ? [] : [problem('mentionMissing', 'blocks', 'mention')]),
    ...(hand.signature ? [] : [problem('signatureMissing', 'blocks', 'signature')]),
  ];
}

/** Profiles + choices + hand → the request with its problems, worst first. `today` is yyyy-mm-dd. */
export function assemble({ profiles, work, hand }: { profiles: Profiles; work: Work; hand: Hand }, today: string): RequestAtHand {
  const chosen: Chosen = {
    applicant: profiles.applicants.find(({ id }) => id === work.applicantId),
    school: profiles.schools.find(({ id }) => id === work.schoolId),
    purpose: profiles.purposes.find(({ id }) => id === work.purposeId),
  };
  const date = work.date ?? today;
  const request = compose(chosen.applicant ?? blankApplicant(''), chosen.school ?? blankSchool(''), chosen.purpose ?? blankPurpose(''), date);
  const missing = (['applicant', 'school', 'purpose'] as const).filter((kind) => !chosen[kind]);
  const found = check(request, { applicantEmail: chosen.applicant?.email, today }).filter(({ key }) => !missing.some((kind) => ownerOf(key) === kind));
  const problems = [...missing.map((kind) => notChosen[kind]), ...found, ...checkSigning(work, hand)];
  return {
    chosen,
    date,
    ready: missing.length === 0,
    request,
    problems: problems.sort((a, b) => rank[a.severity] - rank[b.severity]),
    signing: work.signing === 'print' ? { kind: 'print' } : { kind: 'hand', mention: hand.mention, signature: hand.signature },
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
