import type { Offers } from '../../utils/batch/group.ts';
import type { Profiles } from '../../utils/extension/profiles.ts';
import { membersOf, ownOf } from '../../utils/intake/membership.ts';
import { profilesOf } from '../stored.ts';
import { useText } from '../text.ts';
import type { BatchChoice } from './choice.ts';
import { GroupFields } from './GroupFields.tsx';
import { SchoolChoice } from '../profiles/SchoolChoice.tsx';

type WhomCardProps = { profiles: Profiles; choice: BatchChoice; choose: (part: Partial<BatchChoice>) => void; offers: Offers; asksAccounts: boolean };

/** For which schools, each its own form or one for all of them. */
export function WhomCard({ profiles, choice, choose, offers, asksAccounts }: WhomCardProps) {
  const { say } = useText();
  const { schoolIds, mode, groupId, group } = choice;
  const groups = profilesOf(profiles, 'group');
  const takeGroup = (id: string) => {
    const taken = groups.find((one) => one.id === id);
    if (!taken) return choose({ groupId: undefined });
    const members = membersOf(taken, profiles.schools).map((school) => school.id);
    return choose({ groupId: id, schoolIds: new Set(members), mode: 'group', group: ownOf(taken), askAgain: new Set() });
  };
  return (
    <div class="card">
      <h2>{say('batch_whom')}</h2>
      {groups.length > 0 && (
        <div class="field">
          <label for="batch-group">{say('kind_group')}</label>
          <p class="hint" id="batch-group-hint">
            {say('batch_groupHint')}
          </p>
          <select id="batch-group" aria-describedby="batch-group-hint" value={groupId ?? ''} onChange={(event) => takeGroup(event.currentTarget.value)}>
            <option value="">{say('choose')}</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name.trim() || say('untitled')}
              </option>
            ))}
          </select>
        </div>
      )}
      {profiles.schools.length === 0 ? (
        <p class="hint">{say('none_school')}</p>
      ) : (
        <SchoolChoice schools={profiles.schools} chosen={schoolIds} onChoose={(chosen) => choose({ schoolIds: chosen })} />
      )}
      <fieldset class="field">
        <legend>{say('batch_mode')}</legend>
        <div class="choices">
          {(['each', 'group'] as const).map((value) => (
            <label key={value} class="choice">
              <input type="radio" name="mode" checked={mode === value} onChange={() => choose({ mode: value })} />
              <span>{say(`batch_mode_${value}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {mode === 'group' && <GroupFields group={group} offers={offers} asksAccounts={asksAccounts} onChange={(next) => choose({ group: next })} />}
    </div>
  );
}
