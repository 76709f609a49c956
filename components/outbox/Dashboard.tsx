import type { Submission } from '../../utils/batch/submission.ts';
import { statusKey } from '../../utils/batch/status.ts';
import type { Text } from '../text.ts';
import { useText } from '../text.ts';
import type { Pile } from './found.ts';
import { countPiles, piles } from './found.ts';

const pileName = ({ say }: Text, pile: Pile) => (pile === 'unmade' || pile === 'failed' ? say(`outbox_${pile}`) : say(statusKey(pile)));

type DashboardProps = { submissions: readonly Submission[]; pile: Pile | undefined; onChoose: (pile: Pile | undefined) => void };

/** How many there are of each status, and how many PDFs are yet to be made; each count shows its own when it is pressed. */
export function Dashboard({ submissions, pile, onChoose }: DashboardProps) {
  const text = useText();
  const counts = countPiles(submissions);
  // A pile that is looked at stays, also when its last one leaves it.
  const shown = piles.filter((one) => counts[one] > 0 || one === pile);
  return (
    <ul class="piles" aria-label={text.say('outbox_dashboard')}>
      <li>
        <button type="button" aria-pressed={pile === undefined} onClick={() => onChoose(undefined)}>
          <b>{submissions.length}</b> {text.say('outbox_all')}
        </button>
      </li>
      {shown.map((one) => (
        <li key={one}>
          <button type="button" class={one} aria-pressed={pile === one} onClick={() => onChoose(pile === one ? undefined : one)}>
            <b>{counts[one]}</b> {pileName(text, one)}
          </button>
        </li>
      ))}
    </ul>
  );
}
