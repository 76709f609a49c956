import { useMemo, useState } from 'preact/hooks';
import { profileKey } from '../../utils/extension/profiles.ts';
import { contentsOf } from '../../utils/intake/kinship.ts';
import { followSchools } from '../../utils/intake/membership.ts';
import type { Group, School } from '../../utils/intake/profile.ts';
import { findTwins, lostOf, mergeTwins } from '../../utils/profiles/find-twins.ts';
import { Paged } from '../controls/Paged.tsx';
import { followInSubmissions } from './follow.ts';
import { ContentsList } from './ProfileChanges.tsx';
import type { Done, Stored } from '../stored.ts';
import { isManaged } from '../stored.ts';
import { useText } from '../text.ts';

type TwinsCardProps = { stored: Stored; schools: readonly School[]; today: string; onDone: (done: Done) => void };

/** Schools that are stored more than once, to be made one. */
export function TwinsCard({ stored, schools, today, onDone }: TwinsCardProps) {
  const { say } = useText();
  const twins = useMemo(() => findTwins(schools), [schools]);
  if (twins.length === 0) return null;
  return (
    <section class="card twins" aria-labelledby="twins">
      <h2 id="twins">{say('twins_title', String(twins.length))}</h2>
      <p class="hint">{say('twins_hint')}</p>
      <Paged
        things={twins}
        class="twins-list"
        row={(group) => <Twins key={group.map(({ id }) => id).join()} group={group} stored={stored} today={today} onDone={onDone} />}
      />
    </section>
  );
}

type TwinsProps = Omit<TwinsCardProps, 'schools'> & { group: readonly School[] };

function Twins({ group, stored, today, onDone }: TwinsProps) {
  const { say } = useText();
  const [chosen, setChosen] = useState<string>();
  const kept = group.find(({ id }) => id === chosen) ?? group[0];
  if (!kept) return null;
  const others = group.filter((school) => school !== kept);
  const merged = mergeTwins(kept, others);
  const lost = lostOf(merged, others);
  const nameOf = (school: School) => school.name.trim() || say('untitled');
  const keep = async () => {
    const becomes = new Map(others.map(({ id }) => [id, merged.id]));
    const following = followSchools(stored.profiles.groups, becomes).filter(({ id }) => !isManaged(stored.profiles, 'group', id));
    const groupsBefore = stored.profiles.groups.filter(({ id }) => following.some((one) => one.id === id));
    const records = (schools: readonly School[], groups: readonly Group[]) =>
      Object.fromEntries([...schools.map((one) => [profileKey('school', one.id), one]), ...groups.map((one) => [profileKey('group', one.id), one])]);
    const remove = others.map(({ id }) => profileKey('school', id));
    stored.keepAll({ set: records([merged], following), remove }, records([kept], groupsBefore));
    // With the day that the vault wrote, so that the one before comes back too.
    const written = [{ ...merged, changedAt: today }];
    const groupsWritten = following.map((one) => ({ ...one, changedAt: today }));
    const wayBack = followInSubmissions(becomes);
    onDone({
      text: say('twins_merged', nameOf(merged)),
      undo: () => {
        stored.keepAll({ set: records(group, groupsBefore), remove: [] }, records(written, groupsWritten));
        void wayBack.then((back) => back());
      },
    });
    await wayBack;
  };
  return (
    <li>
      <fieldset class="field">
        <legend>{say('twins_keep')}</legend>
        <div>
          {group.map((school) => (
            <label key={school.id} class="choice">
              <input type="radio" name={`twins-${group[0]?.id}`} checked={school === kept} onChange={() => setChosen(school.id)} />
              <span>
                {nameOf(school)} <span class="soft">{[...school.institutionNumbers, school.director.email].filter(Boolean).join(', ')}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <ContentsList contents={contentsOf('school', merged)} />
      {lost.length > 0 && <p class="hint">{say('twins_lost', lost.join(', '))}</p>}
      <p class="row">
        <button type="button" aria-label={say('twins_mergeNamed', nameOf(merged))} onClick={keep}>
          {say('twins_merge')}
        </button>
      </p>
    </li>
  );
}
