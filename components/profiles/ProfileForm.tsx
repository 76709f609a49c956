import type { ListedKind } from '../../utils/extension/profiles.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import type { Applicant, Group, PurposeProfile, School } from '../../utils/intake/profile.ts';
import { ApplicantForm } from './ApplicantForm.tsx';
import { blankApplicant, blankGroup, blankPurpose, blankSchool } from './blank.ts';
import { GroupForm } from './GroupForm.tsx';
import { PurposeForm } from './PurposeForm.tsx';
import { SchoolForm } from './SchoolForm.tsx';
import type { Stored } from '../stored.ts';
import { isManaged, profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

type ProfileFormProps = {
  kind: ListedKind;
  /** Of a profile that may not exist yet: it comes to be with the first keystroke. */
  id: string;
  stored: Stored;
  problems: (profile: Applicant | School | PurposeProfile | Group) => readonly Problem[];
  onFirst?: (id: string) => void;
};

/** The form of one profile, by its id. Nothing is stored before something is typed. What the organisation rolled out is shown, not edited. */
export function ProfileForm(props: ProfileFormProps) {
  const { say } = useText();
  if (!isManaged(props.stored.profiles, props.kind, props.id)) return <OwnForm {...props} />;
  return (
    <>
      <p class="notice">{say('profiles_managed')}</p>
      <fieldset class="managed" disabled aria-label={say('profiles_managedShort')}>
        <OwnForm {...props} />
      </fieldset>
    </>
  );
}

function OwnForm({ kind, id, stored, problems, onFirst }: ProfileFormProps) {
  const known = profilesOf(stored.profiles, kind).some((profile) => profile.id === id);
  const first = () => {
    if (!known) onFirst?.(id);
  };
  if (kind === 'applicant') {
    const profile = stored.profiles.applicants.find((candidate) => candidate.id === id) ?? blankApplicant(id);
    const change = (next: Applicant) => {
      stored.keep('applicant', next);
      first();
    };
    return <ApplicantForm profile={profile} problems={problems(profile)} onChange={change} />;
  }
  if (kind === 'school') {
    const profile = stored.profiles.schools.find((candidate) => candidate.id === id) ?? blankSchool(id);
    const change = (next: School) => {
      stored.keep('school', next);
      first();
    };
    return <SchoolForm profile={profile} problems={problems(profile)} onChange={change} />;
  }
  if (kind === 'group') {
    const profile = stored.profiles.groups.find((candidate) => candidate.id === id) ?? blankGroup(id);
    const change = (next: Group) => {
      stored.keep('group', next);
      first();
    };
    return <GroupForm profile={profile} schools={stored.profiles.schools} problems={problems(profile)} onChange={change} />;
  }
  const profile = stored.profiles.purposes.find((candidate) => candidate.id === id) ?? blankPurpose(id);
  const change = (next: PurposeProfile) => {
    stored.keep('purpose', next);
    first();
  };
  return <PurposeForm profile={profile} problems={problems(profile)} onChange={change} />;
}
