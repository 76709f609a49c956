import { useState } from 'preact/hooks';
import { useText } from '../text.ts';
import type { Named } from './changes.ts';
import { MoreButton, useSome } from './NameList.tsx';
import type { ShareKind } from './shareable.ts';
import { searchNames } from './shareable.ts';

/** From so many on, a search field helps. */
const many = 8;

type ProfileChoiceProps = {
  kind: ShareKind;
  named: readonly Named[];
  /** The keys that are not chosen. */
  left: ReadonlySet<string>;
  onLeave: (left: ReadonlySet<string>) => void;
};

/** The profiles of one kind with a box each. All and none are of those that the search shows. */
export function ProfileChoice({ kind, named, left, onLeave }: ProfileChoiceProps) {
  const { say } = useText();
  const [words, setWords] = useState('');
  const found = searchNames(named, words);
  const { shown, more, showMore } = useSome(found);
  const choose = (keys: readonly string[], chosen: boolean) => {
    const next = new Set(left);
    for (const key of keys) {
      if (chosen) next.delete(key);
      else next.add(key);
    }
    onLeave(next);
  };
  const keys = found.map(({ key }) => key);
  const chosen = named.filter(({ key }) => !left.has(key)).length;
  const title = say(`nav_${kind}s`);
  return (
    <fieldset class="field profile-choice">
      <legend>{say('share_chosen', title, String(chosen), String(named.length))}</legend>
      {named.length > many && (
        <input
          type="search"
          value={words}
          aria-label={say('share_searchIn', title)}
          placeholder={say('share_search')}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {named.length > 1 && (
        <p class="row">
          <button type="button" class="quiet" aria-label={say('share_allOf', title)} onClick={() => choose(keys, true)}>
            {say('share_all')}
          </button>
          <button type="button" class="quiet" aria-label={say('share_noneOf', title)} onClick={() => choose(keys, false)}>
            {say('share_none')}
          </button>
        </p>
      )}
      <ul class="boxes">
        {shown.map(({ key, name }) => (
          <li key={key}>
            <label class="choice">
              <input type="checkbox" checked={!left.has(key)} onChange={(event) => choose([key], event.currentTarget.checked)} />
              <span>{name || say('untitled')}</span>
            </label>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="hint">{say('share_notFound')}</p>}
      <MoreButton more={more} onMore={showMore} />
    </fieldset>
  );
}
