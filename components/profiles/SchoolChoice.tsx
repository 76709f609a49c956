import { useMemo, useState } from 'preact/hooks';
import type { School } from '../../utils/intake/profile.ts';
import { findProfiles } from './find.ts';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';

/** CSS pixels. */
const rowHeight = 34;
const long = 60;

/** Of the field that searches them. */
export const searchId = 'schools-find';

type SchoolChoiceProps = { schools: readonly School[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void };

/** Which schools the forms are for: searched, ticked one by one or all that were found. */
export function SchoolChoice({ schools, chosen, onChoose }: SchoolChoiceProps) {
  const { say } = useText();
  const [typed, setTyped] = useState('');
  const found = useMemo(() => findProfiles(schools, typed), [schools, typed]);
  const change = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };
  const ids = found.map(({ id }) => id);
  return (
    <fieldset class="field">
      <legend>{say('nav_schools')}</legend>
      <label for={searchId}>{say('profiles_find')}</label>
      <input id={searchId} type="search" value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
      <p class="row">
        <button type="button" onClick={() => change(ids, true)}>
          {say('batch_chooseFound', String(found.length))}
        </button>
        <button type="button" class="quiet" disabled={chosen.size === 0} onClick={() => onChoose(new Set())}>
          {say('batch_chooseNone')}
        </button>
        <span role="status">{say('batch_chosen', String(chosen.size), String(schools.length))}</span>
      </p>
      <VirtualList items={found} long={long} height={rowHeight} class="choice-list" keyOf={(school) => school.id}>
        {(school) => (
          <label class="choice">
            <input type="checkbox" checked={chosen.has(school.id)} onChange={(event) => change([school.id], event.currentTarget.checked)} />
            <span>
              {school.name.trim() || say('untitled')} <span class="soft">{school.institutionNumbers.join(', ')}</span>
            </span>
          </label>
        )}
      </VirtualList>
    </fieldset>
  );
}
