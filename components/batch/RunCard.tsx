import { useState } from 'preact/hooks';
import type { Submission } from '../../utils/batch/submission.ts';
import { progressOf, retry } from '../../utils/batch/work.ts';
import { changeSubmissions, removeSubmissions } from '../../utils/extension/submissions.ts';
import { sealingOf } from '../certificate/seal.ts';
import { useCertificate } from '../certificate/signer.ts';
import { signingWith } from '../request/request.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import type { BatchRun } from './run.ts';

type RunCardProps = {
  batch: readonly Submission[];
  stored: Stored;
  run: BatchRun;
  onChanged: () => Promise<void>;
};

/** A batch that was begun: how far it is, and the ways to hold it, to go on, and to try again what failed. */
export function RunCard({ batch, stored, run, onChanged }: RunCardProps) {
  const text = useText();
  const { say } = text;
  const [broken, setBroken] = useState(false);
  const certificate = useCertificate();
  const [first] = batch;
  if (!first) return null;
  const stands = progressOf(batch.map(({ work }) => work.state));
  const progress = run.state === 'idle' || !run.progress ? stands : run.progress;
  const failed = batch.filter(({ work }) => work.state === 'failed');
  const waiting = batch.filter(({ work }) => work.state === 'waiting' || work.state === 'running');
  const { mention, signature } = stored.hand;
  const handGone = first.signing === 'hand' && !mention && !signature;
  const certificateGone = first.signing === 'certificate' && !certificate;
  const cannotSign = handGone || certificateGone;
  const busy = run.state === 'running' || run.state === 'pausing';

  const start = async () => {
    setBroken(false);
    try {
      await run.start(first.batchId, {
        signing: signingWith(first.signing, stored.hand),
        sealing: sealingOf(certificate, stored.work),
      });
    } catch (error) {
      console.error(error);
      setBroken(true);
    }
    await onChanged();
  };
  const again = async () => {
    const at = Date.now();
    await changeSubmissions(
      failed.map(({ id }) => id),
      (stored) => retry(stored, at),
    );
    await start();
  };
  const cancel = async () => {
    await removeSubmissions(waiting.map(({ id }) => id));
    await onChanged();
  };

  return (
    <div class="card run">
      <h2>{say('batch_run')}</h2>
      <progress value={progress.made + progress.failed} max={Math.max(1, progress.total)} aria-label={say('batch_run')} />
      <Status busy={busy} text={say('batch_progress', String(progress.made), String(progress.total), String(progress.failed))} />
      {run.state === 'elsewhere' && <p class="notice warns">{say('batch_elsewhere')}</p>}
      {broken && <Failure text={`${say('failed_title')}. ${say('failed_fix')}`} />}
      {handGone && waiting.length > 0 && <p class="notice warns">{say('batch_handGone')}</p>}
      {certificateGone && waiting.length > 0 && <p class="notice warns">{say('batch_certificateGone')}</p>}
      <p class="row">
        {busy ? (
          <button type="button" disabled={run.state === 'pausing'} onClick={run.pause}>
            {say('batch_pause')}
          </button>
        ) : (
          waiting.length > 0 && (
            <>
              <button type="button" class="primary" disabled={cannotSign} onClick={start}>
                {say('batch_goOn', String(waiting.length))}
              </button>
              <button type="button" class="quiet" onClick={cancel}>
                {say('batch_cancel', String(waiting.length))}
              </button>
            </>
          )
        )}
        {!busy && failed.length > 0 && (
          <button type="button" disabled={cannotSign} onClick={again}>
            {say('batch_retry', String(failed.length))}
          </button>
        )}
        <a href="#outbox">{say('batch_toOutbox')}</a>
      </p>
      {failed.length > 0 && (
        <ul class="failed">
          {failed.map(({ id, name, work }) => (
            <li key={id}>
              <b>{name}</b>: {work.state === 'failed' && text.code('error', work.code, work.values)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
