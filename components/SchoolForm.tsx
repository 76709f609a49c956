import type { School } from '../utils/intake/profile.ts';
import { splitInstitutionNumbers } from '../utils/intake/values.ts';
import type { FormProps } from './ApplicantForm.tsx';
import { ListField } from './ListField.tsx';
import { splitLines } from './lists.ts';
import { TextField } from './TextField.tsx';
import { useText } from './text.ts';

export function SchoolForm({ profile, problems, onChange }: FormProps<School>) {
  const { say } = useText();
  const director = profile.director;
  return (
    <div class="form">
      <TextField
        field="school.name"
        value={profile.name}
        problems={problems}
        hint={say('hint_school_name')}
        onType={(name) => onChange({ ...profile, name })}
      />
      <ListField
        field="administration.institutionNumbers"
        values={profile.institutionNumbers}
        split={splitInstitutionNumbers}
        numeric
        problems={problems}
        hint={say('hint_administration_institutionNumbers')}
        onType={(institutionNumbers) => onChange({ ...profile, institutionNumbers })}
      />
      <TextField field="director.name" value={director.name} problems={problems} onType={(name) => onChange({ ...profile, director: { ...director, name } })} />
      <TextField
        field="director.email"
        type="email"
        value={director.email}
        problems={problems}
        hint={say('hint_director_email')}
        onType={(email) => onChange({ ...profile, director: { ...director, email } })}
      />
      <ListField
        field="accounts.accessGroups"
        values={profile.accessGroups}
        split={splitLines}
        problems={problems}
        hint={say('hint_accounts_accessGroups')}
        onType={(accessGroups) => onChange({ ...profile, accessGroups })}
      />
      <TextField
        field="accounts.username"
        value={profile.username}
        problems={problems}
        hint={say('hint_accounts_username')}
        onType={(username) => onChange({ ...profile, username })}
      />
    </div>
  );
}
