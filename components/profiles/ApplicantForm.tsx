import type { Problem } from '../../utils/intake/problem.ts';
import type { Applicant } from '../../utils/intake/profile.ts';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

export type FormProps<Profile> = { profile: Profile; problems: readonly Problem[]; onChange: (profile: Profile) => void };

export function ApplicantForm({ profile, problems, onChange }: FormProps<Applicant>) {
  const { say } = useText();
  return (
    <div class="form">
      <TextField field="applicant.name" value={profile.name} problems={problems} autocomplete="name" onType={(name) => onChange({ ...profile, name })} />
      <TextField
        field="applicant.role"
        value={profile.role}
        problems={problems}
        autocomplete="organization-title"
        hint={say('hint_applicant_role')}
        onType={(role) => onChange({ ...profile, role })}
      />
      <TextField
        field="applicant.email"
        type="email"
        value={profile.email}
        problems={problems}
        autocomplete="email"
        hint={say('hint_applicant_email')}
        onType={(email) => onChange({ ...profile, email })}
      />
    </div>
  );
}
