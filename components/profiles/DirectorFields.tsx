import type { Group, School } from '../../utils/intake/profile.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

/** What both a school and a group of schools say of their own. */
type Own = Pick<School & Group, 'director' | 'username'>;
export type OnOwn = (changed: Partial<Own>) => void;
type FieldsProps = { problems: readonly Problem[]; onChange: OnOwn };

export function DirectorFields({ director, problems, onChange }: FieldsProps & Pick<Own, 'director'>) {
  const { say } = useText();
  return (
    <>
      <TextField field="director.name" value={director.name} problems={problems} onType={(name) => onChange({ director: { ...director, name } })} />
      <TextField
        field="director.email"
        type="email"
        value={director.email}
        problems={problems}
        hint={say('hint_director_email')}
        onType={(email) => onChange({ director: { ...director, email } })}
      />
    </>
  );
}

export function UsernameField({ username, problems, onChange }: FieldsProps & Pick<Own, 'username'>) {
  const { say } = useText();
  return (
    <TextField
      field="accounts.username"
      value={username}
      problems={problems}
      hint={say('hint_accounts_username')}
      onType={(typed) => onChange({ username: typed })}
    />
  );
}
