import { useEffect, useState } from 'preact/hooks';
import type { ProfileKind } from '../../utils/extension/profiles.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { ownerOf } from '../../utils/intake/owner.ts';
import type { FieldKey } from '../fields.ts';
import { focusField, profileKinds, workKeys } from '../fields.ts';
import { ProfileForm } from '../profiles/ProfileForm.tsx';
import { ProfilePicker } from '../profiles/ProfilePicker.tsx';
import type { RequestAtHand } from './request.ts';
import type { Stored } from '../stored.ts';
import { profilesOf } from '../stored.ts';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

export type Editing = { kind: ProfileKind; id: string };

/**
 * Where the person edits, and the key that the focus goes to once its field is on the screen. `go` is what each problem
 * calls: it unfolds the form that holds the answer.
 */
export function useEditing(stored: Stored, atHand: RequestAtHand) {
  const [editing, setEditing] = useState<Editing>();
  const [goal, setGoal] = useState<{ key: FieldKey }>();
  useEffect(() => {
    if (goal) focusField(goal.key);
  }, [goal]);
  const go = (key: FieldKey) => {
    const owner = ownerOf(key);
    const profile = owner === 'date' || owner === 'signing' ? undefined : atHand.chosen[owner];
    if (profile && owner !== 'date' && owner !== 'signing') setEditing({ kind: owner, id: profile.id });
    setGoal({ key });
  };
  const create = (kind: ProfileKind) => setEditing({ kind, id: newId() });
  const choose = (kind: ProfileKind, id: string | undefined) => {
    stored.setWork({ [workKeys[kind]]: id });
    setEditing(undefined);
  };
  return { editing, setEditing, go, create, choose };
}

type RequestPickersProps = { stored: Stored; atHand: RequestAtHand; today: string; edit: ReturnType<typeof useEditing> };

/** Who, for which school, to what end, when: chosen here, and edited in place. With no profile yet its form is there at once. */
export function RequestPickers({ stored, atHand, today, edit }: RequestPickersProps) {
  const { say } = useText();
  const { profiles, work } = stored;
  const [fresh] = useState(() => ({ applicant: newId(), school: newId(), purpose: newId() }));
  const firstMissing = profileKinds.find((kind) => profilesOf(profiles, kind).length === 0);
  const formOf = (kind: ProfileKind): string | undefined => {
    if (edit.editing) return edit.editing.kind === kind ? edit.editing.id : undefined;
    return kind === firstMissing ? fresh[kind] : undefined;
  };
  return (
    <div class="pickers">
      {firstMissing && <p class="hint">{say('request_first')}</p>}
      {profileKinds.map((kind) => {
        const id = formOf(kind);
        return (
          <ProfilePicker
            key={kind}
            kind={kind}
            profiles={profiles}
            chosen={work[workKeys[kind]]}
            editing={id !== undefined}
            onChoose={(chosen) => edit.choose(kind, chosen)}
            onEdit={(open) => {
              const chosen = atHand.chosen[kind]?.id;
              edit.setEditing(open && chosen ? { kind, id: chosen } : undefined);
            }}
            onCreate={() => edit.create(kind)}
          >
            {id !== undefined && (
              <ProfileForm
                key={id}
                kind={kind}
                id={id}
                stored={stored}
                problems={() => (atHand.chosen[kind]?.id === id ? atHand.problems : [])}
                onFirst={(created) => {
                  stored.setWork({ [workKeys[kind]]: created });
                  edit.setEditing({ kind, id: created });
                }}
              />
            )}
            <p class="hint">{say('request_shared')}</p>
          </ProfilePicker>
        );
      })}
      <div class="date-row">
        <TextField field="date" type="date" value={atHand.date} problems={atHand.problems} onType={(date) => stored.setWork({ date })} />
        {atHand.date !== today && (
          <button type="button" class="quiet" onClick={() => stored.setWork({ date: undefined })}>
            {say('date_today')}
          </button>
        )}
      </div>
    </div>
  );
}
