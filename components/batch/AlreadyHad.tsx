import type { AlreadyHad as Had } from '../../utils/batch/outstanding.ts';
import type { PlannedRow } from '../../utils/batch/plan.ts';
import { messageKey } from '../../utils/i18n.ts';
import { printDate } from '../../utils/intake/values.ts';
import { useText } from '../text.ts';
import { askAgainId } from './lead.ts';

type AlreadyHadProps = { row: PlannedRow; onAskAgain: (again: boolean) => void };

/** What the ClientID has or is to get, and so is left out of this form, unless the person asks it again. */
export function AlreadyHad({ row, onAskAgain }: AlreadyHadProps) {
  const text = useText();
  const { say } = text;
  const tell = ({ value, scopes, state, since }: Had) => {
    const names = scopes.map((scope) => say(messageKey(`scope_${scope.replaceAll('.', '_')}`)));
    return say(`batch_already_${state}`, value, names.join(', '), printDate(since) ?? (since || say('batch_dayUnknown')));
  };
  return (
    <div class="already">
      <p>{say(row.askedAgain ? 'batch_askedAgain' : 'batch_leftOut')}</p>
      <ul>
        {row.alreadyHad.map((had) => (
          <li key={`${had.kind} ${had.value}`}>{tell(had)}</li>
        ))}
      </ul>
      <label class="choice">
        <input id={askAgainId(row)} type="checkbox" checked={row.askedAgain} onChange={(event) => onAskAgain(event.currentTarget.checked)} />
        <span>{say('batch_askAgain')}</span>
      </label>
    </div>
  );
}
