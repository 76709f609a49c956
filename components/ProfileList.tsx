import { useMemo, useState } from 'preact/hooks';
import type { ProfileKind } from '../utils/extension/profiles.ts';
import { findProfiles } from './find.ts';
import { printRoute } from './routes.ts';
import type { ProfileOf, Stored } from './stored.ts';
import { isManaged, profilesOf } from './stored.ts';
import { useText } from './text.ts';
import { VirtualList } from './VirtualList.tsx';

/** CSS pixels: one row of a long list. */
const rowHeight = 44;
/** A list this long is searched, and only its window is drawn. */
const long = 100;
const searched = 8;

type ProfileListProps = { kind: ProfileKind; id: string | undefined; stored: Stored };

/** The profiles of one kind, by name, each a link; many of them can be searched. */
export function ProfileList({ kind, id, stored }: ProfileListProps) {
  const { say, count } = useText();
  const [typed, setTyped] = useState('');
  const all = profilesOf(stored.profiles, kind);
  const found = useMemo(() => findProfiles(all, typed), [all, typed]);
  if (all.length === 0) return <p class="hint">{say(`none_${kind}`)}</p>;
  return (
    <>
      {all.length > searched && (
        <div class="field">
          <label for="find">{say('profiles_find')}</label>
          <input id="find" type="search" value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
          <p class="hint" role="status">
            {typed.trim() === '' ? count(`profiles_count_${kind}`, all.length) : say('profiles_found', String(found.length), String(all.length))}
          </p>
        </div>
      )}
      {found.length > long ? (
        <VirtualList
          items={found}
          height={rowHeight}
          class="profile-list"
          keyOf={(profile) => profile.id}
          shown={found.findIndex((profile) => profile.id === id)}
        >
          {(profile) => <ProfileLink profile={profile} kind={kind} id={id} stored={stored} />}
        </VirtualList>
      ) : (
        <ul class="profile-list">
          {found.map((profile) => (
            <li key={profile.id}>
              <ProfileLink profile={profile} kind={kind} id={id} stored={stored} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ProfileLink({ profile, kind, id, stored }: ProfileListProps & { profile: ProfileOf[ProfileKind] }) {
  const { say } = useText();
  return (
    <a href={printRoute({ view: 'profiles', kind, id: profile.id })} aria-current={profile.id === id ? 'true' : undefined}>
      {profile.name.trim() || say('untitled')}
      {isManaged(stored.profiles, kind, profile.id) && <span class="origin">{say('profiles_managedShort')}</span>}
    </a>
  );
}
