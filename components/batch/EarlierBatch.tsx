import { printDate } from '../../utils/intake/values.ts';
import { Failure } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import { FailedList } from './FailedList.tsx';
import type { BatchAtHand } from './steps.ts';
import { useBatchSteps } from './steps.ts';

/** A batch of before that was never finished, with its own ways to go on. */
export function EarlierBatch(props: BatchAtHand) {
  const { batch, stored, run } = props;
  const { say } = useText();
  const { failed, waiting, handGone, certificateGone, broken, start, again } = useBatchSteps(props);
  const days = batch.submissions.flatMap(({ dates }) => dates.ready ?? dates.draft ?? []).sort();
  const id = `batch-${batch.id}`;
  const stands = run.state !== 'idle' || handGone || certificateGone;
  return (
    <li>
      <p id={id}>
        {say(
          'batch_earlier',
          printDate(days[0] ?? '') ?? say('batch_dayUnknown'),
          String(batch.submissions.length),
          String(waiting.length),
          String(failed.length),
        )}
      </p>
      {broken && <Failure text={`${say('failed_title')}. ${say('failed_fix')}`} />}
      {handGone && <p class="notice warns">{say('batch_handGone')}</p>}
      {certificateGone && <p class="notice warns">{say('batch_certificateGone')}</p>}
      <p class="row">
        {waiting.length > 0 && (
          <button type="button" aria-describedby={id} disabled={stands} onClick={start}>
            {say('batch_goOn', String(waiting.length))}
          </button>
        )}
        {failed.length > 0 && (
          <button type="button" aria-describedby={id} disabled={stands} onClick={again}>
            {say('batch_retry', String(failed.length))}
          </button>
        )}
      </p>
      <FailedList failed={failed} schools={stored.profiles.schools} />
    </li>
  );
}
