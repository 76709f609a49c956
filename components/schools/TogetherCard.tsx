import { useState } from 'preact/hooks';
import { profileKey } from '../../utils/extension/profiles.ts';
import { fold } from '../../utils/intake/kinship.ts';
import type { School } from '../../utils/intake/profile.ts';
import { SchoolChoice } from '../batch/SchoolChoice.tsx';
import { inPieces } from '../import/take.ts';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

type TogetherCardProps = { stored: Stored; schools: readonly School[]; onDone: (done: Done) => void };

/** What is to hold for all of them; what is empty stays as it is. */
type Wish = { accessGroup: string; username: string };

/** The school with what was wished. An access group that it has already is not added again. */
function changed(school: School, { accessGroup, username }: Wish): School {
  const group = accessGroup.trim();
  const has = group === '' || school.accessGroups.some((own) => fold(own) === fold(group));
  return { ...school, accessGroups: has ? school.accessGroups : [...school.accessGroups, group], username: username.trim() || school.username };
}

/** Several schools changed or removed at once. */
export function TogetherCard({ stored, schools, onDone }: TogetherCardProps) {
  const { say, count } = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [wish, setWish] = useState<Wish>({ accessGroup: '', username: '' });
  const picked = schools.filter(({ id }) => chosen.has(id));
  const write = (list: readonly School[]) => {
    for (const part of inPieces(list)) stored.keepAll({ set: Object.fromEntries(part.map((school) => [profileKey('school', school.id), school])), remove: [] });
  };
  const change = () => {
    write(picked.map((school) => changed(school, wish)));
    onDone({ text: count('together_changed', picked.length), undo: () => write(picked) });
    setWish({ accessGroup: '', username: '' });
  };
  const remove = () => {
    for (const part of inPieces(picked)) stored.keepAll({ set: {}, remove: part.map(({ id }) => profileKey('school', id)) });
    onDone({ text: count('together_deleted', picked.length), undo: () => write(picked) });
    setChosen(new Set());
  };
  const wished = wish.accessGroup.trim() !== '' || wish.username.trim() !== '';
  return (
    <details class="card together">
      <summary>{say('together_title')}</summary>
      <p class="hint">{say('together_hint')}</p>
      <SchoolChoice schools={schools} chosen={chosen} onChoose={setChosen} />
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
