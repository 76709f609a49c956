import { useId, useState } from 'preact/hooks';
import { expire, nextStatuses, statusKey } from '../../utils/batch/status.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import { isDate, printDate } from '../../utils/intake/values.ts';
import { Facts } from '../controls/Facts.tsx';
import { useText } from '../text.ts';
import type { OutboxSteps } from './steps.ts';

/** What its status is, since when, what it was before, and what it may become. */
export function StatusCard({ submission, today, steps }: { submission: Submission; today: string; steps: OutboxSteps }) {
  const { say } = useText();
  const id = useId();
  const [date, setDate] = useState(today);
  const { status, dates } = submission;
  const passed = statuses.map((one) => [statusKey(one), printDate(dates[one] ?? '') ?? dates[one]] as const);
  const [late] = expire([submission], today, 0).waiting;
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        {say('outbox_status')}: <span class={`tag ${status}`}>{say(statusKey(status))}</span>
      </h3>
      <Facts facts={passed} />
      {late && <p class="notice warns">{say('outbox_late', printDate(late.since) ?? late.since, String(late.days))}</p>}
      <div class="field day">
        <label for={`${id}-date`}>{say('outbox_since')}</label>
        <input id={`${id}-date`} type="date" value={date} max={today} onInput={(event) => setDate(event.currentTarget.value)} />
      </div>
      <p class="row">
        {nextStatuses(submission).map((next) => (
          <button key={next} type="button" disabled={steps.busy || !isDate(date)} onClick={() => steps.move([submission], next, date)}>
            {say('outbox_becomes', say(statusKey(next)))}
          </button>
        ))}
      </p>
    </section>
  );
}
