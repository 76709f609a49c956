import { useRef } from 'preact/hooks';
import type { School } from '../../utils/intake/profile.ts';
import { printRoute } from '../routes.ts';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';

/** CSS pixels. */
const rowHeight = 44;
const long = 30;

type MembersProps = { members: readonly School[]; onLeave: (id: string) => void };

/** The schools of a group, each to be opened or taken out. */
export function Members({ members, onLeave }: MembersProps) {
  const { say, count } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const row = (school: School) => {
    const name = school.name.trim() || say('untitled');
    return (
      <div class="member">
        <a href={printRoute({ view: 'profiles', kind: 'school', id: school.id })}>{name}</a>
        <span class="soft">{school.institutionNumbers.join(', ')}</span>
        <button
          type="button"
          class="quiet"
          aria-label={say('group_leaveNamed', name)}
          onClick={() => {
            onLeave(school.id);
            // The button goes with its row.
            heading.current?.focus();
          }}
        >
          {say('group_leave')}
        </button>
      </div>
    );
  };
  return (
    <section class="members" aria-labelledby="group-members">
      <h2 id="group-members" ref={heading} tabIndex={-1}>
        {count('group_members', members.length)}
      </h2>
      {members.length > 0 && (
        <VirtualList items={members} long={long} height={rowHeight} class="member-list" keyOf={(school) => school.id}>
          {row}
        </VirtualList>
      )}
    </section>
  );
}
