import { printDate } from '../../utils/intake/values.ts';
import type { ListedKind } from '../../utils/extension/profiles.ts';
import type { ProfileOf } from '../stored.ts';
import { useText } from '../text.ts';

/** When a profile was last changed and checked; `brief`: the later of both. Nothing where nobody knows. */
export function Age({ profile: { changedAt = '', checkedAt = '' }, brief = false }: { profile: ProfileOf[ListedKind]; brief?: boolean }) {
  const { say } = useText();
  const [changed, checked] = [printDate(changedAt), printDate(checkedAt)];
  if (changed && checked && !brief) return <span>{say('age_changedAndChecked', changed, checked)}</span>;
  if (checked && checkedAt >= changedAt) return <span>{say('age_checked', checked)}</span>;
  return changed ? <span>{say('age_changed', changed)}</span> : null;
}
