import { useState } from 'preact/hooks';
import { newId, profileKey } from '../../utils/extension/profiles.ts';
import { isOld } from '../../utils/intake/age.ts';
import { fold } from '../../utils/intake/kinship.ts';
import type { School } from '../../utils/intake/profile.ts';
import { SchoolChoice } from './SchoolChoice.tsx';
import { blankGroup } from './blank.ts';
import { sayRight, writeAll } from './checked.ts';
import { inPieces } from './pieces.ts';
import { printRoute } from '../routes.ts';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

type TogetherCardProps = { stored: Stored; schools: readonly School[]; today: string; onDone: (done: Done) => void };

/** What is to hold for all of them; what is empty stays as it is. */
type Wish = { accessGroup: string; username: string };

/** The school with what was wished. An access group that it has already is not added again. */
function changed(school: School, { accessGroup, username }: Wish): School {
  const group = accessGroup.trim();
  const has = group === '' || school.accessGroups.some((own) => fold(own) === fold(group));
  return { ...school, accessGroups: has ? school.accessGroups : [...school.accessGroups, group], username: username.trim() || school.username };
}

/** Several schools changed, checked, grouped or removed at once. */
export function TogetherCard({ stored, schools, today, onDone }: TogetherCardProps) {
  const { say, count } = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [wish, setWish] = useState<Wish>({ accessGroup: '', username: '' });
  const picked = schools.filter(({ id }) => chosen.has(id));
  const old = schools.filter((school) => isOld(school, today));
  const change = () => {
    const after = picked.map((school) => changed(school, wish));
    writeAll(stored, 'school', after, picked);
    // With the day that the vault wrote, so that the one before comes back too.
    const written = after.map((school) => ({ ...school, changedAt: today }));
    onDone({ text: count('together_changed', picked.length), undo: () => writeAll(stored, 'school', picked, written) });
    setWish({ accessGroup: '', username: '' });
  };
  const remove = () => {
    for (const part of inPieces(picked)) stored.keepAll({ set: {}, remove: part.map(({ id }) => profileKey('school', id)) });
    onDone({ text: count('together_deleted', picked.length), undo: () => writeAll(stored, 'school', picked) });
    setChosen(new Set());
  };
  const group = () => {
    const id = newId();
    stored.keep('group', { ...blankGroup(id), schoolIds: picked.map((school) => school.id) });
    onDone({ text: count('together_grouped', picked.length), undo: () => stored.remove('group', id) });
    location.hash = printRoute({ view: 'profiles', kind: 'group', id });
  };
  const wished = wish.accessGroup.trim() !== '' || wish.username.trim() !== '';
  return (
    <details class="card together">
      <summary>{say('together_title')}</summary>
      <p class="hint">{say('together_hint')}</p>
      {old.length > 0 && (
        <p>
          <button type="button" class="quiet" onClick={() => setChosen(new Set(old.map(({ id }) => id)))}>
            {count('together_tickOld', old.length)}
          </button>
        </p>
      )}
      <SchoolChoice schools={schools} chosen={chosen} onChoose={setChosen} />
      <p class="row">
        <button type="button" disabled={picked.length === 0} onClick={group}>
          {count('together_group', picked.length)}
        </button>
        <button type="button" disabled={picked.length === 0} onClick={() => onDone(sayRight(stored, 'school', picked, today, count))}>
          {count('together_right', picked.length)}
        </button>
      </p>
      {(['accessGroup', 'username'] as const).map((part) => (
        <div key={part} class="field">
          <label for={`together-${part}`}>{say(`together_${part}`)}</label>
          <input
            id={`together-${part}`}
            value={wish[part]}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setWish({ ...wish, [part]: event.currentTarget.value })}
          />
        </div>
      ))}
      <p class="row spread">
        <button type="button" class="primary" disabled={picked.length === 0 || !wished} onClick={change}>
          {count('together_change', picked.length)}
        </button>
        <button type="button" class="danger" disabled={picked.length === 0} onClick={remove}>
          {count('together_delete', picked.length)}
        </button>
      </p>
    </details>
  );
}
