import { useMemo } from 'preact/hooks';
import { membersOf } from '../../utils/intake/membership.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import type { Group, School } from '../../utils/intake/profile.ts';
import { SchoolChoice } from './SchoolChoice.tsx';
import type { OnOwn } from './DirectorFields.tsx';
import { DirectorFields, UsernameField } from './DirectorFields.tsx';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';
import { Members } from './Members.tsx';

type GroupFormProps = { profile: Group; schools: readonly School[]; problems: readonly Problem[]; onChange: (profile: Group) => void };

/** A group: its schools, and what one form for all of them says of its own. */
export function GroupForm({ profile, schools, problems, onChange }: GroupFormProps) {
  const { say } = useText();
  const own: OnOwn = (changed) => onChange({ ...profile, ...changed });
  const chosen = useMemo(() => new Set(profile.schoolIds), [profile.schoolIds]);
  const members = useMemo(() => membersOf(profile, schools), [profile.schoolIds, schools]);
  // Those that stay keep their order, so that two views that add a school each write nearly the same list.
  const choose = (ids: ReadonlySet<string>) =>
    onChange({ ...profile, schoolIds: [...profile.schoolIds.filter((id) => ids.has(id)), ...[...ids].filter((id) => !chosen.has(id))] });
  return (
    <div class="form">
      <TextField field="group.name" value={profile.name} problems={problems} hint={say('hint_group_name')} onType={(name) => onChange({ ...profile, name })} />
      <Members members={members} onLeave={(id) => choose(new Set([...chosen].filter((other) => other !== id)))} />
      {schools.length === 0 ? (
        <p class="hint">{say('none_school')}</p>
      ) : (
        <details class="group-choice" open={members.length === 0}>
          <summary>{say('group_choose')}</summary>
          <SchoolChoice schools={schools} chosen={chosen} onChoose={choose} />
        </details>
      )}
      <p class="hint">{say('group_own')}</p>
      <DirectorFields director={profile.director} problems={problems} onChange={own} />
      <UsernameField username={profile.username} problems={problems} onChange={own} />
    </div>
  );
}
