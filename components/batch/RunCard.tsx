import type { Progress } from '../../utils/batch/work.ts';
import { progressOf } from '../../utils/batch/work.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { printRoute } from '../routes.ts';
import type { Text } from '../text.ts';
import { useText } from '../text.ts';
import { FailedList } from './FailedList.tsx';
import { runTitleId } from './lead.ts';
import type { BatchRun } from './run.ts';
import type { BatchAtHand } from './steps.ts';
import { useBatchSteps } from './steps.ts';

/** Where the batch stands, in words. */
function titleOf({ say, count }: Text, { failed, waiting, running }: Progress, { state, last }: BatchRun, batchId: string): string {
  if (state === 'running' || state === 'pausing' || state === 'elsewhere') return say('batch_run');
  if (waiting + running > 0) return say(last?.batchId === batchId && last.end === 'paused' ? 'batch_paused' : 'batch_toGoOn');
  return failed > 0 ? count('batch_doneFailed', failed) : say('batch_done');
}

/** A batch that was begun: how far it is, and the ways to hold it, to go on, and to try again what failed. */
export function RunCard(props: BatchAtHand) {
  const { batch, stored, run } = props;
  const text = useText();
  const { say } = text;
  const { failed, waiting, handGone, certificateGone, broken, start, again, cancel } = useBatchSteps(props);
  const here = run.state === 'running' || run.state === 'pausing';
  const busy = here || run.state === 'elsewhere';
  const progress = (here && run.progress) || progressOf(batch.submissions.map(({ work }) => work.state));
  const cannotSign = handGone || certificateGone;
  const toMake = waiting.length + failed.length;
  return (
    <div class="card run">
      <h2 id={runTitleId} tabIndex={-1}>
        {titleOf(text, progress, run, batch.id)}
      </h2>
      <progress value={progress.made + progress.failed} max={Math.max(1, progress.total)} aria-labelledby={runTitleId} />
      <Status busy={busy} text={say('batch_progress', String(progress.made), String(progress.total), String(progress.failed))} />
      {run.state === 'elsewhere' && <p class="notice warns">{say('batch_elsewhere')}</p>}
      {broken && <Failure text={`${say('failed_title')}. ${say('failed_fix')}`} />}
      {handGone && toMake > 0 && <p class="notice warns">{say('batch_handGone')}</p>}
      {certificateGone && toMake > 0 && <p class="notice warns">{say('batch_certificateGone')}</p>}
      <p class="row">
        {here && (
          <button type="button" disabled={run.state === 'pausing'} onClick={run.pause}>
            {say('batch_pause')}
          </button>
        )}
        {!busy && waiting.length > 0 && (
          <>
            <button type="button" class="primary" disabled={cannotSign} onClick={start}>
              {say('batch_goOn', String(waiting.length))}
            </button>
            <button type="button" class="quiet" onClick={cancel}>
              {say('batch_cancel', String(waiting.length))}
            </button>
          </>
        )}
        {!busy && failed.length > 0 && (
          <button type="button" disabled={cannotSign} onClick={again}>
            {say('batch_retry', String(failed.length))}
          </button>
        )}
        <a href={printRoute({ view: 'outbox' })}>{say('batch_toOutbox')}</a>
      </p>
      <FailedList failed={failed} schools={stored.profiles.schools} />
    </div>
  );
}
