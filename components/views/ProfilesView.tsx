import { useMemo, useRef, useState } from 'preact/hooks';
import type { ListedKind } from '../../utils/extension/profiles.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { isOld } from '../../utils/intake/age.ts';
import type { Group } from '../../utils/intake/profile.ts';
import { Age } from '../profiles/Age.tsx';
import { blankSchool } from '../profiles/blank.ts';
import { sayRight } from '../profiles/checked.ts';
import { ProfileForm } from '../profiles/ProfileForm.tsx';
import { ProfileList } from '../profiles/ProfileList.tsx';
import { judgeProfile } from '../request/request.ts';
import { printRoute } from '../routes.ts';
import { TogetherCard } from '../profiles/TogetherCard.tsx';
import { TwinsCard } from '../profiles/TwinsCard.tsx';
import type { Done, ProfileOf, Removed, Stored } from '../stored.ts';
import { isManaged, profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

type ProfilesViewProps = {
  kind: ListedKind;
  id: string | undefined;
  stored: Stored;
  today: string;
  onRemoved: (removed: Removed) => void;
  onDone: (done: Done) => void;
};

const plural = { applicant: 'applicants', school: 'schools', purpose: 'purposes', group: 'groups' } as const;

/** What of a group is judged: the same as of a school. */
const asSchool = ({ id, director, username }: Group) => ({ ...blankSchool(id), director, username });

const judge = (kind: ListedKind, profile: ProfileOf[ListedKind], today: string) =>
  kind === 'group' ? judgeProfile('school', asSchool(profile as Group), today) : judgeProfile(kind, profile as Exclude<typeof profile, Group>, today);

/** The profiles of one kind: the list, and beside it the one that is opened. */
export function ProfilesView({ kind, id, stored, today, onRemoved, onDone }: ProfilesViewProps) {
  const { say, count } = useText();
  const list: readonly ProfileOf[ListedKind][] = profilesOf(stored.profiles, kind);
  const [fresh, setFresh] = useState<string>();
  const open = list.find((profile) => profile.id === id);
  const managed = id !== undefined && isManaged(stored.profiles, kind, id);
  const card = useRef<HTMLDivElement>(null);
  const right = () => {
    if (!open) return;
    onDone(sayRight(stored, kind, [open], today, count));
    // The button goes with what it answers.
    card.current?.focus();
  };
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
          <ProfileList kind={kind} id={id} stored={stored} today={today} onDone={onDone} />
        </nav>
        {kind === 'school' && id === undefined && <ManySchools stored={stored} today={today} onDone={onDone} />}
        {id !== undefined && (open || id === fresh) && (
          <div class="card" ref={card} tabIndex={-1}>
            {open && !managed && isOld(open, today) && (
              <div class="notice warns beside">
                <p>
                  {say('age_old')}. {say('age_oldHint')}
                </p>
                <p>
                  <button type="button" onClick={right}>
                    {say('age_right')}
                  </button>
                </p>
              </div>
            )}
            <ProfileForm key={id} kind={kind} id={id} stored={stored} problems={(profile) => judge(kind, profile, today)} />
            <div class="row spread">
              {!managed && (
                <p class="hint">
                  {say('savedAsTyped')} {open && <Age profile={open} />}
                </p>
              )}
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
function ManySchools({ stored, today, onDone }: Pick<ProfilesViewProps, 'stored' | 'today' | 'onDone'>) {
  const { schools } = stored.profiles;
  const own = useMemo(() => schools.filter(({ id }) => !isManaged(stored.profiles, 'school', id)), [schools]);
  if (own.length < 2) return null;
  return (
    <div class="many">
      <TwinsCard stored={stored} schools={own} today={today} onDone={onDone} />
      <TogetherCard stored={stored} schools={own} today={today} onDone={onDone} />
    </div>
  );
}
