import type { PlannedRow } from './plan.ts';
import type { Status, Submission } from './submission.ts';

/** What all submissions of a batch share. `today` is yyyy-mm-dd, `at` in ms. */
export type Batch = { batchId: string; form: Submission['form']; signing: Submission['signing']; today: string; at: number };

/** A planned row as it goes into the batch: nothing is made yet. */
export function prepare(
  row: Pick<PlannedRow, 'schoolIds' | 'name' | 'request' | 'fileName' | 'ready'>,
  id: string,
  { batchId, form, signing, today, at }: Batch,
): Submission {
  const { schoolIds, name, request, fileName } = row;
  const status: Status = row.ready ? 'ready' : 'draft';
  return {
    id,
    batchId,
    schoolIds: [...schoolIds],
    name,
    request,
    fileName,
    form,
    signing,
    status,
    dates: { [status]: today },
    clientId: '',
    ticked: [],
    note: '',
    work: { state: 'waiting' },
    at,
  };
}
