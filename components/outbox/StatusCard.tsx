import { useId, useState } from 'preact/hooks';
import { expire, move, nextStatuses, statusKey, wasMade } from '../../utils/batch/status.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import { isDate, printDate } from '../../utils/intake/values.ts';
import { Facts } from '../controls/Facts.tsx';
import { Failure } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import type { OutboxSteps } from './steps.ts';

/** What its status is, since when, what it was before, and what it may become. */
export function StatusCard({ submission, today, steps }: { submission: Submission; today: string; steps: OutboxSteps }) {
  const { say, code } = useText();
  const id = useId();
  const [date, setDate] = useState(today);
  const { status, dates } = submission;
  const passed = statuses.map((one) => [statusKey(one), printDate(dates[one] ?? '') ?? dates[one]] as const);
  const [refused, setRefused] = useState<readonly string[]>();
  const next = nextStatuses(submission);
  const take = async (status: Status) => {
    const moved = move(submission, status, date, 0);
    const [former, day = ''] = moved.ok || moved.code !== 'statusTooEarly' ? [] : moved.values;
    setRefused(former === undefined ? undefined : [say(statusKey(former as Status)), printDate(day) ?? day]);
    if (moved.ok) await steps.move([submission], status, date);
  };
  const pickDay = (day: string) => {
    setDate(day);
    setRefused(undefined);
  };
  const [late] = expire([submission], today, 0).waiting;
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        {say('outbox_status')}: <span class={`tag ${status}`}>{say(statusKey(status))}</span>
      </h3>
      <Facts facts={passed} />
      {late && <p class="notice warns">{say('outbox_late', printDate(late.since) ?? late.since, String(late.days))}</p>}
      {!wasMade(submission) && <p class="hint">{say('outbox_unmadeStays')}</p>}
      {next.length > 0 && (
        <>
          <div class="field day">
            <label for={`${id}-date`}>{say('outbox_since')}</label>
            <input id={`${id}-date`} type="date" value={date} max={today} onInput={(event) => pickDay(event.currentTarget.value)} />
          </div>
          <p class="row">
            {next.map((one) => (
              <button key={one} type="button" disabled={steps.busy || !isDate(date)} onClick={() => take(one)}>
                {say('outbox_becomes', say(statusKey(one)))}
              </button>
            ))}
          </p>
        </>
      )}
      {refused && <Failure text={code('error', 'statusTooEarly', refused)} />}
    </section>
  );
}
