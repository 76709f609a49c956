import { useState } from 'preact/hooks';
import { statusKey } from '../../utils/batch/status.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import type { ReturnedPdf } from '../../utils/extension/returned.ts';
import { changeSubmission } from '../../utils/extension/submissions.ts';
import type { Done } from '../stored.ts';
import { useText } from '../text.ts';
import type { Changed } from './change.ts';
import { keepSigned, moveEach, removeEach, removeSigned } from './change.ts';

/** What a person may do to what is in the outbox. Each is shown when it is stored; what can be undone is offered back. */
export type OutboxSteps = {
  busy: boolean;
  move: (submissions: readonly Submission[], status: Status, date: string) => Promise<void>;
  remove: (submissions: readonly Submission[]) => Promise<void>;
  /** Keeps the signed form that came back; false where the vault is locked. */
  keepSigned: (submission: Submission, returned: ReturnedPdf) => Promise<boolean>;
  removeSigned: (submission: Submission) => Promise<void>;
  /** False where it is gone, or `edit` makes nothing of it. */
  change: (id: string, edit: (stored: Submission) => Submission | undefined) => Promise<boolean>;
};

export function useOutboxSteps(reload: () => Promise<void>, onDone: (done: Done) => void): OutboxSteps {
  const { say, count } = useText();
  const [busy, setBusy] = useState(false);
  const take = async (step: () => Promise<Changed | undefined>, tell: (changed: number) => string) => {
    setBusy(true);
    try {
      const changed = await step();
      await reload();
      if (changed && changed.count > 0) onDone({ text: tell(changed.count), undo: () => void changed.undo().then(reload) });
      return changed !== undefined;
    } finally {
      setBusy(false);
    }
  };
  const idsOf = (submissions: readonly Submission[]) => submissions.map(({ id }) => id);
  const tellMoved = (status: Status) => (changed: number) => say('outbox_moved', count('outbox_forms', changed), say(statusKey(status)));
  return {
    busy,
    move: async (submissions, status, date) => void (await take(() => moveEach(idsOf(submissions), status, date), tellMoved(status))),
    remove: async (submissions) =>
      void (await take(
        () => removeEach(idsOf(submissions)),
        (changed) => count('outbox_removed', changed),
      )),
    keepSigned: (submission, returned) => take(() => keepSigned(submission, returned), tellMoved('signed')),
    removeSigned: async (submission) =>
      void (await take(
        () => removeSigned(submission),
        () => say('scan_removed'),
      )),
    change: async (id, edit) => {
      const changed = await changeSubmission(id, edit);
      await reload();
      return changed !== undefined;
    },
  };
}
