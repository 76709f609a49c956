import { useMemo, useState } from 'preact/hooks';
import { newId, profileKey } from '../../utils/extension/profiles.ts';
import { isOld } from '../../utils/intake/age.ts';
import { fold } from '../../utils/intake/kinship.ts';
import { compareNames } from '../../utils/intake/order.ts';
import type { School } from '../../utils/intake/profile.ts';
import { isEmail } from '../../utils/intake/values.ts';
import { SchoolChoice } from './SchoolChoice.tsx';
import { blankGroup } from './blank.ts';
import { sayRight, writeAll } from './checked.ts';
import { inPieces } from './pieces.ts';
import { printRoute } from '../routes.ts';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

type TogetherCardProps = { stored: Stored; schools: readonly School[]; today: string; onDone: (done: Done) => void };

/** What is to hold for all of them; what is empty stays as it is. `gone`: an access group that goes. */
type Wish = { name: string; email: string; accessGroup: string; gone: string; username: string };

const nothing: Wish = { name: '', email: '', accessGroup: '', gone: '', username: '' };

/** The school with what was wished. An access group that it has already is not added again. */
function changed(school: School, wish: Wish): School {
  const [name, email, group, username] = [wish.name.trim(), wish.email.trim(), wish.accessGroup.trim(), wish.username.trim()];
  const staying = school.accessGroups.filter((own) => wish.gone === '' || fold(own) !== wish.gone);
  const has = group === '' || staying.some((own) => fold(own) === fold(group));
  return {
    ...school,
    director: name === '' ? school.director : { name, email },
    accessGroups: has ? staying : [...staying, group],
    username: username || school.username,
  };
}

/** The access groups of these schools, each once: folded, and as the first of them writes it. */
function accessGroupsOf(schools: readonly School[]): [mark: string, group: string][] {
  const groups = new Map<string, string>();
  for (const { accessGroups } of schools) for (const group of accessGroups) groups.set(fold(group), groups.get(fold(group)) ?? group);
  return [...groups].filter(([mark]) => mark !== '').sort(([, a], [, b]) => compareNames(a, b));
}

/** Why the director that was typed can't be theirs; a name and an address are of one person, so neither goes in alone. */
function directorFault({ name, email }: Wish): 'together_directorHalf' | 'together_directorEmail' | undefined {
  const [one, other] = [name.trim(), email.trim()];
  if ((one === '') !== (other === '')) return 'together_directorHalf';
  return other !== '' && !isEmail(other) ? 'together_directorEmail' : undefined;
}

const parts = ['name', 'email', 'accessGroup', 'username'] as const;

/** Several schools changed, checked, grouped or removed at once. */
export function TogetherCard({ stored, schools, today, onDone }: TogetherCardProps) {
  const { say, count } = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [wish, setWish] = useState(nothing);
  const picked = schools.filter(({ id }) => chosen.has(id));
  const old = schools.filter((school) => isOld(school, today));
  const groups = useMemo(() => accessGroupsOf(picked), [schools, chosen]);
  // One that none of those who are still picked has is nothing to remove.
  const gone = groups.some(([mark]) => mark === wish.gone) ? wish.gone : '';
  const change = () => {
    const after = picked.map((school) => changed(school, { ...wish, gone }));
    writeAll(stored, 'school', after, picked);
    // With the day that the vault wrote, so that the one before comes back too.
    const written = after.map((school) => ({ ...school, changedAt: today }));
    onDone({ text: count('together_changed', picked.length), undo: () => writeAll(stored, 'school', picked, written) });
    setWish(nothing);
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
  const wished = gone !== '' || parts.some((part) => wish[part].trim() !== '');
  const fault = directorFault(wish);
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
      {parts.map((part) => (
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
      <div class="field">
        <label for="together-gone">{say('together_gone')}</label>
        <select id="together-gone" value={gone} disabled={groups.length === 0} onChange={(event) => setWish({ ...wish, gone: event.currentTarget.value })}>
          <option value="">{say('together_goneNone')}</option>
          {groups.map(([mark, name]) => (
            <option key={mark} value={mark}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <p class="hint" role="status">
        {fault && say(fault)}
      </p>
      <p class="row spread">
        <button type="button" class="primary" disabled={picked.length === 0 || !wished || fault !== undefined} onClick={change}>
          {count('together_change', picked.length)}
        </button>
        <button type="button" class="danger" disabled={picked.length === 0} onClick={remove}>
          {count('together_delete', picked.length)}
        </button>
      </p>
    </details>
  );
}
