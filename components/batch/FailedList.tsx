import type { Submission } from '../../utils/batch/submission.ts';
import type { School } from '../../utils/intake/profile.ts';
import { printRoute } from '../routes.ts';
import { useText } from '../text.ts';

/** Schools of one form that are named: a group may have three hundred. */
const mostSchools = 5;

/** What failed and why, each with the way to the profiles that it was made of. */
export function FailedList({ failed, schools }: { failed: readonly Submission[]; schools: readonly School[] }) {
  const { say, code } = useText();
  if (failed.length === 0) return null;
  return (
    <ul class="failed">
      {failed.map(({ id, name, schoolIds, work }) => {
        const ids = new Set(schoolIds);
        const own = schools.filter((school) => ids.has(school.id)).slice(0, mostSchools);
        return (
          <li key={id}>
            <b>{name}</b>: {work.state === 'failed' && code('error', work.code, work.values)}
            {own.map((school) => (
              <span key={school.id}>
                {' '}
                <a href={printRoute({ view: 'profiles', kind: 'school', id: school.id })}>{say('batch_toSchool', school.name.trim() || say('untitled'))}</a>
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
