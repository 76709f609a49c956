import type { ComponentChildren } from 'preact';
import type { ListedKind, Profiles } from '../../utils/extension/profiles.ts';
import { pickerId } from '../fields.ts';
import { profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

type ProfilePickerProps = {
  kind: ListedKind;
  profiles: Profiles;
  chosen: string | undefined;
  editing: boolean;
  onChoose: (id: string | undefined) => void;
  onEdit: (editing: boolean) => void;
  onCreate: () => void;
  /** The profile's form, while `editing`. */
  children?: ComponentChildren;
};

export function ProfilePicker({ kind, profiles, chosen, editing, onChoose, onEdit, onCreate, children }: ProfilePickerProps) {
  const { say } = useText();
  const list = profilesOf(profiles, kind);
  const id = pickerId(kind);
  const known = list.some((profile) => profile.id === chosen);
  return (
    <section class={editing ? 'picker editing' : 'picker'} aria-label={say(`kind_${kind}`)}>
      <div class="picker-row">
        <label for={id}>{say(`kind_${kind}`)}</label>
        <select id={id} value={known ? chosen : ''} onChange={(event) => onChoose(event.currentTarget.value || undefined)}>
          <option value="">{say('choose')}</option>
          {list.map((profile) => (
            <option key={profile.id} value={profile.id}>
              {profile.name.trim() || say('untitled')}
            </option>
          ))}
        </select>
        {known && (
          <button
            type="button"
            class="quiet icon"
            aria-expanded={editing}
            aria-label={say(`edit_${kind}`)}
            title={say(editing ? 'editDone' : 'edit')}
            onClick={() => onEdit(!editing)}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d={editing ? 'M4 10.5l4 4 8-9' : 'M4 16l.8-3.6L13.6 3.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L7.6 15.2 4 16zM12.2 5l2.8 2.8'} />
            </svg>
          </button>
        )}
        {!known && editing && list.length > 0 && (
          <button type="button" class="quiet" onClick={() => onEdit(false)}>
            {say('cancel')}
          </button>
        )}
        <button type="button" class="quiet icon" aria-label={say(`new_${kind}`)} title={say(`new_${kind}`)} onClick={onCreate}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 4v12M4 10h12" />
          </svg>
        </button>
      </div>
      {editing && <div class="picker-form">{children}</div>}
    </section>
  );
}
