import type { SigningWay } from '../../utils/batch/submission.ts';
import type { Hand, HandUse } from '../../utils/extension/handwriting.ts';
import type { ProfileKind, Profiles } from '../../utils/extension/profiles.ts';
import { check, checkSigning } from '../../utils/intake/check.ts';
import { compose } from '../../utils/intake/compose.ts';
import type { Signing } from '../../utils/intake/form.ts';
import { notChosen, ownerOf } from '../../utils/intake/owner.ts';
import type { Problem, Severity } from '../../utils/intake/problem.ts';
import type { Applicant, PurposeProfile, School } from '../../utils/intake/profile.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { stampOrigin } from '../../utils/intake/seal.ts';
import { mayBeOnePerson } from '../../utils/intake/person.ts';
import { blankApplicant, blankPurpose, blankSchool } from '../profiles/blank.ts';
import type { ShownWork } from '../stored.ts';

type Chosen = { applicant?: Applicant; school?: School; purpose?: PurposeProfile };

/** What the person is busy with, composed and judged. `ready`: all three profiles are chosen. */
export type RequestAtHand = { chosen: Chosen; date: string; ready: boolean; request: AccessRequest; problems: readonly Problem[]; signing: Signing };

const rank: Record<Severity, number> = { blocks: 0, warns: 1, informs: 2 };

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

/** With a certificate only the mention is the hand's. */
export const handUsed = (signing: ShownWork['signing'], { mention, signature, use }: Hand): Hand =>
  signing === 'certificate' ? { mention, use } : { mention, signature, use };

/** What stands on forms that are signed in this way, as the hand is now. */
export function signingWith(way: SigningWay, { mention, signature, kept }: Hand): Signing {
  if (way === 'hand') return { kind: 'hand', mention, signature, kept };
  return way === 'certificate' ? { kind: 'certificate', mention, kept } : { kind: 'print' };
}

const signatureProblem = (code: string, severity: Severity, ...values: string[]): Problem => ({ code, severity, key: 'signature', values, source: '' });

/** What is amiss with the certificate that is to sign for the applicant. */
export function checkCertificate(name: string | undefined, applicant: string, stampServer: string): Problem[] {
  return [
    ...(name === undefined ? [signatureProblem('certificateClosed', 'blocks')] : []),
    ...(stampServer !== '' && !stampOrigin(stampServer) ? [signatureProblem('stampAddressWrong', 'blocks')] : []),
    ...(name !== undefined && !mayBeOnePerson(name, applicant) ? [signatureProblem('certificateOfOther', 'warns', name, applicant)] : []),
  ];
}

/** What the request is signed with, and what is yet to be done about it. */
function signingOf({ profiles, work, hand, certificate }: AllAtHand, applicant: string): { signing: Signing; problems: Problem[] } {
  const way = work.signing;
  const ofCertificate = way === 'certificate' ? checkCertificate(certificate, applicant, work.seal?.stampServer ?? '') : [];
  if (way !== 'print' && isOfOther(handUsed(way, hand), handUseOf(work, profiles)))
    return { signing: { kind: way }, problems: [signatureProblem('handOfOther', 'blocks', hand.use?.name ?? ''), ...ofCertificate] };
  const signing = signingWith(way, hand);
  return { signing, problems: [...ofCertificate, ...checkSigning(signing)] };
}

/** `certificate`: on whose name the one is that is open in this page. */
type AllAtHand = { profiles: Profiles; work: ShownWork; hand: Hand; certificate?: string | undefined };

/** Profiles + choices + hand → the request with its problems, worst first. `today` is yyyy-mm-dd. */
export function assemble(stored: AllAtHand, today: string): RequestAtHand {
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
  const { signing, problems: unsigned } = signingOf(stored, request.applicant.name);
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
