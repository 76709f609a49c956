import { useState } from 'preact/hooks';
import type { BegunBatch } from '../../utils/batch/batches.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { changeSubmissions, listSubmissions } from '../../utils/extension/submissions.ts';
import { sealingOf } from '../certificate/seal.ts';
import { useCertificate } from '../certificate/signer.ts';
import { removeEach } from '../outbox/change.ts';
import { signingWith } from '../request/request.ts';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { retrying } from '../outbox/again.ts';
import type { BatchRun } from './run.ts';

export type BatchAtHand = {
  batch: BegunBatch;
  stored: Stored;
  run: BatchRun;
  onChanged: () => Promise<void>;
  onDone: (done: Done) => void;
};

/** What may be done with a batch that was begun. */
export type BatchSteps = {
  failed: readonly Submission[];
  waiting: readonly Submission[];
  /** With what its forms are signed is not at hand. */
  handGone: boolean;
  certificateGone: boolean;
  /** A step broke off: not one form failed, but the making itself. */
  broken: boolean;
  start: () => Promise<void>;
  again: () => Promise<void>;
  cancel: () => Promise<void>;
};

const isWaiting = ({ work }: Submission) => work.state === 'waiting' || work.state === 'running';

export function useBatchSteps({ batch, stored, run, onChanged, onDone }: BatchAtHand): BatchSteps {
  const { count } = useText();
  const [broken, setBroken] = useState(false);
  const certificate = useCertificate();
  const { id, submissions } = batch;
  const signing = submissions[0]?.signing ?? 'print';
  const failed = submissions.filter(({ work }) => work.state === 'failed');
  const { mention, signature } = stored.hand;

  const start = async () => {
    setBroken(false);
    try {
      await run.start(id, { signing: signingWith(signing, stored.hand), sealing: sealingOf(certificate, stored.work) });
    } catch (error) {
      console.error(error);
      setBroken(true);
    }
    await onChanged();
  };
  const again = async () => {
    await changeSubmissions(
      failed.map((submission) => submission.id),
      await retrying(),
    );
    await start();
  };
  // While a batch runs, what waits here may be under way there.
  const cancel = async () => {
    const removed = await run.alone(async () => {
      const now = (await listSubmissions()).submissions.filter((submission) => submission.batchId === id && isWaiting(submission));
      return removeEach(now.map((submission) => submission.id));
    });
    await onChanged();
    if (removed && removed.count > 0) onDone({ text: count('batch_cancelled', removed.count), undo: () => void removed.undo().then(onChanged) });
  };
  return {
    failed,
    waiting: submissions.filter(isWaiting),
    handGone: signing === 'hand' && !mention && !signature,
    certificateGone: signing === 'certificate' && !certificate,
    broken,
    start,
    again,
    cancel,
  };
}
