import { useMemo } from 'preact/hooks';
import type { BegunBatch } from '../../utils/batch/batches.ts';
import { batchesOf, isUnfinished } from '../../utils/batch/batches.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { useText } from '../text.ts';
import { EarlierBatch } from './EarlierBatch.tsx';
import { RunCard } from './RunCard.tsx';
import type { BatchRun } from './run.ts';
import type { BatchAtHand } from './steps.ts';

/** The one that runs, or was last run here; else the one that was begun last. */
function atHand(batches: readonly BegunBatch[], { state, last }: BatchRun): BegunBatch | undefined {
  const [newest] = batches;
  if (state === 'elsewhere') return batches.find(({ submissions }) => submissions.some(({ work }) => work.state === 'running')) ?? newest;
  return batches.find(({ id }) => id === last?.batchId) ?? newest;
}

type BegunProps = Omit<BatchAtHand, 'batch'> & { submissions: readonly Submission[] };

/** The batch at hand, and those of before that were never finished. */
export function BegunBatches({ submissions, ...steps }: BegunProps) {
  const batches = useMemo(() => batchesOf(submissions), [submissions]);
  const { say } = useText();
  const { run } = steps;
  const current = atHand(batches, run);
  const shown = current && (run.state !== 'idle' || run.last?.batchId === current.id || isUnfinished(current));
  const earlier = batches.filter((batch) => batch !== current && isUnfinished(batch));
  return (
    <>
      {shown && <RunCard key={current.id} {...steps} batch={current} />}
      {earlier.length > 0 && (
        <div class="card">
          <h2>{say('batch_earlierTitle')}</h2>
          <ul class="failed">
            {earlier.map((batch) => (
              <EarlierBatch key={batch.id} {...steps} batch={batch} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
