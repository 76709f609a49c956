import type { PlannedRow } from './plan.ts';
import type { Choices, Status, Submission } from './submission.ts';

/** What all submissions of a batch share. `today` is yyyy-mm-dd, `at` in ms. `choices`: of what their requests were composed. */
export type Batch = {
  batchId: string;
  form: Submission['form'];
  signing: Submission['signing'];
  today: string;
  at: number;
  choices?: Omit<Choices, 'again'>;
};

/** A planned row as it goes into the batch: nothing is made yet. */
export function prepare(
  row: Pick<PlannedRow, 'schoolIds' | 'name' | 'request' | 'fileName' | 'ready'> & Partial<Pick<PlannedRow, 'askedAgain'>>,
  id: string,
  { batchId, form, signing, today, at, choices }: Batch,
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
    begun: at,
    ...(choices && { choices: { ...choices, again: row.askedAgain ?? false } }),
  };
}
