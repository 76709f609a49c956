import { useMemo, useRef, useState } from 'preact/hooks';
import { isOld } from '../../utils/intake/age.ts';
import type { ListedKind } from '../../utils/extension/profiles.ts';
import { numberOf } from '../../utils/intake/kinship.ts';
import { Age } from './Age.tsx';
import { sayRight } from './checked.ts';
import { findProfiles } from './find.ts';
import { printRoute } from '../routes.ts';
import type { Done, ProfileOf, Stored } from '../stored.ts';
import { isManaged, profilesOf } from '../stored.ts';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';

/** CSS pixels: one row of a long list. */
const rowHeight = 56;
/** A list this long is searched, and only its window is drawn. */
const long = 100;
const searched = 8;

type ProfileListProps = { kind: ListedKind; id: string | undefined; stored: Stored; today: string };

/** The profiles of one kind, by name, each a link; many of them can be searched, and those of an earlier school year shown alone. */
export function ProfileList({ kind, id, stored, today, onDone }: ProfileListProps & { onDone: (done: Done) => void }) {
  const { say, count } = useText();
  const [typed, setTyped] = useState('');
  const [onlyOld, setOnlyOld] = useState(false);
  const all: readonly ProfileOf[ListedKind][] = profilesOf(stored.profiles, kind);
  const old = useMemo(() => all.filter((profile) => isOld(profile, today) && !isManaged(stored.profiles, kind, profile.id)), [all, today]);
  const top = useRef<HTMLDivElement>(null);
  const filtered = onlyOld && old.length > 0;
  const found = useMemo(() => findProfiles(filtered ? old : all, typed), [filtered, old, all, typed]);
  const right = () => {
    onDone(sayRight(stored, kind, found, today, count));
    setOnlyOld(false);
    // The button goes with what it answers.
    top.current?.focus();
  };
  if (all.length === 0) return <p class="hint">{say(`none_${kind}`)}</p>;
  return (
    <div ref={top} tabIndex={-1}>
      {all.length > searched && (
        <div class="field">
          <label for="find">{say('profiles_find')}</label>
          <input id="find" type="search" value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
          <p class="hint" role="status">
            {typed.trim() === '' && !filtered ? count(`profiles_count_${kind}`, all.length) : say('profiles_found', String(found.length), String(all.length))}
          </p>
        </div>
      )}
      {old.length > 0 && (
        <div class="old-filter">
          <label class="choice">
            <input type="checkbox" checked={filtered} onChange={(event) => setOnlyOld(event.currentTarget.checked)} />
            <span>{count('age_filter', old.length)}</span>
          </label>
          {filtered && found.length > 0 && (
            <button type="button" onClick={right}>
              {count('age_allRight', found.length)}
            </button>
          )}
        </div>
      )}
      <VirtualList
        items={found}
        long={long}
        height={rowHeight}
        class="profile-list"
        keyOf={(profile) => profile.id}
        shown={found.findIndex((profile) => profile.id === id)}
      >
        {(profile) => <ProfileLink profile={profile} kind={kind} id={id} stored={stored} today={today} />}
      </VirtualList>
    </div>
  );
}

function ProfileLink({ profile, kind, id, stored, today }: ProfileListProps & { profile: ProfileOf[ListedKind] }) {
  const { say, count } = useText();
  return (
    <a href={printRoute({ view: 'profiles', kind, id: profile.id })} aria-current={profile.id === id ? 'true' : undefined}>
      <span class="name">{profile.name.trim() || say('untitled')}</span>
      <span class="below">
        {isManaged(stored.profiles, kind, profile.id) && <span>{say('profiles_managedShort')}</span>}
        {'institutionNumbers' in profile && <Numbers numbers={profile.institutionNumbers} />}
        {'schoolIds' in profile && <span>{count('group_inRow', profile.schoolIds.length)}</span>}
        {isOld(profile, today) && <span class="tag old">{say('age_oldShort')}</span>}
        <Age profile={profile} brief />
      </span>
    </a>
  );
}

/** What tells two schools of one name apart: the first number, and how many more there are. */
function Numbers({ numbers: typed }: { numbers: readonly string[] }) {
  const [first, ...others] = typed.filter((number) => number.trim() !== '').map(numberOf);
  return first === undefined ? null : <span class="numbers">{others.length > 0 ? `${first} +${others.length}` : first}</span>;
}
