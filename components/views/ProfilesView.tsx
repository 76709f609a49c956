import { useMemo, useState } from 'preact/hooks';
import type { ProfileKind } from '../../utils/extension/profiles.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { ProfileForm } from '../ProfileForm.tsx';
import { ProfileList } from '../ProfileList.tsx';
import { judgeProfile } from '../request.ts';
import { printRoute } from '../routes.ts';
import { TogetherCard } from '../schools/TogetherCard.tsx';
import { TwinsCard } from '../schools/TwinsCard.tsx';
import type { Done, Removed, Stored } from '../stored.ts';
import { isManaged, profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

type ProfilesViewProps = {
  kind: ProfileKind;
  id: string | undefined;
  stored: Stored;
  today: string;
  onRemoved: (removed: Removed) => void;
  onDone: (done: Done) => void;
};

const plural = { applicant: 'applicants', school: 'schools', purpose: 'purposes' } as const;

/** The profiles of one kind: the list, and beside it the one that is opened. */
export function ProfilesView({ kind, id, stored, today, onRemoved, onDone }: ProfilesViewProps) {
  const { say } = useText();
  const list = profilesOf(stored.profiles, kind);
  const [fresh, setFresh] = useState<string>();
  const open = list.find((profile) => profile.id === id);
  const managed = id !== undefined && isManaged(stored.profiles, kind, id);
  const show = (profileId: string | undefined) => {
    location.hash = printRoute({ view: 'profiles', kind, id: profileId });
  };
  const remove = () => {
    if (!open) return;
    stored.remove(kind, open.id);
    onRemoved({ kind, profile: open } as Removed);
    show(undefined);
  };
  const create = () => {
    const created = newId();
    setFresh(created);
    show(created);
  };
  return (
    <section>
      <div class="view-head">
        <div>
          <h1 tabIndex={-1}>{say(`nav_${plural[kind]}`)}</h1>
          <p class="lead">{say(`${plural[kind]}_intro`)}</p>
        </div>
        <p class="row">
          {kind === 'school' && (
            <a class="button" href={printRoute({ view: 'import' })}>
              {say('import_open')}
            </a>
          )}
          <button type="button" class="primary" onClick={create}>
            {say(`new_${kind}`)}
          </button>
        </p>
      </div>
      <div class="profiles">
        <nav class="card" aria-label={say('profiles_list')}>
          <ProfileList kind={kind} id={id} stored={stored} />
        </nav>
        {kind === 'school' && id === undefined && <ManySchools stored={stored} onDone={onDone} />}
        {id !== undefined && (open || id === fresh) && (
          <div class="card">
            <ProfileForm key={id} kind={kind} id={id} stored={stored} problems={(profile) => judgeProfile(kind, profile, today)} />
            <div class="row spread">
              {!managed && <p class="hint">{say('savedAsTyped')}</p>}
              {open && !managed && (
                <button type="button" class="danger quiet" aria-label={say('profiles_deleteNamed', open.name.trim() || say('untitled'))} onClick={remove}>
                  {say('delete')}
                </button>
              )}
            </div>
          </div>
        )}
        {id !== undefined && !open && id !== fresh && <p class="notice warns">{say('profiles_gone')}</p>}
      </div>
    </section>
  );
}

/** What is done to several schools at once. What the organisation rolled out stays out of it. */
function ManySchools({ stored, onDone }: Pick<ProfilesViewProps, 'stored' | 'onDone'>) {
  const { schools } = stored.profiles;
  const own = useMemo(() => schools.filter(({ id }) => !isManaged(stored.profiles, 'school', id)), [schools]);
  if (own.length < 2) return null;
  return (
    <div class="many">
      <TwinsCard stored={stored} schools={own} onDone={onDone} />
      <TogetherCard stored={stored} schools={own} onDone={onDone} />
    </div>
  );
}
