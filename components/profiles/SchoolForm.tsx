import type { School } from '../../utils/intake/profile.ts';
import { splitInstitutionNumbers } from '../../utils/intake/values.ts';
import type { FormProps } from './ApplicantForm.tsx';
import { ListField } from '../controls/ListField.tsx';
import { splitLines } from '../controls/lists.ts';
import type { OnOwn } from './DirectorFields.tsx';
import { DirectorFields, UsernameField } from './DirectorFields.tsx';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

export function SchoolForm({ profile, problems, onChange }: FormProps<School>) {
  const { say } = useText();
  const own: OnOwn = (changed) => onChange({ ...profile, ...changed });
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
      <DirectorFields director={profile.director} problems={problems} onChange={own} />
      <ListField
        field="accounts.accessGroups"
        values={profile.accessGroups}
        split={splitLines}
        problems={problems}
        hint={say('hint_accounts_accessGroups')}
        onType={(accessGroups) => onChange({ ...profile, accessGroups })}
      />
      <UsernameField username={profile.username} problems={problems} onChange={own} />
    </div>
  );
}
